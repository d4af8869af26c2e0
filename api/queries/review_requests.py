from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.reviews import ReviewRequest


async def insert(db: Connection, patient_id: UUID, by_id: UUID, by: str, note: str, now: datetime) -> bool:
    """False where one stands already."""
    tag = await db.run(
        """insert into review_requests (id, patient_id, asked_at, asked_by_id, asked_by, note) values ($1, $2, $3, $4, $5, $6)
           on conflict (organisation_id, patient_id) where withdrawn_at is null do nothing""",
        uuid7(),
        patient_id,
        now,
        by_id,
        by,
        note,
    )
    return tag == "INSERT 0 1"


async def withdraw(db: Connection, patient_id: UUID, by: str, now: datetime) -> bool:
    tag = await db.run(
        """update review_requests set withdrawn_at = $2, withdrawn_by = $3
           where organisation_id = current_organisation() and patient_id = $1 and withdrawn_at is null""",
        patient_id,
        now,
        by,
    )
    return tag == "UPDATE 1"


async def of_patient(db: Connection, patient_id: UUID) -> list[ReviewRequest]:
    """Newest first."""
    return await db.all(
        ReviewRequest,
        """select id, asked_at, asked_by, note, withdrawn_at, withdrawn_by from review_requests
           where organisation_id = current_organisation() and patient_id = $1 order by id desc limit 100""",
        patient_id,
    )


async def stands(db: Connection, patient_id: UUID) -> bool:
    return bool(
        await db.value(
            "select exists (select from review_requests where organisation_id = current_organisation() and patient_id = $1 and withdrawn_at is null)", patient_id
        )
    )
