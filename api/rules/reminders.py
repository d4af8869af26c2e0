"""When a patient is reminded: version 1. At clock times of their own choosing, where they are; all of it ours.

A day has each time once. A time that clocks skip (02:30 in a night in March) comes as much later as the clock was put forward; one that they show twice comes the first time.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

VERSION = 1
AROUND = timedelta(hours=2)  # a check-in this long before a time answers it; a reminder older than this says nothing any more


def next_due(times: Sequence[time], zone: str, after: datetime) -> datetime | None:
    """The first that comes later than `after`."""
    return next((moment for moment in moments(times, zone, after) if moment > after), None)


def moments(times: Sequence[time], zone: str, around: datetime) -> list[datetime]:
    """All of three days: the day before, that day where the patient is, and the day after; in order."""
    where = ZoneInfo(zone)
    day = around.astimezone(where).date()
    days = [day + timedelta(days=n) for n in (-1, 0, 1)]
    return sorted({datetime.combine(one, at, where).astimezone(UTC) for one in days for at in times})


def answered_from(times: Sequence[time], zone: str, due_at: datetime) -> datetime:
    """A check-in from then on answers the time `due_at`: two hours before it, or half way from the time before where that is nearer."""
    near = [(earlier, later) for earlier, later in pairwise(moments(times, zone, due_at)) if later == due_at]
    return max([due_at - AROUND, *(earlier + (later - earlier) / 2 for earlier, later in near)])


def is_to_be_told(times: Sequence[time], zone: str, due_at: datetime, last_heard_at: datetime | None, paused_until: datetime | None, now: datetime) -> bool:
    """Not where it was done already, during an agreed pause, or long after its time."""
    is_done = last_heard_at is not None and last_heard_at >= answered_from(times, zone, due_at)
    is_paused = paused_until is not None and now < paused_until
    return not is_done and not is_paused and now < due_at + AROUND
