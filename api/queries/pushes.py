from datetime import datetime
from uuid import UUID

from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection


class Push(Struct, frozen=True, kw_only=True):
    """One message that somebody holds to send it now. `attempts`: this one counted."""

    id: UUID
    device_id: UUID
    expires_at: datetime
    attempts: int
    endpoint: str
    public_key: bytes
    secret: bytes
    language: str


async def put(db: Connection, patient_id: UUID, of_proxies: bool, due_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """For each phone of the patient, or of those who may answer for them, that takes them; an older one that still waits gives way. False where no phone does."""
    tag = await db.run(
        """insert into pushes (device_id, id, patient_id, due_at, expires_at, send_at)
             select s.device_id, $5, s.patient_id, $2, $3, $4
             from push_subscriptions s join devices d on d.organisation_id = s.organisation_id and d.id = s.device_id
               left join caregivers c on c.organisation_id = d.organisation_id and c.id = d.caregiver_id
             where s.organisation_id = current_organisation() and s.patient_id = $1
               and case when $6 then coalesce((c.grants ->> 'proxy')::boolean, false) else d.caregiver_id is null end
           on conflict (organisation_id, device_id) do update set id = excluded.id, due_at = excluded.due_at, expires_at = excluded.expires_at,
             send_at = excluded.send_at, attempts = 0, leased_until = null""",
        patient_id,
        due_at,
        expires_at,
        now,
        uuid7(),
        of_proxies,
    )
    return tag != "INSERT 0 0"


async def end_all(db: Connection, patient_id: UUID) -> None:
    """After death or discharge: what still waits is not sent."""
    await db.run("delete from pushes where organisation_id = current_organisation() and patient_id = $1", patient_id)


async def organisations_with_any(db: Connection, now: datetime) -> list[UUID]:
    return [row[0] for row in await db.raw.fetch("select organisations_with_pushes($1)", now)]


async def drop_idle(db: Connection, now: datetime) -> None:
    """Those that say nothing any more: too late, done since (for a caregiver's phone by others than the patient), or no longer under care."""
    await db.run(
        """delete from pushes where organisation_id = current_organisation() and device_id in (
             select p.device_id from pushes p join patients t on t.organisation_id = p.organisation_id and t.id = p.patient_id
               join symptom_states s on s.organisation_id = p.organisation_id and s.patient_id = p.patient_id
               join devices d on d.organisation_id = p.organisation_id and d.id = p.device_id
             where p.organisation_id = current_organisation() and p.send_at <= $1
               and (p.expires_at <= $1 or t.care not in ('palliative', 'hospice') or exists (
                 select from jsonb_array_elements(s.recent) as report
                 where (report ->> 'at')::timestamptz >= p.due_at and (d.caregiver_id is null or report ->> 'respondent' <> 'patient')))
             for update of p skip locked)""",
        now,
    )


async def lease(db: Connection, now: datetime, until: datetime, limit: int) -> list[Push]:
    """Mine to send until then; what others hold is passed over."""
    return await db.all(
        Push,
        """update pushes p set leased_until = $2, attempts = p.attempts + 1 from push_subscriptions s
           where p.organisation_id = current_organisation() and s.organisation_id = p.organisation_id and s.device_id = p.device_id and p.device_id in (
             select device_id from pushes where organisation_id = current_organisation() and send_at <= $1 and (leased_until is null or leased_until <= $1)
             order by send_at, device_id limit $3 for update skip locked)
           returning p.id, p.device_id, p.expires_at, p.attempts, s.endpoint, s.public_key, s.secret, s.language""",
        now,
        until,
        limit,
    )


async def done(db: Connection, push: Push) -> None:
    """Unless a newer one has taken its place meanwhile."""
    await db.run("delete from pushes where organisation_id = current_organisation() and device_id = $1 and id = $2", push.device_id, push.id)


async def again(db: Connection, push: Push, send_at: datetime) -> None:
    await db.run(
        "update pushes set send_at = $3, leased_until = null where organisation_id = current_organisation() and device_id = $1 and id = $2",
        push.device_id,
        push.id,
        send_at,
    )
