"""Ben logs for Ada while she sleeps, in German, without a connection: his answers are his, on the dashboard and in the alert, and her own line stays hers. And as he decides for
her, he shows her sister how she is."""

from playwright.sync_api import expect
from uuid_utils.compat import uuid7

from tests.stories import axe, keys
from tests.stories.conftest import Phones, Windows
from tests.stories.phones import NADIA, Hospice, Patient, Phone


def asked(ada_phone: Phone) -> str:
    """Ada asks Ben, on her own phone, by the settings and with a keyboard alone; the code for his."""
    page = ada_phone.page
    page.goto("/app/#/settings")
    keys.press(page, page.get_by_role("button", name="Who may answer for me"))
    keys.write(page, page.get_by_label("Name"), "Ben")
    keys.press(page, page.locator("#relationship"), "ArrowDown")
    expect(page.locator("#relationship")).to_have_value("child")
    keys.press(page, page.get_by_role("checkbox", name="May help me answer"), "Space")
    keys.press(page, page.locator("#invite"))
    expect(page.get_by_role("heading", name="A code for Ben")).to_be_visible()
    assert axe.found(page) == []
    code = page.locator("#code").inner_text()
    keys.press(page, page.locator("#ready"))
    expect(page.locator(".entry h2")).to_have_text("Ben")
    return code


def set_up(phones: Phones, code: str) -> Phone:
    phone = phones.new(locale="de-DE")
    phone.page.goto(f"/app/#code={code}")
    keys.press(phone.page, phone.page.locator("#set-up"))
    expect(phone.page.get_by_role("heading", name="Guten Tag, Ben")).to_be_visible()
    expect(phone.page.locator("#about")).to_have_text("Hier geht es um Ada.")
    return phone.keeps_the_app()


def answers(ben: Phone, *scores: int) -> None:
    """With the keyboard alone, as all that Ben does here."""
    keys.press(ben.page, ben.page.get_by_role("button", name="Wie geht es Ada jetzt?"))
    for step, score in enumerate(scores, 1):
        expect(ben.page.locator(".progress")).to_contain_text(f"{step} von ")
        expect(ben.page.get_by_role("heading", level=1)).to_be_focused()
        keys.press(ben.page, ben.page.locator(f"[data-score='{score}']"))


def logs_offline(ben: Phone) -> None:
    ben.go_offline()
    answers(ben, 8, 0, 6, 9)
    expect(ben.page.locator("fieldset label")).to_have_text(["Ich antworte für Ada"])
    keys.write(ben.page, ben.page.locator("#note"), "Sie schläft.")
    keys.press(ben.page, ben.page.locator("#send"))
    expect(ben.standing).to_contain_text("Nur auf diesem Telefon.")


def test_ben_logs_for_ada_while_she_sleeps_and_it_is_his(phones: Phones, phone: Phone, ada: Patient, hospice: Hospice, windows: Windows) -> None:
    phone.check_in(2, 1, 3, 2)
    phone.is_with_the_team()
    ben = set_up(phones, asked(phone))
    alerts = windows.open("/team/alerts", NADIA)
    expect(alerts.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    logs_offline(ben)
    assert len(ada.check_ins()) == 1
    ben.go_online()
    expect(ben.standing).to_contain_text("Bei Ihrem Team seit")

    own, his = ada.check_ins()
    assert (own["respondent"], own["entered_by_kind"], own["relationship"], own["replaced_by"]) == ("patient", "patient", None, None)
    assert (his["respondent"], his["mode"], his["entered_by"], his["entered_by_kind"], his["relationship"]) == ("family_caregiver", "proxy", "Ben", "caregiver", "child")
    card = alerts.locator(".alert", has=alerts.locator(f'a[href="{ada.path}"]'))
    expect(card.filter(has_text="Pain 8 of 10")).to_contain_text("said by Ben (child)", timeout=15_000)
    patients = windows.open(ada.path, NADIA)
    expect(patients.locator(".group.by-family_caregiver h2")).to_contain_text("Family (Ben, child)")
    expect(patients.locator(".group.by-family_caregiver .tile-score").first).to_contain_text("8 of 10")
    expect(patients.locator(".group.by-patient h2")).to_contain_text("The patient")
    expect(patients.locator(".group.by-patient .tile-score").first).to_contain_text("2 of 10")
    expect(patients.get_by_text("Ben wrote")).to_be_visible()
    expect(patients.locator(".course .legend").first).to_contain_text("Family (hollow diamonds, dashed)")

    phone.page.goto("/app/#/history")
    phone.page.reload()
    expect(phone.page.get_by_text("Answered by Ben")).to_be_visible()
    ben.page.goto("/app/#/history")
    expect(ben.page.locator(".entry")).to_have_count(1)  # what Ada answered is not his to read

    phone.page.goto("/app/#/caregivers")
    phone.touch(phone.page.get_by_role("button", name="End it"))
    phone.touch(phone.page.get_by_role("button", name="Yes, end it"))
    expect(phone.page.get_by_text("Nobody yet.")).to_be_visible()
    phones.faults.expect("401")
    ben.page.goto("/app/#/")
    answers(ben, 1, 2, 3, 4)
    ben.send()
    expect(ben.standing).to_contain_text("neuen Code")
    assert len(ada.check_ins()) == 2


def decides(hospice: Hospice, ada: Patient) -> None:
    """As the team has recorded; and whom Ada has named."""
    (ben,) = hospice.nadia.get(f"/v1/patients/{ada.id}/caregivers").json()
    grants = {"proxy": True, "reads": True, "surrogate": True}
    assert hospice.nadia.put(f"/v1/caregivers/{ben['id']}/grants", json=grants).is_success
    wish = {"topic": "who_may_know", "stance": "named", "people": [{"name": "Maria", "relation": "sister"}]}
    assert hospice.nadia.put(f"/v1/patients/{ada.id}/preferences/{uuid7()}", json=wish).is_success


def looks(ben: Phone) -> None:
    """For whom: only those whom Ada has named."""
    assert ben.page.locator("#for_name option").all_inner_texts() == ["Maria"]
    ben.page.get_by_label("Schmerzen").check()
    ben.touch(ben.page.locator("#look"))


def shows_maria(ben: Phone) -> list[str]:
    """What axe finds on the way there."""
    page = ben.page
    page.reload()
    ben.touch(page.locator("#shares"))
    expect(page.get_by_role("heading", name="Wer sehen darf, wie es Ada geht")).to_be_visible()
    ben.touch(page.locator("#new-share"))
    expect(page.locator("#look")).to_be_visible()
    found = axe.found(page)
    looks(ben)
    expect(page.locator("#preview").get_by_role("heading", name="Wie es Ada geht")).to_be_visible()
    ben.touch(page.locator("#share"))
    expect(page.locator("#link")).to_be_visible()
    ben.touch(page.locator("#ready"))
    expect(page.locator(".log")).to_contain_text("(Ben)")
    return [*found, *axe.found(page)]


def test_how_ben_is_stands_under_him_alone_and_as_he_decides_for_ada_he_shows_her_sister_how_she_is(phones: Phones, phone: Phone, ada: Patient, hospice: Hospice, windows: Windows) -> None:
    ben = set_up(phones, asked(phone))
    ben.go_offline()
    keys.press(ben.page, ben.page.get_by_role("button", name="Wie geht es Ihnen selbst?"))
    keys.press(ben.page, ben.page.locator("[aria-labelledby=question-tired] [data-score='9']"))
    assert axe.found(ben.page) == []
    keys.press(ben.page, ben.page.locator("#send"))
    expect(ben.standing).to_contain_text("Nur auf diesem Telefon.")
    ben.go_online()
    expect(ben.page.get_by_text("Zuletzt ausgefüllt")).to_be_visible()
    expect(ben.standing).not_to_contain_text("Nur auf diesem Telefon.")
    assert ada.check_ins() == []
    page = windows.open(ada.path, NADIA)
    keys.press(page, page.get_by_role("button", name="Caregivers"))
    drawer = page.get_by_role("dialog", name="Who answers for Ada")
    keys.press(page, drawer.locator("summary", has_text="How they are themselves (1)"))
    expect(drawer.get_by_role("table")).to_contain_text("9")
    assert axe.found(page, "[role=dialog]") == []
    keys.press(page, drawer.locator("summary", has_text="Ada can no longer answer"))
    keys.write(page, drawer.get_by_role("textbox", name="Why?"), "She sleeps most of the day.")
    keys.press(page, drawer.get_by_role("button", name="Save", exact=True).first)
    expect(drawer.get_by_text("Others are expected to answer for Ada")).to_be_visible()
    expect(page.locator(":focus")).to_be_attached()  # the button went with what it did
    assert drawer.evaluate("(one) => one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Caregivers")).to_be_focused()
    for one in (phone, ben):
        one.page.goto("/app/#/")
        one.page.reload()
        expect(one.page.locator("#answering")).to_contain_text("She sleeps most of the day.")
    assert axe.found(ben.page) == []

    decides(hospice, ada)
    assert shows_maria(ben) == []
    phone.page.goto("/app/#/shares")
    expect(phone.page.get_by_text("Ben, who decides for you, shows this.")).to_be_visible()
    phone.tap("End it")
    phone.tap("Yes, end it")
    expect(phone.page.get_by_text("Ended. Nothing can be seen any more.")).to_be_visible()
    ben.page.goto("/app/#/")
    ben.touch(ben.page.locator("#shares"))
    expect(ben.page.get_by_text("Beendet. Es ist nichts mehr zu sehen.")).to_be_visible()
