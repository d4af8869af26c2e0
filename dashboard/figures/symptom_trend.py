"""Small multiples: one panel an item, one time axis for all, bands as the instrument names them."""

from datetime import datetime
from html import escape
from itertools import pairwise
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from dashboard import words
from dashboard.figures.series import Line, Series, line, respondents
from schemas.check_ins import CheckIn, Respondent
from schemas.instruments import Bands, Instrument, Item, Scale

# Chosen to reach 3:1 against both the light and the dark page, so that one figure serves both; texts and grid lines take the page's colours by CSS.
BANDS = {"mild": "rgba(212,160,23,0.13)", "moderate": "rgba(214,110,30,0.20)", "severe": "rgba(176,32,80,0.24)"}
LOOKS: dict[Respondent, tuple[str, str, str, str]] = {  # colour, dash, symbol, name in the legend
    "patient": ("#238f80", "solid", "circle", "The patient (filled circles)"),
    "family_caregiver": ("#9a62b8", "dash", "diamond-open", "Family (hollow diamonds, dashed)"),
    "professional_caregiver": ("#8a7242", "dot", "square-open", "Professional caregiver (hollow squares, dotted)"),
}
PANEL, GAP, NOTES, TOP, BOTTOM = 74, 34, 22, 62, 34  # pixels
MARGIN = 0.015  # of the width, so that an answer of this moment isn't cut in half


def symptom_trend(series: Series, zone: str, start: datetime, end: datetime) -> go.Figure:
    """Times are drawn as clocks showed them where the patient lives (`zone`)."""
    figure = go.Figure()
    rows = len(series.items) + 1
    height = TOP + BOTTOM + NOTES + len(series.items) * (PANEL + GAP) - GAP // 2
    for row, item in enumerate(series.items, start=1):
        panel(figure, series, item, row, domain(row, height), zone)
    notes(figure, series, rows, zone)
    edges = [local(start, zone), local(end + (end - start) * MARGIN, zone)]
    figure.update_layout(
        height=height,
        margin={"l": 34, "r": 12, "t": TOP, "b": BOTTOM},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "inherit", "size": 13},
        hovermode="closest",
        hoverlabel={"bgcolor": "#20302c", "bordercolor": "#20302c", "font": {"color": "#ffffff", "size": 13}, "align": "left"},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 0.995, "yanchor": "top", "yref": "container", "itemclick": False, "itemdoubleclick": False},
        xaxis={"range": edges, "anchor": f"y{rows}", "showgrid": True, "zeroline": False, "fixedrange": False, "type": "date"},
        showlegend=True,
        dragmode=False,
    )
    figure.update_layout({f"yaxis{rows}": {"domain": [0, NOTES / (height - TOP - BOTTOM)], "visible": False, "range": [-1, 1], "fixedrange": True}})
    return figure


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
    ends = f" <span style='font-size:11px'>{scale.minimum} {escape(item.low)} · {scale.maximum} {escape(item.high)}</span>"
    figure.add_annotation(
        text=f"<b>{escape(item.label)}</b>{ends}", x=0, xref="paper", xanchor="left", y=part[1], yref="paper", yanchor="bottom", showarrow=False, align="left"
    )
    for respondent in respondents(series.check_ins):
        drawn = line(series, item, respondent)
        if any(score is not None for score in drawn.scores):
            figure.add_trace(trace(series.instrument, item, drawn, row, zone, seen=shown_already(figure, respondent)))


def shown_already(figure: go.Figure, respondent: Respondent) -> bool:
    return any(trace.legendgroup == respondent for trace in figure.data)


def axis(scale: Scale, part: list[float]) -> dict[str, object]:
    room = (scale.maximum - scale.minimum) * 0.06
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
    room = (scale.maximum - scale.minimum) * 0.06
    if scale.worse == "higher":
        edges = [named.mild - 0.5, named.moderate - 0.5, named.severe - 0.5, scale.maximum + room]
    else:
        edges = [named.mild + 0.5, named.moderate + 0.5, named.severe + 0.5, scale.minimum - room]
    return [
        {"type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": f"y{row if row > 1 else ''}", "y0": begin, "y1": end,
         "fillcolor": BANDS[name], "line": {"width": 0}, "name": name}
        for name, (begin, end) in zip(BANDS, pairwise(edges), strict=True)
    ]  # fmt: skip


def trace(instrument: Instrument, item: Item, drawn: Line, row: int, zone: str, *, seen: bool) -> go.Scatter:
    colour, dash, symbol, name = LOOKS[drawn.respondent]
    return go.Scatter(
        x=[local(at, zone) for at in drawn.at],
        y=drawn.scores,
        yaxis=f"y{row if row > 1 else ''}",
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
        f"Entered by {escape(check_in.entered_by)}",
        *map(words.sentence, words.marks(check_in)),
    ]
    if check_in.note:
        parts.append(f"“{wrapped(check_in.note)}”")
    return "<br>".join(parts)


def wrapped(note: str, width: int = 52) -> str:
    lines = [""]
    for word in note.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(escape(text) for text in lines[:8]) + ("…" if len(lines) > 8 else "")


def notes(figure: go.Figure, series: Series, row: int, zone: str) -> None:
    written = [check_in for check_in in series.check_ins if check_in.note]
    figure.add_trace(
        go.Scatter(
            x=[local(check_in.at, zone) for check_in in written],
            y=[0] * len(written),
            yaxis=f"y{row}",
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


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
