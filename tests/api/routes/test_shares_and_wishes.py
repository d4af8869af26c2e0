"""Whom Ada names may know changes: what others began for somebody she no longer names ends in that moment, and what she began herself stays hers to end."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from api import queries, sharing
from api.access import StaffActor
from api.db import Pool, transaction
from schemas.shares import NewShare, Scope
from tests.api.routes.test_caregivers import granted
from tests.api.routes.test_shares_of_surrogates import NAMED, WHOLE, Who, answer, begun, found, names_maria, waits
from tests.conftest import Clock
from tests.people import NOW, Cast
from tests.records import Desk

PETER = {"people": [{"name": "Peter"}]}
NOBODY: dict[str, Any] = {"stance": "nobody", "people": []}
UNDECIDED: dict[str, Any] = {"stance": "undecided", "people": []}


@pytest.fixture
async def wish(client: httpx.AsyncClient, cast: Cast) -> str:
    """Ada names Maria, and Ben decides for her; the id of her wish."""
    await granted(client, cast, **WHOLE)
    return str((await Desk(client, cast).stored("preferences", **NAMED))["entry"]["id"])


@pytest.mark.usefixtures("wish")
@pytest.mark.parametrize("by", ["nadia", "ben"])
@pytest.mark.parametrize("changed", [PETER, NOBODY, UNDECIDED])
async def test_what_others_began_ends_with_the_wish_and_says_so(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, by: Who, changed: dict[str, Any]) -> None:
    share_id, maria = await begun(client, cast, by)
    await maria.open()
    await names_maria(client, cast, **changed)
    assert ((await maria.get()).status_code, (await maria.get("alive")).status_code, (await maria.open()).status_code) == (401, 401, 404)
    (one,) = await found(client, cast, "ada")
    assert (one["holds"], one["share"]["ended_because"], one["events"][0]["kind"], one["events"][0]["by"]) == (False, "wish_changed", "wish_changed", "Nadia Rahman")
    assert await owner.fetchval("select count(*) from audit_rows where action = 'share.wish_changed' and subject_id = $1", share_id) == 1
    await maria.ask()
    assert (await answer(client, cast, share_id, "ada")).json()[0]["holds"] is True, "Ada herself may say yes to whom she likes"


@pytest.mark.usefixtures("wish")
async def test_what_is_said_anew_of_the_same_person_ends_nothing(client: httpx.AsyncClient, cast: Cast) -> None:
    await begun(client, cast, "nadia")
    await names_maria(client, cast, people=[{"name": "Peter"}, {"name": "MARÍA"}])
    assert [one["holds"] for one in await found(client, cast, "ada")] == [True]


async def test_a_wish_that_was_entered_in_error_counts_no_longer(client: httpx.AsyncClient, cast: Cast, wish: str) -> None:
    await begun(client, cast, "nadia")
    assert (await Desk(client, cast).in_error(wish)).status_code == 200
    assert [one["events"][0]["kind"] for one in await found(client, cast, "ada")] == ["wish_changed"]


@pytest.mark.usefixtures("wish")
async def test_an_older_wish_that_is_written_down_later_ends_nothing(client: httpx.AsyncClient, cast: Cast) -> None:
    await begun(client, cast, "nadia")
    await names_maria(client, cast, **NOBODY, observed_on="2026-02-01")
    assert [one["holds"] for one in await found(client, cast, "ada")] == [True]


@pytest.mark.usefixtures("wish")
async def test_what_ada_began_goes_on_and_the_team_reads_that_the_wish_is_another_one_now(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    share_id, maria = await begun(client, cast, "ada")

    async def seen() -> tuple[bool, bool]:
        (one,) = (await client.get(f"/v1/patients/{cast.ada}/shares", headers=cast.cookie("nadia"))).json()
        return one["holds"], one["unnamed"]

    clock.move(hours=1)
    await names_maria(client, cast)
    assert await seen() == (True, False)
    clock.move(hours=1)
    await names_maria(client, cast, **NOBODY)
    assert await seen() == (True, True) and (await maria.open()).status_code == 303
    clock.move(hours=1)
    await client.delete(f"/v1/shares/{share_id}", headers=cast.phone("ada"))
    assert await seen() == (False, False), "what has ended needs nobody's look"
    await maria.ask()
    await answer(client, cast, share_id, "ada")
    assert await seen() == (True, False), "her yes is newer than what is recorded"


@pytest.mark.usefixtures("wish")
async def test_what_is_begun_while_the_wish_changes_ends_too(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    async with transaction(pool, cast.hospice) as db:
        ada = await queries.patients.get(db, cast.ada)
        assert ada is not None
        actor = StaffActor(organisation_id=cast.hospice, id=cast.nadia, name="Nadia Rahman", kind="staff", role="nurse")
        await sharing.grant(db, actor, ada, NewShare(for_name="Maria", scope=Scope(), ends_at=NOW.replace(day=9)), "https://balm.test", NOW)
        changing = asyncio.create_task(names_maria(client, cast, **NOBODY))
        await waits(owner)
    await changing
    assert [one["holds"] for one in await found(client, cast, "ada")] == [False]


async def test_a_surrogate_s_phone_knows_whom_ada_has_named_and_no_other_phone_does(client: httpx.AsyncClient, cast: Cast) -> None:
    async def named() -> list[str]:
        return list((await client.get("/v1/me", headers=cast.phone("ben"))).json()["named"])

    await names_maria(client, cast, people=[{"name": "Maria", "relation": "sister", "phone": "555-0117"}, {"name": "Peter"}])
    for grants, found_ in (({"proxy": True, "reads": True}, []), ({"surrogate": True, "proxy": True}, []), (WHOLE, ["Maria", "Peter"])):
        await granted(client, cast, **grants)
        assert await named() == found_
    assert "named" not in (await client.get("/v1/me", headers=cast.phone("ada"))).json()
    assert "555-0117" not in (await client.get("/v1/me", headers=cast.phone("ben"))).text, "a name is all that is needed"
    await names_maria(client, cast, **NOBODY)
    assert await named() == []
