"""What can be recorded of an assessment, and what a refusal says."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.assessments import Amounts, amounts, converted, doubt, fault_of, faults_of
from api.rules.kinds import ALL, KINDS
from schemas.assessments import Assessment, NewAssessment, Number
from schemas.entries import Entry

NUMBER_KINDS = [kind for kind in ALL if isinstance(kind.value, Number)]
SHAPES = [(kind.id, unit) for kind in NUMBER_KINDS if isinstance(kind.value, Number) for unit in (kind.value.unit, *kind.value.units)]


def new(kind: str, value: Any = None, unit: str | None = None, **more: Any) -> NewAssessment:
    return NewAssessment(kind=kind, value=value, unit=unit, **more)


def shape_of(kind: str) -> Number:
    shape = KINDS[kind].value
    assert isinstance(shape, Number)
    return shape


@given(st.sampled_from(SHAPES), st.floats() | st.integers() | st.text(max_size=3))
def test_any_accepted_value_lies_within_its_range_after_conversion(kind_and_unit: tuple[str, str], value: Any) -> None:
    kind, unit = kind_and_unit
    sent = new(kind, value, unit)
    if not faults_of(sent):
        amount = amounts(sent).amount
        assert amount is not None
        assert shape_of(kind).minimum <= amount <= shape_of(kind).maximum


@given(st.sampled_from(SHAPES), st.data())
def test_any_value_within_the_range_is_accepted_in_every_unit_of_its_kind(kind_and_unit: tuple[str, str], data: st.DataObject) -> None:
    kind, unit = kind_and_unit
    shape = shape_of(kind)
    inside = data.draw(st.floats(shape.minimum, shape.maximum)) if shape.step is None else shape.step * round(data.draw(st.floats(shape.minimum, shape.maximum)) / shape.step)
    conversion = shape.units.get(unit)
    printed = inside if conversion is None else inside / conversion.factor + conversion.zero
    nearly = pytest.approx(inside, rel=1e-6, abs=1e-5)
    if shape.minimum <= converted(shape, printed, unit) <= shape.maximum:
        assert faults_of(new(kind, printed, unit)) == []
        assert amounts(new(kind, printed, unit)).amount == nearly


@pytest.mark.parametrize("kind", [kind.id for kind in NUMBER_KINDS])
def test_both_ends_of_a_range_are_in_it_and_what_is_beyond_is_not(kind: str) -> None:
    shape = shape_of(kind)
    step = shape.step or max(abs(shape.maximum), 1) * 1e-6
    for value, fits in ((shape.minimum, True), (shape.maximum, True), (shape.minimum - step, False), (shape.maximum + step, False)):
        assert (fault_of(shape, value, None) is None) == fits, (kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "amount"),
    [
        ("weight", 138, "lb", 62.595747),
        ("weight", 138, "lbs", 62.595747),
        ("weight", 62.5, None, 62.5),
        ("albumin", 25, "g/L", 2.5),
        ("albumin", 2.5, "g/dL", 2.5),
        ("temperature", 100.4, "°F", 38),
        ("temperature", 38, "°C", 38),
        ("height", 1.7, "m", 170),
        ("creatinine", 88.4, "umol/L", 0.999981),
        ("creatinine", 88.4, "\u03bcmol/L", 0.999981),
        ("crp", 1.2, "mg/dL", 12),
        ("wbc", 8500, "/µL", 8.5),
        ("wbc", 8.5, "10^9/L", 8.5),
        ("po2_room_air", 7.3, "kPa", 54.754526),
        ("fev1", 900, "mL", 0.9),
    ],
)
def test_units_are_converted(kind: str, value: float, unit: str | None, amount: float) -> None:
    assert faults_of(new(kind, value, unit)) == []
    assert amounts(new(kind, value, unit)).amount == amount


def test_an_upper_limit_is_in_the_unit_of_its_value() -> None:
    sent = new("cea", 1200, "pg/mL", upper_limit=5000)
    assert faults_of(sent) == []
    assert amounts(sent) == Amounts(1.2, 5)


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        (new("spleen", 1), "kind", "There is no such kind of assessment. GET /v1/assessment-kinds lists them."),
        (new("pps", 0), "value", "0 % is outside what is possible, 10 to 100 %. Whole tens only; 0 is death, which is recorded as a change of care (PPSv2, Karnofsky)."),
        (new("pps", 110), "value", "110 % is outside what is possible, 10 to 100 %. Whole tens only; 0 is death, which is recorded as a change of care (PPSv2, Karnofsky)."),
        (new("pps", 55), "value", "It goes in steps of 10: 10, 20 …"),
        (new("ecog", 5), "value", "5 is outside what is possible, 0 to 4. 5 is death, which is recorded as a change of care (ECOG grades)."),
        (new("ecog", 1.5), "value", "It must be a whole number."),
        (new("pps"), "value", "It must be a number, in %."),
        (new("albumin", 35), "value", "35 g/dL is outside what is possible, 0.5 to 7 g/dL. If it is in g/L, choose that unit."),
        (new("albumin", 3.5, "g/L"), "value", "3.5 g/L is outside what is possible, 5 to 70 g/L. If it is in g/dL, choose that unit."),
        (new("albumin", 35, "mmol/L"), "unit", "Albumin can be in g/dL or g/L."),
        (new("weight", 900, "lb"), "value", "900 lb is outside what is possible, 0.661 to 882 lb. Look at it again."),
        (new("oedema", "some"), "value", "It can be absent, present."),
        (new("oedema", 1), "value", "It can be absent, present."),
        (new("oedema", "absent", "kg"), "unit", "Oedema has no unit."),
        (new("oedema", "absent", comparator="<"), "comparator", "Oedema is no number."),
        (new("weight", 62, upper_limit=80), "upper_limit", "Weight has no laboratory's upper limit."),
        (new("cea", 3, upper_limit=0), "upper_limit", "This can't be an upper limit of normal in this unit."),
        (new("weight", 62, parts={"left": 1}), "parts", "Weight has no parts. Send it as `value`."),
        (new("adls", "fine", parts={"bathing": "dependent"}), "value", "Activities of daily living has parts: ambulation, continence, transfer, dressing, feeding, bathing. Send them as `parts`."),
        (new("adls"), "parts", "Send at least one of: ambulation, continence, transfer, dressing, feeding, bathing."),
        (new("adls", parts={"cooking": "dependent"}), "parts.cooking", "Activities of daily living has no such part; it has ambulation, continence, transfer, dressing, feeding, bathing."),
        (new("adls", parts={"bathing": "badly"}), "parts.bathing", "It can be independent, needs_help, dependent."),
        (new("blood_pressure", parts={"systolic": 80, "diastolic": 120}), "parts.diastolic", "The diastolic pressure is below the systolic one. Were they swapped?"),
        (new("blood_pressure", parts={"systolic": 120, "diastolic": 120}), "parts.diastolic", "The diastolic pressure is below the systolic one. Were they swapped?"),
        (new("pressure_ulcers", parts={"stage_3": 1.5}), "parts.stage_3", "It must be a whole number."),
        (new("symptom_follow_up", parts={"pain": "slight"}), "follows", "Name the assessment that this follows up (HOPE symptom impact (J2051))."),
        (new("pps", 50, follows=uuid4()), "follows", "PPS follows nothing up."),
        (new("pps", 10**400), "value", "This number is outside what is possible, 10 to 100 %. Whole tens only; 0 is death, which is recorded as a change of care (PPSv2, Karnofsky)."),
        (new("weight", float("inf")), "value", "This number is outside what is possible, 0.3 to 400 kg. Look at it again."),
        (new("weight", float("nan")), "value", "This number is outside what is possible, 0.3 to 400 kg. Look at it again."),
    ],
    ids=lambda value: value.kind if isinstance(value, NewAssessment) else "",
)  # fmt: skip
def test_what_is_impossible_is_refused_with_the_reason(sent: NewAssessment, field: str, sentence: str) -> None:
    assert faults_of(sent) == [(field, sentence)]


def test_parts_may_be_missing_and_a_pressure_may_be_one_of_two() -> None:
    assert faults_of(new("adls", parts={"bathing": "dependent"})) == []
    assert faults_of(new("blood_pressure", parts={"systolic": 85})) == []
    assert faults_of(new("blood_pressure", parts={"systolic": 85, "diastolic": 84})) == []


def test_every_fault_is_named_at_once() -> None:
    assert [field for field, _ in faults_of(new("adls", "x", "kg", parts={"bathing": 1, "cooking": 2}))] == ["value", "unit", "parts.bathing", "parts.cooking"]


def last(amount: float, kind: str = "weight") -> Assessment:
    entry = Entry(id=uuid4(), first_id=uuid4(), patient_id=uuid4(), recorded_at=datetime(2026, 2, 1, tzinfo=UTC), recorded_by="Nadia")
    return Assessment(kind=kind, value=amount, amount=amount, observed_on=date(2026, 2, 1), entry=entry)


@pytest.mark.parametrize(
    ("value", "unit", "asked"),
    [
        (137, "kg", True),  # 62 kg are 136.7 lb
        (150.3, "kg", True),  # a tenth more
        (150.5, "kg", False),
        (62, "lb", True),
        (62, "kg", False),
        (137, "lb", False),
        (52, "kg", False),
    ],
)
def test_a_weight_that_looks_like_another_unit_is_asked_about(value: float, unit: str, asked: bool) -> None:
    assert bool(doubt(new("weight", value, unit), last(62))) == asked


def test_whoever_is_sure_is_not_asked_again_and_neither_is_a_first_weight_or_what_may_change_that_much() -> None:
    assert doubt(new("weight", 137, sure=True), last(62)) is None
    assert doubt(new("weight", 137), None) is None
    assert doubt(new("bilirubin", 17.1), last(1, "bilirubin")) is None


def test_the_question_names_the_last_value_in_the_unit_that_was_used() -> None:
    assert doubt(new("weight", 137), last(62)) == "The last one, of 1 February 2026, was 62 kg. Is this in lb?"
    assert doubt(new("weight", 62, "lb"), last(62)) == "The last one, of 1 February 2026, was 137 lb. Is this in kg?"
