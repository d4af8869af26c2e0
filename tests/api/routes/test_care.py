"""On death or discharge everything stops in the same transaction; it begins again for whoever comes back. NOW is 2 March 2026, ten in the morning in Berlin."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from api.db import Pool
from tests.api.clockwork import configure, do, only, report, round_of, steps, waiting
from tests.conftest import Clock
from tests.people import NOW, Cast


async def change(client: httpx.AsyncClient, cast: Cast, care: str, since_on: str = "2026-03-02", who: str = "nadia", **more: Any) -> httpx.Response:
    return await client.post(f"/v1/patients/{cast.ada}/care", json={"care": care, "since_on": since_on, **more}, headers=cast.cookie(who))


async def entries(client: httpx.AsyncClient, cast: Cast) -> list[tuple[int, str, str, str | None]]:
    found = (await client.get(f"/v1/patients/{cast.ada}/care", headers=cast.cookie("nadia"))).json()
    return [(one["version"], one["care"], one["since_on"], one["entered_by"]) for one in found]


@pytest.mark.parametrize("care", ["died", "discharged"])
async def test_all_that_prompts_or_calls_stops_with_it(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection, care: str
) -> None:
    await report(client, cast, NOW, pain=8)
    await report(client, cast, NOW, pain=None, asks_for="help_now")
    first, second = await waiting(client, cast)
    await do(client, cast, first, "acknowledge")
    assert (await change(client, cast, care)).status_code == 200
    assert await waiting(client, cast) == [] and await owner.fetchval("select count(*) from timers") == 0
    for alert in (first, second):
        ended = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()
        assert (ended["alert"]["state"], ended["alert"]["ended_because"], ended["alert"]["outcome"]) == ("resolved", care, None)
        assert (ended["steps"][-1]["step"], ended["steps"][-1]["by"], ended["steps"][-1]["detail"]) == ("ended", "Nadia Rahman", {"because": care})
    assert await owner.fetchval("select count(*) from audit_rows where action = 'alert.ended'") == 2
    assert await owner.fetchval("select count(*) from audit_rows where action = 'care.change' and actor_id = $1 and patient_id = $2", cast.nadia, cast.ada) == 1
    assert await round_of(pool, NOW + timedelta(days=60)) == 0
    assert (await client.get("/v1/worklist", headers=cast.cookie("nadia"))).json()["rows"] == []


async def test_the_phone_stays_signed_in_is_told_and_what_it_sends_is_kept_and_calls_nobody(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection
) -> None:
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["care"] == "palliative"
    await change(client, cast, "died")
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["care"] == "died"
    await report(client, cast, NOW, pain=10, asks_for="help_now")
    assert await owner.fetchval("select count(*) from check_ins") == 1
    assert await waiting(client, cast) == [] and await owner.fetchval("select count(*) from timers") == 0


async def test_a_report_that_waits_for_the_death_to_be_stored_calls_nobody(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection
) -> None:
    """The phone's request has read the patient as under care; then it has to wait, and what holds after that counts."""
    held = owner.transaction()
    await held.start()
    await owner.execute("select from symptom_states where patient_id = $1 for update", cast.ada)
    sending = asyncio.create_task(report(client, cast, NOW, pain=9))
    waits = "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) from pg_sleep(0.01)"
    while not await owner.fetchval(waits):
        pass
    await owner.execute("update patients set care = 'died' where id = $1", cast.ada)
    await held.commit()
    await sending
    assert await waiting(client, cast) == [] and await owner.fetchval("select count(*) from timers") == 0


async def test_coming_back_under_care_begins_the_count_anew_and_alerts_that_ended_stay_ended(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    await report(client, cast, NOW, pain=8)
    await change(client, cast, "discharged")
    clock.move(days=30)
    assert (await change(client, cast, "hospice", since_on="2026-04-01")).status_code == 200
    assert await waiting(client, cast) == [] and await round_of(pool, clock()) == 0
    await round_of(pool, clock() + timedelta(days=2))
    assert (await only(client, cast))["subject"] == "silence"
    assert await entries(client, cast) == [
        (3, "hospice", "2026-04-01", "Nadia Rahman"),
        (2, "discharged", "2026-03-02", "Nadia Rahman"),
        (1, "palliative", "2026-03-02", None),
    ]


async def test_what_ended_by_itself_is_no_answer_so_the_same_calls_again_at_once(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, NOW, pain=8)
    await change(client, cast, "discharged")
    await change(client, cast, "palliative")
    clock.move(hours=1)
    await report(client, cast, clock(), pain=8)
    assert [alert["subject"] for alert in await waiting(client, cast)] == ["pain"]


async def test_from_palliative_to_hospice_care_nothing_stops(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=8)
    before = await owner.fetch("select * from timers order by kind")
    await change(client, cast, "hospice")
    assert (await only(client, cast))["state"] == "open" and await owner.fetch("select * from timers order by kind") == before
    patient = (await client.get(f"/v1/patients/{cast.ada}", headers=cast.cookie("nadia"))).json()
    assert (patient["care"], patient["care_since_on"]) == ("hospice", "2026-03-02")


async def test_the_same_again_changes_nothing(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    first = await change(client, cast, "died", note="At home, in the night.")
    again = await change(client, cast, "died", note=" At home, in the night. ")
    assert first.json() == again.json() and len(await entries(client, cast)) == 2
    assert await owner.fetchval("select count(*) from audit_rows where action = 'care.change'") == 1


async def test_a_wrong_entry_is_put_right_by_another_and_stays_on_record(client: httpx.AsyncClient, cast: Cast) -> None:
    await change(client, cast, "died")
    await change(client, cast, "palliative", since_on="2026-03-01", note="The wrong patient.")
    assert [one[1] for one in await entries(client, cast)] == ["palliative", "died", "palliative"]
    assert (await client.get("/v1/worklist", headers=cast.cookie("nadia"))).json()["total"] == 1


@pytest.mark.parametrize(("since_on", "hour", "status"), [("2026-03-02", 22, 200), ("2026-03-03", 22, 400), ("2026-03-03", 23, 200)])
async def test_the_day_is_the_patient_s_own_and_not_yet_to_come(client: httpx.AsyncClient, cast: Cast, clock: Clock, since_on: str, hour: int, status: int) -> None:
    clock.now = NOW.replace(hour=hour)
    answer = await change(client, cast, "died", since_on=since_on)
    assert answer.status_code == status, answer.text


async def test_nobody_was_cared_for_before_they_were_born(client: httpx.AsyncClient, cast: Cast) -> None:
    enrolled = (await client.post("/v1/patients", json={"name": "Carl", "born_on": "1950-05-05"}, headers=cast.cookie("nadia"))).json()
    for day, status in (("1950-05-04", 400), ("1950-05-05", 200)):
        body = {"care": "hospice", "since_on": day}
        answer = await client.post(f"/v1/patients/{enrolled['patient']['id']}/care", json=body, headers=cast.cookie("nadia"))
        assert answer.status_code == status, answer.text


async def test_the_auditor_and_the_phone_may_not(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await change(client, cast, "died", who="ruth")).status_code == 403
    body = {"care": "died", "since_on": "2026-03-02"}
    assert (await client.post(f"/v1/patients/{cast.ada}/care", json=body, headers=cast.phone("ada"))).status_code == 403


async def test_a_death_and_an_alert_s_step_at_once_wait_for_one_another(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    await configure(client, cast, "watch", {"escalation": [str(cast.nadia)]})
    await report(client, cast, NOW, pain=8)
    alert = await only(client, cast)
    taking = client.post(f"/v1/alerts/{alert['id']}/acknowledge", json={}, headers=cast.cookie("nadia"))
    died, taken, _ = await asyncio.gather(change(client, cast, "died"), taking, round_of(pool, NOW + timedelta(hours=1)))
    assert died.status_code == 200 and taken.status_code in (200, 409)
    told = [step["step"] for step in await steps(client, cast, alert)]
    assert told[-1] == "ended" and told.count("ended") == 1 and await waiting(client, cast) == []
