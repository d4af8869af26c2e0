from datetime import datetime
from uuid import UUID

from api.db import Connection
from schemas.medication_changes import MedicationChange, NewMedicationChange


async def insert(db: Connection, patient_id: UUID, change_id: UUID, new: NewMedicationChange, by_id: UUID, by: str, now: datetime) -> bool:
    """False when the id is taken in this organisation: by a copy, or by something else."""
    tag = await db.run(
        """insert into medication_changes (id, patient_id, changed_at, what, recorded_at, recorded_by_id, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (organisation_id, id) do nothing""",
        change_id,
        patient_id,
        new.changed_at,
        new.what,
        now,
        by_id,
        by,
    )
    return tag == "INSERT 0 1"


async def get(db: Connection, change_id: UUID) -> MedicationChange | None:
    return await db.maybe(
        MedicationChange,
        """select id, patient_id, what, changed_at, recorded_at, recorded_by, entered_in_error_at, entered_in_error_reason from medication_changes
           where organisation_id = current_organisation() and id = $1""",
        change_id,
    )


async def of_patient(db: Connection, patient_id: UUID, limit: int) -> list[MedicationChange]:
    """All of them, newest first."""
    return await db.all(
        MedicationChange,
        """select id, patient_id, what, changed_at, recorded_at, recorded_by, entered_in_error_at, entered_in_error_reason from medication_changes
           where organisation_id = current_organisation() and patient_id = $1 order by changed_at desc, id desc limit $2""",
        patient_id,
        limit,
    )


async def standing(db: Connection, patient_id: UUID, since: datetime | None, limit: int) -> list[MedicationChange]:
    """Those not entered in error, newest first. `since` null: from the beginning."""
    return await db.all(
        MedicationChange,
        """select id, patient_id, what, changed_at, recorded_at, recorded_by, entered_in_error_at, entered_in_error_reason from medication_changes
           where organisation_id = current_organisation() and patient_id = $1 and entered_in_error_at is null
             and changed_at >= coalesce($2::timestamptz, '-infinity')
           order by changed_at desc, id desc limit $3""",
        patient_id,
        since,
        limit,
    )


async def mark_in_error(db: Connection, change_id: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """False when it was marked before; the first reason stays."""
    tag = await db.run(
        """update medication_changes set entered_in_error_at = $4, entered_in_error_by = $2, entered_in_error_reason = $3
           where organisation_id = current_organisation() and id = $1 and entered_in_error_at is null""",
        change_id,
        by,
        reason,
        now,
    )
    return tag == "UPDATE 1"
