from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.needs import Need, NewNeed


@get("/patients/{patient_id:uuid}/needs")
async def needs(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Need]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, Need, now)


@put("/patients/{patient_id:uuid}/needs/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewNeed]
) -> Need:
    """Store a need once, however often it is sent. That somebody takes it up, or that it is met, is a new version (`corrects`)."""
    return await recording.record(db, actor, patient_id, Need, fact_id, data, now)
