from datetime import date, datetime
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from uuid_utils.compat import uuid7

from api import access, deciding, queries, rules, screening
from api.access import Actor, Asking
from api.db import Connection
from api.errors import CHANGED_MEANWHILE, INVALID, OWN_SECOND_OPINION, Refused
from api.permissions import Action
from api.queries.documents import Document
from api.rules.hospice.snapshots import Found
from schemas.decisions import DecidedReview, DecidedReviewInFull, NewDecision, NewSecondOpinion, NewTelling, Opinion, Telling

READ: Action = "review.read"
DECIDE: Action = "review.decide"
TELL: Action = "review.tell"


@post("/patients/{patient_id:uuid}/reviews")
async def decide(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewDecision]
) -> DecidedReview:
    """A physician decides on the record as it is, which is kept with the decision. Whoever has asked for a review is answered by it."""
    patient = await access.require(db, actor, DECIDE, patient_id)
    await queries.symptom_states.lock(db, patient_id)
    given = await screening.inputs(db, patient, now)
    if data.seen != rules.hospice.snapshots.seen(given):
        raise Refused(CHANGED_MEANWHILE)
    today = given.facts.today
    if data.look_again_on is not None and data.look_again_on <= today:
        raise Refused(INVALID, errors=[("look_again_on", "Choose a day after today.")])
    snapshot, review_id = rules.hospice.snapshots.take(given), uuid7()
    await deciding.keep(db, actor, DECIDE, patient_id, "review", rules.hospice.snapshots.canonical(snapshot), now, review_id)
    opinion = opinion_of(data, snapshot.found, actor, review_id, today, now)
    await deciding.keep(db, actor, "review.opinion", patient_id, "opinion", deciding.canonical(opinion), now, opinion.id, review_id)
    await queries.review_requests.withdraw(db, patient_id, actor.name, now)
    await screening.due(db, patient, now)
    return await told(db, review_id)


@post("/reviews/{review_id:uuid}/second-opinions")
async def second_opinion(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], review_id: FromPath[UUID], data: JSONBody[NewSecondOpinion]
) -> DecidedReview:
    """Another physician, on the record as the first one saw it. Where the two differ, the list says so."""
    review = await deciding.required(db, actor, DECIDE, review_id)
    patient = await access.require(db, actor, DECIDE, review.patient_id)
    if review.made_by_id == actor.id:
        raise Refused(OWN_SECOND_OPINION)
    found = rules.hospice.snapshots.kept(review.content).found
    opinion = opinion_of(data, found, actor, review_id, patient.day_of(now), now)
    await deciding.keep(db, actor, "review.second_opinion", review.patient_id, "second_opinion", deciding.canonical(opinion), now, opinion.id, review_id)
    await screening.due(db, patient, now)
    return await told(db, review_id)


def opinion_of(data: NewDecision | NewSecondOpinion, found: Found, actor: Actor, review_id: UUID, today: date, now: datetime) -> Opinion:
    return Opinion(
        id=uuid7(),
        review_id=review_id,
        patient_id=found.listing.patient_id,
        decision=data.decision,
        reasons=data.reasons.strip(),
        decided_at=now,
        decided_on=today,
        decided_by_id=actor.id,
        decided_by=actor.name,
        against_the_screen=rules.hospice.decisions.is_against(data.decision, found.listing),
        look_again_on=data.look_again_on if isinstance(data, NewDecision) else None,
    )


@post("/reviews/{review_id:uuid}/tellings")
async def tell(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], review_id: FromPath[UUID], data: JSONBody[NewTelling]
) -> DecidedReview:
    """Who was told what, and when."""
    review = await deciding.required(db, actor, TELL, review_id)
    today = (await access.require(db, actor, TELL, review.patient_id)).day_of(now)
    if data.told_on is not None and data.told_on > today:
        raise Refused(INVALID, errors=[("told_on", "This day hasn't come yet.")])
    telling = Telling(
        id=uuid7(), review_id=review_id, patient_id=review.patient_id, told=data.told.strip(), words=data.words.strip(), told_on=data.told_on or today,
        noted_at=now, noted_by=actor.name,
    )  # fmt: skip
    await deciding.keep(db, actor, TELL, review.patient_id, "telling", deciding.canonical(telling), now, telling.id, review_id)
    return await told(db, review_id)


@get("/patients/{patient_id:uuid}/reviews")
async def decided_reviews(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[DecidedReview]:
    """Newest first."""
    await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id)
    return await deciding.of_patient(db, patient_id)


@get("/reviews/{review_id:uuid}")
async def decided_review(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], review_id: FromPath[UUID]) -> DecidedReviewInFull:
    """As the physician saw it."""
    review = await deciding.required(db, actor, READ, review_id)
    await access.record(db, actor, READ, now, patient_id=review.patient_id, subject_id=review_id)
    kept = rules.hospice.snapshots.kept(review.content)
    facts, found = kept.inputs.facts, kept.found
    return DecidedReviewInFull(
        review=(await deciding.decided(db, [review]))[0],
        patient=facts.patient,
        wishes=facts.preferences,
        unasked=[rules.wishes.QUESTIONS[topic] for topic in facts.unasked],
        listing=found.listing,
        screening=found.screening,
        scores=found.scores,
        approximations=found.approximations,
        prompt=found.prompt,
        derivations=found.derivations,
        responses=found.responses,
        replays=rules.hospice.snapshots.replays(review.content),
    )


@get("/reviews/{review_id:uuid}/snapshot", media_type="application/json")
async def snapshot(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], review_id: FromPath[UUID]) -> Response[bytes]:
    """The bytes that were kept: what went into the review and what came out. Their SHA-256 is the review's."""
    review = await deciding.required(db, actor, READ, review_id)
    await access.record(db, actor, READ, now, patient_id=review.patient_id, subject_id=review_id)
    return Response(review.content, media_type="application/json")


async def told(db: Connection, review_id: UUID) -> DecidedReview:
    found: Document | None = await queries.documents.get(db, review_id, "review")
    if found is None:
        raise LookupError(review_id)
    return (await deciding.decided(db, [found]))[0]
