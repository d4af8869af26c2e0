from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html, register_page

from dashboard import cards, configuring
from dashboard.client import Refused, api

register_page(__name__, path="/settings", title="Settings · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "configuration.change" not in me.may:
            return cards.frame.page(me, cards.notices.refused(403, "Hours, rules and words are set by who leads or administers. Please ask them."))
        form, held = await configuring.show("watch")
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    options = [{"value": value, "label": label} for value, label in cards.configuration.PARTS.items()]
    head = html.Div([html.H1("Settings"), dmc.SegmentedControl(id="settings-part", data=options, value="watch")], className="page-head")
    stores = [dcc.Store(id="settings-held", data=held), *(dcc.Store(id=name) for name in ("remove-opening", "remove-shift"))]
    return cards.frame.page(me, head, *stores, html.Div(form, id="settings-form"), active=cards.frame.SETTINGS)
