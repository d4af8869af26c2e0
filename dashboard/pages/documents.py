from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from dash import dcc, html, register_page

from dashboard import cards, certifying, records
from dashboard.client import Refused, api

# before the patient's page, whose template would take "…/documents" for an id
register_page(__name__, path_template="/patients/<patient_id>/documents", title="Documents · Balm", order=1)


async def layout(patient_id: str = "", **_: Any) -> Any:
    try:
        me = await api().me()
        patient = await records.patient(parsed(patient_id))
        told = certifying.about(me, patient.id)
        content = await certifying.drawn(told)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    back = dcc.Link("‹ Hospice review", href=f"/team/reviews/{patient.id}", className="back")
    head = html.Div(html.H1(["Documents: ", html.Span(patient.name, dir="auto")]), className="page-head")
    papers = html.Div(cards.papers.to_print(patient.id, datetime.now(UTC).isoformat()), className="certifications papers") if "paper.read" in me.may else None
    return cards.frame.page(me, back, head, *certifying.place(told, content), papers)


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such patient.") from None
