"""What the command line does, apart from reading its words: each command gets the database's URL."""

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import asyncpg
import msgspec

from api import queries
from api.db import Pool, open_pool, transaction
from api.errors import EMAIL
from api.instruments import parse
from api.jobs import demo, founding, import_check_ins, sealing
from api.jobs.import_check_ins import FileRefused, Report
from api.queries.organisations import OrganisationName
from schemas.audit import AuditVerdict
from schemas.organisations import Organisation, PhoneNumber
from schemas.staff_members import Role, StaffMember


class NoSuchOrganisation(ValueError):
    """The command needs one organisation, and it isn't clear which."""


@contextlib.asynccontextmanager
async def pool_of(url: str, role: str | None) -> AsyncIterator[Pool]:
    pool = await open_pool(url, 4, role)
    try:
        yield pool
    finally:
        await pool.close()


async def prepare(url: str, role: str | None, with_demo: bool, now: datetime) -> bool:
    """After the migrations, at each start. True when the demo was made just now."""
    async with pool_of(url, role) as pool:
        await founding.bring_instruments_everywhere(pool, now)
        return with_demo and await demo.seed(pool, now)


async def organisation_named(pool: Pool, name: str | None) -> Organisation:
    """The one of that name; without a name the only one there is. Raises NoSuchOrganisation."""
    async with transaction(pool) as db:
        everywhere = await queries.organisations.everywhere(db)
    wanted = [organisation for organisation in everywhere if name in (None, organisation.name)]
    if len(wanted) != 1:
        raise NoSuchOrganisation(which(everywhere, name))
    async with transaction(pool, wanted[0].id) as db:
        return await queries.organisations.get(db)


def which(everywhere: list[OrganisationName], name: str | None) -> str:
    names = ", ".join(repr(organisation.name) for organisation in everywhere) or "none yet: add one with `add-organisation`"
    return (f"There is no organisation {name!r}." if name else "Say which organisation, with --organisation NAME.") + f" There are: {names}."


async def add_organisation(url: str, role: str | None, name: str, zone: str, emergency_number: str, phone: str, now: datetime) -> Organisation:
    numbers = [PhoneNumber(label=name, number=phone)] if phone else []
    async with pool_of(url, role) as pool, transaction(pool) as db:
        return await founding.found_organisation(db, name, zone, emergency_number, now, phone_numbers=numbers)


async def add_staff(url: str, role: str | None, organisation: str | None, name: str, email: str, as_role: Role, password: str, now: datetime) -> StaffMember:
    async with pool_of(url, role) as pool:
        found = await organisation_named(pool, organisation)
        try:
            async with transaction(pool, found.id) as db:
                return await founding.add_staff_member(db, name, email, as_role, password, now)
        except asyncpg.UniqueViolationError as error:
            raise ValueError(f"{EMAIL.title}. {EMAIL.detail}") from error


async def set_password(url: str, role: str | None, email: str, password: str, now: datetime) -> StaffMember:
    async with pool_of(url, role) as pool, transaction(pool) as db:
        return await founding.set_password(db, email, password, now)


async def end_access(url: str, role: str | None, email: str, now: datetime) -> StaffMember:
    async with pool_of(url, role) as pool, transaction(pool) as db:
        return await founding.end_access(db, email, now)


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(f"{path} can't be read: {error.strerror}.") from error


async def import_file(
    url: str,
    role: str | None,
    organisation: str | None,
    path: Path,
    instrument: Path,
    zone: str | None,
    dry_run: bool,
    now: datetime,
    tell: Callable[[int, int], None],
) -> Report:
    async with pool_of(url, role) as pool:
        found = await organisation_named(pool, organisation)
        return await import_check_ins.run(pool, found, parse(read(instrument)), path, zone or found.zone, now, dry_run=dry_run, tell=tell)


async def verify_audit(url: str, role: str | None) -> list[tuple[str, AuditVerdict]]:
    verdicts = []
    async with pool_of(url, role) as pool:
        async with transaction(pool) as db:
            everywhere = await queries.organisations.everywhere(db)
        for organisation in everywhere:
            async with transaction(pool, organisation.id) as db:
                verdicts.append((organisation.name, await sealing.verify(db)))
    return verdicts


def as_json(found: object) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
