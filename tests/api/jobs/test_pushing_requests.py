"""Maria asks to see again how Ada is: the phones that may answer hear of it while they are closed, by day, once, and learn neither who asks nor about what."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import httpx
import pytest

from api import configuring, queries, sharing
from api.db import Pool, transaction
from api.jobs import pushing
from api.queries.push_subscriptions import Subscription
from api.queries.pushes import Reminder
from api.web_push.sending import Sender
from schemas.caregivers import Grants
from schemas.configurations import PatientPlan
from tests.api.clockwork import report
from tests.api.routes.test_answering import switch
from tests.api.routes.test_caregivers import granted
from tests.api.routes.test_shares_of_surrogates import Who, answer, begun, end, names_maria
from tests.conftest import Clock
from tests.people import NOW, Cast, befriend
from tests.push_service import Browser, PushService

EVENING = NOW + timedelta(hours=9, minutes=1)  # a minute past seven in Berlin
MORNING = NOW + timedelta(hours=23)  # nine o'clock on the next day
DECIDES = {"proxy": True, "reads": True, "surrogate": True}


@pytest.fixture
async def service(listening: PushService, pool: Pool, cast: Cast) -> PushService:
    """Ada's phone takes messages, in German; and Ben's."""
    listening.got, listening.answers = [], []
    await subscribe(listening, pool, cast, cast.ada_phone, "ada")
    await subscribe(listening, pool, cast, cast.ben_phone, "ben")
    return listening


async def subscribe(service: PushService, pool: Pool, cast: Cast, device_id: UUID, name: str) -> Browser:
    browser = Browser(service.at, name)
    new = Subscription(device_id=device_id, endpoint=browser.endpoint, public_key=browser.subscription_key, secret=browser.secret, language="de")
    async with transaction(pool, cast.hospice) as db:
        await queries.push_subscriptions.put(db, cast.ada, new, NOW)
    return browser


async def asked(client: httpx.AsyncClient, cast: Cast, by: Who = "ada") -> UUID:
    """It had been shown, was ended, and Maria asks."""
    if by != "ada":
        await granted(client, cast, **DECIDES)
        await names_maria(client, cast)
    share_id, maria = await begun(client, cast, by)
    await end(client, cast, share_id, "ada")
    await maria.ask()
    return share_id


async def sent(pool: Pool, sender: Sender, service: PushService, now: datetime) -> list[str]:
    before = len(service.got)
    await pushing.send_everything(pool, sender, now)
    return sorted(got.path.removeprefix("/push/") for got in service.got[before:])


async def test_it_comes_once_in_her_language_and_names_nobody(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection, service: PushService, sender: Sender
) -> None:
    browser = await subscribe(service, pool, cast, cast.ada_phone, "ada")
    await asked(client, cast)
    assert service.got == [], "nothing is sent while the link's page is answered"
    assert await sent(pool, sender, service, NOW) == ["ada"] and await sent(pool, sender, service, NOW + timedelta(minutes=1)) == []
    (got,) = service.got
    assert browser.reads(got.body) == {"title": "Balm", "body": "Eine Frage wartet auf Sie.", "tag": "request"}
    assert (got.headers["topic"], got.headers["ttl"]) == ("request", str(10 * 3600)), "until eight in the evening, where Ada is"
    assert await owner.fetchval("select count(*) from audit_rows where action = 'share.push' and actor_kind = 'system' and patient_id = $1", cast.ada) == 1


async def test_asked_again_before_it_is_answered_nothing_more_comes_nor_so_soon_after_a_no(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, service: PushService, sender: Sender
) -> None:
    share_id, maria = await begun(client, cast, "ada")
    await end(client, cast, share_id, "ada")
    found = []
    for _ in range(2):
        await maria.ask()
        found += await sent(pool, sender, service, NOW)
    await answer(client, cast, share_id, "ada", accept=False)
    await maria.ask()
    assert found == ["ada"] and await sent(pool, sender, service, NOW) == []
    clock.now += sharing.PEACE
    await maria.ask()
    assert await sent(pool, sender, service, clock.now) == ["ada"]


async def test_at_night_it_waits_for_the_morning(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, service: PushService, sender: Sender) -> None:
    share_id, maria = await begun(client, cast, "ada")
    await end(client, cast, share_id, "ada")
    clock.now = EVENING
    await maria.ask()
    for now, came in ((EVENING, []), (MORNING - timedelta(seconds=1), []), (MORNING, ["ada"])):
        assert await sent(pool, sender, service, now) == came


@pytest.mark.parametrize("accept", [True, False])
async def test_once_it_has_its_answer_nothing_comes(client: httpx.AsyncClient, cast: Cast, pool: Pool, service: PushService, sender: Sender, accept: bool) -> None:
    share_id = await asked(client, cast)
    body = {"accept": True, "ends_at": "2026-03-20T09:00:00Z"} if accept else {"accept": False}
    assert (await answer(client, cast, share_id, "ada", **body)).status_code == 200
    assert await sent(pool, sender, service, NOW) == []


async def test_a_check_in_ends_a_reminder_that_waits_and_not_the_request_beside_it(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection, service: PushService, sender: Sender
) -> None:
    await asked(client, cast)
    async with transaction(pool, cast.hospice) as db:
        assert await queries.pushes.put(db, [Reminder(cast.ada, False, NOW, NOW + timedelta(hours=2))], NOW)
    assert [row["kind"] for row in await owner.fetch("select kind from pushes order by kind")] == ["reminder", "request"], "neither takes the other's place"
    await report(client, cast, NOW, pain=1)
    assert await sent(pool, sender, service, NOW) == ["ada"] and service.got[0].headers["topic"] == "request"


async def test_both_are_sent_where_both_wait(client: httpx.AsyncClient, cast: Cast, pool: Pool, service: PushService, sender: Sender) -> None:
    await asked(client, cast)
    async with transaction(pool, cast.hospice) as db:
        await queries.pushes.put(db, [Reminder(cast.ada, False, NOW, NOW + timedelta(hours=2))], NOW)
    service.answers = [(503, {})] * 2
    assert await sent(pool, sender, service, NOW) == ["ada", "ada"]
    assert await sent(pool, sender, service, NOW + timedelta(seconds=30)) == ["ada", "ada"], "each is tried again"
    assert sorted(got.headers["topic"] for got in service.got[2:]) == ["reminder", "request"]


async def test_it_reaches_who_decides_for_her_where_they_began_it_or_others_answer(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, service: PushService, sender: Sender
) -> None:
    async with transaction(pool, cast.hospice) as db:
        _, device = await befriend(db, cast.ada, "Dora", "dora", Grants(proxy=True, assisted=True, reads=True))
    await subscribe(service, pool, cast, device, "dora")
    await asked(client, cast, "ben")
    assert await sent(pool, sender, service, NOW) == ["ada", "ben"], "and no other caregiver"
    await asked(client, cast, "nadia")
    assert await sent(pool, sender, service, NOW) == ["ada"]
    await switch(client, cast)
    await asked(client, cast, "nadia")
    assert await sent(pool, sender, service, NOW) == ["ada", "ben"]


async def test_who_no_longer_decides_for_her_hears_nothing_in_the_morning(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, service: PushService, sender: Sender
) -> None:
    clock.now = EVENING
    await asked(client, cast, "ben")
    await granted(client, cast, proxy=True, reads=True)
    assert await sent(pool, sender, service, MORNING) == ["ada"]


@pytest.mark.parametrize("care", ["died", "discharged"])
async def test_after_death_or_discharge_what_waits_is_not_sent(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection, service: PushService, sender: Sender, care: str
) -> None:
    await asked(client, cast)
    await owner.execute("update patients set care = $1 where id = $2", care, cast.ada)
    assert await sent(pool, sender, service, NOW) == [] and await owner.fetchval("select count(*) from pushes") == 0


@pytest.mark.parametrize(("ahead", "came"), [(timedelta(0), ["ada"]), (timedelta(seconds=1), [])])
async def test_not_during_an_agreed_pause(
    client: httpx.AsyncClient, cast: Cast, pool: Pool, service: PushService, sender: Sender, ahead: timedelta, came: list[str]
) -> None:
    async with transaction(pool, cast.hospice) as db:
        plan = configuring.as_content(PatientPlan(paused_until=NOW + ahead))
        await queries.configurations.insert(db, "plan", cast.ada, 1, plan, cast.nadia, "Nadia", NOW)
    await asked(client, cast)
    assert await sent(pool, sender, service, NOW) == came
    assert (await client.get("/v1/me/shares", headers=cast.phone("ada"))).json()[0]["asks"] is True, "the app says it at its next opening"
