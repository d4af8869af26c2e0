"""The few shapes that kinds have."""

from collections.abc import Mapping

from schemas.assessments import Conversion, Group, Kind, Number, Words

OURS = "ours: wider than what is found in living people, to stop slips of the pen and wrong units"
ABSENT_PRESENT = {"absent": "No", "present": "Yes"}


def number(
    unit: str,
    minimum: float,
    maximum: float,
    units: Mapping[str, float] | None = None,
    *,
    step: float | None = None,
    source: str = OURS,
    steady: bool = False,
) -> Number:
    """`units`: how much of `unit` one of another unit is."""
    conversions = {name: Conversion(factor=factor) for name, factor in (units or {}).items()}
    return Number(unit=unit, minimum=minimum, maximum=maximum, step=step, source=source, steady=steady, units=conversions)


def words(**labels: str) -> Words:
    return Words(words=labels)


def sign(kind: str, label: str, definition: str = "", group: Group = "signs", **more: str) -> Kind:
    """Looked for and absent, or present; `more`: kinds of present that criteria tell apart."""
    return Kind(id=kind, label=label, group=group, value=Words(words=ABSENT_PRESENT | more), definition=definition)


def laboratory(kind: str, label: str, value: Number, group: Group = "blood", definition: str = "", loinc: str | None = None) -> Kind:
    return Kind(id=kind, label=label, group=group, value=value, has_limit=True, definition=definition, loinc=loinc)
