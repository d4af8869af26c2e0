"""One patient's page: the course, the same facts as a table, what staff write, and the phones."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.stories.house import NADIA, House, Person
from tests.stories.patience import settled

Open = Callable[[str], Page]
CHART = ".course .js-plotly-plot"


def titles(page: Page) -> set[str]:
    """Of the panels, as they are written above them."""
    return {text.split(" ")[0] for text in page.locator(f"{CHART} .annotation-text").all_text_contents()}


def points(page: Page, respondent: str) -> int:
    drawn = """(name) => [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) => plot.data)
      .filter((one) => one.legendgroup === name).flatMap((one) => [...one.y]).filter((y) => y !== null).length"""
    return int(page.evaluate(drawn, respondent))


def choose(page: Page, wanted: str) -> None:
    page.locator("#range").get_by_text(wanted, exact=True).click()


def unfold(page: Page) -> Locator:
    page.get_by_text("The same as a table").first.click()
    table = page.locator(".answers").first
    expect(table.locator(".ag-row").first).to_be_visible()
    return table


def score(form: Locator, question: str, value: str) -> None:
    form.locator("fieldset").filter(has_text=question).get_by_text(value, exact=True).click()


def stored(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.timeline()["check_ins"]
    return found


def test_each_symptom_has_a_chart_and_patient_and_family_are_two_series(as_nadia: Open, house: House) -> None:
    page = as_nadia(f"/team/patients/{house.patient('Dilip Raman')}")
    expect(page.locator(CHART).first).to_be_visible()
    expect(page.locator(".course .legend").first).to_contain_text("The patient (filled circles)")
    expect(page.locator(".course .legend").first).to_contain_text("Family (hollow diamonds, dashed)")
    assert {"Pain", "Nausea", "Fatigue"} <= settled(lambda: titles(page), lambda found: len(found) > 2)
    assert points(page, "patient") and points(page, "family_caregiver")
    expect(page.locator(".group.by-patient .tile").first).to_be_visible()
    expect(page.locator(".group.by-family_caregiver .tile").first).to_be_visible()


def test_the_ranges_show_what_lies_in_them_and_the_table_holds_the_same(as_nadia: Open, house: House) -> None:
    nell = house.enrol("Ranging Nell")
    for days_ago, pain in ((200, 1), (60, 2), (13, 3), (0, 4)):
        nell.send(days_ago, answers={"pain": pain})
    page = as_nadia(nell.path)
    expect(page.get_by_text("The same as a table (2 check-ins)")).to_be_visible()
    choose(page, "3 months")
    expect(page.get_by_text("The same as a table (3 check-ins)")).to_be_visible()
    choose(page, "All")
    expect(page.get_by_text("The same as a table (4 check-ins)")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').data[0].y.length >= 4")
    table = unfold(page)
    expect(table.locator(".ag-cell[col-id=pain] .chip")).to_have_text(["4 moderate", "3 mild", "2 mild", "1 mild"])
    assert points(page, "patient") == 4


def test_the_page_opens_on_the_smallest_range_that_has_answers_and_says_so(as_nadia: Open, house: House) -> None:
    olive = house.enrol("Older Olive")
    olive.send(40)
    page = as_nadia(olive.path)
    expect(page.get_by_text("Nothing came in the last 2 weeks, so you see the last 3 months.")).to_be_visible()
    choose(page, "2 weeks")
    expect(page.get_by_text("There are no answers from the last 2 weeks.")).to_be_visible()


def test_who_never_reported_is_met_with_what_to_do(as_nadia: Open, house: House) -> None:
    page = as_nadia(f"/team/patients/{house.patient('Yara Suleiman')}")
    expect(page.get_by_role("heading", name="Nothing reported yet")).to_be_visible()


def test_a_check_in_stands_on_the_open_page_within_five_seconds_and_what_was_unfolded_stays_so(as_nadia: Open, house: House) -> None:
    lena = house.enrol("Live Lena")
    lena.send(1, answers={"pain": 3})
    page = as_nadia(lena.path)
    expect(page.locator(".tile").first).to_contain_text("3 of 10")
    unfold(page)
    page.evaluate("window.balmWasHere = true")
    lena.send(answers={"pain": 8}, note="It came back in the night.")
    expect(page.locator(".tile").first).to_contain_text("8 of 10", timeout=5_000)
    expect(page.locator(".answers .ag-cell[col-id=note]").first).to_have_text("It came back in the night.")
    page.wait_for_function("() => [...document.querySelector('.js-plotly-plot').data[0].y].includes(8)")
    assert page.evaluate("window.balmWasHere")  # without a reload


def test_a_check_in_told_on_the_phone_is_corrected_and_another_marked_in_error_and_every_version_stays(as_nadia: Open, house: House) -> None:
    petra = house.enrol("Phoning Petra")
    page = as_nadia(petra.path)
    record(page, pain="7", note="Called at noon.")
    expect(page.locator(".tile").first).to_contain_text("7 of 10")
    (first,) = stored(petra)
    assert (first["answers"]["pain"], first["answers"]["nausea"], first["mode"], first["respondent"]) == (7, None, "phone_call", "patient")
    assert (first["entered_by"], first["note"], first["zone"]) == ("Nadia Rahman", "Called at noon.", "America/New_York")

    unfold(page).get_by_role("button", name="Correct").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_text("The earlier version stays stored and marked.")).to_be_visible()
    expect(form.get_by_label("Note")).to_have_value("Called at noon.")
    score(form, "pain right now", "5")
    form.get_by_role("button", name="Save the new version").click()
    expect(page.locator(".tile").first).to_contain_text("5 of 10")
    expect(page.locator(".answers .ag-cell[col-id=marks]").first).to_have_text("corrected")
    (second,) = stored(petra)
    assert (second["corrects"], second["answers"]["pain"], second["recorded_at"]) == (first["id"], 5, first["recorded_at"])

    page.locator(".answers").get_by_role("button", name="In error").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Mark it").click()
    expect(dialog.get_by_text("Please write why")).to_be_visible()
    dialog.get_by_label("Why?").fill("Another patient's call")
    dialog.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("heading", name="Nothing reported yet")).to_be_visible()
    assert stored(petra) == []
    again = house.signed_in(NADIA).post(f"/v1/check-ins/{second['id']}/entered-in-error", json={"reason": "once more"}).json()
    assert (again["entered_in_error_reason"], again["answers"]["pain"]) == ("Another patient's call", 5)
    earlier = house.signed_in(NADIA).post(f"/v1/check-ins/{first['id']}/entered-in-error", json={"reason": "the story's end"}).json()
    assert (earlier["replaced_by"], earlier["answers"]["pain"]) == (second["id"], 7)


def record(page: Page, pain: str, note: str) -> None:
    page.get_by_role("button", name="Record a check-in").click()
    form = page.get_by_role("dialog")
    score(form, "pain right now", pain)
    form.get_by_label("Note").fill(note)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_be_hidden()


def test_a_double_click_stores_one_check_in(as_nadia: Open, house: House) -> None:
    dora = house.enrol("Double Dora")
    page = as_nadia(dora.path)
    page.get_by_role("button", name="Record a check-in").click()
    form = page.get_by_role("dialog")
    score(form, "pain right now", "2")
    form.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.locator(".tile").first).to_contain_text("2 of 10")
    assert len(stored(dora)) == 1


def test_another_questionnaire_can_be_chosen_in_the_form(as_nadia: Open, house: House) -> None:
    page = as_nadia(house.enrol("Esas Edda").path)
    page.get_by_role("button", name="Record a check-in").click()
    form = page.get_by_role("dialog")
    expect(form.locator("fieldset")).to_have_count(4)
    form.get_by_role("combobox", name="Questionnaire").click()
    page.get_by_role("option", name="ESAS-r").click()
    expect(form.locator("fieldset")).to_have_count(10)


def test_a_phone_that_is_taken_back_sends_nothing_more(as_nadia: Open, house: House) -> None:
    tess = house.enrol("Taken Tess")
    page = as_nadia(tess.path)
    page.get_by_role("button", name="Phones").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Taken Tess's phone")
    drawer.get_by_text("Take back").click()
    drawer.get_by_role("button", name="Yes, take it back").click()
    expect(drawer).to_contain_text("taken back")
    expect(drawer.get_by_role("button", name="Yes, take it back")).to_have_count(0)
    assert tess.phone.get("/v1/me").status_code == 401
    drawer.get_by_role("button", name="New code for a phone").click()
    code = drawer.locator("#code").inner_text()
    redeemed = house.client().post("/v1/enrolments/redeem", json={"code": code})
    assert (redeemed.status_code, UUID(redeemed.json()["patient_id"])) == (201, tess.id)
