from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.check_ins import AsksFor, Respondent
from schemas.instruments import RecallPeriod

Severity = Literal["none", "mild", "moderate", "severe"]


class RecentCheckIn(Struct, kw_only=True, frozen=True):
    """As much of a check-in as judging the present needs. `at` is when it counts (see CheckIn), `local_date` that day where the patient was."""

    id: UUID
    at: datetime
    instrument: str
    instrument_version: str
    respondent: Respondent
    local_date: date
    answers: dict[str, int | None]
    asks_for: AsksFor | None = None


class SymptomState(Struct, kw_only=True, frozen=True):
    """Where one patient stands: the newest check-ins, newest first, at most as many as RECENT says, kept up to date by the transaction that stores one.

    `concern` is the rank that orders the worklist (rules.concern); higher is more concerning. `expected_from`: no report is missed before it (see rules.silence).
    `answered_at`: when the team last answered what was asked for.
    """

    patient_id: UUID
    last_heard_at: datetime | None
    concern: int
    recent: list[RecentCheckIn]
    expected_from: datetime | None = None
    answered_at: datetime | None = None


class Point(Struct, frozen=True, array_like=True):
    at: datetime
    score: int


class SymptomNow(Struct, kw_only=True, frozen=True):
    """One symptom as one kind of respondent last reported it. Series of other instruments, recall periods or respondents are never mixed into it.

    `severity` is null where the instrument names no bands. `delta_worse`: points worse (+) or better (-) than `delta_days` days before, which is
    the last report that is 7 to 14 calendar days older; both null when there is none. `trend`: up to 14 points, oldest first.
    """

    item: str
    label: str
    instrument: str
    recall_period: RecallPeriod
    respondent: Respondent
    scale_minimum: int
    scale_maximum: int
    worse: Literal["higher", "lower"]
    score: int
    at: datetime
    severity: Severity | None
    delta_worse: int | None
    trend: list[Point]
    delta_days: int | None = None
