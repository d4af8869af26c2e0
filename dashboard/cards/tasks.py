"""What is missing as to-dos: to be given to a colleague with a day, and ticked off."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import fact_words, review_words, words
from dashboard.cards.icons import icon
from schemas.reviews import HospiceReview, Task
from schemas.screenings import Missing
from schemas.staff_members import TeamMember

FIRST = 5  # of what is missing; ours
LONGEST = 200  # letters of a to-do, as the API takes them
TO_ASK = ("goals_of_care", "disease_directed_treatment")
ABOVE = {"zIndex": 1000}


class Reader(Struct, frozen=True):
    """Who looks, on which day, and `named` where the page doesn't say already whose to-do it is."""

    id: UUID
    zone: str
    today: date
    may_change: bool = True
    named: bool = False


def of_review(found: HospiceReview, reader: Reader) -> Component:
    """What is agreed on, then what nobody has taken up, then what was done."""
    open_, done = [task for task in found.tasks if task.done_at is None], [task for task in found.tasks if task.done_at]
    missing = [*to_ask(found), *found.screening.missing]
    still, asked = {place(one) for one in missing}, {(task.words, task.kind or "") for task in open_}
    unclaimed = [one for one in missing if (one.words[:LONGEST], one.kind or "") not in asked]
    settled = {task.id for task in open_ if task.noun and (task.noun, task.kind) not in still}
    add = press("task-dialog", "Add a to-do…", does="new", words="", noun="", kind="") if reader.may_change else None
    return html.Section(
        [
            html.Div([html.H2("To find out"), add], className="head-line"),
            html.Ul([row(task, reader, is_settled=task.id in settled) for task in open_], className="tasks") if open_ else None,
            *(wishes_first if found.listing.state == "conversation" else gaps)(unclaimed, found.patient.id, reader),
            finished(done, reader) if done else None,
        ],
        id="to-find-out",
        className="card to-dos",
        tabIndex="-1",
        **{"aria-label": "To find out"},
    )


def to_ask(found: HospiceReview) -> list[Missing]:
    """What nobody has asked comes before what a criterion misses."""
    known = {place(one) for one in found.screening.missing}
    asks = [Missing(words=f"{one.label}: nobody has asked", noun="preference", kind=one.topic) for one in found.unasked if one.topic in TO_ASK]
    return [one for one in asks if place(one) not in known]


def place(one: Missing) -> tuple[str, str | None]:
    return one.noun, one.kind


def row(task: Task, reader: Reader, *, is_settled: bool = False) -> Component:
    whose = html.P(dcc.Link(task.patient_name, href=f"/team/reviews/{task.patient_id}"), className="task-patient") if reader.named else None
    hint = html.P("The record no longer misses it.", className="muted") if is_settled else None
    said = html.Div([whose, html.P(task.words), html.P(standing(task, reader), className="muted"), hint])
    change = press("task-dialog", "Change…", f"Change: {task.words}", does="change", task=str(task.id), patient=str(task.patient_id)) if reader.may_change else None
    return html.Li([tick(task) if reader.may_change else None, said, change])


def standing(task: Task, reader: Reader) -> str:
    who = "For you" if task.assigned_to == reader.id else f"For {task.assignee}" if task.assigned_to else "For whoever is free"
    if task.due_on is None:
        return f"{who}, no day set"
    return f"{who}, by {fact_words.short_day(task.due_on)}{', which is over' if task.due_on < reader.today else ''}"


def tick(task: Task) -> Component:
    """What stands now goes with it, so that a tick changes nothing else."""
    done = task.done_at is not None
    held = {"for": str(task.assigned_to or ""), "due": task.due_on.isoformat() if task.due_on else ""}
    name = {"type": "task-step", "does": "untick" if done else "tick", "task": str(task.id), **held}
    return html.Button(icon("check"), id=name, className="tick", role="checkbox", **{"aria-checked": str(done).lower(), "aria-label": f"Done: {task.words}"})


def wishes_first(missing: Sequence[Missing], patient_id: UUID, reader: Reader) -> list[Any]:
    """No criterion is shown before the conversation: what one misses is folded, as they are."""
    asks = [one for one in missing if one.noun == "preference"]
    rest = [gap(one, patient_id, reader) for one in missing if one not in asks]
    folded = html.Details([html.Summary(f"What would settle a criterion ({len(rest)})"), html.Ul(rest, className="tasks")], id="missing-folded") if rest else None
    return [html.Ul([gap(one, patient_id, reader) for one in asks], className="tasks") if asks else None, folded]


def gaps(missing: Sequence[Missing], patient_id: UUID, reader: Reader) -> list[Any]:
    if not missing:
        return [html.P("Nothing else is missing that would settle a criterion.", className="muted")]
    shown = [gap(one, patient_id, reader) for one in missing]
    rest = shown[FIRST:]
    more = html.Details([html.Summary(f"{len(rest)} more that would settle something"), html.Ul(rest, className="tasks")], id="missing-more")
    return [html.P("Would settle what is unknown, the most telling first:", className="muted"), html.Ul(shown[:FIRST], className="tasks"), more if rest else None]


def gap(one: Missing, patient_id: UUID, reader: Reader) -> Component:
    asked = {"does": "new", "words": one.words[:LONGEST], "noun": one.noun, "kind": one.kind or ""}
    record = None if one.noun == "check_in" else dcc.Link("Record it", href=review_words.record(patient_id, one.noun, one.kind))
    ways = [record, press("task-dialog", "To-do…", f"Make a to-do of it: {one.words}", **asked)] if reader.may_change else []
    return html.Li([html.P(words.sentence(one.words)), html.Div(ways, className="gap-ways")], className="gap")


def finished(done: Sequence[Task], reader: Reader) -> Component:
    rows = [html.Li([tick(task) if reader.may_change else None, html.Div([html.P(task.words), html.P(by_whom(task, reader), className="muted")])]) for task in done]
    return html.Details([html.Summary(f"{words.counted(len(done), 'to-do')} done"), html.Ul(rows, className="tasks is-done")], id="tasks-done")


def by_whom(task: Task, reader: Reader) -> str:
    return f"{task.done_by}, {fact_words.local_day(task.done_at, reader.zone)}" if task.done_at else ""


def press(store: str, label: str, aloud: str = "", **asked: str) -> Component:
    """A button of a list that news draws anew (assets/presses.js): what it asks comes by the store of its type."""
    return html.Button(label, id={"type": store, **asked}, className="button small", **({"aria-label": aloud} if aloud else {}))


def form(task: Task | None, said: str, team: Sequence[TeamMember]) -> Component:
    """`task`: the one to change, whose words stay; else a new one, which begins with `said`."""
    people = [{"value": str(one.id), "label": one.name} for one in team]
    return html.Div(
        [
            dmc.Textarea(id="task-words", label="What", value=task.words if task else said, readOnly=task is not None, autosize=True),
            dmc.Select(
                id="task-for", label="For", placeholder="Whoever is free", data=people, value=str(task.assigned_to) if task and task.assigned_to else None,
                searchable=True, clearable=True, comboboxProps=ABOVE,
            ),
            dmc.DatePickerInput(
                id="task-due", label="By", placeholder="No day set", value=task.due_on.isoformat() if task and task.due_on else None, valueFormat="D MMM YYYY",
                clearable=True, popoverProps=ABOVE,
            ),
            html.P(id="task-error", className="field-error", role="alert"),
            html.Button("Save", id="save-task", className="button primary"),
        ],
        className="form",
    )  # fmt: skip
