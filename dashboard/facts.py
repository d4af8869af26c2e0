"""From a form's fields to what the API takes, and from what is stored to a form's fields. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dashboard import typed
from dashboard.cards.fact_fields import Field
from dashboard.typed import Unreadable
from schemas.entries import NewFact
from schemas.measurements import NewMeasurement


class Faults(Exception):
    """By field; what to do about each."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(found)
        self.found = found


def content(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields, as the API has it. Raises Faults, for all fields at once."""
    faults: dict[str, str] = {}
    found: dict[str, Any] = {}
    for name, field in fields.items():
        try:
            read = reading(field, values.get(name))
        except Unreadable as unreadable:
            faults[name] = str(unreadable)
            continue
        if read is None and field.needed:
            faults[name] = "Please say this."
        if read is not None:
            put(found, name.split("."), read)
    if faults:
        raise Faults(faults)
    return listed(found)


def reading(field: Field, value: Any) -> Any:
    """None where nothing was written."""
    if value is None or value == [] or not str(value).strip():
        return None
    if field.holds in ("choice", "radio", "choices"):
        return value
    text = str(value).strip()
    readers: dict[str, Any] = {"flag": lambda: text == "yes", "day": lambda: text[:10], "partial": lambda: typed.partial_date(text), "names": lambda: typed.names(text)}
    if field.holds in ("number", "whole"):
        return plain_number(text, whole=field.holds == "whole")
    return readers.get(field.holds, lambda: text)()


def plain_number(text: str, *, whole: bool) -> int | float:
    read = typed.amount(text)
    if read.comparator or (whole and not isinstance(read.number, int)):
        raise Unreadable("Please write a whole number." if whole else "Please write a number.")
    return read.number


def put(found: dict[str, Any], path: list[str], value: Any) -> None:
    for step in path[:-1]:
        found = found.setdefault(step, {})
    found[path[-1]] = value


def listed(found: dict[str, Any]) -> dict[str, Any]:
    """Rows in which anything was written, as a list."""
    return {name: [row for _, row in sorted(value.items(), key=lambda one: int(one[0]))] if isinstance(value, dict) else value for name, value in found.items()}


def new_fact(noun: type[NewFact], given: Mapping[str, Any], **more: Any) -> NewFact:
    """Raises Faults where a row lacks what it needs."""
    given = measured(given) if noun is NewMeasurement else given
    try:
        return msgspec.convert({**given, **more}, noun)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$.")
        raise Faults({path.rstrip("`").split("[")[0]: missing(what)}) from error


def measured(given: Mapping[str, Any]) -> dict[str, Any]:
    """A lesion without a number couldn't be measured. Where none has one and nothing else is said, it was rather forgotten."""
    targets = given.get("targets", [])
    if targets and not any("diameter_mm" in target for target in targets) and not {"non_targets", "new_lesions"} & set(given):
        raise Faults({"targets": "Write at least one size, or say below what became of the other lesions."})
    return {**given, "targets": [{"diameter_mm": None, **target} for target in targets]}


def missing(what: str) -> str:
    """'Object missing required field `organ`' -> what to do."""
    field = what.partition("`")[2].rstrip("`")
    return f"A row here lacks: {field.replace('_', ' ')}." if "missing required field" in what else "Something here can't be stored as it is."


def values_of(stored: NewFact) -> dict[str, Any]:
    """By field name, as the form's fields show it."""
    return {name: value for name, value in flat("", msgspec.to_builtins(stored)) if value is not None}


def unshown(stored: NewFact | None, fields: Mapping[str, Field]) -> dict[str, Any]:
    """What a form has no field for stays as it was, when a fact is corrected."""
    if stored is None:
        return {}
    names = {name.split(".")[0] for name in fields} | {"kind", "value", "unit", "comparator", "upper_limit", "parts", "sure", "corrects"}
    kept: tuple[str, ...] = getattr(type(stored).__mro__[1], "__struct_fields__", ())  # of what may be sent: NewNeed of Need
    return {name: value for name, value in msgspec.to_builtins(stored).items() if name in kept and name not in names and value is not None}


def flat(prefix: str, value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(f"{prefix}.{name}" if prefix else name, inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from flat(f"{prefix}.{number}", inner)
    else:
        yield prefix, value


def shown(field: Field, value: Any) -> Any:
    if field.holds == "flag":
        return None if value is None else "yes" if value else "no"
    if field.holds == "names":
        return ", ".join(value or [])
    return value


def placed(errors: Iterable[Mapping[str, Any]], fields: Mapping[str, Field]) -> tuple[dict[str, str], list[str]]:
    """What the API says of each field, and what belongs to none that is shown. Of a table it is said beside its first field."""
    found: dict[str, str] = {}
    others = []
    for error in errors:
        name, detail = str(error.get("field", "")).replace("[", ".").replace("]", ""), str(error.get("detail", ""))
        place = name if name in fields else next((field for field in fields if field.startswith(f"{name.split('.')[0]}.")), None)
        if place is None:
            others.append(detail)
        else:
            found[place] = f"{found[place]} {detail}" if place in found else detail
    return found, list(dict.fromkeys(others))
