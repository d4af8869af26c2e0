"""The drawer in which one fact is written or corrected, and the dialog in which one is marked as a mistake."""

from typing import Any
from uuid import UUID

from dash import ALL, Dash, Input, Output, State, no_update, set_props
from dash.development.base_component import Component
from uuid_utils.compat import uuid7

from dashboard import cards, facts, records, sheets, visiting
from dashboard.cards.fact_fields import Field, field_id
from dashboard.client import Refused, SignedOut, api
from dashboard.facts import Faults
from dashboard.sheets import Asked
from dashboard.visiting import CORRECTION, LOOK
from schemas.assessments import Assessment, NewAssessment


def attach(app: Dash) -> None:
    app.callback(
        Output("fact-form", "children"), Output("fact-drawer", "opened"), Output("fact-drawer", "title"), Output("fact-draft", "data"),
        Input("fact-open", "data"), State("record-about", "data"), prevent_initial_call=True,
    )(open_form)  # fmt: skip
    app.callback(
        Output("fact-drawer", "opened", allow_duplicate=True), Output("recorded", "data", allow_duplicate=True), Output("fact-error", "children"),
        Input("save-fact", "n_clicks"), State("fact-draft", "data"), State("record-about", "data"),
        State({"type": "fact-field", "field": ALL}, "value"), State({"type": "fact-field", "field": ALL}, "id"), *visiting.states(CORRECTION),
        prevent_initial_call=True, running=[(Output("save-fact", "disabled"), True, False)],
    )(save)  # fmt: skip
    app.callback(
        Output("mistake-dialog", "opened"), Output("mistake", "data"), Output("mistake-reason", "value"), Input("fact-mistake", "data"), prevent_initial_call=True
    )(ask_why)
    app.callback(
        Output("mistake-dialog", "opened", allow_duplicate=True), Output("recorded", "data", allow_duplicate=True), Output("mistake-error", "children"),
        Input("mark-mistake", "n_clicks"), State("mistake", "data"), State("mistake-reason", "value"), prevent_initial_call=True,
    )(mark_mistake)  # fmt: skip


async def open_form(button: dict[str, str] | None, about: dict[str, Any]) -> Any:
    """`button`: what to do (add, correct, follow), with which noun, about which kind or topic, and the id of what is corrected or followed up."""
    if not button:
        return [no_update] * 4
    does = button["does"]
    set_props("notice", {"children": None})  # it would lie over the drawer's title
    one = await sheets.asked(about, button["noun"], button["about"], button["id"] if does == "correct" else None)  # type: ignore[arg-type]
    sheet = await sheets.sheet(one)
    shown = cards.fact_fields.shown(sheet.form, sheet.values, one.stands.today)
    draft = {"id": str(uuid7()), "noun": one.noun, "about": one.about, "corrects": button["id"] if does == "correct" else None, "follows": button["id"] if does == "follow" else None}
    return cards.fact_drawer.form([*await finding(one), *shown], corrected=does == "correct"), True, cards.fact_drawer.title(one.noun, does), draft


async def finding(one: Asked) -> list[Component]:
    if one.noun != "assessment":
        return []
    stored = one.corrects if isinstance(one.corrects, Assessment) else None
    kind = (await records.kinds())[stored.kind if stored else one.about]
    last = next((other for other in one.stands.assessments.get(kind.id, []) if stored is None or other.entry.id != stored.entry.id), None)
    return [cards.finding_fields.field(kind, last, CORRECTION, stored)]


async def save(clicks: int | None, draft: dict[str, Any] | None, about: dict[str, Any], values: list[Any], ids: list[Any], *found: list[Any]) -> Any:
    if not clicks or not draft:
        return [no_update] * 3
    written = {field["field"]: value for field, value in zip(ids, values, strict=True)}
    try:
        one = await sheets.asked(about, draft["noun"], draft["about"], draft["corrects"])
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    words = await store(draft, about, one, written, found)
    return (no_update, no_update, words) if words else (False, draft["id"], "")


async def store(draft: dict[str, Any], about: dict[str, Any], one: Asked, written: dict[str, Any], found: tuple[list[Any], ...]) -> str:
    """What to say below the form; empty where it was stored. What belongs to a field is said beside it."""
    fields = (await sheets.sheet(one)).fields
    try:
        given = {**facts.unshown(one.corrects, fields), **facts.content(fields, written)}
        if one.noun == "assessment":
            common = facts.new_fact(NewAssessment, given, **{"kind": one.about or "finding", "corrects": draft["corrects"], **({"follows": draft["follows"]} if draft["follows"] else {})})
            stored = await visiting.send(CORRECTION, visiting.typed_in(*found), await records.kinds(), about, UUID(draft["id"]), common)
            return stored if isinstance(stored, str) else ""
        topic = {"topic": one.about} if one.noun == "preference" else {}
        await records.save(UUID(about["id"]), one.noun, UUID(draft["id"]), facts.new_fact(records.NEW[one.noun], {**given, **topic}, corrects=draft["corrects"]))
    except Faults as faults:
        return marked(fields, *facts.placed([{"field": name, "detail": words} for name, words in faults.found.items()], fields))
    except SignedOut:
        raise
    except Refused as refused:
        return marked(fields, *facts.placed(refused.errors, fields)) or refused.sentence
    return ""


def marked(fields: dict[str, Field], beside: dict[str, str], others: list[str]) -> str:
    for name in fields:
        set_props(field_id(name), {"error": beside.get(name, "")})
    return " ".join([*others, *([LOOK] if beside else [])])


async def ask_why(button: dict[str, str] | None) -> Any:
    if not button:
        return no_update, no_update, no_update
    await api().me()  # whoever is signed out learns it now, not after writing why
    return True, button["id"], ""


async def mark_mistake(clicks: int | None, fact_id: str | None, reason: str | None) -> Any:
    if not clicks or not fact_id:
        return [no_update] * 3
    if not (reason or "").strip():
        return no_update, no_update, "Please write why, so that the next reader understands."
    try:
        await records.mark_in_error(UUID(fact_id), (reason or "").strip())
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return False, f"mistake {fact_id}", ""
