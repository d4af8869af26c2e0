"""What is looked up before the organisation is known. Callers hash first: no token, code or address reaches a statement."""

import hashlib
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from api.db import Connection

Kind = Literal["email", "session", "device", "enrolment", "share", "family", "calendar", "invitation"]


class Credential(Struct, frozen=True):
    organisation_id: UUID
    kind: Kind
    subject_id: UUID
    expires_at: datetime | None


def digest(kind: Kind, text: str) -> bytes:
    """The SHA-256 that stands for a token, code or address of this kind."""
    return hashlib.sha256(f"{kind}:{text}".encode()).digest()


async def find(db: Connection, kind: Kind, text: str, now: datetime) -> Credential | None:
    """A live credential of any organisation."""
    found = await db.maybe(Credential, "select organisation_id, kind, subject_id, expires_at from find_credential($1)", digest(kind, text))
    return found if found and (found.expires_at is None or found.expires_at > now) else None


async def insert(db: Connection, kind: Kind, text: str, subject_id: UUID, expires_at: datetime | None) -> None:
    await db.run("insert into credentials (hash, kind, subject_id, expires_at) values ($1, $2, $3, $4)", digest(kind, text), kind, subject_id, expires_at)


async def use_up(db: Connection, kind: Kind, text: str) -> bool:
    """True for the one caller that ended it."""
    return await db.run("delete from credentials where organisation_id = current_organisation() and hash = $1", digest(kind, text)) == "DELETE 1"


async def end_all(db: Connection, kind: Kind, subject_id: UUID) -> None:
    await db.run("delete from credentials where organisation_id = current_organisation() and subject_id = $2 and kind = $1", kind, subject_id)


async def end_expired(db: Connection, now: datetime) -> None:
    await db.run("delete from credentials where organisation_id = current_organisation() and expires_at < $1", now)
