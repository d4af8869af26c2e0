"""The one way a check-in gets in: from a phone, a colleague's keyboard, a batch or an imported file."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

import msgspec
from msgspec import structs

from api import access, alerting, queries, ranking, rules, silences
from api.access import Actor, CaregiverActor, StaffActor
from api.db import Connection
from api.errors import (
    ANSWERS,
    CONFLICT,
    ID_VERSION,
    INSTRUMENT_EXISTS,
    MODE,
    NO_CONTENT,
    NOT_CORRECTABLE,
    PATIENT_NEEDED,
    UNKNOWN_INSTRUMENT,
    ZONE,
    Refused,
)
from api.permissions import Action
from api.queries.check_ins import EnteredBy, StoredReceipt, Writing
from api.rules.concern import Instruments
from schemas.alerts import Standing
from schemas.check_ins import CheckIn, NewCheckIn, Receipt
from schemas.events import Event
from schemas.instruments import Instrument, NewInstrument
from schemas.patients import Patient
from schemas.symptom_states import RecentCheckIn, SymptomState

EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
SUBMIT: Action = "check_in.submit"
PAIN = "pain"  # the item of every questionnaire that asks for it


async def submit(db: Connection, actor: Actor, check_in_id: UUID, new: NewCheckIn, now: datetime) -> Receipt:
    """Store a check-in once, however often it is sent. Raises Refused; then nothing was stored."""
    if isinstance(actor, StaffActor) and new.patient_id is None:
        raise Refused(PATIENT_NEEDED, errors=[("patient_id", "Name the patient.")])
    patient = await access.require(db, actor, SUBMIT, new.patient_id)
    writing = await checked(db, actor, patient, check_in_id, new, now)
    patient, state = await locked_with_state(db, patient)
    stored = await queries.check_ins.insert(db, writing)
    if stored is None:
        return await earlier(db, actor, writing)
    await access.record(db, actor, SUBMIT, now, patient_id=patient.id, subject_id=check_in_id)  # before what it calls for: the trail reads as it happened
    corrected = await correct(db, actor, patient, check_in_id, new)
    reports = await alert(db, actor, patient, stored, corrected, now)
    recent = await queries.check_ins.recent(db, patient.id, rules.concern.RECENT) if corrected else rules.concern.with_new(state.recent, reports[check_in_id])
    await advance(db, actor, patient, state, recent, check_in_id, now)
    db.announce(Event(kind="check_in", patient_id=patient.id))
    return stored.receipt


async def checked(db: Connection, actor: Actor, patient: Patient, check_in_id: UUID, new: NewCheckIn, now: datetime) -> Writing:
    """Everything that can be refused is refused here, before anything is written."""
    refuse_ill_formed(actor, check_in_id, new)
    instrument = await queries.instruments.get(db, new.instrument, new.instrument_version)
    if instrument is None:
        raise Refused(UNKNOWN_INSTRUMENT, errors=[("instrument", f"{new.instrument} {new.instrument_version or ''}".strip() + " isn't loaded here.")])
    return writing_of(actor, patient, check_in_id, new, instrument, now)


def refuse_ill_formed(actor: Actor, check_in_id: UUID, new: NewCheckIn) -> None:
    """What can be seen without the questionnaire. Raises Refused."""
    if check_in_id.version != 7:
        raise Refused(ID_VERSION)
    if new.corrects == check_in_id:  # it would stand replaced by itself: acknowledged, and seen by nobody
        raise Refused(NOT_CORRECTABLE, errors=[("corrects", "A check-in can't replace itself; give the new version an id of its own.")])
    if new.zone not in zones():
        raise Refused(ZONE, errors=[("zone", f"{new.zone!r} is not a time zone; send one such as Europe/Berlin.")])
    if (new.mode in ("self", "assisted")) > (new.respondent == "patient") or (new.mode == "proxy") > (new.respondent != "patient"):
        raise Refused(MODE, errors=[("mode", f"{new.mode} doesn't go with respondent {new.respondent}.")])
    access.allow_answer(actor, new.respondent, new.mode, is_urgent=new.asks_for == "help_now")
    if not new.answers and not (new.note or "").strip() and new.asks_for is None:
        raise Refused(NO_CONTENT, errors=[("answers", "There are none.")])


def writing_of(actor: Actor, patient: Patient, check_in_id: UUID, new: NewCheckIn, instrument: Instrument, now: datetime) -> Writing:
    """Raises Refused for answers that don't fit the questionnaire."""
    answers = answered(instrument, new.answers)
    if new.pain_regions and answers.get(PAIN) == 0:
        raise Refused(ANSWERS, errors=[("pain_regions", "Pain is 0; leave out where it hurts.")])
    new = structs.replace(new, recorded_at=storable(new.recorded_at), pain_regions=sorted(set(new.pain_regions)))
    return Writing(
        id=check_in_id,
        patient_id=patient.id,
        new=new,
        instrument=instrument,
        answers=answers,
        received_at=now,
        entered_by=typed_by(actor),
        partial=rules.answers.partial(instrument, answers, instrument.switched_on),
        content_hash=content_hash(patient.id, new, answers),
    )


def storable(recorded_at: datetime) -> datetime:
    """In UTC. A clock so wrong that its date has no day before or after it stands at the edge of the calendar instead; it is no reason to lose an answer."""
    try:
        return min(max(recorded_at.astimezone(UTC), EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if recorded_at.year == 1 else LATEST


@cache
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name != "localtime")


async def load_instrument(db: Connection, actor: Actor, new: NewInstrument, now: datetime) -> Instrument:
    """The same file twice is fine. Raises Refused for other content under a version that is there. Nobody is asked it until it is switched on."""
    if await queries.instruments.insert(db, new, bundled=False, asked=False, now=now):
        await access.record(db, actor, "instrument.load", now, instrument=new.id, version=new.version)
    stored = await queries.instruments.get(db, new.id, new.version)
    if stored is None or any(getattr(stored, name) != getattr(new, name) for name in NewInstrument.__struct_fields__):
        raise Refused(INSTRUMENT_EXISTS)
    return stored


def answered(instrument: NewInstrument, answers: Mapping[str, object]) -> dict[str, int | None]:
    try:
        return rules.answers.checked(instrument, answers)
    except rules.answers.AnswersRefused as refused:
        raise Refused(ANSWERS, errors=refused.errors) from refused


def typed_by(actor: Actor) -> EnteredBy:
    if isinstance(actor, CaregiverActor):
        return EnteredBy("caregiver", actor.id, actor.name, actor.caregiver.relationship)
    return EnteredBy("staff" if actor.kind == "staff" else "patient" if actor.kind == "patient" else "system", actor.id, actor.name)


def content_hash(patient_id: UUID, new: NewCheckIn, answers: Mapping[str, int | None]) -> bytes:
    """What makes two check-ins of one id the same. The app's version is left out: a phone may be updated while a check-in waits in its queue."""
    facts = [
        patient_id,
        new.instrument,
        new.instrument_version,
        new.recorded_at,
        new.zone,
        sorted(answers.items()),
        new.respondent,
        new.mode,
        new.note,
        new.corrects,
        *([new.asks_for] if new.asks_for else []),  # those of check-ins without it stay what they were before it was known
        *([new.pain_regions] if new.pain_regions else []),
    ]
    return hashlib.sha256(msgspec.json.encode(facts)).digest()


async def earlier(db: Connection, actor: Actor, writing: Writing) -> Receipt:
    """The receipt of the copy that was stored before; a conflict where it was something else."""
    stored = await queries.check_ins.stored(db, writing.id)
    if stored is None or stored.content_hash != writing.content_hash:
        raise Refused(CONFLICT, errors=await difference(db, actor, writing, stored))
    return stored.receipt


async def difference(db: Connection, actor: Actor, writing: Writing, stored: StoredReceipt | None) -> list[tuple[str, str]]:
    """Names the fields that differ, to somebody who may read that patient; nothing to anybody else."""
    if stored is None or stored.patient_id != writing.patient_id:
        return []
    before = await queries.check_ins.get(db, writing.id)
    if before is None or (isinstance(actor, CaregiverActor) and actor.reads_own_only not in (None, before.entered_by_id)):
        return []
    new = writing.new
    pairs = {
        "instrument": (before.instrument, new.instrument),
        "recorded_at": (before.recorded_at, new.recorded_at),
        "zone": (before.zone, new.zone),
        "answers": (before.answers, writing.answers),
        "respondent": (before.respondent, new.respondent),
        "mode": (before.mode, new.mode),
        "note": (before.note, new.note),
        "corrects": (before.corrects, new.corrects),
        "asks_for": (before.asks_for, new.asks_for),
        "pain_regions": (before.pain_regions, new.pain_regions),
    }
    return [(field, "differs from what is stored") for field, (old, sent) in pairs.items() if old != sent]


async def alert(db: Connection, actor: Actor, patient: Patient, arrived: StoredReceipt | None, gone: CheckIn | None, now: datetime) -> dict[UUID, RecentCheckIn]:
    """What the reports say now, and whom it calls; answers those that were judged. `arrived`: the report that came; `gone`: the one that was replaced or taken back."""
    changes, new = [(one.at, one.id) for one in (arrived, gone) if one is not None], arrived.id if arrived else None
    reports = await alerting.judge(db, patient.id, changes, new)
    if gone is not None:
        await alerting.withdrawn(db, actor, patient.id, gone.id, now)
    await alerting.call(db, actor, patient, reports, new, gone.id if gone else None, now)
    return reports.check_ins


async def correct(db: Connection, actor: Actor, patient: Patient, check_in_id: UUID, new: NewCheckIn) -> CheckIn | None:
    """The one that is replaced, if one is."""
    if new.corrects is None:
        return None
    before = await queries.check_ins.get(db, new.corrects)
    if before is not None and before.patient_id == patient.id:
        access.allow_change(actor, before)
    if not await queries.check_ins.mark_replaced(db, patient.id, new.corrects, check_in_id):
        raise Refused(NOT_CORRECTABLE, errors=[("corrects", "There is no current check-in of this patient with that id.")])
    return before


async def locked(db: Connection, patient: Patient) -> Patient:
    """As they are once nobody else changes anything about them: they may have died while we waited."""
    return (await locked_with_state(db, patient))[0]


async def locked_with_state(db: Connection, patient: Patient) -> tuple[Patient, SymptomState]:
    state = await queries.symptom_states.locked(db, patient.id)
    return await queries.patients.get(db, patient.id) or patient, state


async def advance(
    db: Connection, actor: Actor, patient: Patient, before: SymptomState, recent: list[RecentCheckIn], arrived: UUID | None, now: datetime
) -> None:
    """Brings the patient's state up to what is stored. It is the same whatever order check-ins arrive in; whom it calls is not. Imports begin no count of what is
    missed: they are history."""
    state = structs.replace(before, last_heard_at=recent[0].at if recent else None, recent=recent)
    forms, alerts = await ranking.instruments_of(db, recent), (await queries.alerts.standing(db, [patient.id]))[patient.id]
    if actor.kind != "system":
        alerts = await listen(db, actor, patient, state, forms, alerts, arrived, now)
    await queries.symptom_states.put(db, structs.replace(state, concern=ranking.rank_of(state, forms, alerts)))


async def listen(
    db: Connection, actor: Actor, patient: Patient, state: SymptomState, forms: Instruments, alerts: list[Standing], arrived: UUID | None, now: datetime
) -> list[Standing]:
    """What stands after it: a report that came may end silence."""
    if arrived is None:
        await silences.withdrawn(db, patient, state, forms)
        return alerts
    others = [alert for alert in alerts if alert.subject != rules.silence.SILENCE]
    if not await silences.heard(db, patient, state, forms, now) or len(others) == len(alerts):
        return alerts
    await silences.end(db, actor, patient.id, now)
    return others
