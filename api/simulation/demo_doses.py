"""What a few of the demo's patients take when needed, and where it hurts: made up to show the pages, and no advice."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from msgspec import structs

from api.simulation.demo_draws import uuid_at
from schemas.body_regions import BodyRegion
from schemas.check_ins import NewCheckIn
from schemas.when_needed_doses import NewWhenNeededDose

LISTS = {  # the first one is logged, after bad answers to that item
    "Ada Lindqvist": ("pain", ["Morphine drops", "Metoclopramide"]),
    "Edith Kowalski": ("nausea", ["Metoclopramide"]),
    "Rosa Villanueva": ("pain", ["Morphine drops"]),
    "Olive Marchetti": ("pain", ["Morphine drops", "Lorazepam"]),
}
PLACES: dict[str, tuple[list[BodyRegion], list[BodyRegion]]] = {  # and where it is lately
    "Ada Lindqvist": (["lower_back"], ["lower_back", "back_of_left_thigh"]),
    "Rosa Villanueva": (["upper_belly"], ["upper_belly"]),
    "Dilip Raman": (["chest", "right_shoulder"], ["chest"]),
    "Ingrid Solberg": (["left_lower_leg", "left_foot"], ["left_foot"]),
}
WEEKS, LATELY = timedelta(days=42), timedelta(days=5)
REPORTS = 20  # of the newest, after which a dose may have been logged; ours, as all numbers here
BAD = 4
RELIEF: Sequence[tuple[int | None, str | None]] = ((5, None), (7, None), (None, None), (3, "A little, for an hour"), (6, None))  # one after the other


class DemoDoses(NamedTuple):
    """`listed`: names of the when-needed list. `taken`: oldest first."""

    listed: list[str]
    taken: list[tuple[UUID, NewWhenNeededDose]]


def placed(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]], now: datetime) -> list[tuple[UUID, NewCheckIn]]:
    """The patient's own answers of the last weeks with pain in them say where."""
    if name not in PLACES:
        return list(check_ins)
    before, lately = PLACES[name]
    return [(one_id, structs.replace(one, pain_regions=lately if now - one.recorded_at < LATELY else before) if says_where(one, now) else one) for one_id, one in check_ins]


def says_where(one: NewCheckIn, now: datetime) -> bool:
    return one.respondent == "patient" and one.mode != "paper" and bool(one.answers.get("pain")) and now - one.recorded_at < WEEKS


def doses(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]], now: datetime, seed: int) -> DemoDoses:
    """One after each bad answer, a quarter of an hour to an hour later, told by whoever gave it."""
    if name not in LISTS:
        return DemoDoses([], [])
    item, listed = LISTS[name]
    draw = random.Random(f"{seed}:{name}:doses")
    bad = [one for _, one in check_ins[-REPORTS:] if (one.answers.get(item) or 0) >= BAD and one.mode in ("self", "assisted", "proxy")]
    found = [dose(draw, one, listed[0], number) for number, one in enumerate(bad)]
    return DemoDoses(listed, [(uuid_at(draw, one.taken_at), one) for one in found if one.taken_at <= now])


def dose(draw: random.Random, after: NewCheckIn, medicine: str, number: int) -> NewWhenNeededDose:
    relief, in_words = RELIEF[number % len(RELIEF)]
    at = after.recorded_at + timedelta(minutes=draw.randrange(15, 60))
    return NewWhenNeededDose(medicine=medicine, taken_at=at, zone=after.zone, relief=relief, relief_words=in_words, respondent=after.respondent, mode=after.mode)
