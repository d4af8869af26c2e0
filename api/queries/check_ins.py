from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.check_ins import CheckIn, Clock, EnteredByKind, NewCheckIn, Receipt, Relationship
from schemas.instruments import Instrument
from schemas.symptom_states import RecentCheckIn


class EnteredBy(Struct, frozen=True):
    """Who typed a check-in; `name` as shown beside it."""

    kind: EnteredByKind
    id: UUID
    name: str
    relationship: Relationship | None = None


class StoredReceipt(Struct, frozen=True):
    """What the receipt of a stored check-in is made of, the hash that tells whether a second one is the same, and when it counts."""

    id: UUID
    patient_id: UUID
    at: datetime
    received_at: datetime
    local_date: date
    clock: Clock
    partial: list[str]
    content_hash: bytes

    @property
    def receipt(self) -> Receipt:
        return Receipt(id=self.id, patient_id=self.patient_id, received_at=self.received_at, local_date=self.local_date, clock=self.clock, partial=self.partial)


class Writing(Struct, frozen=True, kw_only=True):
    """A check-in that has passed the rules and is about to be stored."""

    id: UUID
    patient_id: UUID
    new: NewCheckIn
    instrument: Instrument
    answers: dict[str, int | None]
    partial: list[str]
    entered_by: EnteredBy
    received_at: datetime
    content_hash: bytes


INSERT = """insert into check_ins (id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at, zone, answers,
             partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, note, app_version, content_hash, corrects, asks_for, pain_regions, relationship)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"""


async def insert(db: Connection, w: Writing) -> StoredReceipt | None:
    """Null when the id is taken in this organisation: by a copy, or by something else."""
    return await db.maybe(
        StoredReceipt,
        INSERT
        + """ on conflict (organisation_id, id) do nothing
           returning id, patient_id, at, received_at, local_date, case when recorded_at > received_at then 'ahead' else 'ok' end as clock, partial, content_hash""",
        *values(w),
    )


async def insert_all(db: Connection, writings: Sequence[Writing]) -> None:
    """Raises where an id is taken: for history that was never here."""
    await db.raw.executemany(INSERT, [values(w) for w in writings])


def values(w: Writing) -> tuple[Any, ...]:
    return (
        w.id,
        w.patient_id,
        w.instrument.id,
        w.instrument.version,
        w.instrument.scale.minimum,
        w.instrument.scale.maximum,
        w.new.recorded_at,
        w.received_at,
        w.new.zone,
        w.answers,
        w.partial,
        w.new.respondent,
        w.new.mode,
        w.entered_by.kind,
        w.entered_by.id,
        w.entered_by.name,
        w.new.note,
        w.new.app_version,
        w.content_hash,
        w.new.corrects,
        w.new.asks_for,
        w.new.pain_regions,
        w.entered_by.relationship,
    )


async def stored(db: Connection, check_in_id: UUID) -> StoredReceipt | None:
    return await db.maybe(
        StoredReceipt,
        """select id, patient_id, at, received_at, local_date, case when recorded_at > received_at then 'ahead' else 'ok' end as clock, partial, content_hash
           from check_ins where organisation_id = current_organisation() and id = $1""",
        check_in_id,
    )


async def get(db: Connection, check_in_id: UUID) -> CheckIn | None:
    return await db.maybe(
        CheckIn,
        """select id, patient_id, instrument, instrument_version, at, recorded_at, received_at, zone, local_date,
             case when recorded_at > received_at then 'ahead' else 'ok' end as clock, answers, partial, respondent, mode, entered_by, entered_by_kind, entered_by_id, note,
             asks_for, pain_regions, app_version, corrects, replaced_by, entered_in_error_at, entered_in_error_reason, relationship
           from check_ins where organisation_id = current_organisation() and id = $1""",
        check_in_id,
    )


async def recent(db: Connection, patient_id: UUID, limit: int) -> list[RecentCheckIn]:
    """Newest first; what was replaced or entered in error left out."""
    return await db.all(
        RecentCheckIn,
        """select id, at, local_date, instrument, instrument_version, respondent, answers, asks_for from check_ins
           where organisation_id = current_organisation() and patient_id = $1 and replaced_by is null and entered_in_error_at is null
           order by at desc, id desc limit $2""",
        patient_id,
        limit,
    )


class Beside(Struct, frozen=True):
    """What stands beside a report's answers: its note, and the caregiver who entered it, by name, with their relationship; null where there is none."""

    note: str | None
    caregiver: str | None
    relationship: Relationship | None


class Around(Struct, frozen=True):
    """How far a course is looked at around a place in it, and how many reports at most before it and from it on."""

    start: datetime
    end: datetime
    before: int
    onward: int


class Course(Struct, frozen=True):
    """What stands around a place in a patient's course, the report that stands there in `onward`; both oldest first. `beside`: of those in `onward` that have some."""

    earlier: list[RecentCheckIn]
    onward: list[RecentCheckIn]
    beside: dict[UUID, Beside]


async def around(db: Connection, patient_id: UUID, at: datetime, check_in_id: UUID, reach: Around) -> Course:
    """The newest before that place, and the oldest from there on. What was replaced or entered in error left out."""
    rows = await db.raw.fetch(
        """(select false as is_onward, id, at, local_date, instrument, instrument_version, respondent, answers, asks_for,
              null as note, null as caregiver, null as relationship from check_ins
            where organisation_id = current_organisation() and patient_id = $1 and at >= $4 and (at, id) < ($2, $3) and replaced_by is null
              and entered_in_error_at is null
            order by at desc, id desc limit $6)
           union all
           (select true as is_onward, id, at, local_date, instrument, instrument_version, respondent, answers, asks_for,
              note, case when entered_by_kind = 'caregiver' then entered_by end as caregiver, relationship from check_ins
            where organisation_id = current_organisation() and patient_id = $1 and at <= $5 and (at, id) >= ($2, $3) and replaced_by is null
              and entered_in_error_at is null
            order by at, id limit $7)""",
        patient_id,
        at,
        check_in_id,
        reach.start,
        reach.end,
        reach.before,
        reach.onward,
    )
    rows.sort(key=lambda row: (row["at"], row["id"]))
    onward = [row for row in rows if row["is_onward"]]
    return Course(
        earlier=msgspec.convert([row for row in rows if not row["is_onward"]], list[RecentCheckIn]),
        onward=msgspec.convert(onward, list[RecentCheckIn]),
        beside={row["id"]: msgspec.convert(row, Beside) for row in onward if row["note"] is not None or row["caregiver"] is not None},
    )


async def entered_by(db: Connection, person_id: UUID, check_in_ids: list[UUID]) -> set[UUID]:
    """Those of them that this person entered."""
    rows = await db.raw.fetch(
        "select id from check_ins where organisation_id = current_organisation() and id = any($2::uuid[]) and entered_by_id = $1", person_id, check_in_ids
    )
    return {row["id"] for row in rows}


async def since(db: Connection, patient_id: UUID, start: datetime | None, limit: int, entered_by_id: UUID | None = None) -> list[CheckIn]:
    """Newest first; what was replaced or entered in error left out. `start` null: from the beginning; `entered_by_id`: of this person only."""
    return await db.all(
        CheckIn,
        """select id, patient_id, instrument, instrument_version, at, recorded_at, received_at, zone, local_date,
             case when recorded_at > received_at then 'ahead' else 'ok' end as clock, answers, partial, respondent, mode, entered_by, entered_by_kind, entered_by_id, note,
             asks_for, pain_regions, app_version, corrects, replaced_by, entered_in_error_at, entered_in_error_reason, relationship
           from check_ins
           where organisation_id = current_organisation() and patient_id = $1 and at >= coalesce($2::timestamptz, '-infinity') and replaced_by is null
             and entered_in_error_at is null and entered_by_id = coalesce($4::uuid, entered_by_id)
           order by at desc, id desc limit $3""",
        patient_id,
        start,
        limit,
        entered_by_id,
    )


async def mark_replaced(db: Connection, patient_id: UUID, check_in_id: UUID, replaced_by: UUID) -> bool:
    """False when there is nothing current of this patient under that id."""
    return (
        await db.run(
            """update check_ins set replaced_by = $3
           where organisation_id = current_organisation() and id = $2 and patient_id = $1 and replaced_by is null and entered_in_error_at is null""",
            patient_id,
            check_in_id,
            replaced_by,
        )
        == "UPDATE 1"
    )


async def mark_in_error(db: Connection, check_in_id: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """False when it was marked before; the first reason stays."""
    return (
        await db.run(
            """update check_ins set entered_in_error_at = $4, entered_in_error_by = $2, entered_in_error_reason = $3
           where organisation_id = current_organisation() and id = $1 and entered_in_error_at is null""",
            check_in_id,
            by,
            reason,
            now,
        )
        == "UPDATE 1"
    )
