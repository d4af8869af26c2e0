from typing import Any
from uuid import UUID

from dash import dcc, register_page

from dashboard import cards, deciding, reviewing
from dashboard.client import Refused, api

register_page(__name__, path_template="/reviews/<patient_id>", title="Hospice review · Balm")


async def layout(patient_id: str = "", **_: Any) -> Any:
    try:
        me = await api().me()
        patient = parsed(patient_id)
        content = await reviewing.of_patient(patient, reviewing.about(me))
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    back = dcc.Link("‹ Hospice review", href=cards.frame.REVIEWS, className="back")
    return cards.frame.page(me, back, reviewing.place(me, content, patient, deciding.place()), active=cards.frame.REVIEWS)


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such patient.") from None
