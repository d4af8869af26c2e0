"""The dialogs in which an alert is answered: what was done, what the patient hears, how long it may stay quiet, who shall have it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from dash import Dash, Input, Output, State, no_update, set_props
from dash.development.base_component import Component

from dashboard import alert_words, cards, words
from dashboard.client import Refused, SignedOut, api
from schemas.alerts import Alert, Resolution, Snooze
from schemas.messages import Tell

TITLES = {"resolve": "Resolve", "snooze": "Snooze", "assign": "Give to somebody", "tell": "Tell the patient"}
TOLD = (State("tell-phrase", "value"), State("tell-text", "value"))


def attach(app: Dash) -> None:
    app.callback(
        Output("answer-dialog", "opened"), Output("answer-dialog", "title"), Output("answer-form", "children"), Output("answering", "data"),
        Input("alert-dialog", "data"), State("alerts-about", "data"), prevent_initial_call=True,
    )(open_dialog)  # fmt: skip
    by_button(app, "resolve", resolve, State("outcome", "value"), State("outcome-note", "value"), *TOLD)
    by_button(app, "snooze", snooze, State("snooze-for", "value"), State("snooze-day", "value"), State("snooze-level", "value"), State("alerts-about", "data"))
    by_button(app, "assign", assign, State("colleague", "value"))
    by_button(app, "tell", tell, *TOLD)


def by_button(app: Dash, button: str, does: Callable[..., Awaitable[Any]], *states: State) -> None:
    app.callback(
        Output("answer-dialog", "opened", allow_duplicate=True), Output("alerts-done", "data", allow_duplicate=True), Output(f"{button}-error", "children"),
        Input(button, "n_clicks"), State("answering", "data"), *states, prevent_initial_call=True, running=[(Output(button, "disabled"), True, False)],
    )(does)  # fmt: skip


def done(what: str) -> str:
    """Another value each time, so that the list is drawn anew."""
    return f"{what} {datetime.now(UTC).isoformat()}"


async def say(alert_id: UUID, refused: Refused, zone: str) -> None:
    sentence = await who_was_first(alert_id, zone) if refused.status == 409 else ""
    set_props("notice", {"children": cards.notices.banner(refused.status, sentence or refused.sentence)})


async def who_was_first(alert_id: UUID, zone: str) -> str:
    history = await api().alert(alert_id)
    if history.alert.ended_because:
        return words.ENDINGS[history.alert.ended_because]
    return next((alert_words.was_first(history.alert, step, zone) for step in reversed(history.steps) if step.step == "resolved"), "")


async def open_dialog(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """What stands now is asked for first: it may be answered already."""
    if not asked:
        return [no_update] * 4
    alert_id, does = UUID(asked["alert"]), asked["does"]
    alert = (await api().alert(alert_id)).alert
    if alert.state == "resolved":
        await say(alert_id, Refused(409, ""), told["zone"])
        set_props("alerts-done", {"data": done("resolved")})
        return [no_update] * 4
    title = f"{TITLES[does]}: {alert.patient_name}, {alert_words.subject(alert)}"
    return True, title, await form(does, alert, told), {"id": str(alert_id), "zone": told["zone"]}


async def form(does: str, alert: Alert, told: dict[str, Any]) -> Component:
    if does == "assign":
        return cards.alert_answers.assign_form(await api().team(), alert, UUID(told["me"]))
    if does == "snooze":
        return cards.alert_answers.snooze_form(alert, told["zone"], datetime.now(UTC))
    return cards.alert_answers.resolve_form() if does == "resolve" else cards.alert_answers.tell_form()


def tell_of(phrase: Any, text: str | None) -> Tell | None:
    return Tell(phrase=phrase or None, text=(text or "").strip()) if phrase or (text or "").strip() else None


async def resolve(clicks: int | None, answering: dict[str, str] | None, outcome: Any, note: str | None, phrase: Any, text: str | None) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    if not outcome:
        return no_update, no_update, "Please choose what was done."
    resolution = Resolution(outcome=outcome, note=(note or "").strip(), tell=tell_of(phrase, text))
    return await answered(answering, lambda alert_id: api().resolve(alert_id, resolution))


async def snooze(clicks: int | None, answering: dict[str, str] | None, chosen: str | None, day: str | None, level: Any, told: dict[str, Any]) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    until = cards.alert_answers.until(chosen, day, told["zone"], datetime.now(UTC))
    if until is None or not isinstance(level, int):
        return no_update, no_update, "Please choose a day." if until is None else "Please write up to which level you expect it, as a number."
    return await answered(answering, lambda alert_id: api().snooze(alert_id, Snooze(until=until, level=level)))


async def assign(clicks: int | None, answering: dict[str, str] | None, colleague: str | None) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    if not colleague:
        return no_update, no_update, "Please choose somebody."
    to = None if colleague == cards.alert_answers.EVERYBODY else UUID(colleague)
    return await answered(answering, lambda alert_id: api().assign(alert_id, to))


async def tell(clicks: int | None, answering: dict[str, str] | None, phrase: Any, text: str | None) -> Any:
    if not clicks or not answering:
        return [no_update] * 3
    said = tell_of(phrase, text)
    if said is None:
        return no_update, no_update, "Please choose a sentence, or write a few words."
    return await answered(answering, lambda alert_id: api().acknowledge(alert_id, said))


async def answered(answering: dict[str, str], ask: Callable[[UUID], Awaitable[Any]]) -> Any:
    """What can be put right is said in the dialog; where somebody was first, it closes."""
    alert_id = UUID(answering["id"])
    try:
        await ask(alert_id)
    except SignedOut:
        raise
    except Refused as refused:
        if refused.status != 409:
            return no_update, no_update, refused.sentence
        await say(alert_id, refused, answering["zone"])
    return False, done("answered"), ""
