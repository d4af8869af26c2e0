"""Elections of the hospice benefit and what follows from them, version by version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.benefit_periods import AnyEntry
from schemas.entries import Entry

MOST = 1000  # versions of one patient; ours
STORED: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)


class Row(Struct, frozen=True, kw_only=True):
    """An entry as it is stored."""

    id: UUID
    first_id: UUID
    patient_id: UUID
    kind: str
    happened_on: date
    content: dict[str, Any]
    content_hash: bytes
    first_recorded_at: datetime
    recorded_at: datetime
    recorded_by: str
    corrects: UUID | None
    replaced_by: UUID | None
    entered_in_error_at: datetime | None
    entered_in_error_reason: str | None

    @property
    def read(self) -> AnyEntry:
        entry = Entry(**{name: getattr(self, name) for name in Entry.__struct_fields__})
        beside = {"kind": self.kind, "on": self.happened_on, "corrects": self.corrects, "entry": entry, "first_recorded_at": self.first_recorded_at}
        found: AnyEntry = msgspec.convert(self.content | beside, AnyEntry)
        return found


class Writing(Struct, frozen=True, kw_only=True):
    """An entry that has passed the rules and is about to be stored."""

    id: UUID
    first_id: UUID
    patient_id: UUID
    kind: str
    happened_on: date
    content: dict[str, Any]
    content_hash: bytes
    first_recorded_at: datetime
    recorded_at: datetime
    recorded_by_id: UUID
    recorded_by: str
    corrects: UUID | None


async def insert(db: Connection, w: Writing) -> bool:
    """False when the id is taken in this organisation."""
    return (
        await db.run(
            """insert into benefit_entries (id, first_id, patient_id, kind, happened_on, content, content_hash, first_recorded_at, recorded_at, recorded_by_id, recorded_by,
                 corrects)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (organisation_id, id) do nothing""",
            w.id,
            w.first_id,
            w.patient_id,
            w.kind,
            w.happened_on,
            w.content,
            w.content_hash,
            w.first_recorded_at,
            w.recorded_at,
            w.recorded_by_id,
            w.recorded_by,
            w.corrects,
        )
        == "INSERT 0 1"
    )


async def get(db: Connection, entry_id: UUID) -> Row | None:
    return await db.maybe(
        Row,
        """select id, first_id, patient_id, kind, happened_on, content, content_hash, first_recorded_at, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from benefit_entries where organisation_id = current_organisation() and id = $1""",
        entry_id,
    )


async def of_patient(db: Connection, patient_id: UUID) -> list[Row]:
    """Everything that was ever recorded, newest first."""
    return await db.all(
        Row,
        """select id, first_id, patient_id, kind, happened_on, content, content_hash, first_recorded_at, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from benefit_entries where organisation_id = current_organisation() and patient_id = $1 order by happened_on desc, id desc limit $2""",
        patient_id,
        MOST,
    )


async def standing(db: Connection, patient_ids: list[UUID]) -> list[AnyEntry]:
    """What stands about these patients. Of many at once, so they come as JSON and are read in one step."""
    rows = await db.raw.fetch(
        """select (content || jsonb_build_object('kind', kind, 'on', happened_on, 'corrects', corrects, 'first_recorded_at', first_recorded_at,
             'entry', jsonb_build_object('id', id, 'first_id', first_id, 'patient_id', patient_id, 'recorded_at', recorded_at, 'recorded_by', recorded_by)))::text as entry
           from benefit_entries
           where organisation_id = current_organisation() and patient_id = any($1) and replaced_by is null and entered_in_error_at is null
           order by happened_on, id""",
        patient_ids,
    )
    return [STORED.decode(row["entry"]) for row in rows]


async def followed(db: Connection) -> list[UUID]:
    """Patients of whom something may be due: under hospice care; with an election beside it; or discharged, and the notice of that is neither on record nor closed."""
    rows = await db.raw.fetch(
        """select id from patients p where p.organisation_id = current_organisation() and p.care = 'hospice'
           union
           select p.id from benefit_entries e join patients p on p.organisation_id = e.organisation_id and p.id = e.patient_id
           where e.organisation_id = current_organisation() and e.kind = 'election' and e.replaced_by is null and e.entered_in_error_at is null
             and (p.care = 'palliative' or p.care = 'discharged' and not exists (
               select from benefit_entries n where n.organisation_id = e.organisation_id and n.patient_id = e.patient_id and n.kind = 'notice' and n.replaced_by is null
                 and n.entered_in_error_at is null and n.content ->> 'about' = 'termination' and n.content ->> 'election_id' = e.first_id::text)
               and not exists (
                 select from due_marks m where m.organisation_id = e.organisation_id and m.patient_id = e.patient_id and m.key = 'notice_of_termination.' || e.first_id
                   and m.closed_at is not null))"""
    )
    return [row["id"] for row in rows]


async def mark_replaced(db: Connection, entry_id: UUID, replaced_by: UUID) -> None:
    await db.run("update benefit_entries set replaced_by = $2 where organisation_id = current_organisation() and id = $1", entry_id, replaced_by)


async def mark_in_error(db: Connection, entry_id: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """False when it doesn't stand."""
    return (
        await db.run(
            """update benefit_entries set entered_in_error_at = $4, entered_in_error_by = $2, entered_in_error_reason = $3
               where organisation_id = current_organisation() and id = $1 and entered_in_error_at is null and replaced_by is null""",
            entry_id,
            by,
            reason,
            now,
        )
        == "UPDATE 1"
    )


async def let_stand(db: Connection, entry_id: UUID) -> None:
    """Once the version that replaced it was entered in error, it stands again."""
    await db.run("update benefit_entries set replaced_by = null where organisation_id = current_organisation() and id = $1", entry_id)
