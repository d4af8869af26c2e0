"""How a performance score and the weight went: small panels on one time axis, each point an entry. Scales are never joined."""

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
from msgspec import Struct

from schemas.facts import Facts

# 3:1 against both the light and the dark page
LOOKS: dict[str, tuple[str, str]] = {"pps": ("#238f80", "circle"), "kps": ("#238f80", "square"), "akps": ("#238f80", "diamond"), "weight": ("#9a62b8", "diamond")}
NAMES = {"pps": "PPS", "kps": "KPS", "akps": "AKPS", "weight": "Weight"}
UNITS = {"pps": "%", "kps": "%", "akps": "%", "weight": "kg"}
PANEL, GAP, TOP, BOTTOM = 84, 30, 24, 26  # pixels
ROOM = 0.12  # of the range, above and below the points
LEAST_KG = 4.0  # the axis spans no less, so that half a kilogram doesn't look like a fall; ours


class Course(Struct, frozen=True):
    """One kind of assessment, oldest first, in the kind's own unit."""

    kind: str
    on: list[date]
    amounts: list[float]

    def label(self, place: int) -> str:
        return f"{self.amounts[place]:g} {UNITS[self.kind]}"


def courses(facts: Facts, since: date) -> list[Course]:
    """Those with an entry since then; of none, none."""
    found = []
    for kind in LOOKS:
        entries = [one for one in reversed(facts.assessments.get(kind, [])) if one.amount is not None and one.observed_on >= since]
        if entries:
            found.append(Course(kind, [one.observed_on for one in entries], [one.amount for one in entries if one.amount is not None]))
    return found


def trajectory(found: Sequence[Course], until: date) -> go.Figure:
    height = TOP + BOTTOM + len(found) * (PANEL + GAP) - GAP
    figure = go.Figure()
    for row, one in enumerate(found, start=1):
        top = 1 - (row - 1) * (PANEL + GAP) / (height - TOP - BOTTOM)
        bottom = top - PANEL / (height - TOP - BOTTOM)
        axis = f"y{row if row > 1 else ''}"
        figure.add_trace(line(one, axis))
        figure.update_layout({f"yaxis{row if row > 1 else ''}": {"domain": [max(bottom, 0), top], "range": edges(one), "nticks": 4, "fixedrange": True, "zeroline": False}})
        figure.add_annotation(text=f"{NAMES[one.kind]}, {UNITS[one.kind]}", xref="paper", yref="paper", x=0, y=top, xanchor="left", yanchor="bottom", showarrow=False, font={"size": 12})
    figure.update_layout(look(found, until, height))
    return figure


def line(one: Course, axis: str) -> go.Scatter:
    colour, symbol = LOOKS[one.kind]
    said = [f"{NAMES[one.kind]} {one.label(place)}, {on.day} {on:%b %Y}" for place, on in enumerate(one.on)]
    return go.Scatter(
        x=one.on, y=one.amounts, yaxis=axis, mode="lines+markers", line={"color": colour, "width": 2}, marker={"color": colour, "size": 8, "symbol": symbol},
        hovertext=said, hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
    )  # fmt: skip


def edges(one: Course) -> list[float]:
    """Scores on their whole scale; the weight around what it was."""
    if one.kind != "weight":
        return [0, 100]
    low, high = min(one.amounts), max(one.amounts)
    more = max(LEAST_KG - (high - low), 0) / 2
    room = (high - low + 2 * more) * ROOM
    return [max(low - more - room, 0), high + more + room]


def look(found: Sequence[Course], until: date, height: int) -> dict[str, object]:
    first = min((one.on[0] for one in found), default=until)
    margin = max((until - first) * 0.03, timedelta(days=2))
    lowest = f"y{len(found) if len(found) > 1 else ''}"
    return {
        "height": height,
        "margin": {"l": 34, "r": 12, "t": TOP, "b": BOTTOM},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 12},
        "hoverlabel": {"bgcolor": "#20302c", "bordercolor": "#20302c", "font": {"color": "#ffffff", "size": 13}, "align": "left"},
        "dragmode": False,
        "showlegend": False,
        "xaxis": {"range": [first - margin, until + margin], "anchor": lowest, "fixedrange": True, "showgrid": False, "zeroline": False, "nticks": 5, "tickformat": "%b %Y"},
    }
