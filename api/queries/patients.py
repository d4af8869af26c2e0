from datetime import date, datetime
from uuid import UUID

from api.db import Connection, RowNotFound
from schemas.patients import NewPatient, Patient


async def insert(db: Connection, patient_id: UUID, new: NewPatient, zone: str, since_on: date, now: datetime) -> Patient:
    """With the empty symptom state that check-ins will fill, and the first entry of their care."""
    await db.run(
        "insert into patients (id, name, identifier, born_on, care, care_since_on, zone, enrolled_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        patient_id,
        new.name,
        new.identifier,
        new.born_on,
        new.care,
        since_on,
        zone,
        now,
    )
    await db.run("insert into symptom_states (patient_id) values ($1)", patient_id)
    await db.run(
        "insert into care_entries (patient_id, version, care, since_on, entered_at) values ($1, 1, $2, $3, $4)", patient_id, new.care, since_on, now
    )
    patient = await get(db, patient_id)
    if patient is None:
        raise RowNotFound("patients")
    return patient


async def get(db: Connection, patient_id: UUID) -> Patient | None:
    return await db.maybe(
        Patient,
        """select id, organisation_id, name, identifier, born_on, care, care_since_on, zone, enrolled_at
           from patients where organisation_id = current_organisation() and id = $1""",
        patient_id,
    )


async def of_ids(db: Connection, patient_ids: list[UUID]) -> list[Patient]:
    return await db.all(
        Patient,
        """select id, organisation_id, name, identifier, born_on, care, care_since_on, zone, enrolled_at
           from patients where organisation_id = current_organisation() and id = any($1)""",
        patient_ids,
    )


async def by_identifier(db: Connection, identifier: str) -> Patient | None:
    return await db.maybe(
        Patient,
        """select id, organisation_id, name, identifier, born_on, care, care_since_on, zone, enrolled_at
           from patients where organisation_id = current_organisation() and identifier = $1""",
        identifier,
    )
