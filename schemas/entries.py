from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.text import Line, Note, PersonName

Noun = Literal["diagnosis", "assessment", "treatment_line", "disease_status", "measurement", "preference", "need"]


class NewFact(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What all that the team records about a patient has in common. Whoever records it chooses its id (UUIDv7) once.

    `observed_on`: the calendar day on which it was seen, measured or said; absent, today where the patient is. `observed_by`: who saw it or said it, where that is
    not who records it ("letter of St Mary's", "her daughter"). `corrects`: the id of the one that this replaces as its new version: because that one was wrong, or
    because things moved on (a treatment line was stopped, a need was met).
    """

    observed_on: date | None = None
    observed_by: PersonName | None = None
    note: Note | None = None
    corrects: UUID | None = None


class Entry(Struct, kw_only=True, frozen=True):
    """How something came to be on record, and what became of it. What was replaced or entered in error stays stored and no longer stands.

    `first_id`: the id of its first version, which all its versions share. Where one fact names another (a scan its treatment line), it names it by this id.
    """

    id: UUID
    first_id: UUID
    patient_id: UUID
    recorded_at: datetime
    recorded_by: str
    replaced_by: UUID | None = None
    entered_in_error_at: datetime | None = None
    entered_in_error_reason: Line | None = None

    @property
    def stands(self) -> bool:
        return self.replaced_by is None and self.entered_in_error_at is None
