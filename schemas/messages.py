from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.text import NO_NUL

MessageKind = Literal["seen", "told"]
TellPhrase = Literal[
    "nurse_will_call_today",
    "nurse_will_call_tomorrow",
    "visit_planned",
    "medicine_being_looked_at",
    "doctor_is_asked",
    "as_we_discussed",
    "please_call_us",
]
TellText = Annotated[str, Meta(max_length=280, pattern=NO_NUL)]


class Tell(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What to say to the patient: a fixed phrase, which the phone says in its own language, a few words of one's own, or both. Never a dose."""

    phrase: TellPhrase | None = None
    text: TellText = ""


class Message(Struct, kw_only=True, frozen=True):
    """What went back to a patient: 'seen', when somebody took an alert, with the report on which it stood; or 'told'. `by` is the person of the team.

    `on_phone_at`: when a phone of the patient's first asked for it, which doesn't say that anybody has read it; null while none has.
    """

    id: UUID
    patient_id: UUID
    kind: MessageKind
    at: datetime
    by: str
    alert_id: UUID | None = None
    check_in_id: UUID | None = None
    phrase: TellPhrase | None = None
    text: str | None = None
    on_phone_at: datetime | None = None
