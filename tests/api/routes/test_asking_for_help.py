""" "This can't wait" and "please call me", from the phone to the team's list."""

import hashlib
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest
from uuid_utils.compat import uuid7

from api.db import migrate, migrations
from api.intake import content_hash
from schemas.check_ins import NewCheckIn
from tests.people import Cast, check_in

HELP = {"answers": {}, "asks_for": "help_now"}


async def put(client: httpx.AsyncClient, cast: Cast, check_in_id: object = None, **changes: Any) -> httpx.Response:
    return await client.put(f"/v1/check-ins/{check_in_id or uuid7()}", json=check_in(**changes), headers=cast.phone("ada"))


async def reason(client: httpx.AsyncClient, cast: Cast) -> str:
    rows = (await client.get("/v1/worklist", headers=cast.cookie("nadia"))).json()["rows"]
    return str(rows[0]["reason"])


@pytest.mark.parametrize(("asks_for", "said"), [("help_now", "Asked for help now. No answers yet."), ("call_back", "Asked to be called. No answers yet.")])
async def test_ada_asks_without_answering_anything_and_the_team_s_list_says_so(client: httpx.AsyncClient, cast: Cast, asks_for: str, said: str) -> None:
    sent = await put(client, cast, answers={}, asks_for=asks_for)
    assert sent.status_code == 200, sent.text
    assert await reason(client, cast) == said
    timeline = (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.cookie("nadia"))).json()
    own = (await client.get("/v1/me/check-ins", headers=cast.phone("ada"))).json()
    assert [found["asks_for"] for found in [timeline, *timeline["check_ins"], *own["check_ins"]]] == [asks_for, asks_for, asks_for]


async def test_what_the_newest_report_asks_for_is_said_in_every_range(client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, recorded_at="2026-01-05T09:00:00+01:00", **HELP)
    quiet = (await client.get(f"/v1/patients/{cast.ada}/timeline?days=14", headers=cast.cookie("nadia"))).json()
    (row,) = (await client.get("/v1/worklist?search=ada", headers=cast.cookie("nadia"))).json()["rows"]
    assert (quiet["check_ins"], quiet["asks_for"], quiet["last_heard_at"], row["asks_for"]) == ([], "help_now", "2026-01-05T08:00:00Z", "help_now")


async def test_it_holds_until_the_team_answers_whatever_comes_after(client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, **HELP)
    await put(client, cast, recorded_at="2026-03-01T08:55:00+01:00", answers={"pain": 1})
    assert await reason(client, cast) == "Asked for help now. Pain 1 of 10, mild."
    await put(client, cast, recorded_at="2026-03-02T08:56:00+01:00", answers={"pain": 2})
    assert await reason(client, cast) == "Asked for help now. Pain 2 of 10, mild."
    await answer(client, cast, "acknowledge")
    assert await reason(client, cast) == "Somebody is on it. Pain 2 of 10, mild."
    await answer(client, cast, "resolve", outcome="visit")
    (row,) = (await client.get("/v1/worklist", headers=cast.cookie("nadia"))).json()["rows"]
    assert (row["reason"], row["asks_for"]) == ("Pain 2 of 10, mild.", None)


async def test_answered_it_no_longer_asks_though_it_is_the_newest_report(client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, **HELP)
    await answer(client, cast, "resolve", outcome="call")
    assert await reason(client, cast) == "No answers yet."


async def answer(client: httpx.AsyncClient, cast: Cast, what: str, **body: Any) -> None:
    (alert,) = (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"]
    assert (await client.post(f"/v1/alerts/{alert['id']}/{what}", json=body, headers=cast.cookie("nadia"))).status_code == 200


async def test_withdrawn_it_still_waits_until_a_person_decides(client: httpx.AsyncClient, cast: Cast) -> None:
    asked = uuid7()
    await put(client, cast, asked, **HELP)
    await client.post(f"/v1/check-ins/{asked}/entered-in-error", json={"reason": "Touched by accident"}, headers=cast.phone("ada"))
    assert await reason(client, cast) == "Asked for help now. No answers yet."
    await answer(client, cast, "resolve", outcome="call")
    assert await reason(client, cast) == "No answers yet."


async def test_the_same_id_asking_for_something_else_is_a_conflict(client: httpx.AsyncClient, cast: Cast) -> None:
    check_in_id = uuid7()
    first = await put(client, cast, check_in_id, **HELP)
    assert (await put(client, cast, check_in_id, **HELP)).content == first.content
    for other in ({"answers": {}, "asks_for": "call_back"}, {"answers": {}, "note": "."}):
        refused = await put(client, cast, check_in_id, **other)
        assert (refused.status_code, "asks_for" in {error["field"] for error in refused.json()["errors"]}) == (409, True)


async def test_nothing_else_can_be_asked_for(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    assert (await put(client, cast, asks_for="a miracle")).status_code == 400
    await put(client, cast)
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute("update check_ins set asks_for = 'a miracle'")


def test_a_check_in_that_asks_for_nothing_is_hashed_as_before_it_could(cast: Cast) -> None:
    """So that a copy of one that was stored by the version before still gets its receipt."""
    new = msgspec.convert(check_in(), NewCheckIn)
    facts = [cast.ada, "daily-check", "1", new.recorded_at, new.zone, sorted(new.answers.items()), "patient", "self", None, None]
    assert content_hash(cast.ada, new, new.answers) == hashlib.sha256(msgspec.json.encode(facts)).digest()


async def test_the_migration_moves_severe_up_and_leaves_the_rest_where_it_was(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = migrations()
    monkeypatch.setattr("api.db.migrations", lambda: [first])
    await migrate(empty_url)
    raw = await asyncpg.connect(empty_url)
    await raw.execute("set session_replication_role = replica")  # the patients of these states don't matter
    ranks = [0, 1, 3060300, 3060301, 4080400]  # never answered, nothing, the most below severe, the least severe, the most severe
    for rank in ranks:
        await raw.execute("insert into symptom_states (organisation_id, patient_id, concern, recent) values ($1, $1, $2, '[]')", uuid7(), rank)
    monkeypatch.setattr("api.db.migrations", lambda: [first, second])
    assert await migrate(empty_url) == ["0002_asking_for_help"]
    assert [row[0] for row in await raw.fetch("select concern from symptom_states order by 1")] == [0, 1, 3060300, 3060301 + 1020100, 4080400 + 1020100]
    await raw.close()
