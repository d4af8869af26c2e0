"""Certifications joined to the store: a draft on a kept review, signed as a document that never changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct, structs
from uuid_utils.compat import uuid7

from api import access, deciding, papers, queries, rules
from api.access import Actor, StaffActor
from api.db import Connection
from api.errors import CERTIFICATION_REFUSED, NOT_FOUND, NOT_YOURS, Refused
from api.permissions import Action
from api.queries.documents import Document
from schemas.benefit_periods import FaceToFace, Period
from schemas.certifications import Addendum, CertificationDraft, Certifications, NewCertification, SignedCertification, StoredCertification
from schemas.decisions import Opinion
from schemas.patients import Patient

MOST = 50  # of one patient in one answer; ours


class Draft(Struct, frozen=True):
    """A draft with what would be signed if it were signed now."""

    draft: CertificationDraft
    patient: Patient
    would_be: SignedCertification
    decided: str


async def period_of(db: Connection, patient: Patient, new: NewCertification) -> Period:
    """As the regulation counts it; of the benefit on record where one is named."""
    period = next(rules.benefit_periods.following(new.begins_on, new.period))
    if new.election_id is None:
        return period
    for elected in rules.due_items.elections(await queries.benefit_periods.standing(db, [patient.id])):
        if elected.election.entry.first_id == new.election_id:
            found = rules.benefit_periods.periods(elected.election, elected.ending, new.begins_on)
            if any((one.number, one.begins_on) == (new.period, new.begins_on) for one in found):
                return period
    raise Refused(CERTIFICATION_REFUSED, errors=[("period", "The benefit on record has no such period. Look at its periods and begin again.")])


async def opinions_on(db: Connection, review_id: UUID) -> list[Opinion]:
    """In the order in which they were given."""
    return deciding.shaped(await queries.documents.about(db, [review_id]), ["opinion", "second_opinion"], Opinion)


async def decided_by(db: Connection, review_id: UUID) -> str:
    decided = next(one for one in await opinions_on(db, review_id) if one.decision == "hospice")
    return f"{decided.decided_by}, {decided.decided_on.day} {decided.decided_on:%b %Y}"


async def reviewed(db: Connection, patient_id: UUID, review_id: UUID) -> Document:
    """A review of this patient that was decided for hospice care. Raises certification-refused."""
    review = await queries.documents.get(db, review_id, "review")
    if review is None or review.patient_id != patient_id:
        raise Refused(CERTIFICATION_REFUSED, errors=[("review_id", "No decided review of this patient has this id.")])
    if not rules.hospice.certifying.may_be_certified(await opinions_on(db, review_id)):
        raise Refused(CERTIFICATION_REFUSED, errors=[("review_id", "This review was not decided for hospice care.")])
    return review


async def required(db: Connection, actor: Actor, action: Action, draft_id: UUID, now: datetime) -> Draft:
    """Raises not-found, also where it is signed or withdrawn."""
    draft = await queries.certification_drafts.get(db, draft_id)
    if draft is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, action, draft.patient_id)
    review = await queries.documents.get(db, draft.review_id, "review")
    if review is None:
        raise LookupError(draft.review_id)
    would_be = await composed(db, draft, patient, review, actor, now)
    shown = structs.replace(draft, doubts=await doubts(db, draft, patient, would_be, now))
    return Draft(shown, patient, would_be, await decided_by(db, draft.review_id))


def own(draft: CertificationDraft, actor: Actor) -> None:
    """Raises not-your-narrative."""
    if draft.begun_by_id != actor.id:
        raise Refused(NOT_YOURS)


async def composed(db: Connection, draft: CertificationDraft, patient: Patient, review: Document, actor: Actor, now: datetime) -> SignedCertification:
    organisation = await queries.organisations.get(db)
    return SignedCertification(
        id=draft.id,
        patient_id=draft.patient_id,
        review_id=draft.review_id,
        review_sha256=queries.documents.sha256(review.content),
        period=draft.period,
        begins_on=draft.begins_on,
        ends_on=draft.ends_on,
        capacity=draft.capacity,
        layout=rules.hospice.certifying.layout(rules.hospice.snapshots.read(review.content), organisation.name),
        statement=rules.hospice.certifying.STATEMENT,
        narrative=draft.narrative.strip(),
        attestation=rules.hospice.certifying.ATTESTATION,
        signed_by_id=actor.id,
        signed_by=actor.name,
        signed_as=actor.role if isinstance(actor, StaffActor) else actor.kind,
        signed_at=now,
        zone=patient.zone,
        face_to_face=await encounters(db, draft),
        election_id=draft.election_id,
    )


async def encounters(db: Connection, draft: CertificationDraft) -> list[FaceToFace]:
    """On record for this period of this election."""
    entries = await queries.benefit_periods.standing(db, [draft.patient_id])
    return [one for one in entries if isinstance(one, FaceToFace) and (one.election_id, one.period) == (draft.election_id, draft.period)]


async def doubts(db: Connection, draft: CertificationDraft, patient: Patient, would_be: SignedCertification, now: datetime) -> list[str]:
    mark = rules.hospice.certifying.mark(draft.narrative)
    another = bool(draft.narrative.strip()) and await queries.certification_drafts.another_has(db, patient.id, mark)
    return rules.hospice.certifying.doubts(draft, patient.day_of(now), another_has_it=another, seen_in_person=bool(would_be.face_to_face))


async def sign(db: Connection, actor: Actor, found: Draft, paper: bytes, now: datetime) -> bool:
    """False where the draft is another one by now. Then nothing was written."""
    signed, draft = found.would_be, found.draft
    if not await queries.certification_drafts.sign(db, draft.id, draft.version, rules.hospice.certifying.mark(signed.narrative), now):
        return False
    content = deciding.canonical(signed)
    await deciding.keep(db, actor, "certification.sign", draft.patient_id, "certification", content, now, draft.id, draft.review_id)
    await deciding.keep(db, actor, "certification.paper", draft.patient_id, "certification_pdf", paper, now, uuid7(), draft.id)
    return True


async def signed(db: Connection, actor: Actor, action: Action, certification_id: UUID) -> Document:
    found = await queries.documents.get(db, certification_id, "certification")
    if found is None:
        raise Refused(NOT_FOUND)
    await access.require(db, actor, action, found.patient_id)
    return found


def read(document: Document) -> SignedCertification:
    return msgspec.json.decode(document.content, type=SignedCertification)


async def stored(db: Connection, certifications: Sequence[Document]) -> list[StoredCertification]:
    about = await queries.documents.about(db, [one.id for one in certifications])
    return [of_document(one, [other for other in about if other.about == one.id]) for one in certifications]


def of_document(one: Document, about: Sequence[Document]) -> StoredCertification:
    paper = next(other for other in about if other.kind == "certification_pdf")
    return StoredCertification(
        certification=read(one),
        sha256=queries.documents.sha256(one.content),
        pdf_sha256=queries.documents.sha256(paper.content),
        addenda=deciding.shaped(about, ["addendum"], Addendum),
    )


async def of_patient(db: Connection, actor: Actor, patient_id: UUID, now: datetime) -> Certifications:
    drafts = await queries.certification_drafts.of_patient(db, patient_id, MOST)
    shown = [(await required(db, actor, "certification.read", one.id, now)).draft for one in drafts]
    return Certifications(drafts=shown, signed=await stored(db, await queries.documents.of_patient(db, patient_id, "certification", MOST)))


def paper_of(found: Draft, *, signed: bool) -> dict[str, object]:
    return papers.certification.content(found.would_be, found.decided, signed=signed)
