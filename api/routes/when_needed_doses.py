"""Medicines taken when needed. The list of a patient is the team's (PatientPlan); a phone, or the team, says that one was taken."""

from datetime import datetime
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, dosing, queries
from api.access import Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from schemas.check_ins import EnteredInError
from schemas.events import Event
from schemas.when_needed_doses import DoseReceipt, NewWhenNeededDose, WhenNeededDose

MOST = 2000


@get("/patients/{patient_id:uuid}/when-needed-doses")
async def when_needed_doses(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]
) -> list[WhenNeededDose]:
    """All that were ever told, newest first: what was corrected, withdrawn or entered in error too."""
    patient = await access.require(db, actor, "dose.read", patient_id)
    await access.record(db, actor, "dose.read", now, patient_id=patient.id)
    return await queries.when_needed_doses.of_patient(db, patient.id, MOST)


@put("/when-needed-doses/{dose_id:uuid}")
async def submit(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], dose_id: FromPath[UUID], data: JSONBody[NewWhenNeededDose]
) -> DoseReceipt:
    """Store it once, however often it is sent. The same id with the same content gets the same answer; with other content 409. It calls nobody."""
    return await dosing.submit(db, actor, dose_id, data, now)


@post("/when-needed-doses/{dose_id:uuid}/entered-in-error", status_code=200)
async def mark_in_error(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], dose_id: FromPath[UUID], data: JSONBody[EnteredInError]
) -> WhenNeededDose:
    """It stays stored and marked, and no longer counts. Marking it again changes nothing. A phone may mark what came from its patient's phones."""
    found = await queries.when_needed_doses.get(db, dose_id)
    if found is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, "dose.mark_in_error", found.patient_id)
    access.allow_change(actor, found)
    if await queries.when_needed_doses.mark_in_error(db, dose_id, actor.id, data.reason, now):
        await access.record(db, actor, "dose.mark_in_error", now, patient_id=patient.id, subject_id=dose_id)
        db.announce(Event(kind="patient", patient_id=patient.id))
    return await queries.when_needed_doses.get(db, dose_id) or found
