"""By when an alert should be taken, and what happens when nobody does. One timer stands for an alert: until its deadline while it waits, until its end while it
sleeps; none once somebody has it."""

from datetime import datetime
from uuid import UUID

from api import access, alert_steps, configuring, queries, ranking, rules
from api.access import Actor
from api.db import Connection
from api.permissions import BY_ROLE, Action
from api.queries.timers import Timer
from schemas.alerts import Alert, Level
from schemas.events import Event

CHANGE: Action = "alert.change"


async def wait(db: Connection, alert_id: UUID, patient_id: UUID, level: Level, now: datetime) -> datetime | None:
    """From now on somebody should take it; answers by when."""
    watch, zone = await configuring.watch_over(db, patient_id), await queries.organisations.zone(db)
    respond_by = rules.watching.deadline(watch, zone, level, now)
    called = rules.watching.called_first(watch, zone, level, now)
    await queries.alert_clocks.begin(db, alert_id, respond_by, called if called and await may_answer(db, called) else None)
    await queries.timers.put(db, "response", alert_id, patient_id, respond_by)
    return respond_by


async def stop(db: Connection, alert: Alert, until: datetime | None = None) -> None:
    """Somebody has it, or it sleeps until then."""
    await queries.alert_clocks.stop(db, alert.id)
    await queries.timers.put(db, "response", alert.id, alert.patient_id, until)


async def fire(db: Connection, timer: Timer, now: datetime) -> None:
    alert = await queries.alerts.get(db, timer.subject_id)
    if alert is None or alert.state not in ("open", "snoozed"):
        return
    actor = access.balm(db)
    if alert.state == "snoozed":
        await wake(db, actor, alert, now)
    elif alert.respond_by is None:  # nobody watched when it was raised
        await wait(db, alert.id, alert.patient_id, alert.level, now)
    else:
        await pass_on(db, actor, alert, now)
    await ranking.rank(db, alert.patient_id)
    db.announce(Event(kind="alert", patient_id=alert.patient_id))


async def wake(db: Connection, actor: Actor, alert: Alert, now: datetime) -> None:
    await queries.alerts.set_state(db, alert.id, "open")
    respond_by = await wait(db, alert.id, alert.patient_id, alert.level, now)
    await alert_steps.record(db, actor, alert.id, alert.patient_id, "woken", now, respond_by=written(respond_by))


async def pass_on(db: Connection, actor: Actor, alert: Alert, now: datetime) -> None:
    """To the next person; at the end of the order it stays marked, and no timer stands any more."""
    watch, zone = await configuring.watch_over(db, alert.patient_id), await queries.organisations.zone(db)
    present = {person.id: person.name for person in await queries.staff_members.team(db) if CHANGE in BY_ROLE[person.role]}
    person = rules.watching.called_next(watch, now, await queries.alert_clocks.called_before(db, alert.id), present)
    if person is None:
        await queries.alert_clocks.mark_overdue(db, alert.id, now)
        await alert_steps.record(db, actor, alert.id, alert.patient_id, "unanswered", now)
        return
    respond_by = rules.watching.deadline(watch, zone, alert.level, now)
    await queries.alert_clocks.pass_on(db, alert.id, person, respond_by, now)
    await queries.timers.put(db, "response", alert.id, alert.patient_id, respond_by)
    await alert_steps.record(
        db, actor, alert.id, alert.patient_id, "passed_on", now, to=str(person), name=present[person], respond_by=written(respond_by)
    )


async def may_answer(db: Connection, staff_member_id: UUID) -> bool:
    """Whether this is somebody of the team who looks after patients."""
    person = await queries.staff_members.signed_in(db, staff_member_id)
    return person is not None and CHANGE in BY_ROLE[person.role]


def written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
