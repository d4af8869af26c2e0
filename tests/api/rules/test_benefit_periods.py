"""90, 90, then 60 and 60 ...: the worked dates of the regulation, both sides of every day, and the laws that hold on every calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules import benefit_periods as rules
from schemas.benefit_periods import Election, Ending, Period
from schemas.entries import Entry

ONE = UUID(int=1)
ENTRY = Entry(id=ONE, first_id=ONE, patient_id=ONE, recorded_at=datetime(2026, 1, 1, tzinfo=UTC), recorded_by="Nadia")
NEW_YEAR = date(2026, 1, 1)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def election(on: date = NEW_YEAR, **said: Any) -> Election:
    return Election(on=on, payer=said.pop("payer", "medicare"), entry=ENTRY, first_recorded_at=ENTRY.recorded_at, **said)


def ending(on: date, because: Any = "revoked") -> Ending:
    return Ending(on=on, election_id=ONE, because=because, entry=ENTRY)


def test_the_worked_dates_of_an_election_on_new_year() -> None:
    found = rules.periods(election(), None, date(2026, 8, 29))
    assert [(period.number, period.begins_on, period.ends_on) for period in found] == [
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 29)),
        (3, date(2026, 6, 30), date(2026, 8, 28)),
        (4, date(2026, 8, 29), date(2026, 10, 27)),
    ]


@pytest.mark.parametrize(
    ("number", "first_day_counts", "opens_on", "closes_on"),
    [
        (3, False, date(2026, 5, 31), date(2026, 6, 29)),
        (3, True, date(2026, 5, 31), date(2026, 6, 30)),
        (4, False, date(2026, 7, 30), date(2026, 8, 28)),
        (4, True, date(2026, 7, 30), date(2026, 8, 29)),
    ],
)
def test_the_worked_windows_of_the_face_to_face_encounter(number: int, first_day_counts: bool, opens_on: date, closes_on: date) -> None:
    period = rules.periods(election(), None, date(2026, 12, 31))[number - 1]
    window = rules.face_to_face_window(period, first_day_counts)
    assert window and (window.opens_on, window.closes_on) == (opens_on, closes_on)


@pytest.mark.parametrize(("number", "asked"), [(1, False), (2, False), (3, True), (4, True), (40, True)])
def test_no_encounter_is_asked_before_the_third_period_of_a_life(number: int, asked: bool) -> None:
    period = Period(number=number, begins_on=NEW_YEAR, ends_on=NEW_YEAR + timedelta(days=59))
    assert (rules.face_to_face_window(period, True) is not None) == asked


def test_previous_periods_are_counted_wherever_they_were() -> None:
    first = rules.periods(election(previous_periods=2), None, NEW_YEAR)[0]
    assert (first.number, first.ends_on) == (3, date(2026, 3, 1))
    assert rules.face_to_face_window(first, False) is not None  # so the encounter is due at once


def test_somebody_who_comes_within_a_period_goes_on_in_it() -> None:
    found = rules.periods(election(on=date(2026, 2, 10), previous_periods=1, period_began_on=NEW_YEAR), None, date(2026, 4, 1))
    assert [(period.number, period.begins_on) for period in found] == [(2, NEW_YEAR), (3, date(2026, 4, 1))]


@pytest.mark.parametrize(("on", "last", "number"), [(date(2026, 3, 31), date(2026, 3, 31), 1), (date(2026, 4, 1), date(2026, 4, 1), 2), (date(2026, 5, 5), date(2026, 5, 5), 2)])
def test_what_is_left_of_a_period_is_lost_with_the_election(on: date, last: date, number: int) -> None:
    found = rules.periods(election(), ending(on), date(2027, 1, 1))
    assert (found[-1].ends_on, found[-1].number) == (last, number)
    assert rules.used_before([(election(), ending(on))]) == number


def test_a_running_election_says_nothing_of_how_many_were_used_before_the_next() -> None:
    assert rules.used_before([(election(), None)]) == 0
    assert rules.used_before([(election(), ending(date(2026, 1, 2))), (election(date(2026, 2, 1), previous_periods=1), ending(date(2026, 6, 1)))]) == 3


def test_a_certification_is_written_at_most_15_days_before_and_at_hand_by_the_third_day() -> None:
    window = rules.certification_window(Period(number=2, begins_on=date(2026, 4, 1), ends_on=date(2026, 6, 29)))
    assert (window.opens_on, window.closes_on) == (date(2026, 3, 17), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("number", "attending", "attending_is", "whom"),
    [
        (1, "Dr Lee", "physician", ["hospice_physician", "attending"]),
        (1, None, "physician", ["hospice_physician"]),
        (1, "N Lee", "nurse_practitioner", ["hospice_physician"]),
        (1, "P Lee", "physician_assistant", ["hospice_physician"]),
        (2, "Dr Lee", "physician", ["hospice_physician"]),
    ],
)
def test_the_attending_physician_certifies_the_first_period_too(number: int, attending: str | None, attending_is: Any, whom: list[str]) -> None:
    assert rules.certifiers(Period(number=number, begins_on=NEW_YEAR, ends_on=NEW_YEAR), attending, attending_is) == whom


@pytest.mark.parametrize(
    ("asked_on", "due_on"),
    [
        (date(2025, 12, 30), date(2026, 1, 4)),  # before it begins
        (date(2026, 1, 1), date(2026, 1, 6)),
        (date(2026, 1, 5), date(2026, 1, 10)),  # the fifth day
        (date(2026, 1, 6), date(2026, 1, 9)),
        (date(2026, 2, 27), date(2026, 3, 2)),
    ],
)
def test_an_addendum_has_five_days_when_asked_for_in_the_first_five_and_three_later(asked_on: date, due_on: date) -> None:
    assert rules.addendum_due_on(NEW_YEAR, asked_on) == due_on


@pytest.mark.parametrize(
    ("born_on", "payer", "on", "both"),
    [
        (date(2005, 3, 2), "medicaid", date(2026, 3, 1), True),
        (date(2005, 3, 2), "medicaid", date(2026, 3, 2), False),
        (date(2005, 3, 2), "chip", date(2026, 3, 1), True),
        (date(2005, 3, 2), "medicare", date(2026, 3, 1), False),
        (date(2004, 2, 29), "medicaid", date(2025, 2, 28), True),
        (date(2004, 2, 29), "medicaid", date(2025, 3, 1), False),
        (None, "medicaid", date(2026, 3, 1), None),
        (None, "other", date(2026, 3, 1), False),
    ],
)
def test_under_21_medicaid_and_chip_leave_treatment_beside_hospice_care(born_on: date | None, payer: Any, on: date, both: bool | None) -> None:
    assert rules.may_have_both(born_on, payer, on) is both


@given(DAYS, st.integers(0, 30), st.integers(0, 3000), st.integers(0, 3000))
def test_every_day_from_the_election_on_lies_in_exactly_one_period(on: date, previous: int, reach: int, day: int) -> None:
    until = on + timedelta(days=reach)
    found = rules.periods(election(on, previous_periods=previous), None, until)
    asked = on + timedelta(days=min(day, reach))
    assert sum(period.begins_on <= asked <= period.ends_on for period in found) == 1
    assert found[0].begins_on == on and found[-1].ends_on >= until
    assert all(later.begins_on - earlier.ends_on == timedelta(days=1) for earlier, later in pairwise(found))  # no gap, no overlap
    assert [period.number for period in found] == list(range(previous + 1, previous + 1 + len(found)))


@given(DAYS, st.integers(0, 30), st.integers(1, 400))
def test_a_period_has_90_or_60_days_in_leap_years_too(on: date, previous: int, reach: int) -> None:
    for period in rules.periods(election(on, previous_periods=previous), None, on + timedelta(days=reach)):
        assert (period.ends_on - period.begins_on).days + 1 == (90 if period.number <= 2 else 60)


@given(DAYS, st.integers(0, 5), st.integers(0, 900))
def test_no_period_outlives_its_election(on: date, previous: int, after: int) -> None:
    ended = ending(on + timedelta(days=after))
    found = rules.periods(election(on, previous_periods=previous), ended, date(2099, 1, 1))
    assert found[-1].ends_on == ended.on
    assert rules.on_day(found, ended.on) == found[-1] and rules.on_day(found, ended.on + timedelta(days=1)) is None


@given(DAYS, st.integers(3, 30), st.booleans())
def test_the_encounter_s_window_is_thirty_days_and_ends_where_the_period_begins(on: date, number: int, first_day_counts: bool) -> None:
    period = next(rules.following(on, number))
    window = rules.face_to_face_window(period, first_day_counts)
    assert window is not None
    assert (period.begins_on - window.opens_on).days == 30
    assert (window.closes_on == period.begins_on) == first_day_counts
    assert (window.closes_on - window.opens_on).days == 29 + first_day_counts


@given(DAYS, DAYS)
def test_turning_21_is_a_day_that_there_is_and_never_before_it(born_on: date, on: date) -> None:
    day = rules.turning(born_on, 21)
    assert day.year == born_on.year + 21
    assert rules.may_have_both(born_on, "medicaid", on) == (on < day)
