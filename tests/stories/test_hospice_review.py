"""The same facts with three wishes: "no more chemotherapy", "every treatment", and nobody has asked. What the team sees first differs; what is on record doesn't."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stories import hospice_facts
from tests.stories.conftest import Windows
from tests.stories.hospice_facts import WEEKS, days_ago, ill, record, today, wants
from tests.stories.house import NADIA, OKORO, House, Person

MAGDA, HENRY, RUTH = "Magda Thorne", "Henry Falk", "Ruth Abara"


@pytest.fixture(scope="module")
def ward(house: House) -> dict[str, Person]:
    """Once for all stories: the facts are many."""
    hospice_facts.choose_pack(house)
    people = {name: ill(house, name) for name in (MAGDA, HENRY, RUTH)}
    wants(house, people[MAGDA], "none", "No more chemotherapy.")
    wants(house, people[HENRY], "every_treatment", "I want every treatment.")
    hospice_facts.listed(house, {MAGDA, RUTH})
    return people


def said(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def criterion(page: Page, words: str) -> Locator:
    """The line of it, closed or open."""
    return page.locator(".criteria summary").filter(has_text=words).first


def opened(windows: Windows, person: Person, who: str = NADIA) -> Page:
    page = windows.open(f"/team/reviews/{person.id}", who)
    expect(page.get_by_role("region", name="What they want")).to_be_visible()
    return page


def above(first: Locator, second: Locator) -> bool:
    one, other = first.bounding_box(), second.bounding_box()
    return one is not None and other is not None and one["y"] + one["height"] <= other["y"]


def changes_told(page: Page) -> int:
    """How often Dash's store has told its listeners, which are as many as the page has elements, since this was first asked."""
    return int(page.evaluate("window.told ??= (dash_stores[0].subscribe(() => window.told++), 0)"))


def test_no_more_chemotherapy_which_criteria_are_met_since_when_and_what_is_missing(windows: Windows, ward: dict[str, Person]) -> None:
    page = windows.open("/team/", OKORO)
    page.get_by_role("link", name="Hospice review").click()
    card = page.get_by_role("region", name="For review", exact=True).get_by_role("listitem").filter(has_text=MAGDA)
    expect(card).to_contain_text("Treatment of the disease: No more")
    card.get_by_role("link", name=MAGDA).click()
    wishes = page.get_by_role("region", name="What they want")
    expect(wishes).to_contain_text("“No more chemotherapy.”")
    expect(wishes).not_to_contain_text("Nobody has asked Magda")
    expect(page.get_by_role("note", name="Which criteria")).to_contain_text("Unverified")
    assert above(wishes, page.get_by_role("region", name="For the physician to decide")) and above(wishes, criterion(page, "Decline in PPS or KPS"))
    now, then = said(today()), said(today() - WEEKS)
    for words, grounds in (
        ("Decline in PPS or KPS", [f"Met since {now}", f"PPS 50 % ({now})", f"PPS 70 % ({then})"]),
        ("Progressive loss of weight", [f"Met since {now}", f"Weight 62.3 kg ({now})", f"Weight 70 kg ({then})"]),
        ("PPS or KPS under 70 %", [f"Met since {now}", f"PPS 50 % ({now})"]),
        ("Progressed from an earlier stage to metastases", ["Met", "Docetaxel"]),
    ):
        for part in grounds:
            expect(criterion(page, words)).to_contain_text(part)
    expect(page.get_by_role("region", name="Part III. Cancer")).to_contain_text("Any of these. 1 met, 1 not met, 0 unknown.")
    expect(page.get_by_role("region", name="Part II. Baseline for every disease")).to_contain_text("1 met, 0 not met, 1 unknown.")
    criterion(page, "Difficulty in swallowing, with").click()
    expect(criterion(page, "Reports severe lack of appetite")).to_contain_text("Lack of appetite 8 of 10, reported by the patient")
    expect(criterion(page, "Reports severe lack of appetite")).to_contain_text("supports, decides nothing")
    missing = page.get_by_role("region", name="To find out").get_by_role("listitem")
    expect(missing.nth(0)).to_contain_text("What matters most: nobody has asked")
    expect(missing.nth(1)).to_contain_text("Activities of daily living: none on record")
    expect(page.get_by_text("Cannot compute: ").first).to_be_visible()
    expect(page.get_by_text("11.0 % less")).to_be_visible()
    expect(page.get_by_text("PPS 50 is approximately ECOG 3 by Ma 2010 and by Prasad 2018.")).to_be_visible()
    prompt = page.get_by_role("region", name="A question for your own thought")
    expect(prompt).to_contain_text("Would you be surprised")
    expect(prompt.get_by_role("link", name="Write down your answer")).to_have_attribute("href", re.compile("kind=surprise_question"))


def test_every_tick_opens_its_entry_and_its_check_in(windows: Windows, ward: dict[str, Person]) -> None:
    page = opened(windows, ward[MAGDA])
    criterion(page, "Decline in PPS or KPS").click()
    page.get_by_role("link", name="PPS 50 %").first.click()
    expect(page.locator(".history .is-opened")).to_contain_text("PPS: 50 %")
    page = opened(windows, ward[MAGDA])
    criterion(page, "Difficulty in swallowing, with").click()
    criterion(page, "Reports severe lack of appetite").click()
    report = page.get_by_role("link", name="Lack of appetite 8 of 10, reported by the patient").first
    wanted = str(report.get_attribute("href")).partition("check_in=")[2]
    report.click()
    expect(page.locator(f".answers [row-id='{wanted}']").first).to_be_visible()
    page.wait_for_function("(id) => document.activeElement.closest('[row-id]')?.getAttribute('row-id') === id", arg=wanted)


def test_what_is_missing_is_given_to_the_physician_who_ticks_it_off(windows: Windows, house: House, ward: dict[str, Person]) -> None:
    page = opened(windows, ward[MAGDA])
    page.get_by_role("button", name="Make a to-do of it: Activities of daily living").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="For").click()
    page.get_by_role("option", name="Okoro").click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("checkbox", name="Done: Activities of daily living")).to_be_visible()
    theirs = windows.open("/team/reviews", OKORO)
    row = theirs.get_by_role("region", name="To find out").get_by_role("listitem").filter(has_text="Activities of daily living")
    expect(row).to_contain_text("For you, no day set")
    for ago, needs in ((56, "independent"), (0, "dependent")):
        record(house, ward[MAGDA], "assessments", kind="adls", parts=dict.fromkeys(("ambulation", "bathing", "dressing"), needs), observed_on=days_ago(ago))
    expect(page.get_by_text("The record no longer misses it.")).to_be_visible()
    expect(page.get_by_role("region", name="Part II. Baseline for every disease")).to_contain_text("2 met, 0 not met, 0 unknown.")
    expect(page.get_by_role("region", name="What changed, and why")).to_contain_text("Help needed with at least 2 of 6 activities of daily living: unknown → met")
    theirs.get_by_role("checkbox", name="Done: Activities of daily living").click()
    expect(theirs.get_by_role("checkbox", name="Done: Activities of daily living")).to_have_count(0)
    expect(page.get_by_text("1 to-do done")).to_be_visible()


def test_every_treatment_is_not_listed_unless_a_clinician_asks_and_nothing_is_lost(windows: Windows, ward: dict[str, Person]) -> None:
    page = opened(windows, ward[HENRY])
    expect(page.get_by_role("region", name="What they want")).to_contain_text("“I want every treatment.”")
    expect(page.get_by_role("region", name="For the physician to decide")).to_contain_text("Wants every treatment: not listed unless a clinician asks.")
    expect(criterion(page, "Decline in PPS or KPS")).to_be_hidden()
    page.get_by_text("Not listed for review. What the record says").click()
    expect(criterion(page, "Decline in PPS or KPS")).to_contain_text(f"Met since {said(today())}")
    everybody = windows.open("/team/reviews", NADIA)
    expect(everybody.get_by_role("link", name=MAGDA).first).to_be_visible()
    expect(everybody.get_by_role("link", name=HENRY)).to_have_count(0)
    page.get_by_role("button", name="Ask for a review…").click()
    page.get_by_role("dialog").get_by_label("Why").fill("He asked me what hospice care is.")
    assert changes_told(page) == 0
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("region", name="For the physician to decide")).to_contain_text("A clinician asks for a review.")
    assert 0 < changes_told(page) < page.locator("#review-content *").count() / 3  # more would be one for each element (assets/renderer.js)
    expect(everybody.get_by_role("region", name="For review", exact=True)).to_contain_text(f"{HENRY}Treatment of the disease: Every treatment there is")
    page.get_by_role("button", name="Withdraw the request").click()
    expect(everybody.get_by_role("link", name=HENRY)).to_have_count(0)


def test_where_nobody_has_asked_that_stands_first_and_no_criterion_does(windows: Windows, house: House, ward: dict[str, Person]) -> None:
    everybody = windows.open("/team/reviews", NADIA)
    card = everybody.get_by_role("region", name="Consider a conversation first").get_by_role("listitem").filter(has_text=RUTH)
    expect(card).to_contain_text("Nobody has asked what they want: consider a goals-of-care conversation.")
    expect(card).not_to_contain_text("riteri")
    card.get_by_role("link", name=RUTH).click()
    page = everybody
    expect(page.get_by_role("region", name="What they want")).to_contain_text("Nobody has asked Ruth Abara what they want.")
    expect(page.get_by_role("region", name="To find out").get_by_role("listitem").first).to_contain_text("What matters most: nobody has asked")
    expect(page.locator(".criteria:visible")).to_have_count(0)
    expect(page.locator(".gap:visible")).to_have_count(2)  # the two questions
    page.get_by_text("The conversation comes first.").click()
    expect(criterion(page, "Decline in PPS or KPS")).to_contain_text(f"Met since {said(today())}")
    page.get_by_role("link", name="Record what they say").click()
    expect(page.get_by_role("tab", name="Wishes")).to_have_attribute("aria-selected", "true")
    page = opened(windows, ward[RUTH])
    wants(house, ward[RUTH], "none", "I would like to go home.")
    expect(page.get_by_role("region", name="What they want")).to_contain_text("“I would like to go home.”")
    expect(page.get_by_role("region", name="For the physician to decide")).to_contain_text("For review.")
    expect(criterion(page, "Decline in PPS or KPS")).to_be_visible()


def test_on_paper_what_is_met_stands_with_its_entries(windows: Windows, ward: dict[str, Person]) -> None:
    page = opened(windows, ward[MAGDA])
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("link", name="PPS 70 %").first).to_be_visible()
    expect(page.get_by_role("heading", name=f"Hospice review: {MAGDA}")).to_be_visible()
    expect(page.get_by_role("button", name="Ask for a review…")).to_be_hidden()
    expect(page.get_by_text("Would you be surprised")).to_be_hidden()  # a clinician's own thought, which a relative may not find on the table
    page.evaluate("const old = document.querySelector('.review-page'); old.replaceWith(old.cloneNode(true))")  # as news does, while the paper is made
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_role("link", name="PPS 70 %").first).to_be_hidden()
