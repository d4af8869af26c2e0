"""The span of days that is looked at, and which earlier entry shows how it was at its beginning."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from schemas.assessments import Assessment

STILL_SAYS = timedelta(days=90)  # an entry that much older than the beginning no longer says how it was then; ours


class Window(NamedTuple):
    """What stood on its first day is how it was before."""

    begins_on: date
    ends_on: date

    def holds(self, on: date) -> bool:
        return self.begins_on < on <= self.ends_on


class Pair(NamedTuple):
    """How it was at the beginning, and how it is now."""

    then: Assessment
    now: Assessment


def pair(entries: Sequence[Assessment], window: Window) -> Pair | None:
    """Of entries newest first. None where the newest is not of the window, or there is nothing to compare it with."""
    if not entries or not window.holds(entries[0].observed_on):
        return None
    before = [one for one in entries[1:] if one.observed_on <= window.begins_on and window.begins_on - one.observed_on <= STILL_SAYS]
    within = [one for one in entries[1:] if window.holds(one.observed_on)]
    then = before[0] if before else within[-1] if within else None
    return None if then is None or then.observed_on == entries[0].observed_on else Pair(then, entries[0])
