"""When nothing is heard of a patient. One timer stands for each patient of whom something is expected: at the moment at which rules.silence would first find
silence. Whatever moves that moment moves the timer in its own transaction; what changes for the whole organisation is seen when the timer fires."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from api import access, alert_steps, alerting, configuring, queries, ranking, responding, rules
from api.access import Actor
from api.db import Connection
from api.queries.timers import Timer
from api.rules.concern import Instruments
from api.rules.silence import SILENCE, Expectation, Silence
from schemas.alerts import Alert
from schemas.configurations import PatientPlan
from schemas.events import Event
from schemas.patients import Patient
from schemas.symptom_states import Severity, SymptomState


async def listen(db: Connection, patient: Patient, state: SymptomState, forms: Instruments | None = None) -> tuple[Expectation, Severity | None]:
    """Sets the timer anew; answers what is expected, and how bad the last report was. `forms`: the questionnaires of its reports, where they are known already."""
    forms = forms or await ranking.instruments_of(db, state.recent)
    expected, worst = await expectation_of(db, patient, state), rules.silence.worst_of(state.recent, forms)
    await queries.timers.put(db, "silence", patient.id, patient.id, rules.silence.begins_at(heard_at(state, expected), worst, expected))
    return expected, worst


def heard_at(state: SymptomState, expected: Expectation) -> datetime | None:
    return rules.silence.heard_at(state.recent, state.last_heard_at, expected)


async def begin_anew(db: Connection, patient: Patient, moment: datetime) -> None:
    """Nothing is missed before this moment."""
    await queries.symptom_states.expect_from(db, patient.id, moment)
    await listen(db, patient, await queries.symptom_states.get(db, patient.id))


async def withdrawn(db: Connection, patient: Patient, state: SymptomState, forms: Instruments) -> None:
    """A report no longer counts, so the one before it is the last."""
    if await queries.timers.stands(db, "silence", patient.id):
        await listen(db, patient, state, forms)


async def planned(db: Connection, patient: Patient, before: PatientPlan, now: datetime) -> None:
    """The team has agreed something else. The end of a pause begins the count anew; so do a switch of who answers and a first plan for whom nobody listened for."""
    if before.paused_until is not None:
        await queries.symptom_states.expect_from(db, patient.id, min(before.paused_until, now))
    if (await configuring.holding(db, PatientPlan, patient.id)).answered_by != before.answered_by:
        await queries.symptom_states.expect_from(db, patient.id, now)
    if await queries.timers.stands(db, "silence", patient.id):
        await listen(db, patient, await queries.symptom_states.get(db, patient.id))
    else:
        await begin_anew(db, patient, now)


async def heard(db: Connection, patient: Patient, state: SymptomState, forms: Instruments, now: datetime) -> bool:
    """A report came: the count begins anew. False where it came so late that it is silent all the same. Somebody sent it, though: unless silence was called
    already, it is called only once as much is missed after it came, so that a late report by itself calls nobody."""
    expected, worst = await listen(db, patient, state, forms)
    if rules.silence.silent(heard_at(state, expected), worst, expected, now) is None:
        return True
    if rules.silence.counts(state.recent[0], expected.answered_by) and await open_alert(db, patient.id) is None:
        since = replace(expected, expected_from=max(now, expected.expected_from or now))
        await queries.timers.put(db, "silence", patient.id, patient.id, rules.silence.begins_at(heard_at(state, expected), worst, since))
    return False


async def fire(db: Connection, timer: Timer, now: datetime) -> None:
    patient = await queries.patients.get(db, timer.patient_id)
    if patient is None or patient.care not in rules.calls.UNDER_CARE:
        return
    state = await queries.symptom_states.get(db, patient.id)
    expected, worst = await listen(db, patient, state)
    found = rules.silence.silent(heard_at(state, expected), worst, expected, now)
    if found is None:  # heard meanwhile by an import, or the organisation expects less now
        return
    await queries.timers.put(db, "silence", patient.id, patient.id, rules.silence.looked_at_again(expected, now))
    await call(db, patient, state, found, expected, now)


async def call(db: Connection, patient: Patient, state: SymptomState, found: Silence, expected: Expectation, now: datetime) -> None:
    last, actor, before = rules.silence.last_of(state.recent, expected), access.balm(db), await open_alert(db, patient.id)
    finding, level = rules.silence.finding(found, last, expected), rules.silence.level(found)
    if before and not rules.silence.is_told_anew(expected, before.level, level, before.refreshed_at, now):
        return
    alert_id = await alerting.raise_or_refresh(db, actor, patient.id, SILENCE, before, [finding], level, now)
    if before is None:
        await queries.calls.insert(db, patient.id, last.id, finding, now, alert_id=alert_id, of=str(alert_id))
    await ranking.rank(db, patient.id)
    db.announce(Event(kind="alert", patient_id=patient.id))


async def end(db: Connection, actor: Actor, patient_id: UUID, now: datetime) -> None:
    alert = await open_alert(db, patient_id)
    if alert is None:
        return
    await queries.alerts.end(db, alert.id, "heard_again", now)
    await responding.stop(db, alert)
    await alert_steps.record(db, actor, alert.id, patient_id, "ended", now, because="heard_again")
    db.announce(Event(kind="alert", patient_id=patient_id))


async def open_alert(db: Connection, patient_id: UUID) -> Alert | None:
    return next((alert for alert in await queries.alerts.unresolved_of(db, patient_id) if alert.subject == SILENCE), None)


async def expectation_of(db: Connection, patient: Patient, state: SymptomState) -> Expectation:
    found = await configuring.agreed(db, patient.id)
    begins = [moment for moment in (state.expected_from, found.plan.paused_until) if moment is not None]
    return Expectation(
        times_a_day=found.times_a_day,
        zone=patient.zone,
        care=patient.care,
        expected_from=max(begins, default=None),
        answered_by=found.plan.answered_by,
        missed=found.plan.missed or found.rules.missed,
        missed_after_severe=found.plan.missed_after_severe or found.rules.missed_after_severe,
    )
