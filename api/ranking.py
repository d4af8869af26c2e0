"""Where a patient stands on the worklist, kept up in the transaction of whatever moves it: a check-in, an alert's step, silence."""

from collections.abc import Collection, Sequence
from uuid import UUID

from api import queries, rules
from api.db import Connection
from api.rules.concern import Concern, Instruments
from schemas.alerts import Standing
from schemas.instruments import Instrument
from schemas.symptom_states import RecentCheckIn, SymptomNow, SymptomState


async def rank(db: Connection, patient_ids: Collection[UUID]) -> None:
    states = await queries.symptom_states.of_patients(db, list(patient_ids))
    forms = await instruments_of(db, [report for state in states.values() for report in state.recent])
    alerts = await queries.alerts.standing(db, list(states))
    await put(db, [(state, alerts[patient_id]) for patient_id, state in states.items()], forms)


async def put(db: Connection, standing: Sequence[tuple[SymptomState, Sequence[Standing]]], instruments: Instruments) -> None:
    """Each state with what stands of its patient's alerts."""
    ranks = {state.patient_id: concern_of(state, rules.concern.symptoms_now(state.recent, instruments), alerts).rank for state, alerts in standing}
    if changed := {state.patient_id: ranks[state.patient_id] for state, _ in standing if state.concern != ranks[state.patient_id]}:
        await queries.symptom_states.rank(db, changed)


def concern_of(state: SymptomState, symptoms: Sequence[SymptomNow], alerts: Sequence[Standing]) -> Concern:
    stands_for_it = any(alert.subject == "asked_for" for alert in alerts)
    asks_for = None if stands_for_it else rules.standing.unanswered(state.recent, state.answered_at)
    return rules.concern.concern(symptoms, asks_for, alerts)


async def instruments_of(db: Connection, recent: Sequence[RecentCheckIn]) -> dict[tuple[str, str], Instrument]:
    """The questionnaires that these check-ins answered, by (id, version)."""
    wanted = {(check_in.instrument, check_in.instrument_version) for check_in in recent}
    return {(i.id, i.version): i for i in await queries.instruments.versions(db, wanted)}
