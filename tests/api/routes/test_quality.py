"""What the lead sees: counts that can be checked by hand."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api.db import Pool
from tests.api.clockwork import round_of
from tests.conftest import Clock
from tests.people import Cast, check_in


async def report(client: httpx.AsyncClient, cast: Cast, clock: Clock, who: str = "ada", **answers: int) -> None:
    body = check_in(answers=answers, recorded_at=clock().isoformat())
    assert (await client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=cast.phone(who))).status_code == 200


async def newest(client: httpx.AsyncClient, cast: Cast, subject: str) -> str:
    found = (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"]
    return str(next(alert["id"] for alert in found if alert["subject"] == subject))


async def do(client: httpx.AsyncClient, cast: Cast, alert_id: str, what: str, **body: Any) -> None:
    assert (await client.post(f"/v1/alerts/{alert_id}/{what}", json=body, headers=cast.cookie("nadia"))).status_code == 200


async def quality(client: httpx.AsyncClient, cast: Cast, who: str = "ines", **params: str) -> Any:
    answer = await client.get("/v1/quality", params=params, headers=cast.cookie(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_each_rule_is_told_with_what_was_done_about_it(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    await report(client, cast, clock, nausea=9)
    clock.move(minutes=10)
    for subject in ("pain", "nausea"):
        await do(client, cast, await newest(client, cast, subject), "acknowledge")
    clock.move(minutes=20)
    await do(client, cast, await newest(client, cast, "pain"), "resolve", outcome="call")
    await do(client, cast, await newest(client, cast, "nausea"), "resolve", outcome="monitor")
    await report(client, cast, clock, pain=8)  # the same, answered a moment ago: held back
    clock.move(days=7)
    found = await quality(client, cast)
    (severe,) = found["rules"]
    assert (severe["rule"], severe["alerts"], severe["held"], severe["acted_on"]["count"], severe["acted_on"]["of"]) == ("severe", 2, 1, 1, 2)
    assert severe["alerts_per_patient_week"] == pytest.approx(2 / found["patient_weeks"])
    assert found["outcomes"] == {"call": 1, "monitor": 1}
    (urgent,) = found["levels"]
    assert (urgent["alerts"], urgent["minutes_to_take"], urgent["minutes_to_resolve"]) == (2, 10, 30)


async def test_silence_is_counted_with_what_became_of_it(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    async def silence() -> dict[str, int]:
        return dict((await quality(client, cast))["silence"])

    await report(client, cast, clock, pain=1)
    assert set((await silence()).values()) == {0}
    clock.move(days=4)
    await round_of(pool, clock())
    clock.move(minutes=1)
    once = {"alerts": 1, "patients": 1, "heard_again": 0, "answered": 0, "care_ended": 0, "lasting": 1}
    assert await silence() == once
    await report(client, cast, clock, pain=1)
    assert await silence() == {**once, "heard_again": 1, "lasting": 0}
    clock.move(days=4)
    await round_of(pool, clock())
    clock.move(minutes=1)
    await do(client, cast, await newest(client, cast, "silence"), "resolve", outcome="call")
    assert await silence() == {**once, "alerts": 2, "heard_again": 1, "answered": 1, "lasting": 0}


async def test_the_weeks_are_those_under_care(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    clock.move(days=14)
    assert (await quality(client, cast))["patient_weeks"] == pytest.approx(2)
    await owner.execute("update patients set care = 'died', care_since_on = $2 where id = $1", cast.ada, (clock() - timedelta(days=7)).date())
    found = await quality(client, cast)
    assert found["patients"] == 1 and found["patient_weeks"] == pytest.approx(1, abs=0.1), "until the day of death"


async def test_days_are_complete_with_as_many_reports_as_expected(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    for _ in range(3):  # Tuesday, Wednesday and Thursday; Ada was enrolled on a Monday
        clock.move(days=1)
        await report(client, cast, clock, pain=1)
    clock.move(days=2)
    found = await quality(client, cast)
    assert [(day["weekday"], day["complete"]["count"], day["complete"]["of"]) for day in found["weekdays"]] == [(2, 1, 1), (3, 1, 1), (4, 1, 1), (5, 0, 1)]
    assert found["hours"] == [{"weekday": weekday, "hour": 10, "check_ins": 1} for weekday in (2, 3, 4)]
    await client.put(f"/v1/patients/{cast.ada}/plan", json={"replaces": 0, "content": {"times_a_day": 2}}, headers=cast.cookie("nadia"))
    assert sum(day["complete"]["count"] for day in (await quality(client, cast))["weekdays"]) == 0


async def test_what_is_outside_the_period_does_not_count(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    clock.move(days=3)
    assert (await quality(client, cast, from_on="2026-03-03"))["rules"] == []
    assert (await quality(client, cast, from_on="2026-03-02", until_on="2026-03-02"))["rules"][0]["alerts"] == 1


@pytest.mark.parametrize(("first", "status"), [("2026-03-02", 200), ("2026-03-03", 400), ("2025-03-02", 200), ("2025-03-01", 400)])
async def test_a_period_is_at_most_366_days_and_does_not_end_before_it_begins(client: httpx.AsyncClient, cast: Cast, first: str, status: int) -> None:
    params = {"from_on": first, "until_on": "2026-03-02"}
    assert (await client.get("/v1/quality", params=params, headers=cast.cookie("ines"))).status_code == status


async def test_it_is_for_who_leads(client: httpx.AsyncClient, cast: Cast) -> None:
    for who in ("nadia", "ruth"):
        assert (await client.get("/v1/quality", headers=cast.cookie(who))).status_code == 403


async def test_another_organisation_sees_its_own_numbers(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    found = await quality(client, cast, who="otto")
    assert found["rules"] == [] and found["levels"] == [] and found["outcomes"] == {}
