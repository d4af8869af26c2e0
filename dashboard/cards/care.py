"""Under whose care a patient is: the form, and what is asked once more before a death is recorded."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.alert_answers import tell_fields
from schemas.care import CareEntry
from schemas.patients import Care

CHOICES: dict[Care, str] = {"palliative": "Palliative care", "hospice": "Hospice care", "discharged": "Discharged", "died": "The patient has died"}
ENDS = "After a discharge or a death Balm asks for nothing more and reminds nobody, open alerts end, and nothing more goes to the phones. What was written stays."


def form(entries: list[CareEntry], zone: str, now: datetime) -> Component:
    """`entries`: newest first, at least the enrolment's."""
    today = now.astimezone(ZoneInfo(zone)).date()
    radios = [dmc.Radio(label=label, value=value) for value, label in CHOICES.items()]
    return html.Div(
        [
            dmc.RadioGroup(radios, id="care-choice", label="Under whose care?", value=entries[0].care, className="radios"),
            dmc.DateInput(id="care-since", label="Since which day?", value=str(today), maxDate=str(today), valueFormat="D MMMM YYYY", popoverProps={"zIndex": 1000}),
            dmc.Textarea(id="care-note", label="Note for the team", description="May stay empty", autosize=True, minRows=2),
            html.P(ENDS, className="muted"),
            html.P(id="care-error", className="field-error", role="alert"),
            html.Div(html.Button("Save", id="save-care", className="button primary"), id="care-save"),
            confirmation(),
            history(entries, zone, now),
        ],
        className="form",
    )


def confirmation() -> Component:
    return html.Div(
        [
            html.P(id="care-confirm-text", role="alert"),
            html.Div(
                [html.Button("Yes, record it", id="confirm-care", className="button primary"), html.Button("Not yet", id="care-not-yet", className="button")],
                className="actions",
            ),
        ],
        id="care-confirm",
        className="asks-twice",
        hidden=True,
    )


def asked_twice(name: str, since_on: date) -> str:
    return (
        f"{name} died on {words.day(since_on)}. With this, reminders stop and open alerts end at once. If it were a mistake, another entry puts it right, "
        "but what has ended stays ended. Is it right?"
    )


def history(entries: list[CareEntry], zone: str, now: datetime) -> Component:
    said = [html.Li([sentence(one), html.Span(f" {written(one, zone, now)}", className="muted")]) for one in entries]
    return html.Details([html.Summary(f"Care until now ({len(said)})"), html.Ol(said, className="steps")], id="care-history")


def sentence(one: CareEntry) -> str:
    return f"{words.care_since(one.care, one.since_on)}.{' ' + one.note if one.note else ''}"


def written(one: CareEntry, zone: str, now: datetime) -> str:
    return f"{'Written by ' + one.entered_by if one.entered_by else 'Enrolled'}, {words.short_moment(one.entered_at, zone, now)}"


def message_form() -> Component:
    return html.Div(
        [
            html.P("It reaches the patient's phone when it next has a connection. Nobody answers there: say whom to call.", className="muted"),
            *tell_fields("message"),
            html.P(id="message-error", className="field-error", role="alert"),
            html.Button("Send it", id="send-message", className="button primary"),
        ],
        className="form",
    )
