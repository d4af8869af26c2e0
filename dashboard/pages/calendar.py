from typing import Any

import dash_mantine_components as dmc
from dash import html, register_page

from dashboard import benefits, calendar_linking, cards, due_calendar
from dashboard.client import Refused, api
from schemas.due_items import Calendar
from schemas.me import StaffMe

register_page(__name__, path="/calendar", title="Calendar · Balm")


async def layout(**_: Any) -> Any:
    try:
        me = await api().me()
        if "due.read" not in me.may:
            return cards.frame.page(me, cards.notices.not_under_care())
        found = await benefits.calendar()
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    return cards.frame.page(me, head(found), due_calendar.place(me, content(me, found)), calendar_linking.place(), active=cards.frame.CALENDAR)


def content(me: StaffMe, found: Calendar) -> list[Any]:
    return due_calendar.of_calendar(found, due_calendar.about(me, None), "all")


def head(found: Calendar) -> Any:
    options = [{"value": value, "label": label} for value, label in cards.due_items.WHOSE.items()]
    people = sorted({(item.patient_name, str(item.patient_id)) for item in found.items})
    patients = [{"value": due_calendar.EVERYBODY, "label": "All patients"}, *({"value": value, "label": name} for name, value in people)]
    choices = [
        dmc.Select(id="due-for", data=patients, value=due_calendar.EVERYBODY, searchable=True, allowDeselect=False, label="Patient"),
        dmc.SegmentedControl(id="due-filter", data=options, value="all", **{"aria-label": "Whose"}),
        calendar_linking.button(),
    ]
    tally = html.P(cards.due_items.tally(found), id="due-tally", className="tally", role="status")
    return html.Div([html.Div([html.H1("Calendar"), tally]), html.Div(choices, className="choices due-choices")], className="page-head")
