from datetime import date, timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, callback, html, register_page

from dashboard import cards
from dashboard.client import Refused, api

register_page(__name__, path="/quality", title="Quality · Balm")

USUAL = "28"


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "quality.read" not in me.may:
            return cards.frame.page(me, cards.notices.refused(403, "This page is for who leads the team. Your administrator can tell you who that is."))
        found = await api().quality()
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    options = [{"value": value, "label": label} for value, label in cards.quality.RANGES.items()]
    head = html.Div([html.H1("How alerts are answered"), dmc.SegmentedControl(id="quality-range", data=options, value=USUAL, **{"aria-label": "Time counted"})], className="page-head")
    return cards.frame.page(me, head, html.Div(cards.quality.content(found), id="quality"), active=cards.frame.QUALITY)


@callback(Output("quality", "children"), Input("quality-range", "value"), prevent_initial_call=True)
async def look_back(days: str) -> Any:
    """The last day of all of them is today, as the organisation's clock says."""
    newest = await api().quality()
    if days == USUAL:
        return cards.quality.content(newest)
    return cards.quality.content(await api().quality(earliest(newest.until_on, int(days)), newest.until_on))


def earliest(last: date, days: int) -> date:
    return last - timedelta(days=days - 1)
