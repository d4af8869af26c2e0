from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import structs

from api import fact_sheet, recording
from api.access import Asking
from api.db import Connection
from api.errors import Refused
from schemas.assessments import Assessment, NewAssessment, NewAssessments, SentAssessment


@get("/patients/{patient_id:uuid}/assessments")
async def assessments(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    kind: Annotated[str | None, QueryParameter(max_length=80)] = None,
) -> list[Assessment]:
    """Every version ever recorded, of one kind or of all, newest first; `entry` says which stand."""
    return await fact_sheet.history(db, actor, patient_id, Assessment, now, kind)


@put("/patients/{patient_id:uuid}/assessments/{fact_id:uuid}")
async def record(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], fact_id: FromPath[UUID], data: JSONBody[NewAssessment]
) -> Assessment:
    """Store an assessment once, however often it is sent. GET /v1/assessment-kinds says what can be assessed, in which units."""
    return await recording.record(db, actor, patient_id, Assessment, fact_id, data, now)


@post("/patients/{patient_id:uuid}/assessments", status_code=200)
async def record_together(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewAssessments]
) -> list[Assessment]:
    """What was found at one visit: all of it is stored, once however often it is sent, or nothing and each fault is named."""
    stored, faults = [], []
    for number, sent in enumerate(data.assessments):
        try:
            stored.append(await recording.record(db, actor, patient_id, Assessment, sent.id, new_of(sent), now))
        except Refused as refused:
            faults.append((number, refused))
    if faults:
        raise together(faults)
    return stored


def new_of(sent: SentAssessment) -> NewAssessment:
    return NewAssessment(**{name: value for name, value in structs.asdict(sent).items() if name != "id"})


def together(faults: list[tuple[int, Refused]]) -> Refused:
    """The first one's problem, with the fields of all that are of its kind."""
    first = faults[0][1]
    errors = [(f"assessments.{number}.{field}", detail) for number, refused in faults if refused.kind is first.kind for field, detail in refused.errors]
    return Refused(first.kind, errors=errors or first.errors)
