from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from schemas.text import Line, PersonName

Care = Literal["palliative", "hospice", "discharged", "died"]


class NewPatient(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A patient to enrol. `identifier` is the organisation's own number (MRN), once per organisation. `zone`: IANA name; absent, the organisation's."""

    name: PersonName
    identifier: Line | None = None
    born_on: date | None = None
    care: Literal["palliative", "hospice"] = "palliative"
    zone: Line | None = None


class Patient(Struct, kw_only=True, frozen=True):
    """Whom the care is for: under palliative care, hospice care, discharged or died, with the day that began."""

    id: UUID
    organisation_id: UUID
    name: str
    care: Care
    care_since_on: date
    zone: str
    enrolled_at: datetime
    identifier: str | None = None
    born_on: date | None = None

    def day_of(self, moment: datetime) -> date:
        """The calendar day that it is then where they are."""
        return moment.astimezone(ZoneInfo(self.zone)).date()
