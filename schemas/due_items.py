from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.benefit_periods import AnyEntry, Period
from schemas.text import Line

DueKind = Literal[
    "election",
    "previous_periods",
    "notice_of_election",
    "certification",
    "written_certification",
    "face_to_face",
    "addendum",
    "ending",
    "notice_of_termination",
    "follow_up",
    "task",
]
Standing = Literal["overdue", "within_7_days", "within_14_days", "open", "undated", "later"]
Key = Annotated[str, Meta(max_length=120, pattern=r"^[a-z_]+(\.[a-z0-9_-]+)+\Z")]


class DueItem(Struct, kw_only=True, frozen=True):
    """Something that has to be done for a patient by a day, derived from what is on record. It goes when what was to be done is on record, or when somebody says why it needn't be.

    `standing`: how near it is today, where the patient is; 'open' may be done already, 'later' not yet. `by_whom`: who can do it, by the rule; `assigned_to`: who of the
    team looks after it. `source`: which rule says so. `key` names it as long as it is due. `election_id`, `period`: of the benefit. `task_id`: a to-do that somebody wrote.
    """

    key: str
    patient_id: UUID
    patient_name: str
    kind: DueKind
    words: str
    by_whom: str
    standing: Standing
    source: str
    opens_on: date | None = None
    due_on: date | None = None
    note: str | None = None
    election_id: UUID | None = None
    period: int | None = None
    subject_id: UUID | None = None
    assigned_to: UUID | None = None
    assignee: str | None = None


class DueItemChange(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who looks after it, and, where it needn't be done, why. What was done is recorded where it belongs, and the item goes by itself."""

    assigned_to: UUID | None
    closed_because: Line | None = None


class ClosedItem(Struct, kw_only=True, frozen=True):
    """What somebody said needn't be done, and why."""

    key: str
    words: str
    closed_at: datetime
    closed_by: str
    closed_because: str


class Calendar(Struct, kw_only=True, frozen=True):
    """What is due, overdue first. `counts` of all that is due, by how near it is; `items` are the first of them."""

    items: list[DueItem]
    counts: dict[Standing, int]


class DueWaiting(Struct, kw_only=True, frozen=True):
    """How much is overdue, and how much within 7 days."""

    overdue: int
    within_7_days: int


class Benefit(Struct, kw_only=True, frozen=True):
    """A patient's hospice benefit: what is on record, newest first and with what no longer stands; the periods of the newest election; what is due and what was closed.

    `rules_on`: whether the organisation follows Medicare's rules at all. `used_before`: how many periods a new election has before it at least, by what is on record here.
    `both`: whether treatment of the disease goes on beside hospice care (under 21, Medicaid or CHIP); null where the date of birth is missing.
    """

    rules_on: bool
    first_day_counts: bool
    entries: list[AnyEntry]
    periods: list[Period]
    due: list[DueItem]
    closed: list[ClosedItem]
    used_before: int
    today: date
    both: bool | None = False
    running: UUID | None = None
