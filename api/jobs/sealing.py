"""Seals new audit rows into their organisation's hash chain, in batches, so that no writer waits for another."""

from uuid import UUID

from api import queries
from api.db import Connection, Pool, transaction
from api.queries.audit import Head
from api.queries.documents import Trace
from schemas.audit import AuditRow, AuditVerdict

EVERY = 2.0  # seconds; what is younger can't be proven yet
BATCH = 1000


async def seal(db: Connection) -> int:
    """Seals up to BATCH rows of the organisation that `db` stands in, and answers how many."""
    head = await queries.audit.lock_head(db)
    position, last = head.position, head.hash
    sealed = []
    for row in await queries.audit.unsealed(db, BATCH):
        position, last = position + 1, queries.audit.link(last, row)
        sealed.append((row.id, position, last))
    if sealed:
        await queries.audit.seal(db, sealed, Head(position, last))
    return len(sealed)


async def seal_organisation(pool: Pool, organisation_id: UUID) -> None:
    sealed = BATCH
    while sealed == BATCH:
        async with transaction(pool, organisation_id) as db:
            sealed = await seal(db)


async def seal_everything(pool: Pool) -> None:
    async with transaction(pool) as db:
        waiting = await queries.audit.organisations_to_seal(db)
    for organisation_id in waiting:
        await seal_organisation(pool, organisation_id)


async def verify(db: Connection) -> AuditVerdict:
    """Walks the chain of the organisation that `db` stands in. A row that was deleted, altered, inserted or moved is named, and a document that isn't what was written."""
    there = {trace.id: trace async for trace in queries.documents.traces(db)}
    faults, expected, last, said = [], 1, bytes(32), dict[UUID, Trace]()
    async for row in queries.audit.walk(db):
        if row.position != expected:
            faults.append(f"position {expected} is missing or moved: row {row.id} stands at {row.position}")
        last = queries.audit.link(last, row)
        if row.hash != last:
            faults.append(f"row {row.id} at position {row.position} doesn't match its hash: it, or one before it, was altered")
        expected, last = (row.position or 0) + 1, row.hash or b""
        remember(said, row)
    head = await queries.audit.head(db)
    if (head.position, head.hash) != (expected - 1, last):
        faults.append(f"the chain ends at position {expected - 1}, its head says {head.position}: rows at the end were deleted or replaced")
    for row in await queries.audit.unsealed(db, BATCH):
        remember(said, row)
    return AuditVerdict(
        organisation_id=db.organisation_id or UUID(int=0),
        sealed=head.position,
        unsealed=await queries.audit.count_unsealed(db),
        head=head.hash.hex(),
        faults=faults + await faults_of_documents(db, there, said),
    )


def remember(said: dict[UUID, Trace], row: AuditRow) -> None:
    """Where the row says that a document was written. What was said first holds."""
    if "sha256" not in row.detail or row.subject_id is None or row.patient_id is None or row.actor_id is None:
        return
    about = row.detail.get("about")
    trace = Trace(row.subject_id, row.patient_id, row.detail.get("document", ""), UUID(about) if about else None, row.at, row.actor_id, row.detail["sha256"])
    said.setdefault(trace.id, trace)


async def faults_of_documents(db: Connection, there: dict[UUID, Trace], said: dict[UUID, Trace]) -> list[str]:
    """Reviews, decisions and signed documents against what the audit says was written. One that was altered, exchanged, removed or slipped in is named."""
    young = await queries.documents.hashes(db, [one for one in said if one not in there])  # written while this looked
    gone = [f"document {one} ({said[one].kind}) is not there any more" for one in said if one not in there and one not in young]
    altered = [f"document {one} ({trace.kind}) isn't what was written: it was altered" for one, trace in there.items() if one in said and trace != said[one]]
    return gone + altered + [f"document {one} ({trace.kind}) was never written by Balm: the audit doesn't know it" for one, trace in there.items() if one not in said]
