"""Several alerts taken at once: answered one by one, and nothing but taking."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.api.routes.test_alerts import do, steps, waiting
from tests.conftest import Clock
from tests.people import Cast, check_in


async def call_twice(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> list[dict[str, Any]]:
    """Ada's pain and nausea both call."""
    body = check_in(answers={"pain": 8, "nausea": 9}, recorded_at=clock().isoformat())
    assert (await client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=cast.phone("ada"))).status_code == 200
    return await waiting(client, cast)




async def take(client: httpx.AsyncClient, cast: Cast, *alert_ids: str, who: str = "nadia") -> list[dict[str, Any]]:
    answer = await client.post("/v1/alerts/acknowledge", json={"alert_ids": list(alert_ids)}, headers=cast.cookie(who))
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


async def test_each_is_taken_and_answered_in_the_order_asked(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    pain, nausea = await call_twice(client, cast, clock)
    results = await take(client, cast, nausea["id"], pain["id"])
    assert [(one["alert_id"], one["status"], one["alert"]["state"], one["alert"]["assignee"]) for one in results] == [
        (nausea["id"], 200, "acknowledged", "Nadia Rahman"), (pain["id"], 200, "acknowledged", "Nadia Rahman"),
    ]  # fmt: skip
    assert await steps(client, cast, pain) == await steps(client, cast, nausea) == ["raised", "acknowledged"]


async def test_one_that_cannot_be_taken_is_named_and_never_holds_back_the_rest(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    pain, nausea = await call_twice(client, cast, clock)
    await do(client, cast, pain, "resolve", "okoro", outcome="visit")
    nobody = str(uuid4())
    results = await take(client, cast, pain["id"], nobody, nausea["id"])
    assert [one["status"] for one in results] == [409, 404, 200]
    assert results[0]["problem"]["type"] == "urn:balm:problem:alert-resolved" and "alert" not in results[0]
    assert await steps(client, cast, pain) == ["raised", "resolved"]


async def test_the_same_twice_changes_nothing(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    pain, _ = await call_twice(client, cast, clock)
    results = [*await take(client, cast, pain["id"], pain["id"]), *await take(client, cast, pain["id"])]
    assert [one["status"] for one in results] == [200, 200, 200] and await steps(client, cast, pain) == ["raised", "acknowledged"]


async def test_it_stops_the_clock_and_each_is_on_record(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    both = await call_twice(client, cast, clock)
    await take(client, cast, *(one["id"] for one in both))
    assert await owner.fetchval("select count(*) from timers where kind = 'response'") == 0
    assert await owner.fetchval("select count(*) from audit_rows where action = 'alert.acknowledged' and actor_id = $1", cast.nadia) == 2
    assert await owner.fetchval("select count(*) from messages where kind = 'seen'") == 2


async def test_two_people_who_take_the_same_in_another_order_wait_for_nobody(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    pain, nausea = await call_twice(client, cast, clock)
    ids = pain["id"], nausea["id"]
    both = await asyncio.gather(take(client, cast, *ids), take(client, cast, *ids[::-1], who="okoro"))
    assert [one["status"] for results in both for one in results] == [200] * 4
    assert len({one["assignee"] for one in await waiting(client, cast)}) == 1  # whoever came last has both


@pytest.mark.parametrize(("number", "status"), [(0, 400), (1, 200), (200, 200), (201, 400)])
async def test_no_more_than_two_hundred_and_not_none(client: httpx.AsyncClient, cast: Cast, number: int, status: int) -> None:
    body = {"alert_ids": [str(uuid4()) for _ in range(number)]}
    assert (await client.post("/v1/alerts/acknowledge", json=body, headers=cast.cookie("nadia"))).status_code == status


@pytest.mark.parametrize("what", ["resolve", "snooze", "start", "assign"])
async def test_nothing_else_is_done_for_several_at_once(client: httpx.AsyncClient, cast: Cast, what: str) -> None:
    assert (await client.post(f"/v1/alerts/{what}", json={"alert_ids": [str(uuid4())]}, headers=cast.cookie("nadia"))).status_code in (404, 405)


async def test_an_auditor_and_a_phone_take_nothing(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    pain, _ = await call_twice(client, cast, clock)
    for headers in (cast.cookie("ruth"), cast.phone("ada")):
        assert (await client.post("/v1/alerts/acknowledge", json={"alert_ids": [pain["id"]]}, headers=headers)).status_code == 403
    assert await steps(client, cast, pain) == ["raised"]


async def test_what_was_held_back_is_counted_for_a_day(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    late = check_in(answers={"pain": 8, "nausea": 9}, recorded_at="2026-03-01T01:00:00+01:00")
    assert (await client.put(f"/v1/check-ins/{uuid7()}", json=late, headers=cast.phone("ada"))).status_code == 200
    for moved, counted in ((0, 2), (23.9, 2), (0.2, 0)):
        clock.move(hours=moved)
        assert (await client.get("/v1/alerts/waiting", headers=cast.cookie("nadia"))).json()["held_back"] == counted
