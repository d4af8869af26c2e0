"""The fields of forms other than findings, by what they hold; one shape for all, so that each can say what is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

ABOVE = {"zIndex": 1000}
Holds = Literal["line", "note", "choice", "radio", "choices", "day", "partial", "number", "whole", "flag", "names"]
YES_NO = {"yes": "Yes", "no": "No"}


class Field(NamedTuple):
    """`name` as the API has it; in rows `targets.0.name`. `options`: what is sent -> what is said."""

    name: str
    label: str
    holds: Holds = "line"
    options: Mapping[str, str] = {}
    about: str = ""
    needed: bool = False


class Rows(NamedTuple):
    """A small table of the same fields, so many times."""

    name: str
    label: str
    fields: Sequence[Field]
    times: int
    about: str = ""
    grows: bool = True

    def widened(self, values: Mapping[str, Any]) -> "Rows":
        """With a row for each that is stored, and one more."""
        stored = [number for name in values if name.startswith(f"{self.name}.") and (number := name.split(".")[1]).isdigit()]
        return self._replace(times=max([self.times, *(int(number) + 2 for number in stored if self.grows)]))

    def row(self, number: int) -> list[Field]:
        return [field._replace(name=f"{self.name}.{number}.{field.name}") for field in self.fields]


def field_id(name: str) -> dict[str, str]:
    return {"type": "fact-field", "field": name}


def fields_of(form: Sequence[Field | Rows]) -> dict[str, Field]:
    """By name, rows unfolded."""
    found: dict[str, Field] = {}
    for one in form:
        each = [one] if isinstance(one, Field) else [field for number in range(one.times) for field in one.row(number)]
        found |= {field.name: field for field in each}
    return found


def shown(form: Sequence[Field | Rows], values: Mapping[str, Any], today: date) -> list[Component]:
    return [control(one, values.get(one.name), today) if isinstance(one, Field) else table(one, values, today) for one in form]


def table(rows: Rows, values: Mapping[str, Any], today: date) -> Component:
    """As many rows as hold something, and one to write in; the others unfold."""
    used = 1 + max((number for number in range(rows.times) for field in rows.row(number) if values.get(field.name)), default=-1)
    lines = [html.Div([control(field, values.get(field.name), today, small=True) for field in rows.row(number)], className="fact-row") for number in range(rows.times)]
    more = [html.Details([html.Summary("More rows"), *lines[used + 1 :]], className="more-rows")] if lines[used + 1 :] else []
    about = html.P(rows.about, className="meant") if rows.about else None
    return html.Fieldset([html.Legend(rows.label), about, *lines[: used + 1], *more], className="fact-rows")


def control(field: Field, value: Any, today: date, *, small: bool = False) -> Component:
    given: dict[str, Any] = {"id": field_id(field.name), "label": field.label, "description": field.about or None, "size": "xs" if small else "sm"}
    given["required"] = field.needed
    if field.holds in ("choice", "flag"):
        options = [{"value": key, "label": label} for key, label in (field.options or YES_NO).items()]
        return dmc.Select(**given, data=options, value=value, clearable=not field.needed, allowDeselect=not field.needed, comboboxProps=ABOVE, searchable=len(options) > 9)
    if field.holds == "radio":
        return dmc.RadioGroup([dmc.Radio(label=label, value=key) for key, label in field.options.items()], **given, value=value, className="radios")
    if field.holds == "choices":
        return dmc.MultiSelect(**given, data=[{"value": key, "label": label} for key, label in field.options.items()], value=value or [], comboboxProps=ABOVE)
    if field.holds == "day":
        return dmc.DateInput(**given, value=value or today.isoformat(), valueFormat="D MMM YYYY", maxDate=today.isoformat(), popoverProps=ABOVE)
    if field.holds == "note":
        return dmc.Textarea(**given, value=value or "", autosize=True, minRows=2)
    keys = {"number": "decimal", "whole": "numeric"}.get(field.holds, "text")
    return dmc.TextInput(**given, value="" if value is None else str(value), inputProps={"inputMode": keys}, autoComplete="off")
