from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.configurations import Language
from schemas.text import Name, PersonName

ShareEnding = Literal["revoked", "wish_changed", "ran_out", "died"]
GrantedByKind = Literal["patient", "caregiver", "staff"]
ShareEventKind = Literal["granted", "opened", "refused", "asked", "accepted", "declined", "revoked", "wish_changed"]
Passphrase = Annotated[str, Meta(min_length=4, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]


class Scope(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What one person may see. `symptoms`: these, with scores; none: only how the days were altogether. `notes`: what was written. `responses`: what the team did and said.
    `first_on`, `last_on`: reports of these calendar days; null: from the first, to the newest."""

    symptoms: Annotated[list[Name], Meta(max_length=40)] = field(default_factory=list)
    notes: bool = False
    responses: bool = False
    first_on: date | None = None
    last_on: date | None = None


class NewShare(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A patient lets one person see something until a moment. `language`: of the page that this person opens."""

    for_name: PersonName
    scope: Scope
    ends_at: datetime
    passphrase: Passphrase | None = None
    language: Language = "en"


class Share(Struct, kw_only=True, frozen=True):
    """What one person may see of one patient until a date: scoped, revocable, each opening logged. The link is told once; only its hash is kept."""

    id: UUID
    patient_id: UUID
    for_name: str
    scope: Scope
    language: Language
    ends_at: datetime
    granted_at: datetime
    granted_by: str
    granted_by_kind: GrantedByKind
    has_passphrase: bool
    ended_at: datetime | None = None
    ended_because: ShareEnding | None = None

    def holds(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at


class ShareEvent(Struct, kw_only=True, frozen=True):
    """Granted, opened, asked for anew, accepted, declined, revoked, ended because the patient no longer names this person: when, and by whom. `refused`: wrong words, `times` on one of
    the patient's calendar days, by nobody who is known; `at` is that day's noon, so that nobody's hours are told."""

    id: UUID
    share_id: UUID
    at: datetime
    kind: ShareEventKind
    by: str
    times: int = 1


class ShareWithLog(Struct, kw_only=True, frozen=True):
    """As the patient reads it. `asks`: the person asked to see it again, and nobody has answered yet. `unnamed`: it goes on, and what is recorded since somebody last said yes
    to it about who may know doesn't name this person."""

    share: Share
    holds: bool
    asks: bool
    events: list[ShareEvent]
    unnamed: bool = False


class GrantedShare(Struct, kw_only=True, frozen=True):
    """With the link, this once, and as a QR code."""

    share: Share
    link: str
    qr_svg: str


class ShareAnswer(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """To somebody who asks to see it again: yes, until then, with the link that they have; or no."""

    accept: bool
    ends_at: datetime | None = None


class SharePreview(Struct, kw_only=True, frozen=True):
    """Exactly the page that the other will see, as HTML."""

    html: str
