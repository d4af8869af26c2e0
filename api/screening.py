"""Screening joined to the store: each new fact and each night look at the record anew, and what changed is noted with its cause."""

from datetime import datetime

from msgspec import structs

from api import configuring, deciding, fact_sheet, queries, rules
from api.db import Connection
from api.queries.timers import Timer
from api.rules.hospice.packs import Pack
from api.rules.hospice.snapshots import Inputs
from schemas.configurations import Hospice
from schemas.events import Event
from schemas.patients import Patient


async def chosen_pack(db: Connection) -> Pack:
    """Verified only where a named clinician of this organisation has confirmed exactly this version."""
    pack = rules.hospice.packs.packs()[(await configuring.holding(db, Hospice)).pack]
    return structs.replace(pack, verified=await queries.pack_confirmations.stands(db, pack.id, pack.version))


async def inputs(db: Connection, patient: Patient, now: datetime) -> Inputs:
    """Everything that a screening looks at, in this moment."""
    return rules.hospice.snapshots.inputs(
        await fact_sheet.facts(db, patient, now),
        await chosen_pack(db),
        now,
        clinician_asks=await queries.review_requests.stands(db, patient.id),
        decided=await deciding.standing(db, patient.id),
    )


async def due(db: Connection, patient: Patient, now: datetime) -> None:
    """Within seconds, once for all that is written until then."""
    if patient.care in rules.calls.UNDER_CARE:
        await queries.timers.put(db, "screening", patient.id, patient.id, now)


async def go_on(db: Connection, patient: Patient, now: datetime) -> None:
    """Somebody is under care again: with what stands on record, if anything does."""
    if await queries.screenings.newest(db, patient.id) is not None:
        await due(db, patient, now)


async def fire(db: Connection, timer: Timer, now: datetime) -> None:
    """The next one is at the patient's next midnight: evidence grows old, and wishes are asked about anew."""
    patient = await queries.patients.get(db, timer.patient_id)
    if patient is None or patient.care not in rules.calls.UNDER_CARE:
        return
    await queries.timers.put(db, "screening", patient.id, patient.id, rules.calendar.midnight(now, patient.zone, -1))
    screening, listing = rules.hospice.snapshots.listed(await inputs(db, patient, now))
    before = await queries.screenings.newest(db, patient.id)
    await queries.screenings.put(db, screening, listing)
    changes = rules.hospice.differences.difference(before.screening, screening) if before else []
    if changes:
        await queries.screenings.note(db, screening, changes)
    if before is None or changes or before.listing != listing:
        db.announce(Event(kind="review", patient_id=patient.id))
