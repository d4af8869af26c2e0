from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.disease_statuses import DiseaseStatus, NewDiseaseStatus


@get("/patients/{patient_id:uuid}/disease-statuses")
async def disease_statuses(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[DiseaseStatus]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, DiseaseStatus, now)


@put("/patients/{patient_id:uuid}/disease-statuses/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewDiseaseStatus]
) -> DiseaseStatus:
    """Store what an assessment of the disease showed once, however often it is sent."""
    return await recording.record(db, actor, patient_id, DiseaseStatus, fact_id, data, now)
