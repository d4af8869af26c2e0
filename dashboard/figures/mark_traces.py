"""How marks and goals are drawn."""

from collections.abc import Sequence
from datetime import datetime

import plotly.graph_objects as go

from dashboard.figures.marks import Goal, Kind, Mark
from dashboard.figures.texts import local
from schemas.instruments import Scale

ROOM = 0.09  # of the scale, above and below it, so that the marks at its ends aren't cut
LOOKS: dict[Kind, tuple[str, str, str]] = {  # colour, symbol, name in the legend
    "called": ("#cf4a7a", "triangle-down", "Called the team"),
    "answered": ("#7d8784", "square", "Answered by the team"),
    "medication": ("#4f7fc4", "diamond", "Medication changed"),
    "dose": ("#5c8a2f", "cross", "Taken when needed"),
}
GOAL = "#238f80"  # the patient's own colour


def axis_of(row: int) -> str:
    return f"y{row if row > 1 else ''}"


def marked(figure: go.Figure, found: Sequence[Mark], row: int, height: float, zone: str) -> None:
    """One trace for each kind. `height`: where on this row's axis."""
    for kind, (colour, symbol, name) in LOOKS.items():
        mine = [mark for mark in found if mark.kind == kind]
        if mine:
            figure.add_trace(
                go.Scatter(
                    x=[local(mark.at, zone) for mark in mine],
                    y=[height] * len(mine),
                    yaxis=axis_of(row),
                    mode="markers",
                    name=name,
                    legendgroup=kind,
                    showlegend=not any(trace.legendgroup == kind for trace in figure.data),
                    marker={"symbol": symbol, "size": 10, "color": colour},
                    cliponaxis=False,
                    text=[mark.text for mark in mine],
                    hovertemplate="%{text}<extra></extra>",
                )
            )


def through_all(found: Sequence[Mark], zone: str) -> list[dict[str, object]]:
    """A change of medication may show in every symptom."""
    colour = LOOKS["medication"][0]
    return [
        {"type": "line", "layer": "below", "x0": local(mark.at, zone), "x1": local(mark.at, zone), "yref": "paper", "y0": 0, "y1": 1,
         "line": {"color": colour, "width": 1.5, "dash": "dot"}, "name": "medication"}
        for mark in found
        if mark.kind == "medication"
    ]  # fmt: skip


def goal_line(figure: go.Figure, steps: Sequence[Goal], row: int, zone: str, start: datetime, end: datetime) -> None:
    """As a step, from when it was written down; with a point there that the pointer finds."""
    drawn: list[tuple[datetime, int | None, str]] = []
    for step, until in zip(steps, [*(later.since for later in steps[1:]), end], strict=False):
        if step.level is not None and until > start:
            drawn += [(max(step.since, start), step.level, step.text), (until, step.level, step.text), (until, None, "")]
    if not drawn:
        return
    figure.add_trace(
        go.Scatter(
            x=[local(at, zone) for at, _, _ in drawn],
            y=[level for _, level, _ in drawn],
            yaxis=axis_of(row),
            mode="lines+markers",
            name="The patient's goal",
            legendgroup="goal",
            showlegend=not any(trace.legendgroup == "goal" for trace in figure.data),
            line={"color": GOAL, "width": 1.5, "dash": "dashdot"},
            marker={"color": GOAL, "size": 6, "symbol": "line-ns-open"},
            text=[text for _, _, text in drawn],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def top_edge(scale: Scale) -> float:
    return scale.maximum + (scale.maximum - scale.minimum) * ROOM
