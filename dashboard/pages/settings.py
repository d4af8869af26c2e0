from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html, register_page

from dashboard import cards, configuring, confirming
from dashboard.client import Refused, api
from schemas.configurations import ConfigurationKind

register_page(__name__, path="/settings", title="Settings · Balm")

STORES = ("remove-opening", "remove-shift", *confirming.BUTTONS)


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        parts = cards.configuration.open_to(me.may)
        if not parts:
            return cards.frame.page(me, cards.notices.refused(403, "Hours, rules and words are set by who leads or administers. Please ask them."))
        first: ConfigurationKind = next(iter(parts))
        form, held = await configuring.show(first)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    options = [{"value": value, "label": label} for value, label in parts.items()]
    head = html.Div([html.H1("Settings"), dmc.SegmentedControl(id="settings-part", data=options, value=first, **{"aria-label": "What is set"})], className="page-head")
    stores = [dcc.Store(id="settings-held", data=held), *(dcc.Store(id=name) for name in STORES)]
    return cards.frame.page(me, head, *stores, html.Div(form, id="settings-form"), active=cards.frame.SETTINGS)
