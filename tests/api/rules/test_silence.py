"""Both sides of every threshold, in Berlin: 2 March 2026 is a Monday; clocks go forward on 29 March and back on 25 October."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.silence import Expectation, silent

BERLIN = ZoneInfo("Europe/Berlin")
DAILY = Expectation(times_a_day=1, zone="Europe/Berlin", care="palliative")


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def expected(**changes: Any) -> Expectation:
    return Expectation(**{"times_a_day": 1, "zone": "Europe/Berlin", "care": "palliative", **changes})


@pytest.mark.parametrize(("now", "is_silent"), [(at(4, 23, 59), False), (at(5), True)])
def test_two_whole_days_after_a_moderate_report(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "moderate", DAILY, now) is not None) is is_silent


@pytest.mark.parametrize(("now", "is_silent"), [(at(3, 23, 59), False), (at(4), True)])
def test_one_whole_day_after_a_severe_report(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "severe", DAILY, now) is not None) is is_silent


@pytest.mark.parametrize(("now", "missed"), [(at(2, 23, 59), 0), (at(3), 1), (at(3, 12), 2), (at(4), 3)])
def test_twice_a_day_is_missed_by_half_days(now: datetime, missed: int) -> None:
    found = silent(at(2, 9), "severe", expected(times_a_day=2), now)
    assert (found.missed if found else 0) == missed


@pytest.mark.parametrize("care", ["died", "discharged"])
def test_nobody_is_asked_for_who_has_died_or_left(care: Any) -> None:
    assert silent(at(2, 9), "severe", expected(care=care), at(20)) is None


@pytest.mark.parametrize(("now", "is_silent"), [(at(11), False), (at(12), False), (at(13), True)])
def test_a_pause_is_no_silence_and_counting_begins_after_it(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "moderate", expected(paused_until=at(10, 12)), now) is not None) is is_silent


def test_somebody_never_heard_is_not_silent() -> None:
    assert silent(None, None, DAILY, at(20)) is None


@pytest.mark.parametrize(("day", "month"), [(28, 3), (24, 10)])
def test_the_night_that_clocks_change_makes_no_difference(day: int, month: int) -> None:
    after = datetime(2026, month, day, 9, tzinfo=BERLIN)
    midnight = datetime.combine(after.date() + timedelta(days=2), datetime.min.time(), BERLIN)
    assert silent(after.astimezone(UTC), "severe", DAILY, midnight.astimezone(UTC) - timedelta(seconds=1)) is None
    assert silent(after.astimezone(UTC), "severe", DAILY, midnight.astimezone(UTC)) is not None


def test_silence_after_a_worse_report_ranks_higher_however_long_the_other_is() -> None:
    one_day, weeks = silent(at(2, 9), "severe", DAILY, at(4)), silent(at(2, 9), "moderate", DAILY, at(30))
    assert one_day and weeks and one_day.rank > weeks.rank


def test_the_sentence_counts_and_says_how_the_last_one_was() -> None:
    severe, mild = silent(at(2, 9), "severe", DAILY, at(4)), silent(at(2, 9), "mild", DAILY, at(6))
    assert severe and severe.sentence == "Not heard of: 1 expected report missed; the last one was severe."
    assert mild and mild.sentence == "Not heard of: 3 expected reports missed."


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)), st.integers(0, 80 * 24), st.integers(1, 12))
def test_waiting_longer_never_makes_it_less_silent(heard: datetime, hours: int, a_day: int) -> None:
    now = heard + timedelta(hours=hours)
    earlier, later = (silent(heard, "severe", expected(times_a_day=a_day), moment) for moment in (now, now + timedelta(days=1)))
    assert (later.missed if later else 0) >= min(earlier.missed if earlier else 0, 60 * a_day - a_day)
