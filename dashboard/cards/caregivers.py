"""Who answers for a patient or helps them: who they are, what they may do, how they are themselves; and who is expected to answer now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.caregivers import Answering, Caregiver, Grants
from schemas.wellbeing_checks import WellbeingCheck, WellbeingChecks

GRANTS = {
    "proxy": "May answer for the patient",
    "assisted": "May help the patient answer",
    "reads": "May read all answers",
    "surrogate": "Decides for the patient",
}
HINT = (
    "“Decides for the patient”: as your own record says it. Such a person may say on their phone that others answer from now on; and, where they may read all answers, show how the patient is "
    "to people whom the patient has named. Taking it back ends what they began to show."
)
WELLBEING = "0 is good, 10 is bad; over the week before. Worded for Balm, no validated scale: a reason to ask, nothing more. It stands nowhere in the patient's record, and the patient doesn't see it."
SHOWN = 8  # of one caregiver's checks, the newest; ours
ABOVE = {"zIndex": 1000}


def answering(now: Answering, name: str, zone: str, today: datetime, *, may_switch: bool) -> Component:
    """Whose reports are expected, and the way to change it."""
    others = now.answered_by == "proxy"
    since = f", since {words.day(now.since_on)}" if now.since_on else ""
    said = f"Others are expected to answer for {name}{since}: {now.reason}" if others else f"{name} is expected to answer{since}."
    by = html.Span(f" Written by {now.set_by}.", className="muted") if now.set_by else None
    return html.Section([html.H3("Who answers now"), html.P([said, by]), switch(others, name, zone, today) if may_switch else None], className="who-answers")


def switch(others: bool, name: str, zone: str, today: datetime) -> Component:
    local = str(today.astimezone(ZoneInfo(zone)).date())
    means = (
        f"From now on {name}'s own check-ins are expected again."
        if others
        else f"Silence and reminders then look at those who answer for {name}. Their phones say so, and {name}'s too, with the reason."
    )
    return html.Details(
        [
            html.Summary(f"{name} can answer again" if others else f"{name} can no longer answer"),
            html.P(means),
            dmc.DateInput(id="switch-since", label="Since which day?", value=local, maxDate=local, valueFormat="D MMMM YYYY", popoverProps=ABOVE),
            html.Div(dmc.TextInput(id="switch-reason", label="Why?", description="The patient may read it", placeholder="For example: sleeps most of the day"), hidden=others),
            html.P(id="switch-error", className="field-error", role="alert"),
            html.Button("Save", id="save-switch", className="button primary"),
        ],
        className="take-back",
    )


def caregivers(found: Sequence[Caregiver], wellbeing: Mapping[UUID, WellbeingChecks], zone: str, now: datetime, may: Sequence[str]) -> Component:
    if not found:
        return html.P("Nobody yet. The patient can ask somebody on the phone, or you do it here.", className="muted")
    return html.Ul([caregiver(one, wellbeing.get(one.id), zone, now, may) for one in found], className="shares")


def caregiver(one: Caregiver, checks: WellbeingChecks | None, zone: str, now: datetime, may: Sequence[str]) -> Component:
    stands = one.ended_at is None
    return html.Li(
        [
            html.H3([one.name, html.Span(f" · {words.RELATIONSHIPS[one.relationship]}", className="muted")]),
            html.P(" · ".join(label for name, label in GRANTS.items() if getattr(one.grants, name)) if stands else ended(one, zone, now)),
            html.P(phones(one, zone, now), className="muted") if stands else None,
            own_wellbeing(checks, zone, now) if checks and checks.checks else None,
            change(one) if stands and "caregiver.grant" in may else None,
            html.Button("New code for a phone", id={"type": "caregiver-new-code", "caregiver": str(one.id), "name": one.name}, className="button small")
            if stands and "caregiver.invite" in may
            else None,
            ending(one) if stands and "caregiver.end" in may else None,
        ]
    )


def ended(one: Caregiver, zone: str, now: datetime) -> str:
    return f"Ended by {one.ended_by}, {words.short_moment(one.ended_at, zone, now) if one.ended_at else ''}. What {one.name} entered stays."


def phones(one: Caregiver, zone: str, now: datetime) -> str:
    has = words.counted(one.phones, "phone", "phones") if one.phones else "No phone"
    return f"Asked by {one.invited_by}, {words.short_moment(one.invited_at, zone, now)}. {has} set up."


def change(one: Caregiver) -> Component:
    """What they may do from now on; two buttons for each, because a box that saves at once is pressed by mistake."""
    options = [dmc.Checkbox(label=label, value=name) for name, label in GRANTS.items()]
    chosen = [name for name in GRANTS if getattr(one.grants, name)]
    boxes = dmc.CheckboxGroup(options, id={"type": "caregiver-grants", "caregiver": str(one.id)}, label="May", value=chosen)
    save = html.Button("Save", id={"type": "save-grants", "caregiver": str(one.id)}, className="button small primary")
    return html.Details([html.Summary("Change what they may do"), boxes, html.P(HINT, className="muted"), save], className="take-back")


def ending(one: Caregiver) -> Component:
    """Asks first."""
    sure = html.Button("Yes, end it", id={"type": "end-caregiver", "caregiver": str(one.id)}, className="button small primary")
    return html.Details([html.Summary("End it"), html.P(f"From the next moment on {one.name}'s phones can answer no more. What was entered stays."), sure], className="take-back")


def own_wellbeing(found: WellbeingChecks, zone: str, now: datetime) -> Component:
    """A table of numbers, without colours and sums: nothing here says what is much."""
    items = found.instrument.items
    head = html.Thead(html.Tr([html.Th("When", scope="col"), *(html.Th(item.label, scope="col") for item in items)]))
    rows = [html.Tr([html.Th(day(one, zone, now), scope="row"), *(html.Td(score(one.answers.get(item.id))) for item in items)]) for one in found.checks[:SHOWN]]
    table = html.Div(html.Table([head, html.Tbody(rows)], className="numbers"), className="wide", tabIndex="0", role="region", **{"aria-label": "How they are themselves"})
    return html.Details([html.Summary(f"How they are themselves ({len(found.checks)})"), table, html.P(WELLBEING, className="muted")], className="take-back")


def day(one: WellbeingCheck, zone: str, now: datetime) -> str:
    return words.short_moment(one.recorded_at, zone, now) + (", after the death" if one.after_death else "")


def score(given: int | None) -> str:
    return "skipped" if given is None else str(given)


def form() -> Component:
    """Whom to ask. The code appears below, once."""
    kin = [{"value": value, "label": words.sentence(label)} for value, label in words.RELATIONSHIPS.items()]
    options = [dmc.Checkbox(label=label, value=name) for name, label in GRANTS.items()]
    return html.Div(
        [
            html.H3("Ask somebody"),
            dmc.TextInput(id="caregiver-name", label="Name", value=""),
            dmc.Select(id="caregiver-kin", label="Who they are to the patient", data=kin, value="partner", allowDeselect=False, comboboxProps=ABOVE),
            dmc.CheckboxGroup(options, id="caregiver-may", label="What they may do", value=["proxy", "assisted"]),
            html.P(HINT, className="muted"),
            html.P(id="caregiver-error", className="field-error", role="alert"),
            html.Button("Make a code for their phone", id="invite-caregiver", className="button primary"),
        ],
        className="form",
    )


def grants_of(names: Sequence[str]) -> Grants:
    chosen: dict[str, Any] = {name: name in names for name in GRANTS}
    return Grants(**chosen)
