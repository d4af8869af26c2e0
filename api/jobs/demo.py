"""The demo organisation, made at the first start of `make run`: synthetic patients, three sign-ins that work nowhere else."""

from datetime import datetime
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from api import access, history, queries, recording
from api.db import Connection, Pool, transaction
from api.jobs.founding import add_staff_member, found_organisation
from api.simulation import demo
from api.simulation.demo_draws import ZONE
from schemas.organisations import PhoneNumber
from schemas.staff_members import Role

PASSWORD = "balm-demo"  # noqa: S105 - printed at the start; refused outside the demo
PEOPLE: list[tuple[str, str, Role]] = [
    ("Nadia Rahman", "nadia@demo.example", "nurse"),
    ("Dr Chidi Okoro", "okoro@demo.example", "physician"),
    ("Alex Moreau", "admin@demo.example", "admin"),
]


async def seed(pool: Pool, now: datetime) -> bool:
    """False when it is there already. All of it in one transaction: an interrupted first start leaves nothing half made."""
    async with transaction(pool) as db:
        await db.run("select pg_advisory_xact_lock($1)", 0x64656D6F)
        if any(organisation.demo for organisation in await queries.organisations.everywhere(db)):
            return False
        numbers = [PhoneNumber(label="Demo Hospice, day and night", number="555-0142")]
        organisation = await found_organisation(db, "Demo Hospice", ZONE, "911", now, phone_numbers=numbers, demo=True)
        for name, email, role in PEOPLE:
            await add_staff_member(db, name, email, role, PASSWORD, now)
        for patient in demo.patients(now):
            await enrol(db, access.system(organisation.id, "Demo"), patient)
    return True


async def enrol(db: Connection, actor: access.Actor, demo_patient: demo.DemoPatient) -> None:
    """As if each check-in and each fact had come in when it was recorded."""
    begun = demo_patient.enrolled_at
    patient = await queries.patients.insert(db, uuid7(), demo_patient.new, ZONE, begun.astimezone(ZoneInfo(ZONE)).date(), begun)
    await history.store(db, actor, patient, demo_patient.check_ins)
    for fact in demo_patient.facts:
        await recording.record(db, actor, patient.id, fact.noun, fact.id, fact.new, fact.recorded_at)
