"""Every version ever recorded, who recorded it and when, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import fact_words, words
from dashboard.cards.fact_buttons import changing
from dashboard.fact_words import short_day
from schemas.assessments import Assessment, Kind
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.entries import Entry, Noun
from schemas.measurements import Measurement
from schemas.needs import Need
from schemas.preferences import Preference, Question
from schemas.treatment_lines import TreatmentLine

MOST = 300  # rows that are drawn; the API keeps all
HEAD = ("Day", "What", "Recorded", "What became of it", html.Span("Correct it", className="unseen"))


def table(noun: Noun, found: Sequence[Any], zone: str, kinds: Mapping[str, Kind], questions: Sequence[Question], opened: str | None = None) -> Component:
    """`opened`: the id of an entry that somebody was sent here to see."""
    if not found:
        return html.P("Nothing was ever recorded here.", className="muted")
    rows = [row(noun, one, zone, said(one, kinds, questions), is_opened=str(one.entry.id) == opened) for one in found[:MOST]]
    more = html.P(f"The newest {MOST} of {len(found):,} are shown.", className="muted") if len(found) > MOST else None
    body = html.Table([html.Thead(html.Tr([html.Th(name, scope="col") for name in HEAD])), html.Tbody(rows)], className="numbers history")
    return html.Div([html.Div(body, className="wide", tabIndex="0", role="region", **{"aria-label": f"History of {fact_words.NOUNS[noun].lower()}"}), more])


def row(noun: Noun, one: Any, zone: str, what: str, *, is_opened: bool) -> Component:
    entry: Entry = one.entry
    day = f"{short_day(one.observed_on)}{', ' + one.time_of_day if getattr(one, 'time_of_day', None) else ''}"
    note = html.Span(f"“{one.note}”", className="own-words") if one.note else None
    by = f", from {one.observed_by}" if one.observed_by else ""
    marks = ("is-opened" if is_opened else "", "" if entry.stands else "is-past")
    return html.Tr(
        [
            html.Td(day),
            html.Th([what, note], scope="row"),
            html.Td(f"{entry.recorded_by}{by}, {words.moment(entry.recorded_at, zone)}"),
            html.Td(became(entry, corrects=one.corrects is not None)),
            html.Td(changing(noun, entry, what) if entry.stands else None),
        ],
        id=f"fact-{entry.id}",
        className=" ".join(mark for mark in marks if mark),
    )


def became(entry: Entry, *, corrects: bool) -> str:
    if entry.entered_in_error_at is not None:
        return f"A mistake: {entry.entered_in_error_reason}"
    if entry.replaced_by is not None:
        return "Replaced by a newer version"
    return "Stands; replaced an earlier version" if corrects else "Stands"


def said(one: Any, kinds: Mapping[str, Kind], questions: Sequence[Question]) -> str:
    if isinstance(one, Assessment):
        return f"{kinds[one.kind].label}: {fact_words.value(kinds[one.kind], one)}" if one.kind in kinds else one.kind
    if isinstance(one, Preference):
        return next((f"{question.label}: {question.words.get(one.stance, one.stance)}" for question in questions if question.topic == one.topic), one.topic)
    return of_course(one)


def of_course(one: Diagnosis | TreatmentLine | DiseaseStatus | Measurement | Need) -> str:
    if isinstance(one, DiseaseStatus):
        return f"{fact_words.STATUSES[one.status]} by {fact_words.METHODS[one.method]}"
    if isinstance(one, Measurement):
        return f"{fact_words.METHODS[one.method]}{', baseline' if one.baseline else ''}: {'not all targets measured' if one.sum_mm is None else f'sum {one.sum_mm:g} mm'}"
    if isinstance(one, TreatmentLine):
        return f"{one.regimen}: {fact_words.LINE_STATES[one.state].lower()}{', ' + fact_words.STOP_REASONS[one.stop_reason].lower() if one.stop_reason else ''}"
    return f"{one.words}: {fact_words.NEED_STATES[one.state].lower()}" if isinstance(one, Need) else one.words
