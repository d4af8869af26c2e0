from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import structs

from api import access, caregiving, configuring, intake, queries, silences
from api.access import Actor, Asking
from api.db import Connection
from api.errors import CHANGED_MEANWHILE, INVALID, Refused
from api.permissions import Action
from schemas.caregivers import Answering, Switch
from schemas.configurations import PatientPlan
from schemas.events import Event
from schemas.patients import Patient

SWITCH: Action = "answering.switch"


@get("/patients/{patient_id:uuid}/answering")
async def answering(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Answering:
    """Whose reports are expected, since when, why, and who said so."""
    await access.require(db, actor, "plan.read", patient_id)
    await access.record(db, actor, "plan.read", now, patient_id=patient_id)
    return await caregiving.answering(db, patient_id)


@put("/me/answering")
async def switch_own(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[Switch]) -> Answering:
    """A surrogate says it, on their phone."""
    return await change(db, actor, await access.require(db, actor, SWITCH), data, now)


@put("/patients/{patient_id:uuid}/answering")
async def switch(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[Switch]
) -> Answering:
    """When a patient can no longer report, others are expected to answer; and back again. It is a version of the plan; both phones say so."""
    return await change(db, actor, await access.require(db, actor, SWITCH, patient_id), data, now)


async def change(db: Connection, actor: Actor, patient: Patient, data: Switch, now: datetime) -> Answering:
    patient = await intake.locked(db, patient)
    check(patient, data, now)
    version, before = await configuring.with_version(db, PatientPlan, patient.id)
    plan = structs.replace(before, answered_by=data.answered_by, answered_since_on=data.since_on, answered_reason=data.reason.strip())
    if plan != before:
        await store(db, actor, patient, version + 1, configuring.as_content(plan), now)
        await silences.planned(db, patient, before, now)
        db.announce(Event(kind="patient", patient_id=patient.id))
    return await caregiving.answering(db, patient.id)


def check(patient: Patient, data: Switch, now: datetime) -> None:
    if data.since_on > patient.day_of(now):
        raise Refused(INVALID, errors=[("since_on", "This day is yet to come.")])
    if data.answered_by == "proxy" and not data.reason.strip():
        raise Refused(INVALID, errors=[("reason", "Say why the patient can't report any more, in words that the patient may read.")])


async def store(db: Connection, actor: Actor, patient: Patient, version: int, content: dict[str, Any], now: datetime) -> None:
    if not await queries.configurations.insert(db, "plan", patient.id, version, content, actor.id, actor.name, now):
        raise Refused(CHANGED_MEANWHILE)
    await access.record(db, actor, SWITCH, now, patient_id=patient.id, version=version, answered_by=content["answered_by"])
