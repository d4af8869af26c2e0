"""Making a phone the patient's: the form, the code to show or print, and the phones that have one."""

from base64 import b64encode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from schemas.enrolments import Device, EnrolmentCode
from schemas.patients import Patient
from schemas.reminders import Reminders


def form() -> Component:
    return html.Div(
        [
            dmc.TextInput(id="name", label="Name", description="As your team calls the patient", required=True),
            dmc.TextInput(id="identifier", label="Your number for the patient", description="Record number or MRN; may stay empty"),
            dmc.DateInput(id="born-on", label="Date of birth", description="May stay empty", valueFormat="D MMMM YYYY", clearable=True),
            dmc.RadioGroup(
                [dmc.Radio(label="Palliative care", value="palliative"), dmc.Radio(label="Hospice care", value="hospice")],
                id="care",
                label="Care",
                value="palliative",
                className="radios",
            ),
            html.P(id="enrol-error", className="field-error", role="alert"),
            html.Button("Enrol and show the code", id="enrol", className="button primary"),
        ],
        className="card form",
        id="enrol-form",
    )


def picture(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def code(found: EnrolmentCode, name: str, zone: str) -> Component:
    """Shown this once: only its hash is kept."""
    return html.Div(
        [
            html.H2(f"Set up {name}'s phone"),
            html.Div(
                [
                    html.Img(src=picture(found.qr_svg), alt="QR code of the link below", className="qr"),
                    html.Ol(
                        [
                            html.Li("Point the phone's camera at the square, and open what it offers."),
                            html.Li(["Or open ", html.Span(found.link.partition("#")[0], className="address"), " on the phone and type the code:"]),
                        ]
                    ),
                ],
                className="qr-place",
            ),
            html.P(found.code, className="code", id="code"),
            html.Details([html.Summary("The link, to copy"), html.P(found.link, className="address")]),
            html.P(
                f"For one phone, until {words.moment(found.expires_at, zone)}. The code is shown this once; you can make a new one at any time.",
                className="muted",
            ),
            html.Button("Print", className="button print"),
        ],
        className="card enrolment",
    )


def enrolled(patient: Patient, found: EnrolmentCode) -> Component:
    return html.Div(
        [
            html.P([html.B(patient.name), " is enrolled."], role="status", className="said"),
            code(found, patient.name, patient.zone),
            html.Div(
                [
                    dcc.Link(f"Open {patient.name}'s page", href=f"/team/patients/{patient.id}", className="button primary"),
                    html.A("Enrol another patient", href="/team/enrol", className="button"),
                ],
                className="ways-on",
            ),
        ]
    )


def devices(found: list[Device], zone: str, *, may_revoke: bool, may_add: bool) -> Component:
    rows = [device(one, zone, may_revoke=may_revoke) for one in sorted(found, key=lambda one: (one.revoked_at is not None, one.name))]
    empty = html.P("No phone is set up yet. Make a code and let the patient scan it.", className="muted")
    add = html.Button("New code for a phone", id="new-code", className="button") if may_add else None
    return html.Div([html.Ul(rows, className="devices") if rows else empty, add])


def reminders(chosen: Reminders, zone: str) -> Component:
    """As the patient chose them on a phone; here they are only read."""
    if not chosen.times:
        return html.P("No reminders were chosen on a phone.", className="muted")
    where = "" if chosen.zone == zone else f" ({chosen.zone})"
    closed = f", on {words.counted(chosen.phones, 'phone', 'phones')} also while the app is closed" if chosen.phones else ", when the app is opened"
    return html.P(f"Reminded at {', '.join(chosen.times)}{where}{closed}.", className="muted")


def device(one: Device, zone: str, *, may_revoke: bool) -> Component:
    seen = f"last seen {words.short_moment(one.last_seen_at, zone)}" if one.last_seen_at else "not seen yet"
    said = f"set up {words.short_moment(one.enrolled_at, zone)}, {seen}"
    if one.revoked_at is not None:
        return html.Li([html.B(one.name), html.Span(f"taken back {words.short_moment(one.revoked_at, zone)}", className="muted")])
    return html.Li([html.Div([html.B(one.name), html.Span(said, className="muted")]), taking_back(one) if may_revoke else None])


def taking_back(one: Device) -> Component:
    """Asks first: one tap too many would leave a patient without a way to be heard."""
    sure = html.Button("Yes, take it back", id={"type": "revoke", "device": str(one.id)}, className="button small primary")
    return html.Details([html.Summary("Take back"), html.P("This phone can then send nothing more until it gets a new code."), sure], className="take-back")
