from datetime import datetime
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, caring, intake, queries
from api.access import Asking
from api.db import Connection
from api.errors import INVALID, Refused
from api.permissions import Action
from schemas.care import CareEntry, NewCareEntry
from schemas.patients import Patient

READ: Action = "patient.read"
CHANGE: Action = "care.change"


@get("/patients/{patient_id:uuid}/care")
async def care(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[CareEntry]:
    """Under whose care, since when, and who said so; newest first."""
    await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id)
    return await queries.care_entries.of_patient(db, patient_id)


@post("/patients/{patient_id:uuid}/care", status_code=200)
async def change_care(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewCareEntry]
) -> CareEntry:
    """Palliative or hospice care, discharged or died, since a day. On death or discharge every timer and alert ends with it. The same again changes nothing."""
    patient = await intake.locked(db, await access.require(db, actor, CHANGE, patient_id))
    check_day(patient, data, now)
    newest = (await queries.care_entries.of_patient(db, patient_id))[0]
    note = data.note.strip()
    if (newest.care, newest.since_on, newest.note) == (data.care, data.since_on, note):
        return newest
    entry = await queries.care_entries.insert(db, patient_id, data.care, data.since_on, note, actor.id, actor.name, now)
    await access.record(db, actor, CHANGE, now, patient_id=patient_id, version=entry.version)
    await caring.changed(db, actor, patient, now)
    return entry


def check_day(patient: Patient, data: NewCareEntry, now: datetime) -> None:
    if data.since_on > patient.day_of(now):
        raise Refused(INVALID, errors=[("since_on", "This day is yet to come.")])
    if patient.born_on is not None and data.since_on < patient.born_on:
        raise Refused(INVALID, errors=[("since_on", "The patient was not born then.")])
