"""From the times that a patient chose to the message on their phone: joins the rule and the store. What is sent, and when, stands in jobs.pushing."""

from datetime import datetime

from api import access, configuring, queries, rules
from api.db import Connection
from api.queries.timers import Timer
from schemas.configurations import PatientPlan
from schemas.patients import Patient
from schemas.reminders import Reminders


async def schedule(db: Connection, patient: Patient, now: datetime) -> None:
    """The next one, or none: after other times were chosen, or care began or ended. The caller holds the patient's lock."""
    chosen = await queries.reminders.get(db, patient.id)
    is_wanted = chosen is not None and patient.care in rules.calls.UNDER_CARE
    due_at = rules.reminders.next_due(chosen.times, chosen.zone, now) if chosen and is_wanted else None
    await queries.timers.put(db, "reminder", patient.id, patient.id, due_at)
    if not is_wanted:
        await queries.pushes.end_all(db, patient.id)


async def remind(db: Connection, timer: Timer, now: datetime) -> None:
    """What falls due: a message for each phone that takes one, of the patient's or, where others answer, of theirs; unless it was done already; and the next one."""
    patient = await queries.patients.get(db, timer.patient_id)
    chosen = await queries.reminders.get(db, timer.patient_id)
    if patient is None or chosen is None:
        return
    state = await queries.symptom_states.get(db, patient.id)
    plan = await configuring.holding(db, PatientPlan, patient.id)
    heard_at = max((one.at for one in state.recent if rules.silence.counts(one, plan.answered_by)), default=None)
    is_told = rules.reminders.is_to_be_told(chosen.times, chosen.zone, timer.due_at, heard_at, plan.paused_until, now)
    is_told = is_told and patient.care in rules.calls.UNDER_CARE
    if is_told and await queries.pushes.put(
        db, patient.id, plan.answered_by == "proxy", timer.due_at, timer.due_at + rules.reminders.AROUND, now
    ):
        await access.record(db, access.system(patient.organisation_id, "Balm"), "reminder.queue", now, patient_id=patient.id)
    await schedule(db, patient, now)


async def chosen(db: Connection, patient: Patient) -> Reminders:
    """Where nothing was ever chosen: none, where the patient is."""
    plan = await configuring.holding(db, PatientPlan, patient.id)
    found, phones = await queries.reminders.get(db, patient.id), await queries.push_subscriptions.count(db, patient.id, plan.answered_by == "proxy")
    paused_until = plan.paused_until
    if found is None:
        return Reminders(times=[], zone=patient.zone, phones=phones, paused_until=paused_until)
    times = [f"{one:%H:%M}" for one in found.times]
    return Reminders(times=times, zone=found.zone, set_at=found.set_at, set_by=found.set_by, phones=phones, paused_until=paused_until)
