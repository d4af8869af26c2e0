"""What is written once: the content byte for byte, and its hash for the audit."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection

Kind = Literal["review", "opinion", "second_opinion", "telling", "certification", "certification_pdf", "addendum"]
PAGE = 1000


class Document(Struct, frozen=True):
    id: UUID
    patient_id: UUID
    kind: Kind
    about: UUID | None
    made_at: datetime
    made_by_id: UUID
    made_by: str
    content: bytes


class Trace(Struct, frozen=True):
    """What there is of a document, or what the audit says of it; the content as its hash."""

    id: UUID
    patient_id: UUID
    kind: str
    about: UUID | None
    made_at: datetime
    made_by_id: UUID
    sha256: str


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def insert(
    db: Connection, patient_id: UUID, kind: Kind, content: bytes, by_id: UUID, by: str, now: datetime, *, about: UUID | None = None, document_id: UUID | None = None
) -> UUID:
    chosen = document_id or uuid7()
    await db.run(
        "insert into documents (id, patient_id, kind, about, made_at, made_by_id, made_by, content) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        chosen,
        patient_id,
        kind,
        about,
        now,
        by_id,
        by,
        content,
    )
    return chosen


async def get(db: Connection, document_id: UUID, kind: Kind) -> Document | None:
    return await db.maybe(
        Document,
        """select id, patient_id, kind, about, made_at, made_by_id, made_by, content from documents
           where organisation_id = current_organisation() and id = $1 and kind = $2""",
        document_id,
        kind,
    )


async def of_patient(db: Connection, patient_id: UUID, kind: Kind, limit: int) -> list[Document]:
    """Newest first."""
    return await db.all(
        Document,
        """select id, patient_id, kind, about, made_at, made_by_id, made_by, content from documents
           where organisation_id = current_organisation() and patient_id = $1 and kind = $2 order by id desc limit $3""",
        patient_id,
        kind,
        limit,
    )


async def about(db: Connection, document_ids: Sequence[UUID]) -> list[Document]:
    """In the order in which they were written."""
    return await db.all(
        Document,
        """select id, patient_id, kind, about, made_at, made_by_id, made_by, content from documents
           where organisation_id = current_organisation() and about = any($1::uuid[]) order by id""",
        list(document_ids),
    )


async def hashes(db: Connection, document_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Without bringing the contents."""
    rows = await db.raw.fetch(
        "select id, encode(sha256(content), 'hex') as hash from documents where organisation_id = current_organisation() and id = any($1::uuid[])", list(document_ids)
    )
    return {row["id"]: row["hash"] for row in rows}


async def traces(db: Connection) -> AsyncIterator[Trace]:
    """Of everything there is, in pages."""
    after = UUID(int=0)
    while rows := await db.all(
        Trace,
        """select id, patient_id, kind, about, made_at, made_by_id, encode(sha256(content), 'hex') as sha256 from documents
           where organisation_id = current_organisation() and id > $1 order by id limit $2""",
        after,
        PAGE,
    ):
        for row in rows:
            yield row
        after = rows[-1].id
