"""What was decided about each finding when it was found: never changed, so nobody is called twice for the same."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.alerts import Held, HeldFinding
from schemas.findings import Finding


class Decided(Struct, frozen=True):
    check_in_id: UUID
    rule: str
    item: str


async def decided(db: Connection, check_in_ids: list[UUID]) -> set[Decided]:
    return set(
        await db.all(
            Decided, "select check_in_id, rule, item from calls where organisation_id = current_organisation() and check_in_id = any($1::uuid[])", check_in_ids
        )
    )


async def insert(
    db: Connection, patient_id: UUID, check_in_id: UUID, finding: Finding, now: datetime, *, alert_id: UUID | None = None, held: Held | None = None, of: str = ""
) -> None:
    """With the alert that it called by, or with why it called nobody. `of`: what tells several findings of one rule in one report apart, beside the item."""
    await db.run(
        "insert into calls (check_in_id, rule, item, patient_id, at, alert_id, held, finding) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        check_in_id,
        finding.rule,
        finding.item or of,
        patient_id,
        now,
        alert_id,
        held,
        msgspec.to_builtins(finding),
    )


async def digest(db: Connection, before: datetime | None, limit: int) -> list[HeldFinding]:
    """What called nobody, newest first."""
    return await db.all(
        HeldFinding,
        """select c.at, c.patient_id, p.name as patient_name, c.check_in_id, c.held, c.finding
           from calls c join patients p on p.organisation_id = c.organisation_id and p.id = c.patient_id
           where c.organisation_id = current_organisation() and c.held is not null and ($1::timestamptz is null or c.at < $1)
           order by c.at desc, c.check_in_id, c.rule, c.item limit $2""",
        before,
        limit,
    )
