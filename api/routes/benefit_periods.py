from datetime import datetime
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, benefits, falling_due
from api.access import Asking
from api.db import Connection
from api.permissions import Action
from schemas.benefit_periods import AnyEntry, AnyNewEntry
from schemas.check_ins import EnteredInError
from schemas.due_items import Benefit

READ: Action = "benefit.read"


@get("/patients/{patient_id:uuid}/benefit-periods")
async def benefit_periods(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Benefit:
    """A patient's hospice benefit (United States): what is on record, the periods, and what is due by when."""
    patient = await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient_id)
    return await falling_due.benefit(db, patient, now)


@put("/patients/{patient_id:uuid}/benefit-entries/{entry_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], entry_id: FromPath[UUID], data: JSONBody[AnyNewEntry]
) -> AnyEntry:
    """Store an election, its end, an encounter, a certification, a notice or an addendum once, however often it is sent. A new version names the one it `corrects`."""
    return await benefits.record(db, actor, patient_id, entry_id, data, now)


@post("/benefit-entries/{entry_id:uuid}/entered-in-error", status_code=200)
async def mark_in_error(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], entry_id: FromPath[UUID], data: JSONBody[EnteredInError]
) -> AnyEntry:
    """It stays stored and marked, and no longer stands; what it replaced stands again. Marking it again changes nothing."""
    return await benefits.mark_in_error(db, actor, entry_id, data, now)
