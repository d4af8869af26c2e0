from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.messages import Message, TellPhrase


async def see(db: Connection, patient_id: UUID, alert_id: UUID, check_in_id: UUID, by_id: UUID, by: str, now: datetime) -> bool:
    """False when this report's alert was seen before: the first time stays."""
    tag = await db.run(
        """insert into messages (id, patient_id, kind, at, by_id, by, alert_id, check_in_id) values ($1, $2, 'seen', $3, $4, $5, $6, $7)
           on conflict (organisation_id, alert_id, check_in_id) where kind = 'seen' do nothing""",
        uuid7(),
        patient_id,
        now,
        by_id,
        by,
        alert_id,
        check_in_id,
    )
    return tag == "INSERT 0 1"


async def insert(
    db: Connection, patient_id: UUID, alert_id: UUID | None, phrase: TellPhrase | None, text: str | None, by_id: UUID, by: str, now: datetime
) -> UUID:
    message_id = uuid7()
    await db.run(
        "insert into messages (id, patient_id, kind, at, by_id, by, alert_id, phrase, text) values ($1, $2, 'told', $3, $4, $5, $6, $7, $8)",
        message_id,
        patient_id,
        now,
        by_id,
        by,
        alert_id,
        phrase,
        text,
    )
    return message_id


async def get(db: Connection, message_id: UUID) -> Message:
    return await db.one(
        Message,
        """select id, patient_id, kind, at, by, alert_id, check_in_id, phrase, text, on_phone_at from messages
           where organisation_id = current_organisation() and id = $1""",
        message_id,
    )


async def same(
    db: Connection, patient_id: UUID, alert_id: UUID | None, phrase: TellPhrase | None, text: str | None, by_id: UUID, since: datetime
) -> Message | None:
    """The same words of the same person about the same thing."""
    return await db.maybe(
        Message,
        """select id, patient_id, kind, at, by, alert_id, check_in_id, phrase, text, on_phone_at from messages
           where organisation_id = current_organisation() and patient_id = $1 and kind = 'told' and at >= $6 and by_id = $5 and alert_id is not distinct from $2
             and phrase is not distinct from $3 and text is not distinct from $4
           order by at desc, id desc limit 1""",
        patient_id,
        alert_id,
        phrase,
        text,
        by_id,
        since,
    )


async def of_patient(db: Connection, patient_id: UUID, since: datetime | None, limit: int) -> list[Message]:
    """Newest first. `since` null: from the beginning."""
    return await db.all(
        Message,
        """select id, patient_id, kind, at, by, alert_id, check_in_id, phrase, text, on_phone_at from messages
           where organisation_id = current_organisation() and patient_id = $1 and at >= coalesce($2::timestamptz, '-infinity')
           order by at desc, id desc limit $3""",
        patient_id,
        since,
        limit,
    )


async def of_alert(db: Connection, alert_id: UUID) -> list[Message]:
    """Oldest first."""
    return await db.all(
        Message,
        """select id, patient_id, kind, at, by, alert_id, check_in_id, phrase, text, on_phone_at from messages
           where organisation_id = current_organisation() and alert_id = $1 order by id""",
        alert_id,
    )


async def mark_on_phone(db: Connection, message_ids: list[UUID], now: datetime) -> None:
    """The first time stays."""
    await db.run(
        "update messages set on_phone_at = $2 where organisation_id = current_organisation() and id = any($1::uuid[]) and on_phone_at is null", message_ids, now
    )
