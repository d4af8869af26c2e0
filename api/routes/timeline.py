from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api import access, intake, queries, rules
from api.access import Asking
from api.db import Connection
from schemas.timeline import Timeline

MOST = 5000  # check-ins in one answer: years of daily ones


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
    await access.record(db, actor, "timeline.read", now, patient_id=patient.id, days=days)
    return Timeline(
        patient=patient,
        zone=patient.zone,
        as_of=now,
        since=start,
        check_ins=found[:MOST][::-1],
        truncated=len(found) > MOST,
        now=rules.concern.symptoms_now(state.recent, await intake.instruments_of(db, state.recent)),
        instruments=await queries.instruments.versions(db, used),
        last_heard_at=state.last_heard_at,
        asks_for=rules.concern.asked_for(state.recent),
    )
