"""Ada chooses when she is reminded; her team sees it; and nothing but a browser's push service is ever sent to."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from api.web_push.encryption import plain
from api.web_push.vapid import kept_key
from tests.conftest import Clock, alive
from tests.people import Cast
from tests.push_service import Browser

FCM = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture
async def pushing(database_url: str, clock: Clock, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A Balm with push set up."""
    app = create_app(Settings(origin="http://balm.test", vapid_key=kept_key(tmp_path)), database_url, clock)
    async with alive(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as found:
        yield found


async def choose(client: httpx.AsyncClient, cast: Cast, *times: str, zone: str = "Europe/Berlin", who: str = "ada") -> httpx.Response:
    return await client.put("/v1/me/reminders", json={"times": list(times), "zone": zone}, headers=cast.phone(who))


async def subscribe(client: httpx.AsyncClient, cast: Cast, **changes: Any) -> httpx.Response:
    body = Browser("unused").subscription(endpoint=FCM)
    return await client.put("/v1/me/push-subscription", json={**body, **changes}, headers=cast.phone("ada"))


async def due(owner: asyncpg.Connection) -> list[str]:
    return [row["due_at"].isoformat() for row in await owner.fetch("select due_at from timers where kind = 'reminder'")]


async def test_ada_chooses_times_and_her_team_sees_them(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    answer = await choose(client, cast, "20:00", "08:00", "08:00")
    assert answer.status_code == 200 and answer.json()["times"] == ["08:00", "20:00"]
    seen = (await client.get(f"/v1/patients/{cast.ada}/reminders", headers=cast.cookie("nadia"))).json()
    assert (seen["times"], seen["zone"], seen["set_by"], seen["phones"]) == (["08:00", "20:00"], "Europe/Berlin", "Ada's phone", 0)
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["reminders"] == seen
    assert await due(owner) == ["2026-03-02T19:00:00+00:00"]


async def test_other_times_take_their_place_and_none_ends_them(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await choose(client, cast, "20:00")
    await choose(client, cast, "11:00", zone="America/New_York")
    assert await due(owner) == ["2026-03-02T16:00:00+00:00"]
    await choose(client, cast)
    assert await due(owner) == []
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["reminders"]["times"] == []


async def test_before_anything_is_chosen_there_are_none(client: httpx.AsyncClient, cast: Cast) -> None:
    found = (await client.get("/v1/me", headers=cast.phone("ada"))).json()
    assert (found["reminders"]["times"], found["reminders"]["zone"], found["reminders"].get("set_by")) == ([], "Europe/Berlin", None)


@pytest.mark.parametrize(
    ("times", "zone"),
    [(["24:00"], "Europe/Berlin"), (["8:00"], "Europe/Berlin"), (["08:00:30"], "Europe/Berlin"), (["08:00"], "Europe/Nowhere"), (["08:00"] * 7, "Europe/Berlin")],
)
async def test_what_is_no_time_of_day_is_refused(client: httpx.AsyncClient, cast: Cast, times: list[str], zone: str) -> None:
    assert (await choose(client, cast, *times, zone=zone)).status_code == 400


async def test_after_a_discharge_nobody_is_reminded(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await owner.execute("update patients set care = 'discharged'")
    assert (await choose(client, cast, "08:00")).json()["type"] == "urn:balm:problem:not-under-care"
    assert await due(owner) == []


async def test_a_death_ends_what_waits_in_its_own_transaction_and_coming_back_begins_anew(
    pushing: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, clock: Clock
) -> None:
    await subscribe(pushing, cast)
    await choose(pushing, cast, "20:00")
    await owner.execute(
        """insert into pushes (organisation_id, device_id, kind, id, patient_id, due_at, expires_at, send_at)
           select organisation_id, device_id, 'reminder', device_id, patient_id, $1, $1, $1 from push_subscriptions""",
        clock() + timedelta(hours=1),
    )
    for care, left in (("died", ([], 0)), ("palliative", (["2026-03-02T19:00:00+00:00"], 0))):
        body = {"care": care, "since_on": "2026-03-02"}
        assert (await pushing.post(f"/v1/patients/{cast.ada}/care", json=body, headers=cast.cookie("nadia"))).status_code == 200
        assert (await due(owner), await owner.fetchval("select count(*) from pushes")) == left


async def test_staff_read_and_do_not_choose(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.put("/v1/me/reminders", json={"times": [], "zone": "UTC"}, headers=cast.cookie("nadia"))).status_code == 403
    assert (await client.get(f"/v1/patients/{cast.ada}/reminders", headers=cast.phone("ada"))).status_code == 403


async def test_without_a_key_push_is_off_and_the_phone_is_told(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json().get("push_key") is None
    answer = await subscribe(client, cast)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:balm:problem:push-is-off")


async def test_a_phone_subscribes_once_and_ends_it(pushing: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    key = (await pushing.get("/v1/me", headers=cast.phone("ada"))).json()["push_key"]
    assert len(plain(key)) == 65
    for language in ("en", "es"):
        assert (await subscribe(pushing, cast, language=language)).status_code in (200, 204)
    (row,) = await owner.fetch("select device_id, patient_id, endpoint, language from push_subscriptions")
    assert tuple(row) == (cast.ada_phone, cast.ada, FCM, "es")
    assert (await choose(pushing, cast, "08:00")).json()["phones"] == 1
    assert (await pushing.delete("/v1/me/push-subscription", headers=cast.phone("ada"))).status_code == 204
    assert (await choose(pushing, cast, "08:00")).json()["phones"] == 0
    actions = [row["action"] for row in await owner.fetch("select action from audit_rows where action like 'push.%' order by id")]
    assert actions == ["push.subscribe", "push.subscribe", "push.unsubscribe"]


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "https://evil.example/x"},
        {"endpoint": "http://127.0.0.1:5432/"},
        {"endpoint": "https://169.254.169.254/latest/meta-data"},
        {"endpoint": FCM + "x" * 1000},
        {"endpoint": FCM + " x"},
        {"keys": {"p256dh": "BBBB", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}},
        {"keys": {"p256dh": "!", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}},
        {"language": "fr"},
    ],
)
async def test_nothing_but_a_known_push_service_with_a_key_of_the_curve_is_taken(
    pushing: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, changes: dict[str, Any]
) -> None:
    answer = await subscribe(pushing, cast, **changes)
    assert answer.status_code == 400, answer.text
    assert await owner.fetchval("select count(*) from push_subscriptions") == 0


async def test_a_secret_of_another_length_is_refused(pushing: httpx.AsyncClient, cast: Cast) -> None:
    keys = Browser("unused").subscription()["keys"]
    assert (await subscribe(pushing, cast, keys={**keys, "auth": "AAAA"})).json()["type"] == "urn:balm:problem:push-refused"


@pytest.mark.parametrize("who", ["phone", "nadia"])
async def test_a_phone_that_is_signed_out_or_taken_back_hears_nothing_more(
    pushing: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, who: str
) -> None:
    await subscribe(pushing, cast)
    if who == "phone":
        await pushing.delete("/v1/me/device", headers=cast.phone("ada"))
    else:
        await pushing.delete(f"/v1/patients/{cast.ada}/devices/{cast.ada_phone}", headers=cast.cookie("nadia"))
    assert await owner.fetchval("select count(*) from push_subscriptions") == 0
