"""From what a report says to who is called: joins the rules and the store, in the transaction that stores the report."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct, structs
from uuid_utils.compat import uuid7

from api import alert_steps, configuring, queries, responding, rules
from api.access import Actor
from api.alert_steps import Stepped
from api.db import Connection
from api.queries.alert_clocks import Begun
from api.queries.alerts import NewAlert
from api.queries.calls import Call, Decided
from api.queries.check_ins import Around, Beside
from api.responding import Waiting
from api.rules.calls import Arrival, Before
from schemas.alerts import Alert, AlertState, Level, Step
from schemas.configurations import CrisisWords
from schemas.events import Event
from schemas.findings import Finding, Thresholds
from schemas.patients import Patient
from schemas.symptom_states import RecentCheckIn

REACH = timedelta(days=14)  # how far back a rule looks, and so how far a late report changes what later ones say
MOST_BEFORE = 100  # reports that one is judged against: seven a day for two weeks; ours
MOST_ONWARD = 60  # reports that are judged anew when a late one comes in before them: four a day for two weeks; ours

Found = dict[UUID, list[Finding]]


class Reports(Struct, frozen=True):
    """What was found anew: the reports whose meaning may have changed, by id, and what each says."""

    check_ins: dict[UUID, RecentCheckIn]
    found: Found
    thresholds: Thresholds


async def judge(db: Connection, patient_id: UUID, changes: Collection[tuple[datetime, UUID]], new: UUID | None = None) -> Reports:
    """Finds anew what the reports say that changes at these places (when it counts, id) may have changed: those of the 14 days from there on. The same whatever
    order they came in, as long as nobody sends more than the limits above. `new`: the one that was never judged."""
    (at, check_in_id), last = min(changes), max(changes)
    reach = Around(moved(at, -REACH), moved(last[0], REACH), MOST_BEFORE, MOST_ONWARD)
    course = await queries.check_ins.around(db, patient_id, at, check_in_id, reach)
    window, changed = [*course.earlier, *course.onward], {one.id: one for one in course.onward}
    instruments = {(i.id, i.version): i for i in await queries.instruments.versions(db, {(one.instrument, one.instrument_version) for one in window})}
    notes = {check_in_id: one.note for check_in_id, one in course.beside.items() if one.note is not None}
    plan, crises = await configuring.plan_of(db, patient_id), await words_of_crisis(db, course.onward, notes)
    found = {one.id: [*crises.get(one.id, []), *rules.findings.found_by(one, window, instruments, plan)] for one in changed.values()}
    found = {one: [said_by(finding, course.beside.get(one)) for finding in findings] for one, findings in found.items()}
    stored = [(one.id, one.at, finding) for one in changed.values() for finding in found[one.id]]
    before = [one for one in (*changed, *(check_in_id for _, check_in_id in changes)) if one != new]
    await queries.findings.replace(db, patient_id, before, stored)
    return Reports(changed, found, plan.thresholds)


def said_by(finding: Finding, beside: Beside | None) -> Finding:
    """With who said it, where that was a caregiver by a phone of their own."""
    if beside is None or beside.caregiver is None:
        return finding
    return structs.replace(finding, said_by=beside.caregiver, relationship=beside.relationship)


async def words_of_crisis(db: Connection, reports: list[RecentCheckIn], notes: Mapping[UUID, str]) -> Found:
    """Most reports have no note: then nothing more is read."""
    if not notes:
        return {}
    version, words = await configuring.with_version(db, CrisisWords)
    phrases = rules.crisis.phrases(words.phrases)
    return {one.id: rules.crisis.found_in(one, notes.get(one.id), phrases, version) for one in reports}


def moved(at: datetime, by: timedelta) -> datetime:
    """Phones' clocks may stand at either end of what a calendar can hold."""
    try:
        return at + by
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if by < timedelta(0) else datetime.max.replace(tzinfo=UTC)


async def call(db: Connection, actor: Actor, patient: Patient, reports: Reports, arrived: UUID | None, gone: UUID | None, now: datetime) -> None:
    """Raises, refreshes or holds back. `arrived`: the report that came just now; what others say only now is late. Each finding is decided once, and what the
    report that it replaces (`gone`) said already calls nobody again."""
    if patient.care not in rules.calls.UNDER_CARE or actor.kind == "system":
        return  # imported history, and who is no longer under care, call nobody
    said = [(check_in_id, finding) for check_in_id, findings in reports.found.items() for finding in findings]
    if not said:
        return
    done = await queries.calls.decided(db, [*reports.found, *([gone] if gone else [])])
    done |= {Decided(arrived, one.rule, one.item) for one in done if arrived and one.check_in_id == gone}
    new = [(check_in_id, finding) for check_in_id, finding in said if Decided(check_in_id, finding.rule, finding.item or "") not in done]
    open_alerts = {alert.subject: alert for alert in await queries.alerts.unresolved_of(db, [patient.id])}
    for subject in dict.fromkeys(rules.calls.subject_of(finding) for _, finding in new):
        about = [(check_in_id, finding) for check_in_id, finding in new if rules.calls.subject_of(finding) == subject]
        await about_subject(db, actor, patient, Subject(subject, open_alerts.get(subject), reports, arrived, now), about, now)


class Subject(Struct, frozen=True):
    """What is known while one subject is decided."""

    name: str
    alert: Alert | None
    reports: Reports
    arrived: UUID | None
    received_at: datetime

    def arrival(self, check_in_id: UUID) -> Arrival:
        report, newest = self.reports.check_ins[check_in_id], max(one.at for one in self.reports.check_ins.values())
        is_here_now = check_in_id == self.arrived
        cannot_wait = report.asks_for == "help_now" or self.name == rules.crisis.CRISIS
        return Arrival(at=report.at, received_at=self.received_at, is_newest=is_here_now and report.at == newest, cannot_wait=is_here_now and cannot_wait)


async def about_subject(db: Connection, actor: Actor, patient: Patient, subject: Subject, about: list[tuple[UUID, Finding]], now: datetime) -> None:
    before = await what_was_said(db, patient.id, subject)
    arrivals = {check_in_id: subject.arrival(check_in_id) for check_in_id, _ in about}
    calling, held = rules.calls.sorted_out(about, arrivals, before, subject.reports.thresholds, now)
    calls = [Call(patient_id=patient.id, check_in_id=check_in_id, finding=finding, held=why) for (check_in_id, finding), why in held]
    if calling:
        findings = [finding for _, finding in calling]
        raising = Raising(patient.id, subject.name, subject.alert, findings, rules.calls.level_of(findings))
        (alert_id,) = await raise_or_refresh(db, actor, [raising], now)
        calls += [Call(patient_id=patient.id, check_in_id=check_in_id, finding=finding, alert_id=alert_id) for check_in_id, finding in calling]
        db.announce(Event(kind="alert", patient_id=patient.id))
    if calls:
        await queries.calls.insert(db, calls, now)


async def what_was_said(db: Connection, patient_id: UUID, subject: Subject) -> Before:
    if subject.alert is not None:
        return Before(snoozed_until=subject.alert.snoozed_until, snoozed_to=subject.alert.snoozed_to)
    last = await queries.alerts.last_answered(db, patient_id, subject.name)
    return Before(resolved_at=last.resolved_at, resolved_worst=last.worst) if last else Before()


class Raising(NamedTuple):
    """`alert`: the one of this subject that is not resolved."""

    patient_id: UUID
    subject: str
    alert: Alert | None
    findings: list[Finding]
    level: Level


async def raise_or_refresh(db: Connection, actor: Actor, alerts: Sequence[Raising], now: datetime) -> list[UUID]:
    """Answers their ids, in the same order. One that is new, gets worse or slept waits from now on."""
    new = [one for one in alerts if one.alert is None]
    raised = iter(await raise_new(db, actor, new, now) if new else [])
    return [next(raised) if one.alert is None else await refresh(db, actor, one, one.alert, now) for one in alerts]


async def raise_new(db: Connection, actor: Actor, raising: Sequence[Raising], now: datetime) -> list[UUID]:
    alerts = [Waiting(uuid7(), one.patient_id, one.level) for one in raising]
    clocks = await responding.clocks_of(db, alerts, now)
    await queries.alerts.insert(db, [new_alert(one, its) for one, its in zip(raising, clocks, strict=True)], now)
    await responding.put(db, alerts, clocks)
    said = [{"level": one.level, "respond_by": responding.written(its.respond_by)} for one, its in zip(raising, clocks, strict=True)]
    await alert_steps.record_all(db, actor, "raised", now, [Stepped(one.alert_id, one.patient_id, its) for one, its in zip(alerts, said, strict=True)])
    return [one.alert_id for one in alerts]


def new_alert(one: Raising, clock: Begun) -> NewAlert:
    worst = rules.calls.worst_of(one.findings)
    return NewAlert(clock.alert_id, one.patient_id, one.subject, one.level, one.findings, worst, clock.respond_by, clock.called)


async def refresh(db: Connection, actor: Actor, raising: Raising, alert: Alert, now: datetime) -> UUID:
    worst, (higher, waits_anew) = rules.calls.worst_of(raising.findings), rules.calls.joined(raising.level, alert.level, alert.state == "snoozed")
    state: AlertState = "open" if waits_anew else alert.state
    await queries.alerts.refresh(db, alert.id, higher, state, raising.findings, worst, now)
    respond_by = alert.respond_by
    if waits_anew:
        (respond_by,) = await responding.wait(db, [Waiting(alert.id, alert.patient_id, higher)], now)
    name: Step = "escalated" if higher != alert.level else "refreshed"
    story = beyond(alert.snoozed_to, worst)
    await alert_steps.record(db, actor, alert.id, alert.patient_id, name, now, level=higher, respond_by=responding.written(respond_by), **story)
    return alert.id


def beyond(expected: int | None, worst: int | None) -> dict[str, int]:
    """The expected level that a report went beyond, which ended the snooze. Nothing where it didn't sleep, or had run out by itself."""
    return {"above": expected} if expected is not None and worst is not None and worst > expected else {}


async def withdrawn(db: Connection, actor: Actor, patient_id: UUID, check_in_id: UUID, now: datetime) -> None:
    """Open alerts that stand on a report which no longer counts say so; whether they end, a person decides."""
    for alert in await queries.alerts.unresolved_of(db, [patient_id]):
        if any(finding.inputs[0].check_in_id == check_in_id for finding in alert.findings):
            await alert_steps.record(db, actor, alert.id, patient_id, "report_withdrawn", now, check_in_id=str(check_in_id))
