"""Who does what in the simulated day, drawn from a seed: four organisations, their calendars and people, and what patients and team do at which minute.

The day begins on Saturday 28 March 2026 at six in the evening UTC; in the night clocks go forward in Europe. All times are minutes since then.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

START = datetime(2026, 3, 28, 18, tzinfo=UTC)
DAY = 24 * 60
ROUND = 5  # minutes between two looks at what is due
ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Europe/London", "Pacific/Auckland")
LOW, HIGH = (0, 1, 2, 3), (7, 8, 9, 10)  # only what is severe calls: nothing between, so that no other rule of findings speaks

CLOCK_TIMES = (time(1, 30), time(2, 30), time(8), time(9), time(11, 15), time(20), time(23, 59))  # of reminders; the first two are skipped in London and in Berlin

What = Literal["report", "acknowledge", "resolve", "give_back", "snooze", "died", "discharged", "palliative", "pause"]


class Hours(Struct, frozen=True):
    """On these weekdays (Monday is 0) from and to, as the clock on the wall shows it."""

    days: tuple[int, ...]
    opens: time
    closes: time


class Ward(Struct, frozen=True):
    """An organisation. People are numbered; `shifts` as (person, first minute, minute after the last)."""

    zone: str
    hours: tuple[Hours, ...]
    closed_on: tuple[date, ...]
    shifts: tuple[tuple[int, int, int], ...]
    escalation: tuple[int, ...]
    targets: dict[str, int]


WARDS = (
    Ward("Europe/Berlin", (Hours((0, 1, 2, 3, 4), time(8), time(17)),), (), (), (), {"urgent": 60, "soon": 240, "review": 1440}),
    Ward(
        "Europe/Berlin",
        (Hours(ALL_WEEK, time(8), time(12, 30)), Hours(ALL_WEEK, time(12), time(18))),
        (),
        ((0, 60, 500), (1, 420, 600), (0, 1000, 1300)),
        (2, 0),
        {"urgent": 60, "soon": 120, "review": 300},
    ),
    Ward("America/New_York", (Hours(ALL_WEEK, time(0), time(0)),), (), (), (1, 2), {"urgent": 30, "soon": 90, "review": 240}),
    Ward("Asia/Kathmandu", (Hours(ALL_WEEK, time(20), time(6)),), (date(2026, 3, 29),), ((2, 100, 900), (1, 300, 420)), (0, 1), {"urgent": 45, "soon": 200, "review": 60}),
)
PEOPLE = 3  # in each ward


class Deed(Struct, frozen=True, kw_only=True):
    """`recorded`: when a report was written, which may be earlier than it comes. `value`: how many minutes a snooze or a pause lasts; 0 ends a pause."""

    at: int
    what: What
    recorded: int = 0
    pain: int | None = None
    asks_for: Literal["help_now", "call_back"] | None = None
    value: int = 0


class Person(Struct, frozen=True, kw_only=True):
    """A patient as the day begins: when they were heard last (null: never) and how it was, how many reports are expected, until when a pause lasts, and when their phone
    is to remind them."""

    number: int
    ward: int
    zone: str
    heard: int | None
    pain: int
    times_a_day: int
    paused_until: int | None
    reminders: tuple[time, ...]
    deeds: tuple[Deed, ...]


def moment(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def local(minute: int, zone: str) -> datetime:
    return moment(minute).astimezone(ZoneInfo(zone))


def people(seed: int, number: int, *, busy: bool = False) -> list[Person]:
    """`busy`: several deeds for everybody, most of them the team's, and much that is severe."""
    return [person(random.Random(f"{seed}:{n}"), n, busy) for n in range(number)]


def person(draw: random.Random, number: int, busy: bool) -> Person:
    return Person(
        number=number,
        ward=draw.randrange(len(WARDS)),
        zone=draw.choice(ZONES),
        heard=None if draw.random() < 0.05 else -draw.randrange(1, 4 * DAY if draw.random() < 0.05 else DAY),
        pain=score(draw, 0.5 if busy else 0.15),
        times_a_day=draw.choice((1, 1, 1, 1, 2, 4)),
        paused_until=draw.randrange(-DAY, DAY) if draw.random() < 0.1 else None,
        reminders=tuple(sorted(draw.sample(CLOCK_TIMES, draw.choice((0, 0, 1, 1, 2, 3))))),
        deeds=deeds(draw, busy),
    )


def deeds(draw: random.Random, busy: bool) -> tuple[Deed, ...]:
    """At different minutes, in order."""
    many = draw.randrange(4, 12) if busy else draw.choice((0, 0, 0, 1, 1, 1, 1, 2, 4))
    minutes = sorted(draw.sample(range(1, DAY), many))
    found, cared_for = [], True
    for at in minutes:
        one = deed(draw, at, cared_for, busy)
        cared_for = one.what == "palliative" or (cared_for and one.what not in ("died", "discharged"))
        found.append(one)
    return tuple(found)


def deed(draw: random.Random, at: int, cared_for: bool, busy: bool) -> Deed:
    if not cared_for:
        return Deed(at=at, what="palliative") if draw.random() < 0.5 else report(draw, at, busy)
    kinds: list[What] = ["report", "acknowledge", "resolve", "give_back", "snooze", "died", "discharged", "pause"]
    what = draw.choices(kinds, weights=[45, 15, 9, 9, 9, 3, 3, 7] if busy else [72, 7, 5, 3, 3, 3, 2, 5])[0]
    if what == "report":
        return report(draw, at, busy)
    return Deed(at=at, what=what, value=draw.choice((0, 30, 200, 900)) if what == "pause" else draw.randrange(10, 600))


def report(draw: random.Random, at: int, busy: bool) -> Deed:
    asks_for = draw.choices([None, "help_now", "call_back"], weights=[85, 8, 7])[0]
    late = draw.choice((7, 130, 700, 1500)) if draw.random() < 0.2 else 0
    pain = None if asks_for and draw.random() < 0.5 else score(draw, 0.5 if busy else 0.2)
    return Deed(at=at, what="report", recorded=at - late, pain=pain, asks_for=asks_for)  # type: ignore[arg-type]


def score(draw: random.Random, high: float) -> int:
    return draw.choice(HIGH if draw.random() < high else LOW)
