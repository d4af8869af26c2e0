"""What was found at one visit, or what a laboratory sent: the usual first, the rest found by typing, one button for all of it."""

from collections.abc import Iterable
from datetime import date

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import fact_words
from dashboard.cards.finding_fields import ABOVE, field
from schemas.assessments import Kind
from schemas.facts import Facts

VISIT, LABORATORY = "visit", "laboratory"
TITLES = {VISIT: "What was found at a visit", LABORATORY: "What the laboratory found"}
DAYS = {VISIT: "Day of the visit", LABORATORY: "Day of the sample"}
SCALES = ("kps", "akps", "ecog")
USUAL = {
    VISIT: (
        "pps", *SCALES, "weight", "oral_intake", "oedema", "dyspnoea_at_rest", "delirium", "adls",
        "blood_pressure", "heart_rate", "respiratory_rate", "temperature", "spo2_room_air", "spo2_on_oxygen", "phase",
    ),
    LABORATORY: ("albumin", "crp", "creatinine", "haemoglobin", "wbc", "lymphocyte_percent", "bilirubin", "inr", "calcium", "sodium"),
}  # fmt: skip


class Desk(Struct, frozen=True):
    """What a form is made from. `wanted`: a kind that somebody was sent here to record."""

    kinds: dict[str, Kind]
    facts: Facts
    wanted: str | None = None


def form_of(kind: Kind) -> str:
    return LABORATORY if kind.has_limit else VISIT


def usual(form: str, desk: Desk) -> list[str]:
    """Of the performance scales PPS, and those that this patient was scored on before; of the markers those that were measured before."""
    found = [kind for kind in USUAL[form] if kind not in SCALES or kind in desk.facts.assessments]
    if form == LABORATORY:
        found = [*(kind.id for kind in desk.kinds.values() if kind.group == "markers" and kind.id in desk.facts.assessments), *found]
    wanted = desk.kinds.get(desk.wanted or "")
    if wanted and form_of(wanted) == form and not wanted.follows:
        found = [wanted.id, *(kind for kind in found if kind != wanted.id)]
    return found


def form(name: str, desk: Desk) -> Component:
    shown = usual(name, desk)
    return html.Div(
        [
            *places(shown, name, desk),
            dmc.Select(
                id=f"{name}-more",
                label="Something else",
                placeholder="Type a few letters: ascites, FEV1, infection …" if name == VISIT else "Type a few letters: CA-125, platelets …",
                data=others(desk.kinds.values(), shown, name),
                searchable=True,
                clearable=True,
                nothingFoundMessage="Nothing by that name",
                comboboxProps=ABOVE,
                maxDropdownHeight=320,
            ),
            html.Div([], id=f"{name}-added", className="findings"),
            circumstances(name, desk.facts.today),
            html.Div(
                [
                    html.Button("Save all", id=f"save-{name}", className="button primary"),
                    html.P("What stays empty says that nobody looked.", className="muted"),
                    html.P(id=f"{name}-error", className="field-error", role="alert"),
                ],
                className="save-line",
            ),
        ],
        className="card visit-form",
    )


def places(shown: Iterable[str], name: str, desk: Desk) -> list[Component]:
    """Short numbers stand closer together, below; what somebody was sent here to record stands first, short or not."""
    kinds = [desk.kinds[kind] for kind in shown if kind in desk.kinds]
    short = [kind for kind in kinds if name == LABORATORY or (kind.group in ("vital_signs", "breathing") and kind.id != desk.wanted)]
    parts = [("findings", [kind for kind in kinds if kind not in short]), ("findings close", short)]
    return [html.Div([usual_field(kind, name, desk) for kind in found], className=part) for part, found in parts if found]


def usual_field(kind: Kind, name: str, desk: Desk) -> Component:
    return field(kind, desk.facts.newest(kind.id), name, explained=kind.id == desk.wanted)


def others(kinds: Iterable[Kind], shown: list[str], name: str) -> list[dict[str, object]]:
    """By group. Follow-ups begin at what they follow. What a laboratory finds may be recorded at a visit too."""
    groups: dict[str, list[dict[str, str]]] = {}
    for kind in kinds:
        if kind.id not in shown and not kind.follows and (name == VISIT or kind.has_limit):
            groups.setdefault(fact_words.GROUPS[kind.group], []).append({"value": kind.id, "label": kind.label})
    return [{"group": group, "items": items} for group, items in groups.items()]


def circumstances(name: str, today: date) -> Component:
    return html.Div(
        [
            dmc.DateInput(id=f"{name}-day", label=DAYS[name], value=today.isoformat(), valueFormat="D MMM YYYY", maxDate=today.isoformat(), popoverProps=ABOVE),
            dmc.TextInput(id=f"{name}-by", label="Seen by somebody else", description="A letter, a relative; empty: by you", autoComplete="off"),
            dmc.TextInput(id=f"{name}-note", label="Note", description="Kept with each value", autoComplete="off"),
        ],
        className="circumstances",
    )
