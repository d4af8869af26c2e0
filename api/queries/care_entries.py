"""Under whose care a patient is, entry by entry; the newest stands in `patients` too, where every list reads it."""

from datetime import date, datetime
from uuid import UUID

from api.db import Connection
from schemas.care import CareEntry
from schemas.patients import Care


async def of_patient(db: Connection, patient_id: UUID) -> list[CareEntry]:
    """Newest first."""
    return await db.all(
        CareEntry,
        """select version, care, since_on, note, entered_at, entered_by_id, entered_by from care_entries
           where organisation_id = current_organisation() and patient_id = $1 order by version desc limit 1000""",
        patient_id,
    )


async def insert(
    db: Connection, patient_id: UUID, care: Care, since_on: date, note: str, by_id: UUID, by: str, now: datetime
) -> CareEntry:
    """For whoever holds the patient's lock: the next version, and what holds now."""
    entry = await db.one(
        CareEntry,
        """insert into care_entries (patient_id, version, care, since_on, note, entered_by_id, entered_by, entered_at)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 from care_entries
           where organisation_id = current_organisation() and patient_id = $1
           returning version, care, since_on, note, entered_at, entered_by_id, entered_by""",
        patient_id,
        care,
        since_on,
        note,
        by_id,
        by,
        now,
    )
    await db.run("update patients set care = $2, care_since_on = $3 where organisation_id = current_organisation() and id = $1", patient_id, care, since_on)
    return entry
