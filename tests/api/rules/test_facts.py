"""What contradicts itself or the calendar is refused, and says what to do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.facts import FactRefused, checked, sum_mm
from schemas.assessments import NewAssessment
from schemas.diagnoses import Biomarker, NewDiagnosis
from schemas.disease_statuses import NewDiseaseStatus
from schemas.entries import NewFact
from schemas.measurements import NewMeasurement, TargetLesion
from schemas.needs import NewNeed
from schemas.preferences import Confidant, NewPreference
from schemas.treatment_lines import NewTreatmentLine

HERE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))  # ten in the morning
TODAY = HERE.date()


def faults(new: NewFact, born_on: date | None = None) -> list[str]:
    """The fields."""
    try:
        checked(new, HERE, born_on)
    except FactRefused as refused:
        return [field for field, _ in refused.errors]
    return []


def pps(**more: Any) -> NewAssessment:
    return NewAssessment(kind="pps", value=50, **more)


def test_a_fact_of_today_can_be_recorded_and_one_of_tomorrow_can_not() -> None:
    assert faults(pps(observed_on=TODAY)) == []
    assert faults(pps(observed_on=TODAY + timedelta(days=1))) == ["observed_on"]


def test_the_day_is_that_of_where_the_patient_is() -> None:
    evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    checked(pps(observed_on=date(2026, 3, 3)), evening.astimezone(ZoneInfo("Europe/Berlin")), None)
    with pytest.raises(FactRefused):
        checked(pps(observed_on=date(2026, 3, 3)), evening.astimezone(ZoneInfo("America/New_York")), None)


def test_a_time_that_has_come_can_be_recorded_and_a_later_one_can_not() -> None:
    assert faults(pps(time_of_day="10:00")) == []
    assert faults(pps(time_of_day="10:01")) == ["time_of_day"]
    assert faults(pps(observed_on=TODAY - timedelta(days=1), time_of_day="23:59")) == []


def test_nothing_was_observed_before_birth() -> None:
    born_on = date(1950, 5, 5)
    assert faults(pps(observed_on=born_on), born_on) == []
    assert faults(pps(observed_on=born_on - timedelta(days=1)), born_on) == ["observed_on"]
    assert faults(pps(observed_on=date(1900, 1, 1))) == []
    assert faults(pps(observed_on=date(1899, 12, 31))) == ["observed_on"]


def cancer(**more: Any) -> NewDiagnosis:
    return NewDiagnosis(**{"words": "Breast cancer", "disease": "cancer"} | more)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (cancer(icd10="C50.9"), []),
        (cancer(icd10="D05.1"), []),
        (cancer(icd10="c50.9"), ["icd10"]),
        (cancer(icd10="C5"), ["icd10"]),
        (cancer(icd10="I50.0"), ["icd10"]),
        (NewDiagnosis(words="Heart failure", disease="heart", icd10="I50.0"), []),
        (NewDiagnosis(words="Heart failure", disease="heart", icd10="C50.9"), ["icd10"]),
        (NewDiagnosis(words="Heart failure", disease="heart", metastases="none"), ["metastases"]),
        (NewDiagnosis(words="Heart failure", disease="heart", cancer="brain"), ["cancer"]),
        (cancer(metastases="since", metastatic_since_on="2025-06", metastatic_sites=["liver"]), []),
        (cancer(metastases="at_presentation", metastatic_since_on="2025-06"), ["metastatic_since_on"]),
        (cancer(metastases="none", metastatic_sites=["liver"]), ["metastatic_sites"]),
        (cancer(metastatic_sites=["liver"]), ["metastatic_sites"]),
        (cancer(diagnosed_on="2026-03"), []),
        (cancer(diagnosed_on="2026-04"), ["diagnosed_on"]),
        (cancer(diagnosed_on="2026-03-02"), []),
        (cancer(diagnosed_on="2026-03-03"), ["diagnosed_on"]),
        (cancer(diagnosed_on="2025-02-30"), ["diagnosed_on"]),
        (cancer(diagnosed_on="0000"), ["diagnosed_on"]),
        (cancer(diagnosed_on="2025-06", metastases="since", metastatic_since_on="2025"), []),
        (cancer(diagnosed_on="2025-06", metastases="since", metastatic_since_on="2025-05"), ["metastatic_since_on"]),
        (cancer(biomarkers=[Biomarker(name="HER2", result="3+", tested_on="2026-04")]), ["biomarkers.0.tested_on"]),
    ],
)
def test_diagnoses(new: NewDiagnosis, expected: list[str]) -> None:
    assert faults(new) == expected


def line(**more: Any) -> NewTreatmentLine:
    return NewTreatmentLine(regimen="FOLFOX", modalities=["chemotherapy"], **more)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (line(started_on="2025-10"), []),
        (line(), []),
        (line(state="stopped", stop_reason="progression", started_on="2025-10", stopped_on="2025-10"), []),
        (line(state="stopped", stop_reason="unknown"), []),
        (line(state="stopped"), ["stop_reason"]),
        (line(stop_reason="toxicity"), ["stop_reason"]),
        (line(state="paused", stopped_on="2025-10"), ["stopped_on"]),
        (line(state="stopped", stop_reason="progression", started_on="2025-10", stopped_on="2025-09-30"), ["stopped_on"]),
        (line(state="stopped", stop_reason="progression", started_on="2025-10-02", stopped_on="2025-10-01"), ["stopped_on"]),
        (line(started_on="2026-03-03"), ["started_on"]),
        (line(state="planned", started_on="2026-03-03"), []),
        (line(state="planned", started_on="2026-02-30"), ["started_on"]),
        (line(state="planned", best_response="stable_disease"), ["best_response"]),
        (line(state="stopped", stop_reason="progression", stopped_on="2026-04"), ["stopped_on"]),
    ],
)
def test_treatment_lines(new: NewTreatmentLine, expected: list[str]) -> None:
    assert faults(new) == expected


def lesion(name: str, organ: str = "liver", diameter_mm: float | None = 20) -> TargetLesion:
    return TargetLesion(name=name, organ=organ, diameter_mm=diameter_mm)


def imaging(*targets: TargetLesion, **more: Any) -> NewMeasurement:
    return NewMeasurement(method="ct", targets=list(targets), **more)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (imaging(lesion("1"), lesion("2")), []),
        (imaging(lesion("1"), lesion("2"), lesion("3")), ["targets"]),  # of one organ
        (imaging(lesion("1"), lesion("2"), lesion("3", "Lung"), lesion("4", "lung")), []),
        (imaging(lesion("a"), lesion("A", "lung")), ["targets"]),  # one name twice
        (imaging(), ["targets"]),
        (imaging(non_targets="none"), ["targets"]),
        (imaging(non_targets="present"), []),
        (imaging(lesion("1", diameter_mm=0)), []),
        (imaging(lesion("1", diameter_mm=0), baseline=True), ["targets"]),
        (imaging(lesion("1", diameter_mm=None), baseline=True), ["targets"]),
        (imaging(lesion("1"), baseline=True, new_lesions=True), ["baseline"]),
        (imaging(lesion("1"), baseline=True, non_targets="progressed"), ["baseline"]),
        (imaging(lesion("1"), new_lesion_sites=["brain"]), ["new_lesions"]),
        (imaging(lesion("1"), new_lesions=True, new_lesion_sites=["brain"]), []),
    ],
)
def test_measurements(new: NewMeasurement, expected: list[str]) -> None:
    assert faults(new) == expected


@given(st.lists(st.floats(0, 500) | st.none(), max_size=5))
def test_a_sum_is_of_all_targets_or_there_is_none(diameters: list[float | None]) -> None:
    found = sum_mm(imaging(*(lesion(str(n), str(n), diameter) for n, diameter in enumerate(diameters))))
    if None in diameters or not diameters:
        assert found is None
    else:
        assert found == pytest.approx(sum(d or 0 for d in diameters), abs=0.001)


def test_new_metastases_are_not_called_a_response() -> None:
    assert faults(NewDiseaseStatus(status="stable_disease", method="ct", new_metastases=True)) == ["new_metastases"]
    assert faults(NewDiseaseStatus(status="progressive_disease", method="ct", new_metastases=True)) == []


def test_a_need_that_is_taken_up_says_by_whom() -> None:
    assert faults(NewNeed(words="Afraid of the night", domain="spiritual")) == []
    assert faults(NewNeed(words="Afraid of the night", domain="spiritual", state="taken_up")) == ["discipline"]
    assert faults(NewNeed(words="Afraid of the night", domain="spiritual", state="taken_up", discipline="chaplain")) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NewPreference(topic="goals_of_care", stance="comfort"), []),
        (NewPreference(topic="goals_of_care", stance="home"), ["stance"]),
        (NewPreference(topic="disease_directed_treatment", stance="not_now"), []),
        (NewPreference(topic="surrogate", stance="named", people=[Confidant(name="Ben")]), []),
        (NewPreference(topic="surrogate", stance="named"), ["people"]),
        (NewPreference(topic="surrogate", stance="nobody", people=[Confidant(name="Ben")]), ["people"]),
        (NewPreference(topic="goals_of_care", stance="comfort", people=[Confidant(name="Ben")]), ["people"]),
    ],
)
def test_preferences(new: NewPreference, expected: list[str]) -> None:
    assert faults(new) == expected
