from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import structs

from api import access, fact_sheet, rules
from api.access import Asking
from api.db import Connection
from schemas.assessments import Kind
from schemas.courses import Course
from schemas.facts import Facts


@get("/patients/{patient_id:uuid}/course")
async def course(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    days: Annotated[int | None, QueryParameter(ge=1, le=36500)] = None,
) -> Course:
    """The course of the disease in one call: the facts, what follows from them, what changed in 90 days. Symptoms of today and the `days` calendar days before it."""
    patient = await access.require(db, actor, "fact.read", patient_id)
    await access.record(db, actor, "fact.read", now, patient_id=patient.id, days=days)
    wanted = None if days is None else max(days, rules.changes.DAYS)  # what changed is told of these at least
    found = await fact_sheet.facts(db, patient, now, wanted)
    changes = rules.changes.changes(found)
    since_on = None if days is None else found.today - timedelta(days=days)
    return Course(
        facts=structs.replace(found, symptoms=rules.symptom_courses.since(found.symptoms, since_on)),
        since_on=since_on,
        kinds=kinds_of(found),
        responses=rules.oncology.of_facts.responses(found),
        derivations=rules.oncology.of_facts.derivations(found),
        markers=rules.oncology.marker_courses.marker_courses(found),
        changes=changes,
    )


def kinds_of(facts: Facts) -> list[Kind]:
    return [kind for kind in rules.kinds.ALL if kind.id in facts.assessments]
