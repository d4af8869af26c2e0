import asyncpg

from api import queries
from api.db import Pool, transaction
from api.jobs.tidying import tidy_everything
from tests.conftest import Clock
from tests.people import Cast


async def test_what_has_run_out_is_removed_and_what_lives_stays(pool: Pool, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    async with transaction(pool, cast.hospice) as db:
        for token, hours in (("old", -1), ("young", 1)):
            clock.move(hours=hours)
            await queries.credentials.insert(db, "session", token, cast.nadia, clock())
            clock.move(hours=-hours)
    await tidy_everything(pool, clock())
    kept = {row["hash"] for row in await owner.fetch("select hash from credentials where kind = 'session'")}
    assert queries.credentials.digest("session", "young") in kept
    assert queries.credentials.digest("session", "old") not in kept


async def test_failures_are_forgotten_after_a_day_and_not_before(pool: Pool, clock: Clock, owner: asyncpg.Connection) -> None:
    async with transaction(pool) as db:
        await queries.throttles.count(db, "redeem from 192.0.2.1", clock())
    clock.move(hours=23, minutes=59)
    await tidy_everything(pool, clock())
    assert await owner.fetchval("select count(*) from throttles") == 1
    clock.move(minutes=2)
    await tidy_everything(pool, clock())
    assert await owner.fetchval("select count(*) from throttles") == 0
