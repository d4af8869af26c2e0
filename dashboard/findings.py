"""What was typed into fields of findings, as it is sent; and where what the API says of it belongs. Pure."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from dashboard import typed
from dashboard.typed import Unreadable
from schemas.assessments import Kind, NewAssessment, Number, SentAssessment, Value
from schemas.entries import NewFact

RANDOM = (1 << 74) - 1  # bits of a UUIDv7 that are neither time nor version nor variant


class Place(NamedTuple):
    """A field of a form: a kind, and its part where it has parts."""

    kind: str
    part: str = ""


class Typed(NamedTuple):
    """All that stands in a form. `units`, `limits` and `sure` by kind."""

    values: dict[Place, Any]
    units: dict[str, str]
    limits: dict[str, str]
    sure: frozenset[str]


class Faults(Exception):
    """By field; what to do about each."""

    def __init__(self, found: dict[Place, str]) -> None:
        super().__init__(found)
        self.found = found


def id_of(form: UUID, kind: str) -> UUID:
    """One id for each kind of a form, the same however often it is sent: a UUIDv7 of the form's moment."""
    drawn = int.from_bytes(blake2b(form.bytes + kind.encode(), digest_size=16).digest()) & RANDOM
    high, low = drawn >> 62, drawn & ((1 << 62) - 1)
    return UUID(int=(form.int >> 80) << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def sent(typed_in: Typed, kinds: Mapping[str, Kind], form: UUID, common: NewFact) -> list[SentAssessment]:
    """`common`: day, who saw it, note and what is corrected. Raises Faults, for all fields at once."""
    faults: dict[Place, str] = {}
    found = []
    for kind in dict.fromkeys(place.kind for place, value in typed_in.values.items() if not is_empty(value)):
        try:
            found.append(one(kinds[kind], typed_in, id_of(form, kind), common))
        except Faults as unread:
            faults |= unread.found
    if faults:
        raise Faults(faults)
    return found


def is_empty(value: Any) -> bool:
    return value is None or not str(value).strip()


def one(kind: Kind, typed_in: Typed, fact_id: UUID, common: NewFact) -> SentAssessment:
    given = {place.part: value for place, value in typed_in.values.items() if place.kind == kind.id and not is_empty(value)}
    content = number(kind, typed_in, given) if not kind.parts else {"parts": parts(kind, given)}
    return SentAssessment(id=fact_id, kind=kind.id, sure=kind.id in typed_in.sure, **said(common), **content)


def said(common: NewFact) -> dict[str, Any]:
    more = ("follows", "time_of_day") if isinstance(common, NewAssessment) else ()
    return {name: getattr(common, name) for name in (*NewFact.__struct_fields__, *more)}


def number(kind: Kind, typed_in: Typed, given: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(kind.value, Number):
        return {"value": given[""]}
    read = reading(Place(kind.id), given[""])
    limit = typed_in.limits.get(kind.id, "")
    return {
        "value": read.number,
        "comparator": read.comparator,
        "unit": typed_in.units.get(kind.id),
        "upper_limit": None if is_empty(limit) else reading(Place(kind.id), limit).number,
    }


def parts(kind: Kind, given: Mapping[str, Any]) -> dict[str, Value]:
    faults: dict[Place, str] = {}
    found: dict[str, Value] = {}
    for part, value in given.items():
        try:
            found[part] = reading(Place(kind.id, part), value).number if isinstance(kind.parts[part], Number) else value
        except Faults as unread:
            faults |= unread.found
    if faults:
        raise Faults(faults)
    return found


def reading(place: Place, text: Any) -> typed.Amount:
    try:
        return typed.amount(str(text))
    except Unreadable as unreadable:
        raise Faults({place: str(unreadable)}) from None


def placed(errors: Iterable[Mapping[str, Any]], assessments: list[SentAssessment]) -> tuple[dict[Place, str], list[str]]:
    """What the API says of `assessments.3.value`, by field; and what belongs to none of them."""
    found: dict[Place, str] = {}
    others = []
    for error in errors:
        path, detail = str(error.get("field", "")).split("."), str(error.get("detail", ""))
        number = int(path[1]) if len(path) > 2 and path[0] == "assessments" and path[1].isdigit() else len(assessments)
        if number >= len(assessments) or path[2] in ("observed_on", "time_of_day", "follows"):
            others.append(detail)
            continue
        place = Place(assessments[number].kind, path[3] if path[2] == "parts" and len(path) > 3 else "")
        found[place] = f"{found[place]} {detail}" if place in found else detail
    return found, list(dict.fromkeys(others))
