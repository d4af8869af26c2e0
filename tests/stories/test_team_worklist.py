"""The worklist as a nurse uses it: who needs me, found by eye, by search, by filter and by keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.stories.conftest import Windows
from tests.stories.house import INES, NADIA, RUTH, House
from tests.stories.patience import settled

Open = Callable[[str], Page]
NAMES, PAIN = ".worklist .cell-name a", ".worklist .ag-cell[col-id=share_pain]"


def names(page: Page) -> list[str]:
    return page.locator(NAMES).all_inner_texts()


def scores(page: Page, item: str) -> list[int]:
    """Of the rows on the screen, from the top."""
    return [int(found) for found in page.locator(f".worklist .ag-cell[col-id=share_{item}] .chip b").all_inner_texts()]


def worst_first(found: list[int]) -> bool:
    return len(found) > 1 and found == sorted(found, reverse=True)


def header(page: Page, item: str) -> Locator:
    return page.locator(f".ag-header-cell[col-id=share_{item}]")


def search(page: Page, words: str) -> None:
    page.get_by_label("Search").fill(words)


def test_the_demo_s_patients_stand_in_the_order_the_server_gives(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/")
    expect(page.locator(NAMES).first).to_be_visible()
    ranked = [found["name"] for found in house.signed_in(NADIA).get("/v1/worklist?limit=5").json()["rows"]]
    assert settled(lambda: names(page)[:5], lambda found: found == ranked) == ranked
    expect(page.get_by_text("under care at Demo Hospice")).to_be_visible()
    expect(page.get_by_text("Demonstration: synthetic patients")).to_be_visible()
    expect(page.locator(".worklist .spark").first).to_be_visible()


def test_a_patient_is_found_by_a_part_of_the_name_or_number_and_nobody_is_said_plainly(as_nadia: Open) -> None:
    page = as_nadia("/team/")
    search(page, "kowal")
    expect(page.locator(NAMES)).to_have_text(["Edith Kowalski"])
    expect(page.locator("#tally")).to_contain_text("1 patient matches “kowal”")
    search(page, "D-1003")
    expect(page.locator(NAMES)).to_have_text(["Carmen Ibarra"])
    search(page, "zzz")
    expect(page.get_by_role("heading", name="Nobody by that name")).to_be_visible()
    expect(page.locator(".grid-place")).to_be_hidden()
    search(page, "")
    expect(page.locator(NAMES).nth(5)).to_be_visible()


def test_sorting_by_a_symptom_puts_the_worst_first_and_stays_when_news_comes(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/")
    header(page, "nausea").locator(".ag-header-cell-text").click()
    expect(header(page, "nausea")).to_have_attribute("aria-sort", "descending")
    assert worst_first(settled(lambda: scores(page, "nausea"), worst_first))
    worst = house.enrol("Sorted Sibyl")
    worst.send(answers={"pain": 0, "nausea": 10})
    expect(page.locator(".worklist .ag-row").filter(has_text="Sorted Sibyl").first).to_be_visible()
    expect(header(page, "nausea")).to_have_attribute("aria-sort", "descending")
    assert worst_first(settled(lambda: scores(page, "nausea"), worst_first))


def test_a_filter_leaves_only_who_is_at_least_that_bad(as_nadia: Open) -> None:
    page = as_nadia("/team/")
    header(page, "pain").locator(".ag-header-cell-filter-button").click()
    page.get_by_label("Filter Value").fill("7")
    expect(page.locator(f"{PAIN} .chip b").filter(has_text=re.compile("^[0-6]$"))).to_have_count(0)
    expect(page.locator(NAMES).filter(has_text="Ada Lindqvist")).to_have_count(1)
    assert min(scores(page, "pain")) >= 7
    page.get_by_label("Filter Value").fill("11")
    expect(page.locator(".ag-overlay").get_by_text("Nobody matches the filters that are set.")).to_be_visible()


def test_the_keyboard_is_enough_to_open_a_patient(as_nadia: Open) -> None:
    page = as_nadia("/team/")
    expect(page.locator(NAMES).first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("whitf")
    expect(page.locator(NAMES)).to_have_text(["Grace Whitfield"])
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ag-cell:focus")).to_have_attribute("col-id", "name")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Grace Whitfield", level=1)).to_be_visible()
    assert re.search(r"/team/patients/[0-9a-f-]{36}$", page.url)
    page.go_back()
    expect(page.locator(NAMES).first).to_be_visible()


def test_a_click_opens_a_patient_and_the_way_back_is_there(as_nadia: Open) -> None:
    page = as_nadia("/team/")
    search(page, "Ada Lindqvist")  # the grid draws only the rows on the screen, and where hers stands depends on who else is there
    page.locator(".worklist .ag-row").filter(has_text="Ada Lindqvist").first.click()
    expect(page.get_by_role("heading", name="Ada Lindqvist", level=1)).to_be_visible()
    page.get_by_role("link", name="All patients").click()
    expect(page.locator(NAMES).first).to_be_visible()


def test_a_check_in_stands_on_the_open_worklist_within_five_seconds(as_nadia: Open, house: House) -> None:
    walter = house.enrol("Worsening Walter")
    walter.send(days_ago=7, answers={"pain": 3})
    page = as_nadia("/team/")
    search(page, "Worsening")
    expect(page.locator(NAMES)).to_have_text(["Worsening Walter"])
    pain = page.locator(f"{PAIN} .chip")
    expect(pain).to_have_text("3 mild")
    page.evaluate("window.balmWasHere = true")
    walter.send(answers={"pain": 9})
    expect(pain).to_have_text("9 severe", timeout=5_000)
    expect(page.locator(".worklist .ag-cell[col-id=heard]")).to_have_text("just now")
    expect(page.locator(".worklist .worse")).to_contain_text("6 worse than a week before")
    assert page.evaluate("window.balmWasHere")  # without a reload


def test_a_role_without_patients_is_told_what_it_is_for(windows: Windows) -> None:
    page = windows.open("/team/", RUTH)
    expect(page.get_by_role("heading", name="Open to the care team")).to_be_visible()
    expect(page.get_by_role("link", name="Enrol a patient")).to_have_count(0)


def test_a_house_without_patients_leads_to_enrolling_the_first(windows: Windows) -> None:
    page = windows.open("/team/", INES)
    expect(page.get_by_role("heading", name="Nobody is under care yet")).to_be_visible()
    expect(page.get_by_text("0 patients under care at Newhouse Hospice")).to_be_visible()
    expect(page.get_by_text("Demonstration")).to_have_count(0)
    page.get_by_role("link", name="Enrol the first patient").click()
    expect(page.get_by_role("heading", name="Enrol a patient")).to_be_visible()


def row_in_hand(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.ag-row')?.querySelector('.cell-name a')?.innerText ?? ''"))


def test_letters_move_take_and_open_and_the_grid_keeps_its_own_keys(as_nadia: Open, house: House) -> None:
    lia = house.enrol("Lettered Lia")
    lia.send(answers={"pain": 8})
    page = as_nadia("/team/")
    search(page, "Lettered")
    expect(page.locator(NAMES)).to_have_text(["Lettered Lia"])
    expect(page.locator(".ag-cell[col-id=reason]")).to_contain_text("Severe, nobody has taken it.")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert row_in_hand(page) == "Lettered Lia"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".ag-cell:focus")).to_have_attribute("col-id", "heard")
    page.keyboard.press("a")
    expect(page.locator("#notice")).to_contain_text("You have taken 1 alert: Lettered Lia, Pain.")
    expect(page.locator(".ag-cell[col-id=reason]")).to_contain_text("Somebody is on it.", timeout=5_000)
    page.keyboard.press("a")
    expect(page.locator("#notice")).to_contain_text("Nothing of this patient's waits for somebody to take it.")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name=lia.name, level=1)).to_be_visible()


def test_a_key_never_means_somebody_else_because_news_moved_the_rows(as_nadia: Open, house: House) -> None:
    still, sudden = house.enrol("Moving Mo"), house.enrol("Moving Mia")
    still.send(answers={"pain": 5})
    sudden.send(answers={"pain": 1})
    page = as_nadia("/team/")
    search(page, "Moving")
    expect(page.locator(NAMES)).to_have_text(["Moving Mo", "Moving Mia"])
    page.locator("h1").click()
    page.keyboard.press("j")
    assert row_in_hand(page) == "Moving Mo"
    sudden.send(answers={"pain": 9})
    expect(page.locator(NAMES)).to_have_text(["Moving Mia", "Moving Mo"], timeout=5_000)
    page.wait_for_function("document.activeElement.closest('.ag-row')")
    assert row_in_hand(page) == "Moving Mo"


def test_the_reason_stands_on_a_tablet_and_a_phone_too(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/")
    for width in (820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        words = page.locator(".worklist .cell-reason:visible").first
        expect(words).to_contain_text(re.compile(r"\w"))
        box = words.bounding_box()
        assert box and box["x"] + box["width"] <= width, (width, box)
