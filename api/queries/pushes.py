from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection

PushKind = Literal["reminder", "request"]


class Push(Struct, frozen=True, kw_only=True):
    """One message that somebody holds to send it now. `attempts`: this one counted."""

    id: UUID
    device_id: UUID
    kind: PushKind
    expires_at: datetime
    attempts: int
    endpoint: str
    public_key: bytes
    secret: bytes
    language: str


class Reminder(Struct, frozen=True):
    """`of_proxies`: for those who may answer for the patient, not for the patient."""

    patient_id: UUID
    of_proxies: bool
    due_at: datetime
    expires_at: datetime


async def put(db: Connection, reminders: Sequence[Reminder], now: datetime) -> set[UUID]:
    """For each phone of the patient, or of those who may answer for them, that takes them; an older one that still waits gives way. Answers the patients of whom some
    phone does."""
    rows = await db.raw.fetch(
        """insert into pushes (device_id, kind, id, patient_id, due_at, expires_at, send_at)
             select s.device_id, 'reminder', r.id, s.patient_id, r.due_at, r.expires_at, $1
             from unnest($2::uuid[], $3::uuid[], $4::boolean[], $5::timestamptz[], $6::timestamptz[]) as r (id, patient_id, of_proxies, due_at, expires_at)
               join push_subscriptions s on s.organisation_id = current_organisation() and s.patient_id = r.patient_id
               join devices d on d.organisation_id = s.organisation_id and d.id = s.device_id
               left join caregivers c on c.organisation_id = d.organisation_id and c.id = d.caregiver_id
             where case when r.of_proxies then coalesce((c.grants ->> 'proxy')::boolean, false) else d.caregiver_id is null end
           on conflict (organisation_id, device_id, kind) do update set id = excluded.id, due_at = excluded.due_at, expires_at = excluded.expires_at,
             send_at = excluded.send_at, attempts = 0, leased_until = null
           returning patient_id""",
        now,
        [uuid7() for _ in reminders],
        [one.patient_id for one in reminders],
        [one.of_proxies for one in reminders],
        [one.due_at for one in reminders],
        [one.expires_at for one in reminders],
    )
    return {row["patient_id"] for row in rows}


async def put_request(db: Connection, share_id: UUID, others_answer: bool, asked_at: datetime, send_at: datetime, expires_at: datetime) -> bool:
    """That its holder asks to see it again, for each phone that may answer and takes messages: the patient's; of who decides for the patient where they began it, or where others
    answer. False where no phone does."""
    tag = await db.run(
        """insert into pushes (device_id, kind, id, patient_id, due_at, expires_at, send_at)
             select s.device_id, 'request', $6, s.patient_id, $3, $5, $4
             from shares h join push_subscriptions s on s.organisation_id = h.organisation_id and s.patient_id = h.patient_id
               join devices d on d.organisation_id = s.organisation_id and d.id = s.device_id
               left join caregivers c on c.organisation_id = d.organisation_id and c.id = d.caregiver_id
             where h.organisation_id = current_organisation() and h.id = $1 and (d.caregiver_id is null
               or (coalesce((c.grants ->> 'surrogate')::boolean, false) and ($2 or (h.granted_by_kind = 'caregiver' and h.granted_by_id = c.id))))
           on conflict (organisation_id, device_id, kind) do update set id = excluded.id, due_at = excluded.due_at, expires_at = excluded.expires_at,
             send_at = excluded.send_at, attempts = 0, leased_until = null""",
        share_id,
        others_answer,
        asked_at,
        send_at,
        expires_at,
        uuid7(),
    )
    return tag != "INSERT 0 0"


async def end_all(db: Connection, patient_id: UUID) -> None:
    """After death or discharge: what still waits is not sent."""
    await db.run("delete from pushes where organisation_id = current_organisation() and patient_id = $1", patient_id)


async def organisations_with_any(db: Connection, now: datetime) -> list[UUID]:
    return [row[0] for row in await db.raw.fetch("select organisations_with_pushes($1)", now)]


async def drop_idle(db: Connection, now: datetime) -> None:
    """Those that say nothing any more: too late, no longer under care, a reminder of what was done since (for a caregiver's phone by others than the patient), a request that has its
    answer or is no longer theirs to answer."""
    await db.run(
        """delete from pushes where organisation_id = current_organisation() and (device_id, kind) in (
             select p.device_id, p.kind from pushes p join patients t on t.organisation_id = p.organisation_id and t.id = p.patient_id
               join devices d on d.organisation_id = p.organisation_id and d.id = p.device_id
               left join symptom_states s on s.organisation_id = p.organisation_id and s.patient_id = p.patient_id
             where p.organisation_id = current_organisation() and p.send_at <= $1
               and (p.expires_at <= $1 or t.care not in ('palliative', 'hospice')
                 or (p.kind = 'reminder' and exists (
                   select from jsonb_array_elements(s.recent) as report
                   where (report ->> 'at')::timestamptz >= p.due_at and (d.caregiver_id is null or report ->> 'respondent' <> 'patient')))
                 or (p.kind = 'request' and not exists (
                   select from shares h left join caregivers c on c.organisation_id = d.organisation_id and c.id = d.caregiver_id
                   where h.organisation_id = p.organisation_id and h.patient_id = p.patient_id and h.asked_at is not null
                     and (d.caregiver_id is null or (c.grants ->> 'surrogate')::boolean))))
             for update of p skip locked)""",
        now,
    )


async def lease(db: Connection, now: datetime, until: datetime, limit: int) -> list[Push]:
    """Mine to send until then; what others hold is passed over."""
    return await db.all(
        Push,
        """update pushes p set leased_until = $2, attempts = p.attempts + 1 from push_subscriptions s
           where p.organisation_id = current_organisation() and s.organisation_id = p.organisation_id and s.device_id = p.device_id and (p.device_id, p.kind) in (
             select device_id, kind from pushes where organisation_id = current_organisation() and send_at <= $1 and (leased_until is null or leased_until <= $1)
             order by send_at, device_id, kind limit $3 for update skip locked)
           returning p.id, p.device_id, p.kind, p.expires_at, p.attempts, s.endpoint, s.public_key, s.secret, s.language""",
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
