"""Which values can be recorded. What is refused is refused with the reason, and with what may have been meant."""

from collections.abc import Iterator
from typing import NamedTuple

from api.rules.calendar import in_words
from api.rules.kinds import KINDS
from api.rules.kinds.shapes import OURS
from api.rules.record import UNSAID
from schemas.assessments import Assessment, Kind, NewAssessment, Number, Value, Words

Fault = tuple[str, str]
ALIKE = 0.1  # a value this near to another unit's factor times the last one may be in that unit: weights seldom change by a tenth between two visits; ours
LARGEST = 1e15  # no number beyond it is looked at; it may not fit a float
SPELLINGS = {"umol/L": "µmol/L", "ug/L": "µg/L", "mcg/L": "µg/L", "/uL": "/µL", "10^9/L": "10⁹/L", "10*9/L": "10⁹/L", "G/L": "10⁹/L", "10^3/uL": "10³/µL",
             "ukat/L": "µkat/L", "C": "°C", "Cel": "°C", "F": "°F", "[degF]": "°F", "lbs": "lb", "[lb_av]": "lb", "[in_i]": "in", "ng/ml": "ng/mL", "mg/dl": "mg/dL",
             "g/dl": "g/dL", "g/l": "g/L", "mmol/l": "mmol/L", "U/ml": "U/mL", "mm[Hg]": "mmHg"}  # fmt: skip


class Amounts(NamedTuple):
    """The number and the upper limit in the kind's own unit; null where the kind has no number, or none was sent."""

    amount: float | None = None
    amount_limit: float | None = None


def amounts(new: NewAssessment) -> Amounts:
    """Of an assessment without faults."""
    shape = KINDS[new.kind].value
    if not isinstance(shape, Number) or isinstance(new.value, str) or new.value is None:
        return Amounts()
    return Amounts(converted(shape, new.value, new.unit), None if new.upper_limit is None else converted(shape, new.upper_limit, new.unit))


def faults_of(new: NewAssessment) -> list[Fault]:
    """(field, sentence) for everything that can't be stored; empty where it can."""
    kind = KINDS.get(new.kind)
    if kind is None:
        return [("kind", "There is no such kind of assessment. GET /v1/assessment-kinds lists them.")]
    return [*value_faults(kind, new), *unit_faults(kind, new), *limit_faults(kind, new), *part_faults(kind, new), *follow_faults(kind, new)]


def value_faults(kind: Kind, new: NewAssessment) -> Iterator[Fault]:
    if kind.value is None:
        if new.value is not None:
            yield "value", f"{kind.label} has parts: {', '.join(kind.parts)}. Send them as `parts`."
    elif fault := fault_of(kind.value, new.value, new.unit):
        yield "value", fault


def unit_faults(kind: Kind, new: NewAssessment) -> Iterator[Fault]:
    shape = kind.value
    if not isinstance(shape, Number):
        if new.unit is not None:
            yield "unit", f"{kind.label} has no unit."
        if new.comparator is not None:
            yield "comparator", f"{kind.label} is no number."
    elif spelled(new.unit or shape.unit) not in (shape.unit, *shape.units):
        yield "unit", f"{kind.label} can be in {' or '.join([shape.unit, *shape.units])}."


def limit_faults(kind: Kind, new: NewAssessment) -> Iterator[Fault]:
    if new.upper_limit is None:
        return
    if not kind.has_limit or not isinstance(kind.value, Number):
        yield "upper_limit", f"{kind.label} has no laboratory's upper limit."
    elif new.upper_limit <= 0 or fault_of(kind.value, new.upper_limit, new.unit):
        yield "upper_limit", "This can't be an upper limit of normal in this unit."


def part_faults(kind: Kind, new: NewAssessment) -> Iterator[Fault]:
    if not kind.parts:
        if new.parts:
            yield "parts", f"{kind.label} has no parts. Send it as `value`."
        return
    if not new.parts:
        yield "parts", f"Send at least one of: {', '.join(kind.parts)}."
    for part, value in new.parts.items():
        fault = fault_of(kind.parts[part], value, None) if part in kind.parts else f"{kind.label} has no such part; it has {', '.join(kind.parts)}."
        if fault:
            yield f"parts.{part[:40]}", fault
    low, high = new.parts.get("diastolic"), new.parts.get("systolic")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low >= high:
        yield "parts.diastolic", "The diastolic pressure is below the systolic one. Were they swapped?"


def follow_faults(kind: Kind, new: NewAssessment) -> Iterator[Fault]:
    if kind.follows and new.follows is None:
        yield "follows", f"Name the assessment that this follows up ({KINDS[kind.follows].label})."
    if new.follows is not None and not kind.follows:
        yield "follows", f"{kind.label} follows nothing up."


def fault_of(shape: Number | Words, value: Value | None, unit: str | None) -> str | None:
    if isinstance(shape, Words):
        return None if isinstance(value, str) and value in shape.words else f"It can be {', '.join(shape.words)}."
    if isinstance(value, str) or value is None:
        return f"It must be a number, in {shape.unit}."
    unit = spelled(unit or shape.unit)
    if unit not in (shape.unit, *shape.units):
        return None  # the unit's own fault says more
    return range_fault(shape, value, unit) or step_fault(shape, value, unit)


def range_fault(shape: Number, value: float, unit: str) -> str | None:
    if within(shape, value, unit):
        return None
    low, high = (shown(original(shape, bound, unit)) for bound in (shape.minimum, shape.maximum))
    others = [other for other in (shape.unit, *shape.units) if other != unit and within(shape, value, other)]
    meant = f" If it is in {' or '.join(others)}, choose that unit." if others else " Look at it again." if shape.source == OURS else f" {shape.source}."
    named = "" if unit in UNSAID else f" {unit}"
    written = f"{shown(value)}{named}" if abs(value) < LARGEST else "This number"
    return f"{written} is outside what is possible, {low} to {high}{named}.{meant}"


def step_fault(shape: Number, value: float, unit: str) -> str | None:
    if shape.step is None or converted(shape, value, unit) % shape.step == 0:
        return None
    return "It must be a whole number." if shape.step == 1 else f"It goes in steps of {shown(shape.step)}: {shown(shape.minimum)}, {shown(shape.minimum + shape.step)} …"


def within(shape: Number, value: float, unit: str) -> bool:
    return abs(value) < LARGEST and shape.minimum <= converted(shape, value, unit) <= shape.maximum


def converted(shape: Number, value: float, unit: str | None) -> float:
    """In the kind's own unit, to six decimals, so that 25 g/L are 2.5 g/dL and not a hair less."""
    conversion = shape.units.get(spelled(unit or shape.unit))
    return float(value) if conversion is None else round((value - conversion.zero) * conversion.factor, 6)


def original(shape: Number, amount: float, unit: str) -> float:
    conversion = shape.units.get(unit)
    return amount if conversion is None else amount / conversion.factor + conversion.zero


def shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.3g}" if abs(value) < 1000 else f"{value:.4g}"


def spelled(unit: str) -> str:
    """One spelling of a unit that is written in several ways. The micro sign and the Greek letter look alike and are two characters."""
    unit = unit.replace("\u03bc", "\u00b5")
    return SPELLINGS.get(unit, unit)


def doubt(new: NewAssessment, last: Assessment | None) -> str | None:
    """What to ask before a weight or height is stored that looks as if it were in another unit than the last one."""
    shape, amount = KINDS[new.kind].value, amounts(new).amount
    if not isinstance(shape, Number) or not shape.steady or amount is None or new.sure or last is None or not last.amount:
        return None
    used = spelled(new.unit or shape.unit)
    for other in (shape.unit, *shape.units):
        mixed = factor_of(shape, used) / factor_of(shape, other)
        if other != used and abs(amount / (last.amount * mixed) - 1) <= ALIKE:
            before = shown(original(shape, last.amount, used))
            return f"The last one, of {in_words(last.observed_on)}, was {before} {used}. Is this in {other}?"
    return None


def factor_of(shape: Number, unit: str) -> float:
    return shape.units[unit].factor if unit in shape.units else 1
