from datetime import datetime
from uuid import UUID

from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.reviews import PackConfirmation


class ConfirmedPack(Struct, frozen=True):
    pack: str
    version: int


async def insert(db: Connection, pack: str, version: int, text_read: str, by_id: UUID, by: str, now: datetime) -> None:
    await db.run(
        "insert into pack_confirmations (id, pack, version, text_read, confirmed_at, confirmed_by_id, confirmed_by) values ($1, $2, $3, $4, $5, $6, $7)",
        uuid7(),
        pack,
        version,
        text_read,
        now,
        by_id,
        by,
    )


async def withdraw(db: Connection, pack: str, by: str, now: datetime) -> int:
    """All that stand of this pack; answers how many."""
    tag = await db.run(
        "update pack_confirmations set withdrawn_at = $2, withdrawn_by = $3 where organisation_id = current_organisation() and pack = $1 and withdrawn_at is null",
        pack,
        now,
        by,
    )
    return int(tag.split()[-1])


async def of_pack(db: Connection, pack: str) -> list[PackConfirmation]:
    """Newest first."""
    return await db.all(
        PackConfirmation,
        """select version, text_read, confirmed_at, confirmed_by, withdrawn_at, withdrawn_by from pack_confirmations
           where organisation_id = current_organisation() and pack = $1 order by id desc limit 100""",
        pack,
    )


async def stands(db: Connection, pack: str, version: int) -> bool:
    return bool(
        await db.value(
            """select exists (select from pack_confirmations where organisation_id = current_organisation() and pack = $1 and version = $2
                 and withdrawn_at is null)""",
            pack,
            version,
        )
    )
