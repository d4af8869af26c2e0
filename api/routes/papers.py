from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import access, fact_sheet, papers, queries, rules
from api.access import Actor, Asking
from api.db import Connection
from api.errors import NOBODY_MAY_KNOW, NOT_FOUND, Refused
from api.papers.rendering import Template
from api.papers.visit import Material
from api.permissions import Action
from api.routes.certifications import as_pdf, as_picture
from schemas.facts import Facts
from schemas.patients import Patient

READ: Action = "paper.read"
NAMES: dict[str, Literal["visit", "family_meeting"]] = {"visit": "visit", "family-meeting": "family_meeting"}
MOST = 200  # alerts, and changes of medication, that are looked at; ours


@get("/patients/{patient_id:uuid}/papers/{name:str}/pdf", media_type="application/pdf")
async def paper(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], name: FromPath[str]) -> Response[bytes]:
    """'visit': one page for a visit. 'family-meeting': for a talk with patient and family, in plain words."""
    template, content = await written(db, actor, patient_id, name, now)
    return as_pdf(await papers.rendering.pdf(template, content, now))


@get("/patients/{patient_id:uuid}/papers/{name:str}/pages/{number:int}", media_type="image/png")
async def page(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], name: FromPath[str], number: FromPath[int]
) -> Response[bytes]:
    """A page of it as a picture, for the screen."""
    template, content = await written(db, actor, patient_id, name, now)
    return as_picture(await papers.rendering.pages(template, content, now), number)


async def written(db: Connection, actor: Actor, patient_id: UUID, name: str, now: datetime) -> tuple[Template, Any]:
    patient = await access.require(db, actor, READ, patient_id)
    if name not in NAMES:
        raise Refused(NOT_FOUND)
    await access.record(db, actor, READ, now, patient_id=patient_id, paper=name)
    facts = await fact_sheet.facts(db, patient, now)
    return NAMES[name], await (for_a_visit(db, patient, facts, now) if name == "visit" else for_a_meeting(db, facts))


async def for_a_visit(db: Connection, patient: Patient, facts: Facts, now: datetime) -> Any:
    since = rules.calendar.midnight(now, patient.zone, papers.visit.DAYS - 1)
    alerts = await queries.alerts.of_patient(db, patient.id, since, MOST)
    organisation = await queries.organisations.get(db)
    material = Material(
        facts=facts,
        organisation=organisation.name,
        alerts=alerts,
        steps=await queries.alerts.steps_of(db, [one.id for one in alerts]),
        tasks=await queries.tasks.of_patient(db, patient.id),
        changes=await queries.medication_changes.standing(db, patient.id, since, MOST),
    )
    return papers.visit.content(material)


async def for_a_meeting(db: Connection, facts: Facts) -> Any:
    """Where the patient wants nobody to know, there is none."""
    wish = facts.wish("who_may_know")
    if wish is not None and wish.stance == "nobody":
        raise Refused(NOBODY_MAY_KNOW)
    return papers.family_meeting.content(facts, await queries.organisations.get(db))
