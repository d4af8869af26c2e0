"""Small multiples: one panel an item, one time axis for all, bands as the instrument names them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from dashboard import words
from dashboard.figures.mark_traces import ROOM, axis_of, goal_line, marked, through_all, top_edge
from dashboard.figures.marks import Goal, Mark
from dashboard.figures.series import Line, Series, line, respondents
from dashboard.figures.texts import local, wrapped
from schemas.check_ins import CheckIn, Respondent
from schemas.instruments import Bands, Instrument, Item, Scale

# Chosen to reach 3:1 against both the light and the dark page, so that one figure serves both; texts and grid lines take the page's colours by CSS.
BANDS = {"mild": "rgba(212,160,23,0.13)", "moderate": "rgba(214,110,30,0.20)", "severe": "rgba(176,32,80,0.24)"}
LOOKS: dict[Respondent, tuple[str, str, str, str]] = {  # colour, dash, symbol, name in the legend
    "patient": ("#238f80", "solid", "circle", "The patient (filled circles)"),
    "family_caregiver": ("#9a62b8", "dash", "diamond-open", "Family (hollow diamonds, dashed)"),
    "professional_caregiver": ("#8a7242", "dot", "square-open", "Professional caregiver (hollow squares, dotted)"),
}
PANEL, GAP, LANE, TOP, BOTTOM = 74, 34, 22, 26, 34  # pixels
MARGIN = 0.015  # of the width, on both sides, so that the first answer and one of this moment aren't cut in half


def symptom_trend(
    series: Series, zone: str, start: datetime, end: datetime, marks: Sequence[Mark] = (), goals: Mapping[str, Sequence[Goal]] | None = None
) -> go.Figure:
    """Times are drawn as clocks showed them where the patient lives (`zone`). `goals` by item."""
    figure = go.Figure()
    below = [mark for mark in marks if mark.item is None]
    lanes = 2 if below else 1
    height = TOP + BOTTOM + lanes * LANE + len(series.items) * (PANEL + GAP) - GAP // 2
    for row, item in enumerate(series.items, start=1):
        steps = (goals or {}).get(item.id, ())
        goal_line(figure, steps, row, zone, start, end)
        panel(figure, series, item, row, domain(row, height), zone)
        figure.add_annotation(title(item, series.instrument.scale, steps[-1].level if steps else None, domain(row, height)[1]))
        marked(figure, [mark for mark in marks if mark.item == item.id], row, top_edge(series.instrument.scale), zone)
    for shape in through_all(marks, zone):
        figure.add_shape(shape)
    rows = len(series.items) + lanes
    marked(figure, below, rows, 0, zone)
    notes(figure, series, len(series.items) + 1, zone)
    margin = (end - start) * MARGIN
    edges = [local(start - margin, zone), local(end + margin, zone)]
    figure.update_layout(look(height, edges, f"y{rows}"))
    for lane in range(lanes):
        figure.update_layout({f"yaxis{rows - lane}": lane_axis(lane, height)})
    return figure


def look(height: int, edges: list[datetime], anchor: str) -> dict[str, object]:
    """What is the same in every chart. The page draws the legend itself, which wraps on a phone (cards.legend)."""
    return {
        "height": height,
        "margin": {"l": 34, "r": 12, "t": TOP, "b": BOTTOM},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 13},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#20302c", "bordercolor": "#20302c", "font": {"color": "#ffffff", "size": 13}, "align": "left"},
        "xaxis": {"range": edges, "anchor": anchor, "showgrid": True, "zeroline": False, "fixedrange": False, "type": "date"},
        "showlegend": False,
        "dragmode": False,
    }


def lane_axis(lane: int, height: int) -> dict[str, object]:
    """A line of marks below the panels, counted from the bottom."""
    whole = height - TOP - BOTTOM
    return {"domain": [lane * LANE / whole, (lane + 1) * LANE / whole], "visible": False, "range": [-1, 1], "fixedrange": True}


def domain(row: int, height: int) -> list[float]:
    """The panel's part of the drawing, from 0 at the bottom to 1 at the top."""
    whole = height - TOP - BOTTOM
    top = whole - (row - 1) * (PANEL + GAP)
    return [(top - PANEL) / whole, top / whole]


def panel(figure: go.Figure, series: Series, item: Item, row: int, part: list[float], zone: str) -> None:
    scale = series.instrument.scale
    figure.update_layout({f"yaxis{row if row > 1 else ''}": axis(scale, part)})
    for shape in bands(series.instrument.bands, scale, row):
        figure.add_shape(shape)
    for respondent in respondents(series.check_ins):
        drawn = line(series, item, respondent)
        if any(score is not None for score in drawn.scores):
            figure.add_trace(trace(series.instrument, item, drawn, row, zone, seen=shown_already(figure, respondent)))


def title(item: Item, scale: Scale, goal: int | None, top: float) -> dict[str, object]:
    comfortable = "" if goal is None else f" · goal {goal}"
    ends = f" <span style='font-size:11px'>{scale.minimum} {escape(item.low)} · {scale.maximum} {escape(item.high)}</span>"
    return {
        "text": f"<b>{escape(item.label)}</b>{comfortable}{ends}",
        "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "bottom", "showarrow": False, "align": "left",
    }  # fmt: skip


def shown_already(figure: go.Figure, respondent: Respondent) -> bool:
    return any(trace.legendgroup == respondent for trace in figure.data)


def axis(scale: Scale, part: list[float]) -> dict[str, object]:
    room = (scale.maximum - scale.minimum) * ROOM
    ticks = sorted({scale.minimum, (scale.minimum + scale.maximum) // 2, scale.maximum})
    return {
        "domain": part,
        "range": [scale.minimum - room, scale.maximum + room],
        "tickvals": ticks,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 11},
    }


def bands(named: Bands | None, scale: Scale, row: int) -> list[dict[str, object]]:
    """None where the instrument names none. A band reaches halfway to the next whole number."""
    if named is None:
        return []
    room = (scale.maximum - scale.minimum) * ROOM
    if scale.worse == "higher":
        edges = [named.mild - 0.5, named.moderate - 0.5, named.severe - 0.5, scale.maximum + room]
    else:
        edges = [named.mild + 0.5, named.moderate + 0.5, named.severe + 0.5, scale.minimum - room]
    return [
        {"type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": axis_of(row), "y0": begin, "y1": end,
         "fillcolor": BANDS[name], "line": {"width": 0}, "name": name}
        for name, (begin, end) in zip(BANDS, pairwise(edges), strict=True)
    ]  # fmt: skip


def trace(instrument: Instrument, item: Item, drawn: Line, row: int, zone: str, *, seen: bool) -> go.Scatter:
    colour, dash, symbol, name = LOOKS[drawn.respondent]
    return go.Scatter(
        x=[local(at, zone) for at in drawn.at],
        y=drawn.scores,
        yaxis=axis_of(row),
        mode="lines+markers",
        connectgaps=False,
        name=name,
        legendgroup=drawn.respondent,
        showlegend=not seen,
        line={"color": colour, "width": 2, "dash": dash},
        marker={"color": colour, "size": 7, "symbol": symbol, "line": {"width": 2 if "open" in symbol else 0, "color": colour}},
        text=["" if check_in is None else told(instrument, item, check_in, zone) for check_in in drawn.check_ins],
        hovertemplate="%{text}<extra></extra>",
    )


def told(instrument: Instrument, item: Item, check_in: CheckIn, zone: str) -> str:
    """What the pointer says. Names and notes are people's own text: Plotly would read tags in them."""
    score = check_in.answers[item.id]
    if score is None:
        return ""
    word = words.word_for(instrument, score)
    parts = [
        f"<b>{escape(item.label)} {score} of {instrument.scale.maximum}</b>{', ' + word if word else ''}",
        words.moment(check_in.at, zone),
        f"Answered by {words.RESPONDENTS[check_in.respondent]}, {words.MODES[check_in.mode]}",
        f"Entered by {escape(check_in.entered_by)}{f', {words.RELATIONSHIPS[check_in.relationship]}' if check_in.relationship else ''}",
        *map(words.sentence, words.marks(check_in)),
    ]
    if check_in.note:
        parts.append(f"“{wrapped(check_in.note)}”")
    return "<br>".join(parts)


def notes(figure: go.Figure, series: Series, row: int, zone: str) -> None:
    written = [check_in for check_in in series.check_ins if check_in.note]
    figure.add_trace(
        go.Scatter(
            x=[local(check_in.at, zone) for check_in in written],
            y=[0] * len(written),
            yaxis=axis_of(row),
            mode="markers",
            name="A note",
            marker={"symbol": "triangle-up", "size": 10, "color": "#b0602a"},
            showlegend=bool(written),
            text=[
                f"<b>Note</b>, {words.moment(check_in.at, zone)}<br>“{wrapped(check_in.note or '')}”<br>From {words.RESPONDENTS[check_in.respondent]}"
                for check_in in written
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    )

