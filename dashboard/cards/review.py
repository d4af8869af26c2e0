"""One patient against the chosen criteria: the wishes first, then the evidence for and against, what is missing, and who asked."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, review_words, words
from dashboard.cards import criteria, decisions, scores, stated_wishes, tasks, trajectory
from dashboard.cards.icons import icon
from dashboard.cards.tasks import Reader
from schemas.courses import Course
from schemas.decisions import DecidedReviewInFull
from schemas.preferences import Question
from schemas.reviews import HospiceReview, ReviewRequest
from schemas.screenings import PackName

FOLDED = {
    "conversation": "The conversation comes first. What the record says of the criteria is folded here.",
    "not_listed": "Not listed for review. What the record says of the criteria is folded here.",
    "decided": "Decided. What the record says of the criteria is folded here.",
}


def content(found: HospiceReview, course: Course, questions: Sequence[Question], reader: Reader, may: Sequence[str]) -> list[Component]:
    """In the order in which it is read on a narrow screen and on paper."""
    return [
        html.Div([html.Div(heading(found)), ways(found)], className="page-head"),
        stated_wishes.stated_wishes(found, questions, may_record="fact.record" in may),
        standing(found, reader, may_ask="review.ask" in may),
        html.Div(
            [
                html.Div(grounds(found, may_record="fact.record" in may), className="review-main"),
                html.Div([decisions.card(found, reader, may), trajectory.trajectory(course), tasks.of_review(found, reader), trajectory.noted(found, reader.zone)], className="review-side"),
            ],
            className="review",
        ),
    ]


def as_it_was(kept: DecidedReviewInFull, questions: Sequence[Question], reader: Reader) -> list[Component]:
    """What the physician saw, under the decision. Nothing is drawn anew here."""
    found = HospiceReview(
        patient=kept.patient, wishes=kept.wishes, unasked=kept.unasked, listing=kept.listing, screening=kept.screening, scores=kept.scores, approximations=kept.approximations,
        prompt=kept.prompt, derivations=kept.derivations, responses=kept.responses, changes=[], requests=[], tasks=[],
    )  # fmt: skip
    same = "Put through the rules once more, it gives the same." if kept.replays else "The rules of today read it otherwise; what stands here is what the physician saw."
    seal = html.P([f"{same} SHA-256 of what was kept: ", html.Code(kept.review.sha256)], className="muted seal")
    said = html.P([html.B(f"{review_words.LISTED[kept.listing.state]}. "), kept.listing.sentence])
    return [
        html.Div([html.Div(heading(found)), html.Div(html.Button("Print", className="button print"), className="actions")], className="page-head"),
        html.Section([html.H2("Decided"), *decisions.decided(kept.review, reader, ()), html.H3("What the list said"), said, seal], className="card decisions", **{"aria-label": "Decided"}),
        stated_wishes.stated_wishes(found, questions, may_record=False),
        html.Div(grounds(found, may_record=False, unfolded=True), className="review-main"),
    ]


def heading(found: HospiceReview) -> list[Component]:
    patient = found.patient
    facts = [patient.identifier or "", f"{words.CARES[patient.care]} since {words.day(patient.care_since_on)}", f"the record as of {words.day(found.screening.on)}"]
    return [html.H1(["Hospice review: ", html.Span(patient.name, dir="auto")]), html.P(" · ".join(filter(None, facts)), className="muted")]


def ways(found: HospiceReview) -> Component:
    patient = dcc.Link("The patient’s page", href=f"/team/patients/{found.patient.id}", className="button")
    documents = dcc.Link("Documents", href=f"/team/patients/{found.patient.id}/documents", className="button")
    return html.Div([patient, documents, html.Button("Print", className="button print")], className="actions")


def standing(found: HospiceReview, reader: Reader, *, may_ask: bool) -> Component:
    """Whether this patient is listed and why, who asked, and who decides."""
    stands = next((one for one in found.requests if one.withdrawn_at is None), None)
    past = [one for one in found.requests if one.withdrawn_at is not None]
    way = None
    if may_ask:
        way = tasks.press("request-step", "Withdraw the request", does="withdraw") if stands else tasks.press("request-dialog", "Ask for a review…", does="ask")
    return html.Section(
        [
            html.Div([html.H2(review_words.DECIDES), way], className="head-line"),
            html.P([html.B(f"{review_words.LISTED[found.listing.state]}. "), found.listing.sentence]),
            html.P(asked(stands, reader.zone)) if stands else None,
            summary(found) if found.listing.state == "for_review" else None,
            html.P("What follows is evidence for and against, and what is missing. It decides nothing.", className="muted"),
            history(past, reader.zone) if past else None,
        ],
        className="card standing",
        **{"aria-label": review_words.DECIDES},
    )


def summary(found: HospiceReview) -> Component:
    """Each section in a word, and the way to it."""
    sections = [html.Li([html.A(one.title, href=f"#section-{one.id}"), f": {review_words.in_short(one)}"]) for one in found.screening.sections]
    return html.Ul(sections, className="in-short")


def asked(one: ReviewRequest, zone: str) -> str:
    note = f": “{one.note}”" if one.note else "."
    return f"{one.asked_by} asked for a review on {fact_words.local_day(one.asked_at, zone)}{note}"


def history(past: Sequence[ReviewRequest], zone: str) -> Component:
    said = [html.Li(f"{asked(one, zone)} Answered or withdrawn by {one.withdrawn_by}, {fact_words.local_day(one.withdrawn_at, zone)}.") for one in past if one.withdrawn_at]
    return html.Details([html.Summary("Asked for before"), html.Ul(said)], id="requests-before")


def grounds(found: HospiceReview, *, may_record: bool, unfolded: bool = False) -> list[Component]:
    """Unfolded where the patient is listed for review; else the wishes come first for the eye too."""
    patient_id = found.patient.id
    parts = [pack(found.screening.pack), *criteria.sections(found.screening), scores.scores(found.scores, patient_id)]
    more = [
        scores.approximate(found.approximations, patient_id),
        scores.prompt(found.prompt, patient_id, may_record=may_record),
        scores.course(found.derivations, found.responses, patient_id),
    ]
    inside = [html.H2("The criteria, one by one"), *parts, *(one for one in more if one)]
    if unfolded or found.listing.state == "for_review":
        return inside
    return [html.Details([html.Summary(FOLDED[found.listing.state]), html.Div(inside, className="review-main")], id="criteria-folded", className="folded")]


def pack(one: PackName, *, folded: bool = False) -> Component:
    """Which rules were applied, and everything that is not known of them."""
    notices = html.Ul([html.Li(said) for said in one.notices], className="notices-of-pack")
    named = f"{one.title}. {one.document}, {one.revision}; pack {one.id}, version {one.version}."
    told = html.Details([html.Summary("What is not known of them"), notices], id="pack-notices") if folded else notices
    ours = None if folded else html.P("Where it says “ours”, a number is Balm’s own and stands in no text.", className="muted")
    return html.Div(
        [html.P([checked(one), html.Span(named)], className="pack-name"), silent(one), told, ours],
        className="card pack",
        role="note",
        **{"aria-label": "Which criteria"},
    )


def silent(one: PackName) -> Component | None:
    """A whole disease that is missing is never folded away."""
    if not one.without:
        return None
    diseases = words.listed([fact_words.DISEASES[disease].lower() for disease in one.without])
    return html.P(html.B(f"They say nothing of: {diseases}. Nobody is listed for it by these criteria, unless a clinician asks."))


def checked(one: PackName) -> Component:
    said = "Confirmed here" if one.verified else "Unverified"
    return html.Span([icon("check" if one.verified else "note"), said], className=f"chip verified{'' if one.verified else ' is-unverified'}")


def request_form() -> Component:
    return html.Div(
        [
            html.P("Under palliative care, the patient then stands on the list for review, whatever else holds, until somebody withdraws it."),
            dmc.Textarea(id="request-note", label="Why", placeholder="For example: her daughter called", autosize=True),
            html.P(id="request-error", className="field-error", role="alert"),
            html.Button("Ask for it", id="send-request", className="button primary"),
        ],
        className="form",
    )
