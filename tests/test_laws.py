"""What holds for every input, not only for the examples."""

import asyncio
import json
import random
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from api import queries, ranking, rules
from api.db import Pool, transaction
from api.intake import zones
from api.jobs.sealing import seal, seal_everything, verify
from tests.people import NOW, Cast, check_in

ITEMS = ("pain", "nausea", "fatigue", "lack_of_appetite")
ASKS = st.sampled_from(["help_now", "call_back", ...])  # ...: the field is absent
answers = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 10) | st.none(), min_size=1)
anything = (
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.text(max_size=5) | st.none() | st.lists(st.integers(), max_size=2)
)


@given(st.lists(st.tuples(answers, ASKS), min_size=1, max_size=4), st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=25)
async def test_any_replay_of_any_check_ins_at_once_stores_each_once(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, contents: list[tuple[dict[str, Any], Any]], copies: int, shuffle: random.Random
) -> None:
    before = await owner.fetchval("select count(*) from check_ins")
    sent = {uuid7(): check_in(answers=content, asks_for=asks_for) for content, asks_for in contents}
    order = [check_in_id for check_in_id in sent for _ in range(copies)]
    shuffle.shuffle(order)
    found = await asyncio.gather(*(client.put(f"/v1/check-ins/{i}", json=sent[i], headers=cast.phone("ada")) for i in order))
    for check_in_id in sent:
        assert len({(a.status_code, a.content) for a, i in zip(found, order, strict=True) if i == check_in_id}) == 1
    assert {answer.status_code for answer in found} == {200}
    assert await owner.fetchval("select count(*) from check_ins") == before + len(sent)
    assert await owner.fetchval("select count(*) from audit_rows where action = 'check_in.submit' and subject_id = any($1)", list(sent)) == len(sent)


@given(st.dictionaries(st.sampled_from((*ITEMS, "spleen", "")), anything, min_size=1))
async def test_no_answer_outside_its_scale_is_ever_stored(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, content: dict[str, Any]) -> None:
    check_in_id = uuid7()
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=check_in(answers=content), headers=cast.phone("ada"))
    fits = all(
        item in ITEMS and (v is None or (not isinstance(v, bool) and isinstance(v, (int, float)) and v == int(v) and 0 <= v <= 10))
        for item, v in content.items()
    )
    assert answer.status_code == (200 if fits else 400), answer.text
    assert await owner.fetchval("select count(*) from check_ins where id = $1", check_in_id) == int(fits)


@given(
    st.sampled_from(ITEMS),
    st.integers(-(10**6), 10**6).filter(lambda n: not 0 <= n <= 10) | st.floats(0.1, 9.9).filter(lambda x: x != int(x)) | st.booleans() | st.text(max_size=3),
)
@example("pain", "\0")  # jsonb refuses NUL before the check is asked
async def test_postgres_itself_refuses_an_answer_outside_its_scale(owner: asyncpg.Connection, cast: Cast, item: str, bad: Any) -> None:
    await owner.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
    insert = """insert into check_ins (organisation_id, id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at,
                  zone, answers, partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, content_hash)
                values ($1, $2, $3, 'daily-check', '1', 0, 10, now(), now(), 'UTC', $4, '{}', 'patient', 'self', 'patient', $2, 'x', sha256(''))"""
    with pytest.raises((asyncpg.CheckViolationError, asyncpg.UntranslatableCharacterError)):
        await owner.execute(insert, cast.hospice, uuid7(), cast.ada, {item: bad})


async def test_postgres_refuses_a_scale_that_is_not_the_instruments(owner: asyncpg.Connection, cast: Cast) -> None:
    insert = """insert into check_ins (organisation_id, id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at,
                  zone, answers, partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, content_hash)
                values ($1, $2, $3, 'daily-check', '1', 0, 100, now(), now(), 'UTC', '{"pain": 99}', '{}', 'patient', 'self', 'patient', $2, 'x', sha256(''))"""
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await owner.execute(insert, cast.hospice, uuid7(), cast.ada)


moments = st.datetimes(datetime(1990, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))
# the hours around clock changes, where days are 23 or 25 hours long
changes = st.sampled_from(
    [datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC), datetime(2025, 3, 9, 7, tzinfo=UTC), datetime(2025, 11, 2, 6, tzinfo=UTC)]
)
near_changes = st.builds(lambda at, minutes: at + timedelta(minutes=minutes), changes, st.integers(-1500, 1500))
places = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "America/St_Johns",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "UTC",
    ]
)


@given(moments | near_changes, places, st.integers(-14 * 4, 14 * 4))
@settings(max_examples=150)
async def test_the_local_date_is_the_calendar_day_where_the_patient_was(client: httpx.AsyncClient, cast: Cast, at: datetime, zone: str, quarters: int) -> None:
    """However the sender writes the moment: the offset is not the zone."""
    from_offset = at.astimezone(timezone(timedelta(minutes=15 * quarters)))
    answer = await client.put(f"/v1/check-ins/{uuid7()}", json=check_in(recorded_at=from_offset.isoformat(), zone=zone), headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    assert date.fromisoformat(answer.json()["local_date"]) == at.astimezone(ZoneInfo(zone)).date()


async def test_postgres_knows_every_zone_that_is_accepted(owner: asyncpg.Connection) -> None:
    unknown = []
    for zone in sorted(zones()):
        try:
            await owner.fetchval("select now() at time zone $1", zone)
        except asyncpg.InvalidParameterValueError:
            unknown.append(zone)
    assert unknown == []


ages = st.integers(0, 12 * 60) | st.integers(0, 10 * 24 * 60)  # minutes; many within the hours in which a report still calls
reports = st.tuples(ages, answers, ASKS, st.sampled_from(["patient", "family_caregiver"]))


@given(st.permutations(range(6)), st.lists(reports, min_size=6, max_size=6, unique_by=lambda one: one[0]))
@settings(max_examples=25)
async def test_what_is_stored_in_the_end_does_not_depend_on_the_order_of_arrival(
    client: httpx.AsyncClient, pool: Pool, cast: Cast, owner: asyncpg.Connection, order: list[int], contents: list[tuple[int, dict[str, Any], Any, str]]
) -> None:
    """Whom they called, and when, does (design 5); so where she stands on the list is what the rule says of her reports and of these alerts."""
    await forget_everything(owner)
    ids = [uuid7() for _ in contents]
    bodies = [
        check_in(answers=content, asks_for=asks_for, recorded_at=(NOW - timedelta(minutes=age)).isoformat(), respondent=who, mode="self" if who == "patient" else "proxy")
        for age, content, asks_for, who in contents
    ]
    ends = []
    for arrival in (range(6), order):
        for n in arrival:
            assert (await client.put(f"/v1/check-ins/{ids[n]}", json=bodies[n], headers=cast.phone("ada"))).status_code == 200
        ends.append([[dict(row) for row in await owner.fetch(sql)] for sql in STORED])
        assert await owner.fetchval("select concern from symptom_states where patient_id = $1", cast.ada) == await by_the_rule(pool, cast)
        await forget_everything(owner)
    assert ends[0] == ends[1]


STORED = (
    "select * from check_ins order by id",
    "select patient_id, last_heard_at, recent, expected_from, answered_at from symptom_states order by patient_id",
    "select * from findings order by check_in_id, rule, item",
    "select kind, subject_id, due_at from timers where kind = 'silence'",
)


async def by_the_rule(pool: Pool, cast: Cast) -> int:
    async with transaction(pool, cast.hospice) as db:
        state, alerts = await queries.symptom_states.get(db, cast.ada), await queries.alerts.standing(db, [cast.ada])
        assert state.recent == await queries.check_ins.recent(db, cast.ada, rules.concern.RECENT)
        symptoms = rules.concern.symptoms_now(state.recent, await ranking.instruments_of(db, state.recent))
        return ranking.concern_of(state, symptoms, alerts[cast.ada]).rank


async def forget_everything(owner: asyncpg.Connection) -> None:
    for table in ("timers", "findings", "calls", "alert_steps", "alerts", "check_ins"):
        await owner.execute(f"delete from {table}")
    await owner.execute("update symptom_states set recent = '[]', last_heard_at = null")


async def fill(pool: Pool, organisation_id: UUID, rows: int) -> None:
    async with transaction(pool, organisation_id) as db:
        for number in range(rows):
            await queries.audit.record(db, "staff", uuid7(), "timeline.read", NOW, patient_id=uuid7(), detail={"number": number})
    await seal_everything(pool)


@given(st.integers(2, 12), st.data())
@settings(max_examples=40)
async def test_the_audit_chain_shows_a_row_that_was_deleted_altered_or_moved(
    pool: Pool, cast: Cast, owner: asyncpg.Connection, rows: int, data: st.DataObject
) -> None:
    await empty_the_audit(owner)
    await fill(pool, cast.hospice, rows)
    last = await owner.fetchval("select max(position) from audit_rows where organisation_id = $1", cast.hospice)
    at = data.draw(st.integers(1, last), label="position")
    other = data.draw(st.integers(1, last).filter(lambda n: n != at), label="other position")
    harm = data.draw(st.sampled_from(["delete", "alter", "move", "when", "tail"]), label="harm")
    tampered = owner.transaction()
    await tampered.start()
    here = f"organisation_id = '{cast.hospice}'"
    if harm == "delete":
        await owner.execute(f"delete from audit_rows where {here} and position = $1", at)
    elif harm == "alter":
        await owner.execute(f"""update audit_rows set detail = detail || '{{"x": 1}}' where {here} and position = $1""", at)
    elif harm == "when":
        await owner.execute(f"update audit_rows set at = at + interval '1 microsecond' where {here} and position = $1", at)
    elif harm == "tail":
        await owner.execute(f"delete from audit_rows where {here} and position >= $1", at)
    else:
        await owner.execute(f"update audit_rows set position = $1 + $2 - position where {here} and position in ($1, $2)", at, other)
    await tampered.commit()
    async with transaction(pool, cast.hospice) as db:
        assert (await verify(db)).faults
    async with transaction(pool, cast.other_hospice) as db:
        assert (await verify(db)).faults == []


async def empty_the_audit(owner: asyncpg.Connection) -> None:
    """As only the owner of the database can; examples of one test share it."""
    await owner.execute("delete from audit_rows; update audit_chains set position = 0, hash = decode(repeat('00', 32), 'hex')")


async def test_an_untouched_chain_is_whole_and_a_sealed_row_can_not_be_sealed_again(pool: Pool, cast: Cast) -> None:
    await fill(pool, cast.hospice, 2500)
    async with transaction(pool, cast.hospice) as db:
        verdict = await verify(db)
        assert (verdict.faults, verdict.unsealed) == ([], 0)
        assert verdict.sealed >= 2500
        assert await seal(db) == 0
        assert await db.run("update audit_rows set position = 1, hash = sha256('') where position is not null") == "UPDATE 0"


async def test_sealing_by_several_processes_at_once_makes_one_chain(pool: Pool, cast: Cast) -> None:
    async with transaction(pool, cast.hospice) as db:
        for _ in range(200):
            await queries.audit.record(db, "staff", uuid7(), "timeline.read", NOW)
    await asyncio.gather(*(seal_everything(pool) for _ in range(6)))
    async with transaction(pool, cast.hospice) as db:
        assert (await verify(db)).faults == []
