"""The hospice review at work: drawn anew when something happened, to-dos taken up and ticked off, reviews asked for and withdrawn."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component

from dashboard import cards, reviews
from dashboard.cards.tasks import Reader
from dashboard.client import Refused, SignedOut, api
from schemas.me import StaffMe
from schemas.reviews import NewTask, TaskChange

CLOSE = {"aria-label": "Close"}
BUTTONS = ("task-step", "task-dialog", "request-step", "request-dialog")  # of what news draws anew; what one of them asks comes by the store of its name (assets/presses.js)


def attach(app: Dash) -> None:
    about, later = State("review-about", "data"), {"prevent_initial_call": True}
    done = Output("review-done", "data", allow_duplicate=True)
    opened = Output("review-dialog", "opened", allow_duplicate=True)
    title, form, held = (Output(name, prop, allow_duplicate=True) for name, prop in (("review-dialog", "title"), ("review-form", "children"), ("task-held", "data")))
    app.callback(Output("review-content", "children"), Input("live-news", "data"), Input("review-done", "data"), about, **later)(renew)
    app.callback(done, Input("task-step", "data"), **later)(step_task)
    app.callback(opened, title, form, held, Input("task-dialog", "data"), about, **later)(open_task)
    app.callback(
        opened, done, Output("task-error", "children"), Input("save-task", "n_clicks"), State("task-held", "data"), State("task-words", "value"),
        State("task-for", "value"), State("task-due", "value"), about, running=[(Output("save-task", "disabled"), True, False)], **later,
    )(save_task)  # fmt: skip
    app.callback(done, Input("request-step", "data"), about, **later)(withdraw_request)
    app.callback(opened, title, form, Input("request-dialog", "data"), **later)(open_request)
    app.callback(
        opened, done, Output("request-error", "children"), Input("send-request", "n_clicks"), State("request-note", "value"), about,
        running=[(Output("send-request", "disabled"), True, False)], **later,
    )(send_request)  # fmt: skip


def place(me: StaffMe, content: list[Component], patient_id: UUID | None = None, beside: Sequence[Component] = ()) -> Component:
    """The content with what belongs to it, and what stands `beside` it and isn't drawn anew. `patient_id`: of one patient's review; else the list."""
    told = {"me": str(me.staff_member_id), "zone": me.zone, "may": me.may, "patient": str(patient_id) if patient_id else None}
    stores = [dcc.Store(id="review-about", data=told), dcc.Store(id="review-done", data=""), dcc.Store(id="task-held"), *(dcc.Store(id=name) for name in BUTTONS)]
    dialog = dmc.Modal(id="review-dialog", closeButtonProps=CLOSE, title="", children=html.Div(id="review-form"))
    return html.Div([*stores, html.Div(content, id="review-content"), *beside, dialog], className="review-page")


def about(me: StaffMe) -> dict[str, Any]:
    return {"me": str(me.staff_member_id), "zone": me.zone, "may": me.may}


def reader(told: dict[str, Any], *, named: bool) -> Reader:
    today = datetime.now(ZoneInfo(told["zone"])).date()
    return Reader(UUID(told["me"]), told["zone"], today, may_change="task.change" in told["may"], named=named)


async def of_patient(patient_id: UUID, told: dict[str, Any]) -> list[Component]:
    found, course, questions = await reviews.review(patient_id), await reviews.course(patient_id), await reviews.questions()
    return cards.review.content(found, course, questions, reader(told, named=False), told["may"])


async def of_everybody(told: dict[str, Any]) -> list[Component]:
    return cards.reviews.content(await reviews.listed(), await reviews.tasks(), reader(told, named=True))


async def renew(_: Any, __: Any, told: dict[str, Any]) -> Any:
    return await of_patient(UUID(told["patient"]), told) if told["patient"] else await of_everybody(told)


def done(what: str) -> str:
    """Another value each time, so that the page is drawn anew."""
    return f"{what} {datetime.now(UTC).isoformat()}"


async def step_task(asked: dict[str, str] | None) -> Any:
    """Ticked off, or open again; who does it until when stays as it stood on the screen."""
    if not asked:
        return no_update
    whose, due = asked["for"] or None, asked["due"] or None
    change = TaskChange(assigned_to=UUID(whose) if whose else None, due_on=date.fromisoformat(due) if due else None, done=asked["does"] == "tick")
    await said_above(reviews.change_task(UUID(asked["task"]), change))
    return done("ticked")


async def said_above(asking: Any) -> None:
    """What was refused is said above the page, which shows what stands now."""
    try:
        await asking
    except SignedOut:
        raise
    except Refused as refused:
        set_props("notice", {"children": cards.notices.banner(refused.status, refused.sentence)})


async def open_task(asked: dict[str, str] | None, _: dict[str, Any]) -> Any:
    """What stands now is asked for first."""
    if not asked:
        return [no_update] * 4
    team = await api().team()
    if asked["does"] == "new":
        return True, "A to-do", cards.tasks.form(None, asked["words"], team), asked
    tasks = (await reviews.review(UUID(asked["patient"]))).tasks
    task = next((one for one in tasks if str(one.id) == asked["task"]), None)
    if task is None:
        raise Refused(404, "This to-do isn't there any more.")
    return True, "Change a to-do", cards.tasks.form(task, "", team), {**asked, "done": task.done_at is not None}


async def save_task(clicks: int | None, held: dict[str, Any] | None, said: str | None, whose: str | None, due: str | None, told: dict[str, Any]) -> Any:
    if not clicks or not held:
        return [no_update] * 3
    if not (said or "").strip():
        return no_update, no_update, "Please write what is to be found out or done."
    assigned_to, due_on = UUID(whose) if whose else None, date.fromisoformat(due[:10]) if due else None
    if held["does"] == "change":
        return await answered(reviews.change_task(UUID(held["task"]), TaskChange(assigned_to=assigned_to, due_on=due_on, done=held["done"])))
    return await answered(reviews.add_task(UUID(told["patient"]), new_task(held, (said or "").strip(), assigned_to, due_on)))


def new_task(held: dict[str, Any], said: str, assigned_to: UUID | None, due_on: date | None) -> NewTask:
    """A check-in is no entry of the team's, so such a to-do names no place."""
    noun: Any = held["noun"] if held["noun"] not in ("", "check_in") else None
    return NewTask(words=" ".join(said.split()), noun=noun, kind=held["kind"] or None if noun else None, assigned_to=assigned_to, due_on=due_on)


async def answered(asking: Any) -> Any:
    """What can be put right is said in the dialog."""
    try:
        await asking
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, done("saved"), ""


async def withdraw_request(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    if not asked:
        return no_update
    await said_above(reviews.withdraw_request(UUID(told["patient"])))
    return done("withdrawn")


async def open_request(asked: dict[str, str] | None) -> Any:
    if not asked:
        return [no_update] * 3
    await api().me()  # whoever is signed out learns it now, not after writing
    return True, "Ask for a review", cards.review.request_form()


async def send_request(clicks: int | None, note: str | None, told: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    return await answered(reviews.ask_for_review(UUID(told["patient"]), (note or "").strip()))
