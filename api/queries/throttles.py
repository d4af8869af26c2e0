"""Tries that failed, per thing that was tried. Each new failure beyond the free ones doubles the wait."""

import hashlib
from datetime import datetime, timedelta

from msgspec import Struct

from api.db import Connection

LONGEST = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)


class Tries(Struct, frozen=True):
    failures: int
    last_failed_at: datetime


def key(what: str) -> bytes:
    return hashlib.sha256(what.encode()).digest()


def pause(tries: Tries, free: int) -> timedelta:
    """How long after the last failure nothing is tried: 2 s, 4 s, 8 s … up to a quarter of an hour."""
    over = tries.failures - free
    return timedelta(0) if over < 0 else min(LONGEST, timedelta(seconds=2 ** min(over + 1, 12)))


async def seconds_to_wait(db: Connection, what: str, free: int, now: datetime) -> int:
    tries = await db.maybe(Tries, "select failures, last_failed_at from throttles where key = $1", key(what))
    if tries is None or tries.last_failed_at < now - FORGET_AFTER:
        return 0
    left = (tries.last_failed_at + pause(tries, free) - now).total_seconds()
    return max(0, int(left + 0.999))


async def lock(db: Connection, what: str, now: datetime) -> None:
    """Until the transaction ends, so that many tries at once are counted one after the other."""
    await db.run(
        "insert into throttles as t (key, failures, last_failed_at) values ($1, 0, $2) on conflict (key) do update set failures = t.failures", key(what), now
    )


async def count(db: Connection, what: str, now: datetime) -> None:
    await db.run(
        """insert into throttles as t (key, failures, last_failed_at) values ($1, 1, $2)
           on conflict (key) do update set failures = case when t.last_failed_at < $2 - $3::interval then 1 else t.failures + 1 end, last_failed_at = $2""",
        key(what),
        now,
        FORGET_AFTER,
    )


async def take_back(db: Connection, what: str, times: int) -> None:
    await db.run("update throttles set failures = greatest(0, failures - $2) where key = $1", key(what), times)


async def forget(db: Connection, what: str) -> None:
    await db.run("delete from throttles where key = $1", key(what))


async def forget_old(db: Connection, now: datetime) -> None:
    await db.run("delete from throttles where last_failed_at < $1", now - FORGET_AFTER)
