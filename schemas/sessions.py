from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from schemas.staff_members import Role


class SignIn(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=1024)]


class Session(Struct, kw_only=True, frozen=True):
    """A signed-in staff member. The token itself is only in the cookie."""

    staff_member_id: UUID
    name: str
    role: Role
    organisation_name: str
    expires_at: datetime
