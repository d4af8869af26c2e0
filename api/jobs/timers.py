"""Does what falls due, once, however many API processes run.

Not PgQueuer: what falls due here belongs to one patient and must happen in one transaction with that patient's rows, under the lock that check-ins take too, and
must be moved or ended by them; a timer's row does both, and a queue beside it would be a second store of the same fact. A transaction takes the locks of a bundle of
patients, deletes the rows, does what is due. Killed before the commit, nothing happened and the rows are still there; after it, everything did.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

import structlog

from api import queries
from api.db import Connection, Pool, transaction
from api.hub import Hub
from api.queries.timers import Kind, Timer

log = structlog.get_logger("balm")
EVERY = 5.0  # seconds
BATCH = 200
BUNDLE = 50  # patients whose timers are fired in one transaction, and whose check-ins wait so long; ours
ALONE: frozenset[Kind] = frozenset({"screening", "bereavement"})  # a patient of whom such a timer is due has a transaction of their own: a whole record is read
LANES = 4  # bundles that are fired at the same time: while one waits for PostgreSQL another is reckoned. A quarter of the pool; ours
LONGEST_WAIT = 500  # milliseconds, of a bundle for whatever else is locked: less than after which PostgreSQL looks for a deadlock, so whoever it meets goes first; ours
AGAIN = timedelta(minutes=1)  # after a fault of ours; ours

Fire = Callable[[Connection, Sequence[Timer], datetime], Awaitable[None]]
Bundle = tuple[UUID, Sequence[Timer]]  # of one organisation


async def fire_everything(pool: Pool, hub: Hub | None, fires: Mapping[Kind, Fire], now: datetime) -> int:
    """All that is due by `now`. Answers how many were fired."""
    async with transaction(pool) as db:
        waiting = await queries.timers.organisations_with_due(db, now)
    fired = 0
    while waiting:
        due = {organisation_id: await due_in(pool, organisation_id, now) for organisation_id in waiting}
        bundles = [(organisation_id, bundle) for organisation_id, timers in due.items() for bundle in bundled(timers)]
        fired += await side_by_side(bundles, lambda bundle: fire_bundle(pool, hub, fires, bundle, now))
        waiting = [organisation_id for organisation_id, timers in due.items() if len(timers) == BATCH]
    return fired


async def due_in(pool: Pool, organisation_id: UUID, now: datetime) -> list[Timer]:
    async with transaction(pool, organisation_id) as db:
        return await queries.timers.due(db, now, BATCH)


def bundled(due: Sequence[Timer]) -> list[list[Timer]]:
    """Whole patients, whoever waits longest first."""
    found: dict[UUID, list[Timer]] = {}
    for timer in due:
        found.setdefault(timer.patient_id, []).append(timer)
    alone = [timers for timers in found.values() if any(timer.kind in ALONE for timer in timers)]
    others = [timers for timers in found.values() if all(timer.kind not in ALONE for timer in timers)]
    return [*alone, *([timer for timers in others[at : at + BUNDLE] for timer in timers] for at in range(0, len(others), BUNDLE))]


async def side_by_side(bundles: Sequence[Bundle], do: Callable[[Bundle], Awaitable[int]]) -> int:
    """How many were fired. Where one raises, its lane ends, and so does the round once the others are through."""
    waiting = iter(bundles)
    done = await asyncio.gather(*(lane(waiting, do) for _ in range(min(LANES, len(bundles)))), return_exceptions=True)
    for one in done:
        if isinstance(one, BaseException):
            raise one
    return sum(one for one in done if isinstance(one, int))


async def lane(waiting: Iterator[Bundle], do: Callable[[Bundle], Awaitable[int]]) -> int:
    return sum([await do(bundle) for bundle in waiting])


async def fire_bundle(pool: Pool, hub: Hub | None, fires: Mapping[Kind, Fire], bundle: Bundle, now: datetime) -> int:
    """Together those whose patient's lock is free; then the others, who have it waited for, one after the other."""
    organisation_id, timers = bundle
    async with transaction(pool, organisation_id) as db:
        free = await queries.symptom_states.lock_free(db, [timer.patient_id for timer in timers])
        fired = await fire_locked(db, fires, [timer for timer in timers if timer.patient_id in free], now)
    publish(hub, db)
    for timer in (timer for timer in timers if timer.patient_id not in free):
        async with transaction(pool, organisation_id) as db:
            await queries.symptom_states.lock(db, timer.patient_id)
            fired += await fire_locked(db, fires, [timer], now)
        publish(hub, db)
    return fired


def publish(hub: Hub | None, db: Connection) -> None:
    if hub is not None:
        hub.publish(db.announced)


async def fire_locked(db: Connection, fires: Mapping[Kind, Fire], timers: Sequence[Timer], now: datetime) -> int:
    """Those that stand still, together; where that fails, one by one. What fails alone is tried again later and never holds back the rest."""
    taken = await queries.timers.take(db, timers) if timers else []
    if not taken or await went_well(db, fires, taken, now):
        return len(taken)
    for timer in taken:
        if len(taken) == 1 or not await went_well(db, fires, [timer], now):
            await queries.timers.put(db, timer.kind, timer.subject_id, timer.patient_id, now + AGAIN)
    return len(taken)


async def went_well(db: Connection, fires: Mapping[Kind, Fire], timers: Sequence[Timer], now: datetime) -> bool:
    """As they fell due. False where nothing of it happened."""
    try:
        async with db.savepoint(LONGEST_WAIT):
            for kind, its in groupby(timers, key=lambda timer: timer.kind):
                await fires[kind](db, list(its), now)
    except Exception as error:  # one patient's fault must not stop the others'; where the database is away, the next line fails too and the timers stand
        if len(timers) == 1:
            log.error("timer-failed", kind=timers[0].kind, error=type(error).__name__)
        return False
    return True


def each(do: Callable[[Connection, Timer, datetime], Awaitable[None]]) -> Fire:
    """For a kind whose timers have nothing in common."""

    async def fire(db: Connection, timers: Sequence[Timer], now: datetime) -> None:
        for timer in timers:
            await do(db, timer, now)

    return fire
