from datetime import datetime, timedelta
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, queries
from api.access import Asking
from api.db import Connection
from api.errors import FACT_CONFLICT, ID_VERSION, INVALID, NOT_FOUND, Refused
from schemas.check_ins import EnteredInError
from schemas.events import Event
from schemas.medication_changes import MedicationChange, NewMedicationChange

AHEAD = timedelta(minutes=2)  # clocks differ by less; ours
MOST = 500


@get("/patients/{patient_id:uuid}/medication-changes")
async def medication_changes(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]
) -> list[MedicationChange]:
    """Every change of medication that was written down, newest first, those entered in error too."""
    patient = await access.require(db, actor, "fact.read", patient_id)
    await access.record(db, actor, "fact.read", now, patient_id=patient.id)
    return await queries.medication_changes.of_patient(db, patient.id, MOST)


@put("/patients/{patient_id:uuid}/medication-changes/{change_id:uuid}")
async def record(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    change_id: FromPath[UUID],
    data: JSONBody[NewMedicationChange],
) -> MedicationChange:
    """Store it once, however often it is sent. It goes to nobody's phone, and gives no order."""
    patient = await access.require(db, actor, "fact.record", patient_id)
    if change_id.version != 7:
        raise Refused(ID_VERSION)
    if not data.what.strip():
        raise Refused(INVALID, errors=[("what", "Write what was changed.")])
    if data.changed_at > now + AHEAD:
        raise Refused(INVALID, errors=[("changed_at", "This moment is yet to come.")])
    if await queries.medication_changes.insert(db, patient.id, change_id, data, actor.id, actor.name, now):
        await access.record(db, actor, "medication_change.record", now, patient_id=patient.id, subject_id=change_id)
        db.announce(Event(kind="patient", patient_id=patient.id))
    stored = await queries.medication_changes.get(db, change_id)
    if stored is None or (stored.patient_id, stored.what, stored.changed_at) != (patient.id, data.what, data.changed_at):
        raise Refused(FACT_CONFLICT)
    return stored


@post("/medication-changes/{change_id:uuid}/entered-in-error", status_code=200)
async def mark_in_error(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], change_id: FromPath[UUID], data: JSONBody[EnteredInError]
) -> MedicationChange:
    """It stays stored and marked, and is no longer drawn. Marking it again changes nothing."""
    access.allow(actor, "fact.mark_in_error")
    found = await queries.medication_changes.get(db, change_id)
    if found is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, "fact.mark_in_error", found.patient_id)
    if await queries.medication_changes.mark_in_error(db, change_id, actor.id, data.reason, now):
        await access.record(db, actor, "medication_change.mark_in_error", now, patient_id=patient.id, subject_id=change_id)
        db.announce(Event(kind="patient", patient_id=patient.id))
    return await queries.medication_changes.get(db, change_id) or found
