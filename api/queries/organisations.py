from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.organisations import Organisation


class OrganisationName(Struct, frozen=True):
    id: UUID
    name: str
    demo: bool


async def insert(db: Connection, name: str, zone: str, emergency_number: str, phone_numbers: list[dict[str, Any]], demo: bool, now: datetime) -> Organisation:
    """The transaction must already stand in the new organisation: its id is taken from there."""
    await db.run(
        "insert into organisations (id, name, zone, emergency_number, phone_numbers, demo, added_at) values (current_organisation(), $1, $2, $3, $4, $5, $6)",
        name,
        zone,
        emergency_number,
        phone_numbers,
        demo,
        now,
    )
    await db.run("insert into audit_chains (organisation_id) values (current_organisation())")
    return await get(db)


async def get(db: Connection) -> Organisation:
    return await db.one(
        Organisation, "select id, name, zone, emergency_number, phone_numbers, texts, demo, added_at from organisations where id = current_organisation()"
    )


async def zone(db: Connection) -> str:
    return str(await db.value("select zone from organisations where id = current_organisation()"))


async def times_a_day(db: Connection) -> int:
    return int(await db.value("select times_a_day from organisations where id = current_organisation()"))


async def everywhere(db: Connection) -> list[OrganisationName]:
    """All organisations by name, oldest first; for jobs and the command line, which then go one by one."""
    return await db.all(OrganisationName, "select id, name, demo from all_organisations()")
