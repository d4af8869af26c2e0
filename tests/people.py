"""The cast. Ada is the patient and Ben her daughter's husband who may answer for her; Nadia is her nurse, Dr Okoro her physician, Ines administers their
hospice and Ruth audits it. Otto is a nurse of another organisation; Olga is a patient there: whatever they can see of Ada is a leak."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct
from uuid_utils.compat import uuid7

from api import queries
from api.db import Connection, Pool, transaction
from api.jobs.founding import found_organisation
from schemas.caregivers import Grants, NewCaregiver
from schemas.check_ins import Relationship
from schemas.patients import NewPatient
from schemas.staff_members import Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
ZONE = "Europe/Berlin"
STAFF: dict[str, tuple[str, Role]] = {
    "nadia": ("Nadia Rahman", "nurse"),
    "okoro": ("Dr Okoro", "physician"),
    "ines": ("Ines Vogel", "admin"),
    "ruth": ("Ruth Adler", "auditor"),
}


class Cast(Struct, frozen=True):
    """Ids by name, and what each shows at the door."""

    hospice: UUID
    other_hospice: UUID
    ada: UUID
    olga: UUID
    ada_phone: UUID
    nadia: UUID
    otto: UUID
    ben: UUID
    ben_phone: UUID

    def cookie(self, name: str) -> dict[str, str]:
        return {"cookie": f"balm_session={name}-session", "origin": "http://balm.test"}

    def phone(self, name: str) -> dict[str, str]:
        return {"authorization": f"Bearer {name}-token"}


async def enrol(db: Connection, name: str, phone: str) -> tuple[UUID, UUID]:
    patient, device = uuid7(), uuid7()
    await queries.patients.insert(db, patient, NewPatient(name=name, identifier=f"MRN-{phone}"), ZONE, NOW.date(), NOW)
    await queries.devices.insert(db, device, patient, f"{name}'s phone", NOW)
    await queries.credentials.insert(db, "device", f"{phone}-token", device, None)
    return patient, device


async def befriend(db: Connection, patient_id: UUID, name: str, phone: str, grants: Grants, relationship: Relationship = "child") -> tuple[UUID, UUID]:
    """A caregiver with a phone of their own, invited by the patient."""
    new, device = NewCaregiver(name=name, relationship=relationship, grants=grants), uuid7()
    caregiver = await queries.caregivers.insert(db, patient_id, new, "patient", patient_id, "Ada's phone", NOW)
    await queries.caregivers.joined(db, caregiver, NOW)
    await queries.devices.insert(db, device, patient_id, f"{name}'s phone", NOW, caregiver)
    await queries.credentials.insert(db, "device", f"{phone}-token", device, None)
    return caregiver, device


async def employ(db: Connection, key: str, name: str, role: Role, password_hash: str = "none") -> UUID:
    person = uuid7()
    await queries.staff_members.insert(db, person, name, f"{key}@hospice.example", role, password_hash, NOW)
    await queries.credentials.insert(db, "email", f"{key}@hospice.example", person, None)
    await queries.credentials.insert(db, "session", f"{key}-session", person, datetime(2030, 1, 1, tzinfo=UTC))
    return person


async def settle(pool: Pool, password_hash: str) -> Cast:
    """Everybody, in a fresh database."""
    async with transaction(pool) as db:
        hospice = await found_organisation(db, "Lindenhof Hospice", ZONE, "112", NOW)
        ada, ada_phone = await enrol(db, "Ada", "ada")
        ben, ben_phone = await befriend(db, ada, "Ben", "ben", Grants(proxy=True, assisted=True))
        staff = {key: await employ(db, key, name, role, password_hash) for key, (name, role) in STAFF.items()}
    async with transaction(pool) as db:
        other = await found_organisation(db, "Seaside Hospice", "Europe/London", "999", NOW)
        olga, _ = await enrol(db, "Olga", "olga")
        otto = await employ(db, "otto", "Otto Brandt", "admin", password_hash)
    return Cast(hospice.id, other.id, ada, olga, ada_phone, staff["nadia"], otto, ben, ben_phone)


def check_in(**changes: Any) -> dict[str, Any]:
    """What Ada's phone sends at nine in the morning."""
    usual = {
        "instrument": "daily-check",
        "instrument_version": "1",
        "recorded_at": "2026-03-02T08:55:00+01:00",
        "zone": ZONE,
        "answers": {"pain": 4, "nausea": 0, "fatigue": 5, "lack_of_appetite": 3},
        "respondent": "patient",
        "mode": "self",
    }
    return {key: value for key, value in {**usual, **changes}.items() if value is not ...}
