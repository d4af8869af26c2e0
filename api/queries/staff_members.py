from datetime import datetime
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.staff_members import Role, StaffMember, TeamMember


class SignedIn(Struct, frozen=True):
    """Who a session belongs to."""

    id: UUID
    name: str
    role: Role
    demo: bool


async def insert(db: Connection, staff_member_id: UUID, name: str, email: str, role: Role, password_hash: str, now: datetime) -> StaffMember:
    await db.run(
        "insert into staff_members (id, name, email, role, password_hash, added_at) values ($1, $2, $3, $4, $5, $6)",
        staff_member_id,
        name,
        email,
        role,
        password_hash,
        now,
    )
    return await get(db, staff_member_id)


async def get(db: Connection, staff_member_id: UUID) -> StaffMember:
    return await db.one(
        StaffMember,
        "select id, organisation_id, name, email, role, added_at from staff_members where organisation_id = current_organisation() and id = $1",
        staff_member_id,
    )


async def password_hash(db: Connection, staff_member_id: UUID) -> str | None:
    """Null for somebody who has left."""
    found = await db.value(
        "select password_hash from staff_members where organisation_id = current_organisation() and id = $1 and left_at is null", staff_member_id
    )
    return None if found is None else str(found)


async def set_password_hash(db: Connection, staff_member_id: UUID, password_hash: str) -> None:
    await db.run("update staff_members set password_hash = $2 where organisation_id = current_organisation() and id = $1", staff_member_id, password_hash)


async def leave(db: Connection, staff_member_id: UUID, now: datetime) -> None:
    await db.run(
        "update staff_members set left_at = coalesce(left_at, $2) where organisation_id = current_organisation() and id = $1", staff_member_id, now
    )


async def signed_in(db: Connection, staff_member_id: UUID) -> SignedIn | None:
    return await db.maybe(
        SignedIn,
        """select s.id, s.name, s.role, o.demo from staff_members s join organisations o on o.id = s.organisation_id
           where s.organisation_id = current_organisation() and s.id = $1 and s.left_at is null""",
        staff_member_id,
    )


async def team(db: Connection) -> list[TeamMember]:
    """Everybody who has not left, by name."""
    return await db.all(
        TeamMember, "select id, name, role from staff_members where organisation_id = current_organisation() and left_at is null order by name, id limit 1000"
    )
