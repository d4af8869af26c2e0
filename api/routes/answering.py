from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, caregiving, reconfiguring
from api.access import Asking
from api.db import Connection
from schemas.caregivers import Answering, Switch


@get("/patients/{patient_id:uuid}/answering")
async def answering(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Answering:
    """Whose reports are expected, since when, why, and who said so."""
    await access.require(db, actor, "plan.read", patient_id)
    await access.record(db, actor, "plan.read", now, patient_id=patient_id)
    return await caregiving.answering(db, patient_id)


@put("/me/answering")
async def switch_own(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[Switch]) -> Answering:
    """A surrogate says it, on their phone."""
    return await reconfiguring.switch(db, actor, await access.require(db, actor, reconfiguring.SWITCH), data, now)


@put("/patients/{patient_id:uuid}/answering")
async def switch(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[Switch]
) -> Answering:
    """When a patient can no longer report, others are expected to answer; and back again. It is a version of the plan; both phones say so."""
    return await reconfiguring.switch(db, actor, await access.require(db, actor, reconfiguring.SWITCH, patient_id), data, now)
