"""Who stands around a demo patient, by the ways of the product: invited, with a phone, switched to, shown something. Codes, tokens and links are told to nobody, so no link of these shares opens."""

from datetime import timedelta
from uuid import UUID

from api import caregiving, enrolment, queries, reconfiguring, sharing, wellbeing
from api.access import CaregiverActor, PatientActor, StaffActor
from api.db import Connection
from api.simulation.demo_families import DemoFamily, DemoShare
from schemas.check_ins import NewCheckIn
from schemas.patients import Patient

PHONE = "Demo phone"
JOINED = timedelta(hours=2)  # after the invitation; ours


def patient_actor(patient: Patient) -> PatientActor:
    """As from a phone of theirs, which nobody holds."""
    return PatientActor(organisation_id=patient.organisation_id, id=patient.id, name=PHONE, kind="patient", patient_id=patient.id)


async def join(db: Connection, nurse: StaffActor, patient: Patient, family: DemoFamily | None) -> CaregiverActor | None:
    """Invited, and the code used on a phone."""
    if family is None or family.kin is None:
        return None
    by = nurse if family.kin.by_team else patient_actor(patient)
    invited = await caregiving.invite(db, by, patient, family.kin.new, "", family.invited_at)
    await enrolment.redeem(db, True, enrolment.plain(invited.enrolment_code.code), PHONE, family.invited_at + JOINED)
    return await kin_of(db, patient.organisation_id, patient.id)


async def kin_of(db: Connection, organisation_id: UUID, patient_id: UUID) -> CaregiverActor | None:
    """The one who may answer in the patient's place and has a phone."""
    for one in await queries.caregivers.of_patient(db, patient_id, caregiving.MOST):
        phones = await queries.devices.of_caregiver(db, one.id)
        if phones and one.ended_at is None and one.grants.proxy:
            return CaregiverActor(organisation_id=organisation_id, id=one.id, name=one.name, kind="caregiver", patient_id=patient_id, device_id=phones[0], caregiver=one)
    return None


def entered(kin: CaregiverActor | None, family: DemoFamily | None, one: NewCheckIn) -> bool:
    """Whether they did: what they gave in the patient's place, and what they helped with."""
    if kin is None or family is None or one.recorded_at < family.invited_at + JOINED:
        return False
    return one.respondent == kin.respondent or (one.mode == "assisted" and kin.caregiver.grants.assisted)


async def go_on(db: Connection, nurse: StaffActor, patient: Patient, kin: CaregiverActor | None, family: DemoFamily | None) -> None:
    """What came after the invitation, beside the check-ins."""
    if family is None:
        return
    if kin is not None:
        for check_id, check in family.wellbeing:
            await wellbeing.submit(db, kin, check_id, check, check.recorded_at)
    if family.switch is not None:
        at, switch, by_kin = family.switch
        await reconfiguring.switch(db, kin if kin and by_kin else nurse, patient, switch, at)
    for share in family.shares:
        await show(db, patient, share)


async def show(db: Connection, patient: Patient, share: DemoShare) -> None:
    granted = (await sharing.grant(db, patient_actor(patient), patient, share.new, "", share.granted_at)).share
    for at in share.opened_at:
        await sharing.opened(db, granted, at)
    if share.revoked_at is not None:
        await sharing.end(db, patient_actor(patient), granted, "revoked", share.revoked_at)
    if share.asked_at is not None:
        await sharing.ask(db, granted, share.asked_at)
