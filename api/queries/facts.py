"""What the team records: one table for every noun, so that versions, marks and order are the same for all."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.assessments import Assessment
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.entries import Entry, Noun
from schemas.measurements import Measurement
from schemas.needs import Need
from schemas.preferences import Preference
from schemas.treatment_lines import TreatmentLine

Fact = Assessment | Diagnosis | DiseaseStatus | Measurement | Need | Preference | TreatmentLine
F = TypeVar("F", Assessment, Diagnosis, DiseaseStatus, Measurement, Need, Preference, TreatmentLine)
NOUNS: dict[type[Fact], Noun] = {
    Diagnosis: "diagnosis",
    Assessment: "assessment",
    TreatmentLine: "treatment_line",
    DiseaseStatus: "disease_status",
    Measurement: "measurement",
    Preference: "preference",
    Need: "need",
}
MOST = 1000  # newest facts of one kind that stand, read at once; ours


class Row(Struct, frozen=True, kw_only=True):
    """A fact as it is stored."""

    id: UUID
    first_id: UUID
    patient_id: UUID
    noun: Noun
    kind: str
    observed_on: date
    content: dict[str, Any]
    content_hash: bytes
    recorded_at: datetime
    recorded_by: str
    corrects: UUID | None
    replaced_by: UUID | None
    entered_in_error_at: datetime | None
    entered_in_error_reason: str | None

    @property
    def stands(self) -> bool:
        return self.replaced_by is None and self.entered_in_error_at is None

    @property
    def entry(self) -> Entry:
        return Entry(**{name: getattr(self, name) for name in Entry.__struct_fields__})

    def read(self, noun: type[F]) -> F:
        return msgspec.convert(self.content | {"observed_on": self.observed_on, "corrects": self.corrects, "entry": self.entry}, noun)


class Writing(Struct, frozen=True, kw_only=True):
    """A fact that has passed the rules and is about to be stored."""

    id: UUID
    first_id: UUID
    patient_id: UUID
    noun: Noun
    kind: str
    observed_on: date
    content: dict[str, Any]
    content_hash: bytes
    recorded_at: datetime
    recorded_by_kind: str
    recorded_by_id: UUID
    recorded_by: str
    corrects: UUID | None


async def insert(db: Connection, w: Writing) -> bool:
    """False when the id is taken in this organisation."""
    return (
        await db.run(
            """insert into facts (id, first_id, patient_id, noun, kind, observed_on, content, content_hash, recorded_at, recorded_by_kind, recorded_by_id, recorded_by,
                 corrects)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (organisation_id, id) do nothing""",
            w.id,
            w.first_id,
            w.patient_id,
            w.noun,
            w.kind,
            w.observed_on,
            w.content,
            w.content_hash,
            w.recorded_at,
            w.recorded_by_kind,
            w.recorded_by_id,
            w.recorded_by,
            w.corrects,
        )
        == "INSERT 0 1"
    )


async def get(db: Connection, fact_id: UUID) -> Row | None:
    return await db.maybe(
        Row,
        """select id, first_id, patient_id, noun, kind, observed_on, content, content_hash, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from facts where organisation_id = current_organisation() and id = $1""",
        fact_id,
    )


async def standing(db: Connection, patient_id: UUID) -> list[Row]:
    """What stands about a patient, newest first within each noun and kind, at most MOST of each. The order doesn't depend on that of entry."""
    return await db.all(
        Row,
        """select id, first_id, patient_id, noun, kind, observed_on, content, content_hash, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from (select f.*, row_number() over (partition by noun, kind order by observed_on desc, coalesce(content ->> 'time_of_day', '') desc, id desc) as place
                 from facts f
                 where organisation_id = current_organisation() and patient_id = $1 and replaced_by is null and entered_in_error_at is null) as standing
           where place <= $2 order by noun, kind, place""",
        patient_id,
        MOST,
    )


async def ratings(db: Connection, since_on: date, patient_id: UUID | None) -> list[Row]:
    """HOPE ratings and their follow-ups that stand, of one patient or of all under care, newest first."""
    return await db.all(
        Row,
        """select f.id, f.first_id, f.patient_id, f.noun, f.kind, f.observed_on, f.content, f.content_hash, f.recorded_at, f.recorded_by, f.corrects, f.replaced_by,
             f.entered_in_error_at, f.entered_in_error_reason
           from facts f join patients p on p.organisation_id = f.organisation_id and p.id = f.patient_id
           where f.organisation_id = current_organisation() and f.noun = 'assessment' and f.kind in ('symptom_impact', 'symptom_follow_up', 'symptom_follow_up_missed')
             and f.replaced_by is null and f.entered_in_error_at is null and f.observed_on >= $1 and p.care in ('palliative', 'hospice') and ($2::uuid is null or f.patient_id = $2)
           order by f.observed_on desc, coalesce(f.content ->> 'time_of_day', '') desc, f.id desc""",
        since_on,
        patient_id,
    )


async def newest(db: Connection, patient_id: UUID, noun: Noun, kind: str, beside: UUID | None) -> Row | None:
    """The newest of a kind that stands, `beside` not counted."""
    return await db.maybe(
        Row,
        """select id, first_id, patient_id, noun, kind, observed_on, content, content_hash, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from facts where organisation_id = current_organisation() and patient_id = $1 and noun = $2 and kind = $3 and replaced_by is null
             and entered_in_error_at is null and id is distinct from $4
           order by observed_on desc, coalesce(content ->> 'time_of_day', '') desc, id desc limit 1""",
        patient_id,
        noun,
        kind,
        beside,
    )


async def history(db: Connection, patient_id: UUID, noun: Noun, kind: str | None, limit: int) -> list[Row]:
    """Everything that was ever recorded, what was replaced or entered in error too; by the day it was observed, newest first. `kind` null: all."""
    return await db.all(
        Row,
        """select id, first_id, patient_id, noun, kind, observed_on, content, content_hash, recorded_at, recorded_by, corrects, replaced_by, entered_in_error_at,
             entered_in_error_reason
           from facts where organisation_id = current_organisation() and patient_id = $1 and noun = $2 and ($3::text is null or kind = $3)
           order by observed_on desc, coalesce(content ->> 'time_of_day', '') desc, id desc limit $4""",
        patient_id,
        noun,
        kind,
        limit,
    )


async def mark_replaced(db: Connection, fact_id: UUID, replaced_by: UUID) -> None:
    await db.run("update facts set replaced_by = $2 where organisation_id = current_organisation() and id = $1", fact_id, replaced_by)


async def mark_in_error(db: Connection, fact_id: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """False when it doesn't stand: it was marked before and the first reason stays, or it was replaced."""
    return (
        await db.run(
            """update facts set entered_in_error_at = $4, entered_in_error_by = $2, entered_in_error_reason = $3
               where organisation_id = current_organisation() and id = $1 and entered_in_error_at is null and replaced_by is null""",
            fact_id,
            by,
            reason,
            now,
        )
        == "UPDATE 1"
    )


async def let_stand(db: Connection, fact_id: UUID) -> None:
    """Once the version that replaced it was entered in error, it stands again."""
    await db.run("update facts set replaced_by = null where organisation_id = current_organisation() and id = $1", fact_id)
