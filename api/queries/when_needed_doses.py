from datetime import datetime
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.check_ins import EnteredByKind
from schemas.when_needed_doses import DoseReceipt, NewWhenNeededDose, WhenNeededDose


class Writing(Struct, frozen=True, kw_only=True):
    """A dose that was checked and is about to be stored."""

    id: UUID
    patient_id: UUID
    new: NewWhenNeededDose
    entered_by_kind: EnteredByKind
    entered_by_id: UUID
    entered_by: str
    received_at: datetime
    content_hash: bytes


async def insert(db: Connection, w: Writing) -> bool:
    """False when the id is taken in this organisation: by a copy, or by something else."""
    tag = await db.run(
        """insert into when_needed_doses (id, patient_id, medicine, taken_at, received_at, zone, relief, relief_words, respondent, mode, entered_by_kind,
             entered_by_id, entered_by, content_hash, corrects)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
           on conflict (organisation_id, id) do nothing""",
        w.id,
        w.patient_id,
        w.new.medicine,
        w.new.taken_at,
        w.received_at,
        w.new.zone,
        w.new.relief,
        w.new.relief_words,
        w.new.respondent,
        w.new.mode,
        w.entered_by_kind,
        w.entered_by_id,
        w.entered_by,
        w.content_hash,
        w.new.corrects,
    )
    return tag == "INSERT 0 1"


async def receipt(db: Connection, dose_id: UUID, content_hash: bytes) -> DoseReceipt | None:
    """Of the one that is stored under this id with this content."""
    return await db.maybe(
        DoseReceipt,
        """select id, patient_id, received_at, case when taken_at > received_at then 'ahead' else 'ok' end as clock from when_needed_doses
           where organisation_id = current_organisation() and id = $1 and content_hash = $2""",
        dose_id,
        content_hash,
    )


async def get(db: Connection, dose_id: UUID) -> WhenNeededDose | None:
    return await db.maybe(
        WhenNeededDose,
        """select id, patient_id, medicine, at, taken_at, received_at, zone, case when taken_at > received_at then 'ahead' else 'ok' end as clock, respondent,
             mode, entered_by, entered_by_kind, entered_by_id, relief, relief_words, corrects, replaced_by, entered_in_error_at, entered_in_error_reason
           from when_needed_doses where organisation_id = current_organisation() and id = $1""",
        dose_id,
    )


async def of_patient(db: Connection, patient_id: UUID, limit: int) -> list[WhenNeededDose]:
    """All of them, newest first: what was replaced or entered in error too."""
    return await db.all(
        WhenNeededDose,
        """select id, patient_id, medicine, at, taken_at, received_at, zone, case when taken_at > received_at then 'ahead' else 'ok' end as clock, respondent,
             mode, entered_by, entered_by_kind, entered_by_id, relief, relief_words, corrects, replaced_by, entered_in_error_at, entered_in_error_reason
           from when_needed_doses where organisation_id = current_organisation() and patient_id = $1 order by at desc, id desc limit $2""",
        patient_id,
        limit,
    )


async def standing(db: Connection, patient_id: UUID, since: datetime | None, limit: int) -> list[WhenNeededDose]:
    """Newest first; what was replaced or entered in error left out. `since` null: from the beginning."""
    return await db.all(
        WhenNeededDose,
        """select id, patient_id, medicine, at, taken_at, received_at, zone, case when taken_at > received_at then 'ahead' else 'ok' end as clock, respondent,
             mode, entered_by, entered_by_kind, entered_by_id, relief, relief_words, corrects, replaced_by, entered_in_error_at, entered_in_error_reason
           from when_needed_doses
           where organisation_id = current_organisation() and patient_id = $1 and at >= coalesce($2::timestamptz, '-infinity') and replaced_by is null
             and entered_in_error_at is null
           order by at desc, id desc limit $3""",
        patient_id,
        since,
        limit,
    )


async def mark_replaced(db: Connection, patient_id: UUID, dose_id: UUID, replaced_by: UUID) -> bool:
    """False when no dose of this patient stands under that id."""
    tag = await db.run(
        """update when_needed_doses set replaced_by = $3
           where organisation_id = current_organisation() and id = $2 and patient_id = $1 and replaced_by is null and entered_in_error_at is null""",
        patient_id,
        dose_id,
        replaced_by,
    )
    return tag == "UPDATE 1"


async def mark_in_error(db: Connection, dose_id: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """False when it was marked before; the first reason stays."""
    tag = await db.run(
        """update when_needed_doses set entered_in_error_at = $4, entered_in_error_by = $2, entered_in_error_reason = $3
           where organisation_id = current_organisation() and id = $1 and entered_in_error_at is null""",
        dose_id,
        by,
        reason,
        now,
    )
    return tag == "UPDATE 1"
