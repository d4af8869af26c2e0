from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, dcc, html, no_update, register_page, set_props

from dashboard import answering, cards
from dashboard.client import Refused, api
from schemas.me import StaffMe
from schemas.worklist import Worklist

PAGE, MOST = 100, 1000  # patients asked for at once, and on the screen at all; ours

register_page(__name__, path="/", title="Patients · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "worklist.read" not in me.may:
            return cards.frame.page(me, cards.notices.not_under_care())
        found = await api().worklist(limit=PAGE)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    return cards.frame.page(me, *content(me, found), active=cards.frame.HOME)


def content(me: StaffMe, found: Worklist) -> list[Any]:
    about: dict[str, Any] = {"zone": me.zone, "organisation": me.organisation_name, "may_enrol": "patient.enrol" in me.may}
    return [
        html.Div(
            [
                html.Div([html.H1("Patients"), html.Div(tally(found, "", about), id="tally")]),
                html.Div(
                    [
                        dmc.TextInput(id="search", placeholder="Name or number", label="Search", debounce=300, rightSection=html.Kbd("/")),
                        cards.keys.button(),
                    ],
                    className="search",
                ),
            ],
            className="page-head",
        ),
        dcc.Store(id="about", data=about),
        dcc.Store(id="limit", data=PAGE),
        dcc.Store(id="worklist-take"),
        dcc.Store(id="worklist-taken"),
        html.Div(
            [
                html.Div(nobody(found, "", may_enrol=about["may_enrol"]), id="nobody", className="nobody"),
                html.Div(cards.worklist.grid(found, me.zone), className="grid-place"),
            ],
            className="listing",
        ),
        html.Div(html.Button("Show more patients", id="more", className="button", hidden=found.next is None), className="more"),
    ]


def tally(found: Worklist, search: str, about: dict[str, Any]) -> Any:
    return cards.worklist.tally(found, search, about["organisation"], about["zone"])


def nobody(found: Worklist, search: str, *, may_enrol: bool) -> Any:
    """Stands before the grid, which the style sheet then hides."""
    if found.rows:
        return None
    return cards.notices.nobody_found(search) if search else cards.notices.no_patients(may_enrol=may_enrol)


@callback(Output("worklist-taken", "data"), Input("worklist-take", "data"), State("about", "data"), prevent_initial_call=True)
async def take(asked: dict[str, Any] | None, about: dict[str, Any]) -> Any:
    """What nobody has taken of one patient's alerts; what a colleague has stays with them."""
    if not asked:
        return no_update
    waiting = [alert.id for alert in (await api().alerts(UUID(asked["patient"]))).alerts if alert.state == "open"]
    if waiting:
        await answering.several(waiting, about["zone"])
    else:
        set_props("notice", {"children": cards.notices.done("Nothing of this patient's waits for somebody to take it.")})
    return len(waiting)


@callback(Output("limit", "data"), Input("more", "n_clicks"), State("limit", "data"), prevent_initial_call=True)
async def show_more(clicks: int | None, limit: int) -> Any:
    return min(limit + PAGE, MOST) if clicks else no_update


@callback(
    Output("worklist", "rowData"),
    Output("worklist", "columnDefs"),
    Output("nobody", "children"),
    Output("tally", "children"),
    Output("more", "hidden"),
    Input("search", "value"),
    Input("limit", "data"),
    Input("live-change", "data"),
    State("about", "data"),
    State("worklist", "columnDefs"),
    prevent_initial_call=True,
)
async def refresh(search: str | None, limit: int, _: Any, about: dict[str, Any], shown: list[dict[str, Any]]) -> Any:
    """Rows are renewed in place: filters, sorting and the focus stay."""
    asked = (search or "").strip()[:100]
    found = await up_to(limit, asked)
    columns, rows = cards.worklist.contents(found, about["zone"])
    return (
        rows,
        no_update if columns == shown or not rows else columns,
        nobody(found, asked, may_enrol=about["may_enrol"]),
        tally(found, asked, about),
        found.next is None or limit >= MOST,
    )


async def up_to(limit: int, search: str) -> Worklist:
    found = await api().worklist(search=search, limit=min(limit, 200))
    rows = list(found.rows)
    while found.next is not None and len(rows) < limit:
        found = await api().worklist(search=search, after=found.next, limit=min(limit - len(rows), 200))
        rows += found.rows
    return Worklist(rows=rows, total=found.total, as_of=found.as_of, next=found.next)
