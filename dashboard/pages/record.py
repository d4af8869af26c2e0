from typing import Any, get_args
from uuid import UUID

import dash_mantine_components as dmc
from dash import dcc, html, register_page

from dashboard import cards, fact_words, on_record, records, visiting
from dashboard.cards.visit import LABORATORY, VISIT, Desk, form_of
from dashboard.client import Refused, api
from schemas.courses import Course
from schemas.entries import Noun
from schemas.me import StaffMe

# before the patient's page, whose template would take "…/record" for an id
register_page(__name__, path_template="/patients/<patient_id>/record", title="Findings and wishes · Balm", order=1)
TABS = {"visit": "Visit", "laboratory": "Laboratory", "disease": "Disease and treatment", "wishes": "Wishes", "needs": "Needs", "history": "History"}


async def layout(patient_id: str = "", tab: str = "", kind: str = "", noun: str = "", entry: str = "", **_: Any) -> Any:
    """`tab`: where to begin; `kind`: a finding to begin with; `noun` and `entry`: an entry to see in the history."""
    try:
        me = await api().me()
        course = await records.course(parsed(patient_id), on_record.SHORT)
        desk = Desk(await records.kinds(), course.facts, kind or None)
        chosen: Noun = noun if noun in get_args(Noun) else "assessment"  # type: ignore[assignment]
        about = {"id": str(course.facts.patient.id), "name": course.facts.patient.name, "zone": course.facts.patient.zone, "wanted": kind or None, "entry": entry or None}
        shown = await panels(me, course, desk, chosen, about)
    except Refused as refused:
        return cards.notices.alone(cards.notices.refused(refused.status, refused.sentence))
    begin = tab if tab in TABS else "history" if entry else form_of(desk.kinds[kind]) if kind in desk.kinds else VISIT
    return cards.frame.page(me, *head(about), *stores(about), tabs(shown, begin), cards.fact_drawer.place())


def parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(404, "There is no such patient.") from None


def head(about: dict[str, Any]) -> list[Any]:
    back = dcc.Link(f"‹ {about['name']}", href=f"/team/patients/{about['id']}", className="back")
    return [back, html.Div(html.Div([html.H1("Findings and wishes"), html.P(about["name"], className="muted")]), className="page-head")]


def stores(about: dict[str, Any]) -> list[Any]:
    drafts = [dcc.Store(id=f"{form}-draft", data=visiting.draft(form)) for form in (VISIT, LABORATORY)]
    return [dcc.Store(id="record-about", data=about), dcc.Store(id="recorded", data=""), *drafts]


async def panels(me: StaffMe, course: Course, desk: Desk, noun: Noun, about: dict[str, Any]) -> dict[str, Any]:
    follow_ups, disease, wishes, needs = on_record.lists(course, await records.questions())
    choice = dmc.Select(
        id="history-of", label="History of", value=noun, allowDeselect=False, w=260, data=[{"value": one, "label": label} for one, label in fact_words.NOUNS.items()]
    )
    return {
        VISIT: [html.Div(follow_ups, id="follow-ups"), html.Div(cards.visit.form(VISIT, desk), id="visit-form")],
        LABORATORY: html.Div(cards.visit.form(LABORATORY, desk), id="laboratory-form"),
        "disease": html.Div(disease, id="disease", className="stack"),
        "wishes": html.Div(wishes, id="wishes"),
        "needs": html.Div(needs, id="needs"),
        "history": html.Section([choice, html.Div(await on_record.history(noun, about), id="history")], className="card"),
    }


def tabs(shown: dict[str, Any], begin: str) -> Any:
    names = dmc.TabsList([dmc.TabsTab(label, value=name) for name, label in TABS.items()], className="record-tabs")
    return dmc.Tabs([names, *(dmc.TabsPanel(shown[name], value=name) for name in TABS)], value=begin, id="record-tabs", keepMounted=True)
