"""Does what falls due, once, however many API processes run.

Not PgQueuer: what falls due here belongs to one patient and must happen in one transaction with that patient's rows, under the lock that check-ins take too, and
must be moved or ended by them; a timer's row does both, and a queue beside it would be a second store of the same fact. Each timer is one transaction: take the
patient's lock, delete the row, do what is due. Killed before the commit, nothing happened and the row is still there; after it, everything did.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from api import queries
from api.db import Connection, Pool, transaction
from api.hub import Hub
from api.queries.timers import Kind, Timer

log = structlog.get_logger("balm")
EVERY = 5.0  # seconds
BATCH = 200
LANES = 4  # patients whose timers are fired at the same time: while one waits for PostgreSQL another is reckoned. A quarter of the pool; ours
AGAIN = timedelta(minutes=1)  # after a fault of ours; ours

Fire = Callable[[Connection, Timer, datetime], Awaitable[None]]


async def fire_everything(pool: Pool, hub: Hub | None, fires: Mapping[Kind, Fire], now: datetime) -> int:
    """All that is due by `now`, organisation by organisation. Answers how many were fired."""
    async with transaction(pool) as db:
        waiting = await queries.timers.organisations_with_due(db, now)
    return sum([await fire_organisation(pool, hub, fires, organisation_id, now) for organisation_id in waiting])


async def fire_organisation(pool: Pool, hub: Hub | None, fires: Mapping[Kind, Fire], organisation_id: UUID, now: datetime) -> int:
    fired, found = 0, BATCH
    while found == BATCH:
        async with transaction(pool, organisation_id) as db:
            due = await queries.timers.due(db, now, BATCH)
        fired += await side_by_side(by_patient(due), lambda timer: fire(pool, hub, fires[timer.kind], organisation_id, timer, now))
        found = len(due)
    return fired


def by_patient(due: Sequence[Timer]) -> list[list[Timer]]:
    """Those of one patient one after the other, as they fell due; whoever waits longest first."""
    found: dict[UUID, list[Timer]] = {}
    for timer in due:
        found.setdefault(timer.patient_id, []).append(timer)
    return list(found.values())


async def side_by_side(patients: Sequence[Sequence[Timer]], do: Callable[[Timer], Awaitable[bool]]) -> int:
    """How many were fired. Where one raises, its lane ends, and so does the round once the others are through."""
    waiting = iter(patients)
    done = await asyncio.gather(*(lane(waiting, do) for _ in range(min(LANES, len(patients)))), return_exceptions=True)
    for one in done:
        if isinstance(one, BaseException):
            raise one
    return sum(one for one in done if isinstance(one, int))


async def lane(waiting: Iterator[Sequence[Timer]], do: Callable[[Timer], Awaitable[bool]]) -> int:
    return sum([await do(timer) for patient in waiting for timer in patient])


async def fire(pool: Pool, hub: Hub | None, do: Fire, organisation_id: UUID, timer: Timer, now: datetime) -> bool:
    """False where another process was first. What fails is tried again later and never holds back the rest."""
    async with transaction(pool, organisation_id) as db:
        await queries.symptom_states.lock(db, timer.patient_id)
        if not await queries.timers.take(db, timer):
            return False
        try:
            async with db.savepoint():
                await do(db, timer, now)
        except Exception as error:  # one patient's fault must not stop the others'; where the database is away, the next line fails too and the timer stands
            log.error("timer-failed", kind=timer.kind, error=type(error).__name__)
            await queries.timers.put(db, timer.kind, timer.subject_id, timer.patient_id, now + AGAIN)
    if hub is not None:
        hub.publish(db.announced)
    return True
