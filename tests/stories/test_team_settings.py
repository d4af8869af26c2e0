"""Alex, who administers the demo's hospice, sets when the team is there."""

from playwright.sync_api import expect

from tests.stories.conftest import Windows
from tests.stories.house import ALEX, NADIA, OKORO


def test_hours_are_added_saved_and_stand_with_who_set_them(windows: Windows) -> None:
    page = windows.open("/team/settings", ALEX)
    rows = page.locator("#openings .setting-row")
    expect(rows.first).to_be_visible()
    before = rows.count()
    page.get_by_role("button", name="Add hours").click()
    expect(rows).to_have_count(before + 1)
    added = rows.nth(before)
    added.get_by_text("Sat", exact=True).click()
    added.get_by_label("From").fill("10:00")
    added.get_by_label("Until").fill("12:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    expect(page.get_by_text("set by Alex Moreau").first).to_be_visible()
    page.reload()
    expect(page.locator("#openings .setting-row").nth(before).get_by_label("From")).to_have_value("10:00")
    page.locator("#openings .setting-row").nth(before).get_by_role("button", name="Remove").click()
    expect(page.locator("#openings .setting-row")).to_have_count(before)


def test_a_slip_of_the_pen_is_said_beside_the_button_and_changes_nothing(windows: Windows) -> None:
    page = windows.open("/team/settings", ALEX)
    page.get_by_role("button", name="Add a shift").click()
    expect(page.locator("#shifts .setting-row").first).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="fill in what is missing")).to_be_visible()


def test_a_nurse_is_told_who_sets_them(windows: Windows) -> None:
    page = windows.open("/team/settings", NADIA)
    expect(page.get_by_text("set by who leads or administers")).to_be_visible()
    expect(page.get_by_role("link", name="Settings")).to_have_count(0)


def test_criteria_are_unverified_until_a_physician_says_which_text_they_were_compared_with(windows: Windows) -> None:
    page = windows.open("/team/settings", OKORO)
    applied = page.locator(".rule-pack[open]")
    expect(applied).to_contain_text("Unverified")
    expect(page.get_by_text("Who watches")).to_have_count(0)
    applied.get_by_role("button", name="I have compared this version with that text").click()
    expect(applied.get_by_role("alert")).to_contain_text("Please name the edition of the text")
    applied.get_by_label("Which edition you read, and where").fill("The edition of March, on paper in the office")
    applied.get_by_role("button", name="I have compared this version with that text").click()
    expect(applied).to_contain_text("Dr Chidi Okoro compared version 1")
    expect(applied).to_contain_text("Confirmed here")
    everybody = windows.open("/team/reviews", NADIA)
    expect(everybody.get_by_role("note", name="Which criteria")).to_contain_text("Confirmed here")
    applied.get_by_role("button", name="Withdraw the confirmation").click()
    expect(applied).to_contain_text("Unverified")
    applied.get_by_text("Before", exact=True).click()
    expect(applied).to_contain_text("Withdrawn by Dr Chidi Okoro")


def test_who_administers_chooses_the_criteria(windows: Windows) -> None:
    page = windows.open("/team/settings", ALEX)
    page.locator("#settings-part").get_by_text("Hospice criteria").click()
    page.get_by_label("NGS: hospice").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    expect(page.locator("#pack-ngs-l33393")).to_contain_text("Applied")
    expect(page.get_by_role("button", name="I have compared")).to_have_count(0)
    page.get_by_label("Clinical, no payer").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#pack-clinical")).to_contain_text("Applied")
