from datetime import date
from typing import Any

from dash import Input, Output, State, callback, html, no_update, register_page

from dashboard import cards
from dashboard.client import Refused, SignedOut, api
from schemas.patients import NewPatient

register_page(__name__, path="/enrol", title="Enrol a patient · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    if "patient.enrol" not in me.may:
        return cards.frame.page(me, cards.notices.refused(403, "Your role doesn't enrol patients. Please ask a nurse or a coordinator."))
    head = html.Div([html.H1("Enrol a patient"), html.P("You get a code that makes one phone the patient's.", className="muted")], className="page-head")
    return cards.frame.page(me, head, html.Div(cards.enrolment.form(), id="enrolment", className="narrow"), active=cards.frame.ENROL)


@callback(
    Output("enrolment", "children"),
    Output("enrol-error", "children"),
    Input("enrol", "n_clicks"),
    State("name", "value"),
    State("identifier", "value"),
    State("born-on", "value"),
    State("care", "value"),
    running=[(Output("enrol", "disabled"), True, False)],
    prevent_initial_call=True,
)
async def enrol(clicks: int | None, name: str | None, identifier: str | None, born_on: str | None, care: Any) -> Any:
    if not clicks:
        return no_update, no_update
    if not (name or "").strip():
        return no_update, "Please write the patient's name."
    new = NewPatient(
        name=(name or "").strip(), identifier=(identifier or "").strip() or None, born_on=date.fromisoformat(born_on[:10]) if born_on else None, care=care
    )
    try:
        done = await api().enrol(new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, refused.sentence
    return cards.enrolment.enrolled(done.patient, done.enrolment_code), ""
