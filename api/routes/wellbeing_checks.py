from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import structs

from api import access, caregiving, instruments, intake, queries
from api.access import Asking, CaregiverActor
from api.db import Connection
from api.errors import CONFLICT, FORBIDDEN, ID_VERSION, NO_CONTENT, UNKNOWN_INSTRUMENT, ZONE, Refused
from api.permissions import Action
from schemas.events import Event
from schemas.instruments import NewInstrument
from schemas.wellbeing_checks import NewWellbeingCheck, WellbeingCheck, WellbeingChecks

SUBMIT: Action = "wellbeing.submit"
READ: Action = "wellbeing.read"
MOST = 400  # a year of daily ones


@put("/me/wellbeing-checks/{check_id:uuid}")
async def submit_wellbeing(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], check_id: FromPath[UUID], data: JSONBody[NewWellbeingCheck]
) -> WellbeingCheck:
    """How a caregiver is, stored once however often it is sent. The team reads it beside their name; it is no part of the patient's record and calls nobody."""
    patient = await access.require(db, actor, SUBMIT)
    if not isinstance(actor, CaregiverActor):
        raise Refused(FORBIDDEN)
    instrument, answers = checked(check_id, data)
    new = structs.replace(data, recorded_at=intake.storable(data.recorded_at))
    is_after = patient.care == "died"
    if await queries.wellbeing_checks.insert(db, check_id, actor.id, patient.id, new, instrument, answers, is_after, now):
        await access.record(db, actor, SUBMIT, now, patient_id=patient.id, subject_id=check_id)
        db.announce(Event(kind="patient", patient_id=patient.id))
    return await stored(db, actor, check_id, new, answers)


def checked(check_id: UUID, data: NewWellbeingCheck) -> tuple[NewInstrument, dict[str, int | None]]:
    instrument = instruments.wellbeing()
    if check_id.version != 7:
        raise Refused(ID_VERSION)
    if data.zone not in intake.zones():
        raise Refused(ZONE, errors=[("zone", f"{data.zone!r} is not a time zone.")])
    if data.instrument_version != instrument.version:
        raise Refused(UNKNOWN_INSTRUMENT)
    answers = intake.answered(instrument, data.answers)
    if not any(score is not None for score in answers.values()):
        raise Refused(NO_CONTENT)
    return instrument, answers


async def stored(db: Connection, actor: CaregiverActor, check_id: UUID, new: NewWellbeingCheck, answers: dict[str, int | None]) -> WellbeingCheck:
    """Raises check-in-conflict where this id stands for something else."""
    found = await queries.wellbeing_checks.get(db, check_id)
    if found is None or (found.caregiver_id, found.answers, found.recorded_at) != (actor.id, answers, new.recorded_at):
        raise Refused(CONFLICT)
    return found


@get("/caregivers/{caregiver_id:uuid}/wellbeing-checks")
async def wellbeing_checks(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], caregiver_id: FromPath[UUID]
) -> WellbeingChecks:
    """To the team: how this caregiver is, in their own answers."""
    caregiver = await caregiving.of(db, actor, READ, caregiver_id)
    await access.record(db, actor, READ, now, patient_id=caregiver.patient_id, subject_id=caregiver.id)
    return WellbeingChecks(instrument=instruments.wellbeing(), checks=await queries.wellbeing_checks.of_caregiver(db, caregiver.id, MOST))
