"""What falls due without a request. At most one timer of a kind stands for each subject."""

from collections.abc import Sequence
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


async def take(db: Connection, timers: Sequence[Timer]) -> list[Timer]:
    """Ends them, and answers which, as they fell due: not those where somebody else was first, or that were set to another time meanwhile."""
    taken = await db.all(
        Timer,
        """delete from timers t using unnest($1::text[], $2::uuid[], $3::timestamptz[]) as due (kind, subject_id, due_at)
           where t.organisation_id = current_organisation() and t.kind = due.kind and t.subject_id = due.subject_id and t.due_at = due.due_at
           returning t.kind, t.subject_id, t.patient_id, t.due_at""",
        [timer.kind for timer in timers],
        [timer.subject_id for timer in timers],
        [timer.due_at for timer in timers],
    )
    return sorted(taken, key=lambda timer: (timer.due_at, timer.kind, timer.subject_id))


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


async def put_all(db: Connection, kind: Kind, timers: Sequence[tuple[UUID, UUID, datetime | None]]) -> None:
    """As (subject, patient, when it is due): each set, moved, or ended (null)."""
    if ended := [subject_id for subject_id, _, due_at in timers if due_at is None]:
        await db.run("delete from timers where organisation_id = current_organisation() and kind = $1 and subject_id = any($2::uuid[])", kind, ended)
    if standing := [timer for timer in timers if timer[2] is not None]:
        await db.run(
            """insert into timers (kind, subject_id, patient_id, due_at)
               select $1, t.subject_id, t.patient_id, t.due_at from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as t (subject_id, patient_id, due_at)
               on conflict (organisation_id, kind, subject_id) do update set due_at = excluded.due_at where timers.due_at <> excluded.due_at""",
            kind,
            [subject_id for subject_id, _, _ in standing],
            [patient_id for _, patient_id, _ in standing],
            [due_at for _, _, due_at in standing],
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
