"""What the drawing of the whole course holds, as a table: newest first, each line opens its entry."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, words
from dashboard.cards.fact_history import of_course
from dashboard.fact_words import partial, short_day, span
from schemas.courses import Course
from schemas.entries import Entry, Noun
from schemas.treatment_lines import TreatmentLine

HEAD = ("Day", "What", "Found", "Recorded by")
DRAWN = ("pps", "kps", "akps", "ecog", "weight")  # and the tumour markers


class Line(NamedTuple):
    """`day`: as it is known; `on`: where it stands in the order."""

    on: date
    day: str
    what: str
    found: str
    noun: Noun
    entry: Entry


def table(course: Course, start: date, path: str) -> Component:
    found = sorted((line for line in lines(course) if line.on >= start), key=lambda line: (line.on, line.entry.id), reverse=True)
    body = html.Table([html.Thead(html.Tr([html.Th(name, scope="col") for name in HEAD])), html.Tbody([row(line, path) for line in found])], className="numbers")
    return html.Details(
        [
            html.Summary(f"The same as a table ({words.counted(len(found), 'entry', 'entries')})"),
            html.Div(body, className="wide", tabIndex="0", role="region", **{"aria-label": "The course as a table"}),
            html.P("What was reported stands in the tables of the check-ins above.", className="muted"),
        ],
        id="table-whole-course",
        className="table-place",
    )


def row(line: Line, path: str) -> Component:
    link = dcc.Link(line.what, href=f"{path}?noun={line.noun}&entry={line.entry.id}")
    return html.Tr([html.Td(line.day), html.Th(link, scope="row"), html.Td(line.found), html.Td(line.entry.recorded_by)])


def lines(course: Course) -> Iterator[Line]:
    yield from of_findings(course)
    results = {result.measurement_id: result.sentence for result in course.responses}
    for status in course.facts.disease_statuses:
        sites = f": {', '.join(status.sites)}" if status.sites else ""
        yield Line(status.observed_on, short_day(status.observed_on), "Assessment of the disease", of_course(status) + sites, "disease_status", status.entry)
    for one in course.facts.measurements:
        yield Line(one.observed_on, short_day(one.observed_on), "Measured lesions", results.get(one.entry.id) or of_course(one), "measurement", one.entry)
    for line in course.facts.treatment_lines:
        yield from of_line(line)


def of_findings(course: Course) -> Iterator[Line]:
    for kind in course.kinds:
        if kind.id in DRAWN or kind.group == "markers":
            for one in course.facts.assessments[kind.id]:
                limit = f" (upper limit {one.upper_limit:g})" if one.upper_limit is not None else ""
                yield Line(one.observed_on, short_day(one.observed_on), kind.label, fact_words.value(kind, one) + limit, "assessment", one.entry)


def of_line(line: TreatmentLine) -> Iterator[Line]:
    """Its start and its stop are two lines."""
    name = f"Line {line.number}: {line.regimen}" if line.number else line.regimen
    began = span(line.started_on)[0] if line.started_on else line.observed_on
    state = "planned" if line.state == "planned" else "started"
    yield Line(began, partial(line.started_on) if line.started_on else f"known {short_day(line.observed_on)}", name, state, "treatment_line", line.entry)
    if line.state in ("stopped", "paused"):
        ended = span(line.stopped_on)[0] if line.stopped_on else line.observed_on
        best = f"; best response: {fact_words.RESPONSES[line.best_response].lower()}" if line.best_response else ""
        why = f": {fact_words.STOP_REASONS[line.stop_reason].lower()}" if line.stop_reason else ""
        yield Line(ended, partial(line.stopped_on) or f"known {short_day(line.observed_on)}", name, f"{line.state}{why}{best}", "treatment_line", line.entry)
