"""What falls due happens once, whoever looks, and a fault of one patient's holds back nobody else's."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from api import queries
from api.db import Connection, Pool, transaction
from api.jobs import timers
from api.queries.timers import Timer
from tests.people import NOW, Cast, enrol

HOUR = timedelta(hours=1)


async def stand(pool: Pool, cast: Cast, due_at: datetime | None = NOW) -> None:
    async with transaction(pool, cast.hospice) as db:
        await queries.timers.put(db, "silence", cast.ada, cast.ada, due_at)


async def standing(owner: asyncpg.Connection) -> list[datetime]:
    return [row["due_at"] for row in await owner.fetch("select due_at from timers order by due_at")]


async def test_it_happens_when_it_is_due_and_not_before(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    done: list[Timer] = []

    async def do(_: Connection, timer: Timer, __: datetime) -> None:
        done.append(timer)

    await stand(pool, cast)
    assert await timers.fire_everything(pool, None, {"silence": do}, NOW - timedelta(microseconds=1)) == 0
    assert await timers.fire_everything(pool, None, {"silence": do}, NOW) == 1
    assert [timer.subject_id for timer in done] == [cast.ada] and await standing(owner) == []


async def test_of_many_processes_one_does_it(pool: Pool, cast: Cast) -> None:
    done = []

    async def do(db: Connection, timer: Timer, now: datetime) -> None:
        done.append(timer)
        await asyncio.sleep(0)
        await queries.timers.put(db, timer.kind, timer.subject_id, timer.patient_id, now + HOUR)

    await stand(pool, cast)
    fired = await asyncio.gather(*[timers.fire_everything(pool, None, {"silence": do}, NOW) for _ in range(8)])
    assert sum(fired) == 1 and len(done) == 1


async def test_what_fails_is_undone_and_tried_again_later(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    async def fail(db: Connection, _: Timer, __: datetime) -> None:
        await db.run("update symptom_states set concern = 7")
        raise ZeroDivisionError

    await stand(pool, cast)
    await timers.fire_everything(pool, None, {"silence": fail}, NOW)
    assert await standing(owner) == [NOW + timers.AGAIN] and await owner.fetchval("select max(concern) from symptom_states") == 0


async def test_killed_before_the_commit_nothing_has_happened(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    async def die(db: Connection, _: Timer, __: datetime) -> None:
        await db.run("update symptom_states set concern = 7")
        await owner.fetchval("select pg_terminate_backend($1)", await db.value("select pg_backend_pid()"))

    await stand(pool, cast)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await timers.fire_everything(pool, None, {"silence": die}, NOW)
    assert await standing(owner) == [NOW] and await owner.fetchval("select max(concern) from symptom_states") == 0


async def test_several_patients_are_seen_to_at_the_same_time_and_each_one_s_timers_in_their_order(pool: Pool, cast: Cast) -> None:
    begun, done = asyncio.Event(), []

    async def do(_: Connection, timer: Timer, __: datetime) -> None:
        if timer.patient_id == cast.ada and not done:
            await asyncio.wait_for(begun.wait(), 10)  # until the other patient's turn has come too
        begun.set()
        done.append((timer.patient_id, timer.kind))

    async with transaction(pool, cast.hospice) as db:
        other, _ = await enrol(db, "Edda", "edda")
        for patient, kind, ago in ((cast.ada, "silence", 3), (cast.ada, "reminder", 2), (other, "silence", 1)):
            await queries.timers.put(db, kind, patient, patient, NOW - ago * HOUR)  # type: ignore[arg-type]
    assert await timers.fire_everything(pool, None, {"silence": do, "reminder": do}, NOW) == 3
    assert done == [(other, "silence"), (cast.ada, "silence"), (cast.ada, "reminder")]


async def test_one_lane_s_trouble_ends_the_round_after_the_others_are_through() -> None:
    done = []

    async def do(timer: Timer) -> bool:
        if timer.patient_id == patients[0][0].patient_id:
            raise OSError
        await asyncio.sleep(0)
        done.append(timer)
        return True

    patients = [[Timer("silence", one, one, NOW)] for one in (uuid7() for _ in range(2 * timers.LANES))]
    with pytest.raises(OSError):
        await timers.side_by_side(patients, do)
    assert len(done) == 2 * timers.LANES - 1


async def test_moved_or_ended_meanwhile_it_does_not_happen(pool: Pool, cast: Cast, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check-in that comes between looking and doing moves the timer."""

    async def never(*_: Any) -> None:
        raise AssertionError

    due = queries.timers.due

    async def due_then_moved(db: Connection, now: datetime, limit: int) -> list[Timer]:
        found = await due(db, now, limit)
        await stand(pool, cast, NOW + HOUR)
        return found

    await stand(pool, cast)
    monkeypatch.setattr(queries.timers, "due", due_then_moved)
    assert await timers.fire_everything(pool, None, {"silence": never}, NOW) == 0
    assert await standing(owner) == [NOW + HOUR]


async def test_nothing_falls_due_any_more_once_all_is_ended(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    await stand(pool, cast)
    async with transaction(pool, cast.hospice) as db:
        await queries.timers.end_all(db, cast.ada)
    assert await standing(owner) == []
