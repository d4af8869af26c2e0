"""The pool, one transaction a request, rows as structs, migrations."""

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

from api.embedded import OLDEST
from schemas.events import Event

T = TypeVar("T")
Pool = asyncpg.Pool
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x62616C6D  # "balm"
ROLE = "balm_api"
# What a database that goes away, or takes too long, looks like from here. The last is asyncpg's where it goes just as a statement begins.
GONE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class MigrationRefused(Exception):
    """A migration that ran here before has other content now, or is gone."""


class ServerTooOld(Exception):
    """PostgreSQL itself is older than what Balm is tried on."""


class NotMigrated(Exception):
    """The database lacks migrations that this version of Balm needs."""


class UnsafeRole(Exception):
    """The database role could see past row-level security."""


class RowNotFound(Exception):
    """A row that must be there is not."""


class BareConnection(asyncpg.Connection):
    """Sends no reset query at release (a quarter of the throughput): nothing here ever changes the session, only `set local`."""

    def get_reset_query(self) -> str:
        return ""


class Connection:
    """One transaction. `announced` goes out to the dashboards once it is committed. `known` is what was read of what seldom changes, so that it is read once in a
    transaction: questionnaires, what is configured. Whoever writes such forgets it."""

    def __init__(self, raw: "PoolConnectionProxy[asyncpg.Record]") -> None:
        self.raw = raw
        self.announced: list[tuple[UUID, Event]] = []
        self.known: dict[tuple[object, ...], Any] = {}
        self.organisation_id: UUID | None = None

    async def begin(self, organisation_id: UUID | None) -> None:
        """In one round trip, which asyncpg's own transactions don't know."""
        await self.raw.execute("BEGIN;" if organisation_id is None else f"BEGIN;{becoming(organisation_id)}")
        self.organisation_id = organisation_id

    async def become(self, organisation_id: UUID) -> None:
        """From here on to the end of the transaction, rows of this organisation and no other; what is known of another's is forgotten."""
        self.known.clear()
        await self.raw.execute(becoming(organisation_id))
        self.organisation_id = organisation_id

    async def maybe(self, kind: type[T], sql: str, *values: Any) -> T | None:
        row = await self.raw.fetchrow(sql, *values)
        return None if row is None else msgspec.convert(row, kind)

    async def one(self, kind: type[T], sql: str, *values: Any) -> T:
        """Raises RowNotFound."""
        found = await self.maybe(kind, sql, *values)
        if found is None:
            raise RowNotFound(kind.__name__)
        return found

    async def all(self, kind: type[T], sql: str, *values: Any) -> list[T]:
        return msgspec.convert(await self.raw.fetch(sql, *values), list[kind])  # type: ignore[valid-type]

    async def value(self, sql: str, *values: Any) -> Any:
        return await self.raw.fetchval(sql, *values)

    async def run(self, sql: str, *values: Any) -> str:
        """Answers Postgres's command tag, such as 'UPDATE 1'."""
        return str(await self.raw.execute(sql, *values))

    def announce(self, event: Event) -> None:
        if self.organisation_id is not None:
            self.announced.append((self.organisation_id, event))

    @asynccontextmanager
    async def savepoint(self, longest_wait: int | None = None) -> AsyncIterator[None]:
        """What raises inside is undone, announcements included; the transaction goes on. `longest_wait`: for a lock, from here on, in milliseconds."""
        before = len(self.announced)
        await self.raw.execute("SAVEPOINT inner_one;" if longest_wait is None else f"SAVEPOINT inner_one;set local lock_timeout = {int(longest_wait)}")
        try:
            yield
        except BaseException:
            del self.announced[before:]
            self.known.clear()
            await self.raw.execute("ROLLBACK TO SAVEPOINT inner_one;RELEASE SAVEPOINT inner_one;")
            raise
        await self.raw.execute("RELEASE SAVEPOINT inner_one;")


def becoming(organisation_id: UUID) -> str:
    """The one place where a value stands in SQL text."""
    return f"set local app.organisation_id = '{UUID(str(organisation_id))}'"


@asynccontextmanager
async def transaction(pool: Pool, organisation_id: UUID | None = None) -> AsyncIterator[Connection]:
    """Commits at the end, rolls back when anything raises."""
    async with pool.acquire() as raw:
        connection = Connection(raw)
        await connection.begin(organisation_id)
        try:
            yield connection
        except BaseException:
            await raw.execute("ROLLBACK;")
            raise
        await raw.execute("COMMIT;")


async def prepare(raw: asyncpg.Connection) -> None:
    """jsonb as plain Python values, in Postgres's binary form (one version byte in front)."""
    await raw.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda data: msgspec.json.decode(data[1:]),
    )


async def open_pool(url: str, size: int = 16, role: str | None = ROLE) -> Pool:
    """A pool that works as `role` (null: as the URL's own role). Raises UnsafeRole where that role could see past row-level security."""
    session = {"timezone": "UTC", "statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s", "application_name": "balm"}
    if role:
        session["role"] = role
    pool = await asyncpg.create_pool(
        url, min_size=2, max_size=max(2, size), init=prepare, connection_class=BareConnection, server_settings=session, timeout=10, command_timeout=20
    )
    try:
        await refuse_unsafe_role(pool)
    except BaseException:
        await pool.close()
        raise
    return pool


async def refuse_unsafe_role(pool: Pool) -> None:
    unsafe = await pool.fetchval(
        "select rolsuper or rolbypassrls or exists (select from pg_class where relowner = r.oid and relname = 'check_ins') from pg_roles r where rolname = current_user"
    )
    if unsafe:
        raise UnsafeRole(
            "The database role of the API owns the tables or may bypass row-level security. Let DATABASE_URL name a role that may `set role balm_api`."
        )


def migrations() -> list[tuple[str, str, bytes]]:
    """(name, SQL, SHA-256), in order."""
    files = sorted(path for path in MIGRATIONS.glob("*.sql") if re.match(r"\d{4}_", path.name))
    return [(path.stem, text, hashlib.sha256(text.encode()).digest()) for path in files for text in [path.read_text(encoding="utf-8")]]


async def migrate(url: str) -> list[str]:
    """Brings the database up to date and answers the names of what it ran. Several at once wait for one another. Raises MigrationRefused, ServerTooOld."""
    raw = await asyncpg.connect(url, timeout=10)
    try:
        refuse_old(raw.get_server_version().major)
        await raw.execute("select pg_advisory_lock($1)", MIGRATION_LOCK)
        await raw.execute("create table if not exists migrations (name text primary key, sha256 bytea not null, run_at timestamptz not null default now())")
        done = {row["name"]: row["sha256"] for row in await raw.fetch("select name, sha256 from migrations")}
        refuse_changed(done)
        ran = [await run_migration(raw, name, sql, digest) for name, sql, digest in migrations() if name not in done]
        if await raw.fetchval("select exists (select from pg_roles where rolname = $1)", ROLE):
            await raw.execute("grant select on migrations to balm_api")
        return ran
    finally:
        await raw.close()


def refuse_old(major: int) -> None:
    if major < OLDEST:
        raise ServerTooOld(f"The database server is PostgreSQL {major}; Balm needs {OLDEST} or newer.")


async def refuse_behind(url: str, role: str | None) -> None:
    """For whoever doesn't migrate: on an older schema some requests would fail, and nobody would know why. Raises NotMigrated."""
    raw = await asyncpg.connect(url, timeout=10)
    try:
        if role:
            await raw.execute("set role balm_api")
        done = {row["name"] for row in await raw.fetch("select name from migrations")}
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError, asyncpg.UndefinedObjectError):
        done = set()
    finally:
        await raw.close()
    if missing := [name for name, _, _ in migrations() if name not in done]:
        raise NotMigrated(f"The database isn't up to date: {missing[0]} is missing. Run `python -m api migrate` first.")


def refuse_changed(done: dict[str, bytes]) -> None:
    here = {name: digest for name, _, digest in migrations()}
    for name, digest in done.items():
        if name not in here:
            raise MigrationRefused(f"This database has run migration {name}, which this version of Balm doesn't know. Is Balm older than the database?")
        if here[name] != digest:
            raise MigrationRefused(f"Migration {name} was changed after it ran here. Put the file back as it was; changes go into a new migration.")


async def run_migration(raw: asyncpg.Connection, name: str, sql: str, digest: bytes) -> str:
    async with raw.transaction():
        await raw.execute(sql)
        await raw.execute("insert into migrations (name, sha256) values ($1, $2)", name, digest)
    return name
