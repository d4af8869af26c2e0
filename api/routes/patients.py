from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from uuid_utils.compat import uuid7

from api import access, enrolment, queries
from api.access import Asking
from api.db import Connection
from api.errors import INVALID, ZONE, Refused
from api.intake import zones
from api.settings import Settings
from schemas.enrolments import Enrolment
from schemas.events import Event
from schemas.patients import NewPatient, Patient

OLDEST = 125  # years; nobody is known to have lived longer than 122. Ours


def unlikely(born_on: date, today: date) -> str:
    if born_on > today:
        return "This day is yet to come."
    return f"That would be {today.year - born_on.year} years ago. Please check the year." if today.year - born_on.year > OLDEST else ""


@post("/patients")
async def enrol(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], data: JSONBody[NewPatient]
) -> Enrolment:
    """Enrol a patient, and make the code for their first phone. The code is shown this once."""
    access.allow(actor, "patient.enrol")
    organisation = await queries.organisations.get(db)
    zone = data.zone or organisation.zone
    if zone not in zones():
        raise Refused(ZONE, errors=[("zone", f"{zone!r} is not a time zone.")])
    today = now.astimezone(ZoneInfo(zone)).date()
    if data.born_on is not None and (wrong := unlikely(data.born_on, today)):
        raise Refused(INVALID, errors=[("born_on", wrong)])
    patient = await queries.patients.insert(db, uuid7(), data, zone, today, now)
    code = await enrolment.new_code(db, settings.origin, patient.id, now)
    await access.record(db, actor, "patient.enrol", now, patient_id=patient.id)
    db.announce(Event(kind="patient", patient_id=patient.id))
    return Enrolment(patient=patient, enrolment_code=code)


@get("/patients/{patient_id:uuid}")
async def read(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Patient:
    patient = await access.require(db, actor, "patient.read", patient_id)
    await access.record(db, actor, "patient.read", now, patient_id=patient.id)
    return patient
