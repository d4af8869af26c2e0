"""What the tests of timers have in common: a report, an answer, and the round of whoever fires what is due."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from api.app import FIRES
from api.db import Pool, transaction
from api.jobs import timers
from tests.people import Cast, check_in, employ


async def round_of(pool: Pool, now: datetime) -> int:
    return await timers.fire_everything(pool, None, FIRES, now)


async def report(client: httpx.AsyncClient, cast: Cast, at: datetime, pain: int | None = 8, **changes: Any) -> UUID:
    check_in_id = uuid7()
    body = check_in(answers={} if pain is None else {"pain": pain}, recorded_at=at.isoformat(), **changes)
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    return check_in_id


async def waiting(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"])


async def only(client: httpx.AsyncClient, cast: Cast) -> dict[str, Any]:
    (one,) = await waiting(client, cast)
    return one


async def do(client: httpx.AsyncClient, cast: Cast, alert: dict[str, Any], what: str, who: str = "nadia", **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/v1/alerts/{alert['id']}/{what}", json=body, headers=cast.cookie(who))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def steps(client: httpx.AsyncClient, cast: Cast, alert: dict[str, Any]) -> list[dict[str, Any]]:
    return list((await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()["steps"])


async def reason(client: httpx.AsyncClient, cast: Cast) -> str:
    """Why Ada stands where she stands."""
    (row,) = (await client.get("/v1/worklist?search=ada", headers=cast.cookie("nadia"))).json()["rows"]
    return str(row["reason"])


async def configure(client: httpx.AsyncClient, cast: Cast, kind: str, content: dict[str, Any], replaces: int = 0) -> None:
    answer = await client.put(f"/v1/configurations/{kind}", json={"replaces": replaces, "content": content}, headers=cast.cookie("ines"))
    assert answer.status_code == 200, answer.text


async def plan(client: httpx.AsyncClient, cast: Cast, content: dict[str, Any], replaces: int = 0) -> None:
    answer = await client.put(f"/v1/patients/{cast.ada}/plan", json={"replaces": replaces, "content": content}, headers=cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text


def shift(person: UUID, begins: datetime, hours: float) -> dict[str, Any]:
    return {"staff_member_id": str(person), "begins_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=hours)).isoformat()}


async def employ_mira(pool: Pool, cast: Cast) -> UUID:
    """Somebody more to pass on to."""
    async with transaction(pool, cast.hospice) as db:
        return await employ(db, "mira", "Mira Holm", "nurse")


