"""The one way an election, or what follows from it, gets on record, and the one way it stops standing."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from api import access, queries, rules
from api.access import Actor
from api.db import Connection
from api.errors import FACT_CONFLICT, FACT_NOT_CORRECTABLE, FACT_REFUSED, ID_VERSION, NOT_FOUND, Refused
from api.permissions import Action
from api.queries.benefit_periods import Row, Writing
from schemas.benefit_periods import AnyEntry, AnyNewEntry, Because, Ending, NewEnding
from schemas.check_ins import EnteredInError
from schemas.events import Event
from schemas.patients import Patient

RECORD: Action = "benefit.record"
ENDS: tuple[Because, ...] = ("died", "discharged")
BESIDE = ("kind", "on", "corrects")  # what has a column of its own


async def record(db: Connection, actor: Actor, patient_id: UUID, entry_id: UUID, new: AnyNewEntry, now: datetime) -> AnyEntry:
    """Store it once, however often it is sent. Raises Refused; then nothing was stored."""
    patient = await access.require(db, actor, RECORD, patient_id)
    if entry_id.version != 7:
        raise Refused(ID_VERSION)
    await queries.symptom_states.lock(db, patient.id)
    hashed = content_hash(patient.id, new)
    if await queries.benefit_periods.get(db, entry_id) is None:
        corrected = await corrected_by(db, patient, new)
        check(new, patient, await before(db, patient, new), now)
        await store(db, actor, patient, entry_id, new, corrected, now)
    stored = await queries.benefit_periods.get(db, entry_id)
    if stored is None or stored.content_hash != hashed:
        raise Refused(FACT_CONFLICT)
    return stored.read


async def before(db: Connection, patient: Patient, new: AnyNewEntry) -> list[AnyEntry]:
    """What stands beside the version that is corrected."""
    return [entry for entry in await queries.benefit_periods.standing(db, [patient.id]) if entry.entry.id != new.corrects]


def check(new: AnyNewEntry, patient: Patient, standing: Sequence[AnyEntry], now: datetime) -> None:
    today = patient.day_of(now)
    if faults := rules.benefit_entries.faults(new, patient, today, rules.due_items.elections(standing)):
        raise Refused(FACT_REFUSED, errors=faults)


async def store(
    db: Connection, actor: Actor, patient: Patient, entry_id: UUID, new: AnyNewEntry, corrected: Row | None, now: datetime, **beside: Any
) -> None:
    kind = kind_of(new)
    writing = Writing(
        id=entry_id,
        first_id=corrected.first_id if corrected else entry_id,
        patient_id=patient.id,
        kind=kind,
        happened_on=new.on,
        content={name: value for name, value in said(new).items() if name not in BESIDE} | beside,
        content_hash=content_hash(patient.id, new),
        first_recorded_at=corrected.first_recorded_at if corrected else now,
        recorded_at=now,
        recorded_by_id=actor.id,
        recorded_by=actor.name,
        corrects=new.corrects,
    )
    if corrected is not None:
        await queries.benefit_periods.mark_replaced(db, corrected.id, entry_id)
    if await queries.benefit_periods.insert(db, writing):
        await access.record(db, actor, RECORD, now, patient_id=patient.id, subject_id=entry_id, kind=kind)
        db.announce(Event(kind="benefit", patient_id=patient.id))


async def corrected_by(db: Connection, patient: Patient, new: AnyNewEntry) -> Row | None:
    if new.corrects is None:
        return None
    found = await queries.benefit_periods.get(db, new.corrects)
    if found is None or (found.patient_id, found.kind) != (patient.id, kind_of(new)) or found.replaced_by or found.entered_in_error_at:
        raise Refused(FACT_NOT_CORRECTABLE, errors=[("corrects", "Nothing of this kind stands under that id.")])
    return found


def kind_of(new: AnyNewEntry) -> str:
    return str(said(new)["kind"])


def said(new: AnyNewEntry) -> dict[str, Any]:
    """What isn't empty. A field that Balm learns later then changes no hash of what was stored before."""
    return {name: value for name, value in msgspec.to_builtins(new).items() if value is not None and value is not False}


def content_hash(patient_id: UUID, new: AnyNewEntry) -> bytes:
    """What makes two entries of one id the same."""
    return hashlib.sha256(msgspec.json.encode([patient_id, said(new)], order="sorted")).digest()


async def mark_in_error(db: Connection, actor: Actor, entry_id: UUID, data: EnteredInError, now: datetime) -> AnyEntry:
    """It stays stored and marked, and no longer stands; what it replaced stands again. Marking it twice changes nothing."""
    row = await queries.benefit_periods.get(db, entry_id)
    if row is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, RECORD, row.patient_id)
    await queries.symptom_states.lock(db, patient.id)
    await retract(db, actor, row, data.reason, now)
    marked = await queries.benefit_periods.get(db, entry_id) or row
    if marked.entered_in_error_at is None:
        raise Refused(FACT_NOT_CORRECTABLE)
    return marked.read


async def retract(db: Connection, actor: Actor, row: Row, reason: str, now: datetime) -> None:
    if not await queries.benefit_periods.mark_in_error(db, row.id, actor.id, reason, now):
        return
    if row.corrects is not None:
        await queries.benefit_periods.let_stand(db, row.corrects)
    await access.record(db, actor, "benefit.mark_in_error", now, patient_id=row.patient_id, subject_id=row.id, kind=row.kind)
    db.announce(Event(kind="benefit", patient_id=row.patient_id))


async def follow_care(db: Connection, actor: Actor, was: Patient, patient: Patient, now: datetime) -> None:
    """With a death or a discharge the running election ends, in the same transaction; where that was put right, so is what came with it. For whoever holds the patient's lock."""
    elected = rules.due_items.elections(await queries.benefit_periods.standing(db, [patient.id]))
    came_with_care = [one.ending for one in elected if one.ending and one.ending.with_care]
    if patient.care in ENDS:
        for one in elected:
            if one.ending is None:
                await end(db, actor, patient, one.election.entry.first_id, None, now)
        if was.care in ENDS and came_with_care and (came_with_care[-1].because, came_with_care[-1].on) != (patient.care, patient.care_since_on):
            await end(db, actor, patient, came_with_care[-1].election_id, came_with_care[-1], now)
    elif was.care == "died":
        for ending in came_with_care:
            row = await queries.benefit_periods.get(db, ending.entry.id)
            if row is not None and ending.because == "died":
                await retract(db, actor, row, "The change of care that it came with was put right.", now)


async def end(db: Connection, actor: Actor, patient: Patient, election_id: UUID, instead_of: Ending | None, now: datetime) -> None:
    because = cast(Literal["died", "discharged"], patient.care)
    new = NewEnding(on=patient.care_since_on, election_id=election_id, because=because, corrects=instead_of.entry.id if instead_of else None)
    await store(db, actor, patient, uuid7(), new, await corrected_by(db, patient, new), now, with_care=True)
