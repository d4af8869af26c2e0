"""The demo organisation's patients: a small seeded generator. Shapes are made up to look plausible; the cohort simulator judges rules, this doesn't."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from schemas.check_ins import Mode, NewCheckIn, Respondent
from schemas.patients import NewPatient

ZONE = "America/New_York"
NAMES = [
    "Ada Lindqvist",
    "Bernard Osei",
    "Carmen Ibarra",
    "Dilip Raman",
    "Edith Kowalski",
    "Farid Haddad",
    "Grace Whitfield",
    "Hiro Tanabe",
    "Ingrid Solberg",
    "Joseph Mbeki",
    "Katarina Novak",
    "Leonard Price",
    "Maribel Santos",
    "Nikos Pappas",
    "Olive Marchetti",
    "Pavel Dvorak",
    "Quentin Boyd",
    "Rosa Villanueva",
    "Samuel Adeyemi",
    "Teresa O'Brien",
    "Ulrich Vogt",
    "Vera Lindgren",
    "Walter Huang",
    "Yara Suleiman",
]
ITEMS = ("pain", "nausea", "fatigue", "lack_of_appetite")
ESAS = ("pain", "tiredness", "drowsiness", "nausea", "lack_of_appetite", "shortness_of_breath", "depression", "anxiety", "wellbeing")
NOTES = [
    "Slept badly, woke twice.",
    "Better after the new tablets.",
    "Could not finish lunch.",
    "My sister visited, a good day.",
    "Pain is worse when I turn over.",
    "Very tired after the shower.",
    "A little soup in the evening.",
]


class Course(NamedTuple):
    """How a symptom goes over the weeks: where it starts, and by how much it drifts to the end (points on 0-10)."""

    start: float
    drift: float


class DemoPatient(NamedTuple):
    new: NewPatient
    check_ins: list[tuple[UUID, NewCheckIn]]


def patients(now: datetime, seed: int = 7, days: int = 42) -> Iterator[DemoPatient]:
    """The same seed and moment give the same people and answers. Check-ins end at `now`."""
    for number, name in enumerate(NAMES):
        draw = random.Random(f"{seed}:{number}")
        born = date(1935, 1, 1) + timedelta(days=draw.randrange(0, 14_000))
        new = NewPatient(name=name, identifier=f"D-{1001 + number}", born_on=born, care="hospice" if number % 4 == 1 else "palliative", zone=ZONE)
        yield DemoPatient(new, [] if number == len(NAMES) - 1 else sorted(check_ins(draw, number, now, days), key=lambda pair: pair[1].recorded_at))


def check_ins(draw: random.Random, number: int, now: datetime, days: int) -> Iterator[tuple[UUID, NewCheckIn]]:
    courses = {item: course(draw, number, item) for item in ITEMS}
    silent_for = {5: 6, 11: 17}.get(number, 0)
    for day in range(days, silent_for - 1, -1):
        if draw.random() < 0.24:  # 76 % of daily check-ins come: within the 56-80 % of docs/clinical.md
            continue
        share = 1 - day / days
        recorded_at = moment(draw, now, day)
        if recorded_at > now:
            continue
        scores = {item: level(draw, courses[item], share) for item in ITEMS}
        by_family = number in (3, 8, 14) and day % 5 == 0
        yield uuid_at(draw, recorded_at), daily(draw, recorded_at, scores, by_family)
        if number % 6 == 2 and day % 14 == 0:
            later = recorded_at + timedelta(minutes=5)
            yield uuid_at(draw, later), esas(draw, later, scores)


def course(draw: random.Random, number: int, item: str) -> Course:
    usual = {"pain": 3.0, "nausea": 1.3, "fatigue": 4.6, "lack_of_appetite": 4.0}[item]
    worsening = {0: ("pain", 4.5), 4: ("nausea", 5.0), 9: ("lack_of_appetite", 4.0), 13: ("fatigue", 3.5), 17: ("pain", 3.0)}.get(number, ("", 0.0))
    easing = {2: ("pain", -3.5), 7: ("nausea", -3.0)}.get(number, ("", 0.0))
    drift = worsening[1] if item == worsening[0] else easing[1] if item == easing[0] else draw.uniform(-0.6, 0.8)
    return Course(max(0.3, draw.gauss(usual + (3 if drift < -2 else 0), 1.1)), drift)


def level(draw: random.Random, course: Course, share: float) -> int:
    return max(0, min(10, round(course.start + course.drift * share**2 + draw.gauss(0, 0.9))))


def moment(draw: random.Random, now: datetime, days_ago: int) -> datetime:
    """A time of day as people have them: mostly mornings and evenings, now and then the middle of the night."""
    hour = draw.choices([3, 8, 9, 10, 13, 19, 20, 21], weights=[1, 4, 5, 3, 2, 3, 4, 2])[0]
    day = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=days_ago)
    return datetime.combine(day, time(hour, draw.randrange(60), draw.randrange(60)), ZoneInfo(ZONE)).astimezone(UTC)


def daily(draw: random.Random, recorded_at: datetime, scores: dict[str, int], by_family: bool) -> NewCheckIn:
    skipped = {item: None for item in ITEMS if draw.random() < 0.04}
    respondent: Respondent = "family_caregiver" if by_family else "patient"
    mode: Mode = "proxy" if by_family else draw.choices(["self", "assisted", "phone_call"], weights=[12, 2, 1])[0]  # type: ignore[assignment]
    note = draw.choice(NOTES) if draw.random() < 0.12 else None
    return NewCheckIn(
        instrument="daily-check",
        instrument_version="1",
        recorded_at=recorded_at,
        zone=ZONE,
        answers={**scores, **skipped},
        respondent=respondent,
        mode=mode,
        note=note,
        app_version="demo",
    )


def esas(draw: random.Random, recorded_at: datetime, scores: dict[str, int]) -> NewCheckIn:
    near = {"pain": scores["pain"], "tiredness": scores["fatigue"], "nausea": scores["nausea"], "lack_of_appetite": scores["lack_of_appetite"]}
    answers = {item: near.get(item, max(0, min(10, round(draw.gauss(3, 1.6))))) for item in ESAS}
    return NewCheckIn(instrument="esas-r", instrument_version="2010-11", recorded_at=recorded_at, zone=ZONE, answers=answers, mode="paper", app_version="demo")


def uuid_at(draw: random.Random, at: datetime) -> UUID:
    """A UUIDv7 of that moment, seeded."""
    bits = int(at.timestamp() * 1000) << 80 | 7 << 76 | draw.getrandbits(12) << 64 | 2 << 62 | draw.getrandbits(62)
    return UUID(int=bits)
