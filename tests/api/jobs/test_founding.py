import httpx
import pytest

from api.db import Pool, transaction
from api.jobs import founding
from tests.conftest import Clock
from tests.people import PASSWORD, Cast

NADIA = "nadia@hospice.example"
NEW = "a new and longer password"


async def can_sign_in(client: httpx.AsyncClient, password: str) -> bool:
    return (await client.post("/v1/sessions", json={"email": NADIA, "password": password})).status_code == 201


async def test_a_new_password_works_the_old_one_does_not_and_open_sessions_end(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    async with transaction(pool) as db:
        await founding.set_password(db, " Nadia@Hospice.example ", NEW, clock())
    assert (await client.get("/v1/me", headers=cast.cookie("nadia"))).status_code == 401
    assert await can_sign_in(client, NEW) and not await can_sign_in(client, PASSWORD)
    assert (await client.get("/v1/me", headers=cast.cookie("okoro"))).status_code == 200


async def test_whoever_left_is_let_in_no_more_and_may_come_back_as_somebody_new(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    async with transaction(pool) as db:
        await founding.end_access(db, NADIA, clock())
    assert (await client.get("/v1/me", headers=cast.cookie("nadia"))).status_code == 401
    assert not await can_sign_in(client, PASSWORD)
    async with transaction(pool, cast.hospice) as db:
        again = await founding.add_staff_member(db, "Nadia Rahman", NADIA, "nurse", NEW, clock())
    assert again.id != cast.nadia and await can_sign_in(client, NEW)


async def test_a_stranger_s_address_and_a_short_password_are_named(cast: Cast, pool: Pool, clock: Clock) -> None:
    async with transaction(pool) as db:
        with pytest.raises(ValueError, match=r"Nobody signs in with 'who@else\.example'"):
            await founding.set_password(db, "who@else.example", NEW, clock())
        with pytest.raises(ValueError, match="at least 10"):
            await founding.set_password(db, NADIA, "123456789", clock())
