"""A reminder from the time that Ada chose to her locked phone: once, in her language, saying nothing; tried again when the push service is away, and not for ever."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from api import access, configuring, intake, queries, reminding
from api.app import FIRES
from api.db import Pool, transaction
from api.jobs import pushing, timers
from api.queries.push_subscriptions import Subscription
from api.web_push.sending import Sender
from schemas.check_ins import NewCheckIn
from schemas.configurations import PatientPlan
from tests.people import NOW, ZONE, Cast
from tests.push_service import Browser, PushService

DUE = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)  # half past eleven in Berlin
MINUTE = timedelta(minutes=1)


@pytest.fixture
def service(listening: PushService) -> PushService:
    listening.got, listening.answers = [], []
    return listening


@pytest.fixture
async def phone(service: PushService, pool: Pool, cast: Cast) -> Browser:
    """Ada's, which is to remind her at half past eleven."""
    browser = Browser(service.at)
    await choose(pool, cast)
    await subscribe(pool, cast, browser)
    return browser


async def choose(pool: Pool, cast: Cast, *times: time) -> None:
    async with transaction(pool, cast.hospice) as db:
        await queries.reminders.put(db, cast.ada, list(times or [time(11, 30)]), ZONE, cast.ada_phone, "Ada's phone", NOW)
        patient = await queries.patients.get(db, cast.ada)
        assert patient is not None
        await reminding.schedule(db, patient, NOW)


async def subscribe(pool: Pool, cast: Cast, browser: Browser, language: str = "de", device: UUID | None = None) -> None:
    new = Subscription(
        device_id=device or cast.ada_phone, endpoint=browser.endpoint, public_key=browser.subscription_key, secret=browser.secret, language=language
    )
    async with transaction(pool, cast.hospice) as db:
        await queries.push_subscriptions.put(db, cast.ada, new, NOW)


async def check_in(pool: Pool, cast: Cast, at: datetime) -> None:
    new = NewCheckIn(instrument="daily-check", recorded_at=at, zone=ZONE, answers={"pain": 1}, patient_id=cast.ada)
    async with transaction(pool, cast.hospice) as db:
        await intake.submit(db, access.system(cast.hospice, "A file"), uuid7(), new, at)


async def fire(pool: Pool, now: datetime) -> int:
    return await timers.fire_everything(pool, None, FIRES, now)


async def push(pool: Pool, sender: Sender, now: datetime) -> int:
    await fire(pool, now)
    return await pushing.send_everything(pool, sender, now)


async def waiting(owner: asyncpg.Connection) -> list[Any]:
    return [row["send_at"] for row in await owner.fetch("select send_at from pushes order by send_at")]


async def next_timer(owner: asyncpg.Connection) -> Any:
    return await owner.fetchval("select due_at from timers where kind = 'reminder'")


async def test_at_the_time_it_comes_once_in_her_language_and_says_nothing_of_health(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    assert await push(pool, sender, DUE - MINUTE) == 0 and service.got == []
    assert await push(pool, sender, DUE) == 1
    assert await push(pool, sender, DUE + MINUTE) == 0
    (got,) = service.got
    assert phone.reads(got.body) == {"title": "Balm", "body": "Ein Moment für Sie?", "tag": "reminder"}
    assert (got.path, got.headers["ttl"], got.headers["topic"], got.headers["urgency"]) == ("/push/ada", "7200", "reminder", "normal")
    assert got.headers["authorization"].startswith("vapid t=") and got.headers["content-encoding"] == "aes128gcm"
    assert await next_timer(owner) == DUE + timedelta(days=1) and await waiting(owner) == []


async def test_none_when_it_was_done_already_and_the_next_one_stands(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    await check_in(pool, cast, DUE - timedelta(hours=2))
    assert await push(pool, sender, DUE) == 0 and service.got == []
    assert await next_timer(owner) == DUE + timedelta(days=1)


async def test_one_when_the_last_check_in_is_longer_ago(pool: Pool, cast: Cast, service: PushService, sender: Sender, phone: Browser) -> None:
    await check_in(pool, cast, DUE - timedelta(hours=2, seconds=1))
    assert await push(pool, sender, DUE) == 1


async def test_none_during_a_pause_and_again_after_it(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    async with transaction(pool, cast.hospice) as db:
        plan = configuring.as_content(PatientPlan(paused_until=DUE + MINUTE))
        await queries.configurations.insert(db, "plan", cast.ada, 1, plan, cast.nadia, "Nadia", NOW)
    assert await push(pool, sender, DUE) == 0
    assert await push(pool, sender, DUE + timedelta(days=1)) == 1


@pytest.mark.parametrize("care", ["died", "discharged"])
async def test_after_death_or_discharge_what_waits_is_not_sent_and_nothing_follows(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser, care: str
) -> None:
    await fire(pool, DUE)
    assert await waiting(owner) == [DUE]
    await owner.execute("update patients set care = $1 where id = $2", care, cast.ada)
    assert await pushing.send_everything(pool, sender, DUE) == 0
    await owner.execute("update timers set due_at = $1", DUE)
    assert await push(pool, sender, DUE) == 0
    assert service.got == [] and await waiting(owner) == [] and await next_timer(owner) is None


async def test_a_server_that_slept_through_it_sends_while_it_still_says_something(
    pool: Pool, cast: Cast, service: PushService, sender: Sender, phone: Browser
) -> None:
    late = DUE + timedelta(hours=1, minutes=30)
    assert await push(pool, sender, late) == 1
    assert service.got[0].headers["ttl"] == "1800", "the push service keeps it no longer than it says something"


async def test_two_hours_late_it_says_nothing_any_more(pool: Pool, cast: Cast, service: PushService, sender: Sender, phone: Browser) -> None:
    assert await push(pool, sender, DUE + timedelta(hours=2)) == 0 and service.got == []


@pytest.mark.parametrize("status", [404, 410])
async def test_a_phone_that_the_push_service_knows_no_longer_is_left_alone(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser, status: int
) -> None:
    service.answers = [(status, {})]
    assert await push(pool, sender, DUE) == 0
    assert await owner.fetchval("select count(*) from push_subscriptions") == 0 and await waiting(owner) == []
    assert await next_timer(owner) == DUE + timedelta(days=1), "the times stay, for the app to say what was due"
    assert await owner.fetchval("select count(*) from audit_rows where action = 'push.over'") == 1


async def test_a_newer_subscription_of_the_same_phone_outlives_the_end_of_the_old_one(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, phone: Browser
) -> None:
    async with transaction(pool, cast.hospice) as db:
        await queries.push_subscriptions.is_over(db, cast.ada_phone, "http://elsewhere/old")
    assert await owner.fetchval("select count(*) from push_subscriptions") == 1


async def test_while_the_push_service_is_away_it_is_tried_again_later_each_time_and_not_for_ever(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    service.answers = [(503, {})] * 10
    await push(pool, sender, DUE)
    pauses, now = [], DUE
    while standing := await waiting(owner):
        pauses.append((standing[0] - now).total_seconds())
        now = standing[0]
        assert await push(pool, sender, now - timedelta(seconds=1)) == 0
        await push(pool, sender, now)
    assert pauses == [30, 60, 120, 240, 480] and len(service.got) == pushing.TRIES


async def test_it_waits_as_long_as_the_push_service_asks(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    service.answers = [(429, {"retry-after": "600"}), (503, {"retry-after": "86400"})]
    await push(pool, sender, DUE)
    assert await waiting(owner) == [DUE + 10 * MINUTE]
    await push(pool, sender, DUE + 10 * MINUTE)
    assert await waiting(owner) == [DUE + 40 * MINUTE], "half an hour at most"
    assert await push(pool, sender, DUE + 40 * MINUTE) == 1


async def test_a_check_in_meanwhile_ends_the_tries(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    service.answers = [(503, {})]
    await push(pool, sender, DUE)
    await check_in(pool, cast, DUE)
    assert await push(pool, sender, DUE + MINUTE) == 0 and len(service.got) == 1 and await waiting(owner) == []


@pytest.mark.parametrize("status", [301, 307, 400, 403, 413])
async def test_a_refusal_is_taken_as_one(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser, status: int
) -> None:
    service.answers = [(status, {"location": f"http://{service.at}/elsewhere"})]
    assert await push(pool, sender, DUE) == 0
    assert await waiting(owner) == [] and [got.path for got in service.got] == ["/push/ada"]
    assert await owner.fetchval("select count(*) from push_subscriptions") == 1


async def test_one_phone_s_fault_holds_back_no_other(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    tablet = uuid7()
    async with transaction(pool, cast.hospice) as db:
        await queries.devices.insert(db, tablet, cast.ada, "A tablet", NOW)
    await subscribe(pool, cast, Browser("127.0.0.1:9", "nobody"), device=tablet)  # no longer among those that are known
    assert await push(pool, sender, DUE) == 1
    assert [got.path for got in service.got] == ["/push/ada"] and await waiting(owner) == [DUE + timedelta(seconds=30)]


async def test_of_many_processes_one_sends_it(pool: Pool, cast: Cast, service: PushService, sender: Sender, phone: Browser) -> None:
    await fire(pool, DUE)
    sent = await asyncio.gather(*[pushing.send_everything(pool, sender, DUE) for _ in range(8)])
    assert sum(sent) == 1 and len(service.got) == 1


async def test_killed_between_sending_and_noting_it_is_sent_again_when_the_hold_has_run_out(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    await fire(pool, DUE)
    async with transaction(pool, cast.hospice) as db:
        (held,) = await queries.pushes.lease(db, DUE, DUE + pushing.HELD, 10)
    await pushing.sent(sender, held, DUE)  # and here it was killed
    assert await pushing.send_everything(pool, sender, DUE + pushing.HELD - timedelta(seconds=1)) == 0
    assert await pushing.send_everything(pool, sender, DUE + pushing.HELD) == 1
    assert [got.headers["topic"] for got in service.got] == ["reminder"] * 2 and await waiting(owner) == []


async def test_a_newer_reminder_takes_the_place_of_one_that_still_waits_and_is_not_ended_with_it(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, service: PushService, sender: Sender, phone: Browser
) -> None:
    await choose(pool, cast, time(11, 30), time(12, 30))
    await fire(pool, DUE)
    async with transaction(pool, cast.hospice) as db:
        (held,) = await queries.pushes.lease(db, DUE, DUE + pushing.HELD, 10)
    await fire(pool, DUE + timedelta(hours=1))
    async with transaction(pool, cast.hospice) as db:
        await queries.pushes.done(db, held)
    assert await waiting(owner) == [DUE + timedelta(hours=1)]


async def test_no_transaction_is_open_while_it_is_on_its_way(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, sender: Sender, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ones: list[int] = []
    send = Sender.send

    async def watched(self: Sender, *given: Any) -> Any:
        states = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
        open_ones.append(await owner.fetchval(states))
        return await send(self, *given)

    monkeypatch.setattr(Sender, "send", watched)
    assert await push(pool, sender, DUE) == 1
    assert open_ones == [0]


async def test_a_patient_without_a_subscribed_phone_has_nothing_to_send(pool: Pool, cast: Cast, owner: asyncpg.Connection, sender: Sender) -> None:
    await choose(pool, cast)
    assert await push(pool, sender, DUE) == 0 and await waiting(owner) == []
    assert await next_timer(owner) == DUE + timedelta(days=1)
