from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from schemas.patients import Care
from schemas.text import Note


class NewCareEntry(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Under whose care a patient is from now on, and since which day; `discharged` and `died` end everything that prompts or calls. `note` is for the team."""

    care: Care
    since_on: date
    note: Note = ""


class CareEntry(Struct, kw_only=True, frozen=True):
    """One entry of a patient's care; the newest counts, and a wrong one is put right by another. The first is the enrolment's, entered by nobody here."""

    version: int
    care: Care
    since_on: date
    note: str
    entered_at: datetime
    entered_by_id: UUID | None = None
    entered_by: str | None = None
