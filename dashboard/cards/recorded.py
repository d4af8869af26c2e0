"""The disease and its treatment as they stand: diagnoses, lines, what assessments showed, lesions with their arithmetic."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import fact_words, words
from dashboard.cards.fact_buttons import changing, opener, signed
from dashboard.fact_words import partial, short_day
from schemas.courses import Course
from schemas.derivations import Derivation, Recist
from schemas.diagnoses import Biomarker, Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.entries import Noun
from schemas.facts import Facts
from schemas.measurements import Measurement
from schemas.treatment_lines import TreatmentLine


def of(facts: Facts, noun: Noun) -> Sequence[Any]:
    """What stands of a noun."""
    lists: dict[Noun, Sequence[Any]] = {
        "assessment": [one for found in facts.assessments.values() for one in found],
        "diagnosis": facts.diagnoses,
        "treatment_line": facts.treatment_lines,
        "disease_status": facts.disease_statuses,
        "measurement": facts.measurements,
        "preference": facts.preferences,
        "need": facts.needs,
    }
    return lists[noun]


def disease(course: Course) -> list[Component]:
    facts = course.facts
    results = {result.measurement_id: result for result in course.responses}
    said = [derivation(one) for one in course.derivations if one.status in ("met", None)]
    return [
        section("Diagnoses", "diagnosis", "Add a diagnosis", [diagnosis(one) for one in facts.diagnoses], "No diagnosis is on record."),
        section("Treatment lines", "treatment_line", "Add a treatment line", [line(one) for one in in_order(facts.treatment_lines)], "No treatment line is on record."),
        section("What assessments of the disease showed", "disease_status", "Add a status", [status(one) for one in facts.disease_statuses], "Nothing is on record."),
        section("Measured lesions (RECIST 1.1)", "measurement", "Add a measurement", [measured(one, results.get(one.entry.id), facts.disease_statuses) for one in facts.measurements], "No lesion was measured."),
        html.Section([html.H2("What follows from these"), html.Ul(said, className="fact-list")], className="card") if said else None,
    ]


def in_order(lines: Sequence[TreatmentLine]) -> list[TreatmentLine]:
    """The newest first; planned ones before those that began."""
    return sorted(lines, key=lambda line: (line.state == "planned", line.started_on or "", line.number or 0), reverse=True)


def section(title: str, noun: Noun, add: str, rows: Sequence[Component], empty: str) -> Component:
    body = html.Ul(list(rows), className="fact-list") if rows else html.P(empty, className="muted")
    return html.Section([html.Div([html.H2(title), opener(add, "add", noun)], className="section-head"), body], className="card")


def row(head: str, facts: Sequence[str], noun: Noun, one: Any, *, more: Sequence[Component] = (), label: str = "Correct") -> Component:
    said = " · ".join(fact for fact in facts if fact)
    body = [html.B(head), html.Span(said) if said else None, html.Span(f"“{one.note}”", className="own-words") if one.note else None, *more, signed(one.entry, one.observed_by)]
    return html.Li([html.Div(body, className="fact"), changing(noun, one.entry, head, label=label)])


def diagnosis(one: Diagnosis) -> Component:
    came_later = f"metastases since {partial(one.metastatic_since_on)}" if one.metastatic_since_on else "metastases came later"
    metastases = {None: "", "none": "no metastases", "at_presentation": "metastases at presentation", "since": came_later}[one.metastases]
    sites = f" ({', '.join(one.metastatic_sites)})" if one.metastatic_sites else ""
    facts = ["principal diagnosis" if one.rank == "principal" else "", one.icd10 or "", f"diagnosed {partial(one.diagnosed_on)}" if one.diagnosed_on else "", stage(one.stage), metastases + sites]
    found = [biomarker(marker) for marker in one.biomarkers]
    return row(one.words, facts, "diagnosis", one, more=[html.Span("; ".join(found))] if found else ())


def stage(written: str | None) -> str:
    """As it was written, with the word where it wasn't: "IV" alone says little."""
    return written or "" if not written or "stage" in written.lower() else f"stage {written}"


def biomarker(one: Biomarker) -> str:
    said = ", ".join(filter(None, [one.meaning if one.meaning and one.meaning not in one.result.lower() else "", f"tested {partial(one.tested_on)}" if one.tested_on else ""]))
    return f"{one.name}: {one.result}{f' ({said})' if said else ''}"


def line(one: TreatmentLine) -> Component:
    head = f"Line {one.number}: {one.regimen}" if one.number else one.regimen
    facts = [
        ", ".join(fact_words.MODALITIES[modality] for modality in one.modalities).lower(),
        f"{one.intent} intent" if one.intent else "",
        "in a trial" if one.trial else "",
        f"from {partial(one.started_on)}" if one.started_on else "",
        stopped(one) if one.state == "stopped" else fact_words.LINE_STATES[one.state].lower(),
        f"best response: {fact_words.RESPONSES[one.best_response].lower()}" if one.best_response else "",
    ]
    return row(head, facts, "treatment_line", one, label="Change or stop" if one.state != "stopped" else "Correct")


def stopped(one: TreatmentLine) -> str:
    why = fact_words.STOP_REASONS[one.stop_reason].lower() if one.stop_reason else ""
    return f"stopped {partial(one.stopped_on)}: {why}" if one.stopped_on else f"stopped: {why}"


def status(one: DiseaseStatus) -> Component:
    facts = [fact_words.METHODS[one.method], short_day(one.observed_on), ", ".join(one.sites), "new metastases" if one.new_metastases else ""]
    return row(fact_words.STATUSES[one.status], facts, "disease_status", one)


def measured(one: Measurement, result: Recist | None, statuses: Sequence[DiseaseStatus]) -> Component:
    """Arithmetic is no assessment: where nobody has said what that imaging showed, it says so."""
    head = f"{fact_words.METHODS[one.method]}, {short_day(one.observed_on)}{': baseline' if one.baseline else ''}"
    each = [f"{target.name} ({target.organ}) {'not measured' if target.diameter_mm is None else f'{target.diameter_mm:g} mm'}" for target in one.targets]
    facts = [*each, f"sum {one.sum_mm:g} mm" if one.sum_mm is not None else ""]
    return row(head, facts, "measurement", one, more=arithmetic(one, result, statuses) if result else ())


def arithmetic(one: Measurement, result: Recist, statuses: Sequence[DiseaseStatus]) -> list[Component]:
    said = any(status.observed_on >= one.observed_on and status.method != "marker" for status in statuses)
    way = opener("Record what it showed", "add", "disease_status", about=str(one.entry.id), of=f"{fact_words.METHODS[one.method]}, {short_day(one.observed_on)}")
    hint = html.Span(["Calculated only: nobody has recorded what this assessment showed. ", way], className="muted only-calculated")
    return [html.Span(result.sentence, className="arithmetic"), *([] if said else [hint])]


def derivation(one: Derivation) -> Component:
    """A marker alone says that a clinician has to confirm it."""
    confirm = html.Span("A marker alone: a clinician says what it means.", className="muted") if one.needs_confirmation else None
    limits = html.Details([html.Summary("Source and limits"), html.P(" ".join([f"{one.source}.", *one.limits]))], className="small-details")
    return html.Li(html.Div([html.Span(words.sentence(one.sentence)), confirm, limits], className="fact"))
