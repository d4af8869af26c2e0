from datetime import datetime
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, fact_sheet, recording, rules
from api.access import Asking
from api.db import Connection
from schemas.assessments import Kind
from schemas.check_ins import EnteredInError
from schemas.entries import Entry
from schemas.facts import Facts
from schemas.preferences import Question


@get("/patients/{patient_id:uuid}/facts")
async def facts(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Facts:
    """All that stands about a patient, newest first: what the last values are, what nobody has asked, which follow-ups are due."""
    patient = await access.require(db, actor, "fact.read", patient_id)
    await access.record(db, actor, "fact.read", now, patient_id=patient.id)
    return await fact_sheet.facts(db, patient, now)


@post("/facts/{fact_id:uuid}/entered-in-error", status_code=200)
async def mark_in_error(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], fact_id: FromPath[UUID], data: JSONBody[EnteredInError]
) -> Entry:
    """Whatever noun it is of: it stays stored and marked, and no longer stands; what it replaced stands again. Marking it again changes nothing."""
    return await recording.mark_in_error(db, actor, fact_id, data, now)


@get("/assessment-kinds")
async def assessment_kinds(db: NamedDependency[Connection], actor: Asking) -> list[Kind]:
    """What can be assessed: units, ranges, words. The same in every organisation."""
    access.allow(actor, "fact.read")
    return rules.kinds.ALL


@get("/preference-questions")
async def preference_questions(db: NamedDependency[Connection], actor: Asking) -> list[Question]:
    """What patients are asked about their wishes, in this order."""
    access.allow(actor, "fact.read")
    return list(rules.wishes.QUESTIONS.values())
