"""A button is pressed at the very moment at which news draws its list anew: the press counts, once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.stories.house import House, Person

Open = Callable[[str], Page]

# Dash gives a callback no turn between the two, as when news is taken up in the milliseconds after a click
PRESSED_AND_DRAWN_ANEW = """([name, place, times]) => {
  const drawn = structuredClone(dash_component_api.getLayout(place).props.children);
  const button = [...document.querySelectorAll(`#${place} button`)].find((one) => (one.ariaLabel || one.innerText).includes(name));
  for (let time = 0; time < times; time += 1) button.click();
  dash_clientside.set_props(place, { children: drawn });
}"""
DRAWN_ANEW = """(place) => dash_clientside.set_props(place, { children: structuredClone(dash_component_api.getLayout(place).props.children) })"""
NEWS = """() => new Promise((done) => {
  new MutationObserver(() => done()).observe(document.getElementById("alerts"), { childList: true, subtree: true });
  dash_clientside.set_props("live-change", { data: { state: "live", patients: [] } });
})"""


def press(page: Page, name: str, place: str = "alerts", times: int = 1) -> None:
    page.evaluate(PRESSED_AND_DRAWN_ANEW, [name, place, times])


def alerting(as_nadia: Open, house: House, name: str) -> tuple[Page, Locator]:
    """The patient's own page, with their alert on it and the first news taken up."""
    person = house.enrol(name)
    person.send(answers={"pain": 8})
    page = opened(as_nadia, person)
    card = page.locator(".alert")
    expect(card).to_contain_text("Nobody has taken it")
    return page, card


def opened(as_nadia: Open, person: Person) -> Page:
    page = as_nadia(person.path)
    expect(page.get_by_role("heading", name=person.name, level=1)).to_be_visible()
    return page


def test_a_press_is_not_lost_to_news_of_the_same_moment(as_nadia: Open, house: House) -> None:
    page, card = alerting(as_nadia, house, "Pressed Paula")
    press(page, "Why?")
    expect(card.locator(".reasons")).to_be_visible()
    press(page, "Take it")
    expect(card).to_contain_text("You have taken it")
    press(page, "Snooze…")
    expect(page.get_by_role("dialog").get_by_role("heading", name="Snooze: Pressed Paula, Pain")).to_be_visible()


def test_a_dialog_that_was_asked_for_opens_even_if_news_comes_before_the_answer(as_nadia: Open, house: House) -> None:
    page, card = alerting(as_nadia, house, "Patient Petrus")
    asked = []

    def late(route: Route) -> None:
        if "answer-form" in (route.request.post_data or ""):
            asked.append(page.evaluate(NEWS))
        route.continue_()

    page.route(re.compile("_dash-update-component"), late)
    card.get_by_role("button", name="Resolve…").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Resolve it")).to_be_visible()
    assert len(asked) == 1


def test_two_presses_at_once_both_count(as_nadia: Open, house: House) -> None:
    page, card = alerting(as_nadia, house, "Twice Theo")
    press(page, "Why?")
    expect(card.locator(".reasons")).to_be_visible()
    press(page, "Why?", times=2)  # folded and unfolded again
    press(page, "Take it")
    expect(card).to_contain_text("You have taken it")
    expect(card.locator(".reasons")).to_be_visible()


def test_a_list_that_is_drawn_anew_under_the_mouse_has_its_press_once(as_nadia: Open, house: House) -> None:
    page, card = alerting(as_nadia, house, "Held Hanna")
    why = card.get_by_role("button", name="Why?")
    why.hover()
    for is_open in ("true", "false"):
        page.mouse.down()
        page.evaluate(DRAWN_ANEW, "alerts")
        page.mouse.up()
        expect(why).to_have_attribute("aria-expanded", is_open)


def test_a_press_that_ends_on_another_button_asks_nothing(as_nadia: Open, house: House) -> None:
    page, card = alerting(as_nadia, house, "Slipped Stella")
    card.get_by_role("button", name="Take it").hover()
    page.mouse.down()
    page.evaluate(DRAWN_ANEW, "alerts")
    card.get_by_role("button", name="Why?").hover()
    page.mouse.up()
    press(page, "Resolve…")
    expect(page.get_by_role("dialog").get_by_role("button", name="Resolve it")).to_be_visible()
    expect(card).to_contain_text("Nobody has taken it")
    expect(card.locator(".reasons")).to_have_count(0)


@pytest.mark.parametrize(("name", "heading"), [("Correct", "Correct a check-in of"), ("In error", "Mark as entered in error")])
def test_a_row_of_the_table_is_changed_though_news_draws_the_table_anew(as_nadia: Open, house: House, name: str, heading: str) -> None:
    person = house.enrol(f"Tabled {name}")
    person.send(answers={"pain": 3})
    page = opened(as_nadia, person)
    page.get_by_text("The same as a table").first.click()
    expect(page.locator(".answers").get_by_role("button", name=name)).to_be_visible()
    press(page, name, "course")
    expect(page.get_by_role("dialog").get_by_role("heading", name=heading)).to_be_visible()
