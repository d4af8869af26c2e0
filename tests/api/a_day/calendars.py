"""Who watches, and which part of whose day it is: counted minute by minute, by what clocks on the wall show."""

from bisect import bisect_left
from datetime import time, timedelta
from functools import cache

from tests.api.a_day.script import DAY, WARDS, Ward, local, moment

AHEAD = 9 * DAY  # far enough for every deadline that can pass in this day


@cache
def counted(number: int, everybody: bool) -> list[int]:
    """How many of the minutes before each are watched: by the team, or with `everybody` by whoever is on call too."""
    found = [0]
    for minute, is_there in enumerate(opened(number)):
        found.append(found[-1] + (is_there or (everybody and on_call(WARDS[number], minute) is not None)))
    return found


@cache
def opened(number: int) -> list[bool]:
    return [is_open(WARDS[number], minute) for minute in range(AHEAD)]


def is_open(ward: Ward, minute: int) -> bool:
    now = local(minute, ward.zone)
    for day in (now.date(), now.date() - timedelta(days=1)):
        for one in ward.hours:
            if day.weekday() not in one.days or day in ward.closed_on:
                continue
            clock = now.hour * 60 + now.minute + DAY * (now.date() - day).days
            opens, closes = in_minutes(one.opens), in_minutes(one.closes)
            if opens <= clock < closes + (DAY if closes <= opens else 0):
                return True
    return False


def in_minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def on_call(ward: Ward, minute: int) -> int | None:
    present = [(begins, number, who) for number, (who, begins, ends) in enumerate(ward.shifts) if begins <= minute < ends]
    return max(present)[2] if present else None


def deadline(number: int, level: str, minute: int) -> int | None:
    table = counted(number, level == "urgent")
    found = bisect_left(table, table[minute] + WARDS[number].targets[level])
    return found if found < len(table) else None


@cache
def part_of_day(minute: int, zone: str, a_day: int) -> int:
    """Parts of days, numbered through."""
    now = local(minute, zone)
    clock = now.hour * 60 + now.minute
    return now.toordinal() * a_day + sum(clock >= DAY * n // a_day for n in range(1, a_day))


@cache
def part_begins(minute: int, zone: str, a_day: int) -> bool:
    return part_of_day(minute, zone, a_day) != part_of_day(minute - 1, zone, a_day)


def day_of(minute: int, zone: str) -> int:
    return part_of_day(minute, zone, 1)


@cache
def shows(clock: time, zone: str) -> list[int]:
    """The minutes of this day and the two before at which a clock there shows this time; where it skips it, when a clock that was not put forward would."""
    found, wanted = [], in_minutes(clock)
    for minute in range(-2 * DAY, DAY + 1):
        if in_minutes(local(minute, zone).time()) == wanted or (is_in_gap(wanted, minute, zone) and in_minutes(as_yesterday(minute, zone)) == wanted):
            found.append(minute)
    return found


def as_yesterday(minute: int, zone: str) -> time:
    """What a clock shows that was not put forward."""
    return (moment(minute) + offset(minute - DAY, zone)).time()


def is_in_gap(wanted: int, minute: int, zone: str) -> bool:
    """Whether clocks skipped this time of day in the 24 hours before."""
    return offset(minute, zone) > offset(minute - DAY, zone) and any(
        wanted in range(*gap(change, zone)) for change in changes(zone) if minute - DAY < change <= minute
    )


@cache
def offset(minute: int, zone: str) -> timedelta:
    return local(minute, zone).utcoffset() or timedelta(0)


@cache
def changes(zone: str) -> list[int]:
    """The first minutes after clocks were changed."""
    return [minute for minute in range(-3 * DAY, DAY + 1) if offset(minute, zone) != offset(minute - 1, zone)]


@cache
def gap(change: int, zone: str) -> tuple[int, int]:
    """What clocks skipped there, in minutes of the day: from the last that they showed before to the first after."""
    return in_minutes(local(change - 1, zone).time()) + 1, in_minutes(local(change, zone).time())
