"""All that the patient page draws, in one call."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.conftest import Clock
from tests.people import Cast, check_in

ESAS = ("pain", "tiredness", "drowsiness", "nausea", "lack_of_appetite", "shortness_of_breath", "depression", "anxiety", "wellbeing")


async def send(client: httpx.AsyncClient, cast: Cast, clock: Clock, **changes: Any) -> UUID:
    check_in_id = uuid7()
    body = check_in(recorded_at=clock().isoformat(), **changes)
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    return check_in_id


async def timeline(client: httpx.AsyncClient, cast: Cast, headers: dict[str, str] | None = None, days: int | None = None) -> dict[str, Any]:
    asked = {} if days is None else {"days": days}
    answer = await client.get(f"/v1/patients/{cast.ada}/timeline", params=asked, headers=headers or cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def resolve(client: httpx.AsyncClient, cast: Cast, outcome: str = "call") -> None:
    for alert in (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"]:
        await client.post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": outcome, "note": "Slept since."}, headers=cast.cookie("nadia"))


async def test_alerts_stand_there_with_what_was_done_about_them(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast, clock, answers={"pain": 8})
    await resolve(client, cast, "medication_change")
    clock.move(hours=30)
    await send(client, cast, clock, answers={"pain": 9})
    answered, waiting = (await timeline(client, cast))["alerts"]
    assert (answered["alert"]["outcome"], [one["step"] for one in answered["steps"]]) == ("medication_change", ["raised", "resolved"])
    assert (waiting["alert"]["state"], [one["step"] for one in waiting["steps"]]) == ("open", ["raised"])
    assert answered["steps"][-1]["detail"] == {"outcome": "medication_change", "note": "Slept since."}


@pytest.mark.parametrize(("days_later", "there"), [(14, 1), (15, 0)])
async def test_what_was_answered_before_the_range_is_left_out(client: httpx.AsyncClient, cast: Cast, clock: Clock, days_later: int, there: int) -> None:
    await send(client, cast, clock, answers={"pain": 8})
    await resolve(client, cast)
    clock.move(days=days_later)
    assert len((await timeline(client, cast, days=14))["alerts"]) == there
    assert len((await timeline(client, cast))["alerts"]) == 1


async def test_what_waits_is_never_left_out(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast, clock, answers={"pain": 8})
    clock.move(days=200)
    assert len((await timeline(client, cast, days=14))["alerts"]) == 1


async def test_every_version_of_the_plan_is_there_newest_first(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await timeline(client, cast))["plan"] == []
    for replaces, level in enumerate((4, 3)):
        body = {"replaces": replaces, "content": {"goals": {"pain": level}}}
        assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=body, headers=cast.cookie("nadia"))).status_code == 200
    found = (await timeline(client, cast))["plan"]
    assert [(one["version"], one["content"]["goals"], one["set_by"]) for one in found] == [(2, {"pain": 3}, "Nadia Rahman"), (1, {"pain": 4}, "Nadia Rahman")]


async def test_a_phone_reads_neither_what_the_team_did_nor_its_plan(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast, clock, answers={"pain": 8})
    await client.put(f"/v1/patients/{cast.ada}/plan", json={"replaces": 0, "content": {"goals": {"pain": 3}}}, headers=cast.cookie("nadia"))
    found = await timeline(client, cast, cast.phone("ada"))
    assert (found["alerts"], found["plan"], found["care"], len(found["check_ins"])) == ([], [], [], 1)


async def test_changes_of_care_stand_there_newest_first(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"care": "hospice", "since_on": "2026-03-02", "note": "Moved in."}
    assert (await client.post(f"/v1/patients/{cast.ada}/care", json=body, headers=cast.cookie("nadia"))).status_code == 200
    assert [(one["care"], one.get("entered_by")) for one in (await timeline(client, cast))["care"]] == [("hospice", "Nadia Rahman"), ("palliative", None)]


async def test_an_esas_r_brings_its_subscores_and_the_daily_check_none(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast, clock)
    answers = {**dict.fromkeys(ESAS, 3), "anxiety": None}
    form = await send(client, cast, clock, instrument="esas-r", instrument_version="2010-11", answers=answers)
    (found,) = (await timeline(client, cast))["subscores"]
    assert found["check_in_id"] == str(form)
    assert [(one["name"], one["score"], one["maximum"], one["missing"]) for one in found["subscores"]] == [
        ("physical", 18, 60, []), ("emotional", None, 20, ["anxiety"]), ("total", None, 90, ["anxiety"]),
    ]  # fmt: skip


async def test_patient_and_family_who_differ_are_named_whatever_the_range(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast, clock, answers={"pain": 4})
    clock.move(hours=1)
    await send(client, cast, clock, answers={"pain": 8}, respondent="family_caregiver", mode="proxy")
    clock.move(days=40)
    found = await timeline(client, cast, days=14)
    assert found["check_ins"] == [] and [(one["item"], one["apart"]) for one in found["discordances"]] == [("pain", 4)]
