"""Prognostic scores with everything they stand on, and the oncologist's words that follow from the record. "Cannot compute" is a normal answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, review_words, words
from dashboard.cards import criteria, evidence
from schemas.derivations import Derivation, Recist
from schemas.prognostic_scores import Approximation, PrognosticScore, Prompt, ScorePart

UNITS = {  # in which the scores take them
    "PPS": "%", "KPS": "%", "C-reactive protein": "mg/L", "albumin": "g/L", "white cell count": "10⁹/L", "lymphocyte count": "%", "the physician's estimate": "weeks",
}  # fmt: skip
CONFIRM = "Criterion met, needs clinician confirmation"


def scores(found: Sequence[PrognosticScore], patient_id: UUID) -> Component:
    return html.Section(
        [html.H2("Prognostic scores"), html.Div([score(one, patient_id) for one in found], className="scores")], **{"aria-label": "Prognostic scores"}
    )


def score(one: PrognosticScore, patient_id: UUID) -> Component:
    told = [
        html.H3(one.title),
        html.P([html.B(f"{one.points:g}"), f" of {one.maximum:g}"], className="score-value") if one.points is not None else None,
        html.P(one.sentence),
        *(html.P(note, className="muted") for note in one.notes),
        html.Details([html.Summary("Source and limits"), *limits(one.limits, one.source)], id=f"score-{one.score}"),
    ]
    inputs = html.Table(html.Tbody([part(given, patient_id) for given in one.parts]), className="inputs", **{"aria-label": f"{one.title}: what went in"})
    return html.Div([html.Div(told), inputs], className="card score")


def limits(said: Sequence[str], source: str) -> list[Any]:
    return [html.Ul([html.Li(one) for one in said], className="muted") if said else None, html.P(source, className="source")]


def part(one: ScorePart, patient_id: UUID) -> Component:
    points = [f"{one.points:g} ", html.Span("points" if one.points != 1 else "point", className="muted")] if one.points is not None else ""
    return html.Tr([html.Th(words.sentence(one.name), scope="row"), html.Td(given(one, patient_id)), html.Td(points)])


def given(one: ScorePart, patient_id: UUID) -> Any:
    """What was entered and when; else what is missing, which may be that an entry is too old."""
    lacks = "missing" if one.missing == f"{one.name} missing" else one.missing
    said: list[Any] = [lacks or ""] if one.given is None else [" ".join(filter(None, [one.given, UNITS.get(one.name)]))]
    if one.evidence is None:
        return said
    when = dcc.Link(fact_words.short_day(one.evidence.on), href=review_words.place(patient_id, one.evidence))
    return [*said, " (", when, ")"]


def approximate(found: Sequence[Approximation], patient_id: UUID) -> Component | None:
    """Beside each sentence the day of the score it was made from."""
    if not found:
        return None
    told = [html.P([one.sentence, " (", dcc.Link(fact_words.short_day(one.evidence.on), href=review_words.place(patient_id, one.evidence)), ")"]) for one in found]
    source = html.Details([html.Summary("Source and limits"), *limits((), found[0].source)], id="score-approximate")
    return html.Section([html.H3("In another scale, approximately"), *told, source], className="card score-words", **{"aria-label": "In another scale, approximately"})


def prompt(one: Prompt, patient_id: UUID, *, may_record: bool) -> Component:
    """A question, what was answered so far, and where to write an answer down. No score."""
    way = dcc.Link("Write down your answer", href=review_words.record(patient_id, "assessment", one.kind), className="button small") if may_record else None
    return html.Section(
        [
            html.Div([html.H3("A question for your own thought"), way], className="head-line"),
            html.P(html.B(one.question)),
            html.P(one.note, className="muted"),
            evidence.entries(one.answers, patient_id, "prompt"),
            html.Details([html.Summary("Source and limits"), *limits((), one.source)], id="score-prompt"),
        ],
        className="card score-words prompt",  # not on paper, which a patient or a relative may see
        **{"aria-label": "A question for your own thought"},
    )


def course(derivations: Sequence[Derivation], responses: Sequence[Recist], patient_id: UUID) -> Component | None:
    """The words that follow from treatment lines, disease statuses, measurements and markers."""
    if not derivations and not responses:
        return None
    told = [derivation(one, patient_id, f"derivation-{place}") for place, one in enumerate(derivations)]
    measured = [response(one, patient_id) for one in responses]
    said = "Derived from what is on record, never stored as if somebody had said it."
    return html.Section(
        [html.H2("The course of the disease"), html.P(said, className="muted"), html.Ul([*told, *measured], className="checklist")],
        className="card criteria",
        **{"aria-label": "The course of the disease"},
    )


def derivation(one: Derivation, patient_id: UUID, name: str) -> Component:
    grounds = evidence.entries(one.evidence, patient_id, name)
    return unfolding(name, outcome(one), one.sentence, [grounds, lacking(one.missing), *limits(one.limits, one.source)])


def outcome(one: Derivation) -> Component:
    """A marker alone says nothing for sure: a clinician does."""
    if one.needs_confirmation and one.status == "met":
        return criteria.state("met", CONFIRM)
    if one.status is None:
        return html.Span("Shown only", className="state")
    return criteria.state(one.status, since=review_words.since(one.status, one.since_on))


def response(one: Recist, patient_id: UUID) -> Component:
    name = f"recist-{one.measurement_id}"
    grounds = evidence.entries(one.evidence, patient_id, name)
    when = html.Span(f"Measured {fact_words.short_day(one.on)}", className="state")
    return unfolding(name, when, one.sentence, [grounds, lacking(one.missing), *limits(one.limits, one.source)])


def lacking(missing: Sequence[str]) -> Component | None:
    return html.P(f"What would settle it: {'; '.join(missing)}.") if missing else None


def unfolding(name: str, state: Component, sentence: str, told: list[Any]) -> Component:
    head = html.Summary([state, html.Span(sentence, className="criterion-words")])
    return html.Li(html.Details([head, html.Div(told, className="criterion-body")], id=name))
