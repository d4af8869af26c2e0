"""The course of the disease on the patient's page: asked for once the page stands, and drawn anew when something was recorded."""

from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard import cards, records

USUAL = "365"


def attach(app: Dash) -> None:
    app.callback(Output("whole-course", "children"), Input("whole-range", "value"), Input("live-news", "data"), State("patient", "data"))(draw)


def place() -> Component:
    options = [{"value": value, "label": label} for value, label in cards.whole_course.RANGES.items()]
    head = html.Div([html.H2("The course of the disease"), dmc.SegmentedControl(id="whole-range", data=options, value=USUAL, **{"aria-label": "Time shown of the course"})], className="range")
    return html.Section([head, html.Div(id="whole-course", className="stack")], className="whole-course", **{"aria-label": "The course of the disease"})


async def draw(asked: str, _: Any, patient: dict[str, Any]) -> Any:
    course = await records.course(UUID(patient["id"]), None if asked == "all" else int(asked))
    return cards.whole_course.whole_course(course, asked)
