"""Who watches at a moment, and by when an alert should be taken: version 1. How an organisation watches is its own to say (schemas.configurations.Watch).

Hours are clock time where the organisation is, on calendar days: an opening that runs over midnight belongs to the day on which it begins, also where the next day is
closed, and on the night that clocks change it is an hour longer or shorter. Shifts are moments.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from schemas.alerts import Level
from schemas.configurations import Opening, Watch, Weekday, usual_targets
from schemas.watching import WatchedBy, Watching

VERSION = 1
LOOK_AHEAD = timedelta(days=60)  # beyond it nobody is expected, and there is no deadline; ours
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Span(NamedTuple):
    begins: datetime
    ends: datetime


def watching(watch: Watch, zone: str, now: datetime) -> Watching:
    """The team in its hours; else whoever is on call."""
    team, on_call = (next(joined(spans), None) for spans in (hours(watch, zone, now), shifts(watch, now)))
    changes = [moment for span in (team, on_call) if span for moment in span if moment > now]
    if team and team.begins <= now:
        return said(watch, zone, "team", now, team.ends)
    if on_call and on_call.begins <= now:
        return said(watch, zone, "on_call", now, min(changes))
    begins = within(min(changes, default=None), now)
    return Watching(watched=False, by="nobody", until=begins, next_from=begins)


def said(watch: Watch, zone: str, by: WatchedBy, now: datetime, until: datetime) -> Watching:
    then = next(merge(hours(watch, zone, until), shifts(watch, until)), None)
    return Watching(watched=True, by=by, until=within(until, now), next_from=within(max(then.begins, until) if then else None, now))


def within(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment <= now + LOOK_AHEAD else None


def deadline(watch: Watch, zone: str, level: Level, now: datetime) -> datetime | None:
    """By when an alert that calls now should be taken: its target, counted while somebody watches who is there for that level. Null where that is not enough in the
    days that Balm looks ahead."""
    left = timedelta(minutes=watch.targets.get(level, usual_targets()[level]))
    spans = merge(hours(watch, zone, now), shifts(watch, now)) if level == "urgent" else hours(watch, zone, now)
    counted = now
    for begins, ends in spans:
        begins = max(begins, counted)
        if ends - begins >= left:
            return within(begins + left, now)
        left, counted = left - max(ends - begins, timedelta(0)), max(ends, counted)
    return None


def on_call_at(watch: Watch, now: datetime) -> UUID | None:
    """Where shifts overlap, whoever came last."""
    present = [(shift.begins_at, number, shift.staff_member_id) for number, shift in enumerate(watch.on_call) if shift.begins_at <= now < shift.ends_at]
    return max(present)[2] if present else None


def called_first(watch: Watch, zone: str, level: Level, now: datetime) -> UUID | None:
    """Whom an alert calls when it begins: for an urgent one outside the team's hours, whoever is on call; null: the whole team."""
    return on_call_at(watch, now) if level == "urgent" and not is_open(watch, zone, now) else None


def is_open(watch: Watch, zone: str, now: datetime) -> bool:
    """Whether these are the team's hours."""
    return any(span.begins <= now for span in islice(hours(watch, zone, now), 1))


def called_next(watch: Watch, now: datetime, before: Collection[UUID], present: Collection[UUID]) -> UUID | None:
    """Whom it is passed on to: whoever is on call, then the organisation's order; each once, and nobody who has left (`present`). Null at the end."""
    order = [on_call_at(watch, now), *watch.escalation]
    return next((person for person in order if person is not None and person in present and person not in before), None)


def hours(watch: Watch, zone: str, since: datetime) -> Iterator[Span]:
    """The team's, by when they begin, from those that last beyond `since` to the end of what is looked at."""
    first = since.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    for number in range(LOOK_AHEAD.days + 3):
        day = first + timedelta(days=number)
        yield from (span for span in sorted(on_day(watch, zone, day)) if span.ends > since)


def on_day(watch: Watch, zone: str, day: date) -> Iterator[Span]:
    if day in watch.closed_on:
        return
    for opening in watch.hours:
        span = opened(opening, zone, day)
        if WEEKDAYS[day.weekday()] in opening.days and span.ends > span.begins:  # the hour that clocks skip is none
            yield span


def opened(opening: Opening, zone: str, day: date) -> Span:
    until = day + timedelta(days=opening.closes <= opening.opens)
    return Span(moment(day, opening.opens, zone), moment(until, opening.closes, zone))


def moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def shifts(watch: Watch, since: datetime) -> Iterator[Span]:
    yield from sorted(Span(shift.begins_at.astimezone(UTC), shift.ends_at.astimezone(UTC)) for shift in watch.on_call if shift.ends_at > since)


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Those that touch or overlap as one. `spans` by when they begin."""
    last: Span | None = None
    for span in spans:
        if last and span.begins <= last.ends:
            last = Span(last.begins, max(last.ends, span.ends))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
