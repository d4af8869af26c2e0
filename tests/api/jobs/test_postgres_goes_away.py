"""The database goes away and comes back: what fell due meanwhile happens then, once, and the process that waits for it goes on."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from api import embedded, queries
from api.db import Connection, migrate, open_pool, transaction
from api.jobs import timers
from api.jobs.keeping import keep
from api.queries.timers import Timer
from tests import people
from tests.conftest import FAST
from tests.people import NOW


class Job:
    """The round of every few seconds, without the seconds."""

    def __init__(self) -> None:
        self.done, self.failed = asyncio.Queue[Timer](), asyncio.Event()

    async def do(self, _: Connection, timer: Timer, __: datetime) -> None:
        self.done.put_nowait(timer)


async def test_what_fell_due_while_postgres_was_away_happens_once_when_it_is_back(tmp_path: Path) -> None:
    job, data = Job(), tmp_path / "data"
    server = embedded.running(data, FAST)
    url = await asyncio.to_thread(server.__enter__)
    await migrate(url)
    pool = await open_pool(url, 2)
    cast = await people.settle(pool, "none")
    async with transaction(pool, cast.hospice) as db:
        await queries.timers.put(db, "silence", cast.ada, cast.ada, NOW + timedelta(hours=1))
    await asyncio.to_thread(server.__exit__, None, None, None)

    async def round_of() -> None:
        try:
            await timers.fire_everything(pool, None, {"silence": timers.each(job.do)}, NOW + timedelta(hours=2))
        except BaseException:
            job.failed.set()
            raise

    keeping = asyncio.create_task(keep(0.02, "timers", round_of))
    async with asyncio.timeout(30):
        await job.failed.wait()
        with embedded.running(data, FAST) as again:
            assert again == url
            assert (await job.done.get()).subject_id == cast.ada
            rest = await timers.fire_everything(pool, None, {"silence": timers.each(job.do)}, NOW + timedelta(hours=2))
            assert not keeping.done() and rest == 0 and job.done.empty()
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await pool.close()
