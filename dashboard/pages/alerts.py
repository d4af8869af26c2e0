from typing import Any

import dash_mantine_components as dmc
from dash import html, register_page

from dashboard import answering, cards
from dashboard.client import Refused, api
from schemas.alerts import Alerts
from schemas.me import StaffMe

register_page(__name__, path="/alerts", title="Alerts · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "alert.read" not in me.may:
            return cards.frame.page(me, cards.notices.not_under_care())
        found = await api().alerts()
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    return cards.frame.page(me, *content(me, found), active=cards.frame.ALERTS)


def content(me: StaffMe, found: Alerts) -> list[Any]:
    options = [{"value": value, "label": label} for value, label in cards.alerts.VIEWS.items()]
    choice = dmc.SegmentedControl(id="alerts-filter", data=options, value="all")
    return [
        html.Div([html.Div([html.H1("Alerts"), answering.tally(found, me)]), choice], className="page-head"),
        answering.place(me, found),
    ]
