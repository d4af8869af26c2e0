from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from api.db import Connection
from schemas.symptom_states import SymptomState


async def lock(db: Connection, patient_id: UUID) -> None:
    """One writer at a time per patient, so that each sees what the one before stored: check-ins, alerts, timers, care. Taken before anything else is locked."""
    await db.value("select patient_id from symptom_states where organisation_id = current_organisation() and patient_id = $1 for update", patient_id)


async def lock_free(db: Connection, patient_ids: list[UUID]) -> set[UUID]:
    """The locks of those of them whose lock nobody has: whoever takes several at once waits for none, so that no two wait for each other."""
    rows = await db.raw.fetch(
        """select patient_id from symptom_states where organisation_id = current_organisation() and patient_id = any($1::uuid[])
           order by patient_id for update skip locked""",
        patient_ids,
    )
    return {row["patient_id"] for row in rows}


async def locked(db: Connection, patient_id: UUID) -> SymptomState:
    """With its lock."""
    return await db.one(
        SymptomState,
        """select patient_id, last_heard_at, concern, recent, expected_from, answered_at from symptom_states
           where organisation_id = current_organisation() and patient_id = $1 for update""",
        patient_id,
    )


async def put(db: Connection, state: SymptomState) -> None:
    """What was reported, and the rank that follows from it."""
    await db.run(
        "update symptom_states set last_heard_at = $2, recent = $3, concern = $4 where organisation_id = current_organisation() and patient_id = $1",
        state.patient_id,
        state.last_heard_at,
        msgspec.to_builtins(state.recent),
        state.concern,
    )


async def rank(db: Connection, concerns: Mapping[UUID, int]) -> None:
    """By patient."""
    await db.run(
        """update symptom_states s set concern = r.concern from unnest($1::uuid[], $2::int[]) as r (patient_id, concern)
           where s.organisation_id = current_organisation() and s.patient_id = r.patient_id""",
        list(concerns),
        list(concerns.values()),
    )


async def expect_from(db: Connection, patient_id: UUID, moment: datetime) -> None:
    """No report is missed before it; what was later stays."""
    await db.run(
        """update symptom_states set expected_from = greatest(expected_from, $2)
           where organisation_id = current_organisation() and patient_id = $1""",
        patient_id,
        moment,
    )


async def answered(db: Connection, patient_id: UUID, now: datetime) -> None:
    """The team has answered what was asked for."""
    await db.run("update symptom_states set answered_at = $2 where organisation_id = current_organisation() and patient_id = $1", patient_id, now)


async def get(db: Connection, patient_id: UUID) -> SymptomState:
    return await db.one(
        SymptomState,
        """select patient_id, last_heard_at, concern, recent, expected_from, answered_at from symptom_states
           where organisation_id = current_organisation() and patient_id = $1""",
        patient_id,
    )


async def of_patients(db: Connection, patient_ids: list[UUID]) -> dict[UUID, SymptomState]:
    found = await db.all(
        SymptomState,
        """select patient_id, last_heard_at, concern, recent, expected_from, answered_at from symptom_states
           where organisation_id = current_organisation() and patient_id = any($1::uuid[])""",
        patient_ids,
    )
    return {one.patient_id: one for one in found}
