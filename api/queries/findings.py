"""What the rules find in reports: derived, so it is replaced where a late report changes it."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.findings import Finding


class StoredFinding(Struct, frozen=True):
    check_in_id: UUID
    finding: Finding


async def replace(db: Connection, patient_id: UUID, check_in_ids: list[UUID], found: list[tuple[UUID, datetime, Finding]]) -> None:
    """All that is said now, and nothing that these reports said before; `found` as (check-in, when it counts, finding)."""
    if check_in_ids:
        await db.run("delete from findings where organisation_id = current_organisation() and check_in_id = any($1::uuid[])", check_in_ids)
    if found:
        await db.run(
            """insert into findings (check_in_id, at, rule, item, finding, patient_id)
               select t.check_in_id, t.at, t.rule, t.item, t.finding, $6 from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::jsonb[])
                 as t (check_in_id, at, rule, item, finding)""",
            [check_in_id for check_in_id, _, _ in found],
            [at for _, at, _ in found],
            [finding.rule for _, _, finding in found],
            [finding.item or "" for _, _, finding in found],
            [msgspec.to_builtins(finding) for _, _, finding in found],
            patient_id,
        )


async def of_patient(db: Connection, patient_id: UUID, since: datetime | None, limit: int) -> list[StoredFinding]:
    """Newest first."""
    return await db.all(
        StoredFinding,
        """select check_in_id, finding from findings
           where organisation_id = current_organisation() and patient_id = $1 and at >= coalesce($2::timestamptz, '-infinity')
           order by at desc, check_in_id, rule, item limit $3""",
        patient_id,
        since,
        limit,
    )
