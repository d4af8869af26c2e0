from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, caregiving, instruments, queries, wellbeing
from api.access import Asking
from api.db import Connection
from api.permissions import Action
from schemas.wellbeing_checks import NewWellbeingCheck, WellbeingCheck, WellbeingChecks

READ: Action = "wellbeing.read"
MOST = 400  # a year of daily ones


@put("/me/wellbeing-checks/{check_id:uuid}")
async def submit_wellbeing(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], check_id: FromPath[UUID], data: JSONBody[NewWellbeingCheck]
) -> WellbeingCheck:
    """How a caregiver is, stored once however often it is sent. The team reads it beside their name; it is no part of the patient's record and calls nobody."""
    return await wellbeing.submit(db, actor, check_id, data, now)


@get("/caregivers/{caregiver_id:uuid}/wellbeing-checks")
async def wellbeing_checks(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], caregiver_id: FromPath[UUID]
) -> WellbeingChecks:
    """To the team: how this caregiver is, in their own answers."""
    caregiver = await caregiving.of(db, actor, READ, caregiver_id)
    await access.record(db, actor, READ, now, patient_id=caregiver.patient_id, subject_id=caregiver.id)
    return WellbeingChecks(instrument=instruments.wellbeing(), checks=await queries.wellbeing_checks.of_caregiver(db, caregiver.id, MOST))
