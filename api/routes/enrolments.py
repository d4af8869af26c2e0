import secrets
from datetime import datetime
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from uuid_utils.compat import uuid7

from api import enrolment, queries
from api.db import Connection, Pool, transaction
from api.errors import CODE, SLOWED, Refused
from api.queries.credentials import Credential
from api.settings import Settings
from schemas.audit import ActorKind
from schemas.caregivers import Caregiver
from schemas.enrolments import RedeemedDevice, Redemption

FREE_TRIES = 10  # from one network address


@post("/enrolments/redeem", security=[{}])
async def redeem(
    request: Request[Any, Any, Any],
    pool: NamedDependency[Pool],
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    data: JSONBody[Redemption],
) -> RedeemedDevice:
    """A code becomes a device's token, once."""
    address = f"redeem from {request.client.host if request.client else ''}"
    async with transaction(pool) as db:
        await queries.throttles.lock(db, address, now)
        if wait := await queries.throttles.seconds_to_wait(db, address, FREE_TRIES, now):
            raise Refused(SLOWED, headers={"Retry-After": str(wait)})
        await queries.throttles.count(db, address, now)
    async with transaction(pool) as db:
        device = await enrol_device(db, settings.demo, enrolment.plain(data.code), data.device_name, now)
        await queries.throttles.forget(db, address)
        return device


async def enrol_device(db: Connection, demo: bool, code: str, name: str, now: datetime) -> RedeemedDevice:
    found = await queries.credentials.find(db, "enrolment", code, now) or await queries.credentials.find(db, "invitation", code, now)
    if found is None:
        raise Refused(CODE)
    await db.become(found.organisation_id)
    organisation, caregiver = await queries.organisations.get(db), await invited(db, found, now)
    patient = await queries.patients.get(db, caregiver.patient_id if caregiver else found.subject_id)
    if patient is None or (organisation.demo and not demo) or not await queries.credentials.use_up(db, found.kind, code):
        raise Refused(CODE)
    token, device_id = secrets.token_urlsafe(32), uuid7()
    await queries.devices.insert(db, device_id, patient.id, name, now, caregiver.id if caregiver else None)
    await queries.credentials.insert(db, "device", token, device_id, None)
    kind: ActorKind = "caregiver" if caregiver else "patient"
    await queries.audit.record(db, kind, caregiver.id if caregiver else device_id, "device.enrol", now, patient_id=patient.id, subject_id=device_id)
    return RedeemedDevice(
        token=token,
        device_id=device_id,
        patient_id=patient.id,
        patient_name=patient.name,
        organisation_name=organisation.name,
        caregiver_id=caregiver.id if caregiver else None,
        caregiver_name=caregiver.name if caregiver else None,
    )


async def invited(db: Connection, found: Credential, now: datetime) -> Caregiver | None:
    """Whose code it is, where it is a caregiver's. Raises code-refused once somebody has ended it."""
    if found.kind != "invitation":
        return None
    caregiver = await queries.caregivers.get(db, found.subject_id)
    if caregiver is None or caregiver.ended_at is not None:
        raise Refused(CODE)
    await queries.caregivers.joined(db, caregiver.id, now)
    return caregiver
