from datetime import datetime
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, queries, teams
from api.access import Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from api.permissions import Action
from schemas.events import Event
from schemas.reviews import NewTask, Task, TaskChange

READ: Action = "task.read"
CHANGE: Action = "task.change"
MOST = 500


@get("/tasks")
async def tasks(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> list[Task]:
    """What is open, of all patients under care; what is due first stands first."""
    access.allow(actor, READ)
    found = await queries.tasks.open_ones(db, MOST)
    await access.record(db, actor, READ, now, patients=sorted({str(task.patient_id) for task in found}))
    return found


@post("/patients/{patient_id:uuid}/tasks")
async def add(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewTask]) -> Task:
    """Something to find out or to do, for somebody or for whoever is free."""
    await access.require(db, actor, CHANGE, patient_id)
    await teams.check_person(db, data.assigned_to, CHANGE)
    task_id = await queries.tasks.insert(db, patient_id, data, actor.id, actor.name, now)
    await access.record(db, actor, "task.add", now, patient_id=patient_id, subject_id=task_id)
    return await told(db, task_id)


@put("/tasks/{task_id:uuid}")
async def change(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], task_id: FromPath[UUID], data: JSONBody[TaskChange]) -> Task:
    """Who does it, until when, and whether it is done. The same again changes nothing."""
    access.allow(actor, CHANGE)
    before = await queries.tasks.get(db, task_id)
    if before is None:
        raise Refused(NOT_FOUND)
    await access.require(db, actor, CHANGE, before.patient_id)
    if (before.assigned_to, before.due_on, before.done_at is not None) == (data.assigned_to, data.due_on, data.done):
        return before
    await teams.check_person(db, data.assigned_to, CHANGE)
    await queries.tasks.change(db, task_id, data, actor.name, now)
    detail = {"assigned_to": str(data.assigned_to) if data.assigned_to else None, "due_on": str(data.due_on) if data.due_on else None, "done": data.done}
    await access.record(db, actor, CHANGE, now, patient_id=before.patient_id, subject_id=task_id, **detail)
    return await told(db, task_id)


async def told(db: Connection, task_id: UUID) -> Task:
    task = await queries.tasks.get(db, task_id)
    if task is None:
        raise Refused(NOT_FOUND)
    db.announce(Event(kind="review", patient_id=task.patient_id))
    return task
