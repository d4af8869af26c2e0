"""By when an alert should be taken, and what happens when nobody does. One timer stands for an alert: until its deadline while it waits, until its end while it
sleeps; none once somebody has it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from msgspec import structs

from api import access, alert_steps, configuring, queries, ranking, rules
from api.alert_steps import Stepped
from api.db import Connection
from api.permissions import BY_ROLE, Action
from api.queries.alert_clocks import Begun, Clock
from api.queries.timers import Timer
from schemas.alerts import Alert, Level
from schemas.configurations import Watch
from schemas.events import Event

CHANGE: Action = "alert.change"


class Waiting(NamedTuple):
    alert_id: UUID
    patient_id: UUID
    level: Level


async def wait(db: Connection, alerts: Sequence[Waiting], now: datetime) -> list[datetime | None]:
    """From now on somebody should take them; answers by when, of each."""
    clocks = await clocks_of(db, alerts, now)
    await queries.alert_clocks.begin(db, clocks)
    await put(db, alerts, clocks)
    return [one.respond_by for one in clocks]


async def clocks_of(db: Connection, alerts: Sequence[Waiting], now: datetime) -> list[Begun]:
    """As they would begin now, in the same order."""
    holds = await configuring.of_patients(db, [one.patient_id for one in alerts])
    clocks = [clock(one, holds.watch_over(one.patient_id), holds.zone, now) for one in alerts]
    if any(one.called for one in clocks):
        present = await may_answer(db)
        clocks = [structs.replace(one, called=one.called if one.called in present else None) for one in clocks]
    return clocks


def clock(alert: Waiting, watch: Watch, zone: str, now: datetime) -> Begun:
    respond_by, called = rules.watching.deadline(watch, zone, alert.level, now), rules.watching.called_first(watch, zone, alert.level, now)
    return Begun(alert.alert_id, respond_by, called)


async def put(db: Connection, alerts: Sequence[Waiting], clocks: Sequence[Begun]) -> None:
    """Their timers."""
    timers = [(one.alert_id, one.patient_id, its.respond_by) for one, its in zip(alerts, clocks, strict=True)]
    await queries.timers.put_all(db, "response", timers)


async def stop(db: Connection, alert: Alert, until: datetime | None = None) -> None:
    """Somebody has it, or it sleeps until then."""
    await queries.alert_clocks.stop(db, alert.id)
    await queries.timers.put(db, "response", alert.id, alert.patient_id, until)


async def fire(db: Connection, timers: Sequence[Timer], now: datetime) -> None:
    found = await queries.alert_clocks.of_alerts(db, [timer.subject_id for timer in timers])
    alerts = [found[timer.subject_id] for timer in timers if timer.subject_id in found]
    asleep, open_ones = [one for one in alerts if one.state == "snoozed"], [one for one in alerts if one.state == "open"]
    if asleep:
        await wake(db, asleep, now)
    if unwatched := [one for one in open_ones if one.respond_by is None]:  # nobody watched when they were raised
        await wait(db, waiting(unwatched), now)
    if unanswered := [one for one in open_ones if one.respond_by is not None]:
        await pass_on(db, unanswered, now)
    if patients := dict.fromkeys(one.patient_id for one in (*asleep, *open_ones)):
        await ranking.rank(db, patients)
    for patient_id in patients:
        db.announce(Event(kind="alert", patient_id=patient_id))


def waiting(clocks: Sequence[Clock]) -> list[Waiting]:
    return [Waiting(one.id, one.patient_id, one.level) for one in clocks]


async def wake(db: Connection, alerts: Sequence[Clock], now: datetime) -> None:
    for one in alerts:
        await queries.alerts.set_state(db, one.id, "open")
    respond_by = await wait(db, waiting(alerts), now)
    steps = [Stepped(one.id, one.patient_id, {"respond_by": written(by)}) for one, by in zip(alerts, respond_by, strict=True)]
    await alert_steps.record_all(db, access.balm(db), "woken", now, steps)


async def pass_on(db: Connection, alerts: Sequence[Clock], now: datetime) -> None:
    """Each to the next person; at the end of the order it stays marked, and no timer stands any more."""
    holds, present = await configuring.of_patients(db, [one.patient_id for one in alerts]), await may_answer(db)
    called = [rules.watching.called_next(holds.watch, now, one.called_before, present) for one in alerts]
    handed = [
        (one, Begun(one.id, rules.watching.deadline(holds.watch_over(one.patient_id), holds.zone, one.level, now), person), present[person])
        for one, person in zip(alerts, called, strict=True)
        if person is not None
    ]
    if handed:
        await hand_on(db, handed, now)
    if left := [one for one, person in zip(alerts, called, strict=True) if person is None]:
        await queries.alert_clocks.mark_overdue(db, [one.id for one in left], now)
        await alert_steps.record_all(db, access.balm(db), "unanswered", now, [Stepped(one.id, one.patient_id, {}) for one in left])


async def hand_on(db: Connection, handed: Sequence[tuple[Clock, Begun, str]], now: datetime) -> None:
    """Each with the clock that begins, and the name of whom it calls."""
    begun = [clock for _, clock, _ in handed]
    await queries.alert_clocks.pass_on(db, begun, now)
    await put(db, waiting([one for one, _, _ in handed]), begun)
    steps = [Stepped(one.id, one.patient_id, {"to": str(to.called), "name": name, "respond_by": written(to.respond_by)}) for one, to, name in handed]
    await alert_steps.record_all(db, access.balm(db), "passed_on", now, steps)


async def may_answer(db: Connection) -> dict[UUID, str]:
    """Those of the team who look after patients, with their names."""
    return {person.id: person.name for person in await queries.staff_members.team(db) if CHANGE in BY_ROLE[person.role]}


def written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
