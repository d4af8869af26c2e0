import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.audit import ActorKind, AuditRow


class Head(Struct, frozen=True):
    position: int
    hash: bytes


async def record(
    db: Connection,
    actor_kind: ActorKind,
    actor_id: UUID | None,
    action: str,
    now: datetime,
    *,
    patient_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    await db.run(
        "insert into audit_rows (id, at, actor_kind, actor_id, action, patient_id, subject_id, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid7(),
        now,
        actor_kind,
        actor_id,
        action,
        patient_id,
        subject_id,
        detail or {},
    )


async def record_all(db: Connection, actor_kind: ActorKind, actor_id: UUID | None, action: str, rows: Sequence[tuple[datetime, UUID, UUID | None]]) -> None:
    """The same action many times, as (when, patient, subject)."""
    await db.run(
        """insert into audit_rows (id, at, actor_kind, actor_id, action, patient_id, subject_id, detail)
           select r.id, r.at, $1, $2, $3, r.patient_id, r.subject_id, '{}' from unnest($4::uuid[], $5::timestamptz[], $6::uuid[], $7::uuid[])
             as r (id, at, patient_id, subject_id)""",
        actor_kind,
        actor_id,
        action,
        [uuid7() for _ in rows],
        [at for at, _, _ in rows],
        [patient_id for _, patient_id, _ in rows],
        [subject_id for _, _, subject_id in rows],
    )


def link(previous: bytes, row: AuditRow) -> bytes:
    """The hash of a row in its chain: SHA-256 over the hash before it and every fact of the row."""
    facts = [str(row.id), row.at.isoformat(), row.actor_kind, str(row.actor_id), row.action, str(row.patient_id), str(row.subject_id), row.detail]
    return hashlib.sha256(previous + msgspec.json.encode(facts, order="sorted")).digest()


async def lock_head(db: Connection) -> Head:
    return await db.one(Head, "select position, hash from audit_chains where organisation_id = current_organisation() for update")


async def head(db: Connection) -> Head:
    return await db.one(Head, "select position, hash from audit_chains where organisation_id = current_organisation()")


async def unsealed(db: Connection, limit: int) -> list[AuditRow]:
    return await db.all(
        AuditRow,
        """select id, at, actor_kind, actor_id, action, patient_id, subject_id, detail from audit_rows
           where organisation_id = current_organisation() and position is null order by id limit $1""",
        limit,
    )


async def seal(db: Connection, sealed: Sequence[tuple[UUID, int, bytes]], new_head: Head) -> None:
    """Rows as (id, position, hash); sets the head of the chain with them."""
    ids, positions, hashes = [row[0] for row in sealed], [row[1] for row in sealed], [row[2] for row in sealed]
    await db.run(
        """update audit_rows a set position = s.position, hash = s.hash from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as s (id, position, hash)
           where a.organisation_id = current_organisation() and a.id = s.id and a.position is null""",
        ids,
        positions,
        hashes,
    )
    await db.run("update audit_chains set position = $1, hash = $2 where organisation_id = current_organisation()", new_head.position, new_head.hash)


async def walk(db: Connection) -> AsyncIterator[AuditRow]:
    """The sealed rows in the order of the chain, in pages."""
    after = 0
    while rows := await db.all(
        AuditRow,
        """select id, at, actor_kind, actor_id, action, patient_id, subject_id, detail, position, hash from audit_rows
               where organisation_id = current_organisation() and position > $1 order by position, id limit 2000""",
        after,
    ):
        for row in rows:
            yield row
        after = rows[-1].position or after


async def newest(db: Connection, patient_id: UUID | None, before: UUID | None, limit: int) -> list[AuditRow]:
    """Newest first, before the row of that id; of one patient or of all."""
    return await db.all(
        AuditRow,
        """select id, at, actor_kind, actor_id, action, patient_id, subject_id, detail, position, hash from audit_rows
           where organisation_id = current_organisation() and ($1::uuid is null or patient_id = $1) and ($2::uuid is null or id < $2)
           order by id desc limit $3""",
        patient_id,
        before,
        limit,
    )


async def organisations_to_seal(db: Connection) -> list[UUID]:
    return [row["organisations_with_unsealed_rows"] for row in await db.raw.fetch("select organisations_with_unsealed_rows()")]


async def count_unsealed(db: Connection) -> int:
    return int(await db.value("select count(*) from audit_rows where organisation_id = current_organisation() and position is null"))
