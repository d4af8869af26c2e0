"""The course in one call: facts, what follows from them, what changed."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast, check_in
from tests.records import Desk


@pytest.fixture
def nadia(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


def ago(days: int) -> str:
    return (date(2026, 3, 2) - timedelta(days=days)).isoformat()


async def course(nadia: Desk, **params: int) -> dict[str, object]:
    answer = await nadia.client.get(f"/v1/patients/{nadia.patient_id}/course", params=params, headers=nadia.headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_it_brings_what_is_drawn_what_follows_and_what_changed(nadia: Desk) -> None:
    await nadia.stored("treatment-lines", regimen="FOLFIRI", modalities=["chemotherapy"], number=2, started_on="2025-08", state="stopped", stopped_on=ago(20), stop_reason="progression")
    lesion = {"name": "1", "organ": "liver"}
    for days, mm, baseline in ((200, 100, True), (120, 60, False), (20, 72, False)):
        await nadia.stored("measurements", method="ct", targets=[{**lesion, "diameter_mm": mm}], baseline=baseline, observed_on=ago(days))
    for days, value in ((100, 90), (60, 40), (3, 300)):
        await nadia.stored("assessments", kind="ca_125", value=value, upper_limit=35, observed_on=ago(days))
    found = await course(nadia)
    assert [one["response"] for one in found["responses"]] == ["progressive_disease", "partial_response"]
    assert found["markers"] == [{"kind": "ca_125", "upper_limit": 35, "nadir": 40, "nadir_on": ago(60)}]
    assert [kind["id"] for kind in found["kinds"]] == ["ca_125"]
    assert "progressive_during_treatment" in {one["word"] for one in found["derivations"]}
    assert "Line 2, FOLFIRI, stopped (10 February 2026): the disease progressed." in [one["sentence"] for one in found["changes"]["changed"]]
    assert found["facts"]["patient"]["name"] == "Ada"


async def test_symptoms_are_of_the_days_asked_for_and_all_without_them(nadia: Desk, cast: Cast) -> None:
    for days in (400, 100, 10, 9):
        at = datetime(2026, 3, 2, 8, tzinfo=UTC) - timedelta(days=days)
        sent = check_in(recorded_at=at.isoformat(), answers={"pain": 4})
        assert (await nadia.client.put(f"/v1/check-ins/{uuid7()}", json=sent, headers=cast.phone("ada"))).status_code == 200

    def reports(found: dict[str, object]) -> list[int]:
        return [len(one["reports"]) for one in found["facts"]["symptoms"]]

    assert reports(await course(nadia, days=8)) == []
    assert reports(await course(nadia, days=9)) == [1]
    assert reports(await course(nadia, days=400)) == [4]
    found = await course(nadia)
    assert reports(found) == [4] and found["since_on"] is None
    assert (await course(nadia, days=9))["since_on"] == ago(9)


async def test_looking_at_it_is_on_record(nadia: Desk, owner: asyncpg.Connection, cast: Cast) -> None:
    await course(nadia, days=30)
    row = await owner.fetchrow("select patient_id, detail from audit_rows where action = 'fact.read'")
    assert row["patient_id"] == cast.ada and '"days": 30' in str(row["detail"])


async def test_a_phone_may_not(nadia: Desk, cast: Cast) -> None:
    answer = await nadia.client.get(f"/v1/patients/{cast.ada}/course", headers=cast.phone("ada"))
    assert answer.status_code == 403
