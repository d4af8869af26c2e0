"""What is due in one's own calendar program: a file once, or an address that it asks again and again and that can be ended."""

from collections.abc import Sequence
from datetime import datetime

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.tasks import press
from schemas.calendar_links import CalendarLink, MadeCalendarLink

ABOUT = "Only what is due and by when: no names, and nothing that somebody wrote. Each entry opens the patient’s page here, for who is signed in. What has no day is left out."
KEEP = "It is shown this once. Whoever has it sees what you would see there, so paste it into your own calendar program (“subscribe by address”) and nowhere else."


def dialog() -> list[Component]:
    return [
        html.P(ABOUT),
        html.P(html.A("Download a file", href="/v1/calendar.ics", download="balm.ics", className="button small")),
        html.Div(id="links-list"),
        html.Fieldset(
            [
                html.Legend("A new address"),
                dmc.TextInput(id="link-name", label="For which program or phone", placeholder="For example: my phone"),
                dmc.Switch(id="link-mine", checked=False, label="Only what is with me or with nobody"),
                html.P(id="link-error", className="field-error", role="alert"),
                html.Button("Make an address", id="make-link", className="button primary"),
            ],
            className="new-address",
        ),
        html.Div(id="link-made"),
    ]


def listed(found: Sequence[CalendarLink], zone: str, now: datetime) -> Component:
    if not found:
        return html.P("No address yet.", className="muted")
    return html.Ul([row(one, zone, now) for one in found], className="due-list calendar-links")


def row(one: CalendarLink, zone: str, now: datetime) -> Component:
    asked = f"Last asked {words.ago(one.asked_at, zone, now)}" if one.asked_at else "Nobody has asked with it yet"
    said = [html.P(one.name, className="due-words", dir="auto"), html.P(f"{'Yours and nobody’s' if one.mine else 'Everything'}. {asked}.", className="muted")]
    return html.Li([html.Div(said), html.Div(press("end-link", "End it", f"End the address for {one.name}", link=str(one.id)), className="due-actions")])


def made(one: MadeCalendarLink) -> Component:
    """In a field, so that it is marked as a whole and copied on every device."""
    return html.Div([dmc.TextInput(id="link-address", label=f"The address for {one.link.name}", value=one.address, readOnly=True), html.P(KEEP)], className="card", role="status")
