"""Caregivers around a patient: invited, granted, ended; who answers now; and what their phones ask them about themselves."""

from datetime import datetime, time, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import structs

from api import access, configuring, enrolment, instruments, queries, sharing
from api.access import Actor, CaregiverActor, StaffActor
from api.db import Connection
from api.errors import INVALID, NOT_FOUND, SURROGATE, Refused
from api.permissions import Action
from api.queries.timers import Timer
from schemas.caregivers import Answering, Caregiver, Grants, InvitedCaregiver, NewCaregiver
from schemas.configurations import Caregivers, PatientPlan
from schemas.events import Event
from schemas.patients import Patient
from schemas.wellbeing_checks import WellbeingAsk

INVITE: Action = "caregiver.invite"
GRANT: Action = "caregiver.grant"
MOST = 100  # around one patient; ours
PLANS = 200  # versions that are looked at for who said it; ours
ASKED_AT = time(10)  # the bereavement check is offered from then on, where the patient was; ours


async def invite(db: Connection, actor: Actor, patient: Patient, new: NewCaregiver, origin: str, now: datetime) -> InvitedCaregiver:
    """With a code for their own phone. Raises Refused for grants that are none."""
    check_grants(actor, new.grants, Grants())
    caregiver_id = await queries.caregivers.insert(db, patient.id, new, actor.kind, actor.id, await access.called(db, actor), now)
    await happened(db, actor, INVITE, patient.id, caregiver_id, now, **written(new.grants))
    return InvitedCaregiver(
        caregiver=await required(db, caregiver_id), enrolment_code=await enrolment.new_code(db, origin, caregiver_id, now, "invitation")
    )


def check_grants(actor: Actor, grants: Grants, before: Grants) -> None:
    if not (grants.proxy or grants.assisted):
        raise Refused(INVALID, errors=[("grants", "Say what they may do: answer for the patient, help them answer, or both.")])
    if grants.surrogate != before.surrogate and not isinstance(actor, StaffActor):
        raise Refused(SURROGATE)


async def grant(db: Connection, actor: Actor, caregiver: Caregiver, grants: Grants, now: datetime) -> None:
    """From the next request on. What they began to show ends with the say that they had."""
    await queries.caregivers.grant(db, caregiver.id, grants)
    if not grants.surrogate:
        await sharing.end_of_caregiver(db, actor, caregiver.patient_id, caregiver.id, now)
    await happened(db, actor, GRANT, caregiver.patient_id, caregiver.id, now, **written(grants))


def written(grants: Grants) -> dict[str, bool]:
    return {"proxy": grants.proxy, "assisted": grants.assisted, "reads": grants.reads, "surrogate": grants.surrogate}


async def happened(db: Connection, actor: Actor, action: Action, patient_id: UUID, caregiver_id: UUID, now: datetime, **detail: object) -> None:
    await access.record(db, actor, action, now, patient_id=patient_id, subject_id=caregiver_id, **detail)
    db.announce(Event(kind="patient", patient_id=patient_id))


async def required(db: Connection, caregiver_id: UUID) -> Caregiver:
    found = await queries.caregivers.get(db, caregiver_id)
    if found is None:
        raise Refused(NOT_FOUND)
    return found


async def of(db: Connection, actor: Actor, action: Action, caregiver_id: UUID) -> Caregiver:
    """Somebody's caregiver, if this actor may do this about their patient."""
    found = await required(db, caregiver_id)
    await access.require(db, actor, action, found.patient_id)
    return found


async def end(db: Connection, actor: Actor, caregiver: Caregiver, now: datetime) -> None:
    """From the next request on their phones are strangers. Twice changes nothing."""
    if not await queries.caregivers.end(db, caregiver.id, await access.called(db, actor), now):
        return
    for device_id in await queries.devices.of_caregiver(db, caregiver.id):
        await queries.devices.revoke(db, caregiver.patient_id, device_id, now)
        await queries.credentials.end_all(db, "device", device_id)
        await queries.push_subscriptions.end(db, device_id)
    await queries.credentials.end_all(db, "invitation", caregiver.id)
    await sharing.end_of_caregiver(db, actor, caregiver.patient_id, caregiver.id, now)
    await queries.timers.put(db, "bereavement", caregiver.id, caregiver.patient_id, None)
    await happened(db, actor, "caregiver.end", caregiver.patient_id, caregiver.id, now)


async def answering(db: Connection, patient_id: UUID) -> Answering:
    """Who answers now, and who said so first, of the versions of the plan that say the same."""
    versions = await queries.configurations.history(db, "plan", patient_id, PLANS)
    said = [(Answering(**answering_of(msgspec.convert(one.content, PatientPlan))), one.set_by) for one in versions]
    if not said or said[0][0].since_on is None:
        return Answering()
    same = list(takewhile(lambda one: one[0] == said[0][0], said))
    return structs.replace(said[0][0], set_by=same[-1][1])


def answering_of(plan: PatientPlan) -> dict[str, Any]:
    return {"answered_by": plan.answered_by, "since_on": plan.answered_since_on, "reason": plan.answered_reason}


async def asks(db: Connection, actor: CaregiverActor, patient: Patient) -> WellbeingAsk:
    """While the patient lives, as the organisation has set it; after the death nothing, until its time has come."""
    configured, caregiver = await configuring.holding(db, Caregivers), actor.caregiver
    newest = await queries.wellbeing_checks.of_caregiver(db, caregiver.id, 1)
    is_after = patient.care == "died"
    was_done = is_after and bool(newest) and newest[0].after_death
    is_asked = (caregiver.bereavement_asked_at is not None and not was_done) if is_after else configured.wellbeing and patient.care != "discharged"
    return WellbeingAsk(
        instrument=instruments.wellbeing(),
        asked=is_asked,
        after_death=is_after,
        last_at=newest[0].recorded_at if newest else None,
        message=configured.after_death if is_after else {},
    )


async def patient_died(db: Connection, patient: Patient) -> None:
    """The bereavement check of each, so long after the day of death as the organisation has set. What prompted before has ended with all other timers."""
    days = (await configuring.holding(db, Caregivers)).bereavement_after_days
    for caregiver in await queries.caregivers.of_patient(db, patient.id, MOST):
        if caregiver.ended_at is None and days is not None:
            await queries.timers.put(db, "bereavement", caregiver.id, patient.id, due_at(patient, days))


async def patient_lives(db: Connection, patient: Patient) -> None:
    """It was entered in error: nobody is asked about a death."""
    for caregiver in await queries.caregivers.of_patient(db, patient.id, MOST):
        await queries.timers.put(db, "bereavement", caregiver.id, patient.id, None)
        await queries.caregivers.ask_bereaved(db, caregiver.id, None)


def due_at(patient: Patient, days: int) -> datetime:
    return datetime.combine(patient.care_since_on + timedelta(days=days), ASKED_AT, ZoneInfo(patient.zone))


async def bereave(db: Connection, timer: Timer, now: datetime) -> None:
    """What falls due: from now on their phone offers it. Where the organisation has set another time meanwhile, then."""
    caregiver, patient = await queries.caregivers.get(db, timer.subject_id), await queries.patients.get(db, timer.patient_id)
    days = (await configuring.holding(db, Caregivers)).bereavement_after_days
    if caregiver is None or patient is None or caregiver.ended_at is not None or patient.care != "died" or days is None:
        return
    if now < due_at(patient, days):
        await queries.timers.put(db, "bereavement", caregiver.id, patient.id, due_at(patient, days))
        return
    await queries.caregivers.ask_bereaved(db, caregiver.id, now)
    await access.record(db, access.system(patient.organisation_id, "Balm"), "wellbeing.ask", now, patient_id=patient.id, subject_id=caregiver.id)
