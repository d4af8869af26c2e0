from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from api.db import Connection
from schemas.enrolments import Device

SEEN_EVERY = timedelta(minutes=15)  # a request writes "last seen" at most this often


class KnownDevice(Struct, frozen=True):
    """Whose phone a token belongs to: the caregiver's where there is one, else the patient's."""

    id: UUID
    name: str
    patient_id: UUID
    last_seen_at: datetime | None
    demo: bool
    caregiver_id: UUID | None


async def insert(db: Connection, device_id: UUID, patient_id: UUID, name: str, now: datetime, caregiver_id: UUID | None = None) -> None:
    await db.run(
        "insert into devices (id, patient_id, name, enrolled_at, last_seen_at, caregiver_id) values ($1, $2, $3, $4, $4, $5)",
        device_id,
        patient_id,
        name,
        now,
        caregiver_id,
    )


async def known(db: Connection, device_id: UUID) -> KnownDevice | None:
    return await db.maybe(
        KnownDevice,
        """select d.id, d.name, d.patient_id, d.last_seen_at, o.demo, d.caregiver_id from devices d join organisations o on o.id = d.organisation_id
           where d.organisation_id = current_organisation() and d.id = $1 and d.revoked_at is null""",
        device_id,
    )


async def seen(db: Connection, device: KnownDevice, now: datetime) -> None:
    if device.last_seen_at is None or now - device.last_seen_at > SEEN_EVERY:
        await db.run("update devices set last_seen_at = $2 where organisation_id = current_organisation() and id = $1", device.id, now)


async def of_patient(db: Connection, patient_id: UUID) -> list[Device]:
    """The patient's own."""
    return await db.all(
        Device,
        """select id, patient_id, name, enrolled_at, last_seen_at, revoked_at from devices
           where organisation_id = current_organisation() and patient_id = $1 and caregiver_id is null order by enrolled_at desc, id""",
        patient_id,
    )


async def revoke(db: Connection, patient_id: UUID, device_id: UUID, now: datetime) -> bool:
    """False when it isn't a device of this patient. Revoking twice keeps the first time."""
    return (
        await db.run(
            """update devices set revoked_at = coalesce(revoked_at, $3)
           where organisation_id = current_organisation() and patient_id = $1 and id = $2""",
            patient_id,
            device_id,
            now,
        )
        == "UPDATE 1"
    )


async def of_caregiver(db: Connection, caregiver_id: UUID) -> list[UUID]:
    """Those that are not taken back."""
    rows = await db.raw.fetch("select id from devices where organisation_id = current_organisation() and caregiver_id = $1 and revoked_at is null", caregiver_id)
    return [row["id"] for row in rows]
