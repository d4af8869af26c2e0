from datetime import datetime
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api import access, queries, rules
from api.access import Asking, CaregiverActor
from api.db import Connection
from schemas.me import OwnCheckIns

MOST = 500


@get("/me/check-ins")
async def own_check_ins(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], days: Annotated[int, QueryParameter(ge=1, le=366)] = 30
) -> OwnCheckIns:
    """To a phone: what stands about its patient, today and the `days` calendar days before it; whoever answered or typed it. To a caregiver who may not read all of it: what
    they entered."""
    patient = await access.require(db, actor, "check_in.read_own")
    only = actor.reads_own_only if isinstance(actor, CaregiverActor) else None
    start = rules.calendar.midnight(now, patient.zone, days)
    found = await queries.check_ins.since(db, patient.id, start, MOST, only)
    doses = [one for one in await queries.when_needed_doses.standing(db, patient.id, start, MOST) if only in (None, one.entered_by_id)]
    used = {(check_in.instrument, check_in.instrument_version) for check_in in found}
    await access.record(db, actor, "check_in.read_own", now, patient_id=patient.id, days=days)
    return OwnCheckIns(check_ins=found, instruments=await queries.instruments.versions(db, used), when_needed_doses=doses)
