"""What falls due without a request. At most one timer of a kind stands for each subject."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from api.db import Connection

Kind = Literal["silence", "response", "reminder", "screening", "bereavement"]


class Timer(Struct, frozen=True):
    """`subject_id`: the patient's for silence, reminder and screening, the alert's for response, the caregiver's for bereavement."""

    kind: Kind
    subject_id: UUID
    patient_id: UUID
    due_at: datetime


async def organisations_with_due(db: Connection, now: datetime) -> list[UUID]:
    return [row[0] for row in await db.raw.fetch("select organisations_with_due_timers($1)", now)]


async def due(db: Connection, now: datetime, limit: int) -> list[Timer]:
    """Those that wait longest first."""
    return await db.all(
        Timer,
        """select kind, subject_id, patient_id, due_at from timers where organisation_id = current_organisation() and due_at <= $1
           order by due_at, subject_id limit $2""",
        now,
        limit,
    )


async def take(db: Connection, timer: Timer) -> bool:
    """Ends it. False where somebody else was first, or it was set to another time meanwhile."""
    return (
        await db.run(
            "delete from timers where organisation_id = current_organisation() and kind = $1 and subject_id = $2 and due_at = $3",
            timer.kind,
            timer.subject_id,
            timer.due_at,
        )
        == "DELETE 1"
    )


async def put(db: Connection, kind: Kind, subject_id: UUID, patient_id: UUID, due_at: datetime | None) -> None:
    """Set, moved, or ended (null)."""
    if due_at is None:
        await db.run("delete from timers where organisation_id = current_organisation() and kind = $1 and subject_id = $2", kind, subject_id)
        return
    await db.run(
        """insert into timers (kind, subject_id, patient_id, due_at) values ($1, $2, $3, $4)
           on conflict (organisation_id, kind, subject_id) do update set due_at = excluded.due_at where timers.due_at <> excluded.due_at""",
        kind,
        subject_id,
        patient_id,
        due_at,
    )


async def stands(db: Connection, kind: Kind, subject_id: UUID) -> bool:
    return bool(
        await db.value("select exists (select from timers where organisation_id = current_organisation() and kind = $1 and subject_id = $2)", kind, subject_id)
    )


async def hurry(db: Connection, kind: Kind, now: datetime) -> None:
    """All of the organisation's are looked at anew: what holds for everybody has changed. One that is held is being set by somebody else just now."""
    await db.run(
        """update timers t set due_at = $2 from (
             select subject_id from timers where organisation_id = current_organisation() and kind = $1 and due_at > $2 order by subject_id for update skip locked) as free
           where t.organisation_id = current_organisation() and t.kind = $1 and t.subject_id = free.subject_id""",
        kind,
        now,
    )


async def end_all(db: Connection, patient_id: UUID) -> None:
    """After death or discharge: nothing falls due any more."""
    await db.run("delete from timers where organisation_id = current_organisation() and patient_id = $1", patient_id)
