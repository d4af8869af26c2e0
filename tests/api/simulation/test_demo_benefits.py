"""The demo's elections: at whatever moment it is begun, each entry could go on record as it stands there, and the periods are those of the rules."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from uuid_utils.compat import uuid7

from api.rules import benefit_periods, due_items
from api.simulation.demo_benefits import STORIES, USUAL, DemoEntry, entries
from api.simulation.demo_draws import ZONE
from schemas.benefit_periods import AnyEntry, Certification, Election, FaceToFace
from schemas.patients import Patient

MOMENTS = [datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 11, 1, 4, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, 4, 59, tzinfo=UTC)]
PATIENT = uuid7()


def stored(one: DemoEntry) -> AnyEntry:
    entry = {"id": one.id, "first_id": one.id, "patient_id": PATIENT, "recorded_at": one.recorded_at, "recorded_by": "Nadia Rahman"}
    return msgspec.convert(msgspec.to_builtins(one.new) | {"entry": entry, "first_recorded_at": one.recorded_at}, AnyEntry)


@pytest.mark.parametrize("now", MOMENTS)
@pytest.mark.parametrize("name", [*STORIES, *(f"Anybody {days}" for days in USUAL)])
def test_whenever_it_is_begun_only_what_the_story_leaves_out_is_due(now: datetime, name: str) -> None:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    number = 4 * (USUAL.index(int(name.split()[1])) if name.startswith("Anybody") else 0) + 1
    made = entries(name, number, now, now - timedelta(days=180), 7)
    assert all(one.recorded_at <= now and one.new.on <= today for one in made) and [one.new.on for one in made] == sorted(one.new.on for one in made)
    (elected,) = due_items.elections([stored(one) for one in made])
    periods = benefit_periods.periods(elected.election, None, today)
    missing = STORIES[name].uncertified if name in STORIES else 0
    assert {one.period for one in elected.all(Certification)} == {period.number for period in periods} - {missing}
    assert {one.period for one in elected.all(FaceToFace)} == {period.number for period in periods if period.number >= benefit_periods.FACE_TO_FACE_FROM}
    patient = Patient(id=PATIENT, organisation_id=PATIENT, name=name, zone=ZONE, enrolled_at=now, care="hospice", care_since_on=today)
    overdue = [one.kind for one in due_items.due(due_items.View(patient, today, False), [stored(one) for one in made]) if one.standing == "overdue"]
    assert overdue == (["previous_periods"] if name == "Irene Castro" else [])


def test_each_story_is_another_one() -> None:
    assert len({story.days_ago for story in STORIES.values()} | set(USUAL)) == len(STORIES) + len(USUAL)
    assert isinstance(stored(entries("Nikos Pappas", 13, MOMENTS[0], MOMENTS[0] - timedelta(days=180), 7)[0]), Election)
