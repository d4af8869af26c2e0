"""How what `configuring` reads is changed, for the whole organisation or for one patient: from the team's pages, a surrogate's phone or the demo."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import structs

from api import access, caregiving, configuring, intake, queries, rules, silences
from api.access import Actor
from api.configuring import TYPES
from api.db import Connection
from api.errors import CHANGED_MEANWHILE, INVALID, Refused, shaped
from api.permissions import BY_ROLE, Action
from schemas.caregivers import Answering, Switch
from schemas.configurations import ConfigurationKind, Configured, Content, CrisisWords, Hospice, NewConfigured, PatientPlan, Watch
from schemas.events import Event
from schemas.patients import Patient

CHANGE: Action = "configuration.change"
CHANGE_PLAN: Action = "plan.change"
SWITCH: Action = "answering.switch"
LONGEST_SHIFT = timedelta(days=14)  # longer is a slip of the pen; ours


async def change_plan(db: Connection, actor: Actor, patient_id: UUID, data: NewConfigured, now: datetime) -> Configured:
    """What is agreed with one patient."""
    await access.require(db, actor, CHANGE_PLAN, patient_id)
    await queries.symptom_states.lock(db, patient_id)
    before = await configuring.holding(db, PatientPlan, patient_id)
    stored = await store(db, actor, "plan", patient_id, data, now)
    await silences.planned(db, await access.require(db, actor, CHANGE_PLAN, patient_id), before, now)
    db.announce(Event(kind="patient", patient_id=patient_id))
    return stored


async def switch(db: Connection, actor: Actor, patient: Patient, data: Switch, now: datetime) -> Answering:
    patient = await intake.locked(db, patient)
    check_switch(patient, data, now)
    version, before = await configuring.with_version(db, PatientPlan, patient.id)
    plan = structs.replace(before, answered_by=data.answered_by, answered_since_on=data.since_on, answered_reason=data.reason.strip())
    if plan != before:
        content = configuring.as_content(plan)
        if not await queries.configurations.insert(db, "plan", patient.id, version + 1, content, actor.id, actor.name, now):
            raise Refused(CHANGED_MEANWHILE)
        await access.record(db, actor, SWITCH, now, patient_id=patient.id, version=version + 1, answered_by=plan.answered_by)
        await silences.planned(db, patient, before, now)
        db.announce(Event(kind="patient", patient_id=patient.id))
    return await caregiving.answering(db, patient.id)


def check_switch(patient: Patient, data: Switch, now: datetime) -> None:
    if data.since_on > patient.day_of(now):
        raise Refused(INVALID, errors=[("since_on", "This day is yet to come.")])
    if data.answered_by == "proxy" and not data.reason.strip():
        raise Refused(INVALID, errors=[("reason", "Say why the patient can't report any more, in words that the patient may read.")])


async def store(db: Connection, actor: Actor, kind: ConfigurationKind, patient_id: UUID | None, data: NewConfigured, now: datetime) -> Configured:
    content = await checked(db, kind, data)
    before = await configuring.configured(db, kind, patient_id)
    written = configuring.as_content(content)
    if before.version == data.replaces + 1 and before.content == written:
        return before  # the same, sent again
    if before.version != data.replaces:
        raise Refused(CHANGED_MEANWHILE)
    if not await queries.configurations.insert(db, kind, patient_id, before.version + 1, written, actor.id, actor.name, now):
        raise Refused(CHANGED_MEANWHILE)
    await access.record(db, actor, CHANGE_PLAN if patient_id else CHANGE, now, patient_id=patient_id, kind=kind, version=before.version + 1)
    return await configuring.configured(db, kind, patient_id)


async def checked(db: Connection, kind: ConfigurationKind, data: NewConfigured) -> Content:
    content = shaped(data.content, TYPES[kind])
    if isinstance(content, Watch):
        await check_watch(db, content)
    if isinstance(content, CrisisWords):
        check_phrases(content)
    if isinstance(content, Hospice) and content.pack not in rules.hospice.packs.packs():
        raise Refused(INVALID, errors=[("pack", f"There is no pack of this name. There are: {', '.join(rules.hospice.packs.packs())}.")])
    if isinstance(content, PatientPlan) and content.paused_until is not None and content.paused_until.tzinfo is None:
        raise Refused(INVALID, errors=[("paused_until", "Send it with its offset from UTC.")])
    if isinstance(content, PatientPlan):
        check_names(content.when_needed)
    if isinstance(content, PatientPlan) and content.answered_by == "proxy" and not (content.answered_since_on and content.answered_reason.strip()):
        raise Refused(INVALID, errors=[("answered_by", "Say since which day others answer, and why.")])
    return content


def check_names(medicines: list[str]) -> None:
    """Each stands once, and reads as something: on the phone they are told apart by their names alone."""
    plain = [" ".join(name.split()).casefold() for name in medicines]
    for number, name in enumerate(plain):
        if not name or name in plain[:number]:
            raise Refused(INVALID, errors=[(f"when_needed[{number}]", "Write each name once, and at least one letter.")])


def check_phrases(words: CrisisWords) -> None:
    """A phrase of signs alone would be found nowhere, or everywhere."""
    for language, phrases in (words.phrases or {}).items():
        for number, phrase in enumerate(phrases):
            if not rules.crisis.folded(phrase).strip():
                raise Refused(INVALID, errors=[(f"phrases.{language}[{number}]", "Write at least one word.")])


async def check_watch(db: Connection, watch: Watch) -> None:
    """Whoever is to be called must be there, and a shift must have a begin and an end."""
    for number, shift in enumerate(watch.on_call):
        if shift.begins_at.tzinfo is None or shift.ends_at.tzinfo is None:
            raise Refused(INVALID, errors=[(f"on_call[{number}]", "Send its times with their offset from UTC.")])
        if not timedelta(0) < shift.ends_at - shift.begins_at <= LONGEST_SHIFT:
            raise Refused(INVALID, errors=[(f"on_call[{number}]", "It must end after it begins, within 14 days.")])
    caring = {person.id for person in await queries.staff_members.team(db) if BY_ROLE[person.role] >= {"alert.change"}}
    for number, shift in enumerate(watch.on_call):
        if shift.staff_member_id not in caring:
            raise Refused(INVALID, errors=[(f"on_call[{number}].staff_member_id", "Nobody who looks after patients has this id.")])
    for number, person_id in enumerate(watch.escalation):
        if person_id not in caring:
            raise Refused(INVALID, errors=[(f"escalation[{number}]", "Nobody who looks after patients has this id.")])
