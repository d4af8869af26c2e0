from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from schemas.preferences import NewPreference, Preference


@get("/patients/{patient_id:uuid}/preferences")
async def preferences(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Preference]:
    """Everything the patient ever said, newest first. A topic that isn't there is one that nobody has asked about."""
    return await fact_sheet.history(db, actor, patient_id, Preference, now)


@put("/patients/{patient_id:uuid}/preferences/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewPreference]
) -> Preference:
    """Store what the patient wants once, however often it is sent. A change of mind is a new one; `corrects` is for what was recorded wrongly."""
    return await recording.record(db, actor, patient_id, Preference, fact_id, data, now)
