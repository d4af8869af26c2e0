"""Findings, the disease and wishes as a nurse records them, and the course that they make on the patient's page."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from uuid_utils.compat import uuid7

from tests.stories.house import NADIA, House, Person

Open = Callable[[str], Page]
STORY, EVERY_TREATMENT, NOBODY_ASKED = "Joseph Mbeki", "Vera Lindgren", "Samuel Adeyemi"


def record_of(patient: UUID | str) -> str:
    return f"/team/patients/{patient}/record"


@pytest.fixture
def tess(house: House) -> Person:
    return house.enrol("Recorded Tess")


def facts(house: House, patient: UUID) -> dict[str, Any]:
    return dict(house.signed_in(NADIA).get(f"/v1/patients/{patient}/facts").json())


def opened(page: Page, tab: str) -> Locator:
    page.get_by_role("tab", name=tab).click()
    return page.get_by_role("tabpanel", name=tab)


def press(page: Page, question: str, answer: str) -> None:
    page.locator("fieldset").filter(has=page.get_by_text(question, exact=True)).last.get_by_text(answer, exact=True).click()


def test_a_visit_is_recorded_with_one_save_and_the_last_values_stand_beside_the_fields(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    expect(page.locator("#save-visit")).to_be_visible()
    begun = time.monotonic()
    for question, answer in (("PPS", "50"), ("Oral intake", "Moderately reduced"), ("Oedema", "No"), ("Shortness of breath at rest", "No"), ("Delirium", "No"), ("Bathing", "Done for them")):
        press(page, question, answer)
    page.get_by_role("textbox", name="Weight").fill("55,2")
    page.get_by_role("textbox", name="Systolic").fill("105")
    page.get_by_role("textbox", name="Diastolic").fill("60")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("Saved: PPS 50 %")).to_be_visible()
    assert time.monotonic() - begun < 60
    expect(page.locator("#visit-form")).to_contain_text("Last: 55.2 kg")
    stands = facts(house, tess.id)["assessments"]
    assert {kind: found[0]["value"] for kind, found in stands.items()} == {
        "pps": 50, "oral_intake": "moderately_reduced", "oedema": "absent", "dyspnoea_at_rest": "absent", "delirium": "absent", "adls": None, "weight": 55.2, "blood_pressure": None,
    }  # fmt: skip
    assert stands["adls"][0]["parts"] == {"bathing": "dependent"} and stands["blood_pressure"][0]["parts"] == {"systolic": 105, "diastolic": 60}


def test_with_the_keyboard_alone(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    page.locator("#visit-form input[value='60']").first.focus()
    page.keyboard.press("Space")
    page.locator("#visit-more").focus()
    page.keyboard.type("ascit")
    expect(page.get_by_role("option", name="Ascites")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#visit-added")).to_contain_text("Ascites")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("#save-visit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: PPS 60 %, Ascites No.")).to_be_visible()
    assert set(facts(house, tess.id)["assessments"]) == {"pps", "ascites"}


def test_an_impossible_value_is_said_beside_its_field_which_takes_the_focus_and_the_unit_is_switched(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(f"{record_of(tess.id)}?tab=laboratory")
    albumin = page.get_by_role("textbox", name="Albumin")
    albumin.fill("35")
    page.get_by_role("textbox", name="CRP").fill("<3")
    page.locator("#save-laboratory").click()
    expect(page.get_by_text("35 g/dL is outside what is possible, 0.5 to 7 g/dL. If it is in g/L, choose that unit.")).to_be_visible()
    expect(albumin).to_be_focused()
    expect(albumin).to_have_attribute("aria-invalid", "true")
    assert facts(house, tess.id)["assessments"] == {}
    page.get_by_role("radiogroup", name="Unit of Albumin").get_by_text("g/L", exact=True).click()
    page.locator("#save-laboratory").click()
    expect(page.get_by_text("Saved: Albumin 35 g/L, CRP < 3 mg/L.")).to_be_visible()
    assert facts(house, tess.id)["assessments"]["albumin"][0]["amount"] == 3.5


def test_a_weight_in_the_other_unit_is_asked_about(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    for weight, said in (("62", "Saved: Weight 62 kg."), ("137", "The last one, of")):
        page.get_by_role("textbox", name="Weight").fill(weight)
        page.locator("#save-visit").click()
        expect(page.get_by_text(said)).to_be_visible()
    sure = page.get_by_label("Yes, the number and the unit are right")
    expect(sure).to_be_visible()
    sure.check()
    page.locator("#save-visit").click()
    expect(page.get_by_text("Saved: Weight 137 kg.")).to_be_visible()


def test_a_finding_is_corrected_and_one_marked_as_a_mistake_and_the_history_keeps_both(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    page.get_by_role("textbox", name="Weight").fill("26")
    press(page, "PPS", "70")
    page.locator("#save-visit").click()
    expect(page.get_by_text("Saved: PPS 70 %")).to_be_visible()
    history = opened(page, "History")
    history.get_by_role("button", name="Correct: Weight: 26 kg").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("textbox", name="Weight").fill("62")
    drawer.get_by_role("button", name="Save the new version").click()
    expect(drawer).to_be_hidden()
    expect(history.locator("tr", has_text="Weight: 26 kg")).to_contain_text("Replaced by a newer version")
    history.get_by_role("button", name="A mistake: PPS: 70 %").click()
    page.get_by_role("dialog").get_by_label("Why?").fill("wrong patient")
    page.get_by_role("button", name="Mark it").click()
    expect(history.locator("tr", has_text="PPS: 70 %")).to_contain_text("A mistake: wrong patient")
    stands = facts(house, tess.id)["assessments"]
    assert [one["value"] for one in stands["weight"]] == [62] and "pps" not in stands


def test_the_disease_its_treatment_and_lesions_with_their_arithmetic(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(f"{record_of(tess.id)}?tab=disease")
    drawer = page.get_by_role("dialog")
    page.get_by_role("button", name="Add a diagnosis").click()
    drawer.get_by_label("Diagnosis, in words").fill("Breast cancer")
    drawer.get_by_label("ICD-10 code").fill("C50.9")
    drawer.get_by_role("button", name="Save").click()
    expect(page.get_by_text("principal diagnosis · C50.9")).to_be_visible()
    for day, size in (("2026-01-05", "50"), ("2026-03-01", "62")):
        page.get_by_role("button", name="Add a measurement").click()
        drawer.get_by_label("Day of the imaging").fill(day)
        if size == "50":
            drawer.get_by_role("textbox", name="Lesion").first.fill("segment 6")
            drawer.get_by_role("textbox", name="Organ").first.fill("liver")
        drawer.get_by_role("textbox", name="mm").first.fill(size)
        drawer.get_by_role("button", name="Save").click()
        expect(drawer).to_be_hidden()
    expect(page.get_by_text("Progressive disease: sum 62 mm, +24 % and +12 mm over the nadir of 50 mm, +24 % from the baseline of 50 mm.")).to_be_visible()


def test_nobody_has_asked_until_somebody_does(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(f"{record_of(tess.id)}?tab=wishes")
    wish = page.locator(".wish").filter(has_text="Treatment of the disease")
    expect(wish).to_contain_text("Nobody has asked")
    wish.get_by_role("button", name="Record an answer").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("No more", exact=True).check()
    drawer.get_by_label("In their own words").fill("No more chemotherapy.")
    drawer.get_by_role("button", name="Save").click()
    expect(wish).to_contain_text("“No more chemotherapy.”")
    expect(wish).not_to_contain_text("Nobody has asked")
    assert [one["stance"] for one in facts(house, tess.id)["preferences"]] == ["none"]


def test_a_moderate_symptom_starts_the_clock_of_its_follow_up_and_the_visit_stops_it(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    page.get_by_role("button", name="Rate now").click()
    drawer = page.get_by_role("dialog")
    press(page, "Pain", "2 · Moderate")
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator(".follow-up")).to_contain_text("A visit is due in 2 days")
    page.get_by_role("button", name="Record the visit").click()
    press(page, "Pain", "1 · Slight")
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator(".follow-up")).to_have_count(0)
    (follow_up,) = facts(house, tess.id)["follow_ups"]
    assert follow_up["in_time"] is True


def test_what_somebody_else_records_stands_there_and_what_is_being_typed_stays(as_nadia: Open, house: House, tess: Person) -> None:
    page = as_nadia(record_of(tess.id))
    page.get_by_role("textbox", name="Weight").fill("62")
    need = {"words": "Would like to talk about faith", "domain": "spiritual"}
    sent = house.signed_in(NADIA).put(f"/v1/patients/{tess.id}/needs/{uuid7()}", json=need)
    assert sent.status_code == 200, sent.text
    expect(opened(page, "Needs")).to_contain_text("Would like to talk about faith")
    opened(page, "Visit")
    expect(page.get_by_role("textbox", name="Weight")).to_have_value("62")


@pytest.mark.parametrize("name", [STORY, EVERY_TREATMENT, NOBODY_ASKED])
def test_the_course_of_the_story_and_its_two_mirrors_is_one_and_the_wishes_differ(as_nadia: Open, house: House, name: str) -> None:
    page = as_nadia(f"/team/patients/{house.patient(name)}")
    course = page.locator("#whole-course")
    expect(course.locator(".js-plotly-plot .annotation-text").first).to_be_visible()
    drawn = " ".join(course.locator(".annotation-text").all_text_contents())
    rows = ["Lack of appetite", "PPS", "Weight", "CEA", "Assessments of the disease", "Line 2 FOLFIRI and bevacizumab stopped: the disease progressed"]
    assert [row for row in rows if row not in drawn] == []
    for words in ("the disease progressed", "PPS fell from 70 %", "11.1 % less", "Lack of appetite, as the patient reports"):
        expect(course.locator(".changes")).to_contain_text(words)
    wish = {STORY: "“No more”", EVERY_TREATMENT: "“Every treatment there is”", NOBODY_ASKED: None}[name]
    if wish:
        expect(course.locator(".changes")).to_contain_text(f"Treatment of the disease: {wish}")
    else:
        expect(course.locator(".changes")).not_to_contain_text("Wishes")
    page.goto(f"{record_of(house.patient(name))}?tab=wishes")
    expect(page.locator(".wish.is-unasked")).to_have_count(14 if wish is None else 11)


def test_what_changed_opens_the_entry_it_stands_on(as_nadia: Open, house: House) -> None:
    page = as_nadia(f"/team/patients/{house.patient(STORY)}")
    page.locator(".changes li").filter(has_text="PPS fell").get_by_role("link", name="Now").click()
    row = page.locator(".history .is-opened")
    expect(row).to_contain_text("PPS: 50 %")
    expect(row).to_be_in_viewport()
