"""The whole course on one time axis: what was reported on top, what the team found below it, then the disease and its treatment."""

from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard.figures import course_lanes, course_panels
from dashboard.figures.course_panels import Row, noon
from schemas.courses import Course

HEAD, TOP, BOTTOM = 26, 6, 34  # pixels: of a row's title, above all, below all
MARGIN = 0.02  # of the width, so that what is of today isn't cut in half


def whole_course(course: Course, start: date) -> go.Figure | None:
    """From `start` to today. Null where there is nothing to draw."""
    found = rows(course, start)
    if not found:
        return None
    figure = go.Figure()
    height = TOP + BOTTOM + sum(row.height + HEAD for row in found)
    place(figure, found, height)
    for shape in course_lanes.progressions(course):
        figure.add_shape(shape)
    figure.update_layout(look(height, start, course.facts.today, axis_name(len(found))))
    return figure


def rows(course: Course, start: date) -> list[Row]:
    kinds = {kind.id: kind for kind in course.kinds}
    return [
        *course_panels.symptoms(course.facts.symptoms, course.facts.patient.zone),
        *course_panels.performance(course, kinds),
        *course_panels.weight(course, kinds),
        *course_panels.markers(course, kinds),
        *course_lanes.statuses(course),
        *course_lanes.treatments(course, start),
    ]


def axis_name(number: int) -> str:
    return f"y{number if number > 1 else ''}"


def place(figure: go.Figure, found: list[Row], height: int) -> None:
    """Each row with an axis of its own, one below the other; each line named once in the legend."""
    whole = height - TOP - BOTTOM
    top = whole
    named: set[str] = set()
    for number, row in enumerate(found, start=1):
        upper, lower = top - HEAD, top - HEAD - row.height
        figure.update_layout({f"yaxis{number if number > 1 else ''}": {**row.axis, "domain": [lower / whole, upper / whole]}})
        figure.add_annotation(text=row.title, x=0, xref="paper", xanchor="left", y=upper / whole, yref="paper", yanchor="bottom", showarrow=False, align="left")
        for trace in row.traces:
            in_legend = trace.type == "scatter" and "lines" in trace.mode and trace.legendgroup not in named
            named.add(trace.legendgroup)
            figure.add_trace(trace.update(yaxis=axis_name(number), showlegend=in_legend))
        for shape in row.shapes:
            figure.add_shape({**shape, "yref": axis_name(number)})
        top = lower


def look(height: int, start: date, today: date, anchor: str) -> dict[str, object]:
    """The pointer's day is marked through all rows."""
    end = today + max((today - start) * MARGIN, timedelta(days=1))
    return {
        "height": height,
        "margin": {"l": 40, "r": 14, "t": TOP, "b": BOTTOM},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 13},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#20302c", "bordercolor": "#20302c", "font": {"color": "#ffffff", "size": 13}, "align": "left"},
        "xaxis": {
            "type": "date", "range": [noon(start), noon(end)], "anchor": anchor, "showgrid": True, "zeroline": False, "fixedrange": True,
            "showspikes": True, "spikemode": "across", "spikethickness": 1, "spikedash": "solid", "spikecolor": "#7d8784",
        },
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
    }  # fmt: skip
