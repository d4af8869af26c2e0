"""How a caregiver is: the one way in which their answers about themselves get in."""

from datetime import datetime
from uuid import UUID

from msgspec import structs

from api import access, instruments, intake, queries
from api.access import Actor, CaregiverActor
from api.db import Connection
from api.errors import CONFLICT, FORBIDDEN, ID_VERSION, NO_CONTENT, UNKNOWN_INSTRUMENT, ZONE, Refused
from api.permissions import Action
from schemas.events import Event
from schemas.instruments import NewInstrument
from schemas.wellbeing_checks import NewWellbeingCheck, WellbeingCheck

SUBMIT: Action = "wellbeing.submit"


async def submit(db: Connection, actor: Actor, check_id: UUID, data: NewWellbeingCheck, now: datetime) -> WellbeingCheck:
    """Store it once, however often it is sent. Raises Refused; then nothing was stored."""
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
