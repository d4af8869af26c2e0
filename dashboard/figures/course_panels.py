"""Rows of the whole course that hold numbers: what was reported, performance scales, weight, tumour markers with their limit and nadir."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from html import escape
from itertools import pairwise
from math import log10
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard import fact_words, words
from dashboard.fact_words import short_day
from dashboard.figures.symptom_trend import LOOKS
from dashboard.figures.texts import local
from schemas.assessments import Assessment, Kind, Number
from schemas.courses import Course, MarkerCourse
from schemas.facts import Report, SymptomCourse

PANEL, LOW_PANEL = 70, 46  # pixels
NUMBERS, LIMIT, NADIR = "#4f7fc4", "#cf4a7a", "#7d8784"  # 3:1 against both the light and the dark page
SCALES: dict[str, list[float]] = {"pps": [0, 100], "kps": [0, 100], "akps": [0, 100], "ecog": [4.3, -0.3]}  # ECOG 4 is the worst, so it lies at the bottom too
ROOM = 0.12  # of what is drawn, above and below it
WIDE = 10  # times the smallest value: from then on small ones would lie on one line; ours
GAP_DAYS = 7  # without a report the line is left open, as in the charts of single symptoms at most; ours


class Row(NamedTuple):
    """`title` in Plotly's own tags. The axis and the shapes are of this row; where it lies is settled when all are known."""

    title: str
    height: int
    axis: dict[str, Any]
    traces: list[Any]
    shapes: Sequence[Mapping[str, Any]] = ()


def noon(on: date) -> datetime:
    """A calendar day, in the middle of it."""
    return datetime.combine(on, time(12))


def small(words_: str) -> str:
    return f" <span style='font-size:11px'>{escape(words_)}</span>"


def symptoms(courses: Sequence[SymptomCourse], zone: str) -> Iterator[Row]:
    """Of the questionnaire that was answered most: each question a row, each kind of respondent a line of its own."""
    counts: dict[tuple[Any, ...], int] = {}
    for course in courses:
        counts[form_of(course)] = counts.get(form_of(course), 0) + len(course.reports)
    if not counts:
        return
    used = max(counts, key=lambda form: counts[form])
    mine = [course for course in courses if form_of(course) == used]
    for item in dict.fromkeys(course.item for course in mine):
        same = [course for course in mine if course.item == item]
        scale = same[0]
        ends = [scale.scale_minimum, scale.scale_maximum] if scale.worse == "higher" else [scale.scale_maximum, scale.scale_minimum]
        title = f"<b>{escape(scale.label)}</b>{small(f'{scale.scale_minimum} to {scale.scale_maximum}, reported')}"
        yield Row(title, LOW_PANEL, axis(ends, [scale.scale_minimum, scale.scale_maximum]), [reported(course, zone) for course in same])


def form_of(course: SymptomCourse) -> tuple[Any, ...]:
    return course.instrument, course.recall_period, course.scale_minimum, course.scale_maximum, course.worse


def reported(course: SymptomCourse, zone: str) -> go.Scatter:
    colour, dash, symbol, name = LOOKS[course.respondent]
    points = list(opened(course.reports))
    return go.Scatter(
        x=[local(report.at, zone) if isinstance(report, Report) else report for report in points],
        y=[report.score if isinstance(report, Report) else None for report in points],
        mode="lines+markers",
        connectgaps=False,
        name=name,
        legendgroup=course.respondent,
        line={"color": colour, "width": 1.5, "dash": dash},
        marker={"color": colour, "size": 4, "symbol": symbol},
        text=[f"<b>{escape(course.label)} {report.score} of {course.scale_maximum}</b><br>{words.moment(report.at, zone)}" if isinstance(report, Report) else "" for report in points],
        hovertemplate="%{text}<extra></extra>",
    )


def opened(reports: Sequence[Report]) -> Iterator[Report | None]:
    """Null where nobody reported for long."""
    for before, report in pairwise(reports):
        yield before
        if (report.local_date - before.local_date).days > GAP_DAYS:
            yield None
    yield from reports[-1:]


def performance(course: Course, kinds: Mapping[str, Kind]) -> Iterator[Row]:
    for kind in SCALES:
        if found := course.facts.assessments.get(kind):
            ticks: list[float] = [0, 50, 100] if kind != "ecog" else [0, 2, 4]
            yield Row(title(kinds[kind], found), PANEL, axis(SCALES[kind], ticks, as_given=True), [numbers(kinds[kind], found)])


def weight(course: Course, kinds: Mapping[str, Kind]) -> Iterator[Row]:
    if found := course.facts.assessments.get("weight"):
        yield Row(title(kinds["weight"], found), PANEL, axis(spread(found)), [numbers(kinds["weight"], found)])


def markers(course: Course, kinds: Mapping[str, Kind]) -> Iterator[Row]:
    for marker in course.markers:
        found = [one for one in course.facts.assessments[marker.kind] if one.amount is not None]
        kind = kinds[marker.kind]
        levels = [level for level in (marker.upper_limit, marker.nadir) if level is not None]
        ends = spread(found, levels)
        wide = 0 < ends[0] * WIDE <= ends[1]
        yield Row(title(kind, found, *against(marker), *(["by powers of ten"] if wide else [])), PANEL, logarithmic(ends) if wide else axis(ends), [numbers(kind, found)], [*lines(marker)])


def against(marker: MarkerCourse) -> Iterator[str]:
    """'upper limit 35 (dashed)', 'nadir 40, 11 Jan 2026 (dotted)'"""
    if marker.upper_limit is not None:
        yield f"upper limit {marker.upper_limit:g} (dashed)"
    if marker.nadir is not None and marker.nadir_on:
        yield f"nadir {marker.nadir:g}, {short_day(marker.nadir_on)} (dotted)"


def lines(marker: MarkerCourse) -> Iterator[dict[str, Any]]:
    for level, colour, dash, name in ((marker.upper_limit, LIMIT, "dash", "upper limit"), (marker.nadir, NADIR, "dot", "nadir")):
        if level is not None:
            yield {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": {"color": colour, "width": 1.5, "dash": dash}, "name": name}


def title(kind: Kind, found: Sequence[Assessment], *more: str) -> str:
    """With the newest as it was printed; where that was in another unit, the drawing's own."""
    newest, unit = in_order(found)[-1], kind.value.unit if isinstance(kind.value, Number) else ""
    drawn_in = [f"drawn in {unit}"] if any(one.unit not in (None, unit) for one in found) else []
    return f"<b>{escape(kind.label)}</b>{small(' · '.join([f'last {fact_words.value(kind, newest)}, {short_day(newest.observed_on)}', *drawn_in, *more]))}"


def in_order(found: Sequence[Assessment]) -> list[Assessment]:
    """Oldest first."""
    return sorted(found, key=lambda one: (one.observed_on, one.time_of_day or "", one.entry.id))


def numbers(kind: Kind, found: Sequence[Assessment]) -> go.Scatter:
    """In the kind's own unit; as it was printed where the pointer is."""
    oldest_first = in_order(found)
    return go.Scatter(
        x=[noon(one.observed_on) for one in oldest_first],
        y=[one.amount for one in oldest_first],
        mode="lines+markers",
        name="Found by the team",
        legendgroup="team",
        line={"color": NUMBERS, "width": 2, "dash": "solid"},
        marker={"color": NUMBERS, "size": 7, "symbol": "circle"},
        text=[f"<b>{escape(kind.label)} {escape(fact_words.value(kind, one))}</b><br>{short_day(one.observed_on)}, recorded by {escape(one.entry.recorded_by)}" for one in oldest_first],
        hovertemplate="%{text}<extra></extra>",
    )


def spread(found: Sequence[Assessment], levels: Sequence[float] = ()) -> list[float]:
    amounts = [*(one.amount for one in found if one.amount is not None), *levels]
    return [min(amounts), max(amounts)]


def logarithmic(ends: Sequence[float]) -> dict[str, Any]:
    low, high = log10(ends[0]), log10(ends[1])
    room = (high - low) * ROOM
    return {"type": "log", "range": [low - room, high + room], "zeroline": False, "fixedrange": True, "tickfont": {"size": 11}, "dtick": 1}


def axis(ends: Sequence[float], ticks: Sequence[float] | None = None, *, as_given: bool = False) -> dict[str, Any]:
    room = 0 if as_given else (ends[1] - ends[0]) * ROOM or 1
    return {
        "range": [ends[0] - room, ends[1] + room],
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 11},
        **({"tickvals": list(ticks)} if ticks else {"nticks": 3}),
    }
