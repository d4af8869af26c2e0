"""What was set, version by version; nothing is overwritten, the newest counts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.configurations import ConfigurationKind, Configured


class ForPatient(Struct, frozen=True):
    """How a patient's reports and silence are judged: `rules` and `plan` as they were set, null where Balm's default holds."""

    times_a_day: int
    rules: dict[str, Any] | None
    plan: dict[str, Any] | None


class ForOrganisation(Struct, frozen=True):
    """Where the organisation is, how many reports a day it expects, and how it judges and watches: `rules` and `watch` as they were set, null where Balm's default holds;
    and what holds for those of several patients for whom a plan was ever set."""

    zone: str
    times_a_day: int
    rules: dict[str, Any] | None
    watch: dict[str, Any] | None
    plans: dict[UUID, dict[str, Any]]


async def current(db: Connection, kind: ConfigurationKind, patient_id: UUID | None = None) -> Configured | None:
    """`patient_id`: of this patient; null: of the organisation. Null where nothing was ever set."""
    return await db.maybe(
        Configured,
        """select version, content, set_at, set_by from configurations
           where organisation_id = current_organisation() and kind = $1 and subject_id = coalesce($2::uuid, current_organisation())
           order by version desc limit 1""",
        kind,
        patient_id,
    )


async def for_patient(db: Connection, patient_id: UUID) -> ForPatient:
    """Read once in a transaction."""
    found: ForPatient | None = db.known.get(("for_patient", patient_id))
    if found is None:
        found = db.known["for_patient", patient_id] = await read_for_patient(db, patient_id)
    return found


async def read_for_patient(db: Connection, patient_id: UUID) -> ForPatient:
    return await db.one(
        ForPatient,
        """select times_a_day,
             (select content from configurations where organisation_id = o.id and kind = 'rules' and subject_id = o.id order by version desc limit 1) as rules,
             (select content from configurations where organisation_id = o.id and kind = 'plan' and subject_id = $1 order by version desc limit 1) as plan
           from organisations o where id = current_organisation()""",
        patient_id,
    )


async def of_organisation(db: Connection, patient_ids: list[UUID]) -> ForOrganisation:
    return await db.one(
        ForOrganisation,
        """select zone, times_a_day,
             (select content from configurations where organisation_id = o.id and kind = 'rules' and subject_id = o.id order by version desc limit 1) as rules,
             (select content from configurations where organisation_id = o.id and kind = 'watch' and subject_id = o.id order by version desc limit 1) as watch,
             (select coalesce(jsonb_object_agg(p.id, c.content), '{}') from unnest($1::uuid[]) as p (id) cross join lateral (
                select content from configurations where organisation_id = o.id and kind = 'plan' and subject_id = p.id order by version desc limit 1) as c) as plans
           from organisations o where id = current_organisation()""",
        patient_ids,
    )


async def plans(db: Connection, patient_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What holds for those of them for whom a plan was ever set."""
    rows = await db.raw.fetch(
        """select p.id, c.content from unnest($1::uuid[]) as p (id) cross join lateral (
             select content from configurations where organisation_id = current_organisation() and kind = 'plan' and subject_id = p.id order by version desc limit 1) as c""",
        patient_ids,
    )
    return {row["id"]: row["content"] for row in rows}


async def history(db: Connection, kind: ConfigurationKind, patient_id: UUID | None, limit: int) -> list[Configured]:
    """Newest first."""
    return await db.all(
        Configured,
        """select version, content, set_at, set_by from configurations
           where organisation_id = current_organisation() and kind = $1 and subject_id = coalesce($2::uuid, current_organisation())
           order by version desc limit $3""",
        kind,
        patient_id,
        limit,
    )


async def insert(
    db: Connection, kind: ConfigurationKind, patient_id: UUID | None, version: int, content: dict[str, Any], by_id: UUID, by: str, now: datetime
) -> bool:
    """False where this version was set by somebody else meanwhile."""
    db.known.clear()
    tag = await db.run(
        """insert into configurations (kind, subject_id, patient_id, version, content, set_by_id, set_by, set_at)
           values ($1, coalesce($2::uuid, current_organisation()), $2, $3, $4, $5, $6, $7) on conflict do nothing""",
        kind,
        patient_id,
        version,
        content,
        by_id,
        by,
        now,
    )
    return tag == "INSERT 0 1"
