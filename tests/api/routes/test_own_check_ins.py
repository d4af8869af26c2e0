from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast, check_in

OWN = "/v1/me/check-ins"


async def sent(client: httpx.AsyncClient, headers: dict[str, str], **changes: Any) -> UUID:
    check_in_id = uuid7()
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=check_in(**changes), headers=headers)
    assert answer.status_code == 200, answer.text
    return check_in_id


async def own(client: httpx.AsyncClient, cast: Cast, who: str = "ada", **asked: int) -> list[str]:
    answer = await client.get(OWN, params=asked, headers=cast.phone(who))
    assert answer.status_code == 200, answer.text
    return [found["id"] for found in answer.json()["check_ins"]]


async def test_ada_reads_on_her_phone_what_stands_about_her_the_newest_first(client: httpx.AsyncClient, cast: Cast) -> None:
    first = await sent(client, cast.phone("ada"), recorded_at="2026-03-01T08:00:00+01:00", note="Slept well.")
    second = await sent(client, cast.phone("ada"), answers={"pain": 6})
    by_nadia = await sent(client, cast.cookie("nadia"), patient_id=str(cast.ada), mode="phone_call", recorded_at="2026-03-02T09:30:00+01:00")
    answer = (await client.get(OWN, headers=cast.phone("ada"))).json()
    assert [found["id"] for found in answer["check_ins"]] == [str(by_nadia), str(second), str(first)]
    assert [found["entered_by"] for found in answer["check_ins"]] == ["Nadia Rahman", "Ada's phone", "Ada's phone"]
    assert answer["check_ins"][2]["note"] == "Slept well."
    assert [(form["id"], form["version"]) for form in answer["instruments"]] == [("daily-check", "1")]


async def test_what_was_replaced_or_entered_in_error_is_not_in_it(client: httpx.AsyncClient, cast: Cast) -> None:
    wrong, old = await sent(client, cast.phone("ada")), await sent(client, cast.phone("ada"))
    new = await sent(client, cast.phone("ada"), answers={"pain": 2}, corrects=str(old))
    await client.post(f"/v1/check-ins/{wrong}/entered-in-error", json={"reason": "a trial"}, headers=cast.phone("ada"))
    assert await own(client, cast) == [str(new)]


async def test_days_are_calendar_days_where_ada_is(client: httpx.AsyncClient, cast: Cast) -> None:
    """It is nine in the morning in UTC, ten in Berlin, on 2 March."""
    await sent(client, cast.phone("ada"), recorded_at="2026-02-28T23:59:59+01:00")
    yesterday = await sent(client, cast.phone("ada"), recorded_at="2026-03-01T00:00:00+01:00")
    assert await own(client, cast, days=1) == [str(yesterday)]
    assert len(await own(client, cast, days=2)) == 2


async def test_a_month_is_asked_for_where_nothing_is_said(client: httpx.AsyncClient, cast: Cast) -> None:
    await sent(client, cast.phone("ada"), recorded_at="2026-01-30T23:59:59+01:00")
    oldest = await sent(client, cast.phone("ada"), recorded_at="2026-01-31T00:00:00+01:00")
    assert await own(client, cast) == [str(oldest)]


@pytest.mark.parametrize(("days", "status"), [(0, 400), (1, 200), (366, 200), (367, 400)])
async def test_a_year_is_the_most(client: httpx.AsyncClient, cast: Cast, days: int, status: int) -> None:
    assert (await client.get(OWN, params={"days": days}, headers=cast.phone("ada"))).status_code == status


async def test_five_hundred_are_the_most(client: httpx.AsyncClient, cast: Cast) -> None:
    for _ in range(3):
        items = [{"id": str(uuid7()), **check_in()} for _ in range(167)]
        assert (await client.post("/v1/check-ins", json={"check_ins": items}, headers=cast.phone("ada"))).status_code == 200
    assert len(await own(client, cast)) == 500


async def test_another_phone_finds_its_own_patient_only(client: httpx.AsyncClient, cast: Cast) -> None:
    await sent(client, cast.phone("ada"))
    assert await own(client, cast, who="olga") == []


@pytest.mark.parametrize("who", ["nadia", "ines", "ruth"])
async def test_staff_have_the_timeline_instead(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    assert (await client.get(OWN, headers=cast.cookie(who))).status_code == 403


async def test_the_reading_stands_in_the_audit(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await own(client, cast, days=7)
    row = await owner.fetchrow("select actor_kind, actor_id, patient_id, detail::text from audit_rows where action = 'check_in.read_own'")
    assert row is not None
    assert tuple(row) == ("patient", cast.ada_phone, cast.ada, '{"days": 7}')
