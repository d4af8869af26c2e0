"""The questionnaires as data files: those that come with Balm, and the reading of an organisation's own."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from schemas.instruments import Item, NewInstrument

FOLDER = Path(__file__).parent
LARGEST = 262_144  # bytes of an instrument file
Fault = dict[str, str]


class InstrumentRefused(ValueError):
    """A file that can't be loaded. `errors`: [{"field": "items[3].high", "detail": …}], every fault that could be found at once."""

    def __init__(self, reason: str, errors: list[Fault]) -> None:
        super().__init__(reason + " " + "; ".join(f"{error['field']}: {error['detail']}" for error in errors))
        self.reason, self.errors = reason, errors


@cache
def bundled() -> list[NewInstrument]:
    return [msgspec.json.decode(path.read_bytes(), type=NewInstrument) for path in sorted(FOLDER.glob("*.json"))]


def parse(raw: bytes) -> NewInstrument:
    """An organisation's own questionnaire. Raises InstrumentRefused naming the item and the reason."""
    if len(raw) > LARGEST:
        raise InstrumentRefused(f"The file is larger than {LARGEST // 1024} KB.", [])
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InstrumentRefused(f"The file isn't JSON: {error}.", []) from error
    if not isinstance(found, dict):
        raise InstrumentRefused("The file must hold one object, from { to }.", [])
    faults = shape_faults(found)
    if not faults:
        instrument = msgspec.convert(found, NewInstrument)
        faults = meaning_faults(instrument)
    if faults:
        raise InstrumentRefused("The questionnaire can't be loaded.", faults)
    return instrument


def shape_faults(found: dict[str, Any]) -> list[Fault]:
    """What is missing, misspelt or of the wrong kind: each item by itself, then the rest of the file."""
    items = found.get("items")
    faults = [fault for number, item in enumerate(items, 1) for fault in item_faults(number, item)] if isinstance(items, list) else []
    try:
        msgspec.convert({**found, "items": [STAND_IN] if faults else items}, NewInstrument)
    except msgspec.ValidationError as error:
        faults.append(fault_of(str(error), ""))
    return faults


STAND_IN = {"id": "x", "label": "x", "question": "x", "low": "x", "high": "x"}  # so that the rest is looked at although an item is wrong


def item_faults(number: int, item: object) -> list[Fault]:
    name = item.get("id") if isinstance(item, dict) else None
    try:
        msgspec.convert(item, Item)
    except msgspec.ValidationError as error:
        return [fault_of(str(error), f"item {number}" + (f" ({name})" if isinstance(name, str) else ""))]
    return []


def fault_of(message: str, place: str) -> Fault:
    what, _, path = message.partition(" - at `$")
    field = f"{place} {path.rstrip('`').lstrip('.')}".strip() or "file"
    return {
        "field": field,
        "detail": what.replace("Object missing required field", "this is missing:").replace("Object contains unknown field", "unknown field"),
    }


def meaning_faults(instrument: NewInstrument) -> list[Fault]:
    """What has the right shape and still makes no sense."""
    faults = []
    if instrument.id in {mine.id for mine in bundled()}:
        faults.append({"field": "id", "detail": f"{instrument.id} is the name of a questionnaire that comes with Balm; choose another."})
    if instrument.scale.minimum >= instrument.scale.maximum:
        faults.append({"field": "scale", "detail": f"minimum {instrument.scale.minimum} must be less than maximum {instrument.scale.maximum}."})
    if all(item.optional for item in instrument.items):
        faults.append({"field": "items", "detail": "At least one item must not be optional."})
    return faults + twice(instrument) + band_faults(instrument) + code_faults(instrument)


def twice(instrument: NewInstrument) -> list[Fault]:
    ids = [item.id for item in instrument.items]
    return [{"field": f"item {number} ({name})", "detail": f"The id {name} is used before."} for number, name in enumerate(ids, 1) if name in ids[: number - 1]]


def band_faults(instrument: NewInstrument) -> list[Fault]:
    bands, scale = instrument.bands, instrument.scale
    if bands is None:
        return []
    steps = [bands.mild, bands.moderate, bands.severe] if scale.worse == "higher" else [bands.severe, bands.moderate, bands.mild]
    if not scale.minimum <= steps[0] < steps[1] < steps[2] <= scale.maximum:
        return [{"field": "bands", "detail": f"mild, moderate and severe must lie in this order on the scale from {scale.minimum} to {scale.maximum}."}]
    return []


def code_faults(instrument: NewInstrument) -> list[Fault]:
    codes = [("loinc", instrument.loinc)] + [(f"item {number} ({item.id}) loinc", item.loinc) for number, item in enumerate(instrument.items, 1)]
    return [{"field": field, "detail": f"{code} is no LOINC code: its check digit is wrong."} for field, code in codes if code and not is_loinc(code)]


def is_loinc(code: str) -> bool:
    """LOINC's check digit is Mod 10 (Luhn), LOINC Users' Guide."""
    digits, _, check = code.partition("-")
    total = sum(sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10)) for place, digit in enumerate(reversed(digits)))
    return -total % 10 == int(check)
