"""Certifications while they are written. What is signed is a document."""

from datetime import date, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.certifications import CertificationDraft, NewCertification


async def insert(db: Connection, patient_id: UUID, new: NewCertification, ends_on: date, by_id: UUID, by: str, now: datetime) -> UUID:
    draft_id = uuid7()
    await db.run(
        """insert into certification_drafts (id, patient_id, review_id, election_id, period, begins_on, ends_on, capacity, begun_at, begun_by_id, begun_by, changed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9)""",
        draft_id,
        patient_id,
        new.review_id,
        new.election_id,
        new.period,
        new.begins_on,
        ends_on,
        new.capacity,
        now,
        by_id,
        by,
    )
    return draft_id


async def get(db: Connection, draft_id: UUID) -> CertificationDraft | None:
    """Null as well where it was signed or withdrawn."""
    return await db.maybe(
        CertificationDraft,
        """select id, patient_id, review_id, election_id, period, begins_on, ends_on, capacity, narrative, version, begun_at, begun_by_id, begun_by, changed_at
           from certification_drafts where organisation_id = current_organisation() and id = $1 and signed_at is null and withdrawn_at is null""",
        draft_id,
    )


async def of_patient(db: Connection, patient_id: UUID, limit: int) -> list[CertificationDraft]:
    """Newest first."""
    return await db.all(
        CertificationDraft,
        """select id, patient_id, review_id, election_id, period, begins_on, ends_on, capacity, narrative, version, begun_at, begun_by_id, begun_by, changed_at
           from certification_drafts where organisation_id = current_organisation() and patient_id = $1 and signed_at is null and withdrawn_at is null
           order by id desc limit $2""",
        patient_id,
        limit,
    )


async def write(db: Connection, draft_id: UUID, narrative: str, version: int, now: datetime) -> bool:
    """False where another version stands, or none."""
    tag = await db.run(
        """update certification_drafts set narrative = $2, version = version + 1, changed_at = $4
           where organisation_id = current_organisation() and id = $1 and version = $3 and signed_at is null and withdrawn_at is null""",
        draft_id,
        narrative,
        version,
        now,
    )
    return tag == "UPDATE 1"


async def sign(db: Connection, draft_id: UUID, version: int, mark: bytes, now: datetime) -> bool:
    tag = await db.run(
        """update certification_drafts set signed_at = $4, narrative_mark = $3
           where organisation_id = current_organisation() and id = $1 and version = $2 and signed_at is null and withdrawn_at is null""",
        draft_id,
        version,
        mark,
        now,
    )
    return tag == "UPDATE 1"


async def withdraw(db: Connection, draft_id: UUID, now: datetime) -> bool:
    tag = await db.run(
        """update certification_drafts set withdrawn_at = $2
           where organisation_id = current_organisation() and id = $1 and signed_at is null and withdrawn_at is null""",
        draft_id,
        now,
    )
    return tag == "UPDATE 1"


async def another_has(db: Connection, patient_id: UUID, mark: bytes) -> bool:
    """Whether another patient's signed narrative has these words."""
    return bool(
        await db.value(
            "select exists (select from certification_drafts where organisation_id = current_organisation() and narrative_mark = $1 and patient_id <> $2)", mark, patient_id
        )
    )
