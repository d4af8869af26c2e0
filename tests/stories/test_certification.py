"""From the list to a signed certification; and the mirror: "not now, the patient wishes further treatment", recorded with the same dignity and respected until something changes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories import hospice_facts, keys
from tests.stories.conftest import Windows
from tests.stories.hospice_facts import ill, wants
from tests.stories.house import NADIA, OKORO, House, Person, password_of

IDA, OSCAR = "Ida Lindqvist", "Oscar Bell"
NARRATIVE = "She has lost a tenth of her weight since autumn and is in bed for most of the day.\n\nShe told me that she wants to be at home, and no more chemotherapy."


@pytest.fixture(scope="module")
def ward(house: House) -> dict[str, Person]:
    hospice_facts.choose_pack(house)
    people = {name: ill(house, name) for name in (IDA, OSCAR)}
    wants(house, people[IDA], "none", "No more chemotherapy.")
    wants(house, people[OSCAR], "selected", "If I can stand it.")
    hospice_facts.listed(house, {IDA, OSCAR})
    return people


def decides(page: Page, decision: str, reasons: str) -> None:
    """With the keyboard alone."""
    keys.press(page, page.get_by_role("button", name="Decide…"))
    form = page.get_by_role("complementary", name="Decision")
    expect(form.get_by_role("heading", name="Your decision")).to_be_focused()
    keys.choose(page, form.get_by_role("radiogroup", name="Decision"), decision)
    keys.write(page, form.get_by_role("textbox", name="Reasons"), reasons)
    expect(page.get_by_role("region", name="What they want")).to_be_visible()
    keys.press(page, form.get_by_role("button", name="Record the decision"))
    expect(page.get_by_role("region", name="What the physician decides")).to_contain_text(reasons)
    expect(page.locator("#review-content :focus")).to_be_attached()  # the form is gone, and with it what was pressed


def from_the_list(windows: Windows, name: str) -> Page:
    page = windows.open("/team/reviews", OKORO)
    keys.press(page, page.get_by_role("region", name="For review", exact=True).get_by_role("link", name=name))
    expect(page.get_by_role("region", name="What they want")).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()
    return page


def test_from_the_list_to_a_signed_certification(windows: Windows, house: House, ward: dict[str, Person]) -> None:
    page = from_the_list(windows, IDA)
    decides(page, "For hospice care", "She asked for it, and so does her husband.")
    expect(windows.open("/team/reviews", NADIA).get_by_role("region", name="Decided for hospice care")).to_contain_text(IDA)
    keys.press(page, page.get_by_role("link", name="Documents"))
    keys.press(page, page.get_by_role("button", name="Begin a certification"))
    draft = page.get_by_role("region", name="Draft, period 1")
    expect(draft.get_by_label("Narrative")).to_have_value("")
    expect(draft.get_by_role("img").first).to_be_visible()
    keys.write(page, draft.get_by_label("Your password"), password_of(OKORO))
    keys.press(page, draft.get_by_role("button", name="Sign", exact=True))
    expect(draft.get_by_role("alert")).to_contain_text("The narrative is empty.")
    draft.get_by_label("Narrative").fill(NARRATIVE)  # with its two line breaks
    keys.write(page, draft.get_by_label("Your password"), "not this one")
    keys.press(page, draft.get_by_role("button", name="Sign", exact=True))
    expect(draft.get_by_role("alert")).to_contain_text("Enter the password with which you sign in. Nothing was signed.")
    expect(draft.get_by_label("Narrative")).to_have_value(NARRATIVE)
    keys.write(page, draft.get_by_label("Your password"), password_of(OKORO))
    keys.press(page, draft.get_by_role("button", name="Sign", exact=True))
    signed = page.get_by_role("region", name="Signed, period 1")
    expect(signed).to_contain_text("Signed by Dr Chidi Okoro, physician")
    expect(signed.get_by_role("img").first).to_be_visible()
    expect(page.get_by_label("Narrative")).to_have_count(0)
    href = signed.get_by_role("link", name="Open the PDF").get_attribute("href")
    paper = house.signed_in(OKORO).get(str(href)).content
    assert paper.startswith(b"%PDF-") and re.search(rb"pdfuaid:part[^0-9]{1,3}1", paper)


def test_not_now_is_recorded_with_the_same_dignity_and_respected_until_something_changes(windows: Windows, house: House, ward: dict[str, Person]) -> None:
    page = from_the_list(windows, OSCAR)
    decides(page, "Not now: the patient wishes further treatment", "He wants the third line, and to see his daughter's graduation.")
    expect(page.get_by_role("region", name="For the physician to decide")).to_contain_text("not now, the patient wishes further treatment. It stands until something changes.")
    everybody = windows.open("/team/reviews", NADIA)
    expect(everybody.get_by_role("heading", name="Hospice review")).to_be_visible()
    expect(everybody.get_by_role("link", name=OSCAR)).to_have_count(0)
    keys.press(page, page.get_by_role("button", name="Note who was told…"))
    form = page.get_by_role("complementary", name="Decision")
    keys.write(page, form.get_by_label("Who"), "Oscar, and his daughter")
    keys.write(page, form.get_by_label("What they were told"), "That we go on as he wishes, and that he can change his mind.")
    keys.press(page, form.get_by_role("button", name="Note it"))
    expect(page.get_by_role("region", name="What the physician decides")).to_contain_text("Oscar, and his daughter")
    wants(house, ward[OSCAR], "none", "I am tired of it.")
    listed = everybody.get_by_role("region", name="For review", exact=True).get_by_role("listitem").filter(has_text=OSCAR)
    expect(listed).to_contain_text("Since then another wish was recorded.")
    keys.press(page, page.get_by_role("link", name="The record as it was"))
    expect(page.get_by_text("“If I can stand it.”")).to_be_visible()
    expect(page.get_by_text("Put through the rules once more, it gives the same.")).to_be_visible()
