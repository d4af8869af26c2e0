"""A change of medication: written down, and taken back as a mistake."""

from datetime import datetime
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component


def form(zone: str, now: datetime) -> Component:
    at = now.astimezone(ZoneInfo(zone))
    return html.Div(
        [
            html.P("It is drawn into the charts, so that everybody sees what came after it. It goes to nobody's phone and orders nothing.", className="muted"),
            dmc.TextInput(id="medication-what", label="What was changed?", placeholder="For example: patch instead of tablets"),
            dmc.DateTimePicker(id="medication-at", label=f"When? ({zone})", value=f"{at:%Y-%m-%d %H:%M:%S}", valueFormat="D MMM YYYY, HH:mm"),
            html.P(id="medication-error", className="field-error", role="alert"),
            html.Button("Save", id="save-medication", className="button primary"),
        ],
        className="form",
    )


def mistake_form() -> Component:
    return html.Div(
        [
            html.P("It is no longer drawn. It stays stored, with your name and the reason."),
            dmc.TextInput(id="medication-reason", label="Why?", placeholder="For example: written for the wrong patient"),
            html.P(id="medication-mistake-error", className="field-error", role="alert"),
            html.Button("Mark it", id="mark-medication", className="button primary"),
        ],
        className="form",
    )
