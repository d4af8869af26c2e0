from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from uuid_utils.compat import uuid7

from api import access, benefits, certifying, deciding, identifying, papers, queries
from api.access import Actor, Asking, StaffActor
from api.certifying import Draft
from api.db import Connection, Pool, transaction
from api.errors import CERTIFICATION_DOUBTED, CERTIFICATION_REFUSED, CHANGED_MEANWHILE, NOT_FOUND, Refused
from api.hub import Hub
from api.permissions import Action
from api.reauthentication import require_password
from api.settings import Settings
from schemas.benefit_periods import NewCertification as NewEntry
from schemas.certifications import Addendum, CertificationDraft, Certifications, NarrativeChange, NewAddendum, NewCertification, Signing, StoredCertification

READ: Action = "certification.read"
WRITE: Action = "certification.write"


@get("/patients/{patient_id:uuid}/certifications")
async def certifications(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Certifications:
    """Drafts, and what was signed; each newest first."""
    await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id)
    return await certifying.of_patient(db, actor, patient_id, now)


@post("/patients/{patient_id:uuid}/certifications")
async def begin(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewCertification]
) -> CertificationDraft:
    """A physician begins to certify a period, on a review that was decided for hospice care. The narrative is empty."""
    patient = await access.require(db, actor, WRITE, patient_id)
    await certifying.reviewed(db, patient_id, data.review_id)
    period = await certifying.period_of(db, patient, data)
    draft_id = await queries.certification_drafts.insert(db, patient_id, data, period.ends_on, actor.id, actor.name, now)
    await access.record(db, actor, "certification.begin", now, patient_id=patient_id, subject_id=draft_id, period=data.period)
    return (await certifying.required(db, actor, WRITE, draft_id, now)).draft


@put("/certifications/{certification_id:uuid}/narrative")
async def write(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], certification_id: FromPath[UUID], data: JSONBody[NarrativeChange]
) -> CertificationDraft:
    """Only the physician who began it writes it."""
    found = await certifying.required(db, actor, WRITE, certification_id, now)
    certifying.own(found.draft, actor)
    if not await queries.certification_drafts.write(db, certification_id, data.narrative, data.version, now):
        raise Refused(CHANGED_MEANWHILE)
    await access.record(db, actor, WRITE, now, patient_id=found.patient.id, subject_id=certification_id)
    return (await certifying.required(db, actor, WRITE, certification_id, now)).draft


@delete("/certifications/{certification_id:uuid}")
async def withdraw(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], certification_id: FromPath[UUID]) -> None:
    """A draft isn't needed any more. What is signed stays."""
    found = await certifying.required(db, actor, WRITE, certification_id, now)
    certifying.own(found.draft, actor)
    await queries.certification_drafts.withdraw(db, certification_id, now)
    await access.record(db, actor, "certification.withdraw", now, patient_id=found.patient.id, subject_id=certification_id)


@post("/certifications/{certification_id:uuid}/signature")
async def sign(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], hub: NamedDependency[Hub], settings: NamedDependency[Settings], now: NamedDependency[datetime],
    certification_id: FromPath[UUID], data: JSONBody[Signing],
) -> StoredCertification:  # fmt: skip
    """Signed by name, role and time, once the password was entered again. From then on nothing of it changes; its hash is in the audit."""
    async with transaction(pool) as db:
        actor = await identifying.identify(db, request, settings.demo, now)
        found = await certifying.required(db, actor, WRITE, certification_id, now)
    check(found, actor, data)
    await require_password(pool, actor, data.password, now)
    paper = await papers.rendering.pdf("certification", certifying.paper_of(found, signed=True), now)
    async with transaction(pool, actor.organisation_id) as db:
        if not await certifying.sign(db, actor, found, paper, now):
            raise Refused(CHANGED_MEANWHILE)
        await note_in_benefit(db, actor, found, now)
        (stored,) = await certifying.stored(db, [await certifying.signed(db, actor, READ, certification_id)])
    hub.publish(db.announced)
    return stored


def check(found: Draft, actor: Actor, data: Signing) -> None:
    """Raises not-your-narrative, changed-meanwhile, certification-refused where the narrative is empty, certification-doubted."""
    certifying.own(found.draft, actor)
    if found.draft.version != data.version:
        raise Refused(CHANGED_MEANWHILE)
    if not found.draft.narrative.strip():
        raise Refused(CERTIFICATION_REFUSED, errors=[("narrative", "It is empty. Write it in your own words first: nobody else may, and Balm suggests none.")])
    if found.draft.doubts and not data.sure:
        raise Refused(CERTIFICATION_DOUBTED, errors=[("narrative", words) for words in found.draft.doubts])


async def note_in_benefit(db: Connection, actor: Actor, found: Draft, now: datetime) -> None:
    """Where the benefit is on record, what was due there is done by it."""
    draft = found.draft
    if draft.election_id is None:
        return
    today = found.patient.day_of(now)
    entry = NewEntry(on=today, election_id=draft.election_id, period=draft.period, form="written", by=actor.name, by_a=draft.capacity)
    await benefits.record(db, actor, found.patient.id, uuid7(), entry, now)


@post("/certifications/{certification_id:uuid}/addenda")
async def add(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], hub: NamedDependency[Hub], settings: NamedDependency[Settings], now: NamedDependency[datetime],
    certification_id: FromPath[UUID], data: JSONBody[NewAddendum],
) -> StoredCertification:  # fmt: skip
    """An addition, signed in the same way, instead of a change."""
    async with transaction(pool) as db:
        actor = await identifying.identify(db, request, settings.demo, now)
        document = await certifying.signed(db, actor, WRITE, certification_id)
    await require_password(pool, actor, data.password, now)
    async with transaction(pool, actor.organisation_id) as db:
        added = Addendum(
            id=uuid7(), certification_id=certification_id, patient_id=document.patient_id, words=data.words.strip(), signed_by_id=actor.id, signed_by=actor.name,
            signed_as=actor.role if isinstance(actor, StaffActor) else actor.kind, signed_at=now,
        )  # fmt: skip
        await deciding.keep(db, actor, "certification.add", document.patient_id, "addendum", deciding.canonical(added), now, added.id, certification_id)
        (stored,) = await certifying.stored(db, [document])
    hub.publish(db.announced)
    return stored


@get("/certifications/{certification_id:uuid}/pdf", media_type="application/pdf")
async def paper(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], certification_id: FromPath[UUID]) -> Response[bytes]:
    """The paper as it was signed, byte for byte; of a draft, as it would be, marked as a draft."""
    signed = await queries.documents.get(db, certification_id, "certification")
    if signed is None:
        found = await certifying.required(db, actor, READ, certification_id, now)
        await access.record(db, actor, READ, now, patient_id=found.patient.id, subject_id=certification_id)
        return as_pdf(await papers.rendering.pdf("certification", certifying.paper_of(found, signed=False), now))
    await access.require(db, actor, READ, signed.patient_id)
    await access.record(db, actor, READ, now, patient_id=signed.patient_id, subject_id=certification_id)
    kept = next(one for one in await queries.documents.about(db, [certification_id]) if one.kind == "certification_pdf")
    return as_pdf(kept.content)


@get("/certifications/{certification_id:uuid}/pages/{number:int}", media_type="image/png")
async def page(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], certification_id: FromPath[UUID], number: FromPath[int]
) -> Response[bytes]:
    """A page of it as a picture, for the screen; made of the same content as the paper."""
    signed = await queries.documents.get(db, certification_id, "certification")
    if signed is None:
        found = await certifying.required(db, actor, READ, certification_id, now)
        content, at, patient_id = certifying.paper_of(found, signed=False), now, found.patient.id
    else:
        await access.require(db, actor, READ, signed.patient_id)
        one = certifying.read(signed)
        content, at, patient_id = papers.certification.content(one, await certifying.decided_by(db, one.review_id), signed=True), one.signed_at, signed.patient_id
    await access.record(db, actor, READ, now, patient_id=patient_id, subject_id=certification_id)
    return as_picture(await papers.rendering.pages("certification", content, at), number)


@get("/addenda/{addendum_id:uuid}/pdf", media_type="application/pdf")
async def addendum(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], addendum_id: FromPath[UUID]) -> Response[bytes]:
    found = await queries.documents.get(db, addendum_id, "addendum")
    if found is None or found.about is None:
        raise Refused(NOT_FOUND)
    document = await certifying.signed(db, actor, READ, found.about)
    await access.record(db, actor, READ, now, patient_id=found.patient_id, subject_id=addendum_id)
    (added,) = deciding.shaped([found], ["addendum"], Addendum)
    return as_pdf(await papers.rendering.pdf("addendum", papers.certification.addendum(added, certifying.read(document)), added.signed_at))


def as_pdf(content: bytes) -> Response[bytes]:
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": "inline"})


def as_picture(found: list[bytes], number: int) -> Response[bytes]:
    if not 1 <= number <= len(found):
        raise Refused(NOT_FOUND)
    return Response(found[number - 1], media_type="image/png", headers={"Balm-Pages": str(len(found))})
