"""Ada can no longer report: from a day on others are expected to answer, and everybody can see it. NOW is 2 March 2026, ten in the morning in Berlin."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from api import queries
from api.db import Pool, transaction
from tests.api.clockwork import only, plan, report, round_of, waiting
from tests.api.routes.test_caregivers import AS_PROXY, granted, send
from tests.people import NOW, Cast

SLEEPS: dict[str, Any] = {"answered_by": "proxy", "since_on": "2026-03-02", "reason": "She sleeps most of the day."}


async def switch(client: httpx.AsyncClient, cast: Cast, who: str = "nadia", **changes: Any) -> httpx.Response:
    if who == "ben":
        return await client.put("/v1/me/answering", json={**SLEEPS, **changes}, headers=cast.phone("ben"))
    return await client.put(f"/v1/patients/{cast.ada}/answering", json={**SLEEPS, **changes}, headers=cast.cookie(who))


async def test_everybody_can_read_since_when_others_answer_why_and_who_said_so(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await switch(client, cast)
    expected = {**SLEEPS, "set_by": "Nadia Rahman"}
    assert answer.json() == expected
    for who in ("ada", "ben"):
        assert (await client.get("/v1/me", headers=cast.phone(who))).json()["answering"] == expected
    assert (await client.get(f"/v1/patients/{cast.ada}/answering", headers=cast.cookie("nadia"))).json() == expected
    timeline = (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.cookie("nadia"))).json()
    assert timeline["plan"][0]["content"]["answered_by"] == "proxy"


async def test_a_surrogate_switches_and_who_is_none_does_not(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    assert (await switch(client, cast, "ben")).status_code == 403
    await granted(client, cast, proxy=True, surrogate=True)
    assert (await switch(client, cast, "ben")).json()["set_by"] == "Ben"
    row = await owner.fetchrow("select actor_kind, actor_id, patient_id from audit_rows where action = 'answering.switch'")
    assert row is not None and tuple(row) == ("caregiver", cast.ben, cast.ada)


async def test_the_same_again_changes_nothing_and_another_change_of_the_plan_keeps_who_said_it(client: httpx.AsyncClient, cast: Cast) -> None:
    await switch(client, cast)
    await switch(client, cast, "okoro")
    versions = (await client.get(f"/v1/patients/{cast.ada}/plan/versions", headers=cast.cookie("nadia"))).json()
    assert len(versions) == 1
    body = {"replaces": 1, "content": {**versions[0]["content"], "times_a_day": 2}}
    assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=body, headers=cast.cookie("okoro"))).status_code == 200
    assert (await client.get(f"/v1/patients/{cast.ada}/answering", headers=cast.cookie("nadia"))).json()["set_by"] == "Nadia Rahman"


@pytest.mark.parametrize(("changes", "field"), [({"reason": " "}, "reason"), ({"since_on": "2026-03-03"}, "since_on")])
async def test_a_reason_and_a_day_that_has_come_are_asked_for(client: httpx.AsyncClient, cast: Cast, changes: dict[str, Any], field: str) -> None:
    answer = await switch(client, cast, **changes)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


async def test_a_plan_without_them_is_refused_too(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"replaces": 0, "content": {"answered_by": "proxy"}}
    assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=body, headers=cast.cookie("nadia"))).status_code == 400


async def test_silence_looks_at_others_from_the_switch_on_and_ada_s_own_word_does_not_end_it(client: httpx.AsyncClient, cast: Cast, clock: Any, pool: Pool) -> None:
    await report(client, cast, NOW, pain=5)
    await switch(client, cast)
    clock.move(days=1)
    await report(client, cast, NOW + timedelta(days=1), pain=5)  # no worse than before: it calls nobody
    await round_of(pool, NOW + timedelta(days=2))
    assert await waiting(client, cast) == []
    clock.move(days=2)
    await round_of(pool, clock())
    alert = await only(client, cast)
    assert alert["findings"][0]["sentence"].startswith("Nobody has answered for the patient: 2 expected reports missed")
    assert alert["findings"][0]["version"] == 2
    await report(client, cast, clock(), pain=2)
    assert len(await waiting(client, cast)) == 1, "others are expected to answer"
    await send(client, cast.phone("ben"), recorded_at=clock().isoformat(), answers={"pain": 2}, **AS_PROXY)
    assert await waiting(client, cast) == []


async def test_back_again_anybody_s_word_is_heard_and_the_count_begins_anew(client: httpx.AsyncClient, cast: Cast, clock: Any, pool: Pool) -> None:
    await report(client, cast, NOW, pain=5)
    await switch(client, cast)
    clock.move(days=2)
    assert (await switch(client, cast, answered_by="patient", reason="", since_on="2026-03-04")).json()["answered_by"] == "patient"
    await round_of(pool, clock() + timedelta(days=1))
    assert await waiting(client, cast) == []


async def push_to(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    for device in (cast.ada_phone, cast.ben_phone):
        await owner.execute(
            """insert into push_subscriptions (organisation_id, device_id, patient_id, endpoint, public_key, secret, language, subscribed_at)
               values ($1, $2, $3, 'https://push.example/x', decode(repeat('04', 65), 'hex'), decode(repeat('00', 16), 'hex'), 'en', $4)""",
            cast.hospice, device, cast.ada, NOW,
        )  # fmt: skip
    body = {"times": ["12:00"], "zone": "Europe/Berlin"}
    assert (await client.put("/v1/me/reminders", json=body, headers=cast.phone("ada"))).json()["phones"] == 1


@pytest.mark.parametrize(("answered_by", "reminded"), [("patient", "ada"), ("proxy", "ben")])
async def test_the_phones_of_those_who_are_to_answer_are_reminded(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, pool: Pool, answered_by: str, reminded: str
) -> None:
    await push_to(client, cast, owner)
    if answered_by == "proxy":
        await switch(client, cast)
    await report(client, cast, NOW + timedelta(hours=1), pain=2, **({} if answered_by == "proxy" else {"respondent": "family_caregiver", "mode": "proxy"}))
    await owner.execute("update check_ins set entered_in_error_at = now(), entered_in_error_reason = 'x' where patient_id = $1 and $2", cast.ada, answered_by == "patient")
    await owner.execute("update symptom_states set recent = '[]' where $1", answered_by == "patient")
    await round_of(pool, NOW + timedelta(hours=2, minutes=30))
    devices = [row["device_id"] for row in await owner.fetch("select device_id from pushes")]
    assert devices == [cast.ada_phone if reminded == "ada" else cast.ben_phone]


async def test_a_reminder_of_ben_s_that_still_waits_is_answered_by_him_and_not_by_ada(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, pool: Pool, clock: Any
) -> None:
    await push_to(client, cast, owner)
    await switch(client, cast)
    await round_of(pool, NOW + timedelta(hours=2))
    clock.move(hours=2, minutes=5)
    for send_it, left in ((report(client, cast, clock(), pain=2), 1), (send(client, cast.phone("ben"), recorded_at=clock().isoformat(), **AS_PROXY), 0)):
        await send_it
        async with transaction(pool, cast.hospice) as db:
            await queries.pushes.drop_idle(db, clock())
        assert await owner.fetchval("select count(*) from pushes") == left


async def test_where_others_answer_they_choose_the_times(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"times": ["09:00"], "zone": "Europe/Berlin"}
    assert (await client.put("/v1/me/reminders", json=body, headers=cast.phone("ben"))).status_code == 403
    await switch(client, cast)
    assert (await client.put("/v1/me/reminders", json=body, headers=cast.phone("ben"))).json()["set_by"] == "Ben"


async def test_the_plan_s_other_parts_stay_as_they_were(client: httpx.AsyncClient, cast: Cast) -> None:
    await plan(client, cast, {"goals": {"pain": 3}, "times_a_day": 2})
    await switch(client, cast)
    content = (await client.get(f"/v1/patients/{cast.ada}/plan", headers=cast.cookie("nadia"))).json()["content"]
    assert (content["goals"], content["times_a_day"], content["answered_reason"]) == ({"pain": 3}, 2, "She sleeps most of the day.")
