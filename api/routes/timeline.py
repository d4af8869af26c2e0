from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api import access, queries, ranking, rules
from api.access import Actor, Asking
from api.db import Connection
from api.permissions import Action
from schemas.alerts import AlertHistory
from schemas.check_ins import CheckIn
from schemas.subscores import Subscores
from schemas.timeline import Timeline

MOST = 5000  # check-ins in one answer: years of daily ones
MOST_ALERTS, MOST_PLANS, MOST_MESSAGES, MOST_CHANGES, MOST_DOSES = 200, 200, 500, 500, 2000
READS: tuple[Action, ...] = ("alert.read", "plan.read", "message.read", "patient.read", "fact.read")


@get("/patients/{patient_id:uuid}/timeline")
async def timeline(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    days: Annotated[int | None, QueryParameter(ge=1, le=36500)] = None,
) -> Timeline:
    """All that the patient page draws, in one call: today and the `days` calendar days before it, in the patient's zone; everything where `days` is absent."""
    patient = await access.require(db, actor, "timeline.read", patient_id)
    start = rules.calendar.midnight(now, patient.zone, days) if days else None
    found = await queries.check_ins.since(db, patient.id, start, MOST + 1)
    state = await queries.symptom_states.get(db, patient.id)
    used = {(check_in.instrument, check_in.instrument_version) for check_in in found}
    recent_forms = await ranking.instruments_of(db, state.recent)
    await access.record(db, actor, "timeline.read", now, patient_id=patient.id, days=days)
    return Timeline(
        patient=patient,
        zone=patient.zone,
        as_of=now,
        since=start,
        check_ins=found[:MOST][::-1],
        truncated=len(found) > MOST,
        now=rules.concern.symptoms_now(state.recent, recent_forms),
        instruments=await queries.instruments.versions(db, used),
        last_heard_at=state.last_heard_at,
        asks_for=rules.standing.unanswered(state.recent, state.answered_at),
        subscores=subscores(found[:MOST][::-1]),
        when_needed_doses=await queries.when_needed_doses.standing(db, patient.id, start, MOST_DOSES),
        discordances=rules.discordance.discordances(state.recent, recent_forms),
        **await what_was_done(db, actor, patient.id, start),
    )


async def what_was_done(db: Connection, actor: Actor, patient_id: UUID, since: datetime | None) -> dict[str, Any]:
    """By the team; each only for who may read it."""
    may = {action for action in READS if access.permits(actor, action)}
    return {
        "alerts": await alerts_of(db, patient_id, since) if "alert.read" in may else [],
        "plan": await queries.configurations.history(db, "plan", patient_id, MOST_PLANS) if "plan.read" in may else [],
        "messages": await queries.messages.of_patient(db, patient_id, since, MOST_MESSAGES) if "message.read" in may else [],
        "care": await queries.care_entries.of_patient(db, patient_id) if "patient.read" in may else [],
        "medication_changes": await queries.medication_changes.standing(db, patient_id, since, MOST_CHANGES) if "fact.read" in may else [],
    }


async def alerts_of(db: Connection, patient_id: UUID, since: datetime | None) -> list[AlertHistory]:
    found = await queries.alerts.of_patient(db, patient_id, since, MOST_ALERTS)
    steps = await queries.alerts.steps_of(db, [alert.id for alert in found])
    return [AlertHistory(alert=alert, steps=steps[alert.id]) for alert in sorted(found, key=lambda alert: (alert.raised_at, alert.id))]


def subscores(check_ins: list[CheckIn]) -> list[Subscores]:
    found = [(check_in, rules.subscores.subscores(check_in.instrument, check_in.answers)) for check_in in check_ins]
    return [Subscores(check_in_id=one.id, at=one.at, respondent=one.respondent, subscores=scores) for one, scores in found if scores]
