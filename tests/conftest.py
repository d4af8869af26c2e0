"""A real PostgreSQL for the whole run, and a fresh copy of a database with the cast in it for each test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from litestar import Litestar

from api import embedded
from api.app import create_app
from api.db import Pool, migrate, open_pool
from api.settings import Settings
from tests import people
from tests.chromium import found as found_chromium
from tests.leaks import Watch
from tests.people import NOW, Cast

# a property test's examples share one database; deadlines measure the machine, not the law
settings.register_profile("balm", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.load_profile("balm")

LEAKS = Watch()
LEAKS.begin()
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200", "max_wal_size": "128MB"}
ROOM = 1 << 30  # bytes
SKIPPED_STORIES: list[str] = []
LONGEST = ("tests/stories/test_running_balm", "tests/api/test_a_day", "tests/stories", "tests/test_laws", "tests/api/test_killed", "tests/test_chromium")


class Clock:
    """Time stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


def named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


def in_memory() -> Path | None:
    """A folder that no disk is asked for; none where there is little room, as in most containers."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > ROOM else None


@pytest.fixture(scope="session", autouse=True)
def leaks() -> Iterator[Watch]:
    """At the end of the run, of each process of a parallel one: no token was in any line of any log."""
    yield LEAKS
    assert LEAKS.leaks == []


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A database for each test is made and dropped mostly by the file system."""
    with TemporaryDirectory(prefix="balm-tests-", dir=in_memory()) as folder, embedded.running(Path(folder) / "data", FAST) as url:
        yield url


@pytest.fixture(scope="session")
async def template(server: str) -> Cast:
    """A migrated database with the cast, to be copied."""
    await in_postgres(server, "create database cast_template")
    await migrate(named(server, "cast_template"))
    pool = await open_pool(named(server, "cast_template"))
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    cast = await people.settle(pool, cheap.hash(people.PASSWORD))
    await pool.close()
    return cast


async def in_postgres(server: str, statement: str) -> None:
    raw = await asyncpg.connect(server)
    await raw.execute(statement)
    await raw.close()


@pytest.fixture
def cast(template: Cast) -> Cast:
    return template


@pytest.fixture
async def database_url(server: str, template: Cast) -> AsyncIterator[str]:
    """A database of its own for this test, with the cast in it."""
    name = f"test_{uuid4().hex}"
    await in_postgres(server, f"create database {name} template cast_template strategy file_copy")
    yield named(server, name)
    await in_postgres(server, f"drop database {name} with (force)")


@pytest.fixture
async def empty_url(server: str) -> AsyncIterator[str]:
    name = f"test_{uuid4().hex}"
    await in_postgres(server, f"create database {name}")
    yield named(server, name)
    await in_postgres(server, f"drop database {name} with (force)")


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    found = await open_pool(database_url)
    yield found
    await found.close()


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Past row-level security: to look at what is really stored."""
    raw = await asyncpg.connect(database_url)
    yield raw
    await raw.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def alive(app: Litestar) -> AsyncIterator[None]:
    """The lifespan in one task from begin to end; a fixture's two halves run in different ones."""
    ready, done = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with app.lifespan():
            ready.set()
            await done.wait()

    holding = asyncio.create_task(hold())
    await asyncio.wait({holding, asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    yield
    done.set()
    await holding


@pytest.fixture(scope="session")
def built() -> Litestar:
    """Of what a test needs the app takes longest to build; it is opened anew for each one, on that test's database and clock."""
    return create_app(Settings(origin="http://balm.test", rate_limit=1_000_000), "")


@pytest.fixture
async def app(built: Litestar, database_url: str, clock: Clock) -> AsyncIterator[Litestar]:
    built.state.database_url, built.state.clock = database_url, clock
    async with alive(built):
        yield built


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """Nobody in particular; each request says who asks."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> str:
    path = found_chromium()
    if path is None:
        SKIPPED_STORIES.append("no Chromium was found and none could be installed")
        if os.environ.get("CI") == "true":
            pytest.fail("The browser stories need a Chromium.")
        pytest.skip("no Chromium")
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the files, the long ones go first, so that none is left alone with a story at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the first one."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["skipped_stories"] = SKIPPED_STORIES


@pytest.hookimpl(optionalhook=True)  # there is no such moment without pytest-xdist
def pytest_testnodedown(node: Any) -> None:
    SKIPPED_STORIES.extend(getattr(node, "workeroutput", {}).get("skipped_stories", []))


def pytest_unconfigure(config: pytest.Config) -> None:
    if SKIPPED_STORIES and not hasattr(config, "workeroutput"):
        print(f"\nThe browser stories were SKIPPED: {SKIPPED_STORIES[0]}.")
