"""Nothing was heard although something was expected: version 1. Silence after a bad report counts more than after a good one (design 8; clinical.md 3.3, ours).

A day is divided into as many parts as reports are expected; a part that is over without any report about the patient, whoever sent it, is a missed one. Days are
calendar days where the patient is, so a day of 23 or 25 hours is a day like others.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from api.rules.calls import UNDER_CARE
from schemas.patients import Care
from schemas.symptom_states import Severity

VERSION = 1
MISSED = 2  # in a row; ours
MISSED_AFTER_SEVERE = 1  # ours
RANKS: dict[Severity | None, int] = {"severe": 4, "moderate": 3, "mild": 2, None: 1, "none": 1}
LOOK_BACK = 60  # days; longer silence is said as "more than"; ours


class Expectation(Struct, frozen=True, kw_only=True):
    """When somebody expects to hear of a patient. `paused_until`: agreed with the patient; nothing is missed before it."""

    times_a_day: int
    zone: str
    care: Care
    paused_until: datetime | None = None


class Silence(Struct, frozen=True, kw_only=True):
    """`missed`: expected reports in a row. `rank`: higher first, by how bad the last report was, then by how many were missed."""

    version: int
    missed: int
    needed: int
    last_heard_at: datetime
    worst: Severity | None
    rank: int
    sentence: str


def silent(last_heard_at: datetime | None, worst: Severity | None, expected: Expectation, now: datetime) -> Silence | None:
    """`worst`: of the last report's answers, null where no bands are named. Null as well for whoever was never heard: the list says "No answers yet"."""
    if last_heard_at is None or expected.care not in UNDER_CARE:
        return None
    since = max(last_heard_at, expected.paused_until or last_heard_at)
    missed = sum(1 for begins, ends in parts(since, now, expected) if begins > since and ends <= now)
    needed = MISSED_AFTER_SEVERE if worst == "severe" else MISSED
    if missed < needed:
        return None
    rank = RANKS[worst] * 1000 + min(missed, 999)
    return Silence(
        version=VERSION,
        missed=missed,
        needed=needed,
        last_heard_at=last_heard_at,
        worst=worst,
        rank=rank,
        sentence=sentence(missed, worst, more=is_long(since, now)),
    )


def parts(since: datetime, now: datetime, expected: Expectation) -> Iterator[tuple[datetime, datetime]]:
    """(begin, end) of each part of each day from the day of `since` to that of `now`, at most LOOK_BACK days."""
    zone = ZoneInfo(expected.zone)
    first, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    first = max(first, last - timedelta(days=LOOK_BACK))
    for days in range((last - first).days + 1):
        marks = [datetime.combine(first + timedelta(days=days), at, zone) for at in times(expected.times_a_day)]
        marks.append(datetime.combine(first + timedelta(days=days + 1), time.min, zone))
        yield from pairwise(marks)


def times(a_day: int) -> list[time]:
    """Where the parts of a day begin, as clocks show it."""
    return [time(minutes // 60, minutes % 60) for minutes in (24 * 60 * n // a_day for n in range(a_day))]


def is_long(since: datetime, now: datetime) -> bool:
    return now - since > timedelta(days=LOOK_BACK)


def sentence(missed: int, worst: Severity | None, *, more: bool) -> str:
    """'Not heard of: 2 expected reports missed; the last one was severe.'"""
    counted = f"{'more than ' if more else ''}{missed} expected report{'s' * (missed != 1)} missed"
    return f"Not heard of: {counted}{f'; the last one was {worst}' if worst in ('moderate', 'severe') else ''}."
