"""How the criteria of each section belong together: worked patients, one for each disease, and what decides between their neighbours."""

from typing import Any

import pytest

from api.rules.hospice.screening import screen
from tests.api.rules.hospice.case_shapes import adls
from tests.api.rules.hospice.screened import NOW, criterion, one_section
from tests.api.rules.records import assessment, diagnosis, facts, line, preference, status


def section(name: str, *entries: Any) -> Any:
    return screen(facts(*entries), one_section(name), NOW).sections[0].status


def signs(**values: Any) -> list[Any]:
    return [assessment(kind, value, 3) for kind, value in values.items()]


METASTATIC_SINCE = diagnosis("cancer", metastases="since")
PROGRESSED = [line(200), status("progressive_disease", 20)]


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([diagnosis("cancer", metastases="at_presentation")], "met"),
        ([diagnosis("cancer", metastases="none"), *PROGRESSED], "not_met"),
        ([METASTATIC_SINCE, *PROGRESSED], "met"),
        ([METASTATIC_SINCE, preference("disease_directed_treatment", "none")], "met"),
        ([METASTATIC_SINCE, preference("disease_directed_treatment", "every_treatment")], "unknown"),
        ([METASTATIC_SINCE, preference("disease_directed_treatment", "every_treatment"), line(200), status("stable_disease", 20)], "not_met"),
        ([METASTATIC_SINCE], "unknown"),
        ([diagnosis("cancer", metastases="none", cancer="pancreas")], "not_met"),  # supports, and doesn't decide
    ],
)
def test_cancer(entries: list[Any], wanted: str) -> None:
    assert section("cancer", *entries) == wanted


@pytest.mark.parametrize(
    ("pps", "helped", "wanted"), [(60, ("bathing", "dressing"), "met"), (70, ("bathing", "dressing"), "not_met"), (60, ("bathing",), "not_met"), (60, None, "unknown")]
)
def test_baseline(pps: int, helped: Any, wanted: str) -> None:
    assert section("baseline", assessment("pps", pps, 3), *([adls(3, *helped)] if helped else [])) == wanted


def test_heart_needs_both_and_what_supports_decides_nothing() -> None:
    heart = diagnosis("heart")
    assert section("heart", heart, *signs(heart_treatment="optimal", nyha="IV", ejection_fraction=60)) == "met"
    assert section("heart", heart, *signs(heart_treatment="not_optimal", nyha="IV", ejection_fraction=15)) == "not_met"
    assert section("heart", heart, *signs(nyha="IV", ejection_fraction=15)) == "unknown"


def test_pulmonary_needs_breathlessness_progression_and_gases() -> None:
    visits = [assessment("emergency_visit", "admitted", days) for days in (90, 20)]
    bad = signs(dyspnoea_at_rest="present", bronchodilator_response="poor", spo2_room_air=86)
    assert section("pulmonary", diagnosis("pulmonary"), *bad, *visits) == "met"
    assert section("pulmonary", diagnosis("pulmonary"), *bad) == "unknown"
    on_oxygen = signs(dyspnoea_at_rest="present", bronchodilator_response="poor", spo2_on_oxygen=86)
    assert section("pulmonary", diagnosis("pulmonary"), *on_oxygen, *visits) == "unknown"
    fine = signs(spo2_room_air=95, po2_room_air=80, pco2=40)
    assert section("pulmonary", diagnosis("pulmonary"), *fine) == "not_met"


DEMENTIA = [diagnosis("dementia"), *signs(fast="7c", speech="none"), adls(3, "ambulation", "dressing", "bathing", "continence")]


@pytest.mark.parametrize(
    ("complication", "wanted"),
    [
        ([assessment("infection", "sepsis", 300)], "met"),
        ([assessment("pressure_ulcers", None, 3, parts={"stage_3": 1, "stage_4": 1})], "met"),
        (signs(inadequate_intake="present", albumin=2.4), "met"),
        (signs(inadequate_intake="absent", albumin=2.4), "unknown"),  # infections may have been
        ([], "unknown"),
    ],
)
def test_dementia_needs_a_complication_of_the_last_year(complication: list[Any], wanted: str) -> None:
    assert section("dementia", *DEMENTIA, *complication) == wanted


def test_dementia_at_an_earlier_stage_is_not_met_whatever_happened() -> None:
    assert section("dementia", diagnosis("dementia"), *signs(fast="6e"), assessment("infection", "sepsis", 30)) == "not_met"


def test_liver_needs_clotting_albumin_and_a_complication() -> None:
    liver = diagnosis("liver")
    assert section("liver", liver, *signs(inr=1.6, albumin=2.4, ascites="refractory")) == "met"
    assert section("liver", liver, *signs(prothrombin_time_over_control=6, albumin=2.4), assessment("variceal_bleed", "again", 800)) == "met"
    assert section("liver", liver, *signs(inr=1.6, albumin=2.5, ascites="refractory")) == "not_met"
    assert section("liver", liver, *signs(inr=1.5, albumin=2.4, ascites="refractory")) == "unknown"  # the prothrombin time could still decide


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([*signs(dialysis="stopped", creatinine=9)], "met"),
        ([*signs(transplant="not_sought", creatinine=9), preference("dialysis", "declined")], "met"),
        ([*signs(transplant="not_sought", creatinine=9)], "unknown"),  # nobody asked about dialysis
        ([*signs(dialysis="haemodialysis", transplant="listed", creatinine=9)], "not_met"),
        ([*signs(dialysis="stopped", creatinine_clearance=14, creatinine=5)], "unknown"),
        ([*signs(dialysis="stopped", creatinine_clearance=14, creatinine=5), diagnosis("heart", rank="other")], "met"),
        ([*signs(dialysis="stopped", creatinine_clearance=19), diagnosis("heart", rank="other"), diagnosis("diabetes", rank="other")], "met"),
        ([*signs(dialysis="stopped", hepatorenal_syndrome="present")], "met"),
    ],
)
def test_renal(entries: list[Any], wanted: str) -> None:
    assert section("renal", diagnosis("renal"), *entries) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"pps": 40, "albumin": 2.4}, "met"),
        ({"pps": 50, "albumin": 2.4}, "not_met"),
        ({"pps": 40, "inadequate_intake": "present", "feeding": "none"}, "met"),
        ({"pps": 40, "inadequate_intake": "present", "feeding": "tube"}, "unknown"),
        ({"pps": 40}, "unknown"),
    ],
)
def test_stroke(values: dict[str, Any], wanted: str) -> None:
    assert section("stroke", diagnosis("stroke"), *signs(**values)) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"brainstem_response": "abnormal", "verbal_response": "absent", "withdrawal_to_pain": "absent"}, "met"),
        ({"brainstem_response": "abnormal", "verbal_response": "absent", "creatinine": 1.6}, "met"),
        ({"brainstem_response": "abnormal", "verbal_response": "absent", "creatinine": 1.5}, "unknown"),
        ({"brainstem_response": "normal", "verbal_response": "absent", "creatinine": 1.5}, "not_met"),
    ],
)
def test_coma_needs_three_of_four_signs(values: dict[str, Any], wanted: str) -> None:
    assert section("coma", diagnosis("coma", diagnosed_on="2026-02-20"), *signs(**values)) == wanted


def test_coma_needs_the_third_day() -> None:
    deep = signs(brainstem_response="abnormal", verbal_response="absent", withdrawal_to_pain="absent")
    assert section("coma", diagnosis("coma", diagnosed_on="2026-03-01"), *deep) == "not_met"


def test_hiv_needs_blood_a_condition_and_a_low_score() -> None:
    condition = assessment("hiv_condition", "cns_lymphoma", 700)
    assert section("hiv", diagnosis("hiv"), *signs(cd4=24, pps=50), condition) == "met"
    assert section("hiv", diagnosis("hiv"), *signs(cd4=24, pps=60), condition) == "not_met"
    assert section("hiv", diagnosis("hiv"), *signs(cd4=24, pps=50)) == "unknown"


BREATHING = {"vital_capacity_percent": 29, "dyspnoea_at_rest": "present", "oxygen_need": "rest"}


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([*signs(**BREATHING), preference("ventilation", "declined")], "met"),
        ([*signs(**BREATHING), preference("ventilation", "wanted")], "unknown"),
        ([*signs(**BREATHING, rapid_progression="absent"), preference("ventilation", "wanted")], "not_met"),
        (signs(rapid_progression="present", critical_nutrition="present"), "met"),
        ([*signs(rapid_progression="present"), assessment("infection", "sepsis", 200)], "met"),
        ([*signs(rapid_progression="present"), assessment("infection", "aspiration_pneumonia", 200)], "unknown"),  # once
        (signs(rapid_progression="absent", vital_capacity_percent=50), "not_met"),
    ],
)
def test_als_has_three_ways(entries: list[Any], wanted: str) -> None:
    assert section("als", diagnosis("als"), *entries) == wanted


def test_weight_needs_both_the_loss_and_that_it_is_not_reversible() -> None:
    loss = [assessment("weight", 70, 120), assessment("weight", 62.3, 3)]
    path = "decline/inanition/weight"
    assert criterion(path, *loss).status == "unknown"
    assert criterion(path, *loss, *signs(weight_loss_reversible="absent")).status == "met"
    assert criterion(path, *loss, *signs(weight_loss_reversible="present")).status == "not_met"


def test_swallowing_needs_a_consequence() -> None:
    assert criterion("decline/swallowing", *signs(dysphagia="aspiration")).status == "met"
    assert criterion("decline/swallowing", *signs(dysphagia="present")).status == "unknown"
    assert criterion("decline/swallowing", *signs(dysphagia="present", oral_intake="severely_reduced")).status == "met"
    assert criterion("decline/swallowing", *signs(dysphagia="absent", oral_intake="severely_reduced")).status == "not_met"


def test_part_one_asks_for_no_number_and_counts() -> None:
    found = screen(facts(*signs(ascites="present", oedema="absent")), one_section("decline"), NOW).sections[0]
    assert (found.status, found.needs, found.met, found.not_met) == (None, "no number is asked for", 1, 1)
    assert found.met + found.not_met + found.unknown == len(found.criteria)
