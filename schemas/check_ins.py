from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.body_regions import BodyRegion
from schemas.problems import Problem
from schemas.text import Line, Name, Note

Respondent = Literal["patient", "family_caregiver", "professional_caregiver"]
Mode = Literal["self", "assisted", "proxy", "phone_call", "paper"]
Clock = Literal["ok", "ahead"]
AsksFor = Literal["help_now", "call_back"]
EnteredByKind = Literal["staff", "patient", "caregiver", "system"]
Relationship = Literal["partner", "child", "parent", "sibling", "other_family", "friend", "professional"]  # of a caregiver to the patient


class NewCheckIn(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One person's answers about one patient at one moment, as a phone or a staff member sends them.

    `answers`: item id -> whole number on the instrument's scale; null or absent means skipped. `recorded_at` is the sender's clock with its offset,
    `zone` an IANA name. `respondent` answered; `mode` is how. Staff name the patient; a phone need not. `corrects` is the id of the check-in that this
    one replaces as its new version. `instrument_version` absent means the newest one. `asks_for`: whoever answered said that it can't wait ('help_now') or
    asked to be called ('call_back'); such a check-in may be without answers. `pain_regions`: where it hurts, in any order, each once; none where pain is 0.
    No rule reads them.
    """

    instrument: Name
    recorded_at: Annotated[datetime, Meta(tz=True)]
    zone: Line
    answers: dict[str, Any]
    respondent: Respondent = "patient"
    mode: Mode = "self"
    instrument_version: Line | None = None
    note: Note | None = None
    asks_for: AsksFor | None = None
    pain_regions: Annotated[list[BodyRegion], Meta(max_length=40)] = []  # msgspec copies it
    patient_id: UUID | None = None
    corrects: UUID | None = None
    app_version: Line | None = None


class Receipt(Struct, kw_only=True, frozen=True):
    """The answer to a check-in that is stored. The same check-in always gets the same receipt.

    `partial`: items of the instrument that were skipped. `clock`: 'ahead' when the phone's clock was later than ours; the check-in then counts as
    recorded when it was received.
    """

    id: UUID
    patient_id: UUID
    received_at: datetime
    local_date: date
    clock: Clock
    partial: list[str]


class CheckIn(Struct, kw_only=True, frozen=True):
    """A stored check-in. `at` is when it counts: recorded_at, or received_at where the phone's clock was ahead. Answers: item id -> score, null = skipped.

    `entered_by` is a person's name or the device it came from; its kind says whether that was a phone of the patient's ('patient'), a caregiver by a phone of
    their own, with their `relationship` then, one of the team's people, or a file ('system'). A check-in that was replaced or entered in error stays stored, but is not shown as current.
    """

    id: UUID
    patient_id: UUID
    instrument: str
    instrument_version: str
    at: datetime
    recorded_at: datetime
    received_at: datetime
    zone: str
    local_date: date
    clock: Clock
    answers: dict[str, int | None]
    partial: list[str]
    respondent: Respondent
    mode: Mode
    entered_by: str
    entered_by_kind: EnteredByKind = "patient"
    entered_by_id: UUID | None = None
    relationship: Relationship | None = None
    note: str | None = None
    asks_for: AsksFor | None = None
    pain_regions: list[BodyRegion] = []
    app_version: str | None = None
    corrects: UUID | None = None
    replaced_by: UUID | None = None
    entered_in_error_at: datetime | None = None
    entered_in_error_reason: str | None = None


class NewBatch(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Up to 200 check-ins, each with its `id` beside the fields of a check-in."""

    check_ins: Annotated[list[dict[str, Any]], Meta(min_length=1, max_length=200)]


class BatchResult(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What became of one item of a batch: a receipt with status 200, or a problem with its own status. In the order sent."""

    id: str
    status: int
    receipt: Receipt | None = None
    problem: Problem | None = None


class BatchAnswer(Struct, kw_only=True, frozen=True):
    results: list[BatchResult]


class EnteredInError(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Why a check-in should not count: the wrong patient, a trial entry. It stays stored and marked."""

    reason: Line
