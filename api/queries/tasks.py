from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.reviews import NewTask, Task, TaskChange


async def insert(db: Connection, patient_id: UUID, new: NewTask, by_id: UUID, by: str, now: datetime) -> UUID:
    task_id = uuid7()
    await db.run(
        "insert into tasks (id, patient_id, words, noun, kind, asked_at, asked_by_id, asked_by, assigned_to, due_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        task_id,
        patient_id,
        new.words,
        new.noun,
        new.kind,
        now,
        by_id,
        by,
        new.assigned_to,
        new.due_on,
    )
    return task_id


async def get(db: Connection, task_id: UUID) -> Task | None:
    return await db.maybe(
        Task,
        """select t.id, t.patient_id, p.name as patient_name, t.words, t.noun, t.kind, t.asked_at, t.asked_by, t.assigned_to, s.name as assignee, t.due_on, t.done_at, t.done_by
           from tasks t join patients p on p.organisation_id = t.organisation_id and p.id = t.patient_id
             left join staff_members s on s.organisation_id = t.organisation_id and s.id = t.assigned_to
           where t.organisation_id = current_organisation() and t.id = $1""",
        task_id,
    )


async def change(db: Connection, task_id: UUID, wanted: TaskChange, by: str, now: datetime) -> None:
    """Who did it and when stays as it was said first."""
    await db.run(
        """update tasks set assigned_to = $2, due_on = $3, done_at = case when $4 then coalesce(done_at, $5) end, done_by = case when $4 then coalesce(done_by, $6) end
           where organisation_id = current_organisation() and id = $1""",
        task_id,
        wanted.assigned_to,
        wanted.due_on,
        wanted.done,
        now,
        by,
    )


async def of_patient(db: Connection, patient_id: UUID) -> list[Task]:
    """What is open first, then what was done last."""
    return await db.all(
        Task,
        """select t.id, t.patient_id, p.name as patient_name, t.words, t.noun, t.kind, t.asked_at, t.asked_by, t.assigned_to, s.name as assignee, t.due_on, t.done_at, t.done_by
           from tasks t join patients p on p.organisation_id = t.organisation_id and p.id = t.patient_id
             left join staff_members s on s.organisation_id = t.organisation_id and s.id = t.assigned_to
           where t.organisation_id = current_organisation() and t.patient_id = $1 order by t.done_at desc nulls first, t.due_on nulls last, t.id limit 200""",
        patient_id,
    )


async def open_ones(db: Connection, limit: int) -> list[Task]:
    """Of all patients under care; what is due first stands first."""
    return await db.all(
        Task,
        """select t.id, t.patient_id, p.name as patient_name, t.words, t.noun, t.kind, t.asked_at, t.asked_by, t.assigned_to, s.name as assignee, t.due_on, t.done_at, t.done_by
           from tasks t join patients p on p.organisation_id = t.organisation_id and p.id = t.patient_id
             left join staff_members s on s.organisation_id = t.organisation_id and s.id = t.assigned_to
           where t.organisation_id = current_organisation() and t.done_at is null and p.care in ('palliative', 'hospice')
           order by t.due_on nulls last, t.id limit $1""",
        limit,
    )
