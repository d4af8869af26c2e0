"""The clock of an alert: by when, who is called next, and what is said of it. NOW is a Monday, ten in the morning in Berlin; the team is there until five."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from api import queries
from api.app import FIRES
from api.db import Pool, transaction
from api.jobs import timers
from tests.api.clockwork import configure, do, employ_mira, only, plan, reason, report, round_of, shift, steps, waiting
from tests.conftest import Clock
from tests.people import NOW, Cast

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def due(alert: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(alert["respond_by"]) if alert["respond_by"] else None


async def standing(owner: asyncpg.Connection) -> list[datetime]:
    return [row[0] for row in await owner.fetch("select due_at from timers where kind = 'response' order by 1")]


async def names(client: httpx.AsyncClient, cast: Cast, alert: dict[str, Any]) -> list[str]:
    return [step["step"] for step in await steps(client, cast, alert)]


async def test_a_severe_report_should_be_taken_within_the_hour_and_its_step_says_by_when(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection
) -> None:
    await report(client, cast, clock())
    alert = await only(client, cast)
    assert due(alert) == NOW + HOUR and await standing(owner) == [NOW + HOUR]
    assert (alert["passed_on"], alert["called"], alert["called_name"], alert["ended_because"]) == (0, None, None, None)
    (raised,) = await steps(client, cast, alert)
    assert datetime.fromisoformat(raised["detail"]["respond_by"]) == NOW + HOUR


@pytest.mark.parametrize(("targets", "minutes"), [({"urgent": 15}, 15), ({"soon": 15}, 60), (None, 60)])
async def test_a_patient_s_own_target_stands_in_the_place_of_the_organisation_s(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, targets: dict[str, int] | None, minutes: int
) -> None:
    await configure(client, cast, "watch", {"escalation": [str(cast.nadia)]})
    await plan(client, cast, {"targets": targets})
    await report(client, cast, clock())
    assert due(await only(client, cast)) == NOW + minutes * MINUTE
    await round_of(pool, NOW + minutes * MINUTE)
    assert due(await only(client, cast)) == NOW + 2 * minutes * MINUTE


@pytest.mark.parametrize(("hours", "later"), [([{"days": ["monday"], "opens": "08:00:00", "closes": "22:00:00"}], HOUR), (None, 15 * HOUR)])
async def test_a_patient_s_own_hours_are_those_in_which_the_target_is_counted(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, hours: list[dict[str, Any]] | None, later: timedelta
) -> None:
    await plan(client, cast, {"hours": hours})
    clock.move(hours=8)  # six in the evening
    await report(client, cast, clock())
    assert due(await only(client, cast)) == clock() + later


@pytest.mark.parametrize("what", ["acknowledge", "start"])
async def test_whoever_takes_it_ends_its_timer(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection, what: str) -> None:
    await report(client, cast, clock())
    await do(client, cast, await only(client, cast), what)
    assert await standing(owner) == []
    assert await round_of(pool, NOW + 5 * HOUR) == 0 and due(await only(client, cast)) == NOW + HOUR


@pytest.mark.parametrize(("early", "passed_on"), [(MINUTE, 0), (MINUTE * 0, 1)])
async def test_nobody_who_took_it_in_time_has_it_passed_on(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, early: timedelta, passed_on: int
) -> None:
    await configure(client, cast, "watch", {"escalation": [str(cast.nadia)]})
    await report(client, cast, clock())
    await round_of(pool, NOW + HOUR - early)
    alert = await only(client, cast)
    assert (alert["passed_on"], alert["called_name"]) == ((1, "Nadia Rahman") if passed_on else (0, None))


async def test_it_goes_to_whoever_is_on_call_then_down_the_order_and_at_its_end_stays_marked(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    mira = await employ_mira(pool, cast)
    await configure(client, cast, "watch", {"on_call": [shift(mira, NOW, 10)], "escalation": [str(cast.nadia), str(mira)]})
    await report(client, cast, clock())
    told = []
    for hours in (1, 2, 3, 4):
        await round_of(pool, NOW + hours * HOUR)
        alert = await only(client, cast)
        told.append((alert["passed_on"], alert["called_name"], due(alert)))
    assert told == [(1, "Mira Holm", NOW + 2 * HOUR), (2, "Nadia Rahman", NOW + 3 * HOUR), (2, "Nadia Rahman", NOW + 3 * HOUR), (2, "Nadia Rahman", NOW + 3 * HOUR)]
    found = await steps(client, cast, alert)
    assert [step["step"] for step in found] == ["raised", "passed_on", "passed_on", "unanswered"]
    assert [step["detail"].get("to") for step in found[1:3]] == [str(mira), str(cast.nadia)] and {step["by"] for step in found[1:]} == {"Balm"}
    assert await owner.fetchval("select count(*) from audit_rows where action in ('alert.passed_on', 'alert.unanswered')") == 3
    assert await standing(owner) == [] and await reason(client, cast) == "Severe. Passed on, and nobody has taken it. Pain 8 of 10, severe."


async def test_where_nobody_else_is_to_be_called_it_is_marked_and_told_once(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    await report(client, cast, clock())
    assert await reason(client, cast) == "Severe, nobody has taken it. Pain 8 of 10, severe."
    assert [await round_of(pool, NOW + hours * HOUR) for hours in (1, 2, 3)] == [1, 0, 0]
    alert = await only(client, cast)
    assert await names(client, cast, alert) == ["raised", "unanswered"] and (alert["passed_on"], alert["called"]) == (0, None)
    assert await reason(client, cast) == "Severe. Nobody took it in time. Pain 8 of 10, severe."
    await do(client, cast, alert, "acknowledge")
    assert await reason(client, cast) == "Somebody is on it. Pain 8 of 10, severe."
    assert await owner.fetchval("select overdue_since from alerts") is None


async def test_whoever_has_left_is_passed_over(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    mira = await employ_mira(pool, cast)
    await configure(client, cast, "watch", {"escalation": [str(mira), str(cast.nadia)]})
    async with transaction(pool, cast.hospice) as db:
        await queries.staff_members.leave(db, mira, NOW)
    await report(client, cast, clock())
    await round_of(pool, NOW + HOUR)
    assert (await only(client, cast))["called"] == str(cast.nadia)


async def test_at_night_an_urgent_one_calls_whoever_is_on_call_and_is_then_passed_on_to_the_next(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool
) -> None:
    mira = await employ_mira(pool, cast)
    clock.move(hours=12)
    await configure(client, cast, "watch", {"on_call": [shift(mira, clock(), 8)], "escalation": [str(cast.nadia)]})
    await report(client, cast, clock())
    alert = await only(client, cast)
    assert (alert["called_name"], alert["passed_on"], due(alert)) == ("Mira Holm", 0, clock() + HOUR)
    await round_of(pool, clock() + HOUR)
    assert (await only(client, cast))["called_name"] == "Nadia Rahman"


async def test_at_night_with_nobody_on_call_the_hour_begins_in_the_morning(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    clock.move(hours=12)
    await report(client, cast, clock())
    assert due(await only(client, cast)) == NOW + 23 * HOUR  # nine o'clock on Tuesday


async def test_what_gets_worse_waits_anew_though_somebody_had_it(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, clock() - 2 * HOUR, pain=0)
    await report(client, cast, clock(), pain=5)
    first = await only(client, cast)
    assert (first["level"], due(first)) == ("soon", NOW + 4 * HOUR)
    await do(client, cast, first, "acknowledge")
    clock.move(hours=1)
    await report(client, cast, clock(), pain=8)
    assert due(await only(client, cast)) == NOW + 2 * HOUR and await standing(owner) == [NOW + 2 * HOUR]


async def test_a_newer_report_of_the_same_gives_no_more_time(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock())
    clock.move(minutes=30)
    await report(client, cast, clock(), pain=9)
    assert due(await only(client, cast)) == NOW + HOUR


async def test_given_back_it_waits_anew(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, clock())
    alert = await only(client, cast)
    await do(client, cast, alert, "acknowledge")
    clock.move(minutes=30)
    assert due(await do(client, cast, alert, "assign", staff_member_id=None)) == NOW + 90 * MINUTE
    assert await standing(owner) == [NOW + 90 * MINUTE]


async def test_given_to_a_colleague_who_has_not_taken_it_the_clock_runs_on(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    mira = await employ_mira(pool, cast)
    await report(client, cast, clock())
    await do(client, cast, await only(client, cast), "assign", staff_member_id=str(mira))
    await round_of(pool, NOW + HOUR)
    assert await names(client, cast, await only(client, cast)) == ["raised", "assigned", "unanswered"]


async def test_taken_from_a_colleague_who_never_took_it_there_is_no_more_time(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    mira = await employ_mira(pool, cast)
    await report(client, cast, clock())
    await do(client, cast, await only(client, cast), "assign", staff_member_id=str(mira))
    clock.move(minutes=30)
    assert due(await do(client, cast, await only(client, cast), "assign", staff_member_id=None)) == NOW + HOUR


async def test_a_snooze_that_ends_waits_again_and_is_announced(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    await report(client, cast, clock())
    end = NOW + timedelta(days=1)
    asleep = await do(client, cast, await only(client, cast), "snooze", until=end.isoformat(), level=8)
    assert asleep["state"] == "snoozed" and await standing(owner) == [end] and await reason(client, cast) == "Pain 8 of 10, severe."
    assert await round_of(pool, end - MINUTE) == 0
    assert await round_of(pool, end) == 1
    alert = await only(client, cast)
    assert (alert["state"], alert["snoozed_until"], due(alert)) == ("open", None, end + HOUR)
    assert await names(client, cast, alert) == ["raised", "snoozed", "woken"] and await standing(owner) == [end + HOUR]
    assert await reason(client, cast) == "Severe, nobody has taken it. Pain 8 of 10, severe."


async def test_a_worse_report_ends_the_snooze_and_its_timer_is_the_deadline_s(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection
) -> None:
    await report(client, cast, clock())
    await do(client, cast, await only(client, cast), "snooze", until=(NOW + timedelta(days=1)).isoformat(), level=8)
    clock.move(hours=1)
    await report(client, cast, clock(), pain=9)
    assert await standing(owner) == [NOW + 2 * HOUR]


async def test_answered_nothing_falls_due_any_more(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, clock())
    await do(client, cast, await only(client, cast), "resolve", outcome="call")
    assert await standing(owner) == [] and await waiting(client, cast) == []
    assert await owner.fetchval("select called from alerts") is None


async def test_where_nobody_ever_watches_there_is_no_deadline_until_somebody_does(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    await configure(client, cast, "watch", {"hours": []})
    await report(client, cast, clock())
    assert due(await only(client, cast)) is None and await standing(owner) == []
    await configure(client, cast, "watch", {}, replaces=1)
    await round_of(pool, clock())
    alert = await only(client, cast)
    assert due(alert) == NOW + HOUR and await names(client, cast, alert) == ["raised"]


async def test_the_pages_hear_of_it(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    heard: list[tuple[UUID, Any]] = []

    class Hub:
        def publish(self, announced: list[tuple[UUID, Any]]) -> None:
            heard.extend(announced)

    await report(client, cast, clock())
    await timers.fire_everything(pool, Hub(), FIRES, NOW + HOUR)  # type: ignore[arg-type]
    assert [(organisation, event.kind, event.patient_id) for organisation, event in heard] == [(cast.hospice, "alert", cast.ada)]


async def test_reports_answers_and_rounds_at_once_wait_for_one_another_and_never_in_a_circle(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, owner: asyncpg.Connection
) -> None:
    await configure(client, cast, "watch", {"escalation": [str(cast.nadia)]})
    await report(client, cast, clock())
    alert = await only(client, cast)
    answers = [client.post(f"/v1/alerts/{alert['id']}/{what}", json={}, headers=cast.cookie("nadia")) for what in ("acknowledge", "start") * 3]
    reports = [report(client, cast, clock() - n * MINUTE, pain=7 + n % 3, asks_for=("help_now", ...)[n % 2]) for n in range(8)]
    rounds = [round_of(pool, NOW + hours * HOUR) for hours in (1, 2, 60)]
    found = await asyncio.gather(*answers, *reports, *rounds)
    assert {one.status_code for one in found if isinstance(one, httpx.Response)} == {200}
    assert await owner.fetchval("select count(*) from check_ins") == 9
    assert await owner.fetch("select subject, count(*) from alerts where state <> 'resolved' group by subject having count(*) > 1") == []
    waits = "select count(*) from alerts a where state = 'open' and overdue_since is null and respond_by is not null"
    has_timer = " and not exists (select from timers t where t.kind = 'response' and t.subject_id = a.id)"
    assert await owner.fetchval(waits + has_timer) == 0
