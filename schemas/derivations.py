from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.evidence import Evidence, Status
from schemas.treatment_lines import Response

Word = Literal[
    "progressive_during_treatment",
    "refractory",
    "primary_resistance",
    "acquired_resistance",
    "platinum_refractory",
    "platinum_resistant",
    "ca125_progression",
    "ca125_response",
    "psa_progression",
    "cea_course",
]  # fmt: skip


class Derivation(Struct, kw_only=True, frozen=True):
    """An oncologist's word that Balm derives from what is recorded, and what it stands on. It is never stored as if somebody had said it.

    `status` is null where no criterion exists and only the course is shown. `since_on`: the day from which it holds. `needs_confirmation`: a marker alone; a
    clinician says what it means. `missing`: what would decide an unknown.
    """

    word: Word
    label: str
    status: Status | None
    sentence: str
    evidence: list[Evidence]
    missing: list[str]
    source: str
    limits: list[str]
    since_on: date | None = None
    treatment_line_id: UUID | None = None
    needs_confirmation: bool = False


class Recist(Struct, kw_only=True, frozen=True):
    """What RECIST 1.1 makes of one measurement, with its arithmetic. Sums in mm; `nadir_mm` is the smallest sum since the baseline, the baseline's own included.

    `targets` is the response of the target lesions alone, `response` with the other lesions and new ones. `confirmed`: on immunotherapy, whether a later scan
    confirmed a progression (iRECIST); null where nothing has to be confirmed.
    """

    measurement_id: UUID
    on: date
    response: Response
    targets: Response
    baseline_mm: float | None
    nadir_mm: float | None
    sum_mm: float | None
    from_baseline_percent: float | None
    from_nadir_percent: float | None
    over_nadir_mm: float | None
    sentence: str
    missing: list[str]
    evidence: list[Evidence]
    source: str
    limits: list[str]
    confirmed: bool | None = None
