"""The loop, wherever alerts are shown: drawn anew when something happened, and taken, begun, given back, snoozed, resolved."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component

from dashboard import alert_words, cards, words
from dashboard.cards.alerts import Reader
from dashboard.client import Refused, SignedOut, api
from schemas.alerts import Alert, Alerts, Resolution, Snooze
from schemas.me import StaffMe

CLOSE = {"aria-label": "Close"}
BUTTONS = ("alert-why", "alert-step", "alert-dialog")  # of the list; what one of them asks comes by the store of its name (assets/presses.js)


def attach(app: Dash) -> None:
    app.callback(
        Output("alerts", "children"), Output("alerts-tally", "children"),
        Input("live-news", "data"), Input("alerts-done", "data"), Input("alerts-view", "data"), Input("alerts-open", "data"), State("alerts-about", "data"),
        prevent_initial_call=True,
    )(renew)  # fmt: skip
    app.callback(Output("urgent-count", "children"), Input("live-change", "data"))(count)
    app.callback(Output("alerts-done", "data"), Input("alert-step", "data"), State("alerts-about", "data"), prevent_initial_call=True)(take_step)
    app.callback(
        Output("answer-dialog", "opened"), Output("answer-dialog", "title"), Output("answer-form", "children"), Output("answering", "data"),
        Input("alert-dialog", "data"), State("alerts-about", "data"), prevent_initial_call=True,
    )(open_dialog)  # fmt: skip
    app.callback(
        Output("answer-dialog", "opened", allow_duplicate=True), Output("alerts-done", "data", allow_duplicate=True), Output("resolve-error", "children"),
        Input("resolve", "n_clicks"), State("answering", "data"), State("outcome", "value"), State("outcome-note", "value"),
        prevent_initial_call=True, running=[(Output("resolve", "disabled"), True, False)],
    )(resolve)  # fmt: skip
    app.callback(
        Output("answer-dialog", "opened", allow_duplicate=True), Output("alerts-done", "data", allow_duplicate=True), Output("snooze-error", "children"),
        Input("snooze", "n_clicks"), State("answering", "data"), State("snooze-for", "value"), State("snooze-day", "value"), State("snooze-level", "value"),
        State("alerts-about", "data"), prevent_initial_call=True, running=[(Output("snooze", "disabled"), True, False)],
    )(snooze)  # fmt: skip
    app.clientside_callback(ClientsideFunction("alerts", "same"), Output("alerts-view", "data"), Input("alerts-filter", "value"), prevent_initial_call=True)
    app.clientside_callback(
        ClientsideFunction("alerts", "unfolded"), Output("alerts-open", "data"), Input("alert-why", "data"), State("alerts-open", "data"), prevent_initial_call=True
    )


def tally(found: Alerts, me: StaffMe, *, named: bool = True) -> Component:
    return html.P(cards.alerts.tally(found, reader(about(me, None if named else "one"))), id="alerts-tally", className="tally", role="status", tabIndex="-1")


def place(me: StaffMe, found: Alerts, patient: UUID | None = None) -> Component:
    """The list with what belongs to it. `patient`: only theirs."""
    told = about(me, str(patient) if patient else None)
    return html.Div(
        [
            dcc.Store(id="alerts-about", data=told),
            dcc.Store(id="alerts-view", data="all"),
            dcc.Store(id="alerts-open", data=[]),
            dcc.Store(id="alerts-done", data=""),
            dcc.Store(id="answering"),
            *(dcc.Store(id=button) for button in BUTTONS),
            html.Div(cards.alerts.inbox(found, "all", {}, reader(told)), id="alerts"),
            dmc.Modal(id="answer-dialog", closeButtonProps=CLOSE, title="", children=html.Div(id="answer-form")),
        ]
    )


def about(me: StaffMe, patient: str | None) -> dict[str, Any]:
    return {"me": str(me.staff_member_id), "zone": me.zone, "patient": patient, "may_answer": "alert.change" in me.may}


def reader(told: dict[str, Any]) -> Reader:
    return Reader(UUID(told["me"]), told["zone"], named=told["patient"] is None, may_answer=told["may_answer"])


async def renew(_: Any, __: Any, view: Any, opened: list[str], told: dict[str, Any]) -> Any:
    if view == "digest":
        return cards.alerts.digest(await api().digest(), reader(told)), no_update
    found = await api().alerts(UUID(told["patient"]) if told["patient"] else None)
    histories = [await api().alert(alert.id) for alert in found.alerts if str(alert.id) in opened]
    shown = cards.alerts.inbox(found, view, {one.alert.id: one for one in histories}, reader(told))
    return shown, cards.alerts.tally(found, reader(told))


async def count(_: Any) -> Any:
    """On every page. Where the API is in trouble the number goes, and what was asked for says why."""
    try:
        return cards.frame.urgent((await api().waiting()).urgent)
    except SignedOut:
        raise
    except Refused:
        return []


def done(what: str) -> str:
    """Another value each time, so that the list is drawn anew."""
    return f"{what} {datetime.now(UTC).isoformat()}"


async def take_step(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """Where somebody resolved it meanwhile, that is said, and the list shows it too."""
    if not asked:
        return no_update
    alert_id, does = UUID(asked["alert"]), asked["does"]
    steps = {"acknowledge": api().acknowledge, "start": api().start, "give_back": api().give_back}
    try:
        await steps[does](alert_id)
    except SignedOut:
        raise
    except Refused as refused:
        await say(alert_id, refused, told["zone"])
    return done(does)


async def say(alert_id: UUID, refused: Refused, zone: str) -> None:
    sentence = await who_was_first(alert_id, zone) if refused.status == 409 else ""
    set_props("notice", {"children": cards.notices.banner(refused.status, sentence or refused.sentence)})


async def who_was_first(alert_id: UUID, zone: str) -> str:
    history = await api().alert(alert_id)
    if history.alert.ended_because:
        return words.ENDINGS[history.alert.ended_because]
    return next((alert_words.was_first(history.alert, step, zone) for step in reversed(history.steps) if step.step == "resolved"), "")


async def open_dialog(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """What stands now is asked for first: it may be answered already."""
    if not asked:
        return [no_update] * 4
    alert_id, does = UUID(asked["alert"]), asked["does"]
    alert = (await api().alert(alert_id)).alert
    if alert.state == "resolved":
        await say(alert_id, Refused(409, ""), told["zone"])
        set_props("alerts-done", {"data": done("resolved")})
        return [no_update] * 4
    return (
        True,
        f"{words.sentence(does)}: {alert.patient_name}, {alert_words.subject(alert)}",
        form(does, alert, told["zone"]),
        {"id": str(alert_id), "zone": told["zone"]},
    )


def form(does: str, alert: Alert, zone: str) -> Component:
    return cards.alert_answers.resolve_form() if does == "resolve" else cards.alert_answers.snooze_form(alert, zone, datetime.now(UTC))


async def resolve(clicks: int | None, answering: dict[str, str] | None, outcome: Any, note: str | None) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    if not outcome:
        return no_update, no_update, "Please choose what was done."
    return await answered(answering, lambda alert_id: api().resolve(alert_id, Resolution(outcome=outcome, note=(note or "").strip())))


async def snooze(clicks: int | None, answering: dict[str, str] | None, chosen: str | None, day: str | None, level: Any, told: dict[str, Any]) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    until = cards.alert_answers.until(chosen, day, told["zone"], datetime.now(UTC))
    if until is None or not isinstance(level, int):
        return no_update, no_update, "Please choose a day." if until is None else "Please write up to which level you expect it, as a number."
    return await answered(answering, lambda alert_id: api().snooze(alert_id, Snooze(until=until, level=level)))


async def answered(answering: dict[str, str], ask: Any) -> Any:
    """What can be put right is said in the dialog; where somebody was first, it closes."""
    alert_id = UUID(answering["id"])
    try:
        await ask(alert_id)
    except SignedOut:
        raise
    except Refused as refused:
        if refused.status != 409:
            return no_update, no_update, refused.sentence
        await say(alert_id, refused, answering["zone"])
    return False, done("answered"), ""
