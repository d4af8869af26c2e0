from datetime import UTC, date, datetime

import pytest

from api.rules.calendar import latest, midnight, months_after, span

NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


@pytest.mark.parametrize(
    ("now", "zone", "days", "begins"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), BERLIN, 1, "2026-03-01T00:00:00+01:00"),
        (datetime(2026, 3, 2, 22, 59, tzinfo=UTC), BERLIN, 1, "2026-03-01T00:00:00+01:00"),
        (datetime(2026, 3, 2, 23, 0, tzinfo=UTC), BERLIN, 1, "2026-03-02T00:00:00+01:00"),
        (datetime(2026, 3, 2, 4, 59, tzinfo=UTC), NEW_YORK, 1, "2026-02-28T00:00:00-05:00"),
        (datetime(2026, 3, 30, 9, tzinfo=UTC), BERLIN, 1, "2026-03-29T00:00:00+01:00"),  # the day of 23 hours begins in winter time
        (datetime(2026, 3, 31, 9, tzinfo=UTC), BERLIN, 1, "2026-03-30T00:00:00+02:00"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "UTC", 36500, "1926-03-27T00:00:00+00:00"),
        (datetime(1, 1, 3, tzinfo=UTC), "UTC", 500, "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_day_begins_at_midnight_where_the_patient_is(now: datetime, zone: str, days: int, begins: str) -> None:
    assert midnight(now, zone, days).isoformat() == begins


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-02", -6, "2025-09-02"), ("2026-08-31", -6, "2026-02-28"), ("2025-12-15", 1, "2026-01-15")],
)
def test_months_are_calendar_months(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("partial", "begins", "ends"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2023-05-17", "2023-05-17", "2023-05-17")],
)
def test_a_date_known_only_in_part_has_two_ends(partial: str, begins: str, ends: str) -> None:
    assert span(partial) == (date.fromisoformat(begins), date.fromisoformat(ends))


def test_a_day_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError):
        span("2023-02-30")


@pytest.mark.parametrize(
    ("partial", "known_on", "wanted"),
    [
        ("2026-03", "2026-03-02", "2026-03-02"),  # the month goes on
        ("2026-02", "2026-03-02", "2026-02-28"),
        ("2026", "2026-03-02", "2026-03-02"),
        ("2026-02-10", "2026-03-02", "2026-02-10"),
        ("2026-02", "2026-01-15", "2026-02-01"),  # said in advance, or a slip of the pen
    ],
)
def test_a_month_that_goes_on_has_no_later_days_yet(partial: str, known_on: str, wanted: str) -> None:
    assert str(latest(partial, date.fromisoformat(known_on))) == wanted
