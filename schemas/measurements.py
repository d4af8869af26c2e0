from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.disease_statuses import Imaging
from schemas.entries import Entry, NewFact
from schemas.text import Line

NonTargets = Literal["none", "gone", "present", "progressed"]


class TargetLesion(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One target lesion as it was measured, in mm: the longest diameter, of a lymph node the short axis. `name` is the same at every measurement.

    0: it has disappeared. null: it couldn't be measured this time.
    """

    name: Line
    organ: Line
    diameter_mm: Annotated[float, Meta(ge=0, le=500)] | None
    node: bool = False


class NewMeasurement(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The lesions as one imaging measured them, by RECIST 1.1: at most five targets, two of an organ. `observed_on` is the day of the imaging.

    `baseline`: what later ones are compared with; a new treatment line begins with a new baseline. `non_targets`: the lesions that are only watched.
    """

    method: Imaging
    targets: Annotated[list[TargetLesion], Meta(max_length=5)]
    baseline: bool = False
    new_lesions: bool = False
    new_lesion_sites: Annotated[list[Line], Meta(max_length=20)] = field(default_factory=list)
    non_targets: NonTargets | None = None
    diagnosis_id: UUID | None = None
    treatment_line_id: UUID | None = None


class Measurement(NewMeasurement, kw_only=True, frozen=True, forbid_unknown_fields=False):
    """`sum_mm`: of the diameters; null where one couldn't be measured."""

    observed_on: date
    entry: Entry
    sum_mm: float | None = None
