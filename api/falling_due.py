"""What is due, of one patient or of all: derived from what stands, with who looks after it, beside what people wrote down to do."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from msgspec import Struct, structs

from api import configuring, queries, rules
from api.db import Connection
from api.queries.due_marks import Mark
from schemas.assessments import Assessment
from schemas.benefit_periods import AnyEntry
from schemas.configurations import Hospice
from schemas.due_items import Benefit, Calendar, ClosedItem, DueItem
from schemas.facts import FollowUp
from schemas.patients import Patient
from schemas.reviews import Task

Whose = Literal["all", "mine", "nobody", "mine_or_nobody"]
MOST, MOST_TASKS = 500, 2000  # in one answer, and read for it; ours
RATED_WITHIN = timedelta(days=90)  # how long a missed HOPE visit is still listed; ours


class Found(Struct, frozen=True):
    """`closed`: what somebody said needn't be done."""

    due: list[DueItem]
    closed: list[ClosedItem]


async def calendar(db: Connection, now: datetime, whose: Whose, reader: UUID | None, patient_id: UUID | None) -> Calendar:
    found = await chosen(db, now, whose, reader, patient_id)
    return Calendar(items=found[:MOST], counts=dict(Counter(item.standing for item in found)))


async def chosen(db: Connection, now: datetime, whose: Whose, reader: UUID | None, patient_id: UUID | None = None) -> list[DueItem]:
    return [item for item in await everything(db, now, patient_id) if belongs(item, whose, reader)]


def belongs(item: DueItem, whose: Whose, reader: UUID | None) -> bool:
    wanted = {"all": True, "mine": item.assigned_to == reader, "nobody": item.assigned_to is None, "mine_or_nobody": item.assigned_to in (reader, None)}
    return wanted[whose]


async def everything(db: Connection, now: datetime, patient_id: UUID | None = None) -> list[DueItem]:
    """Overdue first. Nothing is left off: what is due is never more than patients have."""
    hospice = await configuring.holding(db, Hospice)
    ratings = await follow_ups(db, now, patient_id)
    followed = ([patient_id] if patient_id else await queries.benefit_periods.followed(db)) if hospice.medicare_rules else []
    patients = {patient.id: patient for patient in await queries.patients.of_ids(db, sorted({*followed, *ratings}))}
    tasks = await (queries.tasks.of_patient(db, patient_id) if patient_id else queries.tasks.open_ones(db, MOST_TASKS))
    marks, entries = await marks_of(db, list(patients)), await entries_of(db, followed)
    benefits = {patient_id: entries[patient_id] for patient_id in followed}
    found = [item for patient in patients.values() for item in of(patient, benefits.get(patient.id), ratings[patient.id], hospice, now)]
    open_ones = [marked(item, marks.get((item.patient_id, item.key))) for item in found if not is_closed(marks.get((item.patient_id, item.key)))]
    return sorted([*open_ones, *(of_task(task, now) for task in tasks if task.done_at is None)], key=rules.due_items.order)


def of(patient: Patient, entries: list[AnyEntry] | None, ratings: list[FollowUp], hospice: Hospice, now: datetime) -> list[DueItem]:
    """`entries` null: the benefit isn't followed."""
    today = patient.day_of(now)
    view = rules.due_items.View(patient, today, hospice.face_to_face_on_first_day)
    visits = [rules.due_items.of_follow_up(patient, today, rating) for rating in ratings] if patient.care in rules.calls.UNDER_CARE else []
    return [*(rules.due_items.due(view, entries) if entries is not None else []), *(visit for visit in visits if visit)]


async def entries_of(db: Connection, patient_ids: list[UUID]) -> defaultdict[UUID, list[AnyEntry]]:
    found: defaultdict[UUID, list[AnyEntry]] = defaultdict(list)
    for entry in await queries.benefit_periods.standing(db, patient_ids):
        found[entry.entry.patient_id].append(entry)
    return found


async def marks_of(db: Connection, patient_ids: list[UUID]) -> dict[tuple[UUID, str], Mark]:
    return {(mark.patient_id, mark.key): mark for mark in await queries.due_marks.of_patients(db, patient_ids)}


async def follow_ups(db: Connection, now: datetime, patient_id: UUID | None) -> defaultdict[UUID, list[FollowUp]]:
    """Of all patients, those whose visit may be missing."""
    by_patient: defaultdict[UUID, defaultdict[str, list[Assessment]]] = defaultdict(lambda: defaultdict(list))
    for row in await queries.facts.ratings(db, now.date() - RATED_WITHIN, patient_id):
        by_patient[row.patient_id][row.kind].append(row.read(Assessment))
    return defaultdict(list, {who: rules.follow_ups.follow_ups(assessments) for who, assessments in by_patient.items()})


def is_closed(mark: Mark | None) -> bool:
    return mark is not None and mark.closed_at is not None


def marked(item: DueItem, mark: Mark | None) -> DueItem:
    return item if mark is None else structs.replace(item, assigned_to=mark.assigned_to, assignee=mark.assignee)


def of_task(task: Task, now: datetime) -> DueItem:
    """A to-do that somebody wrote; its day is a day in UTC, the tasks know no zone."""
    return DueItem(
        key=f"task.{task.id}", patient_id=task.patient_id, patient_name=task.patient_name, kind="task", words=task.words, by_whom="whoever takes it", source=f"asked by {task.asked_by}",
        due_on=task.due_on, standing=rules.due_items.standing(now.date(), None, task.due_on), subject_id=task.id, assigned_to=task.assigned_to, assignee=task.assignee,
    )  # fmt: skip


async def benefit(db: Connection, patient: Patient, now: datetime) -> Benefit:
    """All that is on record of a patient's benefit, and what follows from it."""
    hospice = await configuring.holding(db, Hospice)
    rows = await queries.benefit_periods.of_patient(db, patient.id)
    elected = rules.due_items.elections(row.read for row in rows)
    newest, today = elected[-1] if elected else None, patient.day_of(now)
    due = await everything(db, now, patient.id)
    return Benefit(
        rules_on=hospice.medicare_rules,
        first_day_counts=hospice.face_to_face_on_first_day,
        entries=[row.read for row in rows],
        periods=rules.benefit_periods.periods(newest.election, newest.ending, today + rules.due_items.AHEAD) if newest else [],
        due=[item for item in due if item.kind != "task"],
        closed=await closed(db, patient),
        used_before=rules.benefit_periods.used_before([(one.election, one.ending) for one in elected]),
        today=today,
        both=rules.benefit_periods.may_have_both(patient.born_on, newest.election.payer, today) if newest else False,
        running=newest.election.entry.first_id if newest and newest.ending is None else None,
    )


async def closed(db: Connection, patient: Patient) -> list[ClosedItem]:
    return [
        ClosedItem(key=mark.key, words=mark.words, closed_at=mark.closed_at, closed_by=mark.closed_by or "", closed_because=mark.closed_because or "")
        for mark in await queries.due_marks.of_patients(db, [patient.id])
        if mark.closed_at is not None
    ]


def named(items: Iterable[DueItem], key: str) -> DueItem | None:
    return next((item for item in items if item.key == key), None)
