"""Where a patient stands on the worklist, kept up in the transaction of whatever moves it: a check-in, an alert's step, silence."""

from collections.abc import Collection, Sequence
from uuid import UUID

from api import queries, rules
from api.db import Connection
from api.rules.concern import Concern, Instruments
from schemas.alerts import Standing
from schemas.check_ins import AsksFor
from schemas.instruments import Instrument
from schemas.symptom_states import RecentCheckIn, SymptomNow, SymptomState


async def rank(db: Connection, patient_ids: Collection[UUID]) -> None:
    states = await queries.symptom_states.of_patients(db, list(patient_ids))
    forms = await instruments_of(db, [report for state in states.values() for report in state.recent])
    alerts = await queries.alerts.standing(db, list(states))
    ranks = {patient_id: rank_of(state, forms, alerts[patient_id]) for patient_id, state in states.items()}
    if changed := {patient_id: rank for patient_id, rank in ranks.items() if states[patient_id].concern != rank}:
        await queries.symptom_states.rank(db, changed)


def rank_of(state: SymptomState, instruments: Instruments, alerts: Sequence[Standing]) -> int:
    return rules.concern.rank(rules.concern.symptoms_now(state.recent, instruments), not_stood_for(state, alerts), alerts)


def concern_of(state: SymptomState, symptoms: Sequence[SymptomNow], alerts: Sequence[Standing]) -> Concern:
    return rules.concern.concern(symptoms, not_stood_for(state, alerts), alerts)


def not_stood_for(state: SymptomState, alerts: Sequence[Standing]) -> AsksFor | None:
    """What was asked for and not answered, unless an alert stands for it."""
    return None if any(alert.subject == "asked_for" for alert in alerts) else rules.standing.unanswered(state.recent, state.answered_at)


async def instruments_of(db: Connection, recent: Sequence[RecentCheckIn]) -> dict[tuple[str, str], Instrument]:
    """The questionnaires that these check-ins answered, by (id, version)."""
    wanted = {(check_in.instrument, check_in.instrument_version) for check_in in recent}
    return {(i.id, i.version): i for i in await queries.instruments.versions(db, wanted)}
