"""Whose token or cookie a request shows: looked up before the organisation is known, and read with each request, so that what was revoked a moment ago is nothing now."""

from datetime import datetime
from uuid import UUID

from litestar.connection import ASGIConnection

from api import queries
from api.access import Actor, CaregiverActor, PatientActor, ShareHolder, StaffActor
from api.db import Connection
from api.errors import UNAUTHENTICATED, Refused
from api.queries.devices import KnownDevice

COOKIE, FAMILY_COOKIE = "balm_session", "balm_family"


async def identify(db: Connection, connection: ASGIConnection, demo: bool, now: datetime) -> Actor:  # type: ignore[type-arg]
    """Whose token or cookie this is; from here on the transaction stands in their organisation. Raises not-signed-in."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    actor: Actor | None = None
    if scheme.lower() == "bearer" and token:
        actor = await device_holder(db, token.strip(), demo, now)
    elif not scheme and (cookie := connection.cookies.get(COOKIE)):
        actor = await session_holder(db, cookie, demo, now)
    if actor is None:
        raise Refused(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
    return actor


async def device_holder(db: Connection, token: str, demo: bool, now: datetime) -> PatientActor | CaregiverActor | None:
    found = await queries.credentials.find(db, "device", token, now)
    if found is None:
        return None
    await db.become(found.organisation_id)
    device = await queries.devices.known(db, found.subject_id)
    if device is None or (device.demo and not demo):
        return None
    if device.caregiver_id is not None:
        return await caregiver(db, found.organisation_id, device, device.caregiver_id, now)
    await queries.devices.seen(db, device, now)
    return PatientActor(organisation_id=found.organisation_id, id=device.id, name=device.name, kind="patient", patient_id=device.patient_id)


async def caregiver(db: Connection, organisation_id: UUID, device: KnownDevice, caregiver_id: UUID, now: datetime) -> CaregiverActor | None:
    """Null once somebody has ended it: what holds is read with each request."""
    found = await queries.caregivers.get(db, caregiver_id)
    if found is None or found.ended_at is not None:
        return None
    await queries.devices.seen(db, device, now)
    return CaregiverActor(
        organisation_id=organisation_id, id=found.id, name=found.name, kind="caregiver", patient_id=found.patient_id, device_id=device.id, caregiver=found
    )


async def session_holder(db: Connection, token: str, demo: bool, now: datetime) -> StaffActor | None:
    found = await queries.credentials.find(db, "session", token, now)
    if found is None:
        return None
    await db.become(found.organisation_id)
    person = await queries.staff_members.signed_in(db, found.subject_id)
    if person is None or (person.demo and not demo):
        return None
    return StaffActor(organisation_id=found.organisation_id, id=person.id, name=person.name, kind="staff", role=person.role, session_ends_at=found.expires_at)


async def share_holder(db: Connection, token: str, demo: bool, now: datetime) -> ShareHolder | None:
    """Whoever opened a share's link, for as long as it holds; what was revoked a moment ago is nothing at the next request."""
    found = await queries.credentials.find(db, "family", token, now)
    if found is None:
        return None
    await db.become(found.organisation_id)
    share = await queries.shares.get(db, found.subject_id)
    if share is None or not share.holds(now) or ((await queries.organisations.get(db)).demo and not demo):
        return None
    return ShareHolder(organisation_id=found.organisation_id, id=share.id, name=share.for_name, kind="share_holder", share=share)
