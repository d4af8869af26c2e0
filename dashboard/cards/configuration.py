"""The settings of an organisation as forms, and who set what when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import setting_words, words
from schemas.alerts import Level
from schemas.configurations import ConfigurationKind, Configured, Language, Opening, Rules, SelfCare, Shift, Watch, Weekday
from schemas.instruments import Instrument
from schemas.staff_members import TeamMember

PARTS: dict[ConfigurationKind, str] = {"watch": "Who watches", "rules": "Rules", "crisis_words": "Words of crisis", "self_care": "Advice", "hospice": "Hospice criteria", "family": "Families", "caregivers": "Caregivers"}
LANGUAGES: dict[Language, str] = {"en": "English", "de": "German", "es": "Spanish"}
DAYS: tuple[Weekday, ...] = get_args(Weekday)
ABOVE = {"zIndex": 1000}
LEVELS: dict[Level, str] = {
    "urgent": "Counted while the team is there or somebody is on call",
    "soon": "Counted during the team’s hours",
    "review": "Counted during the team’s hours",
}
ABOUT = {
    "watch": "From these hours Balm counts how soon an alert should be taken, and tells patients and families who is watching now.",
    "rules": "From the next report on. What was judged before stays as it was judged. The numbers that Balm starts with, and where they come from, are in docs/clinical.md.",
    "crisis_words": (
        "When a note holds one of these, the phone shows the numbers to call at once, and the team is called. The words of all languages are looked for, whole words "
        "only. A list misses who says it in other words; it is no screening for suicide, and it promises no watching."
    ),
    "hospice": "By which criteria patients’ records are screened. All packs are built from reproductions of the texts: please read below what was read for each, and where sources disagree.",
    "family": "What families read beside what a patient shows them. The numbers to call and who watches now stand there by themselves. What is empty is not shown.",
    "caregivers": "What the phones of people who care for a patient offer them, and what they say once the patient has died. Everything that prompts stops with the death.",
    "self_care": "Your own words, shown on the phone after a check-in, for the symptom and how strong it is. Balm brings none: what is empty is not shown. Please name no dose.",
}

UNSET = {"watch": "Nobody has set these yet. Balm’s default holds, and phones tell patients these hours: please save your own."}


class Held(Struct, frozen=True):
    """What a form needs beside its content."""

    configured: Configured
    zone: str
    team: list[TeamMember]
    instruments: list[Instrument]


def open_to(may: Sequence[str]) -> dict[ConfigurationKind, str]:
    """Who only confirms criteria sees those."""
    if "configuration.change" in may:
        return PARTS
    return {"hospice": PARTS["hospice"]} if "rule_pack.confirm" in may else {}


def about(part: str) -> Component:
    return html.P(ABOUT[part], className="muted about")


def watch(content: Watch, held: Held) -> list[Component]:
    people = [{"value": str(one.id), "label": one.name} for one in held.team]
    return [
        html.Fieldset([html.Legend("The team’s hours"), html.Div(openings(content.hours), id="openings"), adder("opening", "Add hours")]),
        dmc.DatePickerInput(
            id="closed-on", label="Closed on", description="Holidays and other days without the team", type="multiple", value=[str(on) for on in content.closed_on],
            valueFormat="D MMM YYYY", clearable=True, popoverProps=ABOVE,
        ),
        html.Fieldset([html.Legend(f"On call outside these hours ({held.zone})"), html.Div(shifts(content.on_call, held), id="shifts"), adder("shift", "Add a shift")]),
        html.Fieldset([html.Legend("An alert should be taken within (minutes)"), html.Div([target(level, content) for level in LEVELS], className="side-by-side")]),
        dmc.MultiSelect(
            id="escalation", label="Where nobody took it in time, these are called next, in this order", data=people, searchable=True, clearable=True,
            value=[str(one) for one in content.escalation], comboboxProps=ABOVE,
        ),
    ]  # fmt: skip


def adder(what: str, label: str) -> Component:
    return html.Button(label, id=f"add-{what}", className="button small")


def openings(hours: list[Opening]) -> list[Component]:
    return [opening(row, list(one.days), f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for row, one in enumerate(hours)]


def opening(row: int, days: list[str], opens: str, closes: str) -> Component:
    return html.Div([*hours_of("opening", row, days, opens, closes), remover("opening", row)], className="setting-row")


def hours_of(kind: str, row: int, days: Sequence[str], opens: str, closes: str) -> list[Component]:
    options = [{"value": day, "label": words.sentence(day[:3])} for day in DAYS]
    chips = dmc.ChipGroup([dmc.Chip(one["label"], value=one["value"], size="xs") for one in options], id=field(f"{kind}-days", row), multiple=True, value=list(days))
    times = [dmc.TimeInput(id=field(f"{kind}-{part}", row), label=label, value=at) for part, label, at in (("opens", "From", opens), ("closes", "Until", closes))]
    return [html.Div(chips, className="chips", role="group", **{"aria-label": "Days"}), html.Div(times, className="setting-times")]


def shifts(on_call: list[Shift], held: Held) -> list[Component]:
    zone = ZoneInfo(held.zone)
    moments = [(str(one.staff_member_id), local(one.begins_at, zone), local(one.ends_at, zone)) for one in on_call]
    return [shift(row, *one, held.team) for row, one in enumerate(moments)]


def local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def shift(row: int, who: str | None, begins: str | None, ends: str | None, team: list[TeamMember]) -> Component:
    people = [{"value": str(one.id), "label": one.name} for one in team]
    picker: dict[str, Any] = {"valueFormat": "D MMM YYYY, HH:mm", "popoverProps": ABOVE}
    return html.Div(
        [
            dmc.Select(id=field("shift-who", row), label="Who", data=people, value=who, searchable=True, comboboxProps=ABOVE),
            dmc.DateTimePicker(id=field("shift-begins", row), label="From", value=begins, **picker),
            dmc.DateTimePicker(id=field("shift-ends", row), label="Until", value=ends, **picker),
            remover("shift", row),
        ],
        className="setting-row",
    )


def field(kind: str, row: int | str) -> dict[str, Any]:
    return {"type": kind, "row": row}


def remover(what: str, row: int) -> Component:
    return html.Button("Remove", id=field(f"remove-{what}", row), className="button small", **{"aria-label": f"Remove row {row + 1}"})


def target(level: Level, content: Watch) -> Component:
    return number(field("target", level), words.LEVELS[level], LEVELS[level], content.targets.get(level), 5, 7 * 24 * 60)


def number(name: Any, label: str, description: str, value: float | None, lowest: float, highest: float, *, whole: bool = True) -> Component:
    return dmc.NumberInput(
        id=name,
        label=label,
        description=description,
        value="" if value is None else value,
        min=lowest,
        max=highest,
        allowDecimal=not whole,
        inputWrapperOrder=["label", "input", "description", "error"],
    )


RULE_FIELDS: dict[str, tuple[str, str, int, int]] = {
    "rise": ("Worsening: rise over what is usual", "Points of 10, over the average of 7 or of 14 days", 1, 10),
    "rise_when_sparse": ("Worsening, few reports: rise over the last one", "Points of 10", 1, 10),
    "reports_for_baseline": ("Reports that say what is usual", "In the 7 or the 14 days before", 2, 30),
    "persistent_reports": ("Persistent: reports, all moderate or worse", "Within 3 days", 2, 30),
    "trend_reports": ("Steady rise: reports", "Within 14 days", 4, 30),
    "trend_rise": ("Steady rise: points", "Points of 10, by the slope", 1, 10),
    "review_again_days": ("Persistent and steady rise: call again", "Days after an answer, if it is no worse", 1, 31),
    "missed": ("Silence: missed reports in a row", "Before the team is called", 1, 10),
    "missed_after_severe": ("Silence after a severe report", "Missed reports", 1, 10),
}
OF_RULES = ("missed", "missed_after_severe")
POINTS = ("rise", "rise_when_sparse", "trend_rise")


def rules(content: Rules, _: Held) -> list[Component]:
    fields = [
        number(field("rule", name), label, unit, getattr(content if name in OF_RULES else content.thresholds, name), lowest, highest, whole=name not in POINTS)
        for name, (label, unit, lowest, highest) in RULE_FIELDS.items()
    ]
    return [html.Div(fields, className="side-by-side")]


def crisis_words(phrases: dict[Language, list[str]], own: set[str]) -> list[Component]:
    return [
        dmc.TagsInput(
            id=field("phrases", language), label=LANGUAGES[language], description="Your own list" if language in own else "Balm’s list", value=phrases.get(language, []),
            clearable=True, splitChars=["\n", ";"], comboboxProps=ABOVE,
        )
        for language in LANGUAGES
    ] + [html.P("An emptied list looks for nothing in that language.", className="muted")]  # fmt: skip


def self_care(content: SelfCare, held: Held) -> list[Component]:
    items = {item.id: item.label for one in held.instruments if one.asked and one.bands for item in one.shown}
    return [
        dmc.Accordion(
            [
                dmc.AccordionItem(
                    [dmc.AccordionControl(LANGUAGES[language]), dmc.AccordionPanel([advice(language, item, label, content) for item, label in items.items()])],
                    value=language,
                )
                for language in LANGUAGES
            ],
            value="en",
        )
    ]


def advice(language: Language, item: str, label: str, content: SelfCare) -> Component:
    texts = content.texts.get(language, {}).get(item, {})
    boxes = [
        dmc.Textarea(
            id={"type": "advice", "language": language, "item": item, "band": band},
            label=words.sentence(band),
            value=texts.get(band, ""),
            autosize=True,
            minRows=2,
        )
        for band in ("mild", "moderate", "severe")
    ]
    return html.Fieldset([html.Legend(label), html.Div(boxes, className="side-by-side")])


def frame(part: str, fields: list[Component], held: Held, history: list[Configured], *, may_change: bool = True) -> list[Component]:
    save = html.Div([html.Button("Save", id=f"save-{part}", className="button primary") if may_change else None, html.Span(since(part, held), className="muted")], className="save-line")
    return [
        html.Div([about(part), *fields, html.P(id="settings-error", className="field-error", role="alert"), save], className="card form settings"),
        html.Details([html.Summary("Who set what, and when"), html.Ul(versions(part, history, held), className="versions")]),
    ]  # fmt: skip


def since(part: str, held: Held) -> str:
    one = held.configured
    return UNSET.get(part, "Balm’s default holds.") if one.set_at is None else f"Version {one.version}, set by {one.set_by}, {words.short_moment(one.set_at, held.zone)}"


def versions(part: str, history: list[Configured], held: Held) -> list[Component]:
    """Newest first, each with what it changed."""
    team = {str(one.id): one.name for one in held.team}
    said = [
        setting_words.changes(part, one.content, before.content if before else None, team, held.zone) if before or one.version == 1 else []
        for one, before in zip(history, [*history[1:], None][: len(history)], strict=True)
    ]
    return [version(one, told, held.zone) for one, told in zip(history, said, strict=True)] or [html.Li("Nobody has changed anything yet.")]


def version(one: Configured, said: list[str], zone: str) -> Component:
    at = words.moment(one.set_at, zone) if one.set_at else ""
    return html.Li([html.B(f"Version {one.version}"), f" {one.set_by}, {at}", html.Div(" ".join(said), className="muted", dir="auto") if said else None])
