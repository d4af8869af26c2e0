"""What is agreed with one patient, as a form, and who wrote what when."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import plan_words, words
from dashboard.cards import own_rules
from dashboard.cards.own_rules import Usual
from schemas.configurations import Configured
from schemas.instruments import Instrument, Scale

ABOVE = {"zIndex": 1000}
QUESTION = "At what level would you be comfortable?"
ASKED_HOW = "Ask the patient, for each symptom that matters to them. Leave empty what nobody has asked. A goal is drawn into the chart, and a symptom above it in two reports running calls the team."

LISTED = "One name a line, as the patient knows it. The phone shows these names and logs that one was taken. It is no prescription: Balm adds no dose, no interval and no maximum."


def form(versions: list[Configured], instruments: list[Instrument], usual: Usual, zone: str, now: datetime) -> Component:
    """`versions`: newest first; none where nothing was ever agreed."""
    content = versions[0].content if versions else {}
    until = plan_words.pause_ahead(content, now)
    known = plan_words.labels(instruments)
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return html.Div(
        [
            html.Fieldset([html.Legend(QUESTION), html.P(ASKED_HOW, className="muted"), *goals(content, instruments, known)]),
            dmc.NumberInput(
                id="times-a-day", label="Check-ins expected a day", description="Empty: as usual here", value=content.get("times_a_day") or "", min=1, max=12,
                allowDecimal=False,
            ),
            dmc.DateInput(
                id="paused-until", label="Paused until", description="Before this day nothing is expected and nobody is reminded", clearable=True,
                value=str(until.astimezone(ZoneInfo(zone)).date()) if until else None, minDate=str(tomorrow), valueFormat="D MMMM YYYY", popoverProps=ABOVE,
            ),
            dmc.TextInput(id="pause-reason", label="Why the pause?", placeholder="For example: in hospital", value=content.get("pause_reason", "") if until else ""),
            dmc.Textarea(
                id="when-needed", label="Medicines taken when needed", description=LISTED, autosize=True, minRows=2,
                value="\n".join(content.get("when_needed", [])),
            ),
            own_rules.fields(content, usual),
            html.P(id="plan-error", className="field-error", role="alert"),
            html.Button("Save", id="save-plan", className="button primary"),
            history(versions, known, zone, now),
        ],
        className="form",
    )  # fmt: skip


def goals(content: dict[str, Any], instruments: list[Instrument], known: dict[str, str]) -> list[Component]:
    """What is asked here and what has a goal already; what further questionnaires ask is folded."""
    asked, further = scales_of(instruments, asked=True), scales_of(instruments, asked=False)
    written: dict[str, int] = content.get("goals", {})
    first = [*asked, *(item for item in written if item not in asked)]
    rest = [item for item in further if item not in first]
    shown = {item: goal(item, plan_words.label(item, known), asked.get(item) or further.get(item), written.get(item)) for item in [*first, *rest]}
    folded = html.Details([html.Summary(f"Further symptoms ({len(rest)})"), html.Div([shown[item] for item in rest], className="side-by-side")], id="plan-further")
    return [html.Div([shown[item] for item in first], className="side-by-side"), *([folded] if rest else [])]


def scales_of(instruments: list[Instrument], *, asked: bool) -> dict[str, Scale]:
    """By item; where two questionnaires have it, the first one's."""
    return {item.id: one.scale for one in reversed(instruments) if one.asked is asked for item in (one.shown if asked else one.items)}


def goal(item: str, label: str, scale: Scale | None, level: int | None) -> Component:
    low, high = (scale.minimum, scale.maximum) if scale else (0, 100)
    value: int | str = "" if level is None else level
    return dmc.NumberInput(id={"type": "goal", "item": item}, label=label, value=value, min=low, max=high, allowDecimal=False, placeholder=f"{low} to {high}")


def history(versions: list[Configured], known: dict[str, str], zone: str, now: datetime) -> Component | None:
    if not versions:
        return None
    said = [
        html.Li([html.Span(when(one, zone, now), className="muted"), " " + " ".join(plan_words.changes(one.content, before.content if before else {}, known, zone))])
        for one, before in zip(versions, [*versions[1:], None], strict=True)
    ]
    return html.Details([html.Summary(f"What was agreed before ({len(said)})"), html.Ol(said, className="steps")], id="plan-history")


def when(one: Configured, zone: str, now: datetime) -> str:
    return f"{words.short_moment(one.set_at, zone, now) if one.set_at else ''}, {one.set_by}:"
