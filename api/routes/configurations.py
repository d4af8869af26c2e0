from datetime import datetime, timedelta
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, configuring, queries, rules, silences
from api.access import Actor, Asking
from api.configuring import TYPES
from api.db import Connection
from api.errors import CHANGED_MEANWHILE, INVALID, NOT_FOUND, Refused, shaped
from api.permissions import BY_ROLE, Action
from schemas.configurations import ConfigurationKind, Configured, Content, CrisisWords, Hospice, Language, NewConfigured, PatientPlan, Watch
from schemas.events import Event

READ: Action = "configuration.read"
CHANGE: Action = "configuration.change"
READ_PLAN: Action = "plan.read"
CHANGE_PLAN: Action = "plan.change"
OF_ORGANISATION: tuple[ConfigurationKind, ...] = ("rules", "watch", "crisis_words", "self_care", "hospice", "family", "caregivers")
LONGEST_SHIFT = timedelta(days=14)  # longer is a slip of the pen; ours
VERSIONS = 200


@get("/configurations/{kind:str}")
async def configuration(db: NamedDependency[Connection], actor: Asking, kind: FromPath[str]) -> Configured:
    """What holds for the whole organisation: rules, watch, crisis_words, self_care, hospice, family or caregivers."""
    access.allow(actor, READ)
    return await configuring.configured(db, of_organisation(kind))


@get("/configurations/{kind:str}/versions")
async def configuration_versions(db: NamedDependency[Connection], actor: Asking, kind: FromPath[str]) -> list[Configured]:
    """Who set what and when, newest first."""
    access.allow(actor, READ)
    return await queries.configurations.history(db, of_organisation(kind), None, VERSIONS)


@get("/crisis-words")
async def crisis_words(db: NamedDependency[Connection], actor: Asking) -> dict[Language, list[str]]:
    """The phrases that are looked for in notes: the organisation's own list of a language, else Balm's."""
    access.allow(actor, READ)
    return {**rules.crisis.OURS, **((await configuring.holding(db, CrisisWords)).phrases or {})}


@put("/configurations/{kind:str}")
async def configure(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], kind: FromPath[str], data: JSONBody[NewConfigured]
) -> Configured:
    """From now on. What was judged before stays as it was judged."""
    access.allow(actor, CHANGE)
    stored = await set_(db, actor, of_organisation(kind), None, data, now)
    if kind == "watch":
        await queries.alert_clocks.wind_those_without(db, now)
    if kind == "rules":
        await queries.timers.hurry(db, "silence", now)
    if kind == "hospice":
        await queries.timers.hurry(db, "screening", now)
    if kind == "caregivers":
        await queries.timers.hurry(db, "bereavement", now)
    return stored


@get("/patients/{patient_id:uuid}/plan")
async def plan(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Configured:
    """Goals, thresholds, expected reports and pauses of one patient."""
    await access.require(db, actor, READ_PLAN, patient_id)
    await access.record(db, actor, READ_PLAN, now, patient_id=patient_id)
    return await configuring.configured(db, "plan", patient_id)


@get("/patients/{patient_id:uuid}/plan/versions")
async def plan_versions(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Configured]:
    """Who set what and when, newest first."""
    await access.require(db, actor, READ_PLAN, patient_id)
    await access.record(db, actor, READ_PLAN, now, patient_id=patient_id)
    return await queries.configurations.history(db, "plan", patient_id, VERSIONS)


@put("/patients/{patient_id:uuid}/plan")
async def change_plan(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewConfigured]
) -> Configured:
    """From the next report on."""
    await access.require(db, actor, CHANGE_PLAN, patient_id)
    await queries.symptom_states.lock(db, patient_id)
    before = await configuring.holding(db, PatientPlan, patient_id)
    stored = await set_(db, actor, "plan", patient_id, data, now)
    await silences.planned(db, await access.require(db, actor, CHANGE_PLAN, patient_id), before, now)
    db.announce(Event(kind="patient", patient_id=patient_id))
    return stored


def of_organisation(kind: str) -> ConfigurationKind:
    for known in OF_ORGANISATION:
        if kind == known:
            return known
    raise Refused(NOT_FOUND)


async def set_(db: Connection, actor: Actor, kind: ConfigurationKind, patient_id: UUID | None, data: NewConfigured, now: datetime) -> Configured:
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
