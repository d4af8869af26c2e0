"""One patient's reports, in the order in which they arrive, through the rules and the calls of production: found, held back or called, joined to the alert that stands.

In place of the store stands a dictionary, in place of people a team that answers every alert after the same time. All times are hours since the first watched day.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct

from api.judging.contenders import Find
from api.rules import calls
from api.rules.calls import Arrival, Before
from api.simulation.check_ins import DAILY_CHECK, Said
from schemas.alerts import Held, Level
from schemas.findings import Finding, Thresholds
from schemas.symptom_states import RecentCheckIn

BEGINS = datetime(2025, 1, 6, tzinfo=UTC)  # made up
REACH = timedelta(days=14)
HOUR = timedelta(hours=1)


class Team(Struct, frozen=True):
    """Ours: it answers `after` hours; `snoozes` of its answers expect the level for `snooze_hours` instead of ending the alert."""

    after: float = 4.0
    snoozes: float = 0.1
    snooze_hours: float = 72.0


class Call(NamedTuple):
    """A moment at which an alert was raised, joined or made worse."""

    symptom: str
    at: float
    level: Level


class Kept(NamedTuple):
    """What the digest held back."""

    symptom: str
    at: float
    held: Held


class Standing(Struct):
    level: Level
    worst: int | None
    due: datetime
    snoozed_to: int | None = None


class Replay(Struct):
    """One patient before one contender."""

    team: Team
    draw: random.Random
    thresholds: Thresholds
    found: list[Call] = []
    kept: list[Kept] = []
    standing: dict[str, Standing] = {}
    answered: dict[str, tuple[datetime, int | None]] = {}


def replayed(said: Sequence[Said], find: Find, team: Team, seed: str, thresholds: Thresholds = Thresholds()) -> Replay:
    whole = Replay(team, random.Random(seed), thresholds)
    known: list[RecentCheckIn] = []
    for number, one in sorted(enumerate(said), key=lambda pair: pair[1].reached):
        report = recent(number, one)
        known = [*(other for other in known if report.at - other.at <= 2 * REACH), report]
        before = [other for other in known if (other.at, other.id) < (report.at, report.id) and report.at - other.at <= REACH]
        answer(whole, moment(one.reached))
        newest = report.at == max(other.at for other in known)
        decide(whole, report, find(report, before), Arrival(at=report.at, received_at=moment(one.reached), is_newest=newest, cannot_wait=False))
    return whole


def recent(number: int, one: Said) -> RecentCheckIn:
    at = moment(one.at)
    return RecentCheckIn(id=UUID(int=number), at=at, instrument="daily-check", instrument_version="1", respondent=one.respondent, local_date=at.date(), answers=one.answers)


def moment(hours: float) -> datetime:
    return BEGINS + hours * HOUR


def answer(whole: Replay, now: datetime) -> None:
    """What the team did until now."""
    for subject, alert in list(whole.standing.items()):
        if alert.due <= now and alert.snoozed_to is None and alert.worst is not None and whole.draw.random() < whole.team.snoozes:
            alert.snoozed_to, alert.due = alert.worst, alert.due + whole.team.snooze_hours * HOUR
        if alert.due <= now:
            whole.answered[subject] = (alert.due, alert.worst)
            del whole.standing[subject]


def decide(whole: Replay, report: RecentCheckIn, found: list[Finding], arrival: Arrival) -> None:
    now, hours = arrival.received_at, (arrival.received_at - BEGINS) / HOUR
    for subject in dict.fromkeys(calls.subject_of(finding) for finding in found):
        about = [(report.id, finding) for finding in found if calls.subject_of(finding) == subject]
        calling, held = calls.sorted_out(about, {report.id: arrival}, said_before(whole, subject), whole.thresholds, now)
        symptom = DAILY_CHECK.get(subject, subject)
        if calling:
            level = join(whole, subject, [finding for _, finding in calling], now)
            whole.found.append(Call(symptom, hours, level))
        elif held:
            whole.kept.append(Kept(symptom, hours, held[0][1]))


def said_before(whole: Replay, subject: str) -> Before:
    if alert := whole.standing.get(subject):
        return Before(snoozed_until=alert.due, snoozed_to=alert.snoozed_to) if alert.snoozed_to is not None else Before()
    at, worst = whole.answered.get(subject, (None, None))
    return Before(resolved_at=at, resolved_worst=worst)


def join(whole: Replay, subject: str, findings: list[Finding], now: datetime) -> Level:
    level, worst, due = calls.level_of(findings), calls.worst_of(findings), now + whole.team.after * HOUR
    alert = whole.standing.get(subject)
    if alert is None:
        whole.standing[subject] = Standing(level, worst, due)
        return level
    alert.level, waits_anew = calls.joined(level, alert.level, alert.snoozed_to is not None)
    alert.worst = worst
    if waits_anew:
        alert.due, alert.snoozed_to = due, None
    return alert.level
