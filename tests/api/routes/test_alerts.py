"""The loop: a report calls, somebody takes it, does something and says what."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.api.clockwork import plan
from tests.conftest import Clock
from tests.people import Cast, check_in


async def report(client: httpx.AsyncClient, cast: Cast, clock: Clock, pain: int | None = 8, hours_ago: float = 0, **changes: Any) -> UUID:
    check_in_id = uuid7()
    answers = {} if pain is None else {"pain": pain}
    body = check_in(answers=answers, recorded_at=(clock() - timedelta(hours=hours_ago)).isoformat(), **changes)
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    return check_in_id


async def waiting(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"])


async def only(client: httpx.AsyncClient, cast: Cast) -> dict[str, Any]:
    (one,) = await waiting(client, cast)
    return one


async def do(client: httpx.AsyncClient, cast: Cast, alert: dict[str, Any], what: str, who: str = "nadia", **body: Any) -> httpx.Response:
    return await client.post(f"/v1/alerts/{alert['id']}/{what}", json=body, headers=cast.cookie(who))


async def digest(client: httpx.AsyncClient, cast: Cast) -> list[tuple[str, str]]:
    held = (await client.get("/v1/digest", headers=cast.cookie("nadia"))).json()
    return [(one["held"], one["finding"]["rule"]) for one in held]


async def steps(client: httpx.AsyncClient, cast: Cast, alert: dict[str, Any]) -> list[str]:
    found = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()
    return [step["step"] for step in found["steps"]]


async def test_a_severe_report_calls_and_says_why(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    check_in_id = await report(client, cast, clock)
    alert = await only(client, cast)
    assert (alert["patient_name"], alert["subject"], alert["level"], alert["state"], alert["worst"]) == ("Ada", "pain", "urgent", "open", 8)
    (finding,) = alert["findings"]
    assert (finding["rule"], finding["version"], finding["sentence"]) == ("severe", 2, "Pain 8 of 10, severe.")
    assert finding["inputs"][0]["check_in_id"] == str(check_in_id) and finding["thresholds"] == {"severe": 7}


async def test_a_mild_report_calls_nobody(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=3)
    assert await waiting(client, cast) == [] and await digest(client, cast) == []


async def test_the_same_report_twice_calls_once(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    check_in_id, body = uuid7(), check_in(answers={"pain": 8}, recorded_at=clock().isoformat())
    for _ in range(3):
        assert (await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))).status_code == 200
    assert await steps(client, cast, await only(client, cast)) == ["raised"]
    assert await owner.fetchval("select count(*) from calls") == 1


async def test_a_newer_report_refreshes_the_one_open_alert_of_its_symptom(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    clock.move(hours=1)
    await report(client, cast, clock, pain=9)
    alert = await only(client, cast)
    assert alert["worst"] == 9 and await steps(client, cast, alert) == ["raised", "refreshed"]


async def test_what_gets_worse_escalates_and_is_open_again(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=0, hours_ago=2)
    await report(client, cast, clock, pain=5)
    first = await only(client, cast)
    assert (first["level"], first["findings"][0]["rule"]) == ("soon", "worsening")
    await do(client, cast, first, "acknowledge")
    clock.move(hours=1)
    await report(client, cast, clock, pain=8)
    alert = await only(client, cast)
    assert (alert["id"], alert["level"], alert["state"]) == (first["id"], "urgent", "open")
    assert await steps(client, cast, alert) == ["raised", "acknowledged", "escalated"]


async def test_the_night_as_it_should_go(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, clock, hours_ago=3.5)
    alert = await only(client, cast)
    taken = (await do(client, cast, alert, "acknowledge")).json()
    assert (taken["state"], taken["assignee"]) == ("acknowledged", "Nadia Rahman")
    assert (await do(client, cast, alert, "start")).json()["state"] == "in_progress"
    done = (await do(client, cast, alert, "resolve", outcome="call", note="Took the evening dose late; better now.")).json()
    assert (done["state"], done["outcome"]) == ("resolved", "call") and await waiting(client, cast) == []
    assert await steps(client, cast, alert) == ["raised", "acknowledged", "started", "resolved"]
    told = [
        row["action"]
        for row in await owner.fetch("select action from audit_rows where subject_id = $1 and action <> 'alert.read' order by id", UUID(alert["id"]))
    ]
    assert told == ["alert.raised", "alert.acknowledged", "alert.started", "alert.resolved"]


async def test_the_same_report_two_days_late_stands_in_the_digest_and_pages_nobody(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, hours_ago=48)
    assert await waiting(client, cast) == [] and await digest(client, cast) == [("late", "severe")]


async def test_a_report_that_arrives_behind_a_newer_one_is_late_and_what_it_changes_too(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=4)
    await report(client, cast, clock, pain=0, hours_ago=5)  # now the 4 is a rise that nobody saw
    await report(client, cast, clock, pain=1, hours_ago=30)
    assert await waiting(client, cast) == [] and await digest(client, cast) == [("late", "worsening")]


async def test_can_not_wait_pages_however_late_it_comes(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=None, hours_ago=48, asks_for="help_now")
    alert = await only(client, cast)
    assert (alert["subject"], alert["level"], alert["findings"][0]["sentence"]) == ("asked_for", "urgent", "Says that it can't wait.")


async def test_asking_stays_until_somebody_answers_whatever_comes_after(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=None, asks_for="help_now")
    clock.move(minutes=10)
    await report(client, cast, clock, pain=0)
    assert (await only(client, cast))["subject"] == "asked_for"


async def test_family_and_patient_share_the_alert_of_a_symptom(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    clock.move(minutes=10)
    await report(client, cast, clock, pain=9, respondent="family_caregiver", mode="proxy")
    alert = await only(client, cast)
    assert [finding["respondent"] for finding in alert["findings"]] == ["family_caregiver"] and alert["worst"] == 9


async def test_snoozed_it_is_quiet_at_the_expected_level_and_loud_above_it(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=7)
    alert = await only(client, cast)
    assert (await do(client, cast, alert, "snooze", until=(clock() + timedelta(days=2)).isoformat(), level=8)).json()["state"] == "snoozed"
    clock.move(hours=1)
    await report(client, cast, clock, pain=8)
    assert (await only(client, cast))["state"] == "snoozed" and ("expected", "severe") in await digest(client, cast)
    clock.move(hours=1)
    await report(client, cast, clock, pain=9)
    alert = await only(client, cast)
    assert (alert["state"], alert["snoozed_until"]) == ("open", None)
    steps = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()["steps"]
    assert [(one["step"], one["detail"].get("above")) for one in steps] == [("raised", None), ("snoozed", None), ("refreshed", 8)], "what ended it stands there"


@pytest.mark.parametrize(("days", "status"), [(31, 200), (31.01, 400), (0, 400), (-1, 400)])
async def test_a_snooze_ends_within_a_month(client: httpx.AsyncClient, cast: Cast, clock: Clock, days: float, status: int) -> None:
    await report(client, cast, clock)
    answer = await do(client, cast, await only(client, cast), "snooze", until=(clock() + timedelta(days=days)).isoformat(), level=8)
    assert answer.status_code == status, answer.text


async def test_what_was_asked_for_can_not_be_snoozed_away(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=None, asks_for="call_back")
    answer = await do(client, cast, await only(client, cast), "snooze", until=(clock() + timedelta(days=1)).isoformat(), level=8)
    assert answer.status_code == 400 and "answer it instead" in answer.text


async def test_answered_the_same_again_waits_a_day_and_worse_does_not(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    await do(client, cast, await only(client, cast), "resolve", outcome="call")
    clock.move(hours=2)
    await report(client, cast, clock, pain=8)
    assert await waiting(client, cast) == [] and ("answered", "severe") in await digest(client, cast)
    clock.move(hours=1)
    await report(client, cast, clock, pain=9)
    assert (await only(client, cast))["worst"] == 9


async def lasting(client: httpx.AsyncClient, cast: Cast, clock: Clock, days: float, pain: int = 5) -> list[str]:
    """A moderate pain of three days, answered, and again after some days: the rules that its alert names, or none."""
    for _ in range(3):
        await report(client, cast, clock, pain=5)
        clock.move(hours=8)
    await do(client, cast, await only(client, cast), "resolve", outcome="call")
    for hours in (24 * days - 2, 1, 1):
        clock.move(hours=hours)
        await report(client, cast, clock, pain=pain)
    return [finding["rule"] for alert in await waiting(client, cast) for finding in alert["findings"]]


@pytest.mark.parametrize(("days", "rules"), [(6, []), (7, ["persistent"])])
async def test_what_lasts_and_was_answered_is_for_review_again_after_a_week(client: httpx.AsyncClient, cast: Cast, clock: Clock, days: int, rules: list[str]) -> None:
    assert await lasting(client, cast, clock, days) == rules
    assert (("answered", "persistent") in await digest(client, cast)) is (not rules)


async def test_what_lasts_calls_at_once_where_it_is_worse_than_was_answered(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    assert "persistent" in await lasting(client, cast, clock, 2, pain=6)


async def test_what_lasts_is_for_review_as_often_as_the_patients_plan_says(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await plan(client, cast, {"thresholds": {"review_again_days": 2}})
    assert await lasting(client, cast, clock, 2) == ["persistent"]


async def test_resolved_is_resolved(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock)
    alert = await only(client, cast)
    assert (await do(client, cast, alert, "resolve", outcome="visit")).status_code == 200
    assert (await do(client, cast, alert, "resolve", who="okoro", outcome="visit")).status_code == 200  # the same again changes nothing
    for what, body in [("resolve", {"outcome": "monitor"}), ("acknowledge", {}), ("start", {}), ("assign", {"staff_member_id": None})]:
        answer = await do(client, cast, alert, what, **body)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:balm:problem:alert-resolved")
    assert (await steps(client, cast, alert)).count("resolved") == 1


async def test_given_to_somebody_of_the_team_and_to_nobody_else(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock)
    alert = await only(client, cast)
    assert (await do(client, cast, alert, "assign", who="okoro", staff_member_id=str(cast.nadia))).json()["assignee"] == "Nadia Rahman"
    for stranger in (cast.otto, uuid7()):
        assert (await do(client, cast, alert, "assign", staff_member_id=str(stranger))).status_code == 400
    back = (await do(client, cast, alert, "assign", staff_member_id=None)).json()
    assert (back["assigned_to"], back["state"]) == (None, "open")


async def test_taking_it_twice_is_one_step(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock)
    alert = await only(client, cast)
    for _ in range(2):
        assert (await do(client, cast, alert, "acknowledge")).status_code == 200
    assert await steps(client, cast, alert) == ["raised", "acknowledged"]


async def test_a_report_taken_back_is_told_and_a_person_decides(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    check_in_id = await report(client, cast, clock)
    answer = await client.post(f"/v1/check-ins/{check_in_id}/entered-in-error", json={"reason": "tried it out"}, headers=cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text
    assert await steps(client, cast, await only(client, cast)) == ["raised", "report_withdrawn"]
    assert await owner.fetchval("select count(*) from findings") == 0


async def test_a_correction_that_says_the_same_calls_nobody_again(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    first = await report(client, cast, clock, pain=8)
    await do(client, cast, await only(client, cast), "resolve", outcome="call")
    await report(client, cast, clock, pain=9, corrects=str(first))
    assert await waiting(client, cast) == []


async def test_the_auditor_and_the_phone_have_no_inbox(client: httpx.AsyncClient, cast: Cast) -> None:
    for headers in (cast.cookie("ruth"), cast.phone("ada")):
        assert (await client.get("/v1/alerts", headers=headers)).status_code == 403


async def test_a_snooze_that_is_over_no_longer_stands_last(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    await do(client, cast, await only(client, cast), "snooze", until=(clock() + timedelta(hours=2)).isoformat(), level=8)
    await report(client, cast, clock, pain=None, asks_for="call_back")
    assert [alert["subject"] for alert in await waiting(client, cast)] == ["asked_for", "pain"]
    clock.move(hours=2)
    assert [alert["subject"] for alert in await waiting(client, cast)] == ["pain", "asked_for"]


async def test_urgent_ones_stand_first_and_then_what_waits_longest(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=None, asks_for="call_back")
    clock.move(minutes=1)
    await report(client, cast, clock, pain=8)
    assert [alert["subject"] for alert in await waiting(client, cast)] == ["pain", "asked_for"]


async def count(client: httpx.AsyncClient, cast: Cast, who: str = "nadia") -> tuple[int, int]:
    found = (await client.get("/v1/alerts/waiting", headers=cast.cookie(who))).json()
    return found["urgent"], found["all"]


async def test_what_waits_is_counted_for_one_s_own_organisation_until_it_sleeps_or_is_answered(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    await report(client, cast, clock, pain=None, asks_for="call_back")
    assert await count(client, cast) == (1, 2) and await count(client, cast, "otto") == (0, 0)
    pain, call = sorted(await waiting(client, cast), key=lambda one: one["subject"], reverse=True)
    await do(client, cast, pain, "snooze", until=(clock() + timedelta(days=1)).isoformat(), level=8)
    assert await count(client, cast) == (0, 1)
    clock.move(days=1)
    assert await count(client, cast) == (1, 2)
    await do(client, cast, call, "resolve", outcome="call")
    assert await count(client, cast) == (1, 1)
    assert (await client.get("/v1/alerts/waiting", headers=cast.phone("ada"))).status_code == 403
