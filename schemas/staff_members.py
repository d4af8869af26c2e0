from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

Role = Literal["nurse", "physician", "coordinator", "lead", "admin", "auditor"]


class StaffMember(Struct, kw_only=True, frozen=True):
    """A person of the team."""

    id: UUID
    organisation_id: UUID
    name: str
    email: str
    role: Role
    added_at: datetime


class TeamMember(Struct, kw_only=True, frozen=True):
    """Somebody who can be given an alert or a shift: no more of a person than colleagues see."""

    id: UUID
    name: str
    role: Role
