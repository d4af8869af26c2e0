from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency

from api import access, caregiving, configuring, queries, reminding, rules, sharing
from api.access import Actor, Asking, CaregiverActor, PatientActor, StaffActor
from api.db import Connection
from api.errors import FORBIDDEN, Refused
from api.permissions import BY_ROLE
from api.web_push.sending import MaybeSender, Sender
from schemas.configurations import CrisisWords, SelfCare
from schemas.me import CaregiverMe, PatientMe, Schedule, StaffMe
from schemas.patients import Patient


@get("/me")
async def me(db: NamedDependency[Connection], actor: Asking, sender: MaybeSender, now: NamedDependency[datetime]) -> PatientMe | CaregiverMe | StaffMe:
    """To a phone: what to ask, and whom to call. To staff: who they are and what they may do."""
    access.allow(actor, "me.read")
    if isinstance(actor, StaffActor):
        return await staff(db, actor)
    if isinstance(actor, CaregiverActor):
        return await caregiver(db, actor, sender, now)
    if isinstance(actor, PatientActor):
        return PatientMe(**await about(db, actor, await access.require(db, actor, "me.read"), sender, now))
    raise Refused(FORBIDDEN)


async def staff(db: Connection, actor: StaffActor) -> StaffMe:
    organisation = await queries.organisations.get(db)
    return StaffMe(
        staff_member_id=actor.id,
        name=actor.name,
        role=actor.role,
        organisation_name=organisation.name,
        zone=organisation.zone,
        demo=organisation.demo,
        may=sorted(BY_ROLE[actor.role]),
    )


async def caregiver(db: Connection, actor: CaregiverActor, sender: Sender | None, now: datetime) -> CaregiverMe:
    patient = await access.require(db, actor, "me.read")
    grants = actor.caregiver.grants
    return CaregiverMe(
        caregiver_id=actor.id,
        caregiver_name=actor.name,
        relationship=actor.caregiver.relationship,
        grants=grants,
        wellbeing=await caregiving.asks(db, actor, patient),
        named=[one.name for one in await sharing.those_named(db, patient.id)] if grants.surrogate and grants.reads else [],
        **await about(db, actor, patient, sender, now),
    )


async def about(db: Connection, actor: Actor, patient: Patient, sender: Sender | None, now: datetime) -> dict[str, Any]:
    """What every phone is told of its patient."""
    organisation = await queries.organisations.get(db)
    holds = await configuring.of_patients(db, [patient.id])
    plan = holds.plan(patient.id)
    await access.record(db, actor, "me.read", now, patient_id=patient.id)
    return {
        "patient_id": patient.id,
        "name": patient.name,
        "organisation_name": organisation.name,
        "instruments": [instrument for instrument in await queries.instruments.all_of_organisation(db) if instrument.asked],
        "schedule": Schedule(times_a_day=plan.times_a_day or holds.times_a_day, zone=patient.zone),
        "emergency_number": organisation.emergency_number,
        "phone_numbers": organisation.phone_numbers,
        "texts": organisation.texts,
        "crisis_phrases": rules.crisis.phrases((await configuring.holding(db, CrisisWords)).phrases),
        "self_care": (await configuring.holding(db, SelfCare)).texts,
        "care": patient.care,
        "answering": await caregiving.answering(db, patient.id),
        "watching": rules.watching.watching(holds.watch_over(patient.id), organisation.zone, now),
        "reminders": await reminding.chosen(db, patient),
        "when_needed": plan.when_needed,
        "push_key": sender.public_key if sender else None,
    }
