from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.diagnoses import Disease
from schemas.evidence import Evidence, Source, Status

Role = Literal["required", "supporting"]
Part = Literal["decline", "baseline", "disease"]
Strength = Literal["strong", "plain"]


class Missing(Struct, kw_only=True, frozen=True):
    """What would settle an unknown, as a to-do: `noun` and `kind` (of assessment, or a topic of wishes) say where it would be recorded."""

    words: str
    noun: Source
    kind: str | None = None


class CriterionResult(Struct, kw_only=True, frozen=True):
    """One criterion of a rule pack, screened: met, not met or unknown, with the dated entries that say so. That nothing is on record is never 'not met'.

    A criterion that joins others has them in `of`, and `needs` says how many must be met. `role`: supporting ones are shown and decide nothing. `age_days`: older
    evidence counts as unknown, by whom `age_source` says; null where age doesn't matter. `since_on`: from which day it has been met. `reported_by_patient`: the patient's or a caregiver's own reports
    decided. `strength`: what it counts for the list of whom to review.
    """

    id: str
    words: str
    role: Role
    status: Status
    evidence: list[Evidence]
    missing: list[Missing]
    source: str
    since_on: date | None = None
    age_days: int | None = None
    age_source: str | None = None
    reported_by_patient: bool = False
    strength: Strength | None = None
    note: str | None = None
    needs: str | None = None
    of: list["CriterionResult"] = []


class SectionResult(Struct, kw_only=True, frozen=True):
    """One section of a document, screened. `status` is null where the document asks for no number of criteria. The counts are of its own criteria, not of those they join."""

    id: str
    part: Part
    title: str
    status: Status | None
    needs: str
    met: int
    not_met: int
    unknown: int
    criteria: list[CriterionResult]
    source: str
    note: str | None = None


class PackName(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Which rules were applied. `verified`: a named clinician of the organisation compared them with the official text; `notices` say what is not known of them.

    `without`: the diseases of which they say nothing at all, so that nobody is listed for one by these rules.
    """

    id: str
    version: int
    title: str
    payer: str
    document: str
    revision: str
    verified: bool
    notices: list[str]
    without: list[Disease] = []


class Screening(Struct, kw_only=True, frozen=True):
    """What the record says about each criterion of one rule pack on one day: evidence for and against and what is missing, for a physician to decide.

    `on`: the calendar day where the patient is. `missing`: what would settle what is unknown and decides, each once; what settles a whole section first.
    """

    patient_id: UUID
    pack: PackName
    on: date
    screened_at: datetime
    sections: list[SectionResult]
    missing: list[Missing]


class Change(Struct, kw_only=True, frozen=True):
    """A criterion whose status is another than before. `path`: section and criteria down to it. `cause`: the entries that came or went; `why` in words."""

    path: list[str]
    words: str
    before: Status | None
    after: Status | None
    why: str
    cause: list[Evidence]


class Listing(Struct, kw_only=True, frozen=True):
    """Whether a patient stands on the list of whom to review, and why. `conversation`: nobody has asked; what the page says first is to ask, and no criterion.
    `decided`: a physician has decided for hospice care, and the care is another one still.

    `wish`: the stated wish about treatment of the disease, to be shown first. `rank` orders the list, higher first; it is
    made of `strength`, how newly something was met (`changed_on`) and how much is.
    """

    patient_id: UUID
    state: Literal["for_review", "conversation", "not_listed", "decided"]
    sentence: str
    wish: Evidence | None
    strength: int
    rank: int
    changed_on: date | None
