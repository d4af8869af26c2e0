from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from schemas.check_ins import Clock, EnteredByKind, Mode, Respondent
from schemas.text import Line

Relief = Annotated[int, Meta(ge=0, le=10)]


class NewWhenNeededDose(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A medicine of the patient's when-needed list was taken. How much is not asked: the amount stands on the prescription.

    `medicine`: as it stands on the list, now or earlier. `taken_at`: as it was told, with its offset; `zone` an IANA name. `relief`: 0 (none) to 10 (complete);
    `relief_words`: the same in their own words; both may come later, as a new version. `respondent` told it; `mode` is how. Staff name the patient; a phone
    need not. `corrects`: the id of the dose that this one replaces as its new version.
    """

    medicine: Line
    taken_at: Annotated[datetime, Meta(tz=True)]
    zone: Line
    relief: Relief | None = None
    relief_words: Line | None = None
    respondent: Respondent = "patient"
    mode: Mode = "self"
    patient_id: UUID | None = None
    corrects: UUID | None = None


class DoseReceipt(Struct, kw_only=True, frozen=True):
    """The answer to a dose that is stored. The same dose always gets the same receipt."""

    id: UUID
    patient_id: UUID
    received_at: datetime
    clock: Clock


class WhenNeededDose(Struct, kw_only=True, frozen=True):
    """A stored one. `at` is when it counts: taken_at, or received_at where the phone's clock was ahead. One that was replaced or entered in error stays stored, and
    is neither counted nor drawn."""

    id: UUID
    patient_id: UUID
    medicine: str
    at: datetime
    taken_at: datetime
    received_at: datetime
    zone: str
    clock: Clock
    respondent: Respondent
    mode: Mode
    entered_by: str
    entered_by_kind: EnteredByKind
    entered_by_id: UUID | None = None
    relief: int | None = None
    relief_words: str | None = None
    corrects: UUID | None = None
    replaced_by: UUID | None = None
    entered_in_error_at: datetime | None = None
    entered_in_error_reason: str | None = None
