from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from schemas.decisions import DecidedReview
from schemas.derivations import Derivation, Recist
from schemas.entries import Noun
from schemas.patients import Patient
from schemas.preferences import Preference, Question
from schemas.prognostic_scores import Approximation, PrognosticScore, Prompt
from schemas.screenings import Change, Listing, PackName, Screening
from schemas.text import Line, Name, Note


class NewReviewRequest(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A clinician asks that this patient is reviewed, whatever the list says."""

    note: Note = ""


class ReviewRequest(Struct, kw_only=True, frozen=True):
    """It stands until somebody withdraws it."""

    id: UUID
    asked_at: datetime
    asked_by: str
    note: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


class NotedChange(Struct, kw_only=True, frozen=True):
    """What became of the criteria from one screening to the next, each with its cause. `pack`: the rules of the later one."""

    at: datetime
    pack: str
    pack_version: int
    changes: list[Change]


class NewTask(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Something to find out or to do for a patient. `noun`, `kind`: where the answer would be recorded, as the screening says (Missing)."""

    words: Line
    noun: Noun | None = None
    kind: Name | None = None
    assigned_to: UUID | None = None
    due_on: date | None = None


class TaskChange(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who does it, until when, and whether it is done."""

    assigned_to: UUID | None
    due_on: date | None
    done: bool


class Task(Struct, kw_only=True, frozen=True):
    id: UUID
    patient_id: UUID
    patient_name: str
    words: str
    asked_at: datetime
    asked_by: str
    noun: Noun | None = None
    kind: str | None = None
    assigned_to: UUID | None = None
    assignee: str | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    done_by: str | None = None


class NewPackConfirmation(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """"I have compared this version of the pack with the official text." `text_read`: which edition, and where it was read."""

    version: Annotated[int, Meta(ge=1)]
    text_read: Annotated[str, Meta(min_length=10, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*\Z")]


class PackConfirmation(Struct, kw_only=True, frozen=True):
    version: int
    text_read: str
    confirmed_at: datetime
    confirmed_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


class RulePack(Struct, kw_only=True, frozen=True):
    """A set of hospice criteria that an organisation can choose, and whether a named clinician of it has confirmed this version. `chosen`: it is applied."""

    pack: PackName
    sections: list[str]
    sources_read: list[str]
    disagreements: list[str]
    confirmations: list[PackConfirmation]
    chosen: bool


class ReviewEntry(Struct, kw_only=True, frozen=True):
    """One patient on the list of whom to review, or with whom to talk first."""

    patient_id: UUID
    patient_name: str
    listing: Listing
    screened_at: datetime
    pack: str
    pack_version: int
    identifier: str | None = None


class Reviews(Struct, kw_only=True, frozen=True):
    """By strength and newness of the evidence. Where nobody has asked, the listing's sentence says so, and that comes before any criterion."""

    reviews: list[ReviewEntry]
    pack: PackName
    as_of: datetime
    more: bool = False


class HospiceReview(Struct, kw_only=True, frozen=True):
    """Everything that a physician looks at, the stated wishes first. `unasked`: what nobody has asked the patient. It decides nothing.

    `seen`: names this record, for the one who decides on it (NewDecision). `decided`: what was decided before, newest first.
    """

    patient: Patient
    wishes: list[Preference]
    unasked: list[Question]
    listing: Listing
    screening: Screening
    scores: list[PrognosticScore]
    approximations: list[Approximation]
    prompt: Prompt
    derivations: list[Derivation]
    responses: list[Recist]
    changes: list[NotedChange]
    requests: list[ReviewRequest]
    tasks: list[Task]
    seen: str = ""
    decided: list[DecidedReview] = []
