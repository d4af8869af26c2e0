"""The loop, wherever alerts are shown: drawn anew when something happened, and taken or begun. The rest stands in dialogs (dashboard.answer_dialogs)."""

from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component

from dashboard import alert_words, answer_dialogs, cards
from dashboard.answer_dialogs import done, say, who_was_first
from dashboard.cards.alert_views import Reader
from dashboard.client import Refused, SignedOut, api
from schemas.alerts import Alerts, TakenResult
from schemas.me import StaffMe

CLOSE = {"aria-label": "Close"}
BUTTONS = ("alert-why", "alert-step", "alert-dialog", "alerts-several")  # what one of these asks comes by the store of its name (assets/presses.js, picking.js)


def attach(app: Dash) -> None:
    app.callback(
        Output("alerts", "children"), Output("alerts-tally", "children"),
        Input("live-news", "data"), Input("alerts-done", "data"), Input("alerts-view", "data"), Input("alerts-open", "data"), State("alerts-about", "data"),
        prevent_initial_call=True,
    )(renew)  # fmt: skip
    app.callback(Output("urgent-count", "children"), Input("live-change", "data"))(count)
    app.callback(Output("alerts-done", "data"), Input("alert-step", "data"), State("alerts-about", "data"), prevent_initial_call=True)(take_step)
    app.callback(
        Output("alerts-done", "data", allow_duplicate=True), Input("alerts-several", "data"), State("alerts-about", "data"), prevent_initial_call=True
    )(take_several)
    app.clientside_callback(ClientsideFunction("alerts", "same"), Output("alerts-view", "data"), Input("alerts-filter", "value"), prevent_initial_call=True)
    app.clientside_callback(
        ClientsideFunction("alerts", "unfolded"), Output("alerts-open", "data"), Input("alert-why", "data"), State("alerts-open", "data"), prevent_initial_call=True
    )
    answer_dialogs.attach(app)


def tally(found: Alerts, me: StaffMe, *, named: bool = True) -> Component:
    return html.P(cards.alert_views.tally(found, reader(about(me, None if named else "one"))), id="alerts-tally", className="tally", role="status", tabIndex="-1")


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
    who = reader(told)
    found = await api().alerts(UUID(told["patient"]) if told["patient"] else None)
    if who.named:
        set_props("alerts-filter", {"data": cards.alert_views.options(found, (await api().waiting()).held_back, who)})
    if view == "digest":
        return cards.alerts.digest(await api().digest(), who), cards.alert_views.tally(found, who)
    histories = [await api().alert(alert.id) for alert in found.alerts if str(alert.id) in opened]
    return cards.alerts.inbox(found, view, {one.alert.id: one for one in histories}, who), cards.alert_views.tally(found, who)


async def count(_: Any) -> Any:
    """On every page. Where the API is in trouble the number goes, and what was asked for says why."""
    try:
        return cards.frame.urgent((await api().waiting()).urgent)
    except SignedOut:
        raise
    except Refused:
        return []


async def take_step(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """Where somebody resolved it meanwhile, that is said, and the list shows it too."""
    if not asked:
        return no_update
    alert_id, does = UUID(asked["alert"]), asked["does"]
    steps = {"acknowledge": api().acknowledge, "start": api().start}
    try:
        await steps[does](alert_id)
    except SignedOut:
        raise
    except Refused as refused:
        await say(alert_id, refused, told["zone"])
    return done(does)


async def take_several(asked: dict[str, Any] | None, told: dict[str, Any]) -> Any:
    if not asked or not asked["alerts"]:
        return no_update
    await several([UUID(alert_id) for alert_id in asked["alerts"]], told["zone"])
    return done("taken")


async def several(alert_ids: list[UUID], zone: str) -> None:
    """Takes them, and says above the page what became of each."""
    results = (await api().acknowledge_several(alert_ids)).results
    faults = [await fault(one, zone) for one in results if one.problem is not None]
    taken = [one.alert for one in results if one.alert is not None]
    sentence = alert_words.taken_several(taken)
    shown = cards.notices.banner(409, " ".join([sentence, *faults])) if faults else cards.notices.done(sentence)
    set_props("notice", {"children": shown})


async def fault(one: TakenResult, zone: str) -> str:
    if one.status == 409 and (sentence := await who_was_first(one.alert_id, zone)):
        history = await api().alert(one.alert_id)
        return f"{history.alert.patient_name}, {alert_words.subject(history.alert)}: {sentence}"
    return one.problem.detail if one.problem else ""
