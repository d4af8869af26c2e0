from datetime import datetime, time
from uuid import UUID

from litestar import delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, configuring, intake, queries, reminding, rules
from api.access import Asking, CaregiverActor
from api.db import Connection
from api.errors import FORBIDDEN, NOT_UNDER_CARE, PUSH_OFF, PUSH_REFUSED, ZONE, Refused
from api.permissions import Action
from api.queries.push_subscriptions import Subscription
from api.web_push.encryption import is_public_key, plain
from api.web_push.sending import MaybeSender
from schemas.configurations import PatientPlan
from schemas.reminders import NewPushSubscription, NewReminders, Reminders

CHANGE: Action = "reminder.change"


@put("/me/reminders")
async def choose(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[NewReminders]) -> Reminders:
    """The times at which this patient wants to be reminded, on all of their phones. Where others answer for the patient, theirs remind, and they choose."""
    patient = await intake.locked(db, await access.require(db, actor, CHANGE))
    if isinstance(actor, CaregiverActor) and (await configuring.holding(db, PatientPlan, patient.id)).answered_by != "proxy":
        raise Refused(FORBIDDEN)
    if data.zone not in intake.zones():
        raise Refused(ZONE, errors=[("zone", f"{data.zone!r} is not a time zone.")])
    if patient.care not in rules.calls.UNDER_CARE:
        raise Refused(NOT_UNDER_CARE)
    await queries.reminders.put(db, patient.id, sorted({time.fromisoformat(one) for one in data.times}), data.zone, actor.id, actor.name, now)
    await reminding.schedule(db, patient, now)
    await access.record(db, actor, CHANGE, now, patient_id=patient.id, times=len(data.times))
    return await reminding.chosen(db, patient)


@get("/patients/{patient_id:uuid}/reminders")
async def reminders(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Reminders:
    """When this patient wants to be reminded."""
    patient = await access.require(db, actor, "reminder.read", patient_id)
    await access.record(db, actor, "reminder.read", now, patient_id=patient.id)
    return await reminding.chosen(db, patient)


@put("/me/push-subscription")
async def subscribe(
    db: NamedDependency[Connection], actor: Asking, sender: MaybeSender, now: NamedDependency[datetime], data: JSONBody[NewPushSubscription]
) -> None:
    """Reminders reach this phone while the app is closed. Sent again, it replaces what was there."""
    patient = await access.require(db, actor, CHANGE)
    if sender is None:
        raise Refused(PUSH_OFF)
    if not sender.allowed.permits(data.endpoint):
        raise Refused(PUSH_REFUSED, errors=[("endpoint", "This is none of the push services that are known here.")])
    public_key, secret = key_of(data.keys.p256dh), key_of(data.keys.auth)
    if not is_public_key(public_key) or len(secret) != 16:
        raise Refused(PUSH_REFUSED, errors=[("keys", "Send them as the browser gives them.")])
    new = Subscription(device_id=access.device_of(actor), endpoint=data.endpoint, public_key=public_key, secret=secret, language=data.language)
    await queries.push_subscriptions.put(db, patient.id, new, now)
    await access.record(db, actor, "push.subscribe", now, patient_id=patient.id)


@delete("/me/push-subscription")
async def unsubscribe(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> None:
    """No more of it on this phone; the times stay."""
    patient = await access.require(db, actor, CHANGE)
    await queries.push_subscriptions.end(db, access.device_of(actor))
    await access.record(db, actor, "push.unsubscribe", now, patient_id=patient.id)


def key_of(text: str) -> bytes:
    try:
        return plain(text)
    except ValueError:
        return b""
