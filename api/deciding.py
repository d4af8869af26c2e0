"""Decisions joined to the store: what was decided is kept with the record as it was, and read again as it was."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

from api import access, queries, rules
from api.access import Actor
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from api.permissions import Action
from api.queries.documents import Document, Kind
from schemas.decisions import DecidedReview, Opinion, Telling
from schemas.events import Event

T = TypeVar("T")
MOST = 50  # reviews of one patient in one answer; ours


async def keep(db: Connection, actor: Actor, action: str, patient_id: UUID, kind: Kind, content: bytes, now: datetime, document_id: UUID, about: UUID | None = None) -> str:
    """Written once, with its hash in the audit, so that `verify-audit` sees whether it is still the same."""
    await queries.documents.insert(db, patient_id, kind, content, actor.id, actor.name, now, about=about, document_id=document_id)
    sha256 = queries.documents.sha256(content)
    named = {"document": kind, "about": str(about) if about else None, "sha256": sha256}
    await access.record(db, actor, action, now, patient_id=patient_id, subject_id=document_id, **named)
    db.announce(Event(kind="review", patient_id=patient_id))
    return sha256


def canonical(struct: Struct) -> bytes:
    return msgspec.json.encode(struct, order="sorted")


def shaped(documents: Sequence[Document], kinds: Sequence[Kind], shape: type[T]) -> list[T]:
    return [msgspec.json.decode(one.content, type=shape) for one in documents if one.kind in kinds]


async def required(db: Connection, actor: Actor, action: Action, review_id: UUID) -> Document:
    """A decided review that this actor may do this with. Raises not-found."""
    found = await queries.documents.get(db, review_id, "review")
    if found is None:
        raise Refused(NOT_FOUND)
    await access.require(db, actor, action, found.patient_id)
    return found


async def decided(db: Connection, reviews: Sequence[Document]) -> list[DecidedReview]:
    about: defaultdict[UUID | None, list[Document]] = defaultdict(list)
    for one in await queries.documents.about(db, [review.id for review in reviews]):
        about[one.about].append(one)
    return [of_review(review, about[review.id]) for review in reviews]


def of_review(review: Document, about: Sequence[Document]) -> DecidedReview:
    return DecidedReview(
        id=review.id,
        patient_id=review.patient_id,
        sha256=queries.documents.sha256(review.content),
        opinion=shaped(about, ["opinion"], Opinion)[0],
        second_opinions=shaped(about, ["second_opinion"], Opinion),
        tellings=shaped(about, ["telling"], Telling),
    )


async def of_patient(db: Connection, patient_id: UUID) -> list[DecidedReview]:
    return await decided(db, await queries.documents.of_patient(db, patient_id, "review", MOST))


async def standing(db: Connection, patient_id: UUID) -> rules.hospice.decisions.Standing | None:
    """The newest decision, as the list respects it."""
    newest = await queries.documents.of_patient(db, patient_id, "review", 1)
    if not newest:
        return None
    (review,) = await decided(db, newest)
    kept = rules.hospice.snapshots.kept(newest[0].content)
    return rules.hospice.decisions.standing(
        review.opinion, review.second_opinions, kept.inputs.facts.preferences, kept.found.screening, kept.found.listing.strength
    )
