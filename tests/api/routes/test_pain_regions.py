"""Where it hurts: kept with the check-in and part of its content, read by no rule."""

from typing import Any, get_args

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from schemas.body_regions import BodyRegion
from tests.people import Cast, check_in


async def put(client: httpx.AsyncClient, cast: Cast, check_in_id: Any, **changes: Any) -> httpx.Response:
    return await client.put(f"/v1/check-ins/{check_in_id}", json=check_in(**changes), headers=cast.phone("ada"))


async def own(client: httpx.AsyncClient, cast: Cast) -> list[list[str]]:
    return [one["pain_regions"] for one in (await client.get("/v1/me/check-ins", headers=cast.phone("ada"))).json()["check_ins"]]


async def test_they_are_kept_with_the_check_in_each_once(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await put(client, cast, uuid7(), answers={"pain": 4}, pain_regions=["left_arm", "chest", "chest"])).status_code == 200
    assert await own(client, cast) == [["chest", "left_arm"]]


async def test_the_order_of_the_taps_is_no_difference_and_another_region_is(client: httpx.AsyncClient, cast: Cast) -> None:
    check_in_id = uuid7()
    first = await put(client, cast, check_in_id, answers={"pain": 4}, pain_regions=["left_arm", "chest"])
    assert (await put(client, cast, check_in_id, answers={"pain": 4}, pain_regions=["chest", "left_arm"])).text == first.text
    for other in (["chest"], []):
        answer = await put(client, cast, check_in_id, answers={"pain": 4}, pain_regions=other)
        assert answer.status_code == 409 and [error["field"] for error in answer.json()["errors"]] == ["pain_regions"]


async def test_a_check_in_of_an_older_phone_has_none_and_the_hash_that_it_had(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    sent = {"answers": {"pain": 4}, "recorded_at": "2026-03-02T08:14:00+01:00"}
    await put(client, cast, (one := uuid7()), **sent)
    await put(client, cast, (two := uuid7()), **sent, pain_regions=[])
    hashes = await owner.fetch("select content_hash from check_ins where id = any($1)", [one, two])
    assert len({row["content_hash"] for row in hashes}) == 1 and await own(client, cast) == [[], []]


@pytest.mark.parametrize(
    ("answers", "regions", "status"),
    [
        ({"pain": 1}, list(get_args(BodyRegion)), 200),
        ({"pain": None}, ["chest"], 200),
        ({"nausea": 2}, ["chest"], 200),
        ({"pain": 0}, [], 200),
        ({"pain": 0}, ["chest"], 400),
        ({"pain": 3}, ["soul"], 400),
    ],
)
async def test_they_go_with_pain_that_is_not_none(client: httpx.AsyncClient, cast: Cast, answers: dict[str, Any], regions: list[str], status: int) -> None:
    assert (await put(client, cast, uuid7(), answers=answers, pain_regions=regions)).status_code == status


async def test_no_rule_reads_them(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await put(client, cast, uuid7(), answers={"pain": 3}, pain_regions=["chest", "head"])
    state = await owner.fetchrow("select concern, recent::text from symptom_states where patient_id = $1", cast.ada)
    assert "chest" not in state["recent"] and await owner.fetchval("select count(*) from alerts") == 0
