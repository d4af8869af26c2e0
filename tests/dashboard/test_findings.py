"""From what stands in the fields to what is sent, and from what the API says to the fields."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from dashboard import findings
from dashboard.findings import Faults, Place, Typed
from schemas.assessments import NewAssessment, SentAssessment
from schemas.entries import NewFact
from tests.dashboard.recorded import KINDS

FORM = UUID(str(uuid7()))
COMMON = NewFact(observed_on=date(2026, 3, 2), observed_by="Dr Okoro", note="In bed.")


def typed_in(values: dict[Place, Any], units: dict[str, str] | None = None, limits: dict[str, str] | None = None, sure: tuple[str, ...] = ()) -> Typed:
    return Typed(values, units or {}, limits or {}, frozenset(sure))


def sent(values: dict[Place, Any], common: NewFact = COMMON, **more: Any) -> list[SentAssessment]:
    return findings.sent(typed_in(values, **more), KINDS, FORM, common)


def test_each_kind_that_was_filled_in_is_sent_with_its_unit_and_the_rest_is_not() -> None:
    found = sent({Place("pps"): "50", Place("weight"): "62,4", Place("oedema"): None, Place("temperature"): " "}, units={"weight": "kg", "temperature": "°C"})
    assert [(one.kind, one.value, one.unit) for one in found] == [("pps", 50, None), ("weight", 62.4, "kg")]
    assert {(one.observed_on, one.observed_by, one.note) for one in found} == {(date(2026, 3, 2), "Dr Okoro", "In bed.")}


def test_words_and_parts_are_sent_as_they_are_and_numbers_in_parts_as_numbers() -> None:
    (signs, adls, pressure) = sent(
        {Place("oedema"): "absent", Place("adls", "bathing"): "dependent", Place("adls", "feeding"): None, Place("blood_pressure", "systolic"): "120", Place("blood_pressure", "diastolic"): "80"}
    )
    assert (signs.value, signs.parts) == ("absent", {})
    assert (adls.value, adls.parts) == (None, {"bathing": "dependent"})
    assert pressure.parts == {"systolic": 120, "diastolic": 80}


def test_what_a_laboratory_printed_is_kept() -> None:
    (found,) = sent({Place("ca_125"): "< 4"}, units={"ca_125": "U/mL"}, limits={"ca_125": "35"})
    assert (found.value, found.comparator, found.upper_limit, found.unit) == (4, "<", 35, "U/mL")
    assert sent({Place("ca_125"): "40"}, limits={"ca_125": " "})[0].upper_limit is None


def test_only_what_was_asked_about_is_sent_as_sure() -> None:
    assert [one.sure for one in sent({Place("weight"): "137", Place("height"): "170"}, sure=("weight",))] == [True, False]


def test_every_field_that_can_not_be_read_is_named_at_once() -> None:
    with pytest.raises(Faults) as raised:
        sent({Place("weight"): "6o", Place("blood_pressure", "systolic"): "x", Place("blood_pressure", "diastolic"): "y", Place("heart_rate"): "70"})
    assert set(raised.value.found) == {Place("weight"), Place("blood_pressure", "systolic"), Place("blood_pressure", "diastolic")}


def test_a_form_that_is_sent_twice_has_the_same_ids_and_another_form_others() -> None:
    ids = [findings.id_of(FORM, kind) for kind in KINDS]
    assert ids == [findings.id_of(FORM, kind) for kind in KINDS] and len(set(ids)) == len(KINDS)
    assert {one.version for one in ids} == {7} and {one.int >> 80 for one in ids} == {FORM.int >> 80} and {one.variant for one in ids} == {FORM.variant}
    assert findings.id_of(UUID(str(uuid7())), "pps") != ids[0]


def test_a_correction_carries_what_it_corrects_what_it_follows_and_its_time() -> None:
    before = UUID(str(uuid7()))
    (found,) = sent({Place("pps"): "50"}, NewAssessment(kind="pps", corrects=before, follows=before, time_of_day="09:30"))
    assert (found.corrects, found.follows, found.time_of_day) == (before, before, "09:30")


def test_what_the_api_says_stands_beside_its_field_and_the_rest_below() -> None:
    assessments = sent({Place("pps"): "50", Place("weight"): "900", Place("blood_pressure", "systolic"): "80"})
    beside, others = findings.placed(
        [
            {"field": "assessments.1.value", "detail": "Too much."},
            {"field": "assessments.1.unit", "detail": "In kg."},
            {"field": "assessments.2.parts.diastolic", "detail": "Swapped?"},
            {"field": "assessments.0.observed_on", "detail": "Yet to come."},
            {"field": "assessments.1.observed_on", "detail": "Yet to come."},
            {"field": "body", "detail": "It is empty."},
            {"field": "assessments.9.value", "detail": "Odd."},
        ],
        assessments,
    )
    assert beside == {Place("weight"): "Too much. In kg.", Place("blood_pressure", "diastolic"): "Swapped?"}
    assert others == ["Yet to come.", "It is empty.", "Odd."]
