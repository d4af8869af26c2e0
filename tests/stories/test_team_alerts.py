"""A bad night: a report calls, somebody takes it, does something and says what."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from api.rules import findings
from tests.stories.conftest import Windows
from tests.stories.house import NADIA, OKORO, RUTH, House, Person

Open = Callable[[str], Page]


def opened(as_nadia: Open, view: str = "All") -> Page:
    page = as_nadia("/team/alerts")
    expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    if view != "All":
        choose(page, view)
    return page


def choose(page: Page, view: str) -> None:
    page.locator("#alerts-filter").get_by_text(re.compile(rf"^{view} \(")).click()


def card(page: Page, person: Person) -> Locator:
    return page.locator(".alert").filter(has_text=person.name)


def button(page: Page, person: Person, name: str) -> Locator:
    return card(page, person).get_by_role("button", name=name)


def resolve(page: Page, person: Person, outcome: str, note: str = "") -> None:
    button(page, person, "Resolve…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name=f"Resolve: {person.name}, Pain")).to_be_visible()
    dialog.get_by_label(outcome, exact=True).check()
    dialog.get_by_label("Note for the team").fill(note)
    dialog.get_by_role("button", name="Resolve it").click()
    expect(dialog).to_be_hidden()


def give(page: Page, to: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Who?").click()
    page.get_by_role("option", name=to).click()
    dialog.get_by_role("button", name="Give it").click()
    expect(dialog).to_be_hidden()


def waiting(house: House, person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.signed_in(NADIA).get("/v1/alerts", params={"patient_id": str(person.id)}).json()["alerts"]
    return found


def focused(page: Page) -> dict[str, str]:
    found: dict[str, str] = json.loads(page.evaluate("document.activeElement.id") or "{}")
    return found


def test_a_bad_night(as_nadia: Open, house: House) -> None:
    ada = house.enrol("Night Ada")
    page = opened(as_nadia)
    page.evaluate("window.balmWasHere = true")
    ada.send(answers={"pain": 8})
    expect(card(page, ada)).to_contain_text("Pain 8 of 10, severe.")
    expect(card(page, ada)).to_contain_text("Nobody has taken it")
    (alert,) = waiting(house, ada)
    button(page, ada, "Take it").click()
    expect(card(page, ada)).to_contain_text("You have taken it")
    button(page, ada, "Start").click()
    expect(card(page, ada)).to_contain_text("You have begun")
    resolve(page, ada, "Call", "Took her rescue dose at 3:15, asleep since.")
    expect(card(page, ada)).to_have_count(0)
    assert page.evaluate("window.balmWasHere")  # without a reload
    page.wait_for_function("document.activeElement.closest('#alerts') || document.activeElement.id === 'alerts-tally'")  # the keyboard goes on from there
    assert waiting(house, ada) == []
    history = house.signed_in(NADIA).get(f"/v1/alerts/{alert['id']}").json()
    assert [(one["step"], one["by"]) for one in history["steps"]] == [
        ("raised", "Night Ada's phone"), ("acknowledged", "Nadia Rahman"), ("started", "Nadia Rahman"), ("resolved", "Nadia Rahman"),
    ]  # fmt: skip
    assert history["steps"][-1]["detail"] == {"outcome": "call", "note": "Took her rescue dose at 3:15, asleep since."}


def test_the_number_of_urgent_ones_stands_on_every_page_and_follows_the_news(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/enrol")
    before = int(house.signed_in(NADIA).get("/v1/alerts/waiting").json()["urgent"])
    expect(page.get_by_role("link", name="Alerts")).to_have_text(f"Alerts{before} urgent" if before else "Alerts")
    house.enrol("Counted Carla").send(answers={"pain": 8})
    expect(page.get_by_role("link", name="Alerts")).to_have_text(f"Alerts{before + 1} urgent")


def test_the_patient_s_page_shows_what_waits_and_answers_it_there(as_nadia: Open, house: House) -> None:
    rosa = house.enrol("Own-page Rosa")
    page = as_nadia(rosa.path)
    expect(page.get_by_role("heading", name=rosa.name, level=1)).to_be_visible()
    expect(page.locator(".alert")).to_have_count(0)
    rosa.send(answers={"pain": 9})
    expect(page.locator(".alert")).to_contain_text("Pain 9 of 10, severe.")
    page.get_by_role("button", name="Take it").click()
    expect(page.locator(".alert")).to_contain_text("You have taken it")
    page.get_by_role("button", name="Give to…").click()
    give(page, "Everybody: give it back")
    expect(page.locator(".alert")).to_contain_text("Nobody has taken it")


def test_somebody_else_resolved_it_meanwhile_and_that_is_said_kindly(as_nadia: Open, house: House) -> None:
    max_ = house.enrol("Meanwhile Max")
    max_.send(answers={"pain": 8})
    page = opened(as_nadia)
    button(page, max_, "Resolve…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Monitor").check()
    (alert,) = waiting(house, max_)
    assert house.signed_in(OKORO).post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": "visit"}).status_code == 200
    expect(card(page, max_)).to_have_count(0)
    dialog.get_by_role("button", name="Resolve it").click()
    expect(page.get_by_role("alert").filter(has_text="Dr Chidi Okoro has resolved this already")).to_contain_text("visit")
    expect(dialog).to_be_hidden()


def test_why_unfolds_what_it_stands_on_and_stays_so_when_news_comes(as_nadia: Open, house: House) -> None:
    willa = house.enrol("Reasoned Willa")
    willa.send(answers={"pain": 8})
    page = opened(as_nadia)
    why = button(page, willa, "Why?")
    expect(why).to_have_attribute("aria-expanded", "false")
    why.focus()
    page.keyboard.press("Enter")
    expect(why).to_have_attribute("aria-expanded", "true")
    for part in (f"rule “severe”, version {findings.VERSION}", "severe from 7", "Called the team, urgent", "Reasoned Willa's phone"):
        expect(card(page, willa)).to_contain_text(part)
    willa.send(answers={"pain": 9})
    expect(card(page, willa)).to_contain_text("A newer report says it again")
    assert focused(page)["type"] == "alert-why"


def test_the_focus_stays_on_the_same_alert_when_another_moves_in_above_it(as_nadia: Open, house: House) -> None:
    first, second = house.enrol("Focused Flora"), house.enrol("Sudden Saul")
    first.send(days_ago=1, answers={"pain": 0})
    first.send(answers={"pain": 5})
    page = opened(as_nadia)
    button(page, first, "Take it").focus()
    before = focused(page)
    second.send(answers={"pain": 10}, asks_for="help_now")
    expect(card(page, second).first).to_be_visible()
    names = page.locator(".alert-name").all_inner_texts()
    assert names.index(second.name) < names.index(first.name)
    assert focused(page) == before and before["does"] == "acknowledge"
    page.keyboard.press("Enter")
    expect(card(page, first)).to_contain_text("You have taken it")
    page.wait_for_function("document.activeElement.closest('.alert')")
    assert page.evaluate("document.activeElement.closest('.alert').innerText").find(first.name) >= 0
    expect(card(page, second).first).to_contain_text("Nobody has taken it")


def test_a_snooze_is_quiet_until_it_gets_worse_than_expected(as_nadia: Open, house: House) -> None:
    sam = house.enrol("Sleeping Sam")
    sam.send(answers={"pain": 7})
    page = opened(as_nadia, "Nobody’s")
    button(page, sam, "Snooze…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("In 3 days").check()
    dialog.get_by_role("button", name="Snooze it").click()
    expect(dialog).to_be_hidden()
    expect(card(page, sam)).to_have_count(0)
    choose(page, "Snoozed")
    expect(card(page, sam)).to_contain_text("unless it gets worse than 7")
    sam.send(answers={"pain": 7})
    choose(page, "Held back")
    expect(card(page, sam)).to_contain_text("expected level")
    choose(page, "Nobody’s")
    sam.send(answers={"pain": 9})
    expect(card(page, sam)).to_contain_text("Pain 9 of 10")


def test_a_role_without_patients_has_no_inbox(windows: Windows) -> None:
    page = windows.open("/team/alerts", RUTH)
    expect(page.get_by_role("heading", name="Open to the care team")).to_be_visible()
    expect(page.get_by_role("link", name="Alerts")).to_have_count(0)
