"""What is wrong with a questionnaire's file: all of it at once, each fault with its place, in words for the person who wrote the file."""

import re
from collections.abc import Collection, Iterator
from typing import Any, get_args

import msgspec

from schemas.instruments import Bands, Item, NewInstrument, RecallPeriod, Scale

Fault = dict[str, str]  # {"field": place in the file, "detail": what is wrong there}

CHOICES = {"recall_period": get_args(RecallPeriod), "worse": ("higher", "lower")}
WORDS = {  # what msgspec says of a value -> what a person can act on; the first that fits
    r"Expected `array`, ": "must be a list, from [ to ]",
    r"got `object`": "must be one value; a questionnaire in another language is a file of its own",
    r"regex '\^\[a-z\]\[a-z0-9_\]": "must begin with a small letter and hold only small letters, digits and _",
    r"regex '\^\[a-z\]\[a-z0-9_-\]": "must begin with a small letter and hold only small letters, digits, _ and -",
    r"regex '\^\[a-z\]\{2,3\}": "must be one language, such as en or de-AT",
    r"regex '\^\\+d": "must look like a LOINC code, such as 72514-3",
    r"regex '.*x1f": "must be one line, without control characters",
    r"regex '.*x00": "holds a NUL character",
    r"`str` of length >= 1": "is empty",
    r"`str` of length <= (\d+)": r"is longer than \1 characters",
    r"`array` of length >= 1": "is empty; a questionnaire has at least one item",
    r"`array` of length <= (\d+)": r"has more than \1 items",
    r"Expected `str": "must be text in quotation marks",
    r"Expected `bool": "must be true or false",
    r"Expected `int` ([<>]=) (\d+)": r"must be a whole number \1 \2",
    r"Expected `int": "must be a whole number",
}
STAND_IN = {"id": "x", "label": "x", "question": "x", "low": "x", "high": "x"}


def of_shape(found: dict[str, Any]) -> Iterator[Fault]:
    """What is missing, misspelt or of the wrong kind: in the file, in the scale and the bands, in each item."""
    items = found.get("items")
    # the list itself is looked at with the rest of the file, what is in it item by item
    outside = {**found, "items": [STAND_IN] * len(items)} if isinstance(items, list) else found
    yield from of_struct(NewInstrument, outside, "file", apart=("scale", "bands"))
    if "scale" in found:
        yield from of_struct(Scale, found["scale"], "scale")
    if found.get("bands") is not None:
        yield from of_struct(Bands, found["bands"], "bands")
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        yield from of_struct(Item, item, place(number, item.get("id") if isinstance(item, dict) else None))


def of_struct(kind: type[msgspec.Struct], found: object, where: str, apart: Collection[str] = ()) -> Iterator[Fault]:
    """Field by field, so that the first fault doesn't hide the others. The fields `apart` are only missed here."""
    if not isinstance(found, dict):
        yield {"field": where, "detail": "must be an object, from { to }"}
        return
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        if name not in found and field.required:
            yield {"field": where, "detail": f"'{name}' is missing"}
        elif name in found and name not in apart and (wrong := of_value(name, field.type, found[name])):
            yield {"field": where, "detail": f"'{name}' {wrong}"}
    for name in sorted(found.keys() - fields.keys()):
        yield {"field": where, "detail": f"{name[:80]!r} is unknown; known are {', '.join(fields)}"}


def of_value(name: str, kind: Any, value: object) -> str | None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return f"must be one of {', '.join(CHOICES[name])}" if name in CHOICES else in_words(str(error))
    return None


def in_words(message: str) -> str:
    for pattern, words in WORDS.items():
        if match := re.search(pattern, message):
            return match.expand(words)
    return message


def place(number: int, name: object) -> str:
    return f"item {number} ({name[:40]})" if isinstance(name, str) and name else f"item {number}"


def of_meaning(instrument: NewInstrument, reserved: Collection[str]) -> Iterator[Fault]:
    """What has the right shape and still makes no sense."""
    if instrument.id in reserved:
        yield {"field": "id", "detail": f"{instrument.id} is the name of a questionnaire that comes with Balm; choose another"}
    if instrument.scale.minimum >= instrument.scale.maximum:
        yield {"field": "scale", "detail": f"minimum {instrument.scale.minimum} must be less than maximum {instrument.scale.maximum}"}
    if all(item.optional for item in instrument.items):
        yield {"field": "items", "detail": "at least one item must not be optional"}
    yield from used_twice(instrument)
    yield from of_bands(instrument)
    yield from of_codes(instrument)


def used_twice(instrument: NewInstrument) -> Iterator[Fault]:
    for what in ("id", "label"):
        seen: set[str] = set()
        for number, item in enumerate(instrument.items, 1):
            value: str = getattr(item, what)
            if value.casefold() in seen:
                yield {"field": place(number, item.id), "detail": f"the {what} {value!r} is used before"}
            seen.add(value.casefold())


def of_bands(instrument: NewInstrument) -> Iterator[Fault]:
    bands, scale = instrument.bands, instrument.scale
    if bands is None:
        return
    begins = {"mild": bands.mild, "moderate": bands.moderate, "severe": bands.severe}
    for name, score in begins.items():
        if not scale.minimum <= score <= scale.maximum:
            yield {"field": "bands", "detail": f"{name} begins at {score}, outside the scale from {scale.minimum} to {scale.maximum}"}
    mild, moderate, severe = begins.values() if scale.worse == "higher" else [-score for score in begins.values()]
    if not mild < moderate < severe:
        direction = "rise" if scale.worse == "higher" else "fall"
        yield {"field": "bands", "detail": f"mild, moderate and severe must {direction}, because {scale.worse} is worse on this scale"}


def of_codes(instrument: NewInstrument) -> Iterator[Fault]:
    places = [("file", instrument.loinc), *((place(number, item.id), item.loinc) for number, item in enumerate(instrument.items, 1))]
    for where, code in places:
        if code and not is_loinc(code):
            yield {"field": where, "detail": f"{code} is no LOINC code: its check digit is wrong"}


def is_loinc(code: str) -> bool:
    """LOINC's check digit is Mod 10 (Luhn), LOINC Users' Guide."""
    digits, _, check = code.partition("-")
    total = sum(sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(reversed(digits)))
    return -total % 10 == int(check)
