"""What can be put right afterwards, by whom: a correction is a new version, a withdrawal a mark."""

from typing import Any
from uuid import UUID

import asyncpg
import httpx
from uuid_utils.compat import uuid7

from tests.people import Cast, check_in


async def put(client: httpx.AsyncClient, cast: Cast, body: dict[str, Any], check_in_id: UUID | None = None, who: str = "ada") -> httpx.Response:
    return await client.put(f"/v1/check-ins/{check_in_id or uuid7()}", json=body, headers=cast.phone(who))


async def test_a_correction_is_a_new_version_and_the_old_one_stays(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    first, second = uuid7(), uuid7()
    await put(client, cast, check_in(), first)
    assert (await put(client, cast, check_in(answers={"pain": 6}, corrects=str(first)), second)).status_code == 200
    assert await owner.fetchval("select answers ->> 'pain' from check_ins where id = $1", first) == "4"
    timeline = (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.cookie("nadia"))).json()
    assert [found["id"] for found in timeline["check_ins"]] == [str(second)]
    again = await put(client, cast, check_in(answers={"pain": 7}, corrects=str(first)))
    assert (again.status_code, again.json()["type"]) == (409, "urn:balm:problem:not-correctable")


async def test_a_check_in_that_would_replace_itself_is_refused_and_kept_by_its_sender(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    check_in_id = uuid7()
    answer = await put(client, cast, check_in(corrects=str(check_in_id)), check_in_id)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:balm:problem:not-correctable")
    assert await owner.fetchval("select count(*) from check_ins") == 0
    assert (await put(client, cast, check_in(), check_in_id)).status_code == 200


async def test_one_entered_in_error_stays_stored_and_counts_no_more(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    check_in_id = uuid7()
    await put(client, cast, check_in(answers={"pain": 9}), check_in_id)
    marked = await client.post(f"/v1/check-ins/{check_in_id}/entered-in-error", json={"reason": "wrong patient"}, headers=cast.cookie("nadia"))
    assert (marked.status_code, marked.json()["entered_in_error_reason"]) == (200, "wrong patient")
    rows = (await client.get("/v1/worklist", headers=cast.cookie("nadia"))).json()["rows"]
    assert rows[0]["reason"] == "Severe, nobody has taken it. No answers yet."  # whether the alert ends, a person decides
    assert await owner.fetchval("select count(*) from check_ins") == 1


async def by_nadia(client: httpx.AsyncClient, cast: Cast) -> UUID:
    check_in_id = uuid7()
    body = check_in(mode="phone_call", patient_id=str(cast.ada))
    assert (await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.cookie("nadia"))).status_code == 200
    return check_in_id


async def withdrawn(client: httpx.AsyncClient, check_in_id: UUID, headers: dict[str, str]) -> httpx.Response:
    return await client.post(f"/v1/check-ins/{check_in_id}/entered-in-error", json={"reason": "I meant yesterday"}, headers=headers)


async def test_ada_withdraws_and_corrects_what_came_from_her_phones(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    first, second = uuid7(), uuid7()
    await put(client, cast, check_in(), first)
    assert (await put(client, cast, check_in(answers={"pain": 6}, corrects=str(first)), second)).status_code == 200
    answer = await withdrawn(client, second, cast.phone("ada"))
    assert (answer.status_code, answer.json()["entered_in_error_reason"]) == (200, "I meant yesterday")
    assert await owner.fetchval("select entered_in_error_by from check_ins where id = $1", second) == cast.ada_phone


async def test_what_the_team_entered_is_not_withdrawn_by_the_patient_s_phone(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    answer = await withdrawn(client, await by_nadia(client, cast), cast.phone("ada"))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:entered-by-the-team")
    assert answer.json()["detail"] == "It can't be changed from here. Tell your team what is wrong with it."
    assert await owner.fetchval("select count(*) from check_ins where entered_in_error_at is not null") == 0


async def test_what_the_team_entered_is_not_corrected_by_the_patient_s_phone(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    answer = await put(client, cast, check_in(corrects=str(await by_nadia(client, cast))))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:entered-by-the-team")
    assert await owner.fetchval("select count(*) from check_ins") == 1


async def test_the_team_corrects_and_withdraws_both(client: httpx.AsyncClient, cast: Cast) -> None:
    from_the_phone = uuid7()
    await put(client, cast, check_in(), from_the_phone)
    for check_in_id in (from_the_phone, await by_nadia(client, cast)):
        body, corrected = check_in(mode="phone_call", patient_id=str(cast.ada), corrects=str(check_in_id)), uuid7()
        assert (await client.put(f"/v1/check-ins/{corrected}", json=body, headers=cast.cookie("nadia"))).status_code == 200
        assert (await withdrawn(client, corrected, cast.cookie("nadia"))).status_code == 200


async def test_olga_s_phone_does_not_learn_who_entered_what_about_others(client: httpx.AsyncClient, cast: Cast) -> None:
    about_ada = await by_nadia(client, cast)
    assert (await withdrawn(client, about_ada, cast.phone("olga"))).status_code == 404
    assert (await put(client, cast, check_in(corrects=str(about_ada)), who="olga")).json()["type"] == "urn:balm:problem:not-correctable"
