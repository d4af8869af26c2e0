from typing import Literal
from uuid import UUID

from msgspec import Struct


class Event(Struct, kw_only=True, frozen=True):
    """Something changed; ids only. Who may, asks for the rest."""

    kind: Literal["check_in", "patient", "alert", "fact", "review", "share", "benefit"]
    patient_id: UUID
