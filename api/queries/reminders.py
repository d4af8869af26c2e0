from datetime import datetime, time
from uuid import UUID

from msgspec import Struct

from api.db import Connection


class Chosen(Struct, frozen=True):
    times: list[time]
    zone: str
    set_at: datetime
    set_by: str


async def get(db: Connection, patient_id: UUID) -> Chosen | None:
    return await db.maybe(
        Chosen, "select times, zone, set_at, set_by from reminders where organisation_id = current_organisation() and patient_id = $1", patient_id
    )


async def of_patients(db: Connection, patient_ids: list[UUID]) -> dict[UUID, Chosen]:
    """Of those of them for whom some were ever chosen."""
    rows = await db.raw.fetch(
        "select patient_id, times, zone, set_at, set_by from reminders where organisation_id = current_organisation() and patient_id = any($1::uuid[])", patient_ids
    )
    return {row["patient_id"]: Chosen(row["times"], row["zone"], row["set_at"], row["set_by"]) for row in rows}


async def put(db: Connection, patient_id: UUID, times: list[time], zone: str, by_id: UUID, by: str, now: datetime) -> None:
    await db.run(
        """insert into reminders (patient_id, times, zone, set_at, set_by_id, set_by) values ($1, $2, $3, $4, $5, $6)
           on conflict (organisation_id, patient_id) do update set times = excluded.times, zone = excluded.zone, set_at = excluded.set_at,
             set_by_id = excluded.set_by_id, set_by = excluded.set_by""",
        patient_id,
        times,
        zone,
        now,
        by_id,
        by,
    )
