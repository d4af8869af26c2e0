"""The demo's people from the simulator: those who have only their months of reports, the months before the stories of the others, and what comes in while the demo runs."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from api.simulation.check_ins import DAILY_CHECK, Said, said_by
from api.simulation.cohorts import Cohort, simulated
from api.simulation.demo_draws import ZONE
from api.simulation.parameters import USUAL, Answering, Flares, Parameters, Proxy, Symptom
from schemas.check_ins import NewCheckIn

DAYS = 180
NAMES = (
    "Agnes Thorne", "Benedikt Rossi", "Chiara Lombardi", "Daniel Okafor", "Elif Demir", "Fiona Gallagher", "Gustavo Reyes", "Hanna Virtanen", "Isaac Feldman", "Jana Horáková",
    "Kofi Asante", "Lucia Ferrari", "Mohammed Aziz", "Nora Lindholm", "Otis Freeman", "Priya Nair", "Rafael Duarte", "Sofia Papadaki", "Tomasz Zieliński", "Ursula Brandt",
    "Viktor Petrov", "Wanda Jackson", "Xavier Dupont", "Yuki Mori", "Zoltan Szabo", "Amara Diallo", "Boris Ivanov", "Clara Jensen", "Dmitri Volkov", "Esther Goldberg",
    "Frank Müller", "Gita Sharma", "Harold Bennett", "Irene Castro", "Jakob Nielsen", "Keiko Tanaka",
)  # fmt: skip
ALIVE = Parameters(name="demo", dies=0, ahead_days=300, symptoms=USUAL.symptoms)
NEAR_END = "Elif Demir"  # of NAMES: her relative answers in her last weeks
LAST_WEEKS = Parameters(
    name="demo", dies=0, ahead_days=2, symptoms=USUAL.symptoms, answering=Answering(completion=0.9, completion_spread=0, in_last_month=0.9, gaps_a_month=0),
    proxy=Proxy(able_1_day=0, able_7_days=0, able_30_days=1, answers=1),
)  # fmt: skip


@cache
def alive(seed: int) -> Cohort:
    return simulated(ALIVE, len(NAMES), DAYS, seed)


def months(number: int, now: datetime, seed: int) -> list[NewCheckIn]:
    """Of the person of that number, up to now."""
    said = said_by(simulated(LAST_WEEKS, 1, DAYS, seed), 0, DAILY_CHECK) if NAMES[number] == NEAR_END else said_by(alive(seed), number, DAILY_CHECK)
    return list(as_check_ins(said, first_day(now, DAYS), now))


def before_story(starts: Mapping[str, float], now: datetime, story_days: int, seed: int) -> list[NewCheckIn]:
    """Of somebody who stood where their story begins, until it does."""
    levels = {DAILY_CHECK[item]: Symptom(level=min(10.0, level), between=0) for item, level in starts.items()}
    days = DAYS - story_days
    steady = simulated(Parameters(name="demo", dies=0, ahead_days=300, symptoms=levels, flares=Flares(height=2.0), proxy=Proxy(able_1_day=1, able_7_days=1, able_30_days=1)), 1, days, seed)
    return list(as_check_ins(said_by(steady, 0, DAILY_CHECK), first_day(now, DAYS), now))


def first_day(now: datetime, days: int) -> date:
    return now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=days - 1)


def as_check_ins(said: Iterator[Said], begins_on: date, now: datetime) -> Iterator[NewCheckIn]:
    for one in said:
        hour, minute = divmod(int(one.at % 24 * 60), 60)
        at = datetime.combine(begins_on + timedelta(days=one.day), time(hour, minute), ZoneInfo(ZONE)).astimezone(now.tzinfo)
        if at <= now:
            yield daily(one.answers, at, by_family=one.respondent != "patient")


def daily(answers: Mapping[str, int | None], at: datetime, *, by_family: bool = False) -> NewCheckIn:
    return NewCheckIn(
        instrument="daily-check",
        instrument_version="1",
        recorded_at=at,
        zone=ZONE,
        answers=dict(answers),
        respondent="family_caregiver" if by_family else "patient",
        mode="proxy" if by_family else "self",
        app_version="demo",
    )


def next_answers(newest: Sequence[Mapping[str, int | None]], draw: random.Random) -> dict[str, int | None]:
    """Of somebody whose newest reports these are: the mean of up to five, their noise, and now and then a flare of one symptom."""
    flaring = draw.choice(list(DAILY_CHECK)) if draw.random() < 0.25 else None
    size = draw.uniform(USUAL.noise.least, USUAL.noise.most)
    found: dict[str, int | None] = {}
    for item in DAILY_CHECK:
        known = [score for answers in newest[:5] if (score := answers.get(item)) is not None]
        level = float(np.mean(known)) if known else 3.0
        flare = draw.gauss(USUAL.flares.height, USUAL.flares.height_spread) if item == flaring else 0.0
        found[item] = max(0, min(10, round(level + flare + draw.gauss(0, size))))
    return found
