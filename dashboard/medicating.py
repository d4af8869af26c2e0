"""Changes of medication, written down on the patient's page beside the symptoms; a mistake among them, or among what was logged as taken, is marked."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dash import Dash, Input, Output, State, no_update
from uuid_utils.compat import uuid7

from dashboard import agreements, cards
from dashboard.client import Refused, SignedOut, api
from schemas.medication_changes import NewMedicationChange


def attach(app: Dash) -> None:
    app.callback(
        Output("medication-form", "children"), Output("medication-dialog", "opened"), Output("medication-draft", "data"),
        Input("open-medication", "n_clicks"), State("patient", "data"), prevent_initial_call=True,
    )(open_form)  # fmt: skip
    app.callback(
        Output("medication-dialog", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("medication-error", "children"),
        Input("save-medication", "n_clicks"), State("medication-draft", "data"), State("medication-what", "value"), State("medication-at", "value"),
        State("patient", "data"), prevent_initial_call=True, running=[(Output("save-medication", "disabled"), True, False)],
    )(save)  # fmt: skip
    app.callback(
        Output("medication-mistake-dialog", "opened"), Output("medication-reason", "value"), Input("medication-mistake", "data"), prevent_initial_call=True
    )(open_mistake)
    app.callback(
        Output("medication-mistake-dialog", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True),
        Output("medication-mistake-error", "children"),
        Input("mark-medication", "n_clicks"), State("medication-mistake", "data"), State("medication-reason", "value"), prevent_initial_call=True,
    )(mark)  # fmt: skip


async def open_form(clicks: int | None, patient: dict[str, Any]) -> Any:
    """The id is made once for each form, so that two clicks store one change."""
    if not clicks:
        return [no_update] * 3
    await api().me()  # whoever is signed out learns it now, not after writing
    return cards.medication.form(patient["zone"], datetime.now(UTC)), True, str(uuid7())


async def save(clicks: int | None, draft: str | None, what: str | None, at: str | None, patient: dict[str, Any]) -> Any:
    if not clicks or not draft:
        return [no_update] * 3
    if not (what or "").strip() or not at:
        return no_update, no_update, "Please write what was changed, and when."
    changed_at = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(patient["zone"]))
    try:
        stored = await agreements.record_medication_change(UUID(patient["id"]), UUID(draft), NewMedicationChange(what=(what or "").strip(), changed_at=changed_at))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, f"medication {stored.id}", ""


async def open_mistake(asked: dict[str, Any] | None) -> Any:
    if not asked:
        return no_update, no_update
    await api().me()
    return True, ""


async def mark(clicks: int | None, asked: dict[str, Any] | None, reason: str | None) -> Any:
    if not clicks or not asked:
        return [no_update] * 3
    if not (reason or "").strip():
        return no_update, no_update, "Please write why, so that the next reader understands."
    try:
        if "dose" in asked:
            await agreements.mark_dose(UUID(asked["dose"]), (reason or "").strip())
        else:
            await agreements.mark_medication_change(UUID(asked["change"]), (reason or "").strip())
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, f"in error {asked.get('dose') or asked['change']}", ""
