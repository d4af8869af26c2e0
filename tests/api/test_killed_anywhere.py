"""The connection is killed in the server before each statement in turn, and once more after the commit, before its answer is heard: nothing is lost, nothing
happens twice, and what a phone sends again or the next round finds comes to the same as if nothing had happened."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from api import intake, queries
from api.access import PatientActor
from api.db import GONE, Pool, transaction
from schemas.check_ins import NewCheckIn
from tests.api.clockwork import round_of
from tests.api.cutting import CUT, Do, cut_everywhere, fragile_pool, seen
from tests.people import NOW, ZONE, Cast, enrol

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
async def fragile(database_url: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pool]:
    async with fragile_pool(database_url, owner, monkeypatch) as found:
        yield found


def report(pool: Pool, cast: Cast, check_in_id: UUID, at: datetime, pain: int | None, who: UUID | None = None, **more: Any) -> Do:
    """Of Ada, or of `who`."""
    new = NewCheckIn(
        instrument="daily-check", instrument_version="1", recorded_at=at, zone=ZONE, answers={} if pain is None else {"pain": pain, "nausea": 2}, mode="self", **more
    )
    actor = PatientActor(organisation_id=cast.hospice, id=cast.ada_phone, name="Ada's phone", kind="patient", patient_id=who or cast.ada)

    async def send() -> object:
        async with transaction(pool, cast.hospice) as db:
            return await intake.submit(db, actor, check_in_id, new, at)

    return send


async def a_week_before(pool: Pool, cast: Cast, first: UUID) -> datetime:
    """Ada had pain, then was silent; answers when it is now."""
    async with transaction(pool, cast.hospice) as db:
        await queries.configurations.insert(db, "watch", None, 1, {"escalation": [str(cast.nadia)]}, cast.nadia, "Nadia", NOW)
    await report(pool, cast, first, NOW, 8)()
    for hours in (1, 2, 30, 60):
        await round_of(pool, NOW + hours * HOUR)
    return NOW + 3 * DAY


@pytest.mark.parametrize("what", ["severe", "asking", "correcting"])
async def test_a_check_in_killed_anywhere_and_sent_again_is_one_check_in(
    pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection, what: str
) -> None:
    """It ends a silence, and calls for something new: many tables at once."""
    first, second = uuid7(), uuid7()
    now = await a_week_before(pool, cast, first)
    more: dict[str, Any] = {"severe": {}, "asking": {"asks_for": "help_now", "note": "I want to die."}, "correcting": {"corrects": first}}[what]
    statements = await cut_everywhere(report(fragile, cast, second, now, 9, **more), owner)
    assert statements > 25
    once = await seen(owner)
    assert [row["step"] for row in once["steps"] if row["subject"] == "silence"][-1] == "ended" and len(once["check_ins"]) == 2
    assert await report(fragile, cast, second, now, 9, **more)() and await seen(owner) == once


async def test_a_check_in_whose_answer_is_lost_after_the_commit_is_told_the_same_again(
    pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection
) -> None:
    check_in_id = uuid7()
    send = report(fragile, cast, check_in_id, NOW, 9)
    CUT.set(after_commit=True)
    with pytest.raises(ConnectionResetError):
        await send()
    once = await seen(owner)
    assert len(once["check_ins"]) == len(once["alerts"]) == 1
    assert await send() == await send() and await seen(owner) == once


@pytest.mark.parametrize(
    ("hours", "step"), [(1, "passed_on"), (2, "unanswered"), (38, "raised"), (62, "refreshed")], ids=["passed on", "at the end", "silence", "silence again"]
)
async def test_a_timer_killed_anywhere_is_fired_once_in_the_next_round(
    pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection, hours: int, step: str
) -> None:
    async with transaction(pool, cast.hospice) as db:
        await queries.configurations.insert(db, "watch", None, 1, {"escalation": [str(cast.nadia)]}, cast.nadia, "Nadia", NOW)
    await report(pool, cast, uuid7(), NOW, 8)()
    for earlier in (hour for hour in (1, 2, 38, 50, 54) if hour < hours):  # the silence is passed on too
        await round_of(pool, NOW + earlier * HOUR)
    statements = await cut_everywhere(lambda: round_of(fragile, NOW + hours * HOUR), owner)
    once = await seen(owner)
    assert statements > 15 and once["steps"][-1]["step"] == step and once["steps"][-1]["at"] == NOW + hours * HOUR
    assert await round_of(fragile, NOW + hours * HOUR) == 0 and await seen(owner) == once


async def test_what_several_patients_have_due_together_killed_anywhere_happens_once(
    pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection
) -> None:
    """A silence, an alert that nobody took and a reminder, of each of two: one transaction."""
    async with transaction(pool, cast.hospice) as db:
        edda, _ = await enrol(db, "Edda", "edda")
        for patient in (cast.ada, edda):
            await queries.reminders.put(db, patient, [time(23)], ZONE, cast.ada_phone, "Their phone", NOW)
            await queries.timers.put(db, "reminder", patient, patient, NOW + 38 * HOUR)
    for who in (cast.ada, edda):
        await report(pool, cast, uuid7(), NOW, 8, who)()
    statements = await cut_everywhere(lambda: round_of(fragile, NOW + 40 * HOUR), owner)
    once = await seen(owner)
    steps = [(row["subject"], row["step"]) for row in once["steps"]]
    assert statements > 30 and all(steps.count(one) == 2 for one in (("pain", "raised"), ("pain", "unanswered"), ("silence", "raised"))) and len(steps) == 6
    assert sorted(row["kind"] for row in once["timers"]) == ["reminder", "reminder", "response", "response", "silence", "silence"]
    assert await round_of(fragile, NOW + 40 * HOUR) == 0 and await seen(owner) == once


async def test_a_round_that_dies_right_after_a_commit_has_done_it_and_does_it_no_more(pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    await report(pool, cast, uuid7(), NOW, 8)()
    for _ in range(3):  # the commits of: who has something due, what is due, doing it
        CUT.set(after_commit=True)
        with pytest.raises(ConnectionResetError):
            await round_of(fragile, NOW + HOUR)
        CUT.set()
        if await owner.fetchval("select count(*) from alert_steps where step = 'unanswered'"):
            break
    await round_of(fragile, NOW + HOUR)
    assert [row["step"] for row in (await seen(owner))["steps"]] == ["raised", "unanswered"]


async def test_rounds_that_die_again_and_again_come_to_the_same_as_one_that_does_not(
    pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection, database_url: str
) -> None:
    """Three alerts and a silence fall due together; each round gets a few statements further."""
    for number, more in enumerate(({"pain": 8}, {"pain": 9, "asks_for": "help_now"}, {"pain": None, "asks_for": "call_back"})):
        await report(pool, cast, uuid7(), NOW + number * HOUR, more.pop("pain"), **more)()  # type: ignore[arg-type]
    rounds, done = 0, False
    while not done:
        rounds += 1
        CUT.set(3 + 5 * rounds)
        try:
            await round_of(fragile, NOW + 40 * HOUR)
            done = CUT.seen < CUT.at
        except GONE:
            pass
    steps = [(row["subject"], row["step"]) for row in (await seen(owner))["steps"]]
    due = [("silence", "raised"), ("pain", "unanswered"), ("asked_for", "unanswered")]
    assert rounds > 5 and sorted(steps[-3:]) == sorted(due) and [steps.count(one) for one in due] == [1, 1, 1]
