from datetime import datetime
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.caregivers import Caregiver, Grants, NewCaregiver


async def insert(db: Connection, patient_id: UUID, new: NewCaregiver, by_kind: str, by_id: UUID, by: str, now: datetime) -> UUID:
    caregiver_id = uuid7()
    await db.run(
        """insert into caregivers (id, patient_id, name, relationship, grants, invited_at, invited_by_kind, invited_by_id, invited_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        caregiver_id,
        patient_id,
        new.name,
        new.relationship,
        msgspec.to_builtins(new.grants),
        now,
        by_kind,
        by_id,
        by,
    )
    return caregiver_id


async def get(db: Connection, caregiver_id: UUID) -> Caregiver | None:
    return await db.maybe(
        Caregiver,
        """select id, patient_id, name, relationship, grants, invited_at, invited_by, joined_at, ended_at, ended_by, bereavement_asked_at,
             (select count(*) from devices d where d.organisation_id = c.organisation_id and d.caregiver_id = c.id and d.revoked_at is null) as phones
           from caregivers c where organisation_id = current_organisation() and id = $1""",
        caregiver_id,
    )


async def of_patient(db: Connection, patient_id: UUID, limit: int) -> list[Caregiver]:
    """Those that may answer first, then as they were invited."""
    return await db.all(
        Caregiver,
        """select id, patient_id, name, relationship, grants, invited_at, invited_by, joined_at, ended_at, ended_by, bereavement_asked_at,
             (select count(*) from devices d where d.organisation_id = c.organisation_id and d.caregiver_id = c.id and d.revoked_at is null) as phones
           from caregivers c where organisation_id = current_organisation() and patient_id = $1 order by ended_at is not null, id limit $2""",
        patient_id,
        limit,
    )


async def grant(db: Connection, caregiver_id: UUID, grants: Grants) -> None:
    await db.run(
        "update caregivers set grants = $2 where organisation_id = current_organisation() and id = $1 and ended_at is null",
        caregiver_id,
        msgspec.to_builtins(grants),
    )


async def grants_held(db: Connection, caregiver_id: UUID) -> Grants:
    """Now, and until this transaction ends: whoever takes one of them waits for it. None once they have ended."""
    query = "select grants from caregivers where organisation_id = current_organisation() and id = $1 and ended_at is null for share"
    return msgspec.convert(await db.value(query, caregiver_id) or {}, Grants)


async def joined(db: Connection, caregiver_id: UUID, now: datetime) -> None:
    await db.run(
        "update caregivers set joined_at = coalesce(joined_at, $2) where organisation_id = current_organisation() and id = $1", caregiver_id, now
    )


async def end(db: Connection, caregiver_id: UUID, by: str, now: datetime) -> bool:
    """False where it ended before."""
    tag = await db.run(
        "update caregivers set ended_at = $2, ended_by = $3 where organisation_id = current_organisation() and id = $1 and ended_at is null", caregiver_id, now, by
    )
    return tag == "UPDATE 1"


async def ask_bereaved(db: Connection, caregiver_id: UUID, asked_at: datetime | None) -> None:
    """Null: not any more."""
    await db.run("update caregivers set bereavement_asked_at = $2 where organisation_id = current_organisation() and id = $1", caregiver_id, asked_at)
