"""HOPE: moderate or severe calls for a visit within 2 calendar days."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.follow_ups import follow_ups
from schemas.assessments import Assessment
from schemas.entries import Entry
from tests.people import NOW

RATED_ON = date(2026, 2, 27)  # a Friday before the end of a month


def assessment(kind: str, on: date, follows: UUID | None = None, value: str | None = None, **parts: Any) -> Assessment:
    one = uuid4()
    entry = Entry(id=uuid4(), first_id=one, patient_id=uuid4(), recorded_at=NOW, recorded_by="Nadia")
    return Assessment(kind=kind, observed_on=on, entry=entry, follows=follows, value=value, parts=parts)


@pytest.mark.parametrize(("impact", "calls"), [("not_at_all", False), ("slight", False), ("moderate", True), ("severe", True), ("not_applicable", False)])
def test_moderate_and_severe_call_for_a_visit(impact: str, calls: bool) -> None:
    found = follow_ups({"symptom_impact": [assessment("symptom_impact", RATED_ON, pain="slight", nausea=impact)]})
    assert [follow_up.symptoms for follow_up in found] == ([["nausea"]] if calls else [])


def test_it_is_due_two_calendar_days_later_weekends_and_ends_of_months_counted_like_others() -> None:
    found = follow_ups({"symptom_impact": [assessment("symptom_impact", RATED_ON, pain="severe")]})
    assert (found[0].due_on, found[0].visited_on, found[0].in_time) == (date(2026, 3, 1), None, None)


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_visit_on_the_second_day_is_in_time_and_on_the_third_it_is_not(days: int, in_time: bool) -> None:
    rating = assessment("symptom_impact", RATED_ON, pain="severe")
    visit = assessment("symptom_follow_up", RATED_ON + timedelta(days=days), rating.entry.first_id, pain="slight")
    found = follow_ups({"symptom_impact": [rating], "symptom_follow_up": [visit]})[0]
    assert (found.visited_on, found.in_time) == (visit.observed_on, in_time)


def test_the_first_visit_counts_and_that_of_another_rating_doesn_t() -> None:
    rating, other = (assessment("symptom_impact", RATED_ON, pain="severe") for _ in range(2))
    visits = [assessment("symptom_follow_up", RATED_ON + timedelta(days=days), rating.entry.first_id, pain="slight") for days in (5, 1)]
    mine, others = follow_ups({"symptom_impact": [rating, other], "symptom_follow_up": visits})
    assert (mine.visited_on, mine.in_time, others.visited_on) == (RATED_ON + timedelta(days=1), True, None)


def test_why_there_was_no_visit_is_said_until_there_is_one() -> None:
    rating = assessment("symptom_impact", RATED_ON, pain="severe")
    missed = assessment("symptom_follow_up_missed", RATED_ON + timedelta(days=2), rating.entry.first_id, "declined")
    known = {"symptom_impact": [rating], "symptom_follow_up_missed": [missed]}
    assert follow_ups(known)[0].missed_because == "declined"
    visit = assessment("symptom_follow_up", RATED_ON + timedelta(days=4), rating.entry.first_id, pain="slight")
    found = follow_ups({**known, "symptom_follow_up": [visit]})[0]
    assert (found.missed_because, found.in_time) == (None, False)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_in_time_is_at_most_two_days_on_every_calendar(rated_on: date, days: int) -> None:
    rating = assessment("symptom_impact", rated_on, agitation="moderate")
    visit = assessment("symptom_follow_up", rated_on + timedelta(days=days), rating.entry.first_id, agitation="slight")
    assert follow_ups({"symptom_impact": [rating], "symptom_follow_up": [visit]})[0].in_time == (days <= 2)
