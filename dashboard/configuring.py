"""The settings page at work: each part as a form, rows that come and go, and saving what stands there as a new version."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from dash import ALL, Dash, Input, Output, State, ctx, no_update, set_props
from dash.development.base_component import Component
from msgspec import structs

from dashboard import cards, reviews
from dashboard.cards.configuration import OF_RULES, Held
from dashboard.client import Refused, SignedOut, api
from schemas.configurations import (
    Caregivers,
    ConfigurationKind,
    Content,
    CrisisWords,
    Family,
    Hospice,
    Language,
    NewConfigured,
    Opening,
    Rules,
    SelfCare,
    Shift,
    Watch,
)
from schemas.findings import Thresholds

SAVED = "It holds from now on."


def rows(kind: str, prop: str = "value") -> State:
    return State({"type": kind, "row": ALL}, prop)


OPENINGS = [rows("opening-days"), rows("opening-opens"), rows("opening-closes")]
SHIFTS = [rows("shift-who"), rows("shift-begins"), rows("shift-ends")]


def attach(app: Dash) -> None:
    shown = [Output("settings-form", "children", allow_duplicate=True), Output("settings-held", "data", allow_duplicate=True)]
    app.callback(shown[0], shown[1], Input("settings-part", "value"), prevent_initial_call=True)(show)
    app.callback(
        Output("openings", "children"),
        Input("add-opening", "n_clicks"),
        Input("remove-opening", "data"),
        *OPENINGS,
        prevent_initial_call=True,
    )(change_openings)
    app.callback(
        Output("shifts", "children"),
        Input("add-shift", "n_clicks"),
        Input("remove-shift", "data"),
        *SHIFTS,
        prevent_initial_call=True,
    )(change_shifts)
    held, error = State("settings-held", "data"), Output("settings-error", "children", allow_duplicate=True)
    saves: list[tuple[str, Any, list[State]]] = [
        ("watch", save_watch, [*OPENINGS, State("closed-on", "value"), *SHIFTS, rows("target"), rows("target", "id"), State("escalation", "value")]),
        ("rules", save_rules, [rows("rule"), rows("rule", "id")]),
        ("crisis_words", save_crisis_words, [rows("phrases"), rows("phrases", "id")]),
        ("hospice", save_hospice, [State("hospice-pack", "value"), State("medicare-rules", "checked"), State("first-day", "checked")]),
        ("self_care", save_self_care, [State({"type": "advice", "language": ALL, "item": ALL, "band": ALL}, prop) for prop in ("value", "id")]),
        ("family", save_family, [State("after-death-shows", "value"), *(State({"type": "family-text", "language": ALL, "text": ALL}, prop) for prop in ("value", "id"))]),
        ("caregivers", save_caregivers, [State("own-wellbeing", "checked"), State("bereavement-days", "value"), *(State({"type": "quiet-words", "language": ALL}, prop) for prop in ("value", "id"))]),
    ]
    for part, save, states in saves:
        running = [(Output(f"save-{part}", "disabled"), True, False)]
        app.callback(*shown, error, Input(f"save-{part}", "n_clicks"), held, *states, running=running, prevent_initial_call=True)(save)


async def show(part: ConfigurationKind) -> tuple[list[Component], dict[str, Any]]:
    me, found, history = await api().me(), await api().configuration(part), await api().configuration_versions(part)
    held = Held(found, me.zone, await api().team(), await api().instruments())
    may_change = "configuration.change" in me.may
    if part == "hospice":
        form = cards.rule_packs.content(await reviews.packs(), held, history, may_change=may_change, may_confirm="rule_pack.confirm" in me.may)
    else:
        form = cards.configuration.frame(part, await fields_of(part, found.content, held), held, history, may_change=may_change)
    return form, {"part": part, "version": found.version, "zone": me.zone, "content": found.content}


async def fields_of(part: ConfigurationKind, content: dict[str, Any], held: Held) -> list[Component]:
    if part == "watch":
        return cards.configuration.watch(msgspec.convert(content, Watch), held)
    if part == "rules":
        return cards.configuration.rules(msgspec.convert(content, Rules), held)
    if part == "crisis_words":
        return cards.configuration.crisis_words(await api().crisis_words(), set(msgspec.convert(content, CrisisWords).phrases or {}))
    if part == "family":
        return cards.family_words.fields(msgspec.convert(content, Family), cards.configuration.LANGUAGES)
    if part == "caregivers":
        return cards.family_words.for_caregivers(msgspec.convert(content, Caregivers), cards.configuration.LANGUAGES)
    return cards.configuration.self_care(msgspec.convert(content, SelfCare), held)


async def change_openings(added: int | None, removed: dict[str, int] | None, *values: list[Any]) -> Any:
    kept = remaining(added, removed, list(zip(*values, strict=True)), ([], "08:00", "17:00"))
    if kept is None:
        return no_update
    await api().me()  # whoever is signed out learns it now, not after filling in the row
    return [cards.configuration.opening(row, days, opens, closes) for row, (days, opens, closes) in enumerate(kept)]


async def change_shifts(added: int | None, removed: dict[str, int] | None, *values: list[Any]) -> Any:
    kept = remaining(added, removed, list(zip(*values, strict=True)), (None, None, None))
    if kept is None:
        return no_update
    team = await api().team()
    return [cards.configuration.shift(row, who, begins, ends, team) for row, (who, begins, ends) in enumerate(kept)]


def remaining(added: int | None, removed: dict[str, int] | None, present: list[Any], blank: tuple[Any, ...]) -> list[Any] | None:
    """The rows with what was typed in them, after one was added or removed; null where nothing was clicked."""
    if not ctx.triggered[0]["value"]:
        return None
    if removed and str(ctx.triggered_id).startswith("remove"):
        return [one for row, one in enumerate(present) if row != removed["row"]]
    return [*present, blank] if added else None


async def save_watch(clicks: int | None, held: dict[str, Any], days: Any, opens: Any, closes: Any, closed: Any, who: Any, begins: Any, ends: Any, targets: Any, ids: Any, escalation: Any) -> Any:  # fmt: skip
    if not clicks:
        return [no_update] * 3
    zone = ZoneInfo(held["zone"])
    try:
        if not all(days):
            raise ValueError
        content = Watch(
            hours=[
                Opening(days=on, opens=time.fromisoformat(begin), closes=time.fromisoformat(end)) for on, begin, end in zip(days, opens, closes, strict=True)
            ],
            closed_on=[date.fromisoformat(on[:10]) for on in closed or []],
            on_call=[
                Shift(staff_member_id=person, begins_at=moment(begin, zone), ends_at=moment(end, zone))
                for person, begin, end in zip(who, begins, ends, strict=True)
            ],
            targets={one["row"]: value for one, value in zip(ids, targets, strict=True)},
            escalation=escalation or [],
        )
    except (TypeError, ValueError):
        return no_update, no_update, "Each row needs its days or its person, a begin and an end. Please fill in what is missing, or remove the row."
    return await save(held, content)


def moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


async def save_rules(clicks: int | None, held: dict[str, Any], values: list[Any], ids: list[Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    chosen = {one["row"]: value for one, value in zip(ids, values, strict=True)}
    if any(not isinstance(value, int | float) for value in chosen.values()):
        return no_update, no_update, "Please write a number in each field."
    thresholds = {name: value for name, value in chosen.items() if name not in OF_RULES}
    return await save(held, Rules(thresholds=Thresholds(**thresholds), **{name: chosen[name] for name in OF_RULES if name in chosen}))


async def save_crisis_words(clicks: int | None, held: dict[str, Any], values: list[Any], ids: list[Any]) -> Any:
    """A language whose list was not touched keeps whose it is: a newer list of Balm's still reaches it."""
    if not clicks:
        return [no_update] * 3
    in_force = await api().crisis_words()
    own = msgspec.convert(held["content"], CrisisWords).phrases or {}
    written: dict[Language, list[str]] = {one["row"]: list(value or []) for one, value in zip(ids, values, strict=True)}
    changed = {language: phrases for language, phrases in written.items() if language in own or phrases != in_force.get(language, [])}
    return await save(held, CrisisWords(phrases=changed or None))


async def save_hospice(clicks: int | None, held: dict[str, Any], pack: str | None, medicare_rules: bool, first_day: bool) -> Any:
    if not clicks:
        return [no_update] * 3
    chosen = Hospice(medicare_rules=medicare_rules, face_to_face_on_first_day=first_day)
    return await save(held, structs.replace(chosen, pack=pack) if pack else chosen)


async def save_self_care(clicks: int | None, held: dict[str, Any], values: list[Any], ids: list[Any]) -> Any:
    """What was written for a symptom that is not asked at present stays as it is."""
    if not clicks:
        return [no_update] * 3
    texts: dict[Any, Any] = msgspec.to_builtins(msgspec.convert(held["content"], SelfCare).texts)
    for one, value in zip(ids, values, strict=True):
        bands = texts.setdefault(one["language"], {}).setdefault(one["item"], {})
        bands.pop(one["band"], None)
        if text := (value or "").strip():
            bands[one["band"]] = text
    filled = {language: kept for language, items in texts.items() if (kept := {item: bands for item, bands in items.items() if bands})}
    return await save(held, SelfCare(texts=filled))


async def save_family(clicks: int | None, held: dict[str, Any], after_death: Any, values: list[Any], ids: list[Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    texts: dict[str, dict[Language, str]] = {name: {} for name in cards.family_words.TEXTS}
    for one, value in zip(ids, values, strict=True):
        if text := (value or "").strip():
            texts[one["text"]][one["language"]] = text
    return await save(held, Family(after_death_shows=after_death, **texts))


async def save_caregivers(clicks: int | None, held: dict[str, Any], wellbeing: bool, days: Any, values: list[Any], ids: list[Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    if days not in (None, "") and not isinstance(days, int):
        return no_update, no_update, "Please write a whole number of days, or leave the field empty."
    texts: dict[Language, str] = {one["language"]: text for one, value in zip(ids, values, strict=True) if (text := (value or "").strip())}
    return await save(held, Caregivers(wellbeing=wellbeing, after_death=texts, bereavement_after_days=days or None))


async def save(held: dict[str, Any], content: Content) -> Any:
    try:
        await api().configure(held["part"], NewConfigured(replaces=held["version"], content=msgspec.to_builtins(content)))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    set_props("notice", {"children": cards.notices.done(SAVED)})
    return *await show(held["part"]), no_update
