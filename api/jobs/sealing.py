"""Seals new audit rows into their organisation's hash chain, in batches, so that no writer waits for another."""

from uuid import UUID

from api import queries
from api.db import Connection, Pool, transaction
from api.queries.audit import Head
from schemas.audit import AuditVerdict

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
    """Walks the chain of the organisation that `db` stands in. A row that was deleted, altered, inserted or moved is named."""
    faults, expected, last = [], 1, bytes(32)
    async for row in queries.audit.walk(db):
        if row.position != expected:
            faults.append(f"position {expected} is missing or moved: row {row.id} stands at {row.position}")
        last = queries.audit.link(last, row)
        if row.hash != last:
            faults.append(f"row {row.id} at position {row.position} doesn't match its hash: it, or one before it, was altered")
        expected, last = (row.position or 0) + 1, row.hash or b""
    head = await queries.audit.head(db)
    if (head.position, head.hash) != (expected - 1, last):
        faults.append(f"the chain ends at position {expected - 1}, its head says {head.position}: rows at the end were deleted or replaced")
    return AuditVerdict(
        organisation_id=db.organisation_id or UUID(int=0),
        sealed=head.position,
        unsealed=await queries.audit.count_unsealed(db),
        head=head.hash.hex(),
        faults=faults,
    )
