"""The one way a fact gets on record, and the one way it stops standing."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import structs

from api import access, queries, rules, screening, sharing
from api.access import Actor
from api.db import Connection
from api.errors import FACT_CONFLICT, FACT_DOUBTED, FACT_NOT_CORRECTABLE, FACT_REFUSED, ID_VERSION, NOT_FOUND, NOT_IN_TEAM, Refused
from api.queries.facts import NOUNS, F, Row, Writing
from schemas.assessments import Assessment, NewAssessment
from schemas.check_ins import EnteredInError
from schemas.entries import Entry, NewFact, Noun
from schemas.events import Event
from schemas.measurements import NewMeasurement
from schemas.needs import NewNeed
from schemas.patients import Patient
from schemas.preferences import NewPreference

NAMED: dict[str, Noun] = {"diagnosis_id": "diagnosis", "treatment_line_id": "treatment_line", "follows": "assessment"}  # fields that name another fact


async def record(db: Connection, actor: Actor, patient_id: UUID, noun: type[F], fact_id: UUID, new: NewFact, now: datetime) -> F:
    """Store a fact once, however often it is sent. Raises Refused; then nothing was stored."""
    patient = await access.require(db, actor, "fact.record", patient_id)
    if fact_id.version != 7:
        raise Refused(ID_VERSION)
    await queries.symptom_states.lock(db, patient.id)
    hashed = content_hash(patient.id, NOUNS[noun], new)
    if await queries.facts.get(db, fact_id) is None:
        await store(db, actor, patient, NOUNS[noun], fact_id, new, hashed, now)
    stored = await queries.facts.get(db, fact_id)
    if stored is None or stored.content_hash != hashed:
        raise Refused(FACT_CONFLICT)
    return stored.read(noun)


async def store(db: Connection, actor: Actor, patient: Patient, noun: Noun, fact_id: UUID, new: NewFact, hashed: bytes, now: datetime) -> None:
    check(new, patient, now)
    before = await corrected(db, patient, noun, new)
    new = await named(db, patient, new)
    writing = Writing(
        id=fact_id,
        first_id=before.first_id if before else fact_id,
        patient_id=patient.id,
        noun=noun,
        kind=kind_of(new),
        observed_on=new.observed_on or patient.day_of(now),
        content=content(new) | await derived(db, patient, new),
        content_hash=hashed,
        recorded_at=now,
        recorded_by_kind="staff" if actor.kind == "staff" else "system",
        recorded_by_id=actor.id,
        recorded_by=actor.name,
        corrects=new.corrects,
    )
    if before is not None:
        await queries.facts.mark_replaced(db, before.id, fact_id)
    if await queries.facts.insert(db, writing):
        await access.record(db, actor, "fact.record", now, patient_id=patient.id, subject_id=fact_id, noun=noun, kind=writing.kind)
        await follows(db, actor, patient, writing.kind, now)


async def follows(db: Connection, actor: Actor, patient: Patient, kind: str, now: datetime) -> None:
    """From a fact that stands from now on, or no longer."""
    await screening.due(db, patient, now)
    if kind == "who_may_know":
        await sharing.hold_to_wish(db, actor, patient.id, now)
    db.announce(Event(kind="fact", patient_id=patient.id))


def check(new: NewFact, patient: Patient, now: datetime) -> None:
    try:
        rules.facts.checked(new, now.astimezone(ZoneInfo(patient.zone)), patient.born_on)
    except rules.facts.FactRefused as refused:
        raise Refused(FACT_REFUSED, errors=refused.errors) from refused


async def corrected(db: Connection, patient: Patient, noun: Noun, new: NewFact) -> Row | None:
    """What the new version replaces. Nobody changes what is about another patient, or a weight into a height."""
    if new.corrects is None:
        return None
    before = await queries.facts.get(db, new.corrects)
    if before is None or (before.patient_id, before.noun, before.kind) != (patient.id, noun, kind_of(new)) or not before.stands:
        raise Refused(FACT_NOT_CORRECTABLE, errors=[("corrects", f"Nothing of this kind stands under that id: {noun.replace('_', ' ')} {kind_of(new)}".rstrip() + ".")])
    return before


async def named(db: Connection, patient: Patient, new: NewFact) -> NewFact:
    """Other facts are named by the id of their first version, so that they stay named when they change."""
    for field, noun in NAMED.items():
        fact_id = getattr(new, field, None)
        if fact_id is None:
            continue
        other = await queries.facts.get(db, fact_id)
        if other is None or (other.patient_id, other.noun) != (patient.id, noun) or other.entered_in_error_at is not None:
            raise Refused(FACT_REFUSED, errors=[(field, f"This patient has no {noun.replace('_', ' ')} with that id.")])
        if isinstance(new, NewAssessment):
            follow(new, other)
        new = structs.replace(new, **{field: other.first_id})
    return new


def follow(new: NewAssessment, rating: Row) -> None:
    wanted = rules.kinds.KINDS[new.kind].follows
    if rating.kind != wanted:
        raise Refused(FACT_REFUSED, errors=[("follows", f"That is {rating.kind}; this follows up {wanted}.")])
    if new.observed_on is not None and new.observed_on < rating.observed_on:
        raise Refused(FACT_REFUSED, errors=[("observed_on", f"That was rated later, on {rating.observed_on}.")])


async def derived(db: Connection, patient: Patient, new: NewFact) -> dict[str, Any]:
    """What is stored beside what was sent. What doesn't go with what stands already is refused here."""
    if isinstance(new, NewAssessment):
        last = await queries.facts.newest(db, patient.id, "assessment", new.kind, new.corrects)
        if doubt := rules.assessments.doubt(new, last.read(Assessment) if last else None):
            raise Refused(FACT_DOUBTED, errors=[("value", doubt)])
        return rules.assessments.amounts(new)._asdict()
    if isinstance(new, NewMeasurement):
        return {"sum_mm": rules.facts.sum_mm(new)}
    if isinstance(new, NewNeed) and new.staff_member_id is not None:
        return {"staff_member": await name_of(db, new.staff_member_id)}
    return {}


async def name_of(db: Connection, staff_member_id: UUID) -> str:
    for person in await queries.staff_members.team(db):
        if person.id == staff_member_id:
            return person.name
    raise Refused(NOT_IN_TEAM)


def kind_of(new: NewFact) -> str:
    return new.kind if isinstance(new, NewAssessment) else new.topic if isinstance(new, NewPreference) else ""


def content(new: NewFact) -> dict[str, Any]:
    """Without what has a column of its own."""
    return {name: value for name, value in said(new).items() if name not in ("observed_on", "corrects")}


def said(new: NewFact) -> dict[str, Any]:
    """What isn't empty. A field that Balm learns later then changes no hash of what was stored before."""
    return {name: value for name, value in msgspec.to_builtins(new).items() if value not in (None, [], {}) and value is not False}


def content_hash(patient_id: UUID, noun: Noun, new: NewFact) -> bytes:
    """What makes two facts of one id the same."""
    return hashlib.sha256(msgspec.json.encode([patient_id, noun, said(new)], order="sorted")).digest()


async def mark_in_error(db: Connection, actor: Actor, fact_id: UUID, data: EnteredInError, now: datetime) -> Entry:
    """It stays stored and marked, and no longer stands; what it replaced stands again. Marking it twice changes nothing."""
    row = await queries.facts.get(db, fact_id)
    if row is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, "fact.mark_in_error", row.patient_id)
    await queries.symptom_states.lock(db, patient.id)
    if await queries.facts.mark_in_error(db, fact_id, actor.id, data.reason, now):
        if row.corrects is not None:
            await queries.facts.let_stand(db, row.corrects)
        await access.record(db, actor, "fact.mark_in_error", now, patient_id=patient.id, subject_id=fact_id, noun=row.noun, kind=row.kind)
        await follows(db, actor, patient, row.kind, now)
    marked = await queries.facts.get(db, fact_id) or row
    if marked.entered_in_error_at is None:
        raise Refused(FACT_NOT_CORRECTABLE)
    return marked.entry
