"""Changes of medication as the team writes them down: once, at a moment, and never overwritten."""

from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast

CHANGE = {"what": "Patch instead of tablets", "changed_at": "2026-03-02T08:00:00Z"}


async def put(client: httpx.AsyncClient, cast: Cast, change_id: UUID, who: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    return await client.put(f"/v1/patients/{cast.ada}/medication-changes/{change_id}", json={**CHANGE, **changes}, headers=who or cast.cookie("nadia"))


async def all_of(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get(f"/v1/patients/{cast.ada}/medication-changes", headers=cast.cookie("okoro"))).json())


async def drawn(client: httpx.AsyncClient, cast: Cast, **asked: Any) -> list[str]:
    found = (await client.get(f"/v1/patients/{cast.ada}/timeline", params=asked, headers=cast.cookie("nadia"))).json()
    return [one["what"] for one in found["medication_changes"]]


async def test_it_is_stored_once_however_often_it_is_sent(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    change_id = uuid7()
    answers = [await put(client, cast, change_id) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3 and answers[0].json() == answers[2].json()
    (stored,) = await all_of(client, cast)
    assert (stored["what"], stored["recorded_by"], stored["changed_at"]) == ("Patch instead of tablets", "Nadia Rahman", "2026-03-02T08:00:00Z")
    assert await owner.fetchval("select count(*) from audit_rows where action = 'medication_change.record'") == 1


async def test_something_else_under_the_same_id_is_a_conflict(client: httpx.AsyncClient, cast: Cast) -> None:
    change_id = uuid7()
    await put(client, cast, change_id)
    assert (await put(client, cast, change_id, what="Another")).status_code == 409
    assert (await put(client, cast, change_id, changed_at="2026-03-02T08:00:01Z")).status_code == 409
    assert len(await all_of(client, cast)) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"changed_at": "2026-03-02T09:02:00Z"}, 200),
        ({"changed_at": "2026-03-02T09:02:01Z"}, 400),
        ({"changed_at": "2026-03-02T08:00:00"}, 400),
        ({"what": ""}, 400),
        ({"what": "  "}, 400),
        ({"what": "x" * 200}, 200),
        ({"what": "x" * 201}, 400),
    ],
)
async def test_what_cannot_be_is_refused(client: httpx.AsyncClient, cast: Cast, changes: dict[str, Any], status: int) -> None:
    assert (await put(client, cast, uuid7(), **changes)).status_code == status


async def test_the_id_is_a_uuid_of_version_7(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await put(client, cast, uuid4())
    assert answer.status_code == 400 and answer.json()["type"] == "urn:balm:problem:id-not-uuidv7"


async def test_the_timeline_draws_those_of_its_range_newest_first(client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, uuid7(), what="Long ago", changed_at="2026-02-01T08:00:00Z")
    await put(client, cast, uuid7(), what="Yesterday", changed_at="2026-03-01T08:00:00Z")
    await put(client, cast, uuid7(), what="Today")
    assert await drawn(client, cast, days=14) == ["Today", "Yesterday"]
    assert await drawn(client, cast) == ["Today", "Yesterday", "Long ago"]


async def test_a_mistake_stays_stored_and_is_no_longer_drawn(client: httpx.AsyncClient, cast: Cast) -> None:
    change_id = uuid7()
    await put(client, cast, change_id)
    for reason in ("The wrong patient", "Another reason"):
        answer = await client.post(f"/v1/medication-changes/{change_id}/entered-in-error", json={"reason": reason}, headers=cast.cookie("nadia"))
        assert answer.status_code == 200 and answer.json()["entered_in_error_reason"] == "The wrong patient"
    assert await drawn(client, cast) == []
    assert [one["entered_in_error_reason"] for one in await all_of(client, cast)] == ["The wrong patient"]


async def test_a_phone_and_an_auditor_write_and_read_none(client: httpx.AsyncClient, cast: Cast) -> None:
    for who in (cast.phone("ada"), cast.cookie("ruth")):
        assert (await put(client, cast, uuid7(), who)).status_code == 403
        assert (await client.get(f"/v1/patients/{cast.ada}/medication-changes", headers=who)).status_code == 403
    assert (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.phone("ada"))).json()["medication_changes"] == []
