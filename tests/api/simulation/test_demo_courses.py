"""What the demo's team has recorded: storable, plausible, and the story with its two mirrors."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from api.rules import assessments, changes, facts
from api.simulation.demo import DemoPatient, patients
from api.simulation.demo_courses import WISHES, DemoFact
from api.simulation.demo_draws import ZONE
from schemas.assessments import Assessment, NewAssessment
from schemas.entries import Entry
from schemas.measurements import Measurement, NewMeasurement
from schemas.preferences import Preference
from tests.api.rules.records import facts as sheet

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
MOMENTS = [NOW, datetime(2026, 3, 9, 4, 30, tzinfo=UTC), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)]


def everybody(now: datetime = NOW, seed: int = 7) -> dict[str, DemoPatient]:
    return {patient.new.name: patient for patient in patients(now, seed)}


def stored(fact: DemoFact) -> Any:
    entry = Entry(id=fact.id, first_id=fact.id, patient_id=fact.id, recorded_at=fact.recorded_at, recorded_by="Demo")
    more: dict[str, Any] = assessments.amounts(fact.new)._asdict() if isinstance(fact.new, NewAssessment) else {}
    more |= {"sum_mm": facts.sum_mm(fact.new)} if isinstance(fact.new, NewMeasurement) else {}
    return msgspec.convert({**msgspec.to_builtins(fact.new), **more, "entry": msgspec.to_builtins(entry)}, fact.noun)


@pytest.mark.parametrize("now", MOMENTS)
def test_every_fact_would_be_taken_when_it_was_recorded(now: datetime) -> None:
    for patient in everybody(now).values():
        for fact in patient.facts:
            facts.checked(fact.new, fact.recorded_at.astimezone(ZoneInfo(ZONE)), patient.new.born_on)
            assert patient.enrolled_at <= fact.recorded_at <= now
            assert fact.id.version == 7 and fact.id.int >> 80 == int(fact.recorded_at.timestamp() * 1000)


def test_no_weight_would_be_asked_about_as_one_in_another_unit() -> None:
    for patient in everybody().values():
        weights = sorted((stored(fact) for fact in patient.facts if fact.noun is Assessment and fact.new.kind == "weight"), key=lambda one: one.observed_on)
        for before, now in pairwise(weights):
            assert assessments.doubt(NewAssessment(kind="weight", value=now.value), before) is None


def test_ids_are_never_twice_and_the_same_seed_gives_the_same() -> None:
    ids = [fact.id for patient in everybody().values() for fact in patient.facts]
    assert len(set(ids)) == len(ids) > 250
    assert msgspec.json.encode([patient.facts for patient in everybody().values()]) == msgspec.json.encode([patient.facts for patient in everybody().values()])


def test_everybody_has_a_diagnosis_pps_and_weight() -> None:
    for name, patient in everybody().items():
        found = {getattr(fact.new, "kind", fact.noun.__name__) for fact in patient.facts}
        assert {"Diagnosis", "pps", "weight"} <= found, name


def without_ids(patient: DemoPatient) -> list[bytes]:
    """Wishes and needs left out."""
    return sorted(msgspec.json.encode(fact.new) for fact in patient.facts if fact.noun.__name__ not in ("Preference", "Need"))


def test_the_story_and_its_two_mirrors_share_every_fact_and_differ_in_what_was_said() -> None:
    people = everybody()
    shared = {name: without_ids(people[name]) for name in WISHES}
    assert len(shared) == 3 and len({tuple(found) for found in shared.values()}) == 1
    said = {name: {fact.new.topic: fact.new.stance for fact in people[name].facts if fact.noun is Preference} for name in WISHES}
    assert said["Joseph Mbeki"]["disease_directed_treatment"] == "none"
    assert said["Vera Lindgren"]["disease_directed_treatment"] == "every_treatment"
    assert said["Samuel Adeyemi"] == {}
    assert {people[name].new.care for name in WISHES} == {"palliative"}


def test_the_story_is_progression_on_the_second_line_pps_70_to_50_in_eight_weeks_and_weight_less_by_a_ninth() -> None:
    joseph = sheet(*(stored(fact) for fact in everybody()["Joseph Mbeki"].facts))
    told = [one.sentence for one in changes.changes(joseph).changed]
    assert "Line 2, FOLFIRI and bevacizumab, stopped (11 February 2026): the disease progressed." in told
    assert "Progressive disease by CT, 9 February 2026: liver." in told
    assert "PPS fell from 70 % (5 January 2026) to 50 % (1 March 2026)." in told
    pps = joseph.assessments["pps"]
    assert max(one.observed_on for one in pps) - min(one.observed_on for one in pps if one.amount == 70) <= timedelta(weeks=8)
    weights = {one.observed_on: one.amount for one in joseph.assessments["weight"]}
    then, now = (weights[(NOW - timedelta(days=days)).date()] for days in (56, 1))
    assert then and now and round(100 * (now - then) / then) == -11


@pytest.mark.parametrize("seed", [1, 7, 8, 2026])
def test_their_appetite_is_at_about_8_in_the_end(seed: int) -> None:
    for name in WISHES:
        last = [check_in.answers.get("lack_of_appetite") for _, check_in in everybody(seed=seed)[name].check_ins[-4:]]
        known = [score for score in last if score is not None]
        assert 6 <= sum(known) / len(known) <= 10, name


def test_lesions_progress_by_recist_and_a_marker_has_a_nadir_under_its_limit() -> None:
    ada = [stored(fact) for fact in everybody()["Ada Lindqvist"].facts]
    markers = [one for one in ada if isinstance(one, Assessment) and one.kind == "ca_125"]
    assert min(one.amount for one in markers) < 35 < max(one.amount for one in markers) and {one.amount_limit for one in markers} == {35}
    assert [one.baseline for one in ada if isinstance(one, Measurement)].count(True) == 1
