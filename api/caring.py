"""What begins and ends with somebody's care. On death or discharge everything that prompts or calls stops in the same transaction; phones stay signed in, because
what a family wrote may still be on its way, and what it says is kept."""

from datetime import datetime
from typing import cast
from uuid import UUID

from api import alert_steps, benefits, caregiving, queries, ranking, reminding, rules, screening, silences
from api.access import Actor
from api.db import Connection
from schemas.alerts import Ending
from schemas.events import Event
from schemas.patients import Care, Patient


async def changed(db: Connection, actor: Actor, before: Patient, now: datetime) -> None:
    """`before`: as it was until now. For whoever holds the patient's lock."""
    after = await queries.patients.get(db, before.id)
    if after is None:
        return
    if before.care == "died":
        await caregiving.patient_lives(db, after)
    if after.care not in rules.calls.UNDER_CARE:
        await stop(db, actor, after.id, after.care, now)
    elif before.care not in rules.calls.UNDER_CARE:
        await silences.begin_anew(db, after, now)
        await reminding.schedule(db, after, now)
        await screening.go_on(db, after, now)
    await benefits.follow_care(db, actor, before, after, now)
    if after.care == "died":
        await caregiving.patient_died(db, after)
    db.announce(Event(kind="patient", patient_id=after.id))


async def stop(db: Connection, actor: Actor, patient_id: UUID, care: Care, now: datetime) -> None:
    await queries.timers.end_all(db, patient_id)
    await queries.pushes.end_all(db, patient_id)
    for alert in await queries.alerts.unresolved_of(db, [patient_id]):
        await queries.alerts.end(db, alert.id, cast(Ending, care), now)
        await alert_steps.record(db, actor, alert.id, patient_id, "ended", now, because=care)
        db.announce(Event(kind="alert", patient_id=patient_id))
    await ranking.rank(db, [patient_id])
