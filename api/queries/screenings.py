"""How patients stand by their newest screening, and what changed from one to the next."""

from uuid import UUID

import msgspec
from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Connection
from schemas.reviews import NotedChange, ReviewEntry
from schemas.screenings import Change, Listing, Screening


class Stored(Struct, frozen=True):
    screening: Screening
    listing: Listing


async def newest(db: Connection, patient_id: UUID) -> Stored | None:
    return await db.maybe(Stored, "select screening, listing from screenings where organisation_id = current_organisation() and patient_id = $1", patient_id)


async def put(db: Connection, screening: Screening, listing: Listing) -> None:
    await db.run(
        """insert into screenings (patient_id, pack, pack_version, screened_at, state, rank, listing, screening) values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (organisation_id, patient_id) do update set pack = excluded.pack, pack_version = excluded.pack_version, screened_at = excluded.screened_at,
             state = excluded.state, rank = excluded.rank, listing = excluded.listing, screening = excluded.screening""",
        screening.patient_id,
        screening.pack.id,
        screening.pack.version,
        screening.screened_at,
        listing.state,
        listing.rank,
        msgspec.to_builtins(listing),
        msgspec.to_builtins(screening),
    )


async def note(db: Connection, screening: Screening, changes: list[Change]) -> None:
    await db.run(
        "insert into screening_changes (id, patient_id, at, pack, pack_version, changes) values ($1, $2, $3, $4, $5, $6)",
        uuid7(),
        screening.patient_id,
        screening.screened_at,
        screening.pack.id,
        screening.pack.version,
        msgspec.to_builtins(changes),
    )


async def changes(db: Connection, patient_id: UUID, limit: int) -> list[NotedChange]:
    """Newest first."""
    return await db.all(
        NotedChange,
        """select at, pack, pack_version, changes from screening_changes where organisation_id = current_organisation() and patient_id = $1
           order by id desc limit $2""",
        patient_id,
        limit,
    )


async def listed(db: Connection, limit: int) -> list[ReviewEntry]:
    return await db.all(
        ReviewEntry,
        """select s.patient_id, p.name as patient_name, p.identifier, s.listing, s.screened_at, s.pack, s.pack_version
           from screenings s join patients p on p.organisation_id = s.organisation_id and p.id = s.patient_id
           where s.organisation_id = current_organisation() and s.state <> 'not_listed' and p.care = 'palliative' order by s.rank desc, s.patient_id limit $1""",
        limit,
    )
