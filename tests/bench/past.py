"""An organisation with a past: patients and check-ins made inside PostgreSQL. Only for measuring: it goes past the rules, the audit and the foreign keys' checks."""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
from msgspec import Struct

from api import queries
from api.db import Pool, transaction
from api.jobs.founding import found_organisation
from tests.people import employ

PHONES = 64

PATIENTS = """
insert into patients (organisation_id, id, name, identifier, care, care_since_on, zone, enrolled_at)
select $1, uuidv7(), 'Patient ' || n, 'B-' || n, 'palliative', current_date, 'Europe/Berlin', now() from generate_series(1, $2::int) as n
"""
# one check-in a day up to yesterday; the first patient has a longer past than the others
CHECK_INS = """
insert into check_ins (organisation_id, id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at, zone, answers,
  partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, content_hash)
select $1, uuidv7(day * interval '-1 day'), p.id, 'daily-check', '1', 0, 10, now() - day * interval '1 day', now() - day * interval '1 day', p.zone,
  jsonb_build_object('pain', (day * 7 + 3) % 11, 'nausea', day % 4, 'fatigue', (day * 3) % 9, 'lack_of_appetite', day % 6),
  '{}', 'patient', 'self', 'patient', p.id, 'Phone', sha256(convert_to(p.id::text || day, 'UTF8'))
from patients p, generate_series(1, case when p.identifier = 'B-1' then $3::int else $2::int end) as day where p.organisation_id = $1
"""
STATES = """
insert into symptom_states (organisation_id, patient_id, last_heard_at, concern, recent)
select $1, p.id, now() - interval '1 day', 7000 + row_number() over (order by p.id), r.recent from patients p, lateral (
  select jsonb_agg(jsonb_build_object('id', c.id, 'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'local_date', c.local_date,
    'instrument', c.instrument, 'instrument_version', c.instrument_version, 'respondent', c.respondent, 'answers', c.answers) order by c.at desc) as recent
  from (select * from check_ins where organisation_id = $1 and patient_id = p.id order by at desc, id desc limit 40) as c) as r
where p.organisation_id = $1
"""


class Ward(Struct, frozen=True):
    """`cookie`: of a nurse; `phones`: tokens, each of another patient; `oldest`: the patient with the longest past."""

    organisation_id: UUID
    cookie: str
    phones: list[str]
    oldest: UUID
    check_ins: int


async def ward(pool: Pool, owner: asyncpg.Connection, name: str, patients: int, days: int, longest: int) -> Ward:
    token = secrets.token_urlsafe(32)
    async with transaction(pool) as db:
        organisation = await found_organisation(db, name, "Europe/Berlin", "112", datetime.now(UTC))
        nurse = await employ(db, name, "Nadia Rahman", "nurse")
        await queries.credentials.insert(db, "session", token, nurse, datetime.now(UTC) + timedelta(hours=1))
    await live_through(owner, organisation.id, patients, days, longest)
    known = await owner.fetch("select id, identifier from patients where organisation_id = $1 order by length(identifier), identifier", organisation.id)
    phones = [await phone(pool, organisation.id, row["id"]) for row in known[1 : PHONES + 1]]
    return Ward(organisation.id, f"balm_session={token}", phones, known[0]["id"], (patients - 1) * days + longest)


async def live_through(owner: asyncpg.Connection, organisation_id: UUID, patients: int, days: int, longest: int) -> None:
    async with owner.transaction():
        await owner.execute("set local session_replication_role = replica")  # no foreign keys: they are met, and cost minutes
        await owner.execute(PATIENTS, organisation_id, patients)
        await owner.execute(CHECK_INS, organisation_id, days, longest)
    await owner.execute(STATES, organisation_id)


async def phone(pool: Pool, organisation_id: UUID, patient_id: UUID) -> str:
    token = secrets.token_urlsafe(32)
    async with transaction(pool, organisation_id) as db:
        await queries.devices.insert(db, patient_id, patient_id, "Phone", datetime.now(UTC))
        await queries.credentials.insert(db, "device", token, patient_id, None)
    return token
