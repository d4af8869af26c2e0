"""The forms of the hospice benefit: which fields each has, and what was typed in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import due_words

ABOVE = {"zIndex": 1000}
MOST_PERIODS = 199


class Field(Struct, frozen=True):
    name: str
    label: str
    shape: Literal["day", "text", "number", "choice"]
    needed: bool = True
    about: str | None = None
    options: Mapping[Any, str] = {}
    future: bool = False  # whether a day to come may be chosen


NOTE = Field("note", "Note", "text", False)
PERIOD = Field("period", "For benefit period number", "number")
BY = Field("by", "By whom", "text")
ELECTION = [
    Field("on", "First day of hospice care under this election", "day", future=True),
    Field("payer", "Payer", "choice", options=due_words.PAYERS),
    Field("previous_periods", "Benefit periods before, with any hospice", "number", False, "In the whole life. Empty where nobody knows yet: finding out then stands on the list."),
    Field("signed_on", "Statement signed on", "day", False),
    Field("attending", "Attending, as the patient names them", "text", False, "Empty where there is nobody"),
    Field("attending_is", "The attending is", "choice", options=due_words.ATTENDING),
    Field("period_began_on", "Period begun at another hospice on", "day", False, "Only for who comes from another hospice within a period. That period isn’t among those before."),
    NOTE,
]
FORMS: dict[str, list[Field]] = {
    "election": ELECTION,
    "ending": [Field("on", "Ended on", "day"), Field("because", "How it ended", "choice", options=due_words.BECAUSE), NOTE],
    "face_to_face": [
        PERIOD, Field("on", "Seen on", "day"), BY, Field("by_a", "Acting as", "choice", options=due_words.SEEN_BY),
        Field("exception", "Why it could not be before the period", "text", False, "Only after a new admission, and within 2 days of it"), NOTE,
    ],
    "certification": [
        PERIOD, Field("form", "How", "choice", options=due_words.FORMS), Field("on", "Spoken, or signed, on", "day"), BY,
        Field("by_a", "Acting as", "choice", options=due_words.CERTIFIED_BY), NOTE,
    ],
    "notice": [Field("about", "Which notice", "choice", options=due_words.ABOUT), Field("on", "Accepted by the contractor on", "day"), NOTE],
    "addendum": [Field("on", "Asked for on", "day"), Field("given_on", "Given on", "day", False), NOTE],
    "mistake": [Field("reason", "Why?", "text", about="For example: written for the wrong patient")],
}  # fmt: skip
TITLES = {
    "election": "Election of the hospice benefit",
    "ending": "The election has ended",
    "face_to_face": "Face-to-face encounter",
    "certification": "Certification",
    "notice": "Notice accepted",
    "addendum": "Addendum",
    "mistake": "Mark as entered in error",
}


def form(fields: Sequence[Field], values: Mapping[str, Any], today: date, said: str = "") -> Component:
    return html.Div(
        [
            html.P(said) if said else None,
            *(shown(field, values.get(field.name), today) for field in fields),
            html.P(id="due-error", className="field-error", role="alert"),
            html.Button("Save", id="save-due", className="button primary"),
        ],
        className="form",
    )


def shown(field: Field, value: Any, today: date) -> Component:
    usual: dict[str, Any] = {"id": {"type": "due-field", "field": field.name}, "label": field.label, "description": field.about, "withAsterisk": field.needed}
    if field.shape == "day":
        latest = {} if field.future else {"maxDate": str(today)}
        return dmc.DateInput(**usual, value=str(value) if value else None, valueFormat="D MMMM YYYY", popoverProps=ABOVE, clearable=not field.needed, **latest)
    if field.shape == "number":
        return dmc.NumberInput(**usual, value="" if value is None else value, min=0, max=MOST_PERIODS, allowDecimal=False, allowNegative=False)
    if field.shape == "choice":
        options = [{"value": name, "label": label[:1].upper() + label[1:]} for name, label in field.options.items()]
        return dmc.Select(**usual, data=options, value=value, comboboxProps=ABOVE, clearable=not field.needed, allowDeselect=not field.needed, searchable=len(options) > 6)
    return dmc.TextInput(**usual, value=value or "")


def read(fields: Sequence[Field], written: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What was typed, without what is empty; and the labels of what is missing."""
    found = {field.name: clean(field, written.get(field.name)) for field in fields}
    given = {name: value for name, value in found.items() if value is not None}
    return given, [field.label for field in fields if field.needed and field.name not in given]


def clean(field: Field, value: Any) -> Any:
    if value is None or not str(value).strip():
        return None
    if field.shape == "day":
        return str(value)[:10]
    return int(value) if field.shape == "number" else " ".join(str(value).split())
