from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import structs

from api import access, falling_due, queries, teams
from api.access import Actor, Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused, shaped
from api.falling_due import Whose
from api.permissions import Action
from api.queries.due_marks import Mark
from schemas.due_items import Calendar, DueItemChange, DueWaiting, Key
from schemas.events import Event

READ: Action = "due.read"
CHANGE: Action = "due.change"


@get("/calendar")
async def calendar(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], whose: FromQuery[Whose] = "all", patient_id: FromQuery[UUID | None] = None
) -> Calendar:
    """What is due, of all patients or of one, overdue first: under the hospice benefit, HOPE visits, and to-dos. `whose`: one's own, nobody's, both, or all."""
    access.allow(actor, READ)
    if patient_id is not None:
        await access.require(db, actor, READ, patient_id)
    found = await falling_due.calendar(db, now, whose, actor.id, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id, patients=sorted({str(item.patient_id) for item in found.items}))
    return found


@get("/calendar/waiting")
async def waiting(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> DueWaiting:
    """For the number beside the word "Calendar". It names nobody, so it is no reading of anybody's record."""
    access.allow(actor, READ)
    counts = (await falling_due.calendar(db, now, "all", None, None)).counts
    return DueWaiting(overdue=counts.get("overdue", 0), within_7_days=counts.get("within_7_days", 0))


@put("/patients/{patient_id:uuid}/due-items/{key:str}")
async def change(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], key: FromPath[str], data: JSONBody[DueItemChange]
) -> Calendar:
    """Who looks after it, and why it needn't be done, where that is so; null takes that back. To-dos are changed as tasks. Answers what is due of the patient then."""
    patient = await access.require(db, actor, CHANGE, patient_id)
    await queries.symptom_states.lock(db, patient.id)
    before = {mark.key: mark for mark in await queries.due_marks.of_patients(db, [patient.id])}.get(shaped(key, Key, "key"))
    item = falling_due.named(await falling_due.everything(db, now, patient.id), key)
    if key.startswith("task.") or (item is None and (before is None or before.closed_at is None)):
        raise Refused(NOT_FOUND)
    if (data.assigned_to, data.closed_because) != ((before.assigned_to, before.closed_because) if before else (None, None)):
        await teams.check_person(db, data.assigned_to, CHANGE)
        await mark(db, actor, Mark(patient_id=patient.id, key=key, words=item.words if item else before.words if before else "", assigned_to=data.assigned_to), data, now)
    return await falling_due.calendar(db, now, "all", None, patient.id)


async def mark(db: Connection, actor: Actor, wanted: Mark, data: DueItemChange, now: datetime) -> None:
    if data.closed_because:
        wanted = structs.replace(wanted, closed_at=now, closed_by=actor.name, closed_because=data.closed_because)
    await queries.due_marks.put(db, wanted)
    to = str(data.assigned_to) if data.assigned_to else None
    await access.record(db, actor, CHANGE, now, patient_id=wanted.patient_id, key=wanted.key, assigned_to=to, closed=bool(data.closed_because))
    db.announce(Event(kind="benefit", patient_id=wanted.patient_id))
