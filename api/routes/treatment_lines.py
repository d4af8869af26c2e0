from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.treatment_lines import NewTreatmentLine, TreatmentLine


@get("/patients/{patient_id:uuid}/treatment-lines")
async def treatment_lines(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[TreatmentLine]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, TreatmentLine, now)


@put("/patients/{patient_id:uuid}/treatment-lines/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewTreatmentLine]
) -> TreatmentLine:
    """Store a treatment line once, however often it is sent. That it was paused or stopped is a new version (`corrects`)."""
    return await recording.record(db, actor, patient_id, TreatmentLine, fact_id, data, now)
