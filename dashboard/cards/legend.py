"""What the lines and marks of a chart mean, as text beside it: it wraps on a phone, and is read aloud."""

import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component


def legend(figure: go.Figure) -> Component:
    named = sorted((trace for trace in figure.data if trace.showlegend), key=lambda trace: "lines" not in trace.mode or trace.legendgroup == "goal")
    return html.Ul([html.Li([key(trace), trace.name]) for trace in named], className="legend", **{"aria-label": "What the marks mean"})


def key(trace: go.Scatter) -> Component:
    """Drawn by assets/patient.css in the colour of the line."""
    has_line = "lines" in trace.mode
    line = f" line-{trace.line.dash}" if has_line else ""
    colour = trace.line.color if has_line else trace.marker.color
    return html.Span(html.Span(className=f"point point-{trace.marker.symbol}"), className=f"key{line}", style={"color": colour}, **{"aria-hidden": "true"})
