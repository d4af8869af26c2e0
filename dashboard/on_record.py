"""What stands on the page for findings and wishes, drawn anew when something was recorded, here or elsewhere. Forms in use are left alone."""

from typing import Any
from uuid import UUID

from dash import Dash, Input, Output, State
from dash.development.base_component import Component

from dashboard import cards, records
from schemas.courses import Course
from schemas.entries import Noun
from schemas.preferences import Question

SHORT = 90  # days of symptoms that are asked for: none are shown here


def attach(app: Dash) -> None:
    app.callback(
        Output("follow-ups", "children"), Output("disease", "children"), Output("wishes", "children"), Output("needs", "children"),
        Input("recorded", "data"), Input("live-news", "data"), State("record-about", "data"), prevent_initial_call=True,
    )(renew)  # fmt: skip
    app.callback(
        Output("history", "children"), Input("history-of", "value"), Input("recorded", "data"), Input("live-news", "data"), State("record-about", "data"), prevent_initial_call=True
    )(renew_history)


async def renew(_: Any, __: Any, about: dict[str, Any]) -> Any:
    return lists(await records.course(UUID(about["id"]), SHORT), await records.questions())


def lists(course: Course, questions: list[Question]) -> tuple[Component, list[Component], Component, Component]:
    facts = course.facts
    visits = cards.follow_ups.follow_ups(facts.follow_ups, facts.today, is_under_care=facts.patient.care in ("palliative", "hospice"))
    return visits, cards.recorded.disease(course), cards.wishes.wishes(facts, questions), cards.needs.needs(facts.needs)


async def renew_history(noun: Noun, _: Any, __: Any, about: dict[str, Any]) -> Any:
    return await history(noun, about)


async def history(noun: Noun, about: dict[str, Any]) -> Component:
    found = await records.history(UUID(about["id"]), noun)
    return cards.fact_history.table(noun, found, about["zone"], await records.kinds(), await records.questions(), about.get("entry"))
