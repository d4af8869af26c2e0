"""The demo organisation, made at the first start of `make run`: synthetic patients, three sign-ins that work nowhere else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import structs
from uuid_utils.compat import uuid7

from api import access, benefits, configuring, dosing, history, queries, reconfiguring, recording
from api.db import Connection, Pool, transaction
from api.jobs import demo_families
from api.jobs.founding import add_staff_member, found_organisation
from api.simulation import demo
from api.simulation.demo_doses import DemoDoses
from api.simulation.demo_draws import ZONE
from schemas.configurations import Hospice, NewConfigured, PatientPlan
from schemas.organisations import PhoneNumber
from schemas.patients import Patient
from schemas.staff_members import Role

PASSWORD = "balm-demo"  # noqa: S105 - printed at the start; refused outside the demo
LISTED = timedelta(days=30)  # before the first dose; ours
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
        nurse, *_ = [await add_staff_member(db, name, email, role, PASSWORD, now) for name, email, role in PEOPLE]
        nadia = access.StaffActor(organisation_id=organisation.id, id=nurse.id, name=nurse.name, kind="staff", role=nurse.role)
        followed = NewConfigured(replaces=0, content=configuring.as_content(Hospice(medicare_rules=True)))  # it lies in New York
        await reconfiguring.store(db, access.system(organisation.id, "Demo"), "hospice", None, followed, now)
        for patient in demo.patients(now):
            await enrol(db, access.system(organisation.id, "Demo"), nadia, patient)
    return True


async def enrol(db: Connection, actor: access.Actor, nurse: access.StaffActor, demo_patient: demo.DemoPatient) -> None:
    """As if each check-in, fact and dose had come in when it was recorded."""
    begun = demo_patient.enrolled_at
    patient = await queries.patients.insert(db, uuid7(), demo_patient.new, ZONE, begun.astimezone(ZoneInfo(ZONE)).date(), begun)
    kin = await demo_families.join(db, nurse, patient, demo_patient.family)
    by_kin = {one_id: kin for one_id, one in demo_patient.check_ins if kin and demo_families.entered(kin, demo_patient.family, one)}
    await history.store(db, actor, patient, demo_patient.check_ins, by_kin)
    for fact in demo_patient.facts:
        await recording.record(db, actor, patient.id, fact.noun, fact.id, fact.new, fact.recorded_at)
    for entry in demo_patient.benefit:
        await benefits.record(db, nurse, patient.id, entry.id, entry.new, entry.recorded_at)
    await log(db, actor, nurse, kin, patient, demo_patient.doses)
    await demo_families.go_on(db, nurse, patient, kin, demo_patient.family)


async def log(db: Connection, actor: access.Actor, nurse: access.StaffActor, kin: access.CaregiverActor | None, patient: Patient, doses: DemoDoses) -> None:
    """What a relative told, they logged. The list is older."""
    if not doses.taken:
        return
    plan = NewConfigured(replaces=0, content=configuring.as_content(PatientPlan(when_needed=doses.listed)))
    await reconfiguring.change_plan(db, nurse, patient.id, plan, doses.taken[0][1].taken_at - LISTED)
    for dose_id, dose in doses.taken:
        by = kin if kin and dose.mode == "proxy" else actor
        await dosing.submit(db, by, dose_id, structs.replace(dose, patient_id=patient.id), dose.taken_at)
