"""The dialog in which one takes what is due into one's own calendar program."""

from datetime import UTC, datetime
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import cards
from dashboard.client import Refused, SignedOut, api
from schemas.calendar_links import CalendarLink, MadeCalendarLink, NewCalendarLink

CLOSE = {"aria-label": "Close"}


def attach(app: Dash) -> None:
    listed, about = Output("links-list", "children", allow_duplicate=True), State("due-about", "data")
    app.callback(listed, Output("links-modal", "opened"), Output("link-made", "children"), Input("open-links", "n_clicks"), about, prevent_initial_call=True)(show)
    app.callback(
        listed, Output("link-made", "children", allow_duplicate=True), Output("link-error", "children"), Output("link-name", "value"),
        Input("make-link", "n_clicks"), State("link-name", "value"), State("link-mine", "checked"), about,
        running=[(Output("make-link", "disabled"), True, False)], prevent_initial_call=True,
    )(make)  # fmt: skip
    app.callback(listed, Output("link-made", "children", allow_duplicate=True), Input("end-link", "data"), about, prevent_initial_call=True)(end)


def place() -> Component:
    return html.Div([dcc.Store(id="end-link"), dmc.Modal(id="links-modal", title="In your calendar", closeButtonProps=CLOSE, children=html.Div(cards.calendar_links.dialog(), className="form"))])


def button() -> Component:
    return html.Button("In your calendar…", id="open-links", className="button")


async def links(told: dict[str, Any]) -> Component:
    return cards.calendar_links.listed(await api().ask("GET", "/v1/calendar-links", list[CalendarLink]), told["zone"], datetime.now(UTC))


async def show(clicks: int | None, told: dict[str, Any]) -> Any:
    return (await links(told), True, None) if clicks else [no_update] * 3


async def make(clicks: int | None, name: str | None, mine: bool, told: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 4
    if not (name or "").strip():
        return no_update, no_update, "Please write where you will use it.", no_update
    try:
        found = await api().ask("POST", "/v1/calendar-links", MadeCalendarLink, NewCalendarLink(name=" ".join((name or "").split()), mine=bool(mine)))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence, no_update
    return await links(told), cards.calendar_links.made(found), "", ""


async def end(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """An address that was just made goes from the screen too, lest it be the one that ended."""
    if not asked:
        return [no_update] * 2
    await api().ask("DELETE", f"/v1/calendar-links/{asked['link']}", type(None))
    return await links(told), None
