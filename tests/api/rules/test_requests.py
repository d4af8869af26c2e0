"""A phone sounds by day: both sides of morning and evening, and wherever it is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.requests import EVENING, LEAST, MORNING, sounds

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}+01:00")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("03-02T08:59", "03-02T09:00", "03-02T20:00"),
        ("03-02T09:00", "03-02T09:00", "03-02T20:00"),
        ("03-02T13:30", "03-02T13:30", "03-02T20:00"),
        ("03-02T19:00", "03-02T19:00", "03-02T20:00"),
        ("03-02T19:01", "03-03T09:00", "03-03T20:00"),
        ("03-02T23:30", "03-03T09:00", "03-03T20:00"),
        ("03-03T00:10", "03-03T09:00", "03-03T20:00"),
        ("02-28T22:00", "03-01T09:00", "03-01T20:00"),
    ],
)
def test_it_sounds_at_once_by_day_and_else_in_the_morning(asked: str, first: str, last: str) -> None:
    assert sounds(BERLIN, at(asked)) == (at(first), at(last))


@given(st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_never_at_night_nor_before_it_was_asked_nor_later_than_the_next_day(zone: str, asked_at: datetime) -> None:
    first, last = sounds(zone, asked_at)
    where = ZoneInfo(zone)
    assert first.astimezone(where).time() >= MORNING and last.astimezone(where).time() == EVENING and first.astimezone(where).date() == last.astimezone(where).date()
    assert asked_at <= first <= last - LEAST and first - asked_at < timedelta(hours=15)
