"""As in test_killed_anywhere: what else falls due, and what the team does, killed before each statement in turn, has either not happened or happened once."""

from collections.abc import AsyncIterator
from datetime import time, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api import queries, reminding
from api.app import create_app
from api.db import Pool, transaction
from api.jobs import sealing, tidying, timers
from api.queries.push_subscriptions import Subscription
from api.settings import Settings
from tests.api.clockwork import report, round_of, waiting
from tests.api.cutting import Do, cut_everywhere, fragile_pool, seen
from tests.conftest import Clock, alive
from tests.people import NOW, ZONE, Cast
from tests.records import Desk

HOUR = timedelta(hours=1)


@pytest.fixture
async def fragile(database_url: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pool]:
    async with fragile_pool(database_url, owner, monkeypatch) as found:
        yield found


@pytest.fixture
async def fragile_app(fragile: Pool, database_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Litestar]:
    """A whole Balm on such connections, which does nothing by itself meanwhile."""
    for job in (timers, sealing, tidying):
        monkeypatch.setattr(job, "EVERY", 10.0**6)
    app = create_app(Settings(origin="http://balm.test", rate_limit=10**6, pool_size=2), database_url, clock)
    async with alive(app):
        yield app


async def to_be_reminded(pool: Pool, cast: Cast) -> None:
    """Ada, at eleven where she is, which is ten by our clock."""
    async with transaction(pool, cast.hospice) as db:
        await queries.reminders.put(db, cast.ada, [time(11)], ZONE, cast.ada_phone, "Ada's phone", NOW)
        phone = Subscription(device_id=cast.ada_phone, endpoint="https://push.test", public_key=bytes(65), secret=bytes(16), language="en")
        await queries.push_subscriptions.put(db, cast.ada, phone, NOW)
        patient = await queries.patients.get(db, cast.ada)
        assert patient is not None
        await reminding.schedule(db, patient, NOW)


async def test_a_reminder_killed_anywhere_is_queued_once_in_the_next_round(pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    await to_be_reminded(pool, cast)
    statements = await cut_everywhere(lambda: round_of(fragile, NOW + HOUR), owner)
    once = await seen(owner)
    assert statements > 10 and len(once["pushes"]) == 1
    assert [(row["kind"], row["due_at"]) for row in once["timers"]] == [("reminder", NOW + 25 * HOUR)]
    assert await round_of(fragile, NOW + HOUR) == 0 and await seen(owner) == once


async def test_a_screening_killed_anywhere_is_done_once_in_the_next_round(
    client: httpx.AsyncClient, pool: Pool, fragile: Pool, cast: Cast, owner: asyncpg.Connection
) -> None:
    desk = Desk(client, cast)
    await desk.stored("assessments", kind="pps", value=70, observed_on="2026-01-05")
    await round_of(pool, NOW)
    await desk.stored("diagnoses", words="Cancer of the lung", icd10="C34.1", disease="cancer", metastases="since", metastatic_since_on="2025-09")
    await desk.stored("assessments", kind="pps", value=40, observed_on="2026-03-02")
    statements = await cut_everywhere(lambda: round_of(fragile, NOW + HOUR), owner)
    once = await seen(owner)
    assert statements > 10 and len(once["screenings"]) == 1 and once["screenings"][0]["screened_at"] == NOW + HOUR and once["screening_changes"] != []
    assert await round_of(fragile, NOW + HOUR) == 0 and await seen(owner) == once


TELL = {"phrase": "nurse_will_call_today", "text": "Before noon."}
DEEDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "acknowledge": ({"tell": TELL}, "acknowledged", "messages"),
    "snooze": ({"until": (NOW + 24 * HOUR).isoformat(), "level": 8}, "snoozed", "steps"),
    "resolve": ({"outcome": "call", "note": "She slept.", "tell": TELL}, "resolved", "messages"),
}


def asked(client: httpx.AsyncClient, path: str, body: dict[str, Any], headers: dict[str, str]) -> Do:
    """Raises where it was not done."""

    async def ask() -> object:
        answer = await client.post(path, json=body, headers=headers)
        if answer.is_server_error:
            raise ConnectionResetError
        assert answer.is_success, answer.text
        return answer

    return ask


@pytest.mark.parametrize("deed", DEEDS)
async def test_an_answer_killed_anywhere_was_not_given(
    client: httpx.AsyncClient, fragile_app: Litestar, cast: Cast, owner: asyncpg.Connection, deed: str
) -> None:
    await report(client, cast, NOW, pain=8)
    (alert,) = await waiting(client, cast)
    body, state, more = DEEDS[deed]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fragile_app), base_url="http://balm.test") as fragile:
        statements = await cut_everywhere(asked(fragile, f"/v1/alerts/{alert['id']}/{deed}", body, cast.cookie("nadia")), owner)
    once = await seen(owner)
    assert statements > 10 and [row["state"] for row in once["alerts"]] == [state] and once[more] != []
    assert (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).status_code == 200


async def test_a_death_killed_anywhere_has_stopped_nothing_and_recorded_stops_everything(
    client: httpx.AsyncClient, pool: Pool, fragile_app: Litestar, cast: Cast, owner: asyncpg.Connection
) -> None:
    await to_be_reminded(pool, cast)
    await round_of(pool, NOW + HOUR)
    await report(client, cast, NOW, pain=8, asks_for="help_now")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fragile_app), base_url="http://balm.test") as fragile:
        ask = asked(fragile, f"/v1/patients/{cast.ada}/care", {"care": "died", "since_on": "2026-03-02"}, cast.cookie("nadia"))
        statements = await cut_everywhere(ask, owner)
    once = await seen(owner)
    assert statements > 15 and once["timers"] == once["pushes"] == []
    assert {row["ended_because"] for row in once["alerts"]} == {"died"} and {row["care"] for row in once["patients"] if row["id"] == cast.ada} == {"died"}
