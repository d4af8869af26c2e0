"""What was decided about each finding when it was found: never changed, so nobody is called twice for the same."""

from collections.abc import Sequence
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


class Call(Struct, frozen=True, kw_only=True):
    """With the alert that it called by, or with why it called nobody. `of`: what tells several findings of one rule in one report apart, beside the item."""

    patient_id: UUID
    check_in_id: UUID
    finding: Finding
    alert_id: UUID | None = None
    held: Held | None = None
    of: str = ""


async def insert(db: Connection, calls: Sequence[Call], now: datetime) -> None:
    await db.run(
        """insert into calls (check_in_id, rule, item, patient_id, at, alert_id, held, finding)
           select c.check_in_id, c.rule, c.item, c.patient_id, $1, c.alert_id, c.held, c.finding
           from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::jsonb[])
             as c (check_in_id, rule, item, patient_id, alert_id, held, finding)""",
        now,
        [one.check_in_id for one in calls],
        [one.finding.rule for one in calls],
        [one.finding.item or one.of for one in calls],
        [one.patient_id for one in calls],
        [one.alert_id for one in calls],
        [one.held for one in calls],
        [msgspec.to_builtins(one.finding) for one in calls],
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
