"""When nothing is heard of a patient. One timer stands for each patient of whom something is expected: at the moment at which rules.silence would first find
silence. Whatever moves that moment moves the timer in its own transaction; what changes for the whole organisation is seen when the timer fires."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from api import access, alert_steps, alerting, configuring, queries, ranking, responding, rules
from api.access import Actor
from api.alerting import Raising
from api.configuring import Agreed
from api.db import Connection
from api.queries.calls import Call
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


class Look(NamedTuple):
    """`found` null: no silence, heard meanwhile by an import, or the organisation expects less now."""

    patient: Patient
    state: SymptomState
    expected: Expectation
    worst: Severity | None
    found: Silence | None

    def again_at(self, now: datetime) -> datetime | None:
        if self.found:
            return rules.silence.looked_at_again(self.expected, now)
        return rules.silence.begins_at(heard_at(self.state, self.expected), self.worst, self.expected)


async def fire(db: Connection, timers: Sequence[Timer], now: datetime) -> None:
    looks = await look(db, [timer.patient_id for timer in timers], now)
    await queries.timers.put_all(db, "silence", [(one.patient.id, one.patient.id, one.again_at(now)) for one in looks])
    if silent := [one for one in looks if one.found]:
        await call(db, silent, now)


async def look(db: Connection, patient_ids: list[UUID], now: datetime) -> list[Look]:
    """At those of them who are under care."""
    patients = [one for one in await queries.patients.of_ids(db, patient_ids) if one.care in rules.calls.UNDER_CARE]
    states = await queries.symptom_states.of_patients(db, [one.id for one in patients])
    forms = await ranking.instruments_of(db, [report for state in states.values() for report in state.recent])
    agreed = await configuring.of_patients(db, [one.id for one in patients])
    return [look_at(patient, states[patient.id], agreed.agreed(patient.id), forms, now) for patient in patients]


def look_at(patient: Patient, state: SymptomState, agreed: Agreed, forms: Instruments, now: datetime) -> Look:
    expected, worst = expectation(patient, state, agreed), rules.silence.worst_of(state.recent, forms)
    return Look(patient, state, expected, worst, rules.silence.silent(heard_at(state, expected), worst, expected, now))


async def call(db: Connection, silent: Sequence[Look], now: datetime) -> None:
    """Each at most once a calendar day of the patient's, unless it is worse than it was said to be."""
    alerts = await open_alerts(db, [one.patient.id for one in silent])
    raising = {one.patient.id: raised for one in silent if (raised := raising_of(one, alerts.get(one.patient.id), now))}
    if not raising:
        return
    ids = await alerting.raise_or_refresh(db, access.balm(db), list(raising.values()), now)
    looks = {one.patient.id: one for one in silent}
    calls = [called(looks[one.patient_id], one, alert_id) for one, alert_id in zip(raising.values(), ids, strict=True) if one.alert is None]
    if calls:
        await queries.calls.insert(db, calls, now)
    await ranking.rank(db, raising)
    for patient_id in raising:
        db.announce(Event(kind="alert", patient_id=patient_id))


def raising_of(look: Look, before: Alert | None, now: datetime) -> Raising | None:
    if look.found is None:
        return None
    level = rules.silence.level(look.found)
    if before and not rules.silence.is_told_anew(look.expected, before.level, level, before.refreshed_at, now):
        return None
    last = rules.silence.last_of(look.state.recent, look.expected)
    return Raising(look.patient.id, SILENCE, before, [rules.silence.finding(look.found, last, look.expected)], level)


def called(look: Look, raising: Raising, alert_id: UUID) -> Call:
    last, (finding,) = rules.silence.last_of(look.state.recent, look.expected), raising.findings
    return Call(patient_id=raising.patient_id, check_in_id=last.id, finding=finding, alert_id=alert_id, of=str(alert_id))


async def end(db: Connection, actor: Actor, patient_id: UUID, now: datetime) -> None:
    alert = await open_alert(db, patient_id)
    if alert is None:
        return
    await queries.alerts.end(db, alert.id, "heard_again", now)
    await responding.stop(db, alert)
    await alert_steps.record(db, actor, alert.id, patient_id, "ended", now, because="heard_again")
    db.announce(Event(kind="alert", patient_id=patient_id))


async def open_alert(db: Connection, patient_id: UUID) -> Alert | None:
    return (await open_alerts(db, [patient_id])).get(patient_id)


async def open_alerts(db: Connection, patient_ids: list[UUID]) -> dict[UUID, Alert]:
    return {alert.patient_id: alert for alert in await queries.alerts.unresolved_of(db, patient_ids) if alert.subject == SILENCE}


async def expectation_of(db: Connection, patient: Patient, state: SymptomState) -> Expectation:
    return expectation(patient, state, await configuring.agreed(db, patient.id))


def expectation(patient: Patient, state: SymptomState, found: Agreed) -> Expectation:
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
