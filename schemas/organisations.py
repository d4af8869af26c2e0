from datetime import datetime
from uuid import UUID

from msgspec import Struct

from schemas.text import Line, Note


class PhoneNumber(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number to call, with the words beside it. `number` is dialled as it stands."""

    label: Line
    number: Line


class Texts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every patient screen says about who is watching. The default promises nothing."""

    not_watched: Note = "This app is not watched around the clock. If it can't wait, please call."


class Organisation(Struct, kw_only=True, frozen=True):
    """A hospice or palliative service; the tenant. Nothing crosses it. `zone`: IANA name. `demo`: its patients are synthetic."""

    id: UUID
    name: str
    zone: str
    emergency_number: str
    phone_numbers: list[PhoneNumber]
    texts: Texts
    demo: bool
    added_at: datetime
