"""A link for a calendar program: its own, without names, over at the next request once it is revoked. NOW is 2 March 2026."""

from typing import Any

import asyncpg
import httpx
import pytest
from icalendar import Calendar

from tests.api.routes.test_benefit_periods import Benefit, care, follow_medicare
from tests.conftest import Clock
from tests.people import NOW, Cast


@pytest.fixture
async def nadia(client: httpx.AsyncClient, cast: Cast) -> Benefit:
    await follow_medicare(client, cast)
    await care(client, cast, "hospice")
    found = Benefit(client, cast)
    await found.elect()
    return found


async def make(client: httpx.AsyncClient, cast: Cast, who: str = "nadia", **content: Any) -> dict[str, Any]:
    answer = await client.post("/v1/calendar-links", json={"name": "My phone", **content}, headers=cast.cookie(who))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def summaries(client: httpx.AsyncClient, address: str) -> list[str]:
    answer = await client.get(address.removeprefix("http://balm.test"))
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/calendar; charset=utf-8", answer.text
    assert answer.headers["cache-control"] == "no-store" and "Ada" not in answer.text
    return [str(one["summary"]) for one in Calendar.from_ical(answer.text).walk("VEVENT")]


async def test_a_link_shows_what_is_due_without_a_session_and_without_names(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    made = await make(client, cast)
    assert await summaries(client, made["address"]) == ["Certification, benefit period 1", "Notice of election"]
    (link,) = (await client.get("/v1/calendar-links", headers=nadia.headers)).json()
    assert (link["name"], link["asked_at"]) == ("My phone", NOW.isoformat().replace("+00:00", "Z")) and "address" not in link
    token = made["address"].rpartition("/")[2].removesuffix(".ics")
    assert await owner.fetchval("select count(*) from credentials where kind = 'calendar' and position($1::bytea in hash) > 0", token.encode()) == 0
    read = await owner.fetchrow("select actor_id, subject_id, detail from audit_rows where action = 'due.read' order by id desc limit 1")
    assert read is not None and (read["actor_id"], str(read["subject_id"])) == (cast.nadia, link["id"]) and str(cast.ada) in str(read["detail"])


async def test_a_revoked_link_shows_nothing_from_the_next_request_on(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    made = await make(client, cast)
    for _ in range(2):
        assert (await client.delete(f"/v1/calendar-links/{made['link']['id']}", headers=nadia.headers)).status_code == 204
    unknown = await client.get("/calendars/never-was.ics")
    ended = await client.get(made["address"].removeprefix("http://balm.test"))
    assert (ended.status_code, ended.json()) == (404, unknown.json())
    assert (await client.get("/v1/calendar-links", headers=nadia.headers)).json() == []


async def test_it_ends_when_its_owner_leaves(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    made = await make(client, cast)
    await owner.execute("update staff_members set left_at = now() where id = $1", cast.nadia)
    assert (await client.get(made["address"].removeprefix("http://balm.test"))).status_code == 404


async def test_one_s_own_shows_what_is_with_oneself_or_with_nobody(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    okoro = await owner.fetchval("select id from staff_members where name = 'Dr Okoro'")
    key = next(item["key"] for item in await nadia.calendar() if item["kind"] == "certification")
    await nadia.mark(key, okoro)
    assert await summaries(client, (await make(client, cast, mine=True))["address"]) == ["Notice of election"]
    assert len(await summaries(client, (await make(client, cast, "okoro", mine=True))["address"])) == 2


async def test_nobody_else_sees_or_ends_a_link(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    made = await make(client, cast)
    for who in ("okoro", "otto"):
        assert (await client.get("/v1/calendar-links", headers=cast.cookie(who))).json() == []
        assert (await client.delete(f"/v1/calendar-links/{made['link']['id']}", headers=cast.cookie(who))).status_code == 404
    assert await summaries(client, (await make(client, cast, "otto"))["address"]) == [], "another organisation's link shows nothing of Ada"
    for headers in (cast.cookie("ruth"), cast.phone("ada")):
        assert (await client.post("/v1/calendar-links", json={"name": "x"}, headers=headers)).status_code == 403
    assert len(await summaries(client, made["address"])) == 2


async def test_a_death_empties_it(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    made = await make(client, cast)
    await care(client, cast, "died")
    assert await summaries(client, made["address"]) == []


async def test_the_file_can_be_downloaded_by_who_is_signed_in(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.get("/v1/calendar.ics", headers=nadia.headers)
    assert len(Calendar.from_ical(answer.text).walk("VEVENT")) == 2 and 'filename="balm.ics"' in answer.headers["content-disposition"]
    assert (await client.get("/v1/calendar.ics")).status_code == 401
    assert (await client.get("/v1/calendar.ics", headers=cast.cookie("ruth"))).status_code == 403


async def test_the_twenty_first_link_ends_the_oldest(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    made = []
    for _ in range(21):
        made.append(await make(client, cast))
        clock.move(seconds=1)
    assert len((await client.get("/v1/calendar-links", headers=nadia.headers)).json()) == 20
    assert (await client.get(made[0]["address"].removeprefix("http://balm.test"))).status_code == 404
