from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

ActorKind = Literal["staff", "patient", "caregiver", "system", "nobody", "share_holder"]


class AuditRow(Struct, kw_only=True, frozen=True):
    """Who did or read what, when. Append-only. `position` and `hash` are null until the row is sealed into its organisation's chain, seconds later."""

    id: UUID
    at: datetime
    actor_kind: ActorKind
    actor_id: UUID | None
    action: str
    patient_id: UUID | None
    subject_id: UUID | None
    detail: dict[str, Any]
    position: int | None = None
    hash: bytes | None = None


class AuditVerdict(Struct, kw_only=True, frozen=True):
    """What a walk along an organisation's audit chain found. `faults` are sentences naming positions and rows; empty means whole."""

    organisation_id: UUID
    sealed: int
    unsealed: int
    head: str
    faults: list[str]
