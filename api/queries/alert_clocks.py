"""By when an alert should be taken, and whom it calls meanwhile. Whoever changes these holds the patient's lock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.alerts import AlertState, Level


class Clock(Struct, frozen=True):
    """One alert as its clock needs it."""

    id: UUID
    patient_id: UUID
    level: Level
    state: AlertState
    respond_by: datetime | None
    called_before: list[UUID]


class Begun(Struct, frozen=True):
    """`called` null: the whole team."""

    alert_id: UUID
    respond_by: datetime | None
    called: UUID | None


async def of_alerts(db: Connection, alert_ids: list[UUID]) -> dict[UUID, Clock]:
    found = await db.all(
        Clock,
        """select id, patient_id, level, state, respond_by, called_before from alerts
           where organisation_id = current_organisation() and id = any($1::uuid[])""",
        alert_ids,
    )
    return {one.id: one for one in found}


async def begin(db: Connection, clocks: Sequence[Begun]) -> None:
    """They wait from now on, as if nobody had been called before."""
    await db.run(
        """update alerts a set respond_by = b.respond_by, called = b.called, called_before = array_remove(array[b.called], null), passed_on = 0, overdue_since = null
           from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) as b (id, respond_by, called)
           where a.organisation_id = current_organisation() and a.id = b.id""",
        [one.alert_id for one in clocks],
        [one.respond_by for one in clocks],
        [one.called for one in clocks],
    )


async def stop(db: Connection, alert_id: UUID) -> None:
    """Somebody took it, or it sleeps: it calls nobody. By when it should have been taken stays known."""
    await db.run(
        "update alerts set called = null, called_before = '{}', overdue_since = null where organisation_id = current_organisation() and id = $1", alert_id
    )


async def pass_on(db: Connection, clocks: Sequence[Begun], now: datetime) -> None:
    await db.run(
        """update alerts a set passed_on = a.passed_on + 1, called = b.called, called_before = a.called_before || b.called, respond_by = b.respond_by,
             overdue_since = coalesce(a.overdue_since, $4)
           from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) as b (id, respond_by, called)
           where a.organisation_id = current_organisation() and a.id = b.id""",
        [one.alert_id for one in clocks],
        [one.respond_by for one in clocks],
        [one.called for one in clocks],
        now,
    )


async def mark_overdue(db: Connection, alert_ids: list[UUID], now: datetime) -> None:
    await db.run(
        "update alerts set overdue_since = coalesce(overdue_since, $2) where organisation_id = current_organisation() and id = any($1::uuid[])", alert_ids, now
    )


async def wind_those_without(db: Connection, now: datetime) -> None:
    """What waits without a deadline, because nobody ever watched, is looked at anew: the calendar has changed."""
    await db.run(
        """insert into timers (kind, subject_id, patient_id, due_at)
           select 'response', id, patient_id, $1 from alerts where organisation_id = current_organisation() and state = 'open' and respond_by is null
           on conflict (organisation_id, kind, subject_id) do nothing""",
        now,
    )
