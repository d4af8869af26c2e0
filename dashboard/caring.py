"""Under whose care a patient is, and a word to their phone: two dialogs of the patient's page."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update, set_props

from dashboard import agreements, cards
from dashboard.answer_dialogs import tell_of
from dashboard.client import Refused, SignedOut, api
from schemas.care import NewCareEntry

ENDED = {"died": "It is recorded. Reminders and alerts have ended.", "discharged": "It is recorded. Reminders and alerts have ended."}


def attach(app: Dash) -> None:
    app.callback(
        Output("care-form", "children"), Output("care-dialog", "opened"), Input("open-care", "n_clicks"), State("patient", "data"), prevent_initial_call=True
    )(open_care)
    app.callback(
        Output("care-dialog", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("care-error", "children"),
        Output("care-confirm", "hidden"), Output("care-confirm-text", "children"), Output("care-save", "hidden"),
        Input("save-care", "n_clicks"), Input("confirm-care", "n_clicks"), Input("care-not-yet", "n_clicks"), Input("care-choice", "value"),
        State("care-since", "value"), State("care-note", "value"), State("patient", "data"), prevent_initial_call=True,
        running=[(Output("save-care", "disabled"), True, False), (Output("confirm-care", "disabled"), True, False)],
    )(change_care)  # fmt: skip
    app.clientside_callback(ClientsideFunction("balm", "pressed"), Output("message-dialog", "opened"), Input("open-message", "n_clicks"), prevent_initial_call=True)
    app.callback(
        Output("message-dialog", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("message-error", "children"),
        Output("message-phrase", "value"), Output("message-text", "value"),
        Input("send-message", "n_clicks"), State("message-phrase", "value"), State("message-text", "value"), State("patient", "data"), prevent_initial_call=True,
        running=[(Output("send-message", "disabled"), True, False)],
    )(send)  # fmt: skip


async def open_care(clicks: int | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return no_update, no_update
    return cards.care.form(await agreements.care(UUID(patient["id"])), patient["zone"], datetime.now(UTC)), True


async def change_care(
    _: Any, __: Any, ___: Any, chosen: Any, since: str | None, note: str | None, patient: dict[str, Any]
) -> Any:
    """A death is asked about once more. Whoever changes their mind, or chooses another answer, is back at the form."""
    await api().me()  # whoever is signed out learns it now, not after saying it twice
    if ctx.triggered_id not in ("save-care", "confirm-care") or not ctx.triggered[0]["value"]:
        return no_update, no_update, "", True, "", False
    if not since:
        return no_update, no_update, "Please choose the day.", True, "", False
    since_on = date.fromisoformat(since[:10])
    if chosen == "died" and ctx.triggered_id != "confirm-care":
        return no_update, no_update, "", False, cards.care.asked_twice(patient["name"], since_on), True
    try:
        entry = await agreements.change_care(UUID(patient["id"]), NewCareEntry(care=chosen, since_on=since_on, note=(note or "").strip()))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence, True, "", False
    set_props("notice", {"children": cards.notices.done(ENDED.get(entry.care, "It is recorded."))})
    return False, f"care {entry.version}", "", True, "", False


async def send(clicks: int | None, phrase: Any, text: str | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 5
    said = tell_of(phrase, text)
    if said is None:
        return no_update, no_update, "Please choose a sentence, or write a few words.", no_update, no_update
    try:
        message = await agreements.send_message(UUID(patient["id"]), said)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence, no_update, no_update
    return False, f"message {message.id}", "", "", ""
