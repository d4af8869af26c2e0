from datetime import datetime
from uuid import UUID

from api.db import Connection
from schemas.instruments import NewInstrument
from schemas.wellbeing_checks import NewWellbeingCheck, WellbeingCheck


async def insert(
    db: Connection,
    check_id: UUID,
    caregiver_id: UUID,
    patient_id: UUID,
    new: NewWellbeingCheck,
    instrument: NewInstrument,
    answers: dict[str, int | None],
    after_death: bool,
    now: datetime,
) -> bool:
    """False where the id is taken in this organisation: by a copy, or by something else."""
    tag = await db.run(
        """insert into wellbeing_checks (id, caregiver_id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, answers, after_death,
             recorded_at, received_at, zone)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (organisation_id, id) do nothing""",
        check_id,
        caregiver_id,
        patient_id,
        instrument.id,
        instrument.version,
        instrument.scale.minimum,
        instrument.scale.maximum,
        answers,
        after_death,
        new.recorded_at,
        now,
        new.zone,
    )
    return tag == "INSERT 0 1"


async def get(db: Connection, check_id: UUID) -> WellbeingCheck | None:
    return await db.maybe(
        WellbeingCheck,
        """select id, caregiver_id, instrument, instrument_version, answers, after_death, recorded_at, received_at, zone from wellbeing_checks
           where organisation_id = current_organisation() and id = $1""",
        check_id,
    )


async def of_caregiver(db: Connection, caregiver_id: UUID, limit: int) -> list[WellbeingCheck]:
    """Newest first."""
    return await db.all(
        WellbeingCheck,
        """select id, caregiver_id, instrument, instrument_version, answers, after_death, recorded_at, received_at, zone from wellbeing_checks
           where organisation_id = current_organisation() and caregiver_id = $1 order by recorded_at desc, id desc limit $2""",
        caregiver_id,
        limit,
    )
