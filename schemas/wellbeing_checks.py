from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from schemas.configurations import Language
from schemas.instruments import NewInstrument
from schemas.text import Line


class NewWellbeingCheck(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How a caregiver is, as their phone sends it. Answers: item id -> whole number on the scale; null or absent means skipped."""

    instrument_version: Line
    recorded_at: Annotated[datetime, Meta(tz=True)]
    zone: Line
    answers: dict[str, Any]


class WellbeingCheck(Struct, kw_only=True, frozen=True):
    """A caregiver's own answers about themselves. Never a part of the patient's record. `after_death`: of the patient."""

    id: UUID
    caregiver_id: UUID
    instrument: str
    instrument_version: str
    answers: dict[str, int | None]
    after_death: bool
    recorded_at: datetime
    received_at: datetime
    zone: str


class WellbeingChecks(Struct, kw_only=True, frozen=True):
    """Newest first, with the questions."""

    instrument: NewInstrument
    checks: list[WellbeingCheck]


class WellbeingAsk(Struct, kw_only=True, frozen=True):
    """To a caregiver's phone: what it may ask them about themselves. `asked`: it offers it now; `after_death`: as the bereavement check. `message`: the organisation's quiet words once the
    patient has died, by language; empty before, and where it has set none."""

    instrument: NewInstrument
    asked: bool
    after_death: bool
    last_at: datetime | None = None
    message: dict[Language, str] = {}  # msgspec copies it
