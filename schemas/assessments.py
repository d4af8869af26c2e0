from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.entries import Entry, NewFact
from schemas.text import Line, Name, TimeOfDay

Value = int | float | str
Group = Literal["function", "body", "signs", "infections_and_admissions", "vital_signs", "breathing", "heart", "nervous_system", "liver", "blood", "markers", "hope", "course"]


class Conversion(Struct, kw_only=True, frozen=True):
    """How a unit becomes the kind's own: (value - zero) * factor."""

    factor: float
    zero: float = 0


class Number(Struct, kw_only=True, frozen=True, tag_field="type", tag="number"):
    """A number in `unit`, or in another of `units`. What lies outside `minimum` to `maximum` (in `unit`, both included) is refused as impossible.

    `step`: only multiples of it. `source`: whose range it is. `steady`: it doesn't change by the factor between two of its units, so where it seems to, the unit is
    asked about.
    """

    unit: str
    minimum: float
    maximum: float
    source: str
    step: float | None = None
    units: dict[str, Conversion] = field(default_factory=dict)
    steady: bool = False


class Words(Struct, kw_only=True, frozen=True, tag_field="type", tag="words"):
    """One of these words; each with what it says on a screen."""

    words: dict[str, str]


class Kind(Struct, kw_only=True, frozen=True):
    """What one kind of assessment may be. It has a `value`, or `parts` that each have one and of which some may be missing.

    `happens`: each entry is an event of its own that counts (an infection); else the newest entry says how it is now. `follows`: the kind that it is a follow-up
    of. `has_limit`: a laboratory's upper limit of normal may stand beside it. `definition`: what is meant, with its source.
    """

    id: str
    label: str
    group: Group
    value: Number | Words | None = None
    parts: dict[str, Number | Words] = field(default_factory=dict)
    definition: str = ""
    happens: bool = False
    has_limit: bool = False
    follows: str | None = None
    loinc: str | None = None


class NewAssessment(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a clinician observed or measured: PPS, weight, oral intake, oedema, delirium, ADLs, a laboratory value. The kind says what the value may be.

    `value` as it was scored or printed, in `unit` (absent: the kind's own). `parts` instead, for kinds that have them. `comparator`: the laboratory said "less than"
    or "more than" this. `upper_limit`: its upper limit of normal, in the same unit. `follows`: the assessment that this one follows up. `sure`: it was asked about, and is right.
    """

    kind: Name
    value: Value | None = None
    unit: Line | None = None
    comparator: Literal["<", ">"] | None = None
    upper_limit: float | None = None
    parts: dict[Name, Value] = field(default_factory=dict)
    time_of_day: TimeOfDay | None = None
    follows: UUID | None = None
    sure: bool = False


class SentAssessment(NewAssessment, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One of several that are sent together, with its id."""

    id: UUID


class NewAssessments(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What was found at one visit: all of it is stored, or nothing."""

    assessments: Annotated[list[SentAssessment], Meta(min_length=1, max_length=60)]


class Assessment(NewAssessment, kw_only=True, frozen=True, forbid_unknown_fields=False):
    """A stored assessment. `amount` and `amount_limit`: the number and the upper limit in the kind's own unit, whatever unit it was entered in."""

    observed_on: date
    entry: Entry
    amount: float | None = None
    amount_limit: float | None = None
