from typing import Any
from uuid import UUID

from dash import dcc, html, register_page

from dashboard import cards, reviewing, reviews
from dashboard.client import Refused, api

# before the patient's review, whose template would take "…/decided/…" for an id
register_page(__name__, path_template="/reviews/<patient_id>/decided/<review_id>", title="A decided review · Balm", order=1)


async def layout(patient_id: str = "", review_id: str = "", **_: Any) -> Any:
    try:
        me = await api().me()
        found = await reviews.decided(parsed(review_id))
        questions = await reviews.questions()
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    back = dcc.Link("‹ Hospice review", href=f"/team/reviews/{found.patient.id}", className="back")
    content = cards.review.as_it_was(found, questions, reviewing.reader(reviewing.about(me), named=False))
    return cards.frame.page(me, back, html.Div(content, className="review-page"), active=cards.frame.REVIEWS)


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such review.") from None
