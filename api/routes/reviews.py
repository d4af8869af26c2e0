from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from api import access, deciding, queries, rules, screening
from api.access import Actor, Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from api.permissions import Action
from schemas.events import Event
from schemas.reviews import HospiceReview, NewReviewRequest, ReviewRequest, Reviews

READ: Action = "review.read"
ASK: Action = "review.ask"
CHANGES = 100  # noted changes in one answer; ours


@get("/reviews")
async def reviews(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200
) -> Reviews:
    """Whom to review for hospice, or with whom to talk first: by strength and newness of the evidence."""
    access.allow(actor, READ)
    found = await queries.screenings.listed(db, limit + 1)
    page = found[:limit]
    await access.record(db, actor, READ, now, patients=sorted(str(one.patient_id) for one in page))
    return Reviews(reviews=page, pack=(await screening.chosen_pack(db)).name(), as_of=now, more=len(found) > limit)


@get("/patients/{patient_id:uuid}/review")
async def review(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> HospiceReview:
    """The record against the chosen criteria, as it is now; the stated wishes first."""
    patient = await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id)
    given = await screening.inputs(db, patient, now)
    found = rules.hospice.snapshots.take(given).found
    return HospiceReview(
        patient=patient,
        wishes=given.facts.preferences,
        unasked=[rules.wishes.QUESTIONS[topic] for topic in given.facts.unasked],
        listing=found.listing,
        screening=found.screening,
        scores=found.scores,
        approximations=found.approximations,
        prompt=found.prompt,
        derivations=found.derivations,
        responses=found.responses,
        seen=rules.hospice.snapshots.seen(given),
        decided=await deciding.of_patient(db, patient_id),
        changes=await queries.screenings.changes(db, patient_id, CHANGES),
        requests=await queries.review_requests.of_patient(db, patient_id),
        tasks=await queries.tasks.of_patient(db, patient_id),
    )


@post("/patients/{patient_id:uuid}/review-request", status_code=200)
async def ask(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewReviewRequest]
) -> list[ReviewRequest]:
    """A clinician asks: the patient is listed whatever else holds. Asking twice changes nothing."""
    await locked(db, actor, patient_id)
    if await queries.review_requests.insert(db, patient_id, actor.id, actor.name, data.note.strip(), now):
        await changed(db, actor, patient_id, ASK, now)
    return await queries.review_requests.of_patient(db, patient_id)


@delete("/patients/{patient_id:uuid}/review-request", status_code=200)
async def withdraw(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[ReviewRequest]:
    await locked(db, actor, patient_id)
    if await queries.review_requests.withdraw(db, patient_id, actor.name, now):
        await changed(db, actor, patient_id, "review.withdraw", now)
    return await queries.review_requests.of_patient(db, patient_id)


async def locked(db: Connection, actor: Actor, patient_id: UUID) -> None:
    await access.require(db, actor, ASK, patient_id)
    await queries.symptom_states.lock(db, patient_id)


async def changed(db: Connection, actor: Actor, patient_id: UUID, what: str, now: datetime) -> None:
    patient = await queries.patients.get(db, patient_id)
    if patient is None:
        raise Refused(NOT_FOUND)
    await screening.due(db, patient, now)
    await access.record(db, actor, what, now, patient_id=patient_id)
    db.announce(Event(kind="review", patient_id=patient_id))
