"""The course of the disease: what changed in 90 days, everything on one time axis, and the same facts as a table."""

from collections.abc import Sequence
from datetime import date, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards.course_table import table
from dashboard.cards.legend import legend
from dashboard.cards.notices import notice
from dashboard.fact_words import short_day, span
from dashboard.figures.whole_course import whole_course as drawing
from schemas.changes import Change, Changes, Topic
from schemas.courses import Course
from schemas.evidence import Evidence

RANGES = {"92": "3 months", "365": "A year", "all": "All"}
TOPICS: dict[Topic, str] = {
    "treatment": "Treatment",
    "disease": "Disease",
    "function": "Function",
    "body": "Weight and nourishment",
    "signs": "Signs",
    "events": "What happened",
    "symptoms": "Symptoms",
    "markers": "Tumour markers",
    "blood": "Blood",
    "wishes": "Wishes",
    "needs": "Needs",
}
EMPTY = "Diagnoses, treatment lines, PPS, weight and laboratory values stand here as soon as somebody records them."
KEY = "CR, PR, SD, PD: complete response, partial response, stable disease, progressive disease; PD? still to be confirmed. Dotted lines through all rows: progression."


def whole_course(course: Course, asked: str) -> list[Component]:
    """`asked`: the range."""
    path = f"/team/patients/{course.facts.patient.id}/record"
    figure = drawing(course, start_of(course, asked))
    if not has_anything(course):
        return [notice("Nothing is recorded yet", EMPTY, dcc.Link("Record something", href=path, className="button primary"))]
    drawn = [html.P("Nothing was recorded in this time.", className="muted")] if figure is None else [legend(figure), chart(figure), html.P(KEY, className="source")]
    return [changed(course.changes, path), html.Section([html.H2("On one time axis"), *drawn, table(course, start_of(course, asked), path)], className="card")]


def has_anything(course: Course) -> bool:
    facts = course.facts
    return any((facts.assessments, facts.treatment_lines, facts.disease_statuses, facts.measurements, facts.diagnoses, facts.preferences, facts.needs))


def start_of(course: Course, asked: str) -> date:
    """Of all: the first day of anything that is drawn."""
    today = course.facts.today
    if asked != "all":
        return today - timedelta(days=int(asked))
    facts = course.facts
    days: list[date] = [span(line.started_on)[0] for line in facts.treatment_lines if line.started_on]
    days += [one.observed_on for one in facts.disease_statuses]
    days += [one.observed_on for one in facts.measurements]
    days += [one.observed_on for found in facts.assessments.values() for one in found]
    days += [report.local_date for symptom in facts.symptoms for report in symptom.reports[:1]]
    return min([*days, today - timedelta(days=92)])


def chart(figure: object) -> Component:
    height = figure.layout.height  # type: ignore[attr-defined]
    graph = dcc.Graph(figure=figure, config={"displayModeBar": False, "responsive": True, "scrollZoom": False}, style={"height": f"{height}px"})
    return html.Div(graph, role="img", className="chart", **{"aria-label": "The course of the disease on one time axis. The tables below hold the same."})


def changed(found: Changes, path: str) -> Component:
    span_ = html.Span(f" {short_day(found.since_on)} to {short_day(found.until_on)}", className="muted")
    topics = [topic(name, [one for one in found.changed if one.topic == name], path) for name in TOPICS if any(one.topic == name for one in found.changed)]
    body = html.Div(topics, className="changes") if topics else html.P("Nothing that is on record changed in this time.")
    same = html.Details([html.Summary(f"Looked at and found as before ({len(found.same)})"), html.Ul([line(one, path) for one in found.same])], className="small-details", id="changes-same")
    unseen = html.P([html.B("Nobody looked in this time: "), " ".join(found.not_seen)], className="unseen-facts") if found.not_seen else None
    return html.Section([html.H2(["What changed in 90 days", span_]), body, same if found.same else None, unseen], className="card")


def topic(name: Topic, found: Sequence[Change], path: str) -> Component:
    return html.Div([html.H3(TOPICS[name]), html.Ul([line(one, path) for one in found])])


def line(one: Change, path: str) -> Component:
    """With links to the entries it stands on; check-ins stand in the tables of the page."""
    found = [evidence for evidence in one.evidence if evidence.noun != "check_in"]
    labels = {1: ["Open"], 2: ["Now", "Before"]}.get(len(found), [short_day(evidence.on) for evidence in found])
    links = [entry(evidence, label, path) for evidence, label in zip(found, labels, strict=True)]
    return html.Li([one.sentence, *[part for link in links for part in (" ", link)]])


def entry(evidence: Evidence, label: str, path: str) -> Component:
    said = [label, html.Span(f": {evidence.words}, {short_day(evidence.on)}", className="unseen")]
    return dcc.Link(said, href=f"{path}?noun={evidence.noun}&entry={evidence.id}", className="entry-link", title=evidence.words)
