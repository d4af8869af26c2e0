"""Codes that make a phone the patient's or a caregiver's. Short enough to type, hashed at rest, good once."""

import io
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import segno
from uuid_utils.compat import uuid7

from api import queries
from api.db import Connection
from api.errors import CODE, Refused
from api.queries.credentials import Credential, Kind
from schemas.audit import ActorKind
from schemas.caregivers import Caregiver
from schemas.enrolments import EnrolmentCode, RedeemedDevice

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that looks like something else
LENGTH = 10  # 50 bits, with tries slowed per network address
LASTS = timedelta(hours=72)
LOOKALIKES = str.maketrans("OIL", "011")


def plain(code: str) -> str:
    """As it is hashed: without the dashes, spaces and small letters of whoever typed it."""
    return "".join(letter for letter in code.upper().translate(LOOKALIKES) if letter.isalnum())


def drawn() -> str:
    """XXXX-XXXX-XX"""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


async def new_code(db: Connection, origin: str, subject_id: UUID, now: datetime, kind: Kind = "enrolment") -> EnrolmentCode:
    """For a phone of this patient, or (an invitation) of this caregiver. Earlier codes of theirs that nobody used end here."""
    code = drawn()
    await queries.credentials.end_all(db, kind, subject_id)
    await queries.credentials.insert(db, kind, plain(code), subject_id, now + LASTS)
    link = f"{origin}/app/#code={code}"
    return EnrolmentCode(code=code, link=link, qr_svg=qr(link), expires_at=now + LASTS)


def qr(link: str) -> str:
    """An SVG that scales, dark on white: some cameras don't read it the other way round."""
    drawn_qr = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn_qr, kind="svg", border=4, dark="#111", light="#fff", xmldecl=False, svgns=True, omitsize=True)
    return drawn_qr.getvalue().decode()


async def redeem(db: Connection, demo: bool, code: str, name: str, now: datetime) -> RedeemedDevice:
    """A code becomes a device's token, once. Raises code-refused."""
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
