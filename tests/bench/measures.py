"""What is measured, each beside something bare in the same minutes, so that the figures are ratios and a slow machine changes little."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from uuid_utils.compat import uuid7

from api.app import FIRES
from api.db import open_pool
from api.jobs import timers
from tests.bench.load import Ask, Line, Timed, hammer, in_circles, in_turn, middle
from tests.bench.past import Ward, ward
from tests.processes import Balm

AT_ONCE, ROUNDS, SECONDS = 32, 3, 3.0
# 40 days, because the newest 40 check-ins are all that a worklist row is made of: with fewer the little one would do less
LITTLE, MUCH = (100, 40, 365), (2000, 365, 1825)  # patients, days of each, days of the oldest one
SILENCES = """insert into timers (organisation_id, kind, subject_id, patient_id, due_at)
              select $1, 'silence', id, id, now() + interval '2 days' from patients where organisation_id = $1 on conflict do nothing"""
BARE = "insert into bench_bare (id, answers) values ($1, $2)"


class Measured(msgspec.Struct, frozen=True):
    """By name, in the order measured. `silences`: how many a second, where all of a ward fall silent at once. `peak_mb`: of the API's process, the team's pages
    included; null where the system doesn't say."""

    check_ins: dict[str, int]
    at_once: dict[str, Timed]
    in_turn: dict[str, Timed]
    silences: float
    peak_mb: float | None


async def measure(balm: Balm) -> Measured:
    owner, pool = await asyncpg.connect(balm.database_url), await open_pool(balm.database_url, 4)
    try:
        little, much = await ward(pool, owner, "little", *LITTLE), await ward(pool, owner, "much", *MUCH)
        await owner.execute("create table bench_bare (id uuid primary key, answers jsonb not null)")
        await owner.execute("vacuum analyze")
    finally:
        await pool.close()
        await owner.close()
    busy, alone = await at_once(balm, little, much), await one_by_one(balm, little, much)
    return Measured({"little": little.check_ins, "much": much.check_ins}, busy, alone, await falling_silent(balm, much), peak(balm))


def check_in(line: Line, token: str) -> Ask:
    async def ask() -> None:
        body = {"instrument": "daily-check", "recorded_at": datetime.now(UTC), "zone": "Europe/Berlin"}
        answers = {"pain": 4, "nausea": 0, "fatigue": 5, "lack_of_appetite": 3}
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        await line.ask("PUT", f"/v1/check-ins/{uuid7()}", headers, msgspec.json.encode({**body, "answers": answers}))

    return ask


def look(line: Line, path: str, cookie: str = "") -> Ask:
    async def ask() -> None:
        await line.ask("GET", path, {"cookie": cookie} if cookie else {})

    return ask


def bare_insert(connection: asyncpg.Connection) -> Ask:
    async def ask() -> None:
        await connection.execute(BARE, uuid7(), '{"pain": 4, "nausea": 0, "fatigue": 5, "lack_of_appetite": 3}')

    return ask


@asynccontextmanager
async def lines(balm: Balm, number: int) -> AsyncIterator[list[Line]]:
    opened = [await Line.open(balm.port) for _ in range(number)]
    yield opened
    for line in opened:
        line.close()


@asynccontextmanager
async def connections(balm: Balm, number: int) -> AsyncIterator[list[asyncpg.Connection]]:
    opened = [await asyncpg.connect(balm.database_url) for _ in range(number)]
    yield opened
    await asyncio.gather(*(connection.close() for connection in opened))


async def at_once(balm: Balm, little: Ward, much: Ward) -> dict[str, Timed]:
    """AT_ONCE callers, each waiting for its answer before it asks again. The rounds of all are interleaved."""
    rounds: dict[str, list[Timed]] = {}
    async with lines(balm, AT_ONCE) as opened, connections(balm, AT_ONCE) as bare:
        asks: dict[str, list[Ask]] = {
            "GET /health": [look(line, "/health") for line in opened],
            "a bare insert": [bare_insert(connection) for connection in bare],
            "check-in, little history": senders(opened, little),
            "check-in, much history": senders(opened, much),
        }
        for _ in range(ROUNDS):
            for name, callers in asks.items():
                rounds.setdefault(name, []).append(await hammer(callers, SECONDS))
    return {name: middle(each) for name, each in rounds.items()}


def senders(opened: list[Line], of: Ward) -> list[Ask]:
    return [check_in(line, of.phones[index]) for line, index in zip(opened, in_circles(len(of.phones)), strict=False)]


async def one_by_one(balm: Balm, little: Ward, much: Ward) -> dict[str, Timed]:
    async with lines(balm, 1) as (line,):
        asks = {
            "check-in, little history": check_in(line, little.phones[-1]),
            "check-in, much history": check_in(line, much.phones[-1]),
            "worklist's first page, little history": look(line, "/v1/worklist", little.cookie),
            "worklist's first page, much history": look(line, "/v1/worklist", much.cookie),
            "a year of one patient, little history": look(line, f"/v1/patients/{little.oldest}/timeline?days=364", little.cookie),
            "a year of one patient, much history": look(line, f"/v1/patients/{much.oldest}/timeline?days=364", much.cookie),
        }
        return dict(zip(asks, await in_turn(list(asks.values()), 60), strict=True))


async def falling_silent(balm: Balm, much: Ward) -> float:
    """A round three days from now, when nobody has been heard of. Nothing is due yet for Balm itself, which looks at the clock."""
    owner, pool = await asyncpg.connect(balm.database_url), await open_pool(balm.database_url, 8)
    try:
        await owner.execute(SILENCES, much.organisation_id)
        begun = time.perf_counter()
        fired = await timers.fire_everything(pool, None, FIRES, datetime.now(UTC) + timedelta(days=3))
        return fired / (time.perf_counter() - begun)
    finally:
        await pool.close()
        await owner.close()


def peak(balm: Balm) -> float | None:
    assert balm.process is not None
    status = Path(f"/proc/{balm.process.pid}/status")
    found: dict[str, Any] = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line) if status.exists() else {}
    return int(found["VmHWM"].split()[0]) / 1000 if "VmHWM" in found else None
