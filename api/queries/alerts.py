from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.alerts import Alert, AlertState, AlertStep, Ending, Level, Outcome, Standing, Step, Waiting
from schemas.findings import Finding


class Answered(Struct, frozen=True):
    """How the team answered the last alert of a subject."""

    resolved_at: datetime
    worst: int | None


class NewAlert(Struct, frozen=True):
    """`called` null: the whole team."""

    id: UUID
    patient_id: UUID
    subject: str
    level: Level
    findings: list[Finding]
    worst: int | None
    respond_by: datetime | None
    called: UUID | None


class StandingOf(Standing, kw_only=True, frozen=True):
    patient_id: UUID


class StepOfAlert(AlertStep, kw_only=True, frozen=True):
    alert_id: UUID


async def get(db: Connection, alert_id: UUID) -> Alert | None:
    return await db.maybe(
        Alert,
        """select id, patient_id, patient_name, subject, level, state, raised_at, refreshed_at, findings, worst, assigned_to, assignee, snoozed_until, snoozed_to,
             outcome, resolved_at, respond_by, passed_on, called, called_name, ended_because
           from named_alerts where organisation_id = current_organisation() and id = $1""",
        alert_id,
    )


async def unresolved_of(db: Connection, patient_ids: list[UUID]) -> list[Alert]:
    """For whoever holds these patients' locks: nobody else changes them meanwhile."""
    return await db.all(
        Alert,
        """select id, patient_id, patient_name, subject, level, state, raised_at, refreshed_at, findings, worst, assigned_to, assignee, snoozed_until, snoozed_to,
             outcome, resolved_at, respond_by, passed_on, called, called_name, ended_because
           from named_alerts where organisation_id = current_organisation() and patient_id = any($1::uuid[]) and state <> 'resolved' order by id""",
        patient_ids,
    )


async def standing(db: Connection, patient_ids: list[UUID]) -> dict[UUID, list[Standing]]:
    """What is not resolved of several patients, as the worklist's order needs it."""
    found = await db.all(
        StandingOf,
        """select patient_id, subject, level, state, overdue_since is not null as is_overdue, passed_on > 0 as is_passed_on from alerts
           where organisation_id = current_organisation() and patient_id = any($1::uuid[]) and state <> 'resolved' order by id""",
        patient_ids,
    )
    alerts: dict[UUID, list[Standing]] = {patient_id: [] for patient_id in patient_ids}
    for one in found:
        alerts[one.patient_id].append(Standing(subject=one.subject, level=one.level, state=one.state, is_overdue=one.is_overdue, is_passed_on=one.is_passed_on))
    return alerts


async def unresolved(db: Connection, patient_id: UUID | None, now: datetime, limit: int) -> list[Alert]:
    """Those that are still snoozed last; urgent ones first, then those that wait longest. `patient_id` null: everybody's."""
    return await db.all(
        Alert,
        """select id, patient_id, patient_name, subject, level, state, raised_at, refreshed_at, findings, worst, assigned_to, assignee, snoozed_until, snoozed_to,
             outcome, resolved_at, respond_by, passed_on, called, called_name, ended_because
           from named_alerts where organisation_id = current_organisation() and state <> 'resolved' and ($1::uuid is null or patient_id = $1)
           order by state = 'snoozed' and snoozed_until > $3, array_position(array['urgent', 'soon', 'review'], level), raised_at, id limit $2""",
        patient_id,
        limit,
        now,
    )


async def of_patient(db: Connection, patient_id: UUID, since: datetime | None, limit: int) -> list[Alert]:
    """What is not resolved, then what was resolved since then (null: ever), the newest first."""
    return await db.all(
        Alert,
        """select id, patient_id, patient_name, subject, level, state, raised_at, refreshed_at, findings, worst, assigned_to, assignee, snoozed_until, snoozed_to,
             outcome, resolved_at, respond_by, passed_on, called, called_name, ended_because
           from named_alerts where organisation_id = current_organisation() and patient_id = $1
             and (state <> 'resolved' or (state = 'resolved' and resolved_at >= coalesce($2::timestamptz, '-infinity')))
           order by state = 'resolved', raised_at desc, id limit $3""",
        patient_id,
        since,
        limit,
    )


async def patients_of(db: Connection, alert_ids: list[UUID]) -> dict[UUID, UUID]:
    """Alert -> its patient; those that are not there left out."""
    rows = await db.raw.fetch("select id, patient_id from alerts where organisation_id = current_organisation() and id = any($1::uuid[])", alert_ids)
    return {row["id"]: row["patient_id"] for row in rows}


async def waiting(db: Connection, now: datetime) -> Waiting:
    """A snooze that is over waits again."""
    return await db.one(
        Waiting,
        """select count(*) filter (where level = 'urgent') as urgent, count(*) as all,
             (select count(distinct (check_in_id, item)) from calls
              where organisation_id = current_organisation() and held is not null and at > $1::timestamptz - interval '24 hours') as held_back
           from alerts where organisation_id = current_organisation() and state <> 'resolved' and (state <> 'snoozed' or snoozed_until <= $1)""",
        now,
    )


async def last_answered(db: Connection, patient_id: UUID, subject: str) -> Answered | None:
    return await db.maybe(
        Answered,
        """select resolved_at, worst from alerts where organisation_id = current_organisation() and patient_id = $1 and subject = $2 and state = 'resolved'
             and outcome is not null
           order by resolved_at desc limit 1""",
        patient_id,
        subject,
    )


async def insert(db: Connection, alerts: Sequence[NewAlert], now: datetime) -> None:
    """Open, and waiting."""
    await db.run(
        """insert into alerts (id, patient_id, subject, level, state, raised_at, refreshed_at, findings, worst, respond_by, called, called_before)
           select a.id, a.patient_id, a.subject, a.level, 'open', $1, $1, $9::jsonb -> (a.number - 1)::int, a.worst, a.respond_by, a.called,
             array_remove(array[a.called], null)
           from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::uuid[])
             with ordinality as a (id, patient_id, subject, level, worst, respond_by, called, number)""",
        now,
        [one.id for one in alerts],
        [one.patient_id for one in alerts],
        [one.subject for one in alerts],
        [one.level for one in alerts],
        [one.worst for one in alerts],
        [one.respond_by for one in alerts],
        [one.called for one in alerts],
        [msgspec.to_builtins(one.findings) for one in alerts],
    )


async def refresh(db: Connection, alert_id: UUID, level: Level, state: AlertState, findings: list[Finding], worst: int | None, now: datetime) -> None:
    await db.run(
        """update alerts set level = $2, state = $3, findings = $4, worst = $5, refreshed_at = $6, snoozed_until = case when $3 = 'snoozed' then snoozed_until end,
             snoozed_to = case when $3 = 'snoozed' then snoozed_to end
           where organisation_id = current_organisation() and id = $1""",
        alert_id,
        level,
        state,
        msgspec.to_builtins(findings),
        worst,
        now,
    )


async def assign(db: Connection, alert_id: UUID, staff_member_id: UUID | None) -> None:
    await db.run("update alerts set assigned_to = $2 where organisation_id = current_organisation() and id = $1", alert_id, staff_member_id)


async def set_state(db: Connection, alert_id: UUID, state: AlertState) -> None:
    """Open, acknowledged or in progress: whatever it was, it sleeps no longer."""
    await db.run(
        "update alerts set state = $2, snoozed_until = null, snoozed_to = null where organisation_id = current_organisation() and id = $1", alert_id, state
    )


async def snooze(db: Connection, alert_id: UUID, until: datetime, level: int) -> None:
    await db.run(
        "update alerts set state = 'snoozed', snoozed_until = $2, snoozed_to = $3 where organisation_id = current_organisation() and id = $1",
        alert_id,
        until,
        level,
    )


async def resolve(db: Connection, alert_id: UUID, outcome: Outcome, now: datetime) -> None:
    await db.run(
        """update alerts set state = 'resolved', outcome = $2, resolved_at = $3, snoozed_until = null, snoozed_to = null
           where organisation_id = current_organisation() and id = $1""",
        alert_id,
        outcome,
        now,
    )


async def end(db: Connection, alert_id: UUID, because: Ending, now: datetime) -> None:
    """Without anybody's answer."""
    await db.run(
        """update alerts set state = 'resolved', ended_because = $2, resolved_at = $3, snoozed_until = null, snoozed_to = null, called = null, overdue_since = null
           where organisation_id = current_organisation() and id = $1""",
        alert_id,
        because,
        now,
    )


async def add_steps(db: Connection, by_kind: str, by_id: UUID, by: str, step: Step, now: datetime, alerts: Sequence[tuple[UUID, dict[str, Any]]]) -> None:
    """The same step of each, as (alert, detail)."""
    await db.run(
        """insert into alert_steps (id, alert_id, at, by_kind, by_id, by, step, detail)
           select s.id, s.alert_id, $1, $2, $3, $4, $5, s.detail from unnest($6::uuid[], $7::uuid[], $8::jsonb[]) as s (id, alert_id, detail)""",
        now,
        by_kind,
        by_id,
        by,
        step,
        [uuid7() for _ in alerts],
        [alert_id for alert_id, _ in alerts],
        [detail for _, detail in alerts],
    )


async def steps(db: Connection, alert_id: UUID) -> list[AlertStep]:
    return await db.all(
        AlertStep, "select id, at, by, step, detail from alert_steps where organisation_id = current_organisation() and alert_id = $1 order by id", alert_id
    )


async def steps_of(db: Connection, alert_ids: list[UUID]) -> dict[UUID, list[AlertStep]]:
    """Of several alerts at once, each with its steps, oldest first."""
    found = await db.all(
        StepOfAlert,
        """select alert_id, id, at, by, step, detail from alert_steps
           where organisation_id = current_organisation() and alert_id = any($1::uuid[]) order by id""",
        alert_ids,
    )
    steps: dict[UUID, list[AlertStep]] = {alert_id: [] for alert_id in alert_ids}
    for one in found:
        steps[one.alert_id].append(AlertStep(id=one.id, at=one.at, by=one.by, step=one.step, detail=one.detail))
    return steps
