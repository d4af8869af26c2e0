"""What falls due as a list: overdue first, each with its day, who can do it, who looks after it and by which rule."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import due_words, words
from dashboard.cards import due_forms
from dashboard.cards.due_forms import Field
from dashboard.cards.icons import icon
from dashboard.cards.notices import notice
from dashboard.cards.tasks import press
from schemas.due_items import Calendar, DueItem
from schemas.staff_members import TeamMember

WHOSE = {"all": "All", "mine": "Mine", "nobody": "Nobody’s"}
NOTHING = "What has to be done by a day stands here by itself as soon as it is known, and goes when what was done is on record. Nobody has to look for it."


class Reader(Struct, frozen=True):
    """Who looks, on which day; `named` where the page doesn't say already whom it is about."""

    id: UUID
    today: date
    may_change: bool = True
    may_record: bool = True
    may_certify: bool = False
    named: bool = True


def content(found: Calendar, reader: Reader, whose: str = "all") -> list[Component]:
    """In the API's order."""
    if not found.items:
        return [notice("Nothing is due", NOTHING) if whose == "all" else notice("Nothing here", "Nothing that is due is " + ("with you." if whose == "mine" else "without somebody."))]
    total = sum(found.counts.values())
    more = html.P(f"The first {len(found.items)} of {total} are shown.", className="muted") if total > len(found.items) else None
    groups = [group(due_words.STANDINGS[standing], list(items), reader) for standing, items in groupby(found.items, key=lambda item: item.standing)]
    return [*groups, more] if more else groups


def group(title: str, items: Sequence[DueItem], reader: Reader) -> Component:
    return html.Section(
        [html.H2([title, html.Span(f" {len(items)}", className="muted")]), html.Ul([row(item, reader) for item in items], className="due-list")],
        className=f"due-group is-{items[0].standing}",
        **{"aria-label": title},
    )


def row(item: DueItem, reader: Reader) -> Component:
    page = "" if item.kind in ("task", "follow_up") else "/benefit"
    whose = html.H3(dcc.Link(item.patient_name, href=f"/team/patients/{item.patient_id}{page}"), dir="auto") if reader.named else None
    said = [html.P(item.words, className="due-words"), html.P(owner(item, reader), className="due-owner"), html.P(about(item, reader), className="muted")]
    late = html.P([icon("note"), item.note], className="due-note") if item.note else None
    return html.Li([day(item, reader), html.Div([whose, *said, late]), html.Div(actions(item, reader), className="due-actions")])


def day(item: DueItem, reader: Reader) -> Component:
    still, on = due_words.due_in_two(item, reader.today)
    return html.P([html.Span(still, className="due-still"), html.Span(on, className="muted")], className="due-day")


def owner(item: DueItem, reader: Reader) -> list[Any]:
    if item.assigned_to == reader.id:
        return [html.B("With you")]
    return [html.B(f"With {item.assignee}")] if item.assigned_to else ["With nobody yet"]


def about(item: DueItem, reader: Reader) -> str:
    rule = item.source if item.kind == "task" else f"By {item.by_whom}. Rule: {item.source}."
    return " ".join(filter(None, [due_words.opens(item, reader.today), words.sentence(rule)]))


def actions(item: DueItem, reader: Reader) -> list[Component | None]:
    where = {"key": item.key, "patient": str(item.patient_id)}
    change = press("due-dialog", "Change…" if item.kind == "task" else "Give, or close…", f"Give to somebody, or close: {item.words}", does="change", **where) if reader.may_change else None
    if item.kind == "follow_up":
        return [dcc.Link("Record the visit", href=f"/team/patients/{item.patient_id}/record", className="button small"), change]
    if item.kind == "task":
        return [press("due-dialog", "Done", f"Done: {item.words}", does="tick", **where) if reader.may_change else None, change]
    writes = item.kind in ("certification", "written_certification") and reader.may_certify
    write = dcc.Link("Write it", href=f"/team/patients/{item.patient_id}/documents", className="button small") if writes else None
    return [write, press("due-dialog", "Record…", f"Record: {item.words}", does="record", **where) if reader.may_record else None, change]


def tally(found: Calendar) -> str:
    overdue, week = found.counts.get("overdue", 0), found.counts.get("within_7_days", 0)
    said = [f"{overdue:,} overdue" if overdue else "", f"{week:,} within 7 days" if week else ""]
    return ", ".join(filter(None, said)) or "Nothing is overdue, and nothing within 7 days"


def count(overdue: int) -> list[Component]:
    """Beside the word "Calendar"; nothing where nothing is overdue."""
    return [html.Span(overdue, className="count"), html.Span(" overdue", className="unseen")] if overdue else []


def change_fields(item: DueItem, team: Sequence[TeamMember]) -> list[Field]:
    """A to-do has a day of its own; what the rules ask for has theirs, and can be closed for a reason."""
    people = Field("assigned_to", "Who looks after it", "choice", False, options={str(one.id): one.name for one in team})
    if item.kind == "task":
        return [people, Field("due_on", "By", "day", False, future=True)]
    return [people, Field("closed_because", "Close it, because", "text", False, "Only where it needn’t be done. What was done is recorded instead, and it goes by itself.")]


def change_form(item: DueItem, team: Sequence[TeamMember], today: date) -> Component:
    values = {"assigned_to": str(item.assigned_to) if item.assigned_to else None, "due_on": item.due_on}
    return due_forms.form(change_fields(item, team), values, today, f"{item.patient_name}: {item.words}")
