"""Caregivers, in a drawer of the patient's page: asked with a code, what they may do, ended, how they are; and who is expected to answer now."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from dash import ALL, Dash, Input, Output, State, no_update, set_props
from dash.development.base_component import Component

from dashboard import cards
from dashboard.client import Refused, SignedOut, api
from schemas.caregivers import Answering, Caregiver, InvitedCaregiver, NewCaregiver, Switch
from schemas.enrolments import EnrolmentCode
from schemas.wellbeing_checks import WellbeingChecks


def attach(app: Dash) -> None:
    patient = State("patient", "data")
    app.callback(
        Output("answering-now", "children"), Output("caregivers", "children"), Output("caregivers-drawer", "opened"), Output("caregiver-form", "children"), Output("caregiver-code", "children"),
        Input("open-caregivers", "n_clicks"), patient, prevent_initial_call=True,
    )(show)  # fmt: skip
    app.callback(
        Output("caregivers", "children", allow_duplicate=True), Output("caregiver-code", "children", allow_duplicate=True), Output("caregiver-error", "children"), Output("caregiver-name", "value"),
        Input("invite-caregiver", "n_clicks"), patient, State("caregiver-name", "value"), State("caregiver-kin", "value"), State("caregiver-may", "value"), prevent_initial_call=True,
        running=[(Output("invite-caregiver", "disabled"), True, False)],
    )(invite)  # fmt: skip
    app.callback(Output("caregiver-code", "children", allow_duplicate=True), Input("caregiver-new-code", "data"), patient, prevent_initial_call=True)(new_code)
    app.callback(Output("caregivers", "children", allow_duplicate=True), Input("end-caregiver", "data"), patient, prevent_initial_call=True)(end)
    grants = [State({"type": "caregiver-grants", "caregiver": ALL}, prop) for prop in ("value", "id")]
    app.callback(Output("caregivers", "children", allow_duplicate=True), Input("save-grants", "data"), patient, *grants, prevent_initial_call=True)(grant)
    app.callback(
        Output("answering-now", "children", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("switch-error", "children"),
        Input("save-switch", "n_clicks"), patient, State("answering-held", "data"), State("switch-since", "value"), State("switch-reason", "value"), prevent_initial_call=True,
        running=[(Output("save-switch", "disabled"), True, False)],
    )(switch)  # fmt: skip


async def show(clicks: int | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 5
    return await answering(patient), await listed(patient), True, cards.caregivers.form() if "caregiver.invite" in patient["may"] else None, None


async def answering(patient: dict[str, Any], now: Answering | None = None) -> Component:
    if now is None:
        now = await api().ask("GET", f"/v1/patients/{UUID(patient['id'])}/answering", Answering)
    set_props("answering-held", {"data": now.answered_by})
    return cards.caregivers.answering(now, patient["name"], patient["zone"], datetime.now(UTC), may_switch="answering.switch" in patient["may"])


async def listed(patient: dict[str, Any]) -> Component:
    found = await api().ask("GET", f"/v1/patients/{UUID(patient['id'])}/caregivers", list[Caregiver])
    may_read = "wellbeing.read" in patient["may"]
    wellbeing = {one.id: await api().ask("GET", f"/v1/caregivers/{one.id}/wellbeing-checks", WellbeingChecks) for one in found if may_read}
    return cards.caregivers.caregivers(found, wellbeing, patient["zone"], datetime.now(UTC), patient["may"])


async def invite(clicks: int | None, patient: dict[str, Any], name: str | None, kin: Any, may: list[str] | None) -> Any:
    if not clicks:
        return [no_update] * 4
    if not (name or "").strip():
        return no_update, no_update, "Please write a name.", no_update
    new = NewCaregiver(name=(name or "").strip(), relationship=kin, grants=cards.caregivers.grants_of(may or []))
    try:
        invited = await api().ask("POST", f"/v1/patients/{UUID(patient['id'])}/caregivers", InvitedCaregiver, new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence, no_update
    return await listed(patient), cards.enrolment.code(invited.enrolment_code, invited.caregiver.name, patient["zone"]), "", ""


async def new_code(asked: dict[str, str] | None, patient: dict[str, Any]) -> Any:
    if not asked:
        return no_update
    found = await api().ask("POST", f"/v1/caregivers/{UUID(asked['caregiver'])}/enrolment-codes", EnrolmentCode)
    return cards.enrolment.code(found, asked["name"], patient["zone"])


async def end(asked: dict[str, str] | None, patient: dict[str, Any]) -> Any:
    if not asked:
        return no_update
    await api().ask("DELETE", f"/v1/caregivers/{UUID(asked['caregiver'])}", Caregiver)
    return await listed(patient)


async def grant(asked: dict[str, str] | None, patient: dict[str, Any], chosen: list[list[str]], ids: list[dict[str, str]]) -> Any:
    """Of the one whose button was pressed; what stands in the others' boxes is not saved."""
    names = next((value for value, one in zip(chosen, ids, strict=True) if asked and one["caregiver"] == asked["caregiver"]), None)
    if not asked or names is None:
        return no_update
    try:
        await api().ask("PUT", f"/v1/caregivers/{UUID(asked['caregiver'])}/grants", Caregiver, cards.caregivers.grants_of(names))
    except SignedOut:
        raise
    except Refused as refused:
        set_props("notice", {"children": cards.notices.banner(refused.status, refused.sentence)})
        return no_update
    set_props("notice", {"children": cards.notices.done("It holds from now on.")})
    return await listed(patient)


async def switch(clicks: int | None, patient: dict[str, Any], held: Any, since: str | None, reason: str | None) -> Any:
    """To the other of the two. `held`: as it stood when the drawer was opened."""
    if not clicks:
        return [no_update] * 3
    if not since:
        return no_update, no_update, "Please choose the day."
    new = Switch(answered_by="patient" if held == "proxy" else "proxy", since_on=date.fromisoformat(since[:10]), reason="" if held == "proxy" else (reason or "").strip())
    try:
        now = await api().ask("PUT", f"/v1/patients/{UUID(patient['id'])}/answering", Answering, new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return await answering(patient, now), f"answering {now.answered_by} {now.since_on}", ""
