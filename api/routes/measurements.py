from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.measurements import Measurement, NewMeasurement


@get("/patients/{patient_id:uuid}/measurements")
async def measurements(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Measurement]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, Measurement, now)


@put("/patients/{patient_id:uuid}/measurements/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewMeasurement]
) -> Measurement:
    """Store the lesions of one imaging once, however often they are sent."""
    return await recording.record(db, actor, patient_id, Measurement, fact_id, data, now)
