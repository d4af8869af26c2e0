"""What staff write on the patient page: a check-in told on the phone, its correction, the mark that one was entered in error."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dash import ALL, Dash, Input, Output, State, ctx, no_update, set_props
from uuid_utils.compat import uuid7

from dashboard import cards
from dashboard.client import Refused, SignedOut, api
from schemas.check_ins import CheckIn, NewCheckIn
from schemas.instruments import Instrument

CLOCKS = timedelta(minutes=2)  # by which two clocks may differ; ours
PAIN = "pain"  # where it hurts stands only beside pain that isn't 0
THERE_ALREADY = "An earlier click on Save has stored this already, as it was then. Close the form and correct it in the table."


def attach(app: Dash) -> None:
    app.callback(
        Output("record-form", "children"), Output("record-drawer", "opened"), Output("record-drawer", "title"), Output("record-draft", "data"),
        Input("record", "n_clicks"), Input("check-in-change", "data"), State("patient", "data"), prevent_initial_call=True,
    )(open_form)  # fmt: skip
    app.callback(
        Output("record-form", "children", allow_duplicate=True), Output("record-draft", "data", allow_duplicate=True),
        Input("instrument", "value"), State("record-draft", "data"), State("patient", "data"), prevent_initial_call=True,
    )(change_instrument)  # fmt: skip
    app.callback(
        Output("record-drawer", "opened", allow_duplicate=True), Output("stored", "data"), Output("record-error", "children"),
        Input("save", "n_clicks"), State("record-draft", "data"), State("patient", "data"), State("respondent", "value"), State("mode", "value"),
        State("moment", "value"), State("note", "value"), State({"type": "answer", "item": ALL}, "value"), State({"type": "answer", "item": ALL}, "id"),
        prevent_initial_call=True, running=[(Output("save", "disabled"), True, False)],
    )(save)  # fmt: skip
    app.callback(
        Output("error-dialog", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("reason-error", "children"),
        Input("mark-in-error", "n_clicks"), State("in-error", "data"), State("reason", "value"), prevent_initial_call=True,
    )(mark_in_error)  # fmt: skip


def draft(instrument: Instrument, corrected: CheckIn | None = None) -> dict[str, Any]:
    """The id is made once for each form, so that two clicks store one check-in. A correction of scores still asks for what was asked for."""
    kept = {"asks_for": corrected.asks_for, "pain_regions": corrected.pain_regions} if corrected else {"asks_for": None}
    return {"id": str(uuid7()), "instrument": f"{instrument.id}/{instrument.version}", "corrects": str(corrected.id) if corrected else None, **kept}


async def open_form(clicks: int | None, asked: dict[str, str] | None, patient: dict[str, Any]) -> Any:
    if ctx.triggered_id == "record":
        return await blank(patient) if clicks else [no_update] * 4
    if asked and asked["does"] == "correct":
        return await correction(patient, asked["check_in"])
    if asked and asked["does"] == "in-error":
        set_props("in-error", {"data": asked["check_in"]})
        set_props("error-dialog", {"opened": True})
    return [no_update] * 4


async def blank(patient: dict[str, Any]) -> Any:
    instruments = offered(await api().instruments())
    form = cards.record.form(instruments, instruments[0], patient["zone"], datetime.now(UTC), None)
    return form, True, f"Record a check-in for {patient['name']}", draft(instruments[0])


async def correction(patient: dict[str, Any], check_in_id: str) -> Any:
    timeline = await api().timeline(UUID(patient["id"]), None)
    stored: CheckIn | None = next((one for one in timeline.check_ins if str(one.id) == check_in_id), None)
    if stored is None:
        raise Refused(404, "This check-in has been replaced meanwhile. The page shows the newest one.")
    used = next(one for one in timeline.instruments if (one.id, one.version) == (stored.instrument, stored.instrument_version))
    form = cards.record.form([used], used, patient["zone"], datetime.now(UTC), stored)
    return form, True, f"Correct a check-in of {patient['name']}", draft(used, stored)


def offered(instruments: list[Instrument]) -> list[Instrument]:
    """Those that the organisation asks, first; the newest version of each."""
    newest = {one.id: one for one in sorted(instruments, key=lambda one: one.loaded_at)}
    if not newest:
        raise Refused(404, "There is no questionnaire yet. Whoever runs Balm for you can load one.")
    return sorted(newest.values(), key=lambda one: (not one.asked, one.title))


async def change_instrument(chosen: str | None, present: dict[str, Any] | None, patient: dict[str, Any]) -> Any:
    if not chosen or not present or chosen == present["instrument"]:
        return no_update, no_update
    instruments = offered(await api().instruments())
    found = next(one for one in instruments if f"{one.id}/{one.version}" == chosen)
    return cards.record.form(instruments, found, patient["zone"], datetime.now(UTC), None), draft(found)


async def save(
    clicks: int | None,
    present: dict[str, Any],
    patient: dict[str, Any],
    respondent: Any,
    mode: Any,
    moment: str,
    note: str | None,
    values: list[Any],
    ids: list[Any],
) -> Any:
    if not clicks:
        return no_update, no_update, no_update
    try:
        scores = cards.record.scores(values, [field["item"] for field in ids])
        at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(patient["zone"]))
        new = written(present, patient, at, scores, respondent=respondent, mode=mode, note=(note or "").strip() or None)
    except (TypeError, ValueError):
        return no_update, no_update, "Please look at the time and the numbers again: something there can't be read."
    if wrong := missing(new, datetime.now(UTC)):
        return no_update, no_update, wrong
    try:
        receipt = await api().submit(UUID(present["id"]), new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, THERE_ALREADY if refused.problem == "check-in-conflict" else refused.sentence
    return False, str(receipt.id), ""


def written(present: dict[str, Any], patient: dict[str, Any], at: datetime, scores: dict[str, int | None], **said: Any) -> NewCheckIn:
    instrument, _, version = present["instrument"].partition("/")
    return NewCheckIn(
        instrument=instrument,
        instrument_version=version,
        recorded_at=at,
        zone=patient["zone"],
        answers=scores,
        patient_id=UUID(patient["id"]),
        corrects=UUID(present["corrects"]) if present["corrects"] else None,
        asks_for=present.get("asks_for"),  # a form that was open before an update has none
        pain_regions=present.get("pain_regions", []) if scores.get(PAIN) != 0 else [],
        **said,
    )


def missing(new: NewCheckIn, now: datetime) -> str:
    """What a phone may send and a form should ask about. An empty check-in would say that the patient was heard just now."""
    if all(score is None for score in new.answers.values()) and not new.note and new.asks_for is None:
        return "Every question is skipped. Enter at least one answer, or write a note about what was said."
    if new.recorded_at > now + CLOCKS:
        return "This moment is yet to come. Please look at the day and the time again."
    return ""


async def mark_in_error(clicks: int | None, check_in_id: str | None, reason: str | None) -> Any:
    if not clicks or not check_in_id:
        return no_update, no_update, no_update
    if not (reason or "").strip():
        return no_update, no_update, "Please write why, so that the next reader understands."
    try:
        await api().mark_in_error(UUID(check_in_id), (reason or "").strip())
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, f"in error {check_in_id}", ""
