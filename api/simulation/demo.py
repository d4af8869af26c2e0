"""The demo organisation's patients, all of them synthetic. Most have six months from the simulator; the last weeks of the first ones are a small seeded generator's, made up to
show each thing that the team's pages can show. Rules are judged on other data."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from api.simulation import demo_benefits, demo_courses, demo_doses, demo_families, demo_histories
from api.simulation.demo_benefits import DemoEntry
from api.simulation.demo_courses import WISHES, DemoFact
from api.simulation.demo_doses import DemoDoses
from api.simulation.demo_draws import ZONE, uuid_at
from api.simulation.demo_families import DemoFamily
from schemas.check_ins import Mode, NewCheckIn
from schemas.patients import NewPatient

EARLIER = 200  # of the seeds of the months before the stories: one with which each of the three failing ones reports in the fortnight that a story is compared with
USUAL = {"pain": 3.0, "nausea": 1.3, "fatigue": 4.6, "lack_of_appetite": 4.0}  # near published means of palliative patients; ours
ESAS_ONLY = ("drowsiness", "shortness_of_breath", "depression", "anxiety", "wellbeing")
TURN = 14  # days before now when a course turns for the better or the worse
ANSWERED = 0.76  # of daily check-ins; 0.56 to 0.80 in trials
SKIPPED = 0.04  # of single questions; ours, as all numbers from here on
NOTED = 0.12
OWN_MODES: tuple[Mode, ...] = ("self", "assisted", "phone_call")
NOTES = (
    "Slept badly, woke twice.",
    "Better after the new tablets.",
    "Could not finish lunch.",
    "My sister visited, a good day.",
    "Pain is worse when I turn over.",
    "Very tired after the shower.",
    "A little soup in the evening.",
    "Sick after breakfast, then it passed.",
)


class Story(NamedTuple):
    """What sets a patient apart. `turn`: points by which a symptom drifts over the last TURN days. `family`: 'too' answers every third day as well,
    'instead' has answered alone for the last ten. `silent_for`: days since the last check-in; null: there never was one."""

    turn: Mapping[str, float] = {}
    family: str = ""
    silent_for: int | None = 0
    esas: bool = False


FAILING = {"lack_of_appetite": 5.0, "fatigue": 3.5}  # to an appetite of about 8; with the shared course of demo_courses
PEOPLE = {
    "Ada Lindqvist": Story({"pain": 5.5}),
    "Bernard Osei": Story(),
    "Carmen Ibarra": Story({"pain": -5.0}, esas=True),
    "Dilip Raman": Story(family="too"),
    "Edith Kowalski": Story({"nausea": 6.0}),
    "Farid Haddad": Story(silent_for=6),
    "Grace Whitfield": Story(),
    "Hiro Tanabe": Story({"nausea": -4.5}),
    "Ingrid Solberg": Story(family="too", esas=True),
    "Joseph Mbeki": Story(FAILING),
    "Katarina Novak": Story(),
    "Leonard Price": Story({"fatigue": 3.0}, silent_for=17),
    "Maribel Santos": Story(),
    "Nikos Pappas": Story({"fatigue": 4.5}),
    "Olive Marchetti": Story({"fatigue": 4.0}, family="instead"),
    "Pavel Dvorak": Story(esas=True),
    "Quentin Boyd": Story(),
    "Rosa Villanueva": Story({"pain": 3.5}),
    "Samuel Adeyemi": Story(FAILING),
    "Teresa O'Brien": Story(),
    "Ulrich Vogt": Story(esas=True),
    "Vera Lindgren": Story(FAILING),
    "Walter Huang": Story(),
    "Yara Suleiman": Story(silent_for=None),
}


class DemoPatient(NamedTuple):
    """Check-ins, facts, doses and what is on record of the hospice benefit by the time they were recorded, oldest first. `enrolled_at`: with the first check-in, or now where there is none."""

    new: NewPatient
    enrolled_at: datetime
    check_ins: list[tuple[UUID, NewCheckIn]]
    facts: list[DemoFact]
    doses: DemoDoses
    family: DemoFamily | None
    benefit: list[DemoEntry]


def patients(now: datetime, seed: int = 7, days: int = 42) -> Iterator[DemoPatient]:
    """The same seed and moment give the same people and answers. Stories go back `days` calendar days and end at `now`, what came before them and the others six months."""
    for number, (name, story) in enumerate(PEOPLE.items()):
        draw = random.Random(f"{seed}:{name}")
        born_on = born(draw)
        story_of_weeks = [check_in for check_in in check_ins(draw, story, now, days) if check_in.recorded_at <= now]
        found = [*earlier(story, story_of_weeks, now, days, EARLIER + seed + number), *story_of_weeks]
        yield patient(draw, name, number, born_on, found, now, seed)
    for number, name in enumerate(demo_histories.NAMES, start=len(PEOPLE)):
        draw = random.Random(f"{seed}:{name}")
        yield patient(draw, name, number, born(draw), demo_histories.months(number - len(PEOPLE), now, seed), now, seed)


def patient(draw: random.Random, name: str, number: int, born_on: date, found: Sequence[NewCheckIn], now: datetime, seed: int) -> DemoPatient:
    """With what stands around their check-ins."""
    in_hospice = number % 4 == 1 and name not in WISHES
    new = NewPatient(name=name, identifier=f"D-{1001 + number}", born_on=born_on, care="hospice" if in_hospice else "palliative", zone=ZONE)
    sent = [(uuid_at(draw, check_in.recorded_at), check_in) for check_in in sorted(found, key=lambda c: c.recorded_at)]
    enrolled_at = sent[0][1].recorded_at if sent else now
    told = demo_families.helped(name, demo_doses.placed(name, sent, now))
    facts, doses = demo_courses.facts(name, number, now, enrolled_at, seed), demo_doses.doses(name, told, now, seed)
    benefit = demo_benefits.entries(name, number, now, enrolled_at, seed) if in_hospice else []
    return DemoPatient(new, enrolled_at, told, facts, doses, demo_families.family(name, told, now, seed), benefit)


def born(draw: random.Random) -> date:
    return date(1935, 1, 1) + timedelta(days=draw.randrange(14_000))


def earlier(story: Story, weeks: Sequence[NewCheckIn], now: datetime, days: int, seed: int) -> list[NewCheckIn]:
    """From where the story's first fortnight stands, on the daily check."""
    begin = [one.answers for one in sorted(weeks, key=lambda one: one.recorded_at) if one.instrument == "daily-check"][:14]
    if story.silent_for is None or not begin:
        return []
    starts = {item: sum(known) / len(known) if (known := [a[item] for a in begin if a[item] is not None]) else usual for item, usual in USUAL.items()}
    first = min(one.recorded_at for one in weeks)
    return [one for one in demo_histories.before_story(starts, now, days + 1, seed) if one.recorded_at < first]


def check_ins(draw: random.Random, story: Story, now: datetime, days: int) -> Iterator[NewCheckIn]:
    if story.silent_for is None:
        return
    starts = {item: start(draw, usual, story.turn.get(item, 0)) for item, usual in USUAL.items()}
    for days_ago in range(days, story.silent_for - 1, -1):
        scores = {item: level(draw, starts[item], story.turn.get(item, 0), days_ago) for item in USUAL}
        at = moment(draw, now, days_ago)
        family_only = story.family == "instead" and days_ago < 10
        if draw.random() < ANSWERED and not family_only:
            yield own(draw, at, scores)
        if family_only or (story.family == "too" and days_ago % 3 == 0):
            yield by_family(draw, at + timedelta(hours=1), scores)
        if story.esas and days_ago % 14 == 1:
            yield esas(draw, at + timedelta(minutes=5), scores)


def start(draw: random.Random, usual: float, turn: float) -> float:
    """Where there is room for the turn: who gets better comes from far up, who gets worse from further down."""
    return max(0.3, draw.gauss(usual + (4.0 if turn < 0 else -1.0 if turn > 0 else 0.0), 0.8))


def level(draw: random.Random, begin: float, turn: float, days_ago: int) -> int:
    return max(0, min(10, round(begin + turn * max(0.0, 1 - days_ago / TURN) + draw.gauss(0, 0.9))))


def moment(draw: random.Random, now: datetime, days_ago: int) -> datetime:
    """A time of day as people have them: mostly mornings and evenings, now and then the middle of the night."""
    hour = draw.choices([3, 8, 9, 10, 13, 19, 20, 21], weights=[1, 4, 5, 3, 2, 3, 4, 2])[0]
    day = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=days_ago)
    return datetime.combine(day, time(hour, draw.randrange(60), draw.randrange(60)), ZoneInfo(ZONE)).astimezone(UTC)


def own(draw: random.Random, at: datetime, scores: Mapping[str, int]) -> NewCheckIn:
    mode = draw.choices(OWN_MODES, weights=[12, 2, 1])[0]
    note = draw.choice(NOTES) if draw.random() < NOTED else None
    return NewCheckIn(
        instrument="daily-check",
        instrument_version="1",
        recorded_at=at,
        zone=ZONE,
        answers=some_skipped(draw, scores),
        mode=mode,
        note=note,
        app_version="demo",
    )


def by_family(draw: random.Random, at: datetime, scores: Mapping[str, int]) -> NewCheckIn:
    """Relatives tend to see more than the patient says."""
    seen = {item: min(10, score + draw.choice([0, 1, 1, 2])) for item, score in scores.items()}
    return NewCheckIn(
        instrument="daily-check",
        instrument_version="1",
        recorded_at=at,
        zone=ZONE,
        answers=some_skipped(draw, seen),
        respondent="family_caregiver",
        mode="proxy",
        app_version="demo",
    )


def some_skipped(draw: random.Random, scores: Mapping[str, int]) -> dict[str, int | None]:
    return {item: None if draw.random() < SKIPPED else score for item, score in scores.items()}


def esas(draw: random.Random, at: datetime, scores: Mapping[str, int]) -> NewCheckIn:
    """On paper at a visit, close to what was said on the phone."""
    same = {"pain": scores["pain"], "tiredness": scores["fatigue"], "nausea": scores["nausea"], "lack_of_appetite": scores["lack_of_appetite"]}
    rest = {item: max(0, min(10, round(draw.gauss(3, 1.6)))) for item in ESAS_ONLY}
    return NewCheckIn(instrument="esas-r", instrument_version="2010-11", recorded_at=at, zone=ZONE, answers={**same, **rest}, mode="paper", app_version="demo")
