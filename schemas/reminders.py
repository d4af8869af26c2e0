from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from schemas.configurations import Language
from schemas.text import Line, TimeOfDay


class NewReminders(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """At these clock times in `zone` (IANA) the patient wants to be reminded; [] for never. A check-in that was done about that time needs no reminder."""

    times: Annotated[list[TimeOfDay], Meta(max_length=6)]
    zone: Line


class Reminders(Struct, kw_only=True, frozen=True):
    """As they were chosen, and on which phone. `phones`: how many of the patient's phones take reminders while the app is closed; where none does, the app says at its
    next opening that one was due. `paused_until`: as agreed with the team (PatientPlan), nobody is reminded before it."""

    times: list[str]
    zone: str
    set_at: datetime | None = None
    set_by: str | None = None
    phones: int = 0
    paused_until: datetime | None = None


Base64Url = Annotated[str, Meta(max_length=120, pattern=r"^[A-Za-z0-9_-]+={0,2}\Z")]


class PushKeys(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What the browser gives with a subscription: its public key (P-256) and a secret of 16 bytes."""

    p256dh: Base64Url
    auth: Base64Url


class NewPushSubscription(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Where this phone's browser takes messages while the app is closed. `language`: of the few words that it shows, which say nothing about health."""

    endpoint: Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"^[\x21-\x7e]+\Z")]
    keys: PushKeys
    language: Language = "en"
