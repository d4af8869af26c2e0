"""The one way in which a medicine taken when needed gets in: from a phone, a colleague's keyboard or the demo."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import structs

from api import access, intake, queries
from api.access import Actor, StaffActor
from api.db import Connection
from api.errors import FACT_CONFLICT, FACT_NOT_CORRECTABLE, ID_VERSION, INVALID, MODE, NOT_LISTED, PATIENT_NEEDED, ZONE, Refused
from api.permissions import Action
from api.queries.when_needed_doses import Writing
from schemas.events import Event
from schemas.patients import Patient
from schemas.when_needed_doses import DoseReceipt, NewWhenNeededDose, WhenNeededDose

SUBMIT: Action = "dose.submit"
VERSIONS = 500  # of a plan, among which a name may stand


async def submit(db: Connection, actor: Actor, dose_id: UUID, data: NewWhenNeededDose, now: datetime) -> DoseReceipt:
    """Store it once, however often it is sent. Raises Refused; then nothing was stored."""
    if isinstance(actor, StaffActor) and data.patient_id is None:
        raise Refused(PATIENT_NEEDED, errors=[("patient_id", "Name the patient.")])
    patient = await access.require(db, actor, SUBMIT, data.patient_id)
    writing = written(actor, patient, dose_id, data, now)
    patient = await intake.locked(db, patient)
    if await queries.when_needed_doses.receipt(db, dose_id, writing.content_hash) is None:
        await store(db, actor, patient, writing, now)
    receipt = await queries.when_needed_doses.receipt(db, dose_id, writing.content_hash)
    if receipt is None:
        raise Refused(FACT_CONFLICT)
    return receipt


async def store(db: Connection, actor: Actor, patient: Patient, writing: Writing, now: datetime) -> None:
    """Nothing where the id is taken. A copy that comes when the list has changed since is no new dose, so this looks at the list only now."""
    if await queries.when_needed_doses.get(db, writing.id) is not None:
        return
    before = await corrected(db, actor, patient, writing.new)
    if writing.new.medicine not in await names(db, patient.id) | {before.medicine if before else None}:
        raise Refused(NOT_LISTED)
    if await queries.when_needed_doses.insert(db, writing):
        if before is not None:
            await queries.when_needed_doses.mark_replaced(db, patient.id, before.id, writing.id)
        await access.record(db, actor, SUBMIT, now, patient_id=patient.id, subject_id=writing.id)
        db.announce(Event(kind="patient", patient_id=patient.id))


async def names(db: Connection, patient_id: UUID) -> set[str]:
    """All that ever stood on the list: a phone without a connection may have an earlier one."""
    versions = await queries.configurations.history(db, "plan", patient_id, VERSIONS)
    return {name for version in versions for name in version.content.get("when_needed", [])}


def written(actor: Actor, patient: Patient, dose_id: UUID, new: NewWhenNeededDose, now: datetime) -> Writing:
    """Everything that can be refused without looking is refused here."""
    if dose_id.version != 7:
        raise Refused(ID_VERSION)
    if new.zone not in intake.zones():
        raise Refused(ZONE, errors=[("zone", f"{new.zone!r} is not a time zone; send one such as Europe/Berlin.")])
    if (new.mode in ("self", "assisted")) > (new.respondent == "patient") or (new.mode == "proxy") > (new.respondent != "patient"):
        raise Refused(MODE, errors=[("mode", f"{new.mode} doesn't go with respondent {new.respondent}.")])
    access.allow_answer(actor, new.respondent, new.mode)
    if new.relief_words is not None and not new.relief_words.strip():
        raise Refused(INVALID, errors=[("relief_words", "Write at least one word, or leave it out.")])
    new, by = structs.replace(new, taken_at=intake.storable(new.taken_at)), intake.typed_by(actor)
    return Writing(
        id=dose_id,
        patient_id=patient.id,
        new=new,
        entered_by_kind=by.kind,
        entered_by_id=by.id,
        entered_by=by.name,
        received_at=now,
        content_hash=content_hash(patient.id, new),
    )


def content_hash(patient_id: UUID, new: NewWhenNeededDose) -> bytes:
    """What makes two doses of one id the same. A field that Balm learns later changes no hash of what was stored before."""
    facts = {name: value for name, value in structs.asdict(new).items() if value is not None and name != "patient_id"}
    return hashlib.sha256(msgspec.json.encode([patient_id, facts], order="sorted")).digest()


async def corrected(db: Connection, actor: Actor, patient: Patient, new: NewWhenNeededDose) -> WhenNeededDose | None:
    """What the new version replaces. A phone corrects only what came from its patient's phones."""
    if new.corrects is None:
        return None
    before = await queries.when_needed_doses.get(db, new.corrects)
    if before is None or before.patient_id != patient.id or before.replaced_by is not None or before.entered_in_error_at is not None:
        raise Refused(FACT_NOT_CORRECTABLE, errors=[("corrects", "No dose of this patient stands under that id.")])
    access.allow_change(actor, before)
    return before
