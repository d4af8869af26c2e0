"""Ben decides for Ada, as the team has recorded, and shows something of her: to whom she has named, what he may read himself, and never without her knowing it."""

import asyncio
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

import asyncpg
import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from api import queries, sharing
from api.access import CaregiverActor
from api.db import Pool, transaction
from schemas.caregivers import Grants
from schemas.shares import NewShare, Scope
from tests.api.routes.test_answering import switch
from tests.api.routes.test_caregivers import granted
from tests.api.routes.test_shares import MARIA, Sister
from tests.conftest import Clock
from tests.people import NOW, Cast, befriend, enrol
from tests.records import Desk, problem

Who = Literal["ada", "ben", "nadia"]
WHOLE = {"proxy": True, "reads": True, "surrogate": True}
NAMED = {"topic": "who_may_know", "stance": "named", "people": [{"name": "Maria", "relation": "sister"}]}
UNTIL = {"accept": True, "ends_at": "2026-03-20T09:00:00Z"}


async def names_maria(client: httpx.AsyncClient, cast: Cast, **changes: Any) -> None:
    await Desk(client, cast).stored("preferences", **{**NAMED, **changes})


@pytest.fixture
async def decides(client: httpx.AsyncClient, cast: Cast) -> None:
    await granted(client, cast, **WHOLE)
    await names_maria(client, cast)


async def begin(client: httpx.AsyncClient, cast: Cast, who: Who = "ben", **changes: Any) -> httpx.Response:
    path, headers = (f"/v1/patients/{cast.ada}/shares", cast.cookie(who)) if who == "nadia" else ("/v1/me/shares", cast.phone(who))
    return await client.post(path, json={**MARIA, **changes}, headers=headers)


async def begun(client: httpx.AsyncClient, cast: Cast, who: Who = "ben") -> tuple[UUID, Sister]:
    answer = await begin(client, cast, who)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["share"]["id"]), Sister(client, answer.json()["link"])


async def found(client: httpx.AsyncClient, cast: Cast, who: str) -> list[dict[str, Any]]:
    return list((await client.get("/v1/me/shares", headers=cast.phone(who))).json())


async def end(client: httpx.AsyncClient, cast: Cast, share_id: UUID, who: str = "ben") -> httpx.Response:
    return await client.delete(f"/v1/shares/{share_id}", headers=cast.phone(who))


async def answer(client: httpx.AsyncClient, cast: Cast, share_id: UUID, who: str = "ben", **body: Any) -> httpx.Response:
    return await client.post(f"/v1/shares/{share_id}/answer", json=body or UNTIL, headers=cast.phone(who))


@pytest.mark.usefixtures("decides")
async def test_ben_shows_maria_how_ada_is_and_ada_reads_that_he_did_and_ends_it(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    share_id, maria = await begun(client, cast)
    assert (await maria.open()).status_code == 303 and "How Ada is" in (await maria.get()).text
    for who in ("ada", "ben"):
        (one,) = await found(client, cast, who)
        assert (one["share"]["granted_by"], one["share"]["granted_by_kind"]) == ("Ben", "caregiver") and [(event["kind"], event["by"]) for event in one["events"]] == [("opened", "Maria"), ("granted", "Ben")]
    assert (await end(client, cast, share_id, "ada")).json()[0]["holds"] is False
    assert (await maria.get()).status_code == 401
    rows = await owner.fetch("select actor_kind, actor_id, patient_id, subject_id from audit_rows where action = 'share.granted'")
    assert [tuple(row) for row in rows] == [("caregiver", cast.ben, cast.ada, share_id)]


@pytest.mark.usefixtures("decides")
async def test_he_looks_first_at_what_she_would_see(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    looks = [(await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone(who))).json() for who in ("ada", "ben")]
    assert looks[0] == looks[1] and "How Ada is" in looks[0]["html"]
    assert await owner.fetchval("select count(*) from audit_rows where action = 'share.preview' and actor_kind = 'caregiver' and actor_id = $1", cast.ben) == 1


@pytest.mark.parametrize("stance", ["nobody", "undecided", "named"])
async def test_only_to_whom_ada_has_named_by_her_newest_word(client: httpx.AsyncClient, cast: Cast, stance: str) -> None:
    await granted(client, cast, **WHOLE)
    assert problem(await begin(client, cast)) == (403, "not-named"), "nothing is recorded"
    await names_maria(client, cast)
    assert (await begin(client, cast)).status_code == 201
    await names_maria(client, cast, stance=stance, people=[{"name": "Peter"}] if stance == "named" else [])
    assert problem(await begin(client, cast)) == (403, "not-named")
    assert problem(await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone("ben"))) == (403, "not-named")
    assert (await begin(client, cast, "ada")).status_code == 201, "Ada herself shows what she likes to whom she likes"


@pytest.mark.usefixtures("decides")
async def test_who_may_not_read_shows_nothing_and_still_ends_what_he_began(client: httpx.AsyncClient, cast: Cast) -> None:
    share_id, maria = await begun(client, cast)
    await granted(client, cast, proxy=True, surrogate=True)
    assert problem(await begin(client, cast)) == problem(await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone("ben"))) == (403, "not-yours-to-show")
    assert (await maria.open()).status_code == 303, "what was begun before goes on"
    await end(client, cast, share_id)
    await maria.ask()
    assert problem(await answer(client, cast, share_id)) == (403, "not-yours-to-show")
    assert (await answer(client, cast, share_id, accept=False)).json()[0]["asks"] is False


@pytest.mark.usefixtures("decides")
async def test_while_ada_answers_herself_what_others_began_is_not_there_for_ben(client: httpx.AsyncClient, cast: Cast) -> None:
    hers, maria = await begun(client, cast, "ada")
    theirs, _ = await begun(client, cast, "nadia")
    own, _ = await begun(client, cast)
    assert [one["share"]["id"] for one in await found(client, cast, "ben")] == [str(own)]
    assert problem(await end(client, cast, hers)) == problem(await end(client, cast, theirs)) == problem(await end(client, cast, uuid7())) == (404, "not-found")
    await end(client, cast, hers, "ada")
    await maria.ask()
    assert problem(await answer(client, cast, hers)) == (404, "not-found")
    assert [one["asks"] for one in await found(client, cast, "ben")] == [False] and any(one["asks"] for one in await found(client, cast, "ada"))


@pytest.mark.usefixtures("decides")
async def test_once_she_can_no_longer_answer_he_reads_ends_and_answers_for_all_of_it(client: httpx.AsyncClient, cast: Cast) -> None:
    hers, maria = await begun(client, cast, "ada")
    await switch(client, cast)
    assert [one["share"]["id"] for one in await found(client, cast, "ben")] == [str(hers)]
    assert (await end(client, cast, hers)).json()[0]["events"][0]["by"] == "Ben"
    await maria.ask()
    assert (await answer(client, cast, hers)).json()[0]["holds"] is True and (await maria.open()).status_code == 303
    await switch(client, cast, answered_by="patient", reason="")
    assert await found(client, cast, "ben") == [], "as soon as she answers again, what she began is hers alone"
    assert [(one["kind"], one["by"]) for one in (await found(client, cast, "ada"))[0]["events"]][:2] == [("opened", "Maria"), ("accepted", "Ben")]


async def test_saying_yes_needs_the_name_too_and_saying_no_does_not(client: httpx.AsyncClient, cast: Cast) -> None:
    await granted(client, cast, **WHOLE)
    hers, maria = await begun(client, cast, "ada")
    await switch(client, cast)
    await end(client, cast, hers)
    await maria.ask()
    assert problem(await answer(client, cast, hers)) == (403, "not-named")
    assert (await answer(client, cast, hers, accept=False)).json()[0]["asks"] is False


@pytest.mark.usefixtures("decides")
@pytest.mark.parametrize("how", ["taken", "ended", "ended by Ada"])
async def test_what_he_began_ends_as_he_no_longer_decides_and_the_rest_goes_on(client: httpx.AsyncClient, cast: Cast, how: str) -> None:
    _, hers = await begun(client, cast, "ada")
    his, maria = await begun(client, cast)
    await maria.open()
    if how == "taken":
        await granted(client, cast, proxy=True, reads=True)
    else:
        await client.delete(f"/v1/caregivers/{cast.ben}", headers=cast.phone("ada") if "Ada" in how else cast.cookie("nadia"))
    assert ((await maria.get()).status_code, (await maria.open()).status_code, (await hers.open()).status_code) == (401, 404, 303)
    (one,) = [one for one in await found(client, cast, "ada") if one["share"]["id"] == str(his)]
    assert (one["holds"], one["events"][0]["kind"], one["events"][0]["by"]) == (False, "revoked", "Ada" if "Ada" in how else "Nadia Rahman")
    await maria.ask()
    assert (await answer(client, cast, his, "ada")).status_code == 200 and (await maria.open()).status_code == 303, "Ada may say yes herself"


async def waits(owner: asyncpg.Connection) -> None:
    """Until somebody waits for a lock."""
    waiting = "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) from pg_sleep(0.01)"
    while not await owner.fetchval(waiting):
        pass


@pytest.mark.usefixtures("decides")
async def test_what_he_begins_while_it_is_taken_from_him_ends_too(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    async with transaction(pool, cast.hospice) as db:
        ben, ada = await queries.caregivers.get(db, cast.ben), await queries.patients.get(db, cast.ada)
        assert ben is not None and ada is not None
        actor = CaregiverActor(organisation_id=cast.hospice, id=ben.id, name="Ben", kind="caregiver", patient_id=ada.id, device_id=cast.ben_phone, caregiver=ben)
        await sharing.grant(db, actor, ada, NewShare(for_name="Maria", scope=Scope(), ends_at=NOW + timedelta(days=1)), "https://balm.test", NOW)
        taking = asyncio.create_task(granted(client, cast, proxy=True, reads=True))
        await waits(owner)
    await taking
    assert [one["holds"] for one in await found(client, cast, "ada")] == [False]


@pytest.mark.usefixtures("decides")
async def test_what_he_asks_for_just_after_is_refused_though_his_request_began_before(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    held = owner.transaction()
    await held.start()
    await owner.execute("update caregivers set grants = grants || '{\"surrogate\": false}' where id = $1", cast.ben)
    asking = asyncio.create_task(begin(client, cast))
    await waits(owner)
    await held.commit()
    assert problem(await asking) == (403, "not-yours-to-show") and await found(client, cast, "ada") == []


@pytest.mark.usefixtures("decides")
async def test_another_grant_ends_nothing_nor_does_what_ran_out_end_twice(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await begun(client, cast)
    await granted(client, cast, **WHOLE, assisted=True)
    assert (await found(client, cast, "ada"))[0]["holds"] is True
    clock.move(days=15)
    await granted(client, cast, proxy=True)
    (one,) = await found(client, cast, "ada")
    assert (one["holds"], [event["kind"] for event in one["events"]]) == (False, ["granted"])


@pytest.mark.usefixtures("decides")
async def test_after_a_death_he_ends_what_there_is_and_begins_nothing(client: httpx.AsyncClient, cast: Cast) -> None:
    share_id, maria = await begun(client, cast)
    died = {"care": "died", "since_on": "2026-03-02", "note": ""}
    assert (await client.post(f"/v1/patients/{cast.ada}/care", json=died, headers=cast.cookie("nadia"))).status_code == 200
    assert problem(await begin(client, cast)) == problem(await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone("ben"))) == (409, "sharing-is-over")
    await maria.open()
    assert "Nothing more is shown here" in (await maria.get()).text, "as the organisation has set"
    assert (await end(client, cast, share_id)).json()[0]["holds"] is False


async def test_who_does_not_decide_is_refused_like_for_all_that_is_not_theirs(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    await names_maria(client, cast)
    await granted(client, cast, proxy=True, assisted=True, reads=True)
    async with transaction(pool) as db:
        await db.become(cast.hospice)
        other, _ = await enrol(db, "Ina", "ina")
        await befriend(db, other, "Dora", "dora", Grants(proxy=True, reads=True, surrogate=True))
    async with transaction(pool) as db:
        await db.become(cast.other_hospice)
        await befriend(db, cast.olga, "Carl", "carl", Grants(proxy=True, reads=True, surrogate=True))
    hers, _ = await begun(client, cast, "ada")
    alike = problem(await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.phone("ben")))
    tries = [await begin(client, cast), await client.get("/v1/me/shares", headers=cast.phone("ben")), await end(client, cast, hers), await answer(client, cast, hers)]
    assert [problem(one) for one in tries] == [alike] * 4
    for method, path in (("GET", f"/v1/patients/{cast.ada}/shares"), ("POST", f"/v1/patients/{cast.ada}/shares"), ("DELETE", f"/v1/shares/{hers}")):
        for who in ("dora", "carl"):
            asked = await client.request(method, path, json=MARIA if method == "POST" else None, headers=cast.phone(who))
            assert problem(asked) == (404, "not-found"), "Dora and Carl decide for somebody else, he in another house"
    assert await found(client, cast, "dora") == []


@given(
    grants=st.builds(Grants, proxy=st.just(True), assisted=st.booleans(), reads=st.booleans(), surrogate=st.booleans()),
    named=st.booleans(), others_answer=st.booleans(), by=st.sampled_from(["ada", "ben", "nadia"]),
)  # fmt: skip
@settings(max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
async def test_whatever_is_granted_and_recorded_he_reaches_exactly_what_that_says(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, grants: Grants, named: bool, others_answer: bool, by: Who
) -> None:
    """Begun by any of the three while all was recorded; then the record becomes what was drawn."""
    await granted(client, cast, **WHOLE)
    await names_maria(client, cast)
    await switch(client, cast, answered_by="patient", reason="")
    share_id, maria = await begun(client, cast, by)
    await end(client, cast, share_id, "ada")
    await maria.ask()
    async with transaction(pool) as db:
        await db.become(cast.hospice)
        await queries.caregivers.grant(db, cast.ben, grants)
    if not named:
        await names_maria(client, cast, stance="nobody", people=[])
    if others_answer:
        await switch(client, cast)
    shows = 403 if not (grants.surrogate and grants.reads and named) else 201
    sees = 403 if not grants.surrogate else 200 if by == "ben" or others_answer else 404
    assert (await begin(client, cast)).status_code == shows
    assert (await answer(client, cast, share_id)).status_code == (sees if sees != 200 or shows == 201 else 403)
    assert (await end(client, cast, share_id)).status_code == sees
    listed = await client.get("/v1/me/shares", headers=cast.phone("ben"))
    assert listed.status_code == (200 if grants.surrogate else 403)
    assert not grants.surrogate or (str(share_id) in {one["share"]["id"] for one in listed.json()}) is (sees == 200)
