"""From the times that a patient chose to the message on their phone: joins the rule and the store. What is sent, and when, stands in jobs.pushing."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from api import access, configuring, queries, rules
from api.db import Connection
from api.queries.pushes import Reminder
from api.queries.reminders import Chosen
from api.queries.timers import Timer
from schemas.configurations import PatientPlan
from schemas.patients import Patient
from schemas.reminders import Reminders
from schemas.symptom_states import RecentCheckIn


async def schedule(db: Connection, patient: Patient, now: datetime) -> None:
    """The next one, or none: after other times were chosen, or care began or ended. The caller holds the patient's lock."""
    chosen = await queries.reminders.get(db, patient.id)
    is_wanted = chosen is not None and patient.care in rules.calls.UNDER_CARE
    due_at = rules.reminders.next_due(chosen.times, chosen.zone, now) if chosen and is_wanted else None
    await queries.timers.put(db, "reminder", patient.id, patient.id, due_at)
    if not is_wanted:
        await queries.pushes.end_all(db, patient.id)


async def remind(db: Connection, timers: Sequence[Timer], now: datetime) -> None:
    """What falls due: a message for each phone that takes one, of the patient's or, where others answer, of theirs; unless it was done already; and the next one."""
    due = await standing(db, timers)
    if told := [one for one in due if one.is_to_be_told(now)]:
        reached = await queries.pushes.put(db, [one.reminder for one in told], now)
        await access.record_all(db, access.balm(db), "reminder.queue", [(now, one.patient.id, None) for one in told if one.patient.id in reached])
    await queries.timers.put_all(db, "reminder", [(one.patient.id, one.patient.id, one.next_due(now)) for one in due])
    for one in due:
        if not one.is_under_care:
            await queries.pushes.end_all(db, one.patient.id)


class Due(NamedTuple):
    """A reminder that falls due, and what it depends on."""

    due_at: datetime
    patient: Patient
    chosen: Chosen
    plan: PatientPlan
    recent: list[RecentCheckIn]

    @property
    def is_under_care(self) -> bool:
        return self.patient.care in rules.calls.UNDER_CARE

    @property
    def reminder(self) -> Reminder:
        return Reminder(self.patient.id, self.plan.answered_by == "proxy", self.due_at, self.due_at + rules.reminders.AROUND)

    def is_to_be_told(self, now: datetime) -> bool:
        heard_at = max((one.at for one in self.recent if rules.silence.counts(one, self.plan.answered_by)), default=None)
        is_told = rules.reminders.is_to_be_told(self.chosen.times, self.chosen.zone, self.due_at, heard_at, self.plan.paused_until, now)
        return is_told and self.is_under_care

    def next_due(self, now: datetime) -> datetime | None:
        return rules.reminders.next_due(self.chosen.times, self.chosen.zone, now) if self.is_under_care else None


async def standing(db: Connection, timers: Sequence[Timer]) -> list[Due]:
    """Where times are chosen still."""
    due_at = {timer.patient_id: timer.due_at for timer in timers}
    patients, chosen = await queries.patients.of_ids(db, list(due_at)), await queries.reminders.of_patients(db, list(due_at))
    plans, states = await configuring.plans(db, list(due_at)), await queries.symptom_states.of_patients(db, list(due_at))
    return [
        Due(due_at[one.id], one, chosen[one.id], plans.get(one.id) or PatientPlan(), states[one.id].recent)
        for one in patients
        if one.id in chosen
    ]


async def chosen(db: Connection, patient: Patient) -> Reminders:
    """Where nothing was ever chosen: none, where the patient is."""
    plan = await configuring.holding(db, PatientPlan, patient.id)
    found, phones = await queries.reminders.get(db, patient.id), await queries.push_subscriptions.count(db, patient.id, plan.answered_by == "proxy")
    paused_until = plan.paused_until
    if found is None:
        return Reminders(times=[], zone=patient.zone, phones=phones, paused_until=paused_until)
    times = [f"{one:%H:%M}" for one in found.times]
    return Reminders(times=times, zone=found.zone, set_at=found.set_at, set_by=found.set_by, phones=phones, paused_until=paused_until)
