"""From the switch in the settings to an empty list: hospice is elected, what is due stands in the calendar, is given to somebody, done, closed; and a death ends it."""

import re
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.stories import keys
from tests.stories.conftest import Windows
from tests.stories.house import ALEX, NADIA, OKORO, House, Person

VERA = "Calendar Vera"
ENCOUNTER, NOTICE = "Face-to-face encounter before benefit period 3", "Notice of election, accepted by the Medicare contractor"


def row(page: Page, words: str) -> Locator:
    return page.locator(".due-content .due-list > li").filter(has_text=VERA).filter(has_text=words)


def said(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def today_of(house: House, vera: Person) -> date:
    found: dict[str, Any] = house.signed_in(NADIA).get(f"/v1/patients/{vera.id}/benefit-periods").json()
    return date.fromisoformat(found["today"])


@pytest.fixture(scope="module")
def vera(house: House) -> Person:
    """Under hospice care for 170 days: the third period begins in ten."""
    found = house.enrol(VERA)
    care = {"care": "hospice", "since_on": (today_of(house, found) - timedelta(days=170)).isoformat()}
    assert house.signed_in(NADIA).post(f"/v1/patients/{found.id}/care", json=care).status_code == 200
    return found


def test_what_falls_due_is_seen_given_done_and_closed(windows: Windows, house: House, vera: Person) -> None:
    switch_on(windows.open("/team/settings", ALEX))
    today = today_of(house, vera)
    page = windows.open("/team/calendar", NADIA)
    expect(row(page, "no election is on record")).to_contain_text("170 days over")
    keys.pick(page, page.get_by_role("combobox", name="Patient", exact=True), VERA)
    elect(page)
    for words, when in ((NOTICE, f"since {said(today - timedelta(days=165))}"), (ENCOUNTER, f"by {said(today + timedelta(days=9))}")):
        expect(row(page, words)).to_contain_text(when)
    expect(page.get_by_role("region", name="Within 14 days")).to_contain_text(ENCOUNTER)
    give(page, "Dr Chidi Okoro")
    close(page, "Filed with the other program before Balm came")
    warned = windows.open(vera.path, NADIA)
    expect(warned.get_by_role("region", name="Hospice benefit")).to_contain_text(f"In 9 days, by {said(today + timedelta(days=9))}: {ENCOUNTER} (with Dr Chidi Okoro)")
    see(windows.open("/team/calendar", OKORO))
    expect(row(page, ENCOUNTER)).to_have_count(0)  # it went from Nadia's screen as well
    on_record(windows.open(f"{vera.path}/benefit", NADIA))
    subscribed(page, house, vera)


def switch_on(page: Page) -> None:
    page.get_by_text("Hospice criteria").first.click()
    page.get_by_label("Follow Medicare’s hospice rules (United States)").check(force=True)
    page.get_by_role("button", name=re.compile("^Save")).click()
    expect(page.locator(".notices")).to_contain_text("It holds from now on.")


def elect(page: Page) -> None:
    """With the keyboard alone, as all that is done in the calendar."""
    keys.press(page, row(page, "no election is on record").get_by_role("button", name="Record: "))
    dialog = page.get_by_role("dialog", name=f"Election of the hospice benefit: {VERA}")
    expect(dialog.get_by_label("First day of hospice care under this election")).to_have_value(re.compile(r"\d{4}$"))
    keys.write(page, dialog.get_by_label("Benefit periods before, with any hospice"), "0")
    keys.press(page, dialog.get_by_role("button", name="Save"))
    expect(dialog).to_be_hidden()


def give(page: Page, whom: str) -> None:
    keys.press(page, row(page, ENCOUNTER).get_by_role("button", name="Give to somebody"))
    dialog = page.get_by_role("dialog", name="Give it to somebody, or close it")
    keys.pick(page, dialog.get_by_role("combobox", name="Who looks after it"), whom)
    keys.press(page, dialog.get_by_role("button", name="Save"))
    expect(row(page, ENCOUNTER)).to_contain_text(f"With {whom}")


def close(page: Page, because: str) -> None:
    keys.press(page, row(page, NOTICE).get_by_role("button", name="Give to somebody"))
    keys.write(page, page.get_by_role("dialog").get_by_label("Close it, because"), because)
    keys.press(page, page.get_by_role("dialog").get_by_role("button", name="Save"))
    expect(row(page, NOTICE)).to_have_count(0)
    expect(page.locator("main :focus")).to_be_attached()  # the row is gone, and with it the button that opened the form


def see(page: Page) -> None:
    """Dr Okoro finds it among what is hers, sees the patient and records it."""
    keys.choose(page, page.locator("#due-filter"), "Mine", "ArrowRight")
    keys.press(page, row(page, ENCOUNTER).get_by_role("button", name="Record: "))
    dialog = page.get_by_role("dialog", name=f"Face-to-face encounter: {VERA}")
    expect(dialog.get_by_label("For benefit period number")).to_have_value("3")
    keys.press(page, dialog.get_by_role("button", name="Save"))
    expect(dialog.get_by_role("alert")).to_have_text("Please fill in: By whom.")
    keys.write(page, dialog.get_by_label("By whom"), "Dr Okoro")
    keys.press(page, dialog.get_by_role("button", name="Save"))
    expect(row(page, ENCOUNTER)).to_have_count(0)


def on_record(page: Page) -> None:
    expect(page.get_by_role("listitem").filter(has_text="Face-to-face encounter for benefit period 3: Dr Okoro, physician of the hospice")).to_contain_text("Written by Dr Chidi Okoro")
    page.get_by_text("Closed (1)").click()
    expect(page.get_by_text("Filed with the other program before Balm came (Nadia Rahman)")).to_be_visible()
    expect(page.locator("[aria-current=date]")).to_contain_text("Benefit period 2")


def subscribed(page: Page, house: House, vera: Person) -> None:
    """The address gives what is due without a name; and nothing of Vera any more once she has died."""
    page.get_by_role("button", name="In your calendar…").click()
    page.get_by_label("For which program or phone").fill("My phone")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_role("textbox", name="The address for My phone").input_value()
    found = httpx.get(address)
    hers = [one for one in Calendar.from_ical(found.text).walk("VEVENT") if str(vera.id) in str(one["url"])]
    assert hers and found.status_code == 200 and VERA not in found.text
    page.keyboard.press("Escape")
    died = {"care": "died", "since_on": today_of(house, vera).isoformat()}
    assert house.signed_in(NADIA).post(f"/v1/patients/{vera.id}/care", json=died).status_code == 200
    expect(row(page, "")).to_have_count(0)
    assert str(vera.id) not in httpx.get(address).text
    page.get_by_role("button", name="In your calendar…").click()
    page.get_by_role("button", name="End the address for My phone").click()
    expect(page.get_by_text("No address yet.")).to_be_visible()
    assert httpx.get(address).status_code == 404
