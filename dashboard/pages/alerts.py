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
        found, held_back = await api().alerts(), (await api().waiting()).held_back
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    return cards.frame.page(me, *content(me, found, held_back), active=cards.frame.ALERTS)


def content(me: StaffMe, found: Alerts, held_back: int) -> list[Any]:
    options = cards.alert_views.options(found, held_back, answering.reader(answering.about(me, None)))
    choice = dmc.SegmentedControl(id="alerts-filter", data=options, value="all", **{"aria-label": "Which alerts"})
    return [
        html.Div([html.Div([html.H1("Alerts"), answering.tally(found, me)]), html.Div([choice, cards.keys.button()], className="choices")], className="page-head"),
        cards.alerts.picked(),
        answering.place(me, found),
    ]
