from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from schemas.text import Line


class NewMedicationChange(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What was changed, in the team's own words, and when. Whoever writes it chooses its id (UUIDv7) once. It is no order and no list of medicines."""

    what: Line
    changed_at: Annotated[datetime, Meta(tz=True)]


class MedicationChange(Struct, kw_only=True, frozen=True):
    """A change of medication that somebody of the team wrote down. One that was entered in error stays stored and is no longer drawn."""

    id: UUID
    patient_id: UUID
    what: str
    changed_at: datetime
    recorded_at: datetime
    recorded_by: str
    entered_in_error_at: datetime | None = None
    entered_in_error_reason: str | None = None
