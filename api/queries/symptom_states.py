from datetime import datetime
from uuid import UUID

import msgspec

from api.db import Connection
from schemas.symptom_states import RecentCheckIn, SymptomState


async def lock(db: Connection, patient_id: UUID) -> None:
    """One writer at a time per patient, so that each sees what the one before stored."""
    await db.value("select patient_id from symptom_states where organisation_id = current_organisation() and patient_id = $1 for update", patient_id)


async def put(db: Connection, patient_id: UUID, last_heard_at: datetime | None, concern: int, recent: list[RecentCheckIn]) -> None:
    await db.run(
        """update symptom_states set last_heard_at = $2, concern = $3, recent = $4
           where organisation_id = current_organisation() and patient_id = $1""",
        patient_id,
        last_heard_at,
        concern,
        msgspec.to_builtins(recent),
    )


async def get(db: Connection, patient_id: UUID) -> SymptomState:
    return await db.one(
        SymptomState,
        "select patient_id, last_heard_at, concern, recent from symptom_states where organisation_id = current_organisation() and patient_id = $1",
        patient_id,
    )
