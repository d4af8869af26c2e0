"""Who stands around a few of the demo's patients: caregivers who answer or help, how they are themselves, who can no longer report, and what is shown to whom. All made up."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import structs

from api.simulation.demo_draws import ZONE, uuid_at
from schemas.caregivers import Grants, NewCaregiver, Switch
from schemas.check_ins import NewCheckIn
from schemas.shares import NewShare, Scope
from schemas.wellbeing_checks import NewWellbeingCheck

HELPED = timedelta(days=16)  # before the first answer in the patient's place, in which a caregiver with that grant helped; ours, as all numbers here
WELLBEING = ("tired", "sleep", "low", "anxious", "overwhelmed")


class Kin(NamedTuple):
    """A caregiver with a phone. `days_ago`: invited, by the patient or (`by_team`) by the nurse. `wellbeing`: how they were, by days ago."""

    new: NewCaregiver
    days_ago: int
    by_team: bool = False
    wellbeing: Mapping[int, Sequence[int | None]] = {}


class Shown(NamedTuple):
    """A share, by days ago; `opened` at those hours. `asks`: it has run out, and its holder asked to see it again."""

    for_name: str
    scope: Scope
    days_ago: int
    lasts: int
    opened: Mapping[int, int] = {}
    revoked: int | None = None
    asks: int | None = None


KIN = {
    "Olive Marchetti": Kin(
        NewCaregiver(name="Marco Marchetti", relationship="child", grants=Grants(proxy=True, assisted=True, reads=True, surrogate=True)),
        30,
        by_team=True,
        wellbeing={15: (5, 4, 3, 4, None), 8: (7, 6, 4, 6, 5), 1: (8, 8, 5, 6, 7)},
    ),
    "Dilip Raman": Kin(NewCaregiver(name="Meena Raman", relationship="sibling", grants=Grants(proxy=True, assisted=True)), 43, wellbeing={6: (3, 4, 2, 5, 2)}),
    "Elif Demir": Kin(NewCaregiver(name="Deniz Demir", relationship="child", grants=Grants(proxy=True, assisted=True, reads=True)), 60, wellbeing={12: (4, 3, 3, 5, 3), 4: (6, 7, 6, 7, 6)}),
}
REASONS = {  # of those in whose place others answer now: why, and whether the surrogate said so
    "Olive Marchetti": ("Sleeps most of the day and loses the thread of the questions.", True),
    "Elif Demir": ("Too weak now to answer; her daughter does it beside her.", False),
}
SHOWN = {
    "Ada Lindqvist": (
        Shown("Karin", Scope(), 33, 14, {32: 19, 29: 20, 22: 18}, asks=1),
        Shown("Signe", Scope(symptoms=["pain", "lack_of_appetite"], responses=True), 9, 28, {9: 20, 6: 18, 3: 7, 1: 18}),
    ),
    "Rosa Villanueva": (Shown("Elena", Scope(symptoms=["pain"], notes=True), 20, 28, {19: 12, 12: 21}, revoked=5),),
}


class DemoShare(NamedTuple):
    """What became of it, oldest first."""

    new: NewShare
    granted_at: datetime
    opened_at: list[datetime]
    revoked_at: datetime | None
    asked_at: datetime | None


class DemoFamily(NamedTuple):
    """`kin` was invited at `invited_at`. `switch`: since when and why others answer in the patient's place, and whether the caregiver said so (else the nurse)."""

    kin: Kin | None
    invited_at: datetime
    wellbeing: list[tuple[UUID, NewWellbeingCheck]]
    switch: tuple[datetime, Switch, bool] | None
    shares: list[DemoShare]


def helped(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]]) -> list[tuple[UUID, NewCheckIn]]:
    """Before a relative answers instead, they help with every other answer."""
    ends_at = answered_instead(name, check_ins)
    if ends_at is None:
        return list(check_ins)
    found = [place for place, (_, one) in enumerate(check_ins) if one.mode == "self" and timedelta(0) < ends_at - one.recorded_at <= HELPED]
    return [(one_id, structs.replace(one, mode="assisted") if place in found[::2] else one) for place, (one_id, one) in enumerate(check_ins)]


def answered_instead(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]]) -> datetime | None:
    """The moment of the first answer of a relative after which the patient gave none."""
    if name not in REASONS:
        return None
    own = [place for place, (_, one) in enumerate(check_ins) if one.respondent == "patient"]
    after = check_ins[own[-1] + 1 if own else 0 :]
    return after[0][1].recorded_at if after else None


def family(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]], now: datetime, seed: int) -> DemoFamily | None:
    if name not in KIN and name not in SHOWN:
        return None
    kin, draw = KIN.get(name), random.Random(f"{seed}:{name}:family")
    return DemoFamily(
        kin=kin,
        invited_at=moment(draw, now, kin.days_ago if kin else 0, 11),
        wellbeing=list(wellbeing(draw, kin, now)) if kin else [],
        switch=switch(name, check_ins),
        shares=[share(draw, one, now) for one in SHOWN.get(name, ())],
    )


def moment(draw: random.Random, now: datetime, days_ago: int, hour: int) -> datetime:
    """On that calendar day; never after now."""
    on = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=days_ago)
    return min(now, datetime.combine(on, time(hour, draw.randrange(60), draw.randrange(60)), ZoneInfo(ZONE)).astimezone(UTC))


def wellbeing(draw: random.Random, kin: Kin, now: datetime) -> Iterator[tuple[UUID, NewWellbeingCheck]]:
    for days_ago, scores in sorted(kin.wellbeing.items(), reverse=True):
        at = moment(draw, now, days_ago, 21)
        yield uuid_at(draw, at), NewWellbeingCheck(instrument_version="1", recorded_at=at, zone=ZONE, answers=dict(zip(WELLBEING, scores, strict=True)))


def switch(name: str, check_ins: Sequence[tuple[UUID, NewCheckIn]]) -> tuple[datetime, Switch, bool] | None:
    """On the day of the first answer that a relative gave instead, before it."""
    begins_at = answered_instead(name, check_ins)
    if begins_at is None:
        return None
    reason, by_kin = REASONS[name]
    return begins_at - timedelta(minutes=3), Switch(answered_by="proxy", since_on=local_day(begins_at - timedelta(minutes=3)), reason=reason), by_kin


def local_day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(ZONE)).date()


def share(draw: random.Random, one: Shown, now: datetime) -> DemoShare:
    granted_at = moment(draw, now, one.days_ago, 17)
    return DemoShare(
        new=NewShare(for_name=one.for_name, scope=one.scope, ends_at=granted_at + timedelta(days=one.lasts)),
        granted_at=granted_at,
        opened_at=[moment(draw, now, days_ago, hour) for days_ago, hour in one.opened.items()],
        revoked_at=None if one.revoked is None else moment(draw, now, one.revoked, 9),
        asked_at=None if one.asks is None else moment(draw, now, one.asks, 16),
    )
