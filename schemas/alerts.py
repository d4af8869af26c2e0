from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.findings import Finding
from schemas.messages import Message, Tell
from schemas.problems import Problem
from schemas.text import Note

Level = Literal["urgent", "soon", "review"]
AlertState = Literal["open", "acknowledged", "in_progress", "snoozed", "resolved"]
Outcome = Literal["monitor", "call", "visit", "medication_change", "referred", "emergency", "no_contact"]
Ending = Literal["died", "discharged", "heard_again"]
Step = Literal[
    "raised", "refreshed", "escalated", "report_withdrawn", "told", "assigned", "acknowledged", "started", "snoozed", "woken", "passed_on", "unanswered", "resolved",
    "ended",
]
Held = Literal["late", "expected", "answered"]


class Alert(Struct, kw_only=True, frozen=True):
    """A call to the team, raised by named, versioned rules from named inputs. One patient has at most one for each subject that is not resolved.

    `subject`: the item it is about, 'asked_for', 'crisis' or 'silence'. `findings`: what it stands on now, of the newest report that called. `worst`: the highest score among
    them, counted from the good end of its scale. `snoozed_to`: the level that is expected, counted so too; a report above it ends the snooze.

    `respond_by`: when somebody should have taken it, counted while somebody watches; null where nobody ever does. `passed_on`: how often it was passed on because
    nobody had. `called`: the person whom it calls now; null: the whole team. `ended_because`: why it ended without anybody's answer; then there is no outcome.
    """

    id: UUID
    patient_id: UUID
    patient_name: str
    subject: str
    level: Level
    state: AlertState
    raised_at: datetime
    refreshed_at: datetime
    findings: list[Finding]
    worst: int | None = None
    assigned_to: UUID | None = None
    assignee: str | None = None
    snoozed_until: datetime | None = None
    snoozed_to: int | None = None
    outcome: Outcome | None = None
    resolved_at: datetime | None = None
    respond_by: datetime | None = None
    passed_on: int = 0
    called: UUID | None = None
    called_name: str | None = None
    ended_because: Ending | None = None


class Standing(Struct, kw_only=True, frozen=True):
    """As much of an unresolved alert as the order of the worklist needs. `is_overdue`: nobody took it in time, and nobody has since."""

    subject: str
    level: Level
    state: AlertState
    is_overdue: bool
    is_passed_on: bool


class AlertStep(Struct, kw_only=True, frozen=True):
    """One thing that happened to an alert: when, by whom, and what was said."""

    id: UUID
    at: datetime
    by: str
    step: Step
    detail: dict[str, Any]


class AlertHistory(Struct, kw_only=True, frozen=True):
    """An alert with its steps, oldest first. `messages`: what went back to the patient about it."""

    alert: Alert
    steps: list[AlertStep]
    messages: list[Message] = field(default_factory=list)


class Alerts(Struct, kw_only=True, frozen=True):
    """What waits for somebody: urgent ones first, then by how long they wait. `more`: there are others behind these."""

    alerts: list[Alert]
    as_of: datetime
    more: bool = False


class Waiting(Struct, kw_only=True, frozen=True):
    """How many alerts wait for somebody; what sleeps doesn't. `held_back`: what the last 24 hours found and called nobody for, each report's symptom once."""

    urgent: int
    all: int
    held_back: int = 0


class HeldFinding(Struct, kw_only=True, frozen=True):
    """A finding that called nobody, and why: it arrived 'late', the level was 'expected' (snoozed), or the same was 'answered' shortly before."""

    at: datetime
    patient_id: UUID
    patient_name: str
    check_in_id: UUID
    held: Held
    finding: Finding


class Assignment(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who takes it; null gives it back to everybody."""

    staff_member_id: UUID | None


class Snooze(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Quiet until then, as long as no report is worse than `level`: points from the good end of the scale."""

    until: datetime
    level: int


class Taking(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Somebody takes it or begins. `tell` goes to the patient's phone."""

    tell: Tell | None = None


class TakingSeveral(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Somebody takes these. Only taking is done for several at once: it can be given back, and says nothing about what was done for anybody."""

    alert_ids: Annotated[list[UUID], Meta(min_length=1, max_length=200)]


class TakenResult(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What became of one of several: the alert with status 200, or a problem with its own status. In the order asked."""

    alert_id: UUID
    status: int
    alert: Alert | None = None
    problem: Problem | None = None


class TakenSeveral(Struct, kw_only=True, frozen=True):
    results: list[TakenResult]


class Resolution(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What was done. `note` is for the team, `tell` goes to the patient's phone."""

    outcome: Outcome
    note: Note = ""
    tell: Tell | None = None
