import asyncio

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher, extract_parameters
from litestar import Litestar

from api.app import create_app
from api.routes import sessions
from api.settings import Settings
from tests.conftest import Clock, alive
from tests.people import PASSWORD, Cast

NADIA = {"email": "nadia@hospice.example", "password": PASSWORD}
NOBODY = sessions.NOBODY


@pytest.fixture(autouse=True)
def strangers_are_quickly_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As cheaply as the cast's passwords are checked: the slowness itself is one test's matter, and hundreds of tries are made here."""
    monkeypatch.setattr(sessions, "NOBODY", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("nobody's"))


def test_an_unknown_address_costs_as_much_as_a_password_that_is_kept() -> None:
    assert extract_parameters(NOBODY) == extract_parameters(PasswordHasher().hash("a password"))


async def sign_in(client: httpx.AsyncClient, **changes: str) -> httpx.Response:
    return await client.post("/v1/sessions", json={**NADIA, **changes})


async def test_signing_in_sets_a_cookie_no_script_can_read(client: httpx.AsyncClient) -> None:
    answer = await sign_in(client, email=" Nadia@Hospice.example ")
    assert (answer.status_code, answer.json()["name"]) == (201, "Nadia Rahman")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert (await client.get("/v1/me")).json()["kind"] == "staff"


async def test_where_balm_is_https_the_cookie_is_secure(database_url: str, clock: Clock) -> None:
    app = create_app(Settings(origin="https://balm.test"), database_url, clock)
    async with alive(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://balm.test") as client:
        assert "Secure" in (await sign_in(client)).headers["set-cookie"]


async def test_neither_password_nor_token_is_stored(client: httpx.AsyncClient, owner: asyncpg.Connection) -> None:
    token = (await sign_in(client)).cookies["balm_session"]
    stored = "".join([str(dict(row)) for table in ("credentials", "staff_members", "audit_rows") for row in await owner.fetch(f"select * from {table}")])
    assert token not in stored and PASSWORD not in stored
    assert "$argon2id$" in stored


@pytest.mark.parametrize("wrong", [{"password": "guess"}, {"email": "nobody@hospice.example"}])
async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: httpx.AsyncClient, wrong: dict[str, str]) -> None:
    answer = await sign_in(client, **wrong)
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:balm:problem:sign-in-refused")
    assert "set-cookie" not in answer.headers


async def test_after_five_failures_each_try_waits_longer_even_with_the_right_password(client: httpx.AsyncClient, clock: Clock) -> None:
    for _ in range(5):
        assert (await sign_in(client, password="guess")).status_code == 401
    slowed = await sign_in(client)
    assert (slowed.status_code, slowed.json()["type"], slowed.headers["retry-after"]) == (429, "urn:balm:problem:slowed", "2")
    clock.move(seconds=1.9)
    assert (await sign_in(client)).status_code == 429
    clock.move(seconds=0.2)
    assert (await sign_in(client, password="guess")).status_code == 401
    assert (await sign_in(client)).headers["retry-after"] == "4"
    clock.move(seconds=4)
    assert (await sign_in(client)).status_code == 201
    client.cookies.clear()
    assert (await sign_in(client, password="guess")).status_code == 401  # the count began anew


async def test_many_tries_at_once_gain_nothing(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(sign_in(client, password=f"guess {n}") for n in range(30)))
    assert sum(answer.status_code == 401 for answer in answers) == 5
    assert (await sign_in(client)).status_code == 429


async def spray(client: httpx.AsyncClient, tries: range) -> list[int]:
    """One guess at each of many people, from one network address."""
    return [(await sign_in(client, email=f"somebody-{n}@hospice.example")).status_code for n in tries]


async def test_after_forty_failures_from_one_network_address_everybody_there_waits(client: httpx.AsyncClient) -> None:
    assert set(await spray(client, range(40))) == {401}
    assert (await sign_in(client)).status_code == 429


async def test_many_people_tried_at_once_from_one_network_address_gain_nothing(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(sign_in(client, email=f"somebody-{n}@hospice.example") for n in range(60)))
    assert sum(answer.status_code == 401 for answer in answers) == 40


async def test_the_slips_of_a_whole_house_do_not_add_up_where_others_sign_in(client: httpx.AsyncClient) -> None:
    assert set(await spray(client, range(39))) == {401}
    for n in range(39, 60):
        assert (await sign_in(client)).status_code == 201
        client.cookies.clear()
        assert await spray(client, range(n, n + 1)) == [401]
    assert (await sign_in(client)).status_code == 201


async def test_a_session_ends_after_twelve_hours(client: httpx.AsyncClient, clock: Clock) -> None:
    await sign_in(client)
    clock.move(hours=11, minutes=59)
    assert (await client.get("/v1/me")).status_code == 200
    clock.move(minutes=2)
    assert (await client.get("/v1/me")).status_code == 401


async def test_signing_out_ends_the_session_on_the_server(client: httpx.AsyncClient) -> None:
    token = (await sign_in(client)).cookies["balm_session"]
    assert (await client.delete("/v1/sessions", headers={"origin": "http://balm.test"})).status_code == 204
    client.cookies.clear()
    assert (await client.get("/v1/me", headers={"cookie": f"balm_session={token}"})).status_code == 401


@pytest.mark.parametrize(("origin", "status"), [("https://evil.example", 403), ("null", 403), (None, 403), ("http://balm.test", 204)])
async def test_a_change_with_the_cookie_must_come_from_our_own_pages(client: httpx.AsyncClient, cast: Cast, origin: str | None, status: int) -> None:
    headers = {"cookie": "balm_session=nadia-session"} | ({"origin": origin} if origin else {})
    assert (await client.delete("/v1/sessions", headers=headers)).status_code == status


async def test_another_site_can_not_sign_anybody_in(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/sessions", json=NADIA, headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:foreign-origin")


async def test_a_refused_sign_in_stands_in_the_audit(client: httpx.AsyncClient, owner: asyncpg.Connection, cast: Cast) -> None:
    await sign_in(client, password="guess")
    assert await owner.fetchval("select subject_id from audit_rows where action = 'session.refused'") == cast.nadia


async def test_the_demo_is_refused_outside_the_demo(database_url: str, owner: asyncpg.Connection, clock: Clock, cast: Cast) -> None:
    await owner.execute("update organisations set demo = true where id = $1", cast.hospice)
    for demo, expected in ((False, (401, 401, 401)), (True, (201, 200, 200))):
        app: Litestar = create_app(Settings(origin="http://balm.test", demo=demo), database_url, clock)
        async with alive(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as client:
            asked = [await sign_in(client), await client.get("/v1/me", headers=cast.cookie("nadia")), await client.get("/v1/me", headers=cast.phone("ada"))]
            assert tuple(answer.status_code for answer in asked) == expected


@pytest.mark.parametrize(
    "headers", [{"authorization": "Bearer nonsense"}, {"authorization": "Basic YTpi"}, {"cookie": "balm_session=nonsense"}, {"authorization": "Bearer "}]
)
async def test_a_wrong_token_is_told_to_sign_in(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.get("/v1/me", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:balm:problem:not-signed-in")


async def test_no_cache_keeps_what_the_api_answers(client: httpx.AsyncClient, cast: Cast) -> None:
    for answer in (await client.get("/v1/me", headers=cast.phone("ada")), await client.get("/v1/me"), await client.get("/v1/nowhere")):
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
