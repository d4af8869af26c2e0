from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from api import access, queries
from api.access import Asking
from api.db import Connection
from schemas.audit import AuditRow


@get("/audit")
async def audit(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromQuery[UUID | None] = None,
    before: FromQuery[UUID | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> list[AuditRow]:
    """Who did or read what, newest first; `before` continues from the id of the last row."""
    access.allow(actor, "audit.read")
    rows = await queries.audit.newest(db, patient_id, before, limit)
    await access.record(db, actor, "audit.read", now, patient_id=patient_id)
    return rows
