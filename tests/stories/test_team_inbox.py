"""Many alerts on one desk: keys, several at once, a colleague who shall have it, what the patient hears."""

import re

from playwright.sync_api import Page, Route, expect

from api.rules import findings
from tests.stories.conftest import Windows
from tests.stories.house import NADIA, OKORO, House
from tests.stories.test_team_alerts import Open, button, card, choose, give, opened, waiting


def current(page: Page) -> str:
    """Whose alert the focus is on."""
    return str(page.evaluate("document.activeElement.closest('.alert')?.querySelector('.alert-name')?.innerText ?? ''"))


def go_to(page: Page, name: str) -> None:
    for key in "jk" * 2:  # down and up again: other stories have left alerts of their own, and news moves them
        for _ in range(80):
            page.keyboard.press(key)
            if current(page) == name:
                return
    raise AssertionError(f"{name} was not reached, but {current(page)}")


def test_letters_move_between_alerts_and_do_what_the_buttons_do(as_nadia: Open, house: House) -> None:
    house.enrol("Keyed Konrad").send(answers={"pain": 8})
    kim = house.enrol("Keyed Kim")
    kim.send(answers={"pain": 8})
    page = opened(as_nadia)
    expect(card(page, kim)).to_be_visible()
    go_to(page, kim.name)
    page.keyboard.press("k")
    assert current(page) != kim.name
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(card(page, kim)).to_contain_text("You have taken it")
    page.wait_for_function("(name) => document.activeElement.closest('.alert')?.innerText.includes(name)", arg=kim.name)
    page.keyboard.press("w")
    expect(card(page, kim)).to_contain_text(f"rule “severe”, version {findings.VERSION}")
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Resolve: Keyed Kim, Pain")).to_be_visible()
    dialog.get_by_label("Note for the team").press("a")  # a letter in a field is a letter
    expect(dialog.get_by_label("Note for the team")).to_have_value("a")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    go_to(page, kim.name)
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name=kim.name, level=1)).to_be_visible()


def test_the_keys_are_shown_and_can_be_switched_off(windows: Windows, house: House) -> None:
    house.enrol("Unkeyed Ute").send(answers={"pain": 8})
    page = windows.open("/team/alerts", NADIA, fresh=True)
    expect(page.locator(".alert").first).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("choose it, to take several at once")
    dialog.get_by_role("switch", name="Letter keys").click()
    expect(dialog.get_by_role("switch", name="Letter keys")).to_have_attribute("aria-checked", "false")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("j")
    assert current(page) == ""
    page.reload()
    expect(page.locator(".alert").first).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("j")
    assert current(page) == "" and page.get_by_role("dialog").count() == 0
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("switch", name="Letter keys").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("j")
    assert current(page) != ""


def test_several_are_taken_at_once_and_the_one_that_was_answered_meanwhile_is_named(as_nadia: Open, house: House) -> None:
    one, two, three = (house.enrol(f"Several {name}") for name in ("Sofie", "Sandor", "Selma"))
    for person in (one, two, three):
        person.send(answers={"pain": 8})
    page = opened(as_nadia)
    for person in (one, two, three):
        card(page, person).get_by_role("checkbox").click()
    expect(page.locator("#picked")).to_contain_text("3 alerts chosen")
    house.enrol("Interrupting Ivo").send(answers={"pain": 9})
    expect(card(page, one).get_by_role("checkbox")).to_have_attribute("aria-checked", "true")  # news changes nothing of what was chosen
    alert_id = waiting(house, three)[0]["id"]
    page.route(re.compile("_dash-update-component"), lambda route: answered_first(route, house, alert_id))
    page.get_by_role("button", name="Take them").click()
    expect(page.get_by_role("alert")).to_contain_text("You have taken 2 alerts")
    expect(page.get_by_role("alert")).to_contain_text("Several Selma, Pain: Dr Chidi Okoro has resolved this already")
    for person in (one, two):
        expect(card(page, person)).to_contain_text("You have taken it")


def answered_first(route: Route, house: House, alert_id: str) -> None:
    """Dr Okoro resolves it while Nadia's click is on its way."""
    if "alerts-several" in (route.request.post_data or ""):
        assert house.signed_in(OKORO).post(f"/v1/alerts/{alert_id}/resolve", json={"outcome": "visit"}).status_code == 200
    route.continue_()


def test_a_colleague_is_given_an_alert_and_finds_it_under_mine(as_nadia: Open, windows: Windows, house: House) -> None:
    given = house.enrol("Given Gerda")
    given.send(answers={"pain": 8})
    page = opened(as_nadia)
    button(page, given, "Give to…").click()
    give(page, "Dr Chidi Okoro, physician")
    expect(card(page, given)).to_contain_text("Waits for Dr Chidi Okoro")
    his = windows.open("/team/alerts", OKORO)
    expect(card(his, given)).to_be_visible()
    choose(his, "Mine")
    expect(card(his, given)).to_contain_text("Waits for you")
    expect(his.locator("#alerts-filter")).to_contain_text(re.compile(r"Mine \([1-9]"))


def test_what_the_patient_hears_is_chosen_and_a_dose_is_kindly_refused(as_nadia: Open, house: House) -> None:
    tilda = house.enrol("Told Tilda")
    tilda.send(answers={"pain": 8})
    page = opened(as_nadia)
    button(page, tilda, "Take it").click()
    button(page, tilda, "Tell…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("In your own words").fill("Please take 5 mg now.")
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("reads like a dose")
    expect(dialog.get_by_role("alert")).not_to_contain_text("tell.text")
    dialog.get_by_label("In your own words").fill("We thought of you this morning.")
    dialog.get_by_role("combobox", name="Tell the patient").click()
    page.get_by_role("option", name="A nurse will call you today").click()
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog).to_be_hidden()
    said = tilda.phone.get("/v1/me/messages").json()
    assert [(one["kind"], one.get("phrase"), one.get("text")) for one in said if one["kind"] == "told"] == [
        ("told", "nurse_will_call_today", "We thought of you this morning.")
    ]
