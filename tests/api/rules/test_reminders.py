"""Once a day at each time, where the patient is, in nights of 23 and 25 hours too; and none when it was already done."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.reminders import AROUND, answered_from, is_to_be_told, moments, next_due

BERLIN = "Europe/Berlin"
ZONES = [BERLIN, "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "UTC"]
EIGHT, HALF_PAST_TWO = [time(8)], [time(2, 30)]
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-03-02T07:59:59+01:00", "2026-03-02T08:00:00+01:00"),
        ("2026-03-02T08:00:00+01:00", "2026-03-03T08:00:00+01:00"),
        ("2026-03-28T08:00:00+01:00", "2026-03-29T08:00:00+02:00"),  # 23 hours later
        ("2026-10-24T08:00:00+02:00", "2026-10-25T08:00:00+01:00"),  # 25 hours later
    ],
)
def test_the_next_one_is_the_next_time_on_the_clock(after: str, due: str) -> None:
    assert next_due(EIGHT, BERLIN, at(after)) == at(due)


def test_a_time_that_the_clock_skips_comes_an_hour_later_and_once() -> None:
    first = next_due(HALF_PAST_TWO, BERLIN, at("2026-03-29T01:59:59+01:00"))
    assert first == at("2026-03-29T03:30:00+02:00")
    assert next_due(HALF_PAST_TWO, BERLIN, first) == at("2026-03-30T02:30:00+02:00")


def test_a_time_that_the_clock_shows_twice_comes_the_first_time_and_once() -> None:
    first = next_due(HALF_PAST_TWO, BERLIN, at("2026-10-25T01:00:00+02:00"))
    assert first == at("2026-10-25T02:30:00+02:00")
    assert next_due(HALF_PAST_TWO, BERLIN, first) == at("2026-10-26T02:30:00+01:00")
    assert next_due(HALF_PAST_TWO, BERLIN, first + MINUTE * 30) == at("2026-10-26T02:30:00+01:00"), "between the two half past two"


def test_of_several_times_the_nearest_comes_and_of_none_none() -> None:
    assert next_due([time(20), time(8), time(13, 30)], BERLIN, at("2026-03-02T09:00:00+01:00")) == at("2026-03-02T13:30:00+01:00")
    assert next_due([], BERLIN, at("2026-03-02T09:00:00+01:00")) is None


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
clocks = st.lists(st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None)), min_size=1, max_size=6, unique=True)


@given(clocks, st.sampled_from(ZONES), days)
def test_over_any_year_each_day_has_each_time_once(times: list[time], zone: str, first: date) -> None:
    where = ZoneInfo(zone)
    start, end = (datetime.combine(first + timedelta(days=n), time(12), where).astimezone(UTC) for n in (0, 10))
    found, now = [], start
    while (due := next_due(times, zone, now)) is not None and due <= end:
        found.append(due)
        now = due
    wanted = {datetime.combine(first + timedelta(days=n), one, where).astimezone(UTC) for n in range(-1, 12) for one in times}
    assert found == sorted(one for one in wanted if start < one <= end)


@given(clocks, st.sampled_from(ZONES), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_the_next_one_is_later_and_at_most_a_long_day_away(times: list[time], zone: str, now: datetime) -> None:
    due = next_due(times, zone, now)
    assert due is not None and now < due <= now + timedelta(hours=26)
    assert answered_from(times, zone, due) < due


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (None, True),
        ("2026-03-02T05:59:59+01:00", True),
        ("2026-03-02T06:00:00+01:00", False),  # two hours before
        ("2026-03-02T08:00:00+01:00", False),
        ("2026-03-02T08:04:00+01:00", False),  # while the reminder was on its way
    ],
)
def test_none_when_a_check_in_was_done_within_two_hours_before(last: str | None, told: bool) -> None:
    heard = at(last) if last else None
    assert is_to_be_told(EIGHT, BERLIN, at("2026-03-02T08:00:00+01:00"), heard, None, at("2026-03-02T08:05:00+01:00")) == told


@pytest.mark.parametrize(("last", "told"), [("08:29:59", True), ("08:30:00", False)])
def test_a_check_in_between_two_times_answers_the_nearer_one(last: str, told: bool) -> None:
    due = at("2026-03-02T09:00:00+01:00")
    assert is_to_be_told([time(8), time(9)], BERLIN, due, at(f"2026-03-02T{last}+01:00"), None, due) == told


def test_the_time_before_may_be_yesterday_s() -> None:
    assert answered_from([time(23), time(0, 30)], BERLIN, at("2026-03-02T00:30:00+01:00")) == at("2026-03-01T23:45:00+01:00")


@pytest.mark.parametrize(("paused_until", "told"), [("2026-03-02T08:00:00+01:00", True), ("2026-03-02T08:00:01+01:00", False)])
def test_none_during_an_agreed_pause(paused_until: str, told: bool) -> None:
    due = at("2026-03-02T08:00:00+01:00")
    assert is_to_be_told(EIGHT, BERLIN, due, None, at(paused_until), due) == told


@pytest.mark.parametrize(("late", "told"), [(AROUND - timedelta(microseconds=1), True), (AROUND, False)])
def test_none_long_after_its_time(late: timedelta, told: bool) -> None:
    due = at("2026-03-02T08:00:00+01:00")
    assert is_to_be_told(EIGHT, BERLIN, due, None, None, due + late) == told


def test_the_three_days_are_in_order() -> None:
    found = moments([time(20), time(8)], BERLIN, at("2026-03-02T09:00:00+01:00"))
    assert found == sorted(found) and len(found) == 6
