"""What stays while pages come and go: the theme, the line that says whether news arrives, and the place for notices."""

import logging
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html, no_update, page_container, set_props
from dash.development.base_component import Component

from dashboard import cards, live
from dashboard.client import Refused, api

log = logging.getLogger("balm.dashboard")
OURS = "Something went wrong on our side; nothing that was saved is lost. Please try again, and tell whoever runs Balm for you if it stays so."
GREEN = ["#eef6f3", "#dcebe6", "#b7d7cd", "#8fc1b3", "#63a797", "#3f8f7e", "#1f7567", "#175f54", "#114b43", "#0b3832"]
STONE = ["#f6f8f7", "#e9eeec", "#d3dbd8", "#b3bfbb", "#8b9a95", "#6a7a75", "#33423e", "#25322f", "#1b2624", "#131c1a"]
CALENDAR = {
    "previousMonth": "The month before", "nextMonth": "The month after", "previousYear": "The year before", "nextYear": "The year after",
    "previousDecade": "Ten years before", "nextDecade": "Ten years after", "monthLevelControl": "Choose a month", "yearLevelControl": "Choose a year",
}  # fmt: skip
THEME: dict[str, Any] = {
    "primaryColor": "balm",
    "primaryShade": {"light": 6, "dark": 4},
    "colors": {
        "balm": GREEN,
        "dark": ["#e8eeeb", "#c3cecb", "#9fafaa", "#7f928c", "#4a5a56", "#33423e", "#25322f", "#1b2624", "#131c1a", "#0d1413"],
        "gray": STONE,
    },
    "fontFamily": "inherit",
    "headings": {"fontFamily": "inherit"},
    "defaultRadius": "md",
    "autoContrast": True,
    # What opens under a field stands beside it, in the same landmark or dialog, where a screen reader looks for it; Mantine would put it at the page's end, behind the dialog that is open.
    "components": {
        **{name: {"defaultProps": {"withinPortal": False}} for name in ("Combobox", "Popover")},
        **{name: {"defaultProps": {"withScrollArea": False}} for name in ("Select", "MultiSelect", "TagsInput")},  # the list itself scrolls: assets/base.css
        **{name: {"defaultProps": {"ariaLabels": CALENDAR, "hideOutsideDates": True}} for name in ("DateInput", "DateTimePicker")},
    },
}


def layout() -> Component:
    return dmc.MantineProvider(
        [
            dcc.Location(id="go", refresh="callback-nav"),  # assets/worklist.js moves it when Enter opens a patient
            dcc.Store(id="live-change"),
            dcc.Store(id="live-news"),  # the same, but on a page about one patient only what concerns that patient
            dcc.Store(id="live-state"),
            dcc.Interval(id="live-clock", interval=5000),  # in the browser only
            html.Div(id="live-line", className="live-line", role="status"),
            html.Div(id="notice", className="notices"),
            dmc.Modal(cards.keys.overview(), id="keys-help", title="Keys", closeButtonProps={"aria-label": "Close"}),
            page_container,
        ],
        theme=THEME,
        defaultColorScheme="auto",
    )


async def listen() -> None:
    """Runs as long as the WebSocket does; Dash begins it again after a break."""
    async for change in live.changes(api()):
        if change.state in ("live", "changed"):
            set_props("live-change", {"data": {"state": change.state, "patients": change.patient_ids}})
        if change.state == "signed_out":
            leave()
        set_props("live-state", {"data": {"state": "live" if change.state == "changed" else change.state}})


def leave() -> None:
    """The session is over: the patients go from the page, not only from sight."""
    set_props("_pages_content", {"children": None})
    set_props("notice", {"children": cards.notices.banner(401, "")})


def on_error(error: Exception) -> Any:
    """What a callback could not do is said above the page, which stays as it is. Dash itself would keep a fault of ours from the log."""
    refused = error if isinstance(error, Refused) else Refused(500, OURS)
    if refused is not error:
        log.error("a callback failed", exc_info=error)
    if refused.status == 401:
        leave()
    else:
        set_props("notice", {"children": cards.notices.banner(refused.status, refused.sentence)})
    return no_update


def attach(app: Dash) -> None:
    app.layout = layout
    app.callback(websocket=True, persistent=True)(listen)
    app.clientside_callback(ClientsideFunction("balm", "news"), Output("live-news", "data"), Input("live-change", "data"), prevent_initial_call=True)
    app.clientside_callback(
        ClientsideFunction("balm", "liveLine"), Output("live-line", "children"), Input("live-state", "data"), Input("live-clock", "n_intervals")
    )
