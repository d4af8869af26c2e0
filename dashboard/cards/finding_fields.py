"""One field for each kind of finding: buttons where there are few answers, a number with its unit where there are many; what was found last stands above it."""

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from msgspec.structs import replace

from dashboard import fact_words
from schemas.assessments import Assessment, Kind, Number, Words

FEW = 11  # steps of a scale that fit as buttons
UNITS_BESIDE = 3  # units that fit as buttons
ABOVE = {"zIndex": 1000}
ADL_ORDER = ("ambulation", "transfer", "bathing", "dressing", "feeding", "continence")


def field_id(what: str, form: str, kind: str, part: str = "") -> dict[str, str]:
    return {"type": f"finding-{what}", "form": form, "kind": kind, "part": part}


def field(kind: Kind, last: Assessment | None, form: str, now: Assessment | None = None, *, explained: bool = True) -> Component:
    """`now`: what stands in it already, where a finding is corrected. `explained`: with what is meant; who fills in the usual ones knows it."""
    kind = kind if explained else replace(kind, definition="")
    if kind.parts:
        return parts_field(kind, last, form, now)
    if isinstance(kind.value, Number) and not has_few(kind.value):
        return number_field(kind, kind.value, last, form, now)
    options = choices(kind.value)
    return html.Fieldset(
        [html.Legend(kind.label), before(kind, last), chips(options, field_id("value", form, kind.id), now.value if now else None)],
        className="finding",
    )


def is_written(kind: Kind, part: str) -> bool:
    """A number in a field, not a press of a button."""
    shape = kind.parts[part] if part else kind.value
    return isinstance(shape, Number) and (bool(part) or not has_few(shape))


def has_few(shape: Number) -> bool:
    return shape.step is not None and (shape.maximum - shape.minimum) / shape.step < FEW


def choices(shape: Number | Words | None) -> dict[str, str]:
    """By what is sent; a scale of tens as its tens."""
    if isinstance(shape, Words):
        return shape.words
    if shape is None or shape.step is None:
        return {}
    count = int((shape.maximum - shape.minimum) / shape.step) + 1
    numbers = [f"{shape.minimum + shape.step * n:g}" for n in range(count)]
    return {number: number for number in numbers}


def chips(options: dict[str, str], field: dict[str, str], now: Any) -> Component:
    """Pressed again, a button is let go: nobody looked."""
    shown = [dmc.Chip(label, value=value, size="sm", radius="md") for value, label in options.items()]
    return html.Div(dmc.ChipGroup(shown, id=field, value=None if now is None else f"{now:g}" if isinstance(now, int | float) else now, deselectable=True), className="chips")


def before(kind: Kind, last: Assessment | None, *, in_full: bool = True) -> Component | None:
    """What was found last, and what is meant."""
    words = last_words(kind, last, in_full=in_full)
    return html.P(words, className="meant") if words else None


def last_words(kind: Kind, last: Assessment | None, *, in_full: bool = True) -> str:
    """`in_full`: with what was found, where it doesn't stand beside each part. A score depends on who scored it: that is said, too."""
    scorer = f", scored by {last.observed_by or last.entry.recorded_by}" if last and kind.group == "function" else ""
    found = f"Last: {fact_words.value(kind, last) + ', ' if in_full else ''}{fact_words.short_day(last.observed_on)}{scorer}." if last else ""
    return " ".join(words for words in (found, kind.definition) if words)


def number_field(kind: Kind, shape: Number, last: Assessment | None, form: str, now: Assessment | None) -> Component:
    used = now or last
    unit = used.unit if used and used.unit in shape.units else shape.unit
    return html.Div(
        [
            html.Div([number_input(kind, form, now, last), unit_choice(kind, shape, unit, form)], className="with-unit"),
            limit_input(kind, used, form) if kind.group == "markers" or (now and now.upper_limit is not None) else None,
            sure_box(kind, form) if shape.steady else None,
        ],
        className="finding",
    )


def number_input(kind: Kind, form: str, now: Assessment | None, last: Assessment | None) -> Component:
    return dmc.TextInput(
        id=field_id("value", form, kind.id),
        label=kind.label,
        description=last_words(kind, last) or None,
        value="" if now is None or now.value is None else f"{now.comparator or ''}{now.value}",
        inputProps={"inputMode": "text" if kind.has_limit else "decimal"},  # the keys for "<" are on no keyboard of digits
        autoComplete="off",
    )


def unit_choice(kind: Kind, shape: Number, chosen: str, form: str) -> Component:
    named = {"aria-label": f"Unit of {kind.label}"}
    units = [shape.unit, *shape.units]
    if len(units) == 1:  # the one it can be; sent like any other
        return html.Span([html.Span("" if shape.unit in fact_words.UNSAID else shape.unit, className="unit"), dmc.SegmentedControl(id=field_id("unit", form, kind.id), data=units, value=shape.unit, display="none")])
    if len(units) <= UNITS_BESIDE:
        return dmc.SegmentedControl(id=field_id("unit", form, kind.id), data=units, value=chosen, size="xs", **named)
    return dmc.Select(id=field_id("unit", form, kind.id), data=units, value=chosen, w=120, allowDeselect=False, comboboxProps=ABOVE, **named)


def limit_input(kind: Kind, used: Assessment | None, form: str) -> Component:
    """As it stood on the last sheet: a laboratory seldom changes it."""
    return dmc.TextInput(
        id=field_id("limit", form, kind.id),
        label="Upper limit of normal, in the same unit",
        value="" if used is None or used.upper_limit is None else f"{used.upper_limit:g}",
        size="xs",
        inputProps={"inputMode": "decimal"},
        autoComplete="off",
    )


def sure_box(kind: Kind, form: str) -> Component:
    """Shown when the API asks."""
    return dmc.Checkbox(id=field_id("sure", form, kind.id), label="Yes, the number and the unit are right", checked=False, display="none")


def parts_field(kind: Kind, last: Assessment | None, form: str, now: Assessment | None) -> Component:
    order = sorted(kind.parts, key=lambda part: ADL_ORDER.index(part) if part in ADL_ORDER else 0) if kind.id == "adls" else list(kind.parts)
    rows = [part_row(kind, part, form, now, last) for part in order]
    numbers = all(isinstance(shape, Number) for shape in kind.parts.values())
    return html.Fieldset(
        [html.Legend(kind.label), before(kind, last, in_full=numbers), html.Div(rows, className="part-numbers" if numbers else "parts")], className="finding finding-wide"
    )


def part_row(kind: Kind, part: str, form: str, now: Assessment | None, last: Assessment | None) -> Component:
    """Beside its name, what was found last of this part."""
    shape, stands = kind.parts[part], now.parts.get(part) if now else None
    field = field_id("value", form, kind.id, part)
    if isinstance(shape, Number):
        written = "" if stands is None else str(stands)
        return dmc.TextInput(id=field, label=fact_words.part_label(part), value=written, inputProps={"inputMode": "numeric"}, autoComplete="off")
    found = last.parts.get(part) if last else None
    beside = html.Span(f", last: {fact_words.worded(shape, found, None).lower()}", className="last") if found is not None else None
    return html.Fieldset([html.Legend([fact_words.part_label(part), beside]), chips(shape.words, field, stands)], className="part")
