from typing import Any

from dash import html, register_page

from dashboard import cards, reviewing
from dashboard.client import Refused, api

register_page(__name__, path="/reviews", title="Hospice review · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "review.read" not in me.may:
            return cards.frame.page(me, cards.notices.not_under_care())
        content = await reviewing.of_everybody(reviewing.about(me))
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    said = "Wishes first, then what the record says. For the physician to decide."
    head = html.Div(html.Div([html.H1("Hospice review"), html.P(said, className="muted")]), className="page-head")
    return cards.frame.page(me, head, reviewing.place(me, content), active=cards.frame.REVIEWS)
