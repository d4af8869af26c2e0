"""A phone that signs itself out. What the team does with phones is in test_enrolments."""

import asyncpg
import httpx
import pytest

from api import queries
from api.db import Pool, transaction
from tests.people import NOW, Cast


async def sign_out(client: httpx.AsyncClient, headers: dict[str, str]) -> int:
    return (await client.delete("/v1/me/device", headers=headers)).status_code


async def test_a_phone_signs_itself_out_and_is_a_stranger_from_then_on(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    assert await sign_out(client, cast.phone("ada")) == 204
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).status_code == 401
    assert await sign_out(client, cast.phone("ada")) == 401
    assert await owner.fetchval("select count(*) from credentials where kind = 'device' and subject_id = $1", cast.ada_phone) == 0
    row = await owner.fetchrow("select actor_kind, actor_id, patient_id, subject_id from audit_rows where action = 'device.sign_out'")
    assert row is not None and tuple(row) == ("patient", cast.ada_phone, cast.ada, cast.ada_phone)


async def test_the_team_sees_when_it_was_signed_out(client: httpx.AsyncClient, cast: Cast) -> None:
    await sign_out(client, cast.phone("ada"))
    listed = (await client.get(f"/v1/patients/{cast.ada}/devices", headers=cast.cookie("nadia"))).json()
    assert [(device["id"], device["revoked_at"]) for device in listed] == [(str(cast.ada_phone), "2026-03-02T09:00:00Z")]


async def test_other_phones_of_the_patient_and_other_patients_stay_signed_in(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    async with transaction(pool, cast.hospice) as db:
        await queries.devices.insert(db, cast.nadia, cast.ada, "The tablet", NOW)  # any id will do
        await queries.credentials.insert(db, "device", "tablet-token", cast.nadia, None)
    assert await sign_out(client, cast.phone("ada")) == 204
    assert [(await client.get("/v1/me", headers=cast.phone(name))).status_code for name in ("tablet", "olga")] == [200, 200]


@pytest.mark.parametrize("who", ["nadia", "ines"])
async def test_staff_have_no_phone_to_sign_out(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    assert await sign_out(client, cast.cookie(who)) == 403
