import asyncio
from pathlib import Path

import asyncpg
import pytest

from api import db, queries
from api.db import ROLE, MigrationRefused, NotMigrated, Pool, ServerTooOld, migrate, open_pool, refuse_behind, refuse_old, transaction
from api.jobs.founding import found_organisation
from schemas.events import Event
from tests.people import NOW, Cast


async def test_four_starts_at_once_migrate_once(empty_url: str) -> None:
    ran = await asyncio.gather(*(migrate(empty_url) for _ in range(4)))
    names = [name for name, _, _ in db.migrations()]
    assert sorted(ran) == sorted([names, [], [], []])


async def test_a_migration_edited_after_it_ran_is_refused(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MIGRATIONS", tmp_path)
    (tmp_path / "0001_one.sql").write_text("create table one (n int)")
    await migrate(empty_url)
    (tmp_path / "0001_one.sql").write_text("create table one (n bigint)")
    with pytest.raises(MigrationRefused, match="0001_one was changed"):
        await migrate(empty_url)


async def test_a_database_newer_than_balm_is_refused(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MIGRATIONS", tmp_path)
    (tmp_path / "0001_one.sql").write_text("create table one (n int)")
    await migrate(empty_url)
    (tmp_path / "0001_one.sql").unlink()
    with pytest.raises(MigrationRefused, match="older than the database"):
        await migrate(empty_url)


@pytest.mark.parametrize("major", [16, 17, 18])
def test_postgresql_from_16_on_is_taken(major: int) -> None:
    refuse_old(major)


async def test_an_older_postgresql_is_refused_before_anything_is_made_there(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServerTooOld, match=r"PostgreSQL 15; Balm needs 16"):
        refuse_old(15)
    monkeypatch.setattr(db, "OLDEST", 99)
    with pytest.raises(ServerTooOld, match="needs 99"):
        await migrate(empty_url)
    raw = await asyncpg.connect(empty_url)
    assert await raw.fetchval("select count(*) from pg_tables where schemaname = 'public'") == 0
    await raw.close()


@pytest.mark.parametrize("role", [ROLE, None])
async def test_whoever_does_not_migrate_is_told_that_the_database_is_behind(empty_url: str, role: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotMigrated, match="0001_the_first_check_in is missing"):
        await refuse_behind(empty_url, role)
    await migrate(empty_url)
    await refuse_behind(empty_url, role)
    newer = [*db.migrations(), ("9999_something_new", "", b"")]
    monkeypatch.setattr(db, "migrations", lambda: newer)
    with pytest.raises(NotMigrated, match="9999_something_new is missing"):
        await refuse_behind(empty_url, role)


async def test_a_failed_migration_leaves_nothing_half_made(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MIGRATIONS", tmp_path)
    (tmp_path / "0001_one.sql").write_text("create table one (n int); select 1 / 0")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty_url)
    (tmp_path / "0001_one.sql").write_text("create table one (n int)")
    assert await migrate(empty_url) == ["0001_one"]


async def test_a_role_of_its_own_serves_as_well_as_set_role(database_url: str, owner: asyncpg.Connection, cast: Cast) -> None:
    """As in compose.yaml: the owner migrates, the API signs in as balm_api."""
    await owner.execute("alter role balm_api login")
    pool = await open_pool(database_url.replace("postgres@", "balm_api@"), role=None)
    async with transaction(pool, cast.hospice) as connection:
        assert await connection.value("select name from patients") == "Ada"
    await pool.close()


async def test_what_raises_in_a_savepoint_is_undone_with_its_announcements(pool: Pool, cast: Cast) -> None:
    async with transaction(pool, cast.hospice) as connection:
        with pytest.raises(ZeroDivisionError):
            async with connection.savepoint():
                await connection.run("update symptom_states set concern = 7")
                connection.announce(Event(kind="check_in", patient_id=cast.ada))
                raise ZeroDivisionError
        assert connection.announced == []
        assert await connection.value("select concern from symptom_states") == 0


async def test_what_was_read_once_is_read_again_where_another_organisation_asks_or_a_savepoint_is_undone(pool: Pool, cast: Cast) -> None:
    async with transaction(pool, cast.hospice) as connection:
        mine = await queries.configurations.for_patient(connection, cast.ada)
        assert await queries.configurations.for_patient(connection, cast.ada) is mine
        with pytest.raises(ZeroDivisionError):
            async with connection.savepoint():
                raise ZeroDivisionError
        assert await queries.configurations.for_patient(connection, cast.ada) is not mine
        await connection.become(cast.other_hospice)
        assert connection.known == {}


async def test_what_raises_in_a_transaction_stores_nothing(pool: Pool, owner: asyncpg.Connection) -> None:
    before = await owner.fetchval("select count(*) from organisations")
    with pytest.raises(ZeroDivisionError):
        async with transaction(pool) as connection:
            await found_organisation(connection, "Half made", "UTC", "112", NOW)
            raise ZeroDivisionError
    assert await owner.fetchval("select count(*) from organisations") == before
