import asyncio
import re

import asyncpg
import httpx
import pytest

from tests.conftest import Clock
from tests.people import Cast, check_in


async def enrol(client: httpx.AsyncClient, cast: Cast, **facts: str) -> httpx.Response:
    return await client.post("/v1/patients", json={"name": "Ada Lindqvist", **facts}, headers=cast.cookie("nadia"))


async def redeem(client: httpx.AsyncClient, code: str) -> httpx.Response:
    return await client.post("/v1/enrolments/redeem", json={"code": code, "device_name": "Ada's phone"})


async def test_a_patient_is_enrolled_and_their_phone_can_send(client: httpx.AsyncClient, cast: Cast) -> None:
    enrolled = await enrol(client, cast, identifier="MRN-7", born_on="1948-05-01")
    assert enrolled.status_code == 201, enrolled.text
    code = enrolled.json()["enrolment_code"]
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}", code["code"])
    assert code["link"] == f"http://balm.test/app/#code={code['code']}" and code["qr_svg"].startswith("<svg")
    device = await redeem(client, code["code"])
    assert (device.status_code, device.json()["patient_id"]) == (201, enrolled.json()["patient"]["id"])
    phone = {"authorization": f"Bearer {device.json()['token']}"}
    me = (await client.get("/v1/me", headers=phone)).json()
    assert (me["kind"], me["emergency_number"], [i["id"] for i in me["instruments"]]) == ("patient", "112", ["daily-check"])
    assert (await client.put("/v1/check-ins/01a20875-31f8-71fb-9c75-6fbc9cae6ada", json=check_in(), headers=phone)).status_code == 200


async def test_a_code_works_once_also_when_two_phones_try_at_once(client: httpx.AsyncClient, cast: Cast) -> None:
    code = (await enrol(client, cast)).json()["enrolment_code"]["code"]
    answers = await asyncio.gather(*(redeem(client, code) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400, 400]
    assert (await redeem(client, code)).json()["type"] == "urn:balm:problem:code-refused"


async def test_a_code_may_be_typed_as_people_type(client: httpx.AsyncClient, cast: Cast) -> None:
    code = (await enrol(client, cast)).json()["enrolment_code"]["code"]
    typed = " " + code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert (await redeem(client, typed)).status_code == 201


@pytest.mark.parametrize(("hours", "status"), [(71.9, 201), (72.1, 400)])
async def test_a_code_expires_after_three_days(client: httpx.AsyncClient, cast: Cast, clock: Clock, hours: float, status: int) -> None:
    code = (await enrol(client, cast)).json()["enrolment_code"]["code"]
    clock.move(hours=hours)
    assert (await redeem(client, code)).status_code == status


async def test_a_new_code_ends_the_one_before(client: httpx.AsyncClient, cast: Cast) -> None:
    first = (await client.post(f"/v1/patients/{cast.ada}/enrolment-codes", headers=cast.cookie("nadia"))).json()["code"]
    second = (await client.post(f"/v1/patients/{cast.ada}/enrolment-codes", headers=cast.cookie("nadia"))).json()["code"]
    assert [(await redeem(client, code)).status_code for code in (first, second)] == [400, 201]


async def test_guessing_codes_is_slowed(client: httpx.AsyncClient, cast: Cast) -> None:
    for _ in range(10):
        assert (await redeem(client, "AAAA-AAAA-AA")).status_code == 400
    slowed = await redeem(client, "AAAA-AAAA-AA")
    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "2")


async def test_neither_code_nor_token_is_stored(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    code = (await enrol(client, cast)).json()["enrolment_code"]["code"]
    token = (await redeem(client, code)).json()["token"]
    tables = [row["relname"] for row in await owner.fetch("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")]
    stored = "".join([str(dict(row)) for table in tables for row in await owner.fetch(f"select * from {table}")])
    assert token not in stored and code not in stored and code.replace("-", "") not in stored


async def test_a_revoked_phone_is_a_stranger_from_the_next_request_on(client: httpx.AsyncClient, cast: Cast) -> None:
    listed = (await client.get(f"/v1/patients/{cast.ada}/devices", headers=cast.cookie("nadia"))).json()
    assert [device["name"] for device in listed] == ["Ada's phone"]
    assert (await client.delete(f"/v1/patients/{cast.ada}/devices/{cast.ada_phone}", headers=cast.cookie("nadia"))).status_code == 204
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).status_code == 401
    listed = (await client.get(f"/v1/patients/{cast.ada}/devices", headers=cast.cookie("nadia"))).json()
    assert listed[0]["revoked_at"] is not None


async def test_a_number_is_given_to_one_patient_only(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await enrol(client, cast, identifier="MRN-7")).status_code == 201
    again = await enrol(client, cast, identifier="MRN-7")
    assert (again.status_code, again.json()["type"]) == (409, "urn:balm:problem:identifier-taken")


@pytest.mark.parametrize("facts", [{"name": ""}, {"name": "A\x00da"}, {"zone": "Mars/Olympus"}, {"born_on": "tomorrow"}, {"care": "died"}, {"nickname": "Ady"}])
async def test_a_patient_with_a_bad_fact_is_refused_and_not_half_made(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, facts: dict[str, str]
) -> None:
    before = await owner.fetchval("select count(*) from patients")
    assert (await enrol(client, cast, **facts)).status_code == 400
    assert await owner.fetchval("select count(*) from patients") == before


@pytest.mark.parametrize("change", [{"name": "  "}, {"name": "\u2003"}, {"born_on": "2026-03-03"}, {"born_on": "2999-01-01"}, {"born_on": "0049-08-10"}, {"born_on": "1900-12-31"}])
async def test_nobody_is_enrolled_without_a_name_or_before_they_are_born(client: httpx.AsyncClient, cast: Cast, change: dict[str, str]) -> None:
    answer = await client.post("/v1/patients", json={"name": "Ada", **change}, headers=cast.cookie("nadia"))
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, list(change))


@pytest.mark.parametrize("born_on", ["2026-03-02", "1901-01-01"])
async def test_the_youngest_and_the_oldest_are_enrolled(client: httpx.AsyncClient, cast: Cast, born_on: str) -> None:
    assert (await enrol(client, cast, born_on=born_on)).status_code == 201
