"""Who is on a phone: several people, a PIN before all of them, and leaving without a trace."""

import httpx
from playwright.sync_api import expect

from tests.stories.conftest import Phones
from tests.stories.phones import Hospice, Patient, Phone

PIN = "2468"
KEPT = """async () => {
  const db = await new Promise((done) => (indexedDB.open("balm").onsuccess = ({ target }) => done(target.result)));
  const all = (name) => new Promise((done) => (db.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) => done(target.result)));
  const text = (value) => JSON.stringify(value, (_, one) => (one instanceof ArrayBuffer ? "" : one));
  return Object.fromEntries(await Promise.all([...db.objectStoreNames].map(async (name) => [name, (await all(name)).map(text)])));
}"""


def kept(phone: Phone) -> dict[str, list[str]]:
    """Everything in IndexedDB, as text."""
    found: dict[str, list[str]] = phone.page.evaluate(KEPT)
    return found


def set_pin(phone: Phone) -> None:
    phone.tap("Settings")
    phone.page.get_by_label("New PIN, at least 4 digits").fill(PIN)
    phone.tap("Set the PIN")
    expect(phone.page.get_by_text("A PIN is set.")).to_be_visible()


def unlock(phone: Phone, pin: str) -> None:
    phone.page.get_by_label("PIN", exact=True).fill(pin)
    phone.tap("Open")


def test_each_of_several_people_has_a_queue_and_answers_of_their_own(phone: Phone, ada: Patient, hospice: Hospice) -> None:
    ben = hospice.enrol("Ben")
    phone.set_up(ben)
    phone.go_offline()
    phone.check_in(1, 1, 1, 1)
    phone.waits(1)
    phone.tap("Somebody else")
    expect(phone.page.get_by_role("heading", name="Who is checking in?")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Ben")).to_contain_text("1 check-in not sent yet")
    phone.touch(phone.page.get_by_role("button", name="Ada"))
    expect(phone.page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    expect(phone.standing).to_contain_text("Nothing sent from this phone yet.")
    phone.check_in(9, 9, 9, 9)
    phone.waits(1)
    phone.go_online()
    phone.is_with_the_team()
    assert (ada.answers(), ben.answers()) == ([[9, 9, 9, 9]], [[1, 1, 1, 1]])


def test_a_pin_is_asked_for_when_the_app_opens_and_nothing_personal_lies_there_in_plain(phone: Phone, ada: Patient) -> None:
    phone.keeps_the_app()
    phone.check_in(7, 7, 7, 7)
    phone.is_with_the_team()
    phone.go_offline()
    phone.check_in(3, 3, 3, 3)
    phone.waits(1)
    secrets = ["Ada", "fatigue", phone.token()["authorization"].removeprefix("Bearer ")]
    assert all(secret in str(kept(phone)) for secret in secrets)
    set_pin(phone)
    assert not [secret for secret in secrets if secret in str(kept(phone))]

    phone.open()
    unlock(phone, "1357")
    expect(phone.page.get_by_text("That is not the PIN. Please try again.")).to_be_visible()
    unlock(phone, PIN)
    phone.waits(1)
    phone.go_online()
    phone.tap("Try now")
    phone.is_with_the_team()
    assert ada.answers() == [[7, 7, 7, 7], [3, 3, 3, 3]]


def test_signing_out_takes_everything_off_the_phone_and_makes_it_a_stranger(phone: Phone, ada: Patient) -> None:
    phone.check_in(7, 7, 7, 7)
    phone.is_with_the_team()
    token = phone.token()
    phone.go_offline()
    phone.check_in(3, 3, 3, 3)
    phone.waits(1)
    phone.go_online()
    phone.is_with_the_team()
    phone.tap("Settings")
    phone.tap("Sign Ada out of this phone")
    phone.tap("Yes, sign out")
    expect(phone.page.get_by_role("heading", name="Welcome to Balm")).to_be_visible()
    assert not any(kept(phone).values())
    assert httpx.get(f"{phone.line.url}/v1/me", headers=token).status_code == 401
    assert [device["revoked_at"] is not None for device in ada.devices()] == [True]


def test_signing_out_says_what_would_be_lost(phone: Phone, ada: Patient) -> None:
    phone.go_offline()
    phone.check_in(3, 3, 3, 3)
    phone.waits(1)
    phone.tap("Settings")
    phone.tap("Sign Ada out of this phone")
    expect(phone.page.get_by_text("1 check-in has not been sent and would be lost.")).to_be_visible()
    phone.touch(phone.page.get_by_role("group").get_by_role("button", name="Back"))
    expect(phone.page.get_by_role("button", name="Sign Ada out of this phone")).to_be_visible()
    phone.tap("Back")
    phone.go_online()
    phone.is_with_the_team()
    assert ada.answers() == [[3, 3, 3, 3]]


def test_the_language_of_the_phone_and_the_one_that_was_chosen(phones: Phones, ada: Patient) -> None:
    phone = phones.new(locale="de-DE")
    phone.page.goto(f"/app/#code={ada.code}")
    expect(phone.page.locator("html")).to_have_attribute("lang", "de")
    phone.touch(phone.page.locator("#set-up"))
    expect(phone.page.get_by_role("heading", name="Ada")).to_contain_text("Ada")
    assert said(phone, "de") != said(phone, "es") != said(phone, "en")
    assert said(phone, "en").startswith("How are you now?")


def said(phone: Phone, language: str) -> str:
    """The big button on the home page, after choosing that language by hand."""
    phone.page.goto("/app/#/settings")
    phone.page.locator("#language").select_option(language)
    expect(phone.page.locator("html")).to_have_attribute("lang", language)
    expect(phone.page).to_have_title({"en": "Settings · Balm", "de": "Einstellungen · Balm", "es": "Ajustes · Balm"}[language])
    phone.page.goto("/app/#/")
    phone.page.reload()
    expect(phone.page.locator("html")).to_have_attribute("lang", language)
    expect(phone.page.locator("#begin")).to_be_visible()
    return phone.page.locator("#begin").inner_text()
