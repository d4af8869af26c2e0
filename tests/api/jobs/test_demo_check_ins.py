"""The demo goes on: synthetic patients report by the way of every check-in, alerts come up, and nobody else's patients are touched."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import asyncpg

from api import falling_due
from api.db import Pool, transaction
from api.jobs import demo
from api.jobs.demo_check_ins import AGAIN, AT_ONCE, Coming, come_in
from api.simulation.demo_draws import ZONE
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
    came = await owner.fetch("select p.name, c.entered_by_kind, c.respondent, o.demo from check_ins c join patients p on p.id = c.patient_id join organisations o on o.id = c.organisation_id where c.received_at > $1", NOW)
    assert len(came) == AT_ONCE + 3 == await owner.fetchval("select count(*) from check_ins") - before
    assert all(row["demo"] and row["entered_by_kind"] == ("patient" if row["respondent"] == "patient" else "caregiver") for row in came)
    assert len({row["name"] for row in came}) == len(came), "nobody twice within three hours"
    assert not {row["name"] for row in came} & {"Yara Suleiman", "Leonard Price", "Farid Haddad"}, "who is silent stays so"
    assert await come_in(pool, None, Coming(), later + AGAIN + timedelta(days=5)) == 0, "where everybody has been silent for days, the demo rests"


async def test_its_people_have_kin_lists_and_shares_by_the_ways_of_the_product(pool: Pool, owner: asyncpg.Connection) -> None:
    assert await demo.seed(pool, NOW)
    taken = await owner.fetch("select p.name, d.relief, d.received_at = d.taken_at as at_once from when_needed_doses d join patients p on p.id = d.patient_id")
    assert len({row["name"] for row in taken}) >= 3 and all(row["at_once"] for row in taken) and any(row["relief"] is not None for row in taken)
    assert await owner.fetchval("select count(*) from check_ins where pain_regions <> '{}'") > 50
    entered = await owner.fetch(
        "select p.name, c.entered_by, c.respondent, c.mode, count(*) as many from check_ins c join patients p on p.id = c.patient_id where c.entered_by_kind = 'caregiver' group by 1, 2, 3, 4"
    )
    by = {(row["name"], row["entered_by"], row["respondent"], row["mode"]) for row in entered}
    for name, kin in (("Olive Marchetti", "Marco Marchetti"), ("Elif Demir", "Deniz Demir"), ("Dilip Raman", "Meena Raman")):
        assert (name, kin, "family_caregiver", "proxy") in by and (name, kin, "patient", "assisted") in by
    assert all(row["mode"] in ("proxy", "assisted") for row in entered)
    assert {row["name"] for row in await owner.fetch("select p.name from wellbeing_checks w join patients p on p.id = w.patient_id")} == {"Olive Marchetti", "Dilip Raman", "Elif Demir"}
    plans = await owner.fetch(
        "select p.name, c.set_by from configurations c join patients p on p.id = c.patient_id where c.kind = 'plan' and c.content->>'answered_by' = 'proxy' and c.set_at < $1 order by 1", NOW
    )
    assert [tuple(row) for row in plans] == [("Elif Demir", "Nadia Rahman"), ("Olive Marchetti", "Marco Marchetti")], "the nurse, and a surrogate"
    log = {row["kind"]: row["many"] for row in await owner.fetch("select kind, count(*) as many from share_events group by 1")}
    assert log["granted"] == 3 and log["revoked"] == log["asked"] == 1 and log["opened"] >= 6
    assert await owner.fetchval("select count(*) from shares where asked_at is not null") == 1
    assert await owner.fetchval("select count(*) from credentials where kind in ('enrolment', 'invitation', 'family')") == 0, "no code waits, and nobody reads"
    assert await owner.fetchval("select count(*) from alerts") == 0, "history calls nobody"

    await its_calendar_is_alive(pool, owner)


async def its_calendar_is_alive(pool: Pool, owner: asyncpg.Connection) -> None:
    """By the way of every election. Here, because it takes so long to make the demo."""
    async with transaction(pool, await owner.fetchval("select id from organisations where demo")) as db:
        found = (await falling_due.calendar(db, NOW, "all", None, None)).items
    today = NOW.astimezone(ZoneInfo(ZONE)).date()
    due = {(item.patient_name, item.kind): (item.standing, (item.due_on - today).days if item.due_on else None) for item in reversed(found)}
    assert due["Nikos Pappas", "face_to_face"] == ("within_7_days", 4) and due["Farid Haddad", "face_to_face"] == ("within_14_days", 11)
    assert due["Bernard Osei", "face_to_face"] == ("open", 29) and due["Rosa Villanueva", "certification"] == ("within_7_days", 1)
    assert due["Benedikt Rossi", "notice_of_election"] == ("within_7_days", 3) and due["Benedikt Rossi", "addendum"] == ("within_7_days", 4)
    assert due["Benedikt Rossi", "written_certification"] == ("undated", None)
    assert [(item.patient_name, item.kind) for item in found if item.standing == "overdue" and item.kind != "follow_up"] == [("Irene Castro", "previous_periods")], "the rest of the house is in order"
    assert not {item.kind for item in found} & {"election", "ending"}, "care and elections go together"
    rows = await owner.fetch("select distinct recorded_by, recorded_at <= $1 as by_now from benefit_entries", NOW)
    assert [tuple(row) for row in rows] == [("Nadia Rahman", True)]
