"""What goes back to the patient: that an alert was seen, and what somebody of the team chose to say. Joins the rules and the store, in the request's transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from api import access, alert_steps, queries, rules
from api.access import Actor
from api.db import Connection
from api.errors import DOSE, NOT_UNDER_CARE, NOTHING_TO_TELL, Refused
from schemas.alerts import Alert
from schemas.events import Event
from schemas.messages import Message, Tell
from schemas.patients import Patient

AGAIN = timedelta(minutes=10)  # the same words sooner are a second click, or sent again after a lost answer; ours
OF_NO_REPORT = "silence"


async def taken(db: Connection, actor: Actor, alert: Alert, tell: Tell | None, now: datetime) -> None:
    """Somebody has taken, begun or answered it: the patient hears that it was seen, and what that person wants to say."""
    patient = await queries.patients.get(db, alert.patient_id)
    if patient is None:
        return
    if patient.care in rules.calls.UNDER_CARE and alert.subject != OF_NO_REPORT and alert.findings:
        newest = max((finding.inputs[0] for finding in alert.findings), key=lambda one: one.at)
        await queries.messages.see(db, patient.id, alert.id, newest.check_in_id, actor.id, actor.name, now)
    if tell is not None:
        await say(db, actor, patient, alert.id, tell, now)


async def say(db: Connection, actor: Actor, patient: Patient, alert_id: UUID | None, tell: Tell, now: datetime) -> Message:
    """Raises Refused where it reads like a dose, says nothing, or the patient is no longer under care."""
    if patient.care not in rules.calls.UNDER_CARE:
        raise Refused(NOT_UNDER_CARE)
    text = checked(tell)
    before = await queries.messages.same(db, patient.id, alert_id, tell.phrase, text, actor.id, now - AGAIN)
    if before is not None:
        return before
    message_id = await queries.messages.insert(db, patient.id, alert_id, tell.phrase, text, actor.id, actor.name, now)
    if alert_id is not None:
        await alert_steps.record(db, actor, alert_id, patient.id, "told", now, phrase=tell.phrase, text=text)
    await access.record(db, actor, "message.send", now, patient_id=patient.id, subject_id=message_id)
    db.announce(Event(kind="patient", patient_id=patient.id))
    return await queries.messages.get(db, message_id)


def checked(tell: Tell) -> str | None:
    """The text as it is stored, null where there is only a phrase."""
    text = tell.text.strip() or None
    if text is None and tell.phrase is None:
        raise Refused(NOTHING_TO_TELL)
    if text and (found := rules.doses.dose_in(text)):
        raise Refused(DOSE, f"“{found}” reads like a dose. {DOSE.detail}", errors=[("tell.text", f"Say it without “{found}”.")])
    return text
