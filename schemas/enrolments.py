from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from schemas.patients import Patient
from schemas.text import Line


class EnrolmentCode(Struct, kw_only=True, frozen=True):
    """A code that makes one phone the patient's, once, until it expires. `link` carries it in its fragment, which no server sees; `qr_svg` draws the link."""

    code: str
    link: str
    qr_svg: str
    expires_at: datetime


class Enrolment(Struct, kw_only=True, frozen=True):
    """A newly enrolled patient and the first code. The code is shown this once."""

    patient: Patient
    enrolment_code: EnrolmentCode


class Redemption(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A code typed or scanned on a phone. Spaces, dashes and small letters are fine. `device_name` is what staff will see ("Ada's phone")."""

    code: Annotated[str, Meta(min_length=1, max_length=60)]
    device_name: Line = "Phone"


class RedeemedDevice(Struct, kw_only=True, frozen=True):
    """What a phone gets for a code: its token, sent as `Authorization: Bearer …` from now on and shown this once. `caregiver_id`: it is this person's, and not the patient's."""

    token: str
    device_id: UUID
    patient_id: UUID
    patient_name: str
    organisation_name: str
    caregiver_id: UUID | None = None
    caregiver_name: str | None = None


class Device(Struct, kw_only=True, frozen=True):
    """A phone or tablet that may answer for a patient."""

    id: UUID
    patient_id: UUID
    name: str
    enrolled_at: datetime
    last_seen_at: datetime | None = None
    revoked_at: datetime | None = None
