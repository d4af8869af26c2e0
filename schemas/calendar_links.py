from datetime import datetime
from uuid import UUID

from msgspec import Struct

from schemas.text import Line


class NewCalendarLink(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A link for a calendar program. `name`: where it will be used. `mine`: only what one looks after oneself, and what nobody does."""

    name: Line
    mine: bool = False


class CalendarLink(Struct, kw_only=True, frozen=True):
    """`asked_at`: when a program last asked with it."""

    id: UUID
    staff_member_id: UUID
    name: str
    mine: bool
    made_at: datetime
    asked_at: datetime | None = None
    revoked_at: datetime | None = None


class MadeCalendarLink(Struct, kw_only=True, frozen=True):
    """`address` is shown once: it holds the token, which is stored as a hash only."""

    link: CalendarLink
    address: str
