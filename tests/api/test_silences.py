"""Nothing is heard of Ada. NOW is Monday 2 March 2026, ten in the morning in Berlin, where she lives; one report a day is expected of her."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api import access, intake
from api.db import Pool, transaction
from schemas.check_ins import NewCheckIn
from tests.api.clockwork import configure, do, only, plan, reason, report, round_of, steps, waiting
from tests.conftest import Clock
from tests.people import NOW, ZONE, Cast

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def midnight(day: int) -> datetime:
    """At which that day of March begins."""
    return datetime(2026, 3, day, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


async def standing(owner: asyncpg.Connection) -> list[datetime]:
    return [row[0] for row in await owner.fetch("select due_at from timers where kind = 'silence'")]


async def levels(client: httpx.AsyncClient, cast: Cast) -> list[tuple[str, str]]:
    return [(alert["level"], alert["findings"][0]["sentence"]) for alert in await waiting(client, cast) if alert["subject"] == "silence"]


@pytest.mark.parametrize(
    ("pain", "begins", "level", "sentence"),
    [
        (8, midnight(4), "soon", "Not heard of: 1 expected report missed; the last one was severe."),
        (5, midnight(5), "review", "Not heard of: 2 expected reports missed; the last one was moderate."),
        (1, midnight(5), "review", "Not heard of: 2 expected reports missed."),
    ],
)
async def test_silence_calls_when_the_rule_first_finds_it_and_not_a_second_before(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection, pain: int, begins: datetime, level: str, sentence: str
) -> None:
    check_in_id = await report(client, cast, NOW, pain=pain)
    assert await standing(owner) == [begins]
    await round_of(pool, begins - SECOND)
    assert await levels(client, cast) == []
    await round_of(pool, begins)
    assert await levels(client, cast) == [(level, sentence)]
    (alert,) = (one for one in await waiting(client, cast) if one["subject"] == "silence")
    (finding,) = alert["findings"]
    assert (finding["rule"], finding["version"], finding["inputs"][0]["check_in_id"]) == ("silence", 2, str(check_in_id))
    assert finding["thresholds"] == {"missed": 1 if pain == 8 else 2, "a_day": 1}
    (raised,) = await steps(client, cast, alert)
    assert (raised["step"], raised["by"], raised["detail"]["level"]) == ("raised", "Balm", level)
    assert await owner.fetchval("select count(*) from calls where rule = 'silence' and alert_id is not null") == 1


@pytest.mark.parametrize(("content", "pain", "begins"), [({"missed": 3}, 1, 6), ({"missed_after_severe": 2}, 8, 5), ({"missed": 3}, 8, 4)])
async def test_a_patient_s_own_number_of_missed_reports_stands_in_the_place_of_the_organisation_s(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, content: dict[str, int], pain: int, begins: int
) -> None:
    await report(client, cast, NOW, pain=pain)
    await plan(client, cast, content)
    assert await standing(owner) == [midnight(begins)]


async def test_it_is_refreshed_when_more_is_missed_once_a_day(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    begins = midnight(5)
    fired = [await round_of(pool, begins + timedelta(hours=hours)) for hours in range(49)]
    assert [hours for hours, number in enumerate(fired) if number] == [0, 24, 48]
    alert = await only(client, cast)
    assert alert["findings"][0]["sentence"] == "Not heard of: 4 expected reports missed."
    assert [step["step"] for step in await steps(client, cast, alert)] == ["raised", "refreshed", "refreshed"]
    assert await standing(owner) == [midnight(8)]


async def test_whoever_is_down_for_days_finds_it_once(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    await report(client, cast, NOW, pain=1)
    assert await round_of(pool, NOW + 10 * DAY) == 1
    alert = await only(client, cast)
    assert alert["findings"][0]["sentence"] == "Not heard of: 9 expected reports missed."


async def test_a_new_report_ends_it_in_its_own_transaction(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    await round_of(pool, midnight(5))
    alert = await only(client, cast)
    clock.move(days=3)
    await report(client, cast, clock(), pain=2)
    ended = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()
    assert (ended["alert"]["state"], ended["alert"]["ended_because"], ended["alert"]["outcome"]) == ("resolved", "heard_again", None)
    assert [(step["step"], step["by"]) for step in ended["steps"]] == [("raised", "Balm"), ("ended", "Ada's phone")]
    assert await standing(owner) == [midnight(8)] and await owner.fetchval("select count(*) from timers where kind = 'response'") == 0
    assert await reason(client, cast) == "Pain 2 of 10, mild."


async def test_a_late_report_that_leaves_it_silent_ends_nothing(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    await report(client, cast, NOW, pain=1)
    await round_of(pool, midnight(5))
    clock.move(days=4)
    await round_of(pool, clock())
    await report(client, cast, NOW + timedelta(hours=1), pain=2)
    await round_of(pool, clock())  # nor is it told a second time that day
    assert [step["step"] for step in await steps(client, cast, await only(client, cast))] == ["raised", "refreshed"]
    await report(client, cast, NOW + 2 * DAY, pain=2)
    assert await waiting(client, cast) == []


async def test_a_late_report_that_was_severe_makes_it_more_pressing_at_once(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    await report(client, cast, NOW, pain=1)
    await round_of(pool, midnight(5))
    clock.now = midnight(5) + timedelta(hours=1)
    await report(client, cast, NOW + timedelta(hours=1), pain=9)
    await round_of(pool, clock())
    alert = await only(client, cast)
    assert (alert["level"], [step["step"] for step in await steps(client, cast, alert)]) == ("soon", ["raised", "escalated"])


async def test_a_severe_report_that_comes_two_days_late_is_no_silence_until_another_is_missed(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    clock.move(days=2)
    await report(client, cast, NOW, pain=8)
    await round_of(pool, midnight(6) - timedelta(seconds=1))
    assert await waiting(client, cast) == []
    await round_of(pool, midnight(6))
    assert (await only(client, cast))["findings"][0]["sentence"] == "Not heard of: 3 expected reports missed; the last one was severe."


async def test_severe_silence_stands_on_the_list_above_what_somebody_has(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    await report(client, cast, NOW, pain=8)
    await do(client, cast, await only(client, cast), "acknowledge")
    assert await reason(client, cast) == "Somebody is on it. Pain 8 of 10, severe."
    await round_of(pool, midnight(4))
    assert await reason(client, cast) == "Silent after a severe report. Pain 8 of 10, severe."


async def test_answered_the_count_begins_anew_and_a_second_silence_calls_again(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock, owner: asyncpg.Connection
) -> None:
    await report(client, cast, NOW, pain=1)
    clock.now = midnight(5) + timedelta(hours=9)
    await round_of(pool, clock())
    first = await only(client, cast)
    await do(client, cast, first, "resolve", outcome="call")
    assert await standing(owner) == [midnight(8)]
    await round_of(pool, midnight(8) - SECOND)
    assert await waiting(client, cast) == []
    await round_of(pool, midnight(8))
    assert (await only(client, cast))["id"] != first["id"]
    assert await owner.fetchval("select count(distinct alert_id) from calls where rule = 'silence'") == 2


async def test_a_pause_is_no_silence_and_its_end_begins_the_count(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    await plan(client, cast, {"paused_until": midnight(10).isoformat()})
    assert await standing(owner) == [midnight(12)]


async def test_a_pause_that_is_taken_back_begins_the_count_then(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection
) -> None:
    await report(client, cast, NOW, pain=1)
    await plan(client, cast, {"paused_until": midnight(20).isoformat()})
    clock.move(days=5)
    await plan(client, cast, {}, replaces=1)
    assert await standing(owner) == [midnight(10)]  # Saturday and Sunday: 8 and 9 March are missed


async def test_a_pause_that_was_over_long_ago_and_is_wiped_out_changes_nothing(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection
) -> None:
    await report(client, cast, NOW, pain=1)
    await plan(client, cast, {"paused_until": midnight(4).isoformat()})
    clock.move(days=2.5)
    await plan(client, cast, {}, replaces=1)
    assert await standing(owner) == [midnight(6)]


async def test_a_pause_to_the_end_of_the_calendar_sets_nothing(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    await plan(client, cast, {"paused_until": "9999-12-31T23:00:00Z"})
    assert await standing(owner) == []
    await plan(client, cast, {}, replaces=1)
    assert await standing(owner) == [midnight(5)]


async def test_two_a_day_are_missed_by_half_days(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    await plan(client, cast, {"times_a_day": 2})
    assert await standing(owner) == [midnight(3) + timedelta(hours=12)]


@pytest.mark.parametrize(("rules", "begins"), [({"missed": 4}, midnight(7)), ({"missed": 1}, midnight(4)), ({"missed_after_severe": 5}, midnight(5))])
async def test_what_the_organisation_expects_from_now_on_is_seen_at_the_next_round(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection, rules: dict[str, Any], begins: datetime
) -> None:
    await report(client, cast, NOW, pain=1)
    await configure(client, cast, "rules", rules)
    await round_of(pool, NOW)
    assert await standing(owner) == [begins] and await waiting(client, cast) == []


async def test_a_report_that_is_taken_back_was_never_heard(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    clock.move(days=1)
    second = await report(client, cast, clock(), pain=1)
    assert await standing(owner) == [midnight(6)]
    await client.post(f"/v1/check-ins/{second}/entered-in-error", json={"reason": "wrong patient"}, headers=cast.phone("ada"))
    assert await standing(owner) == [midnight(5)]


async def test_a_quiet_note_in_the_evening_does_not_hide_the_morning_s_pain(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=8)
    clock.move(hours=10)
    await report(client, cast, clock(), pain=None, note="Good night.")
    assert await standing(owner) == [midnight(4)]


async def test_imported_history_begins_no_count_and_a_report_of_her_own_does(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    new = NewCheckIn(
        patient_id=cast.ada, instrument="daily-check", instrument_version="1", recorded_at=NOW - 60 * DAY, zone=ZONE, answers={"pain": 8}, mode="paper"
    )
    async with transaction(pool, cast.hospice) as db:
        await intake.submit(db, access.system(cast.hospice, "Import"), uuid7(), new, NOW)
    assert await standing(owner) == []
    await report(client, cast, NOW, pain=1)
    assert await standing(owner) == [midnight(5)]


async def test_heard_by_an_import_meanwhile_it_is_not_silent(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await report(client, cast, NOW, pain=1)
    new = NewCheckIn(patient_id=cast.ada, instrument="daily-check", instrument_version="1", recorded_at=NOW + 2 * DAY, zone=ZONE, answers={"pain": 2}, mode="paper")
    async with transaction(pool, cast.hospice) as db:
        await intake.submit(db, access.system(cast.hospice, "Import"), uuid7(), new, NOW + 2 * DAY)
    await round_of(pool, midnight(5))
    assert await waiting(client, cast) == [] and await standing(owner) == [midnight(7)]


async def test_who_was_never_heard_is_not_silent(pool: Pool, owner: asyncpg.Connection) -> None:
    assert await standing(owner) == [] and await round_of(pool, NOW + 100 * DAY) == 0
