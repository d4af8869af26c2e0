"""Screening joined to the store: each new fact and each night look at the record anew, and what changed is noted with its cause."""

from datetime import datetime

from msgspec import Struct, structs

from api import configuring, fact_sheet, queries, rules
from api.db import Connection
from api.queries.timers import Timer
from api.rules.hospice.packs import Pack
from schemas.configurations import Hospice
from schemas.events import Event
from schemas.facts import Facts
from schemas.patients import Patient
from schemas.screenings import Listing, Screening


class Screened(Struct, frozen=True):
    facts: Facts
    screening: Screening
    listing: Listing


async def chosen_pack(db: Connection) -> Pack:
    """Verified only where a named clinician of this organisation has confirmed exactly this version."""
    pack = rules.hospice.packs.packs()[(await configuring.holding(db, Hospice)).pack]
    return structs.replace(pack, verified=await queries.pack_confirmations.stands(db, pack.id, pack.version))


async def screen(db: Connection, patient: Patient, now: datetime) -> Screened:
    facts, pack = await fact_sheet.facts(db, patient, now), await chosen_pack(db)
    screening = rules.hospice.screening.screen(facts, pack, now)
    asks = await queries.review_requests.stands(db, patient.id)
    return Screened(facts, screening, rules.hospice.reviews.listing(facts, screening, clinician_asks=asks))


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
    found, before = await screen(db, patient, now), await queries.screenings.newest(db, patient.id)
    await queries.screenings.put(db, found.screening, found.listing)
    changes = rules.hospice.differences.difference(before.screening, found.screening) if before else []
    if changes:
        await queries.screenings.note(db, found.screening, changes)
    if before is None or changes or before.listing != found.listing:
        db.announce(Event(kind="review", patient_id=patient.id))
