"""What the patient wants, as they said it; and what nobody has asked them. It stands before everything else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import review_words, words
from schemas.preferences import Preference, Question
from schemas.reviews import HospiceReview

TREATMENT = "disease_directed_treatment"
FIRST_TO_ASK = ("goals_of_care", TREATMENT)


def stated_wishes(found: HospiceReview, questions: Sequence[Question], *, may_record: bool) -> Component:
    """Where nobody has asked about treatment of the disease, that stands first."""
    known: dict[str, Question] = {question.topic: question for question in questions}
    standing, earlier = newest(found.wishes)
    nobody = any(question.topic == TREATMENT for question in found.unasked)
    return html.Section(
        [
            html.H2("What they want"),
            nobody_asked(found, may_record=may_record) if nobody else None,
            html.Dl([html.Div(wish(one, known), className="said-wish") for one in standing], className="said-wishes") if standing else None,
            history(earlier, known) if earlier else None,
            unasked(found.unasked, found.patient.id, may_record=may_record) if found.unasked else None,
        ],
        className=f"card wishes-card{' is-unasked' if nobody else ''}",
        **{"aria-label": "What they want"},
    )


def newest(found: Sequence[Preference]) -> tuple[list[Preference], list[Preference]]:
    """What stands about each topic, treatment of the disease and goals first, and what was said before."""
    standing: dict[str, Preference] = {}
    for one in found:
        standing.setdefault(one.topic, one)
    first = [standing.pop(topic) for topic in (TREATMENT, "goals_of_care") if topic in standing]
    kept = [*first, *standing.values()]
    return kept, [one for one in found if one not in kept]


def nobody_asked(found: HospiceReview, *, may_record: bool) -> Component:
    """The question itself, so that whoever talks with them next can ask it."""
    asks = [question for topic in FIRST_TO_ASK for question in found.unasked if question.topic == topic]
    way = dcc.Link("Record what they say", href=review_words.record(found.patient.id, "preference"), className="button primary") if may_record else None
    said = f"Nobody has asked {found.patient.name} what they want. That comes before any criterion: consider a goals-of-care conversation."
    return html.Div([html.P(said, className="unasked"), html.Ul([question_asked(one) for one in asks], className="questions"), way], className="nobody-asked")


def question_asked(one: Question) -> Component:
    answers = " · ".join(f"{said[:1].lower()}{said[1:]}" for said in one.words.values())
    return html.Li([html.B(one.label), html.Span(f": {answers}", className="muted")])


def wish(one: Preference, known: dict[str, Question]) -> list[Any]:
    people = words.listed([f"{person.name}{f' ({person.relation})' if person.relation else ''}" for person in one.people]) if one.people else ""
    said = html.Blockquote(f"“{one.note}”") if one.note else None
    stance = people or review_words.stance(one, known)
    return [html.Dt(review_words.topic(one, known)), html.Dd([html.P(html.B(stance)), said, html.P(review_words.told(one), className="muted")])]


def history(earlier: Sequence[Preference], known: dict[str, Question]) -> Component:
    said = [
        html.Li([f"{review_words.topic(one, known)}: {review_words.stance(one, known)}. ", html.Span(review_words.told(one), className="muted")]) for one in earlier
    ]
    return html.Details([html.Summary("What was said before"), html.Ul(said)], id="wishes-before")


def unasked(found: Sequence[Question], patient_id: UUID, *, may_record: bool) -> Component:
    asks = [html.Li(dcc.Link(one.label, href=review_words.record(patient_id, "preference", one.topic)) if may_record else one.label) for one in found]
    return html.Details([html.Summary(f"{words.counted(len(found), 'question')} nobody has asked"), html.Ul(asks, className="unasked-list")], id="wishes-unasked")
