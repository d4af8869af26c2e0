from typing import Any
from uuid import UUID

from dash import dcc, html, register_page

from dashboard import benefits, cards, due_calendar, records
from dashboard.client import Refused, api

# before the patient's page, whose template would take "…/benefit" for an id
register_page(__name__, path_template="/patients/<patient_id>/benefit", title="Hospice benefit · Balm", order=1)


async def layout(patient_id: str = "", **_: Any) -> Any:
    try:
        me = await api().me()
        if "benefit.read" not in me.may:
            return cards.frame.page(me, cards.notices.not_under_care())
        patient = await records.patient(parsed(patient_id))
        found = await benefits.benefit(patient.id)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    name = html.Span(patient.name, dir="auto")
    back = dcc.Link(["‹ ", name], href=f"/team/patients/{patient.id}", className="back")
    said = "By Medicare’s rules as docs/hospice.md names them. They say by when; people decide."
    head = html.Div(html.Div([html.H1(["Hospice benefit of ", name]), html.P(said, className="muted"), html.P("", id="due-tally", className="tally")]), className="page-head")
    content = due_calendar.of_benefit(found, due_calendar.about(me, patient.id))
    return cards.frame.page(me, back, head, due_calendar.place(me, content, patient.id))


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such patient.") from None
