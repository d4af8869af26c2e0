"""What falls due happens once, whoever looks, and a fault of one patient's holds back nobody else's."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

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
    assert await timers.fire_everything(pool, None, {"silence": timers.each(do)}, NOW - timedelta(microseconds=1)) == 0
    assert await timers.fire_everything(pool, None, {"silence": timers.each(do)}, NOW) == 1
    assert [timer.subject_id for timer in done] == [cast.ada] and await standing(owner) == []


async def test_of_many_processes_one_does_it(pool: Pool, cast: Cast) -> None:
    done = []

    async def do(db: Connection, timer: Timer, now: datetime) -> None:
        done.append(timer)
        await asyncio.sleep(0)
        await queries.timers.put(db, timer.kind, timer.subject_id, timer.patient_id, now + HOUR)

    await stand(pool, cast)
    fired = await asyncio.gather(*[timers.fire_everything(pool, None, {"silence": timers.each(do)}, NOW) for _ in range(8)])
    assert sum(fired) == 1 and len(done) == 1


async def test_what_fails_is_undone_and_tried_again_later(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    async def fail(db: Connection, _: Timer, __: datetime) -> None:
        await db.run("update symptom_states set concern = 7")
        raise ZeroDivisionError

    await stand(pool, cast)
    await timers.fire_everything(pool, None, {"silence": timers.each(fail)}, NOW)
    assert await standing(owner) == [NOW + timers.AGAIN] and await owner.fetchval("select max(concern) from symptom_states") == 0


async def test_killed_before_the_commit_nothing_has_happened(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    async def die(db: Connection, _: Timer, __: datetime) -> None:
        await db.run("update symptom_states set concern = 7")
        await owner.fetchval("select pg_terminate_backend($1)", await db.value("select pg_backend_pid()"))

    await stand(pool, cast)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await timers.fire_everything(pool, None, {"silence": timers.each(die)}, NOW)
    assert await standing(owner) == [NOW] and await owner.fetchval("select max(concern) from symptom_states") == 0


async def edda_and_ada_wait(pool: Pool, cast: Cast) -> UUID:
    """Two timers of Ada's that waited longer than Edda's; answers who Edda is."""
    async with transaction(pool, cast.hospice) as db:
        edda, _ = await enrol(db, "Edda", "edda")
        await queries.timers.put_all(db, "silence", [(cast.ada, cast.ada, NOW - 3 * HOUR), (edda, edda, NOW - HOUR)])
        await queries.timers.put(db, "reminder", cast.ada, cast.ada, NOW - 2 * HOUR)
    return edda


async def test_what_is_due_of_several_patients_happens_together_in_its_order(pool: Pool, cast: Cast) -> None:
    rounds: list[list[tuple[UUID, str]]] = []

    async def do(_: Connection, its: Sequence[Timer], __: datetime) -> None:
        rounds.append([(timer.patient_id, timer.kind) for timer in its])

    edda = await edda_and_ada_wait(pool, cast)
    assert await timers.fire_everything(pool, None, {"silence": do, "reminder": do}, NOW) == 3
    assert rounds == [[(cast.ada, "silence")], [(cast.ada, "reminder")], [(edda, "silence")]]


async def test_where_one_of_several_fails_the_others_happen_all_the_same(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    done: list[tuple[UUID, str]] = []

    async def do(db: Connection, its: Sequence[Timer], __: datetime) -> None:
        await queries.symptom_states.rank(db, {timer.patient_id: 5 for timer in its})
        if cast.ada in [timer.patient_id for timer in its]:
            raise ZeroDivisionError
        done.extend((timer.patient_id, timer.kind) for timer in its)

    async def remind(_: Connection, its: Sequence[Timer], __: datetime) -> None:
        done.extend((timer.patient_id, timer.kind) for timer in its)

    edda = await edda_and_ada_wait(pool, cast)
    assert await timers.fire_everything(pool, None, {"silence": do, "reminder": remind}, NOW) == 3
    assert done == [(cast.ada, "reminder"), (edda, "silence")] and await standing(owner) == [NOW + timers.AGAIN]
    assert [row["patient_id"] for row in await owner.fetch("select patient_id from symptom_states where concern = 5")] == [edda]


async def test_a_patient_whose_lock_somebody_has_is_waited_for_and_holds_up_nobody(pool: Pool, cast: Cast) -> None:
    free, done = asyncio.Event(), list[UUID]()

    async def do(_: Connection, its: Sequence[Timer], __: datetime) -> None:
        done.extend(timer.patient_id for timer in its)
        free.set()

    edda = await edda_and_ada_wait(pool, cast)
    async with transaction(pool, cast.hospice) as db:
        await queries.symptom_states.lock(db, cast.ada)
        firing = asyncio.create_task(timers.fire_everything(pool, None, {"silence": do, "reminder": do}, NOW))
        await asyncio.wait_for(free.wait(), 10)
        assert done == [edda]
    assert await firing == 3 and done == [edda, cast.ada, cast.ada]


def test_a_bundle_has_whole_patients_and_a_whole_record_is_read_alone() -> None:
    patients = [uuid7() for _ in range(timers.BUNDLE + 2)]
    due = [Timer("silence", one, one, NOW) for one in patients]
    due += [Timer("response", uuid7(), patients[0], NOW), Timer("screening", patients[1], patients[1], NOW)]
    alone, first, second = timers.bundled(due)
    assert {timer.patient_id for timer in alone} == {patients[1]} and len(alone) == 2
    assert len(first) == timers.BUNDLE + 1 and {timer.kind for timer in first if timer.patient_id == patients[0]} == {"silence", "response"}
    assert [timer.patient_id for timer in second] == [patients[-1]]


async def test_one_lane_s_trouble_ends_the_round_after_the_others_are_through() -> None:
    done = []

    async def do(bundle: timers.Bundle) -> int:
        if bundle == bundles[0]:
            raise OSError
        await asyncio.sleep(0)
        done.append(bundle)
        return 1

    bundles: list[timers.Bundle] = [(uuid7(), [Timer("silence", one, one, NOW)]) for one in (uuid7() for _ in range(2 * timers.LANES))]
    with pytest.raises(OSError):
        await timers.side_by_side(bundles, do)
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
