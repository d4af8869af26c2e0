from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api import access, alert_steps, queries, ranking, responding, rules, silences, telling
from api.access import Actor, Asking
from api.db import Connection
from api.errors import ALERT_RESOLVED, NOT_FOUND, NOT_IN_TEAM, SNOOZE, Refused, refused
from api.permissions import Action
from schemas.alerts import (
    Alert,
    AlertHistory,
    Alerts,
    Assignment,
    HeldFinding,
    Resolution,
    Snooze,
    Step,
    TakenResult,
    TakenSeveral,
    Taking,
    TakingSeveral,
    Waiting,
)
from schemas.events import Event
from schemas.messages import Tell

READ: Action = "alert.read"
CHANGE: Action = "alert.change"


@get("/alerts")
async def alerts(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromQuery[UUID | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
) -> Alerts:
    """What waits for somebody: urgent first, then what waits longest; snoozed ones last."""
    access.allow(actor, READ)
    found = await queries.alerts.unresolved(db, patient_id, now, limit + 1)
    page = found[:limit]
    await access.record(db, actor, READ, now, patient_id=patient_id, patients=sorted({str(alert.patient_id) for alert in page}))
    return Alerts(alerts=page, as_of=now, more=len(found) > limit)


@get("/alerts/waiting")
async def waiting(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> Waiting:
    """For the number beside the word "Alerts". It names nobody, so it is no reading of anybody's record."""
    access.allow(actor, READ)
    return await queries.alerts.waiting(db, now)


@get("/digest")
async def digest(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    before: FromQuery[datetime | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> list[HeldFinding]:
    """What the rules found and called nobody for, newest first, each with the reason."""
    access.allow(actor, READ)
    held = await queries.calls.digest(db, before, limit)
    await access.record(db, actor, "digest.read", now, patients=sorted({str(one.patient_id) for one in held}))
    return held


@get("/alerts/{alert_id:uuid}")
async def alert(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID]) -> AlertHistory:
    """One alert, and everything that happened to it."""
    found = await required(db, actor, READ, alert_id)
    await access.record(db, actor, READ, now, patient_id=found.patient_id, subject_id=alert_id)
    return AlertHistory(alert=found, steps=await queries.alerts.steps(db, alert_id), messages=await queries.messages.of_alert(db, alert_id))


@post("/alerts/{alert_id:uuid}/acknowledge", status_code=200)
async def acknowledge(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID], data: JSONBody[Taking | None] = None
) -> Alert:
    """ "I have seen it and take it." Taking it twice changes nothing. The patient's phone says when it was seen, and what `tell` says."""
    return await take(db, actor, alert_id, data.tell if data else None, now)


@post("/alerts/acknowledge", status_code=200)
async def acknowledge_several(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[TakingSeveral]
) -> TakenSeveral:
    """Takes several, answered alert by alert in the order asked; one that can't be taken never holds back the rest. Nothing else is done for several at once."""
    access.allow(actor, CHANGE)
    patients = await queries.alerts.patients_of(db, data.alert_ids)
    taken = {}
    # patients are locked in one order, so that two people can't wait for each other
    for alert_id in sorted(set(data.alert_ids), key=lambda one: (patients.get(one, one), one)):
        taken[alert_id] = await take_one(db, actor, alert_id, now)
    return TakenSeveral(results=[taken[alert_id] for alert_id in data.alert_ids])


async def take_one(db: Connection, actor: Actor, alert_id: UUID, now: datetime) -> TakenResult:
    try:
        async with db.savepoint():
            return TakenResult(alert_id=alert_id, status=200, alert=await take(db, actor, alert_id, None, now))
    except Exception as error:
        problem = refused(error).problem()
        if problem.status >= 500:
            raise
        return TakenResult(alert_id=alert_id, status=problem.status, problem=problem)


async def take(db: Connection, actor: Actor, alert_id: UUID, tell: Tell | None, now: datetime) -> Alert:
    found = await to_be_changed(db, actor, alert_id)
    await telling.taken(db, actor, found, tell, now)
    if found.state in ("acknowledged", "in_progress") and found.assigned_to == actor.id:
        return found
    await queries.alerts.set_state(db, alert_id, "acknowledged")
    await queries.alerts.assign(db, alert_id, actor.id)
    await responding.stop(db, found)
    return await done(db, actor, found, "acknowledged", now)


@post("/alerts/{alert_id:uuid}/start", status_code=200)
async def start(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID], data: JSONBody[Taking | None] = None
) -> Alert:
    """Somebody is on it."""
    found = await to_be_changed(db, actor, alert_id)
    await telling.taken(db, actor, found, data.tell if data else None, now)
    if found.state == "in_progress":
        return found
    await queries.alerts.set_state(db, alert_id, "in_progress")
    if found.assigned_to is None:
        await queries.alerts.assign(db, alert_id, actor.id)
    await responding.stop(db, found)
    return await done(db, actor, found, "started", now)


@post("/alerts/{alert_id:uuid}/assign", status_code=200)
async def assign(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID], data: JSONBody[Assignment]) -> Alert:
    """To somebody of the team, or back to everybody (null)."""
    found = await to_be_changed(db, actor, alert_id)
    if data.staff_member_id is not None and data.staff_member_id not in await responding.may_answer(db):
        raise Refused(NOT_IN_TEAM, errors=[("staff_member_id", "Nobody who looks after patients has this id.")])
    if data.staff_member_id == found.assigned_to:
        return found
    await queries.alerts.assign(db, alert_id, data.staff_member_id)
    if data.staff_member_id is None and found.state != "open":  # whoever hasn't taken it can't give anybody more time
        await queries.alerts.set_state(db, alert_id, "open")
        await responding.wait(db, [responding.Waiting(alert_id, found.patient_id, found.level)], now)
    return await done(db, actor, found, "assigned", now, to=str(data.staff_member_id) if data.staff_member_id else None)


@post("/alerts/{alert_id:uuid}/snooze", status_code=200)
async def snooze(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID], data: JSONBody[Snooze]) -> Alert:
    """Quiet until then while it stays at the expected level; what is held back meanwhile stands in the digest."""
    found = await to_be_changed(db, actor, alert_id)
    if data.until.tzinfo is None or not now < data.until <= now + rules.calls.LONGEST_SNOOZE:
        raise Refused(SNOOZE, errors=[("until", "It must lie within 31 days from now, with its offset from UTC.")])
    if found.worst is None or not 0 <= data.level <= 100:
        raise Refused(SNOOZE, errors=[("level", "It has no level; answer it instead." if found.worst is None else "It must be on the scale.")])
    await queries.alerts.snooze(db, alert_id, data.until, data.level)
    await responding.stop(db, found, data.until)
    return await done(db, actor, found, "snoozed", now, until=data.until.isoformat(), level=data.level)


@post("/alerts/{alert_id:uuid}/resolve", status_code=200)
async def resolve(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], alert_id: FromPath[UUID], data: JSONBody[Resolution]
) -> Alert:
    """What was done about it. The same outcome again changes nothing."""
    found = await locked(db, actor, alert_id)
    if found.state == "resolved":
        if found.outcome == data.outcome:
            return found
        raise Refused(ALERT_RESOLVED)
    await telling.taken(db, actor, found, data.tell, now)
    await queries.alerts.resolve(db, alert_id, data.outcome, now)
    await responding.stop(db, found)
    await answered(db, actor, found, now)
    return await done(db, actor, found, "resolved", now, outcome=data.outcome, note=data.note.strip())


async def required(db: Connection, actor: Actor, action: Action, alert_id: UUID) -> Alert:
    access.allow(actor, action)
    found = await queries.alerts.get(db, alert_id)
    if found is None:
        raise Refused(NOT_FOUND)
    await access.require(db, actor, action, found.patient_id)
    return found


async def locked(db: Connection, actor: Actor, alert_id: UUID) -> Alert:
    """As it is once nobody else changes anything about its patient: steps of two people are taken one after the other."""
    found = await required(db, actor, CHANGE, alert_id)
    await queries.symptom_states.lock(db, found.patient_id)
    return await queries.alerts.get(db, alert_id) or found


async def to_be_changed(db: Connection, actor: Actor, alert_id: UUID) -> Alert:
    found = await locked(db, actor, alert_id)
    if found.state == "resolved":
        raise Refused(ALERT_RESOLVED)
    return found


async def answered(db: Connection, actor: Actor, alert: Alert, now: datetime) -> None:
    """What was asked for no longer waits; and whoever was asked about silence has a new count before them."""
    if alert.subject == "asked_for":
        await queries.symptom_states.answered(db, alert.patient_id, now)
    if alert.subject == rules.silence.SILENCE:
        await silences.begin_anew(db, await access.require(db, actor, CHANGE, alert.patient_id), now)


async def done(db: Connection, actor: Actor, before: Alert, step: Step, now: datetime, **detail: object) -> Alert:
    await alert_steps.record(db, actor, before.id, before.patient_id, step, now, **detail)
    await ranking.rank(db, [before.patient_id])
    db.announce(Event(kind="alert", patient_id=before.patient_id))
    return await queries.alerts.get(db, before.id) or before
