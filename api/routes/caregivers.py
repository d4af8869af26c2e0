from datetime import datetime
from uuid import UUID

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, caregiving, enrolment, queries
from api.access import Actor, Asking
from api.db import Connection
from api.errors import CHANGED_MEANWHILE, Refused
from api.permissions import Action
from api.settings import Settings
from schemas.caregivers import Caregiver, Grants, InvitedCaregiver, NewCaregiver
from schemas.enrolments import EnrolmentCode

READ: Action = "caregiver.read"
INVITE: Action = "caregiver.invite"
END: Action = "caregiver.end"


@get("/me/caregivers")
async def own_caregivers(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> list[Caregiver]:
    """To the patient's phone: who may answer for them or help them, who said so, and who no longer may."""
    return await told(db, actor, None, now)


@get("/patients/{patient_id:uuid}/caregivers")
async def caregivers(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Caregiver]:
    """To the team: the same."""
    return await told(db, actor, patient_id, now)


async def told(db: Connection, actor: Actor, patient_id: UUID | None, now: datetime) -> list[Caregiver]:
    patient = await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient.id)
    return await queries.caregivers.of_patient(db, patient.id, caregiving.MOST)


@post("/me/caregivers")
async def invite_own(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], data: JSONBody[NewCaregiver]
) -> InvitedCaregiver:
    """The patient lets somebody answer for them, or help. The code for that person's phone is told this once."""
    return await caregiving.invite(db, actor, await access.require(db, actor, INVITE), data, settings.origin, now)


@post("/patients/{patient_id:uuid}/caregivers")
async def invite(
    db: NamedDependency[Connection],
    actor: Asking,
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    data: JSONBody[NewCaregiver],
) -> InvitedCaregiver:
    """The team does. The patient sees it on the phone, and can end it."""
    return await caregiving.invite(db, actor, await access.require(db, actor, INVITE, patient_id), data, settings.origin, now)


@post("/caregivers/{caregiver_id:uuid}/enrolment-codes")
async def new_caregiver_code(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], caregiver_id: FromPath[UUID]
) -> EnrolmentCode:
    """For another phone of theirs, or for the same one once more."""
    caregiver = await standing(db, actor, INVITE, caregiver_id)
    await access.record(db, actor, "enrolment_code.create", now, patient_id=caregiver.patient_id, subject_id=caregiver.id)
    return await enrolment.new_code(db, settings.origin, caregiver.id, now, "invitation")


@put("/caregivers/{caregiver_id:uuid}/grants")
async def grant(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], caregiver_id: FromPath[UUID], data: JSONBody[Grants]
) -> Caregiver:
    """What they may do from the next request on."""
    caregiver = await standing(db, actor, caregiving.GRANT, caregiver_id)
    caregiving.check_grants(actor, data, caregiver.grants)
    if data != caregiver.grants:
        await caregiving.grant(db, actor, caregiver, data, now)
    return await caregiving.required(db, caregiver.id)


@delete("/caregivers/{caregiver_id:uuid}", status_code=200)
async def end(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], caregiver_id: FromPath[UUID]) -> Caregiver:
    """They may no longer, from the next request on. What they entered stays, with their name. Twice changes nothing."""
    caregiver = await caregiving.of(db, actor, END, caregiver_id)
    await caregiving.end(db, actor, caregiver, now)
    return await caregiving.required(db, caregiver.id)


async def standing(db: Connection, actor: Actor, action: Action, caregiver_id: UUID) -> Caregiver:
    """Raises changed-meanwhile for one whom somebody has ended: who is to come back is invited anew."""
    found = await caregiving.of(db, actor, action, caregiver_id)
    if found.ended_at is not None:
        raise Refused(CHANGED_MEANWHILE)
    return found
