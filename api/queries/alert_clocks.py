"""By when an alert should be taken, and whom it calls meanwhile. Whoever changes these holds the patient's lock."""

from datetime import datetime
from uuid import UUID

from api.db import Connection


async def begin(db: Connection, alert_id: UUID, respond_by: datetime | None, called: UUID | None) -> None:
    """It waits from now on, as if nobody had been called before. `called` null: the whole team."""
    await db.run(
        """update alerts set respond_by = $2, called = $3, called_before = case when $3::uuid is null then '{}' else array[$3::uuid] end, passed_on = 0,
             overdue_since = null
           where organisation_id = current_organisation() and id = $1""",
        alert_id,
        respond_by,
        called,
    )


async def stop(db: Connection, alert_id: UUID) -> None:
    """Somebody took it, or it sleeps: it calls nobody. By when it should have been taken stays known."""
    await db.run(
        "update alerts set called = null, called_before = '{}', overdue_since = null where organisation_id = current_organisation() and id = $1", alert_id
    )


async def called_before(db: Connection, alert_id: UUID) -> list[UUID]:
    return list(await db.value("select called_before from alerts where organisation_id = current_organisation() and id = $1", alert_id) or [])


async def pass_on(db: Connection, alert_id: UUID, to: UUID, respond_by: datetime | None, now: datetime) -> None:
    await db.run(
        """update alerts set passed_on = passed_on + 1, called = $2, called_before = called_before || $2::uuid, respond_by = $3,
             overdue_since = coalesce(overdue_since, $4)
           where organisation_id = current_organisation() and id = $1""",
        alert_id,
        to,
        respond_by,
        now,
    )


async def mark_overdue(db: Connection, alert_id: UUID, now: datetime) -> None:
    await db.run("update alerts set overdue_since = coalesce(overdue_since, $2) where organisation_id = current_organisation() and id = $1", alert_id, now)


async def wind_those_without(db: Connection, now: datetime) -> None:
    """What waits without a deadline, because nobody ever watched, is looked at anew: the calendar has changed."""
    await db.run(
        """insert into timers (kind, subject_id, patient_id, due_at)
           select 'response', id, patient_id, $1 from alerts where organisation_id = current_organisation() and state = 'open' and respond_by is null
           on conflict (organisation_id, kind, subject_id) do nothing""",
        now,
    )
