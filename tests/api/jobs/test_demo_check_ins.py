"""The demo goes on: synthetic patients report by the way of every check-in, alerts come up, and nobody else's patients are touched."""

from datetime import timedelta

import asyncpg

from api.db import Pool
from api.jobs import demo
from api.jobs.demo_check_ins import AGAIN, AT_ONCE, Coming, come_in
from tests.people import NOW


async def test_the_first_minute_brings_alerts_and_each_round_one_check_in(pool: Pool, owner: asyncpg.Connection) -> None:
    assert await demo.seed(pool, NOW)
    assert not await demo.seed(pool, NOW), "once"
    before = await owner.fetchval("select count(*) from check_ins")
    assert before > 5000
    assert await owner.fetchval("select count(*) from alerts") == 0, "history calls nobody"
    coming = Coming()
    later = NOW + timedelta(hours=12)
    assert await come_in(pool, None, coming, later) == AT_ONCE
    assert await owner.fetchval("select count(*) from alerts where level = 'urgent'") >= 2
    assert [await come_in(pool, None, coming, later + timedelta(minutes=n)) for n in (1, 2, 3)] == [1, 1, 1]
    came = await owner.fetch("select p.name, c.entered_by_kind, o.demo from check_ins c join patients p on p.id = c.patient_id join organisations o on o.id = c.organisation_id where c.received_at > $1", NOW)
    assert len(came) == AT_ONCE + 3 == await owner.fetchval("select count(*) from check_ins") - before
    assert all(row["demo"] and row["entered_by_kind"] == "patient" for row in came)
    assert len({row["name"] for row in came}) == len(came), "nobody twice within three hours"
    assert not {row["name"] for row in came} & {"Yara Suleiman", "Leonard Price", "Farid Haddad"}, "who is silent stays so"
    assert await come_in(pool, None, Coming(), later + AGAIN + timedelta(days=5)) == 0, "where everybody has been silent for days, the demo rests"


async def test_the_demo_shows_what_is_taken_when_needed_and_where_it_hurts(pool: Pool, owner: asyncpg.Connection) -> None:
    assert await demo.seed(pool, NOW)
    taken = await owner.fetch("select p.name, d.medicine, d.relief, d.received_at = d.taken_at as at_once from when_needed_doses d join patients p on p.id = d.patient_id")
    assert len({row["name"] for row in taken}) >= 3 and all(row["at_once"] for row in taken)
    assert any(row["relief"] is not None for row in taken)
    lists = await owner.fetch("select content->'when_needed' as names, set_by, c.set_at < $1 as earlier from configurations c where kind = 'plan'", NOW)
    assert {row["set_by"] for row in lists} == {"Nadia Rahman"} and all(row["earlier"] for row in lists)
    assert await owner.fetchval("select count(*) from check_ins where pain_regions <> '{}'") > 50
