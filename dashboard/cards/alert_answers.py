"""The dialogs in which an alert is answered: what was done, what the patient hears, how long it may stay quiet, who shall have it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.frame import ROLES
from schemas.alerts import Alert
from schemas.staff_members import TeamMember

EVERYBODY = "everybody"
MORNING = time(8)  # a snooze ends when the day begins; ours
LAST_DAY = 30  # the API takes at most 31 days, to the minute
SPANS = {"1": "Tomorrow", "3": "In 3 days", "7": "In a week", "day": "On another day"}


def resolve_form() -> Component:
    radios = [dmc.Radio(label=label, value=value) for value, label in words.OUTCOMES.items()]
    return html.Div(
        [
            dmc.RadioGroup(radios, id="outcome", label="What was done?", className="radios"),
            dmc.Textarea(id="outcome-note", label="Note for the team", description="May stay empty", autosize=True, minRows=2),
            *tell_fields(nothing="Nothing"),
            html.P(id="resolve-error", className="field-error", role="alert"),
            html.Button("Resolve it", id="resolve", className="button primary"),
        ],
        className="form",
    )


def tell_fields(name: str = "tell", nothing: str = "Own words only") -> list[Component]:
    """What goes to the patient's phone: a sentence that it says in its own language, own words, or both. `name` begins the fields' ids."""
    phrases = [{"value": "", "label": nothing}, *({"value": phrase, "label": said} for phrase, said in words.PHRASES.items())]
    note = "On their phone they read it alone: no doses, please say those in person"
    return [
        dmc.Select(id=f"{name}-phrase", label="Tell the patient", data=phrases, value="", allowDeselect=False, comboboxProps={"zIndex": 1000}),
        dmc.Textarea(id=f"{name}-text", label="In your own words", description=note, autosize=True, minRows=2),
    ]


def tell_form() -> Component:
    return html.Div(
        [
            html.P("Their phone says already that you have seen the report.", className="muted"),
            *tell_fields(),
            html.P(id="tell-error", className="field-error", role="alert"),
            html.Button("Send it", id="tell", className="button primary"),
        ],
        className="form",
    )


def assign_form(team: list[TeamMember], alert: Alert, me: UUID) -> Component:
    """Oneself last: there is a button for that. Nobody to give it back to where it is everybody's already."""
    people = sorted(team, key=lambda one: one.id == me)
    options = [{"value": str(one.id), "label": f"{one.name}{' (you)' if one.id == me else ''}, {ROLES[one.role].lower()}"} for one in people]
    back = [{"value": EVERYBODY, "label": "Everybody: give it back"}] if alert.assigned_to is not None else []
    return html.Div(
        [
            html.P("It waits, and its clock runs on, until they take it.", className="muted"),
            dmc.Select(id="colleague", label="Who?", data=[*back, *options], searchable=True, placeholder="Choose somebody", comboboxProps={"zIndex": 1000}),
            html.P(id="assign-error", className="field-error", role="alert"),
            html.Button("Give it", id="assign", className="button primary"),
        ],
        className="form",
    )


def snooze_form(alert: Alert, zone: str, now: datetime) -> Component:
    today = now.astimezone(ZoneInfo(zone)).date()
    radios = [dmc.Radio(label=label, value=value) for value, label in SPANS.items()]
    return html.Div(
        [
            html.P("It stays quiet while no report is worse than what you expect. What is held back meanwhile stands under “Held back”.", className="muted"),
            dmc.NumberInput(id="snooze-level", label="Expected, at most", description=expected(alert), value=alert.worst, min=0, max=100, allowDecimal=False),
            dmc.RadioGroup(radios, id="snooze-for", label="Until", description=f"{MORNING:%H:%M} on that day", value="1", className="radios until"),
            day_field(today),
            html.P(id="snooze-error", className="field-error", role="alert"),
            html.Button("Snooze it", id="snooze", className="button primary"),
        ],
        className="form",
    )


def expected(alert: Alert) -> str:
    """The API counts from the good end; on most scales that is the score itself."""
    scores = [finding.inputs[0].score for finding in alert.findings if finding.burden == alert.worst]
    return f"It is {alert.worst} now" if alert.worst in scores else f"Points from the good end of the scale; it is {alert.worst} now"


def day_field(today: date) -> Component:
    given: dict[str, Any] = {"minDate": str(today + timedelta(days=1)), "maxDate": str(today + timedelta(days=LAST_DAY))}
    return html.Div(
        dmc.DateInput(id="snooze-day", label="Which day?", valueFormat="D MMMM YYYY", popoverProps={"zIndex": 1000}, **given), className="which-day"
    )


def until(chosen: str | None, day: str | None, zone: str, now: datetime) -> datetime | None:
    """Null where no day was chosen."""
    here = ZoneInfo(zone)
    if chosen == "day":
        return datetime.combine(date.fromisoformat(day[:10]), MORNING, here) if day else None
    return datetime.combine(now.astimezone(here).date() + timedelta(days=int(chosen or 1)), MORNING, here)
