from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.diagnoses import Diagnosis, NewDiagnosis


@get("/patients/{patient_id:uuid}/diagnoses")
async def diagnoses(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Diagnosis]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, Diagnosis, now)


@put("/patients/{patient_id:uuid}/diagnoses/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewDiagnosis]
) -> Diagnosis:
    """Store a diagnosis once, however often it is sent. Of those that stand one is the principal one."""
    return await recording.record(db, actor, patient_id, Diagnosis, fact_id, data, now)
