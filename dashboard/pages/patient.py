from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, dcc, html, no_update, register_page

from dashboard import answering, cards, courses
from dashboard.client import Refused, api
from schemas.alerts import Alerts
from schemas.me import StaffMe
from schemas.timeline import Timeline

register_page(__name__, path_template="/patients/<patient_id>", title="Patient · Balm")
SMALLEST_FIRST = ("14", "92", "all")
CLOSE = {"aria-label": "Close"}  # the button is a cross, which says nothing aloud


async def layout(patient_id: str = "", check_in: str = "", **_: Any) -> Any:
    """`check_in`: one that somebody was sent to see."""
    try:
        me = await api().me()
        patient = parsed(patient_id)
        asked, timeline = await smallest_with_answers(patient, check_in)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    return cards.frame.page(me, *content(me, timeline, asked, check_in))


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such patient.") from None


def days(asked: str) -> int | None:
    return None if asked == "all" else int(asked)


async def smallest_with_answers(patient: UUID, wanted: str) -> tuple[str, Timeline]:
    """And with the check-in that is wanted."""
    for asked in SMALLEST_FIRST:
        timeline = await api().timeline(patient, days(asked))
        if timeline.last_heard_at is None or any(wanted in ("", str(check_in.id)) for check_in in timeline.check_ins):
            break
    return asked, timeline


def content(me: StaffMe, timeline: Timeline, asked: str, wanted: str) -> list[Any]:
    wider = asked != "14" and bool(timeline.check_ins) and not wanted
    said = f"Nothing came in the last 2 weeks, so you see {cards.course.IN_WORDS[asked]}." if wider else ""
    options = [{"value": value, "label": label} for value, label in cards.course.RANGES.items()]
    return [
        dcc.Store(id="patient", data={"id": str(timeline.patient.id), "name": timeline.patient.name, "zone": timeline.zone, "may": me.may}),
        dcc.Store(id="stored", data=0),
        dcc.Store(id="record-draft"),
        dcc.Store(id="check-in-change"),
        dcc.Store(id="revoke"),
        dcc.Store(id="end-share"),
        *(dcc.Store(id=name) for name in ("answering-held", "caregiver-new-code", "end-caregiver", "save-grants")),
        html.Span(id="wanted-check-in", **{"data-id": wanted}),
        dcc.Link("‹ All patients", href="/team/", className="back"),
        head(me, timeline),
        patient_alerts(me, timeline) if "alert.read" in me.may else None,
        html.Div(id="benefit-now"),
        html.Div(cards.patient.now(timeline), id="now"),
        html.Div(
            [
                html.H2("Over time"),
                dmc.SegmentedControl(id="range", data=options, value=asked, **{"aria-label": "Time shown"}),
                html.Button("Medication changed…", id="open-medication", className="button small", hidden="fact.record" not in me.may),
                html.P(said, className="muted"),
            ],
            className="range",
        ),
        html.Div(cards.course.course(timeline, asked), id="course", className="course"),
        courses.place() if "fact.read" in me.may else None,
        *drawers(timeline),
        *dialogs(timeline),
    ]


def head(me: StaffMe, timeline: Timeline) -> Any:
    """Who it is, and what can be done for them."""
    return html.Div(
        [
            html.Div(
                [
                    html.Div(cards.patient.heading(timeline.patient, timeline.as_of), id="patient-head"),
                    html.Button("Change care…", id="open-care", className="quiet change-care", hidden="care.change" not in me.may),
                ]
            ),
            html.Div(
                [
                    html.Button("Record a check-in", id="record", className="button primary", hidden="check_in.submit" not in me.may),
                    html.Button("Goals and plan", id="open-plan", className="button", hidden="plan.change" not in me.may),
                    html.Button("Tell…", id="open-message", className="button", hidden="message.send" not in me.may, **{"aria-label": "Tell the patient something"}),
                    dcc.Link("Findings and wishes", href=f"/team/patients/{timeline.patient.id}/record", className="button") if "fact.read" in me.may else None,
                    dcc.Link("Hospice review", href=f"/team/reviews/{timeline.patient.id}", className="button") if "review.read" in me.may else None,
                    html.Button("Caregivers", id="open-caregivers", className="button", hidden="caregiver.read" not in me.may),
                    html.Button("Sharing", id="open-shares", className="button", hidden="share.read" not in me.may),
                    html.Button("Phones", id="open-devices", className="button", hidden="device.read" not in me.may),
                ],
                className="actions",
            ),
        ],
        className="page-head",
    )


def drawers(timeline: Timeline) -> list[Any]:
    return [
        drawer("record-drawer", "Record a check-in", "lg", html.Div(id="record-form")),
        drawer("shares-drawer", f"What {timeline.patient.name} shows to others", "md", html.Div(id="shares"), html.Div(id="share-place")),
        drawer("caregivers-drawer", f"Who answers for {timeline.patient.name}", "lg", *(html.Div(id=name) for name in ("answering-now", "caregivers", "caregiver-form", "caregiver-code"))),
        drawer("devices-drawer", "Phones that may answer", "md", html.Div(id="devices"), html.Div(id="new-code-place")),
    ]


def dialogs(timeline: Timeline) -> list[Any]:
    return [
        dcc.Store(id="plan-held"),
        dcc.Store(id="medication-draft"),
        dcc.Store(id="medication-mistake"),
        drawer("plan-drawer", f"Agreed with {timeline.patient.name}", "lg", html.Div(id="plan-form")),
        dmc.Modal(id="care-dialog", title=f"Care of {timeline.patient.name}", closeButtonProps=CLOSE, children=html.Div(id="care-form")),
        dmc.Modal(id="message-dialog", title=f"Tell {timeline.patient.name}", closeButtonProps=CLOSE, children=cards.care.message_form()),
        dmc.Modal(id="medication-dialog", title=f"A change of medication of {timeline.patient.name}", closeButtonProps=CLOSE, children=html.Div(id="medication-form")),
        dmc.Modal(id="medication-mistake-dialog", title="Mark as entered in error", closeButtonProps=CLOSE, children=cards.medication.mistake_form()),
        error_dialog(),
    ]


def patient_alerts(me: StaffMe, timeline: Timeline) -> Any:
    waiting = Alerts(alerts=[history.alert for history in timeline.alerts if history.alert.state != "resolved"], as_of=timeline.as_of)
    found = [answering.tally(waiting, me, named=False), answering.place(me, waiting, timeline.patient.id)]
    return html.Section(found, className="patient-alerts", **{"aria-label": "Alerts"})


def drawer(name: str, title: str, size: str, *children: Any) -> Any:
    return dmc.Drawer(id=name, title=title, position="right", size=size, closeButtonProps=CLOSE, children=list(children))


def error_dialog() -> Any:
    return dmc.Modal(
        id="error-dialog",
        closeButtonProps=CLOSE,
        title="Mark as entered in error",
        children=[
            html.P("It no longer counts and is no longer drawn. It stays stored, with your name and the reason."),
            dcc.Store(id="in-error"),
            dmc.TextInput(id="reason", label="Why?", placeholder="For example: written for the wrong patient"),
            html.P(id="reason-error", className="field-error", role="alert"),
            html.Button("Mark it", id="mark-in-error", className="button primary"),
        ],
    )


@callback(
    Output("patient-head", "children"),
    Output("now", "children"),
    Output("course", "children"),
    Input("range", "value"),
    Input("live-news", "data"),
    Input("stored", "data"),
    State("patient", "data"),
    prevent_initial_call=True,
)
async def refresh(asked: str, _: Any, __: Any, patient: dict[str, Any]) -> Any:
    timeline = await api().timeline(UUID(patient["id"]), days(asked))
    return cards.patient.heading(timeline.patient, timeline.as_of), cards.patient.now(timeline), cards.course.course(timeline, asked)


@callback(
    Output("devices", "children"),
    Output("devices-drawer", "opened"),
    Output("new-code-place", "children"),
    Input("open-devices", "n_clicks"),
    State("patient", "data"),
    prevent_initial_call=True,
)
async def show_devices(clicks: int | None, patient: dict[str, Any]) -> Any:
    return (await device_list(patient), True, None) if clicks else (no_update, no_update, no_update)


async def device_list(patient: dict[str, Any]) -> Any:
    found, may = await api().devices(UUID(patient["id"])), patient["may"]
    chosen = await api().reminders(UUID(patient["id"]))
    return [
        cards.enrolment.devices(found, patient["zone"], may_revoke="device.revoke" in may, may_add="enrolment_code.create" in may),
        cards.enrolment.reminders(chosen, patient["zone"]),
    ]


@callback(
    Output("devices", "children", allow_duplicate=True),
    Input("revoke", "data"),
    State("patient", "data"),
    prevent_initial_call=True,
)
async def revoke(asked: dict[str, str] | None, patient: dict[str, Any]) -> Any:
    if not asked:
        return no_update
    await api().revoke_device(UUID(patient["id"]), UUID(asked["device"]))
    return await device_list(patient)


@callback(Output("new-code-place", "children", allow_duplicate=True), Input("new-code", "n_clicks"), State("patient", "data"), prevent_initial_call=True)
async def new_code(clicks: int | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return no_update
    return cards.enrolment.code(await api().new_enrolment_code(UUID(patient["id"])), patient["name"], patient["zone"])
