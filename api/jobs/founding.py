"""New organisations, their people, and the questionnaires that come with Balm."""

from collections.abc import Sequence
from datetime import datetime

from argon2 import PasswordHasher
from uuid_utils.compat import uuid7

from api import queries
from api.db import Connection, Pool, transaction
from api.instruments import bundled
from schemas.organisations import Organisation, PhoneNumber
from schemas.staff_members import Role, StaffMember

SHORTEST_PASSWORD = 10  # characters; NIST SP 800-63B asks for 8 or more
USUAL = "daily-check"

hasher = PasswordHasher()


async def found_organisation(
    db: Connection, name: str, zone: str, emergency_number: str, now: datetime, *, phone_numbers: Sequence[PhoneNumber] = (), demo: bool = False
) -> Organisation:
    """From here on the transaction stands in the new organisation."""
    await db.become(uuid7())
    numbers = [{"label": number.label, "number": number.number} for number in phone_numbers]
    organisation = await queries.organisations.insert(db, name, zone, emergency_number, numbers, demo, now)
    await bring_instruments(db, now)
    await queries.audit.record(db, "system", None, "organisation.add", now)
    return organisation


async def bring_instruments(db: Connection, now: datetime) -> None:
    for instrument in bundled():
        await queries.instruments.insert(db, instrument, bundled=True, asked=instrument.id == USUAL, now=now)


async def bring_instruments_everywhere(pool: Pool, now: datetime) -> None:
    """At each start: a new version of Balm may bring a new version of a questionnaire."""
    async with transaction(pool) as db:
        organisations = await queries.organisations.everywhere(db)
    for organisation in organisations:
        async with transaction(pool, organisation.id) as db:
            await bring_instruments(db, now)


def hashed(password: str, email: str) -> str:
    """Raises ValueError for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD and not email.endswith("@demo.example"):
        raise ValueError(f"The password must have at least {SHORTEST_PASSWORD} characters.")
    return hasher.hash(password)


async def add_staff_member(db: Connection, name: str, email: str, role: Role, password: str, now: datetime) -> StaffMember:
    """Raises ValueError for a password that is too short; asyncpg's UniqueViolationError for an address that is taken anywhere on this server."""
    email = email.strip().lower()
    if "@" not in email:
        raise ValueError(f"{email!r} is no e-mail address.")
    person = await queries.staff_members.insert(db, uuid7(), name, email, role, hashed(password, email), now)
    await queries.credentials.insert(db, "email", email, person.id, None)
    await queries.audit.record(db, "system", None, "staff.add", now, subject_id=person.id, detail={"role": role})
    return person


async def set_password(db: Connection, email: str, password: str, now: datetime) -> StaffMember:
    """Signs the person out everywhere: whoever knew the old password is out. Raises ValueError."""
    person = await person_of(db, email, now)
    await queries.staff_members.set_password_hash(db, person.id, hashed(password, person.email))
    await queries.credentials.end_all(db, "session", person.id)
    await queries.audit.record(db, "system", None, "staff.set_password", now, subject_id=person.id)
    return person


async def end_access(db: Connection, email: str, now: datetime) -> StaffMember:
    """From the next request on a stranger; what the person did stays under their name, and the address is free for whoever comes. Raises ValueError."""
    person = await person_of(db, email, now)
    await queries.staff_members.leave(db, person.id, now)
    for kind in ("session", "email"):
        await queries.credentials.end_all(db, kind, person.id)
    await queries.audit.record(db, "system", None, "staff.end_access", now, subject_id=person.id)
    return person


async def person_of(db: Connection, email: str, now: datetime) -> StaffMember:
    """From here on the transaction stands in their organisation. Raises ValueError."""
    found = await queries.credentials.find(db, "email", email.strip().lower(), now)
    if found is None:
        raise ValueError(f"Nobody signs in with {email!r} here.")
    await db.become(found.organisation_id)
    return await queries.staff_members.get(db, found.subject_id)
