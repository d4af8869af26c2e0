"""What comes back to Ada's phone: that it was seen, what Nadia said, the numbers at the worst moment, and a reminder on the locked phone."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import expect

from api.web_push.encryption import CURVE, public_bytes, written
from tests.stories.conftest import Phones
from tests.stories.patience import until
from tests.stories.phones import EMERGENCY, TEAM, Hospice, Patient, Phone

SUBSCRIBE = """([endpoint, p256dh]) => {
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth: "AAAAAAAAAAAAAAAAAAAAAA" } }), unsubscribe: async () => true };
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => (window.key = applicationServerKey, made);
  PushManager.prototype.getSubscription = async () => made;
}"""
MESSAGES = ['{"title": "Balm", "body": "An earlier one"}', '{"title": "Balm", "body": "A moment for you?", "tag": "reminder"}', '{"title": "Balm", "body": "A question waits for you.", "tag": "request"}']
SHOWN = "async () => (await self.registration.getNotifications()).map(({ title, body, tag }) => [title, body, tag]).sort()"


def alert_of(hospice: Hospice, ada: Patient, subject: str) -> str:
    found = hospice.rows("select id::text from alerts where patient_id = $1 and subject = $2", ada.id, subject)
    return str(found[0]["id"]) if found else ""


def act(hospice: Hospice, path: str, **body: Any) -> None:
    answer = hospice.nadia.post(path, json=body)
    assert answer.is_success, answer.text


def test_ada_reads_that_it_was_seen_and_what_nadia_said_and_nothing_more_once_care_has_ended(phone: Phone, ada: Patient, hospice: Hospice) -> None:
    phone.check_in(8, 0, 5, 3)
    phone.is_with_the_team()
    expect(phone.standing).to_contain_text("That doesn't say that somebody has read it.")
    act(hospice, f"/v1/alerts/{alert_of(hospice, ada, 'pain')}/acknowledge", tell={"phrase": "nurse_will_call_today", "text": "Before noon."})
    phone.recovers()
    expect(phone.standing).to_contain_text("Seen by your team at ")
    expect(phone.page.locator("#told")).to_contain_text("A nurse will call you today. Before noon.")
    expect(phone.page.locator("#status")).to_contain_text("A nurse will call you today.")
    expect(phone.page.locator("#bar")).to_contain_text(re.compile(r"Your team is there until|Nobody is watching now; next from"))
    phone.keeps_the_app().go_offline()
    phone.page.reload()
    expect(phone.page.locator("#told")).to_contain_text("Nadia Rahman")
    expect(phone.page.locator("#bar")).to_contain_text("No connection: nobody sees this now.")
    phone.go_online()
    act(hospice, f"/v1/patients/{ada.id}/care", care="died", since_on=datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat())
    phone.recovers()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Lindenhof Hospice")
    expect(phone.page.get_by_text("Nothing is asked here any more.")).to_be_visible()
    assert phone.page.locator("#told, #begin, #due").count() == 0
    expect(phone.page.locator("#status")).to_be_empty()


def test_at_words_of_crisis_the_numbers_stand_there_at_once_without_a_connection_and_it_reaches_the_team(phone: Phone, ada: Patient, hospice: Hospice) -> None:
    phone.keeps_the_app().go_offline()
    phone.touch(phone.page.locator("#begin"))
    phone.answer(2, 0, 5, 3)
    note, help_ = phone.page.locator("#note"), phone.page.locator("#crisis")
    note.fill("Some nights I want to d")
    expect(help_).to_have_count(0)
    note.fill("Some nights I want to die.")
    expect(help_).to_be_in_viewport(ratio=1)
    expect(help_.get_by_role("link", name=f"Emergency {EMERGENCY}")).to_be_visible()
    expect(help_.get_by_role("link", name="Call Lindenhof Hospice")).to_have_attribute("href", "tel:" + TEAM.replace(" ", ""))
    expect(help_).to_contain_text("a message alone may not be seen in time")
    phone.touch(phone.page.locator("#send"))
    expect(phone.page.get_by_role("heading", name="Please call now")).to_be_visible()
    phone.go_online()
    until(lambda: bool(alert_of(hospice, ada, "crisis")))


def test_ada_chooses_when_to_be_reminded_and_the_locked_phone_says_nothing_of_health(phone: Phone, ada: Patient, hospice: Hospice) -> None:
    hours = [(datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(hours=n)).strftime("%H:00") for n in (4, 8)]
    phone.context.grant_permissions(["notifications"])
    phone.keeps_the_app().page.goto("/app/#/reminders")
    phone.line.down = True
    phone.page.locator("#time-1").fill(hours[0])
    phone.touch(phone.page.locator("#save"))
    expect(phone.page.get_by_role("alert").filter(has_text="That needs a connection.")).to_be_visible()
    phone.line.down = False
    phone.touch(phone.page.locator("#save"))
    expect(phone.page.get_by_text("Saved.")).to_be_visible()
    phone.page.locator("#time-2").fill(hours[1])
    phone.touch(phone.page.locator("#save"))
    expect(phone.page.locator("#time-3")).to_be_visible()

    key = written(public_bytes(ec.generate_private_key(CURVE)))
    phone.page.evaluate(SUBSCRIBE, ["https://fcm.googleapis.com/fcm/send/ada", key])
    phone.touch(phone.page.locator("label", has_text="Also while the app is closed"))
    until(lambda: hospice.nadia.get(f"/v1/patients/{ada.id}/reminders").json()["phones"] == 1)
    seen = hospice.nadia.get(f"/v1/patients/{ada.id}/reminders").json()
    assert (seen["times"], seen["zone"], seen["set_by"]) == (sorted(hours), "Europe/Berlin", "Phone")
    assert len(phone.page.evaluate("window.key")) == 87, "the server's own key, as the browser takes it"
    phone.page.reload()
    expect(phone.page.locator("#push")).to_be_checked()


def test_a_message_of_the_push_service_is_shown_once_and_leads_into_the_app(phone: Phone) -> None:
    phone.context.grant_permissions(["notifications"])
    phone.keeps_the_app()
    (worker,) = phone.context.service_workers
    session = phone.context.new_cdp_session(phone.page)
    registered: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    until(lambda: phone.page.evaluate("1") == 1 and bool(registered))
    for message in MESSAGES:
        session.send("ServiceWorker.deliverPushMessage", {"origin": phone.line.url, "registrationId": registered[0]["registrationId"], "data": message})
    until(lambda: worker.evaluate(SHOWN) == [["Balm", "A moment for you?", "reminder"], ["Balm", "A question waits for you.", "request"]])
    worker.evaluate("""async () => {
      const shown = await self.registration.getNotifications();
      for (const notification of shown) self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    }""")
    until(lambda: worker.evaluate(SHOWN) == [])


def test_what_was_due_is_said_when_the_app_is_opened(phones: Phones, ada: Patient, hospice: Hospice) -> None:
    phone = phones.new().set_up(ada)
    token, past = phone.token(), (datetime.now(UTC) - timedelta(minutes=1)).strftime("%H:%M")
    answer = hospice.house.client(**token).put("/v1/me/reminders", json={"times": [past], "zone": "UTC"})
    assert answer.is_success, answer.text
    phone.recovers()
    if past != "23:59":  # just after midnight nothing of today has passed
        expect(phone.page.locator("#due")).to_have_text(f"You wanted to be reminded at {past}.")
    phone.check_in(1, 1, 1, 1)
    phone.is_with_the_team()
    expect(phone.page.locator("#due")).to_have_count(0)


def test_advice_is_the_organisation_s_own_offline_too(phones: Phones, ada: Patient, hospice: Hospice) -> None:
    texts = {"en": {"pain": {"moderate": "The heat pad that we left with you may help."}}}
    hospice.rows(
        """insert into configurations (organisation_id, kind, subject_id, version, content, set_at, set_by_id, set_by)
           select organisation_id, 'self_care', organisation_id, 1, $2::jsonb, now(), organisation_id, 'Ines' from patients where id = $1""",
        ada.id,
        json.dumps({"texts": texts}),
    )
    phone = phones.new().set_up(ada).keeps_the_app()
    phone.go_offline()
    phone.check_in(5, 0, 0, 0)
    expect(phone.page.locator("#advice")).to_have_text("From Lindenhof Hospice, in their own wordsThe heat pad that we left with you may help.")
