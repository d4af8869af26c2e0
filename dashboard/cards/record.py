"""The form for a check-in that a patient tells on the phone or writes on paper, and for its correction."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.check_ins import CheckIn, Mode, Respondent
from schemas.instruments import Instrument, Item

SKIP = "skip"
WIDEST = 12  # answers that fit as buttons beside one another; longer scales get a number field
RESPONDENTS: dict[Respondent, str] = {"patient": "The patient", "family_caregiver": "Family", "professional_caregiver": "A professional caregiver"}
MODES: dict[Mode, str] = {
    "phone_call": "On the phone",
    "paper": "On paper",
    "assisted": "In person, with help",
    "proxy": "Somebody else answers for them",
    "self": "Alone",
}


def form(instruments: list[Instrument], chosen: Instrument, zone: str, now: datetime, corrected: CheckIn | None) -> Component:
    """Every field keeps its meaning when a correction opens with what was stored."""
    at = (corrected.at if corrected else now).astimezone(ZoneInfo(zone))
    asked = [item for item in chosen.items if item in chosen.shown or (corrected and item.id in corrected.answers)]  # what is asked no more keeps its answer
    return html.Div(
        [
            html.P("The earlier version stays stored and marked.", className="muted") if corrected else None,
            instrument_choice(instruments, chosen, fixed=corrected is not None),
            dmc.Group(
                [
                    choice("respondent", "Who answers?", RESPONDENTS, corrected.respondent if corrected else "patient"),
                    choice("mode", "How?", MODES, corrected.mode if corrected else "phone_call"),
                ],
                grow=True,
                align="flex-start",
            ),
            dmc.DateTimePicker(id="moment", label=f"When? ({zone})", value=f"{at:%Y-%m-%d %H:%M:%S}", valueFormat="D MMM YYYY, HH:mm"),
            html.P(chosen.instruction, className="instruction"),
            html.Div([answer(chosen, item, corrected) for item in asked], className="answer-list"),
            dmc.Textarea(id="note", label="Note", value=(corrected.note or "") if corrected else "", autosize=True, minRows=2),
            html.P(id="record-error", className="field-error", role="alert"),
            html.Button("Save the new version" if corrected else "Save", id="save", className="button primary"),
            html.P(chosen.acknowledgement, className="source") if chosen.acknowledgement else None,
        ],
        className="record",
    )


def instrument_choice(instruments: list[Instrument], chosen: Instrument, *, fixed: bool) -> Component:
    options = [{"value": f"{one.id}/{one.version}", "label": f"{one.title} ({words.RECALLS[one.recall_period]})"} for one in instruments]
    return dmc.Select(
        id="instrument",
        label="Questionnaire",
        data=options,
        value=f"{chosen.id}/{chosen.version}",
        disabled=fixed,
        allowDeselect=False,
        comboboxProps={"zIndex": 1000},
    )


def choice(name: str, label: str, options: Any, value: str) -> Component:
    data = [{"value": key, "label": words_} for key, words_ in options.items()]
    return dmc.Select(id=name, label=label, data=data, value=value, allowDeselect=False, comboboxProps={"zIndex": 1000})


def answer(instrument: Instrument, item: Item, corrected: CheckIn | None) -> Component:
    stored = corrected.answers.get(item.id) if corrected else None
    scale = instrument.scale
    ends = html.Span(f"{scale.minimum}: {item.low}. {scale.maximum}: {item.high}.", className="ends")
    field = {"type": "answer", "item": item.id}
    if scale.maximum - scale.minimum < WIDEST:
        options = [{"value": SKIP, "label": "skip"}, *({"value": str(n), "label": str(n)} for n in range(scale.minimum, scale.maximum + 1))]
        control = dmc.SegmentedControl(id=field, data=options, value=SKIP if stored is None else str(stored), size="xs", fullWidth=True, **{"aria-label": item.label})
    else:
        control = dmc.NumberInput(
            id=field, value="" if stored is None else stored, min=scale.minimum, max=scale.maximum, allowDecimal=False, placeholder="skipped"
        )
    return html.Fieldset([html.Legend(item.question), control, ends])


def scores(values: list[Any], items: list[str]) -> dict[str, int | None]:
    """Skipped stays null: it is not a zero."""
    return {item: None if value in (SKIP, "", None) else int(value) for item, value in zip(items, values, strict=True)}
