"""What physicians decided, why, and who was told; and the form for it, beside the evidence."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, words
from dashboard.cards import tasks
from dashboard.cards.tasks import Reader
from dashboard.decision_words import DECISIONS, KEPT
from schemas.decisions import DecidedReview, Opinion, Telling
from schemas.reviews import HospiceReview

TITLE = "What the physician decides"


def card(found: HospiceReview, reader: Reader, may: Sequence[str]) -> Component:
    newest, earlier = found.decided[:1], found.decided[1:]
    label = "Decide anew…" if newest else "Decide…"
    way = tasks.press("decision-dialog", label, does="decide", seen=found.seen, review="") if "review.decide" in may else None
    nobody = None if newest else html.P("No physician has decided yet." if way else "No physician has decided yet. Only a physician does.", className="muted")
    return html.Section(
        [
            html.Div([html.H2(TITLE), way], className="head-line"),
            nobody,
            *(part for one in newest for part in decided(one, reader, may)),
            before(earlier, reader) if earlier else None,
        ],
        className="card decisions",
        **{"aria-label": TITLE},
    )


def decided(one: DecidedReview, reader: Reader, may: Sequence[str]) -> list[Component]:
    told = html.Ul([html.Li(telling(said)) for said in one.tellings], className="tellings") if one.tellings else html.P("Nobody is noted as told yet.", className="muted")
    second = "review.decide" in may and one.opinion.decided_by_id != reader.id
    ways = [
        tasks.press("decision-dialog", "Second opinion…", does="second", review=str(one.id), seen="") if second else None,
        tasks.press("decision-dialog", "Note who was told…", does="tell", review=str(one.id), seen="") if "review.tell" in may else None,
        link(one) if may else None,
    ]
    seconds = [opinion(other, "Second opinion: ") for other in one.second_opinions]
    return [opinion(one.opinion), *seconds, html.H3("Who was told"), told, html.Div(ways, className="actions")]


def opinion(one: Opinion, before: str = "") -> Component:
    """Each decision looks the same, whichever it is."""
    again = f" To be looked at again on {fact_words.short_day(one.look_again_on)}." if one.look_again_on else ""
    against = " The list said otherwise." if one.against_the_screen else ""
    return html.Div(
        [
            html.P([before, html.B(DECISIONS[one.decision])], className="decision"),
            html.Blockquote(one.reasons, dir="auto"),
            html.P(f"{one.decided_by}, {fact_words.short_day(one.decided_on)}.{again}{against}", className="muted"),
        ],
        className="opinion",
    )


def telling(one: Telling) -> list[Component | str]:
    return [html.B(one.told, dir="auto"), f", {fact_words.short_day(one.told_on)}: ", html.Span(one.words, dir="auto"), html.Span(f" ({one.noted_by})", className="muted")]


def before(earlier: Sequence[DecidedReview], reader: Reader) -> Component:
    rows = [html.Li([*(opinion(said) for said in (one.opinion, *one.second_opinions)), link(one)]) for one in earlier]
    return html.Details([html.Summary(f"{words.counted(len(rows), 'decision')} before"), html.Ul(rows, className="tellings")], id="decisions-before")


def link(one: DecidedReview) -> Component:
    return dcc.Link("The record as it was", href=f"/team/reviews/{one.patient_id}/decided/{one.id}", className="button small")


def form(does: str, today: str) -> list[Component]:
    """`does`: decide, second (opinion) or tell."""
    title = {"decide": "Your decision", "second": "Second opinion", "tell": "Who was told"}[does]
    close = html.Button("Close", id="close-decision", className="button small")
    return [html.Div([html.H2(title, id="decision-title", tabIndex="-1"), close], className="head-line"), *(telling_fields(today) if does == "tell" else fields(does))]


def fields(does: str) -> list[Component]:
    name = "decision" if does == "decide" else "opinion"
    radios = [dmc.Radio(label=label, value=value) for value, label in DECISIONS.items()]
    again = dmc.DatePickerInput(
        id="decision-again", label="Look again on", description="May stay empty. On this day the list brings the name back, whatever else holds.", placeholder="No day set",
        valueFormat="D MMM YYYY", clearable=True,
    )  # fmt: skip
    return [
        html.P(KEPT if does == "decide" else "On the record as the first physician saw it.", className="muted"),
        dmc.RadioGroup(radios, id=f"{name}-choice", label="Decision", className="radios"),
        dmc.Textarea(id=f"{name}-reasons", label="Reasons, in your own words", autosize=True, minRows=4),
        *([again] if does == "decide" else []),
        html.P(id=f"{name}-error", className="field-error", role="alert"),
        html.Button("Record the decision" if does == "decide" else "Record the second opinion", id=f"save-{name}", className="button primary"),
    ]


def telling_fields(today: str) -> list[Component]:
    return [
        dmc.TextInput(id="telling-who", label="Who", placeholder="For example: the patient, and her daughter"),
        dmc.Textarea(id="telling-words", label="What they were told", autosize=True, minRows=3),
        dmc.DateInput(id="telling-day", label="On", value=today, maxDate=today, valueFormat="D MMM YYYY"),
        html.P(id="telling-error", className="field-error", role="alert"),
        html.Button("Note it", id="save-telling", className="button primary"),
    ]
