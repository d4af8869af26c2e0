"""The forms for a visit and for the laboratory: fields found by typing, and one Save for all of it."""

from datetime import date
from typing import Any
from uuid import UUID

from dash import ALL, Dash, Input, Output, Patch, State, no_update, set_props
from uuid_utils.compat import uuid7

from dashboard import cards, fact_words, findings, records
from dashboard.cards.visit import LABORATORY, VISIT, Desk
from dashboard.client import Refused, SignedOut
from dashboard.findings import Faults, Place, Typed
from schemas.assessments import Assessment, Kind, NewAssessment, NewAssessments, SentAssessment
from schemas.entries import NewFact

CORRECTION = "correction"
LOOK = "Please look at the fields that are marked. Nothing was saved."
ARRIVED = "An earlier Save of this form has reached us, so it is on record already, as it was then. Please load the page again and correct what is wrong."


def states(form: str) -> list[State]:
    """What `typed_in` reads, in its order."""
    wanted = [("value", "value"), ("value", "id"), ("unit", "value"), ("unit", "id"), ("limit", "value"), ("limit", "id"), ("sure", "checked"), ("sure", "id")]
    return [State({"type": f"finding-{what}", "form": form, "kind": ALL, "part": ALL}, prop) for what, prop in wanted]


def attach(app: Dash) -> None:
    for form in (VISIT, LABORATORY):
        app.callback(
            Output(f"{form}-added", "children"), Output(f"{form}-more", "data"), Output(f"{form}-more", "value"),
            Input(f"{form}-more", "value"), State(f"{form}-more", "data"), State("record-about", "data"), State(f"{form}-draft", "data"), prevent_initial_call=True,
        )(add)  # fmt: skip
        app.callback(
            Output(f"{form}-form", "children"), Output(f"{form}-draft", "data"), Output("recorded", "data", allow_duplicate=True), Output(f"{form}-error", "children"),
            Input(f"save-{form}", "n_clicks"), State("record-about", "data"), State(f"{form}-draft", "data"),
            State(f"{form}-day", "value"), State(f"{form}-by", "value"), State(f"{form}-note", "value"), *states(form),
            prevent_initial_call=True, running=[(Output(f"save-{form}", "disabled"), True, False)],
        )(save)  # fmt: skip


def draft(form: str) -> dict[str, str]:
    """Made once for each form, so that two clicks store everything once."""
    return {"form": form, "id": str(uuid7())}


async def add(chosen: str | None, offered: list[dict[str, Any]], about: dict[str, Any], present: dict[str, str]) -> Any:
    """The newest stands first, where the next press of Tab leads."""
    if not chosen:
        return no_update, no_update, no_update
    desk = await desk_of(about)
    kind = desk.kinds.get(chosen)
    if kind is None:
        return no_update, no_update, None
    added = Patch()
    added.prepend(cards.finding_fields.field(kind, desk.facts.newest(kind.id), present["form"]))
    rest = [{**group, "items": [item for item in group["items"] if item["value"] != chosen]} for group in offered]
    return added, [group for group in rest if group["items"]], None


async def desk_of(about: dict[str, Any]) -> Desk:
    return Desk(await records.kinds(), await records.facts(UUID(about["id"])), about.get("wanted"))


async def save(clicks: int | None, about: dict[str, Any], present: dict[str, str], day: str | None, by: str | None, note: str | None, *fields: list[Any]) -> Any:
    if not clicks:
        return [no_update] * 4
    form, seen_on = present["form"], date.fromisoformat(day[:10]) if day else None
    common = NewFact(observed_on=seen_on, observed_by=(by or "").strip() or None, note=(note or "").strip() or None)
    kinds = await records.kinds()
    stored = await send(form, typed_in(*fields), kinds, about, UUID(present["id"]), common)
    if isinstance(stored, str):
        set_props("notice", {"children": None})  # what was saved before isn't what is said now
        return no_update, no_update, no_update, stored
    set_props("notice", {"children": cards.notices.done(f"Saved: {in_words(stored, kinds)}.")})
    return cards.visit.form(form, await desk_of(about)), draft(form), str(stored[0].entry.id), ""


async def send(form: str, entered: Typed, kinds: dict[str, Kind], about: dict[str, Any], draft_id: UUID, common: NewFact | NewAssessment) -> list[Assessment] | str:
    """What was stored; else what to say below the form. What belongs to a field is said beside it."""
    try:
        assessments = findings.sent(entered, kinds, draft_id, common)
    except Faults as faults:
        mark(form, entered, kinds, faults.found)
        return LOOK
    if not assessments:
        mark(form, entered, kinds, {})
        return "There is nothing to save yet."
    try:
        stored = await records.save_together(UUID(about["id"]), NewAssessments(assessments=assessments))
    except SignedOut:
        raise
    except Refused as refused:
        mark(form, entered, kinds, findings.placed(refused.errors, assessments)[0])
        return refused_words(form, assessments, refused)
    return stored


def refused_words(form: str, assessments: list[SentAssessment], refused: Refused) -> str:
    """What stands below the form; what is wrong with a number stands beside it."""
    beside, others = findings.placed(refused.errors, assessments)
    if refused.problem == "fact-doubted":
        for place in beside:
            set_props(field_id("sure", form, Place(place.kind)), {"display": "block"})
        return "Please look at the fields that are marked, and say so if they are right. Nothing was saved."
    if refused.problem == "fact-conflict":
        return ARRIVED
    return " ".join([*others, LOOK] if beside else others) or refused.sentence


def mark(form: str, entered: Typed, kinds: dict[str, Kind], faults: dict[Place, str]) -> None:
    """Beside each number its own fault, and nothing beside the others. Buttons can't be wrong."""
    for place in entered.values:
        if cards.finding_fields.is_written(kinds[place.kind], place.part):
            set_props(field_id("value", form, place), {"error": faults.get(place, "")})


def field_id(what: str, form: str, place: Place) -> dict[str, str]:
    return cards.finding_fields.field_id(what, form, place.kind, place.part)


def typed_in(values: list[Any], ids: list[Any], units: list[Any], unit_ids: list[Any], limits: list[Any], limit_ids: list[Any], sure: list[Any], sure_ids: list[Any]) -> Typed:
    return Typed(
        {Place(field["kind"], field["part"]): value for field, value in zip(ids, values, strict=True)},
        {field["kind"]: unit for field, unit in zip(unit_ids, units, strict=True)},
        {field["kind"]: limit or "" for field, limit in zip(limit_ids, limits, strict=True)},
        frozenset(field["kind"] for field, is_sure in zip(sure_ids, sure, strict=True) if is_sure),
    )


def in_words(stored: list[Assessment], kinds: dict[str, Kind]) -> str:
    """'PPS 50 %, weight 55 kg' """
    return ", ".join(f"{kinds[one.kind].label} {fact_words.value(kinds[one.kind], one)}" for one in stored)
