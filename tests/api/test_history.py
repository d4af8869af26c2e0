"""Months of reports stored at once leave the same as if each had come in by itself; only ids and the moment of the audit's rows are their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from msgspec import structs
from uuid_utils.compat import uuid7

from api import access, history, intake, queries
from api.db import Pool, transaction
from api.errors import Refused
from api.simulation import demo
from schemas.check_ins import NewCheckIn
from schemas.patients import NewPatient
from tests.people import NOW, Cast

STORED = {
    "check_ins": "select to_jsonb(t) - 'id' - 'patient_id' - 'content_hash' as row from check_ins t where patient_id = $1 order by recorded_at, respondent, instrument",
    "findings": "select to_jsonb(f) - 'check_in_id' - 'patient_id' - 'finding' || jsonb_build_object('said', f.finding->'sentence') as row from findings f where patient_id = $1 order by at, rule, item",
    "audit_rows": "select to_jsonb(a) - 'id' - 'patient_id' - 'subject_id' - 'detail' - 'position' - 'hash' as row from audit_rows a where patient_id = $1 order by at, action",
    "symptom_states": "select to_jsonb(s) - 'patient_id' - 'recent' as row from symptom_states s where patient_id = $1",
    "alerts": "select to_jsonb(a) as row from alerts a where patient_id = $1",
    "timers": "select to_jsonb(t) as row from timers t where patient_id = $1",
}


def course() -> list[tuple[UUID, NewCheckIn]]:
    """Of somebody with an ESAS-r and relatives who answer too."""
    people = {one.new.name: one for one in demo.patients(NOW)}
    return people["Ingrid Solberg"].check_ins[-40:]


async def rows(owner: asyncpg.Connection, patient_id: UUID) -> dict[str, list[Any]]:
    return {name: [row["row"] for row in await owner.fetch(sql, patient_id)] for name, sql in STORED.items()}


async def test_it_stores_what_each_check_in_alone_would(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    found = course()
    note = structs.replace(found[5][1], note="I want to die.")
    found[5] = (found[5][0], note)
    async with transaction(pool, cast.hospice) as db:
        actor = access.system(cast.hospice, "Demo")
        one, many = [await queries.patients.insert(db, uuid7(), NewPatient(name=name), "America/New_York", NOW.date(), NOW) for name in ("One by one", "At once")]
        for check_in_id, new in found:
            await intake.submit(db, actor, check_in_id, structs.replace(new, patient_id=one.id), new.recorded_at)
        await history.store(db, actor, many, [(uuid7(), new) for _, new in found])
    expected, stored = await rows(owner, one.id), await rows(owner, many.id)
    assert stored == expected
    assert len(stored["check_ins"]) == len(stored["audit_rows"]) == 40
    assert len(stored["findings"]) > 10
    assert stored["alerts"] == stored["timers"] == []


async def test_each_check_in_is_whose_who_entered_it(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    found = course()
    async with transaction(pool, cast.hospice) as db:
        ben = await queries.caregivers.get(db, cast.ben)
        ada = await queries.patients.get(db, cast.ada)
        assert ben is not None and ada is not None
        actor = access.CaregiverActor(organisation_id=cast.hospice, id=ben.id, name="Ben", kind="caregiver", patient_id=ada.id, device_id=cast.ben_phone, caregiver=ben)
        his = {one_id: actor for one_id, one in found if one.mode == "proxy"}
        await history.store(db, access.system(cast.hospice, "Demo"), ada, found, his)
    rows = await owner.fetch("select id, entered_by, entered_by_kind, relationship from check_ins where patient_id = $1", cast.ada)
    assert {row["id"] for row in rows if row["entered_by_kind"] == "caregiver"} == his.keys() != set()
    assert {(row["entered_by"], row["relationship"]) for row in rows} == {("Ben", "child"), ("Demo", None)}
    trail = await owner.fetch("select subject_id, actor_id from audit_rows where patient_id = $1 and action = 'check_in.submit'", cast.ada)
    assert {row["subject_id"] for row in trail if row["actor_id"] == cast.ben} == his.keys() and len(trail) == len(found)


async def test_a_caregiver_s_own_are_held_to_what_was_granted(pool: Pool, cast: Cast) -> None:
    first = next(one for one in course() if one[1].mode == "self")
    async with transaction(pool, cast.hospice) as db:
        ben = await queries.caregivers.get(db, cast.ben)
        ada = await queries.patients.get(db, cast.ada)
        assert ben is not None and ada is not None
        actor = access.CaregiverActor(organisation_id=cast.hospice, id=ben.id, name="Ben", kind="caregiver", patient_id=ada.id, device_id=cast.ben_phone, caregiver=ben)
        with pytest.raises(Refused):
            await history.store(db, access.system(cast.hospice, "Demo"), ada, [first], {first[0]: actor})


async def test_what_could_not_come_in_is_refused_and_nothing_is_stored(pool: Pool, cast: Cast, owner: asyncpg.Connection) -> None:
    first = course()[0]
    for wrong in ({"answers": {"pain": 11}}, {"zone": "Mars"}, {"instrument_version": "99"}, {"mode": "proxy"}):
        with pytest.raises(Refused):
            async with transaction(pool, cast.hospice) as db:
                patient = await queries.patients.insert(db, uuid7(), NewPatient(name="Nobody"), "America/New_York", NOW.date(), NOW)
                await history.store(db, access.system(cast.hospice, "Demo"), patient, [first, (uuid7(), structs.replace(first[1], recorded_at=NOW - timedelta(days=1), **wrong))])
    assert await owner.fetchval("select count(*) from patients where name = 'Nobody'") == 0
