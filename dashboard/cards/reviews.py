"""Whom to review, and with whom to talk first: the stated wish before everything else, and no criterion where nobody has asked."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, review_words
from dashboard.cards import review, tasks
from dashboard.cards.notices import notice
from dashboard.cards.tasks import Reader
from schemas.reviews import ReviewEntry, Reviews, Task

TALK_FIRST = "A conversation comes before any criterion. Nobody has to decide anything in it."
FOR_REVIEW = "Asked, with a wish on record. What the record says for and against is behind each name."
DECIDED = "A physician has decided for hospice care; the care on record is still palliative."
UNASKED = "Nobody has asked"
NOBODY = "When what is on record of a patient calls for a review, the name stands here the same minute, wishes first. Nobody has to look for it."


def content(found: Reviews, open_tasks: Sequence[Task], reader: Reader) -> list[Component]:
    """In the API's order: by strength and newness of the evidence."""
    talk, listed, decided = ([one for one in found.reviews if one.listing.state == state] for state in ("conversation", "for_review", "decided"))
    groups = [
        group("conversation", talk, TALK_FIRST) if talk else None,
        group("for_review", listed, FOR_REVIEW) if listed else None,
        group("decided", decided, DECIDED) if decided else None,
        html.P("More are listed than one page shows; these are the first.", className="muted") if found.more else None,
        to_do(open_tasks, reader) if open_tasks else None,
    ]
    nobody = notice("Nobody is listed for review", NOBODY) if not found.reviews else None
    return [review.pack(found.pack, folded=True), *(one for one in [nobody, *groups] if one is not None)]


def group(state: str, found: Sequence[ReviewEntry], about: str) -> Component:
    title = review_words.LISTED[state]
    head = [html.H2(title), html.P(about, className="muted")]
    return html.Section([*head, html.Ul([entry(one) for one in found], className="review-list")], className="review-group", **{"aria-label": title})


def entry(one: ReviewEntry) -> Component:
    """The wish stands first; the sentence says why the name is here; then since when the evidence is as it is."""
    name = [dcc.Link(one.patient_name, href=f"/team/reviews/{one.patient_id}", className="alert-name"), html.Span(f" {one.identifier}", className="muted") if one.identifier else None]
    return html.Li(
        [
            html.H3(name, dir="auto"),
            html.P(wish(one), className="stated-wish") if one.listing.wish or not one.listing.sentence.startswith(UNASKED) else None,
            html.P(one.listing.sentence, className="" if one.listing.wish else "stated-wish"),
            html.P(f"The evidence last changed on {fact_words.short_day(one.listing.changed_on)}.", className="muted") if one.listing.changed_on else None,
            talk(one),
        ],
        className=f"review-entry is-{one.listing.state}",
    )


def wish(one: ReviewEntry) -> list[Any]:
    stated = one.listing.wish
    if stated is None:
        return [html.B(review_words.NOBODY_ASKED)]
    link = dcc.Link(fact_words.short_day(stated.on), href=review_words.place(one.patient_id, stated), className="muted")
    return [html.B(stated.words), " ", link]


def talk(one: ReviewEntry) -> Component | None:
    if one.listing.state != "conversation":
        return None
    return html.P(dcc.Link("Record what they say", href=review_words.record(one.patient_id, "preference"), className="button small"))


def to_do(found: Sequence[Task], reader: Reader) -> Component:
    """One's own first; each in the order of its day."""
    own = sorted(found, key=lambda task: task.assigned_to != reader.id)
    return html.Section(
        [html.H2("To find out"), html.Ul([tasks.row(task, reader) for task in own], className="tasks")],
        id="to-find-out",
        className="card to-dos review-group",
        tabIndex="-1",
        **{"aria-label": "To find out"},
    )
