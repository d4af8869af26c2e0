"""Who looks after what is due, and what somebody said needn't be done."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from api.db import Connection


class Mark(Struct, frozen=True, kw_only=True):
    patient_id: UUID
    key: str
    words: str
    assigned_to: UUID | None = None
    assignee: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    closed_because: str | None = None


async def of_patients(db: Connection, patient_ids: list[UUID]) -> list[Mark]:
    return await db.all(
        Mark,
        """select m.patient_id, m.key, m.words, m.assigned_to, s.name as assignee, m.closed_at, m.closed_by, m.closed_because
           from due_marks m left join staff_members s on s.organisation_id = m.organisation_id and s.id = m.assigned_to
           where m.organisation_id = current_organisation() and m.patient_id = any($1) order by m.closed_at desc nulls last, m.key""",
        patient_ids,
    )


async def put(db: Connection, mark: Mark) -> None:
    """In place of the one before; the audit keeps who changed what."""
    await db.run(
        """insert into due_marks (patient_id, key, words, assigned_to, closed_at, closed_by, closed_because) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (organisation_id, patient_id, key) do update set words = $3, assigned_to = $4, closed_at = $5, closed_by = $6, closed_because = $7""",
        mark.patient_id,
        mark.key,
        mark.words,
        mark.assigned_to,
        mark.closed_at,
        mark.closed_by,
        mark.closed_because,
    )
