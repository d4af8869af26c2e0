"""Links by which a calendar program asks for what is due. The token itself is a credential, by hash."""

from datetime import datetime
from uuid import UUID

from api.db import Connection
from schemas.calendar_links import CalendarLink


async def insert(db: Connection, link_id: UUID, staff_member_id: UUID, name: str, mine: bool, now: datetime) -> None:
    await db.run("insert into calendar_links (id, staff_member_id, name, mine, made_at) values ($1, $2, $3, $4, $5)", link_id, staff_member_id, name, mine, now)


async def get(db: Connection, link_id: UUID) -> CalendarLink | None:
    return await db.maybe(
        CalendarLink,
        "select id, staff_member_id, name, mine, made_at, asked_at, revoked_at from calendar_links where organisation_id = current_organisation() and id = $1",
        link_id,
    )


async def of_person(db: Connection, staff_member_id: UUID) -> list[CalendarLink]:
    """Newest first."""
    return await db.all(
        CalendarLink,
        """select id, staff_member_id, name, mine, made_at, asked_at, revoked_at from calendar_links
           where organisation_id = current_organisation() and staff_member_id = $1 and revoked_at is null order by id desc limit 50""",
        staff_member_id,
    )


async def asked(db: Connection, link_id: UUID, now: datetime) -> None:
    await db.run("update calendar_links set asked_at = $2 where organisation_id = current_organisation() and id = $1", link_id, now)


async def revoke(db: Connection, link_id: UUID, now: datetime) -> None:
    await db.run("update calendar_links set revoked_at = $2 where organisation_id = current_organisation() and id = $1 and revoked_at is null", link_id, now)
