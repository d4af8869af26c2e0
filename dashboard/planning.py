"""What is agreed with one patient, read and written on the patient's page: goals, how often reports are expected, a pause, and which medicines are taken when needed."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from dash import ALL, Dash, Input, Output, State, no_update

from dashboard import agreements, cards
from dashboard.cards.own_rules import Usual
from dashboard.client import Refused, SignedOut, api
from schemas.configurations import NewConfigured, Rules, Watch

EACH_NUMBER = "Please write a number in each field of the patient’s own rules, or switch them off."
EACH_HOUR = "Please choose days, a begin and an end for the patient’s own hours, or switch them off."
NUMBERS = "Please write whole numbers, or leave the field empty."


def attach(app: Dash) -> None:
    app.callback(
        Output("plan-form", "children"), Output("plan-drawer", "opened"), Output("plan-held", "data"),
        Input("open-plan", "n_clicks"), State("patient", "data"), prevent_initial_call=True,
    )(open_form)  # fmt: skip
    app.callback(
        Output("plan-drawer", "opened", allow_duplicate=True), Output("stored", "data", allow_duplicate=True), Output("plan-error", "children"),
        Input("save-plan", "n_clicks"), State("plan-held", "data"), State("patient", "data"),
        State({"type": "goal", "item": ALL}, "value"), State({"type": "goal", "item": ALL}, "id"), State("times-a-day", "value"),
        State("paused-until", "value"), State("pause-reason", "value"), State("when-needed", "value"),
        State("own-rules", "checked"), State({"type": "own-rule", "row": ALL}, "value"), State({"type": "own-rule", "row": ALL}, "id"),
        State({"type": "own-target", "row": ALL}, "value"), State({"type": "own-target", "row": ALL}, "id"),
        State("own-hours", "checked"), *(State({"type": f"own-hours-{part}", "row": ALL}, "value") for part in ("days", "opens", "closes")), prevent_initial_call=True, running=[(Output("save-plan", "disabled"), True, False)],
    )(save)  # fmt: skip


async def open_form(clicks: int | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    versions = await agreements.plan_versions(UUID(patient["id"]))
    shown = cards.plan.form(versions, await api().instruments(), await usual(), patient["zone"], datetime.now(UTC))
    held = {"version": versions[0].version, "content": versions[0].content} if versions else {"version": 0, "content": {}}
    return shown, True, held


async def usual() -> Usual:
    rules, watch = await api().configuration("rules"), await api().configuration("watch")
    return Usual(msgspec.convert(rules.content, Rules), msgspec.convert(watch.content, Watch))


async def save(
    clicks: int | None, held: dict[str, Any] | None, patient: dict[str, Any], levels: list[Any], ids: list[dict[str, str]], times: Any, until: str | None,
    reason: str | None, when_needed: str | None, own: bool | None, rules: list[Any], rule_ids: list[dict[str, str]], targets: list[Any], target_ids: list[dict[str, str]],
    own_hours: bool | None, days: list[Any], opens: list[Any], closes: list[Any],
) -> Any:  # fmt: skip
    """What the form doesn't show stays as it was."""
    if not clicks or held is None:
        return [no_update] * 3
    goals = {one["item"]: level for one, level in zip(ids, levels, strict=True) if level not in ("", None)}
    if not all(isinstance(number, int) for number in [*goals.values(), *([times] if times else [])]):
        return no_update, no_update, NUMBERS
    try:
        judged = cards.own_rules.written(own, by_row(rule_ids, rules), by_row(target_ids, targets))
    except ValueError:
        return no_update, no_update, EACH_NUMBER
    try:
        hours = cards.own_rules.written_hours(own_hours, days, opens, closes)
    except ValueError:
        return no_update, no_update, EACH_HOUR
    pause = {"paused_until": moment(held["content"], until, patient["zone"]), "pause_reason": (reason or "").strip() if until else ""}
    content = {**held["content"], "goals": goals, "times_a_day": times or None, **pause, "when_needed": names(when_needed), **judged, **hours}
    try:
        stored = await agreements.change_plan(UUID(patient["id"]), NewConfigured(replaces=held["version"], content=content))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, f"plan {stored.version}", ""


def by_row(ids: list[dict[str, str]], values: list[Any]) -> dict[str, Any]:
    return {one["row"]: value for one, value in zip(ids, values, strict=True)}


def names(lines: str | None) -> list[str]:
    """One a line; an empty line is none."""
    return [" ".join(line.split()) for line in (lines or "").splitlines() if line.strip()]


def moment(content: dict[str, Any], until: str | None, zone: str) -> str | None:
    """The beginning of that day, where the patient is; the same day as before leaves the moment as it was."""
    if not until:
        return None
    here, day = ZoneInfo(zone), date.fromisoformat(until[:10])
    before = content.get("paused_until")
    if before and datetime.fromisoformat(before).astimezone(here).date() == day:
        return str(before)
    return datetime.combine(day, time(0), here).isoformat()
