"""How alerts are answered, and when reports come: bars, intervals and a week's clock."""

import plotly.graph_objects as go

from dashboard import words
from schemas.quality import HourCount, RuleQuality, WeekdayQuality

BAR, INTERVAL = "#238f80", "#9a62b8"  # 3:1 against both the light and the dark page
HEAT = [[0, "rgba(35,143,128,0.06)"], [1, "rgba(35,143,128,1)"]]
ROW, EDGE = 38, 64  # pixels
LOOKS = {
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": "inherit", "size": 13},
    "hoverlabel": {"bgcolor": "#20302c", "bordercolor": "#20302c", "font": {"color": "#ffffff", "size": 13}, "align": "left"},
    "dragmode": False,
    "showlegend": False,
}


def alerts_by_rule(rules: list[RuleQuality]) -> go.Figure:
    """Alerts for each patient and week, the most frequent rule at the top."""
    shown = sorted((one for one in rules if one.alerts_per_patient_week is not None), key=lambda one: one.alerts)
    figure = go.Figure(
        go.Bar(
            x=[one.alerts_per_patient_week for one in shown],
            y=[words.rule(one.rule) for one in shown],
            orientation="h",
            marker={"color": BAR},
            text=[words.rate(one.alerts_per_patient_week or 0) for one in shown],
            textposition="outside",
            cliponaxis=False,
            hovertext=[f"{words.rule(one.rule)}: {words.counted(one.alerts, 'alert')}, {one.held} held back" for one in shown],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    return laid_out(figure, len(shown), {"rangemode": "tozero", "fixedrange": True, "zeroline": False, "nticks": 5})


def acted_on_by_rule(rules: list[RuleQuality]) -> go.Figure:
    """Of the answered alerts of each rule, the share with another outcome than "monitor": a dot with its 95 % interval."""
    shown = sorted((one for one in rules if one.acted_on.share is not None), key=lambda one: one.alerts)
    shares = [one.acted_on for one in shown]
    figure = go.Figure(
        go.Scatter(
            x=[one.share for one in shares],
            y=[words.rule(one.rule) for one in shown],
            mode="markers",
            marker={"color": INTERVAL, "size": 10},
            error_x={
                "type": "data", "symmetric": False, "color": INTERVAL, "thickness": 2,
                "array": [(one.high or 0) - (one.share or 0) for one in shares], "arrayminus": [(one.share or 0) - (one.low or 0) for one in shares],
            },
            hovertext=[f"{words.rule(rule.rule)}: {words.share(one)}" for rule, one in zip(shown, shares, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    return laid_out(figure, len(shown), {"range": [-0.03, 1.03], "tickformat": ".0%", "fixedrange": True, "zeroline": False, "nticks": 6})


def laid_out(figure: go.Figure, rows: int, xaxis: dict[str, object]) -> go.Figure:
    figure.update_layout(
        **LOOKS, height=EDGE + ROW * max(rows, 1), margin={"l": 8, "r": 44, "t": 10, "b": 34}, xaxis=xaxis, yaxis={"automargin": True, "fixedrange": True}
    )
    return figure


def reports_by_hour(hours: list[HourCount]) -> go.Figure:
    """A week's clock: the more reports at that hour, the fuller the colour."""
    counts = {(one.weekday, one.hour): one.check_ins for one in hours}
    table = [[counts.get((weekday, hour), 0) for hour in range(24)] for weekday in range(1, 8)]
    said = [
        [f"{name}, {hour}:00 to {hour + 1}:00: {words.counted(number, 'report')}" for hour, number in enumerate(row)]
        for name, row in zip(words.WEEKDAYS, table, strict=True)
    ]
    figure = go.Figure(
        go.Heatmap(
            z=table,
            x=list(range(24)),
            y=words.WEEKDAYS,
            colorscale=HEAT,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    xaxis = {"tickvals": [0, 6, 12, 18], "ticktext": ["0:00", "6:00", "12:00", "18:00"], "fixedrange": True, "showgrid": False, "zeroline": False}
    yaxis = {"autorange": "reversed", "automargin": True, "fixedrange": True, "showgrid": False}
    figure.update_layout(**LOOKS, height=270, margin={"l": 8, "r": 8, "t": 10, "b": 34}, xaxis=xaxis, yaxis=yaxis)
    return figure


def complete_by_weekday(weekdays: list[WeekdayQuality]) -> go.Figure:
    shares = {one.weekday: one.complete for one in weekdays}
    found = [shares.get(weekday) for weekday in range(1, 8)]
    figure = go.Figure(
        go.Bar(
            x=[one.share if one else None for one in found],
            y=words.WEEKDAYS,
            orientation="h",
            marker={"color": BAR},
            text=[words.percent(one.share) if one else "" for one in found],
            textposition="outside",
            cliponaxis=False,
            hovertext=[f"{name}: {words.share(one)}" if one else f"{name}: nothing to count" for name, one in zip(words.WEEKDAYS, found, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    xaxis = {"range": [0, 1.15], "tickvals": [0, 0.5, 1], "tickformat": ".0%", "fixedrange": True, "zeroline": False}
    figure.update_layout(
        **LOOKS, height=270, margin={"l": 8, "r": 8, "t": 10, "b": 34}, xaxis=xaxis, yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True}
    )
    return figure
