from datetime import datetime
from uuid import UUID

from msgspec import Struct

from schemas.check_ins import AsksFor
from schemas.patients import Care
from schemas.symptom_states import SymptomNow


class WorklistRow(Struct, kw_only=True, frozen=True):
    """One patient on the team's list. `reason`: why the row stands where it stands, in words. `asks_for`: what was asked for and is not answered yet."""

    patient_id: UUID
    name: str
    care: Care
    reason: str
    symptoms: list[SymptomNow]
    identifier: str | None = None
    last_heard_at: datetime | None = None
    asks_for: AsksFor | None = None


class Worklist(Struct, kw_only=True, frozen=True):
    """A page of the team's patients, most concerning first. `next` continues it (`?after=`); null on the last page. `total`: patients under care."""

    rows: list[WorklistRow]
    total: int
    as_of: datetime
    next: str | None = None
