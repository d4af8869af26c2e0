"""Numbers by which one patient is judged instead of the organisation's: folded away, because they are seldom needed."""

from datetime import time
from typing import Any, get_args

import dash_mantine_components as dmc
import msgspec
from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import words
from dashboard.cards.configuration import OF_RULES, POINTS, RULE_FIELDS, field, hours_of, number
from dashboard.plan_words import OWN
from schemas.alerts import Level
from schemas.configurations import Opening, Rules, Watch

LEVELS: tuple[Level, ...] = get_args(Level)
SUMMARY = "Rules and times of their own"
ABOUT = "Only where the organisation’s don’t fit this patient. While they are on, they hold also when the organisation’s change; from the next report and the next alert on."
ABOUT_HOURS = "In the organisation’s time. From them Balm counts how soon this patient’s alerts should be taken, and tells their phone and family who is watching now. Closed days and shifts on call stay the organisation’s."


class Usual(Struct, frozen=True):
    """What holds at this organisation."""

    rules: Rules
    watch: Watch


def has_own(content: dict[str, Any]) -> bool:
    return any(content.get(part) is not None for part in OWN)


def fields(content: dict[str, Any], usual: Usual) -> Component:
    """What holds for this patient at present, whether their own or the organisation's."""
    rules = msgspec.to_builtins(usual.rules)
    values = {**rules["thresholds"], **(content.get("thresholds") or {}), **{name: content.get(name) or rules[name] for name in OF_RULES}}
    targets = {**usual.watch.targets, **(content.get("targets") or {})}
    own = has_own(content)
    shown = [
        html.P(ABOUT, className="muted"),
        dmc.Switch(id="own-rules", label="The numbers below hold for this patient", checked=own),
        html.Div([rule(name, values[name]) for name in RULE_FIELDS], className="side-by-side"),
        html.Fieldset([html.Legend("An alert should be taken within (minutes)"), html.Div([target(level, targets[level]) for level in LEVELS], className="side-by-side")]),
        *hours(content, usual),
    ]
    return html.Details([html.Summary(SUMMARY), html.Div(shown, className="form")], id="plan-own", open=own or content.get("hours") is not None)


def hours(content: dict[str, Any], usual: Usual) -> list[Component]:
    """The rows that hold at present and an empty one; a row without a day is none."""
    own = content.get("hours")
    held = msgspec.convert(own, list[Opening]) if own is not None else usual.watch.hours
    rows = [*((list(one.days), f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in held), ([], "", "")]
    return [
        dmc.Switch(id="own-hours", label="The team’s hours below hold for this patient", description=ABOUT_HOURS, checked=own is not None),
        html.Div([html.Div(hours_of("own-hours", number, *row), className="setting-row") for number, row in enumerate(rows)]),
    ]


def rule(name: str, value: float) -> Component:
    label, unit, lowest, highest = RULE_FIELDS[name]
    return number(field("own-rule", name), label, unit, value, lowest, highest, whole=name not in POINTS)


def target(level: Level, value: int) -> Component:
    return number(field("own-target", level), words.LEVELS[level], "", value, 5, 7 * 24 * 60)


def written(on: bool | None, rules: dict[str, Any], targets: dict[str, Any]) -> dict[str, Any]:
    """Nothing where the form didn't show them. Raises ValueError where a number is missing."""
    if on is None:
        return {}
    if not on:
        return dict.fromkeys(OWN)
    if any(not isinstance(value, int | float) for value in [*rules.values(), *targets.values()]):
        raise ValueError
    return {"thresholds": {name: value for name, value in rules.items() if name not in OF_RULES}, **{name: rules.get(name) for name in OF_RULES}, "targets": targets}


def written_hours(on: bool | None, days: list[Any], opens: list[Any], closes: list[Any]) -> dict[str, Any]:
    """Nothing where the form didn't show them. Raises ValueError where no day, or no time of a chosen one, is there."""
    if on is None:
        return {}
    chosen = [row for row in zip(days, opens, closes, strict=True) if row[0]]
    if on and not chosen:
        raise ValueError
    return {"hours": [{"days": list(which), "opens": clock(begin), "closes": clock(end)} for which, begin, end in chosen] if on else None}


def clock(text: str | None) -> str:
    return time.fromisoformat(text or "").isoformat()
