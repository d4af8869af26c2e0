from datetime import datetime
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.shares import NewShare, Share, ShareEnding, ShareEvent, ShareEventKind


async def insert(db: Connection, patient_id: UUID, new: NewShare, passphrase_hash: str | None, by_kind: str, by_id: UUID, by: str, now: datetime) -> UUID:
    share_id = uuid7()
    await db.run(
        """insert into shares (id, patient_id, for_name, scope, language, passphrase_hash, granted_at, granted_by_kind, granted_by_id, granted_by, ends_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
        share_id,
        patient_id,
        new.for_name,
        msgspec.to_builtins(new.scope),
        new.language,
        passphrase_hash,
        now,
        by_kind,
        by_id,
        by,
        new.ends_at,
    )
    return share_id


async def get(db: Connection, share_id: UUID) -> Share | None:
    return await db.maybe(
        Share,
        """select id, patient_id, for_name, scope, language, ends_at, granted_at, granted_by, granted_by_kind, passphrase_hash is not null as has_passphrase, ended_at, ended_because
           from shares where organisation_id = current_organisation() and id = $1""",
        share_id,
    )


async def of_patient(db: Connection, patient_id: UUID, limit: int | None, by_caregiver: UUID | None = None) -> list[Share]:
    """Newest first; null: all. `by_caregiver`: only those that this one began."""
    return await db.all(
        Share,
        """select id, patient_id, for_name, scope, language, ends_at, granted_at, granted_by, granted_by_kind, passphrase_hash is not null as has_passphrase, ended_at, ended_because
           from shares where organisation_id = current_organisation() and patient_id = $1
             and ($3::uuid is null or (granted_by_kind = 'caregiver' and granted_by_id = $3)) order by id desc limit $2""",
        patient_id,
        limit,
        by_caregiver,
    )


async def passphrase_hash(db: Connection, share_id: UUID) -> str | None:
    found = await db.value("select passphrase_hash from shares where organisation_id = current_organisation() and id = $1", share_id)
    return None if found is None else str(found)


async def asking(db: Connection, patient_id: UUID) -> set[UUID]:
    """Those whose holder asked to see it again and has no answer yet."""
    rows = await db.raw.fetch("select id from shares where organisation_id = current_organisation() and patient_id = $1 and asked_at is not null", patient_id)
    return {row["id"] for row in rows}


async def ask(db: Connection, share_id: UUID, now: datetime) -> bool:
    """False where they asked already and nobody has answered."""
    return (
        await db.run("update shares set asked_at = $2 where organisation_id = current_organisation() and id = $1 and asked_at is null", share_id, now) == "UPDATE 1"
    )


async def answer(db: Connection, share_id: UUID, ends_at: datetime | None) -> bool:
    """`ends_at`: it holds again, until then; null: it stays as it is. False where nobody asks."""
    tag = await db.run(
        """update shares set asked_at = null, ends_at = coalesce($2, ends_at), ended_at = case when $2::timestamptz is null then ended_at end,
             ended_because = case when $2::timestamptz is null then ended_because end
           where organisation_id = current_organisation() and id = $1 and asked_at is not null""",
        share_id,
        ends_at,
    )
    return tag == "UPDATE 1"


async def declined_at(db: Connection, share_id: UUID) -> datetime | None:
    """When the holder was last told no; null where the last answer was another one, or there was none."""
    found: datetime | None = await db.value(
        """select case when kind = 'declined' then at end from share_events
           where organisation_id = current_organisation() and share_id = $1 and kind in ('accepted', 'declined') order by id desc limit 1""",
        share_id,
    )
    return found


async def end(db: Connection, share_id: UUID, because: ShareEnding, now: datetime) -> bool:
    """False where it ended before."""
    tag = await db.run(
        """update shares set ended_at = $2, ended_because = $3, asked_at = null
           where organisation_id = current_organisation() and id = $1 and ended_at is null""",
        share_id,
        now,
        because,
    )
    return tag == "UPDATE 1"


async def note(db: Connection, share_id: UUID, kind: ShareEventKind, by: str, now: datetime) -> None:
    await db.run("insert into share_events (id, share_id, at, kind, by) values ($1, $2, $3, $4, $5)", uuid7(), share_id, now, kind, by)


async def events(db: Connection, share_ids: list[UUID], zone: str, limit: int) -> list[ShareEvent]:
    """Newest first. Wrong words are one event for each day in `zone`, so that many push nothing else out."""
    return await db.all(
        ShareEvent,
        """select id, share_id, case when kind = 'refused' then noon else at end as at, kind, by, times
           from (select id, share_id, at, date_trunc('day', at, $2) + interval '12 hours' as noon, kind, by, count(*) over alike as times, row_number() over (alike order by id desc) as place
                 from share_events where organisation_id = current_organisation() and share_id = any($1::uuid[])
                 window alike as (partition by share_id, kind, case when kind = 'refused' then date_trunc('day', at, $2)::text else id::text end)) as told
           where place = 1 order by id desc limit $3""",
        share_ids,
        zone,
        limit,
    )
