"""Reports of months as series that are never mixed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from api.rules.symptom_courses import symptom_courses
from schemas.check_ins import CheckIn
from schemas.instruments import NewInstrument
from tests.api.rules.questionnaires import ALL, DAILY, PAST_WEEK

START = datetime(2026, 1, 1, 8, tzinfo=UTC)


def report(days: int, answers: dict[str, int | None], form: NewInstrument = DAILY, **more: Any) -> CheckIn:
    at = START + timedelta(days=days)
    usual: dict[str, Any] = {"respondent": "patient", "mode": "self", "clock": "ok", "zone": "UTC", "entered_by": "Ada's phone", "partial": [], "local_date": at.date()}
    return CheckIn(
        id=UUID(int=days), patient_id=UUID(int=0), instrument=form.id, instrument_version=form.version, at=at, recorded_at=at, received_at=at, answers=answers, **usual | more
    )


def test_reports_stand_oldest_first_with_their_severity_and_skipped_items_say_nothing() -> None:
    found = symptom_courses([report(3, {"pain": 7}), report(1, {"pain": 0}), report(2, {"pain": None})], ALL)
    assert [(course.item, course.label) for course in found] == [("pain", "Pain")]
    assert [(r.check_in_id.int, r.score, r.severity, r.local_date.day) for r in found[0].reports] == [(1, 0, "none", 2), (3, 7, "severe", 4)]


def test_respondents_and_recall_periods_are_series_of_their_own_the_patients_first() -> None:
    found = symptom_courses(
        [report(1, {"pain": 2}, respondent="family_caregiver"), report(2, {"pain": 3}, PAST_WEEK), report(3, {"pain": 4})],
        ALL,
    )
    assert [(course.respondent, course.recall_period, len(course.reports)) for course in found] == [
        ("patient", "now", 1),
        ("patient", "past_week", 1),
        ("family_caregiver", "now", 1),
    ]


def test_a_questionnaire_without_bands_has_no_severity() -> None:
    assert symptom_courses([report(1, {"pain": 9}, PAST_WEEK)], ALL)[0].reports[0].severity is None


def test_nobody_reported_anything() -> None:
    assert symptom_courses([], ALL) == []
