from datetime import datetime, timedelta
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, queries, rules, telling
from api.access import Asking, CaregiverActor
from api.db import Connection
from schemas.messages import Message, Tell

RECENT = timedelta(days=14)  # what a phone shows; older words say nothing about today. Ours
MOST_ON_PHONE = 50
MOST = 500


@post("/patients/{patient_id:uuid}/messages")
async def send_message(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[Tell]
) -> Message:
    """To the patient's phones, at their next connection. The same words again within ten minutes are sent once."""
    patient = await access.require(db, actor, "message.send", patient_id)
    return await telling.say(db, actor, patient, None, data, now)


@get("/patients/{patient_id:uuid}/messages")
async def messages(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Message]:
    """What went back to this patient, newest first."""
    patient = await access.require(db, actor, "message.read", patient_id)
    await access.record(db, actor, "message.read", now, patient_id=patient.id)
    return await queries.messages.of_patient(db, patient.id, None, MOST)


@get("/me/messages")
async def own_messages(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> list[Message]:
    """To a phone: what the team said in the last 14 days, newest first. Nothing after a death or a discharge. To a caregiver who may not read all of it: when what they entered was
    seen."""
    patient = await access.require(db, actor, "message.read_own")
    await access.record(db, actor, "message.read_own", now, patient_id=patient.id)
    if patient.care not in rules.calls.UNDER_CARE:
        return []
    found = await queries.messages.of_patient(db, patient.id, now - RECENT, MOST_ON_PHONE)
    if isinstance(actor, CaregiverActor):
        return await for_caregiver(db, actor, found)
    if new := [message.id for message in found if message.on_phone_at is None]:
        await queries.messages.mark_on_phone(db, new, now)
    return found


async def for_caregiver(db: Connection, actor: CaregiverActor, found: list[Message]) -> list[Message]:
    """That it is on a phone of the patient's is said of the patient's phones only."""
    if actor.reads_own_only is None:
        return found
    own = await queries.check_ins.entered_by(db, actor.id, [message.check_in_id for message in found if message.check_in_id])
    return [message for message in found if message.kind == "seen" and message.check_in_id in own]
