from datetime import datetime
from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import access, enrolment, queries
from api.access import Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from api.settings import Settings
from schemas.enrolments import Device, EnrolmentCode


@post("/patients/{patient_id:uuid}/enrolment-codes")
async def new_enrolment_code(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], patient_id: FromPath[UUID]
) -> EnrolmentCode:
    """A code for another phone, or for the same one after its token was revoked."""
    patient = await access.require(db, actor, "enrolment_code.create", patient_id)
    await access.record(db, actor, "enrolment_code.create", now, patient_id=patient.id)
    return await enrolment.new_code(db, settings.origin, patient.id, now)


@delete("/me/device")
async def sign_out_device(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> None:
    """A phone signs itself out: from the next request on it is a stranger."""
    patient = await access.require(db, actor, "device.sign_out")
    device_id = access.device_of(actor)
    await queries.devices.revoke(db, patient.id, device_id, now)
    await queries.credentials.end_all(db, "device", device_id)
    await queries.push_subscriptions.end(db, device_id)
    await access.record(db, actor, "device.sign_out", now, patient_id=patient.id, subject_id=device_id)


@get("/patients/{patient_id:uuid}/devices")
async def devices(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Device]:
    patient = await access.require(db, actor, "device.read", patient_id)
    await access.record(db, actor, "device.read", now, patient_id=patient.id)
    return await queries.devices.of_patient(db, patient.id)


@delete("/patients/{patient_id:uuid}/devices/{device_id:uuid}")
async def revoke_device(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], device_id: FromPath[UUID]
) -> None:
    """From the next request on, that phone is a stranger. What waits in its queue stays there until it gets a new code."""
    patient = await access.require(db, actor, "device.revoke", patient_id)
    if not await queries.devices.revoke(db, patient.id, device_id, now):
        raise Refused(NOT_FOUND)
    await queries.credentials.end_all(db, "device", device_id)
    await queries.push_subscriptions.end(db, device_id)
    await access.record(db, actor, "device.revoke", now, patient_id=patient.id, subject_id=device_id)
