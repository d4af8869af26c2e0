"""Rows of the whole course that hold events: what assessments of the disease showed, and each treatment line from its start to why it stopped."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

import plotly.graph_objects as go

from dashboard import fact_words
from dashboard.fact_words import partial, short_day, span
from dashboard.figures.course_panels import Row, noon, small
from schemas.courses import Course
from schemas.derivations import Recist
from schemas.disease_statuses import DiseaseStatus, Status
from schemas.treatment_lines import LineState, Modality, Response, TreatmentLine

LANE, BAR = 26, 13  # pixels
MIXED = "#7d8784"
MODALITIES: dict[Modality, str] = {  # 3:1 against both the light and the dark page; the words say the same
    "chemotherapy": "#c06a2d",
    "targeted": "#9a62b8",
    "immunotherapy": "#238f80",
    "hormone": "#8a7242",
    "radiotherapy": "#4f7fc4",
    "surgery": "#cf4a7a",
    "cell_therapy": "#238f80",
    "investigational": "#9a62b8",
    "other": MIXED,
}
STATUSES: dict[Status, tuple[str, str, str]] = {  # colour, symbol, letters above it
    "complete_response": ("#238f80", "star", "CR"),
    "partial_response": ("#238f80", "triangle-down", "PR"),
    "stable_disease": ("#4f7fc4", "circle", "SD"),
    "unconfirmed_progression": ("#cf4a7a", "triangle-up-open", "PD?"),
    "progressive_disease": ("#cf4a7a", "triangle-up", "PD"),
    "undetermined": (MIXED, "circle-open", "?"),
}
SHORT: dict[Response, str] = {"complete_response": "CR", "partial_response": "PR", "stable_disease": "SD", "progressive_disease": "PD", "not_evaluable": "not evaluable"}


def statuses(course: Course) -> Iterator[Row]:
    """One mark for each assessment of the disease; what RECIST makes of measurements lies below it."""
    found = course.facts.disease_statuses
    if found:
        yield Row(f"<b>Assessments of the disease</b>{small('as reported')}", LANE, lane(), [marks([mark(one) for one in found], "status")])
    if course.responses:
        yield Row(f"<b>Measured lesions</b>{small('RECIST 1.1, calculated')}", LANE, lane(), [marks([calculated(one) for one in course.responses], "recist")])


Mark = tuple[date, str, str, str, str]  # day, colour, symbol, letters, what the pointer says


def mark(one: DiseaseStatus) -> Mark:
    colour, symbol, letters = STATUSES[one.status]
    sites = f"<br>{escape(', '.join(one.sites))}" if one.sites else ""
    told = f"<b>{fact_words.STATUSES[one.status]}</b> by {fact_words.METHODS[one.method]}<br>{short_day(one.observed_on)}{sites}"
    return one.observed_on, colour, symbol, f"{letters} {fact_words.METHODS[one.method] if one.method == 'marker' else ''}".strip(), told


def calculated(one: Recist) -> Mark:
    status: Status = one.response if one.response != "not_evaluable" else "undetermined"
    colour, symbol, letters = STATUSES[status]
    return one.on, colour, symbol, letters, f"<b>{short_day(one.on)}</b><br>{escape(one.sentence)}"


def marks(found: list[Mark], group: str) -> go.Scatter:
    found = sorted(found, key=lambda one: one[0])
    return go.Scatter(
        x=[noon(one[0]) for one in found],
        y=[-0.4] * len(found),
        mode="markers+text",
        name=group,
        legendgroup=group,
        marker={"size": 11, "color": [one[1] for one in found], "symbol": [one[2] for one in found]},
        text=[one[3] for one in found],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        hovertext=[one[4] for one in found],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def progressions(course: Course) -> list[dict[str, object]]:
    """Through all rows, so that it is seen beside what else was so then. A marker alone is none."""
    days = {one.observed_on for one in course.facts.disease_statuses if one.status == "progressive_disease" and one.method != "marker"}
    return [
        {"type": "line", "layer": "below", "x0": noon(day), "x1": noon(day), "yref": "paper", "y0": 0, "y1": 1, "line": {"color": "#cf4a7a", "width": 1, "dash": "dot"}, "name": "progression"}
        for day in sorted(days)
    ]


def treatments(course: Course, start: date) -> Iterator[Row]:
    """Oldest first, as they lie in time. What stopped before the drawing begins is left out."""
    today = course.facts.today
    for line in sorted(course.facts.treatment_lines, key=lambda line: (begun(line, today), line.number or 0)):
        if ended(line, today) >= start:
            yield Row(heading(line), LANE, lane(), [bar(line, today)])


def begun(line: TreatmentLine, today: date) -> date:
    """The earliest day that its start may mean; unknown: the day it came to be known."""
    return span(line.started_on)[0] if line.started_on else min(line.observed_on, today)


def ended(line: TreatmentLine, today: date) -> date:
    """The latest day that its stop may mean."""
    if line.state != "stopped":
        return max(today, begun(line, today))
    return min(span(line.stopped_on)[1] if line.stopped_on else line.observed_on, today)


def heading(line: TreatmentLine) -> str:
    """'Line 2 FOLFIRI  stopped: the disease progressed · best SD'"""
    words = {"stopped": "stopped", "planned": "planned", "paused": "paused", "ongoing": "goes on"}
    state = words[line.state] + (f": {fact_words.STOP_REASONS[line.stop_reason].lower()}" if line.stop_reason else "")
    best = f" · best {SHORT[line.best_response]}" if line.best_response else ""
    return f"<b>{f'Line {line.number} ' if line.number else ''}{escape(line.regimen)}</b>{small(state + best)}"


def bar(line: TreatmentLine, today: date) -> go.Bar:
    first, last = begun(line, today), max(ended(line, today), begun(line, today) + timedelta(days=1))
    colour = MODALITIES[line.modalities[0]]
    return go.Bar(
        base=[noon(first)],
        x=[(last - first).total_seconds() * 1000],
        y=[-0.3],
        width=1.1,
        orientation="h",
        marker={"color": colour, "opacity": OPACITY[line.state], "line": {"color": colour, "width": 1.5}, "pattern": {"shape": "/" if line.state == "planned" else ""}},
        name="Treatment",
        legendgroup="treatment",
        showlegend=False,
        hovertext=[told(line)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


OPACITY: dict[LineState, float] = {"planned": 0.45, "ongoing": 1, "paused": 0.7, "stopped": 0.85}


def told(line: TreatmentLine) -> str:
    kinds = ", ".join(fact_words.MODALITIES[modality] for modality in line.modalities)
    lines = [
        f"<b>{escape(line.regimen)}</b>, {kinds.lower()}",
        f"From {partial(line.started_on)}" if line.started_on else "Start not known",
        f"Stopped {partial(line.stopped_on)}: {fact_words.STOP_REASONS[line.stop_reason].lower()}" if line.stop_reason else fact_words.LINE_STATES[line.state],
        f"Best response: {fact_words.RESPONSES[line.best_response].lower()}" if line.best_response else "",
    ]
    return "<br>".join(part for part in lines if part)


def lane() -> dict[str, object]:
    return {"range": [-1, 1], "visible": False, "fixedrange": True}
