from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.entries import Entry
from schemas.text import Line, Note, PersonName

Payer = Literal["medicare", "medicaid", "chip", "other"]
AttendingIs = Literal["physician", "nurse_practitioner", "physician_assistant"]
Because = Literal["revoked", "discharged", "transferred", "died"]
Filed = Literal["election", "termination"]
PeriodNumber = Annotated[int, Meta(ge=1, le=200)]


class NewBenefitEntry(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """What the election of the hospice benefit and all that follows from it have in common. Whoever records it chooses its id (UUIDv7) once.

    `on`: the calendar day where the patient is. `corrects`: the id of the one that this replaces as its new version; what was replaced stays stored.
    """

    on: date
    note: Note | None = None
    corrects: UUID | None = None


class NewElection(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="election"):
    """The patient chooses the hospice benefit, from `on` on (42 CFR 418.24). `signed_on`: the day of the statement.

    `previous_periods`: benefit periods begun before this election, with any hospice, in the patient's whole life; null where that was not found out yet. `period_began_on`: only
    where the patient comes from another hospice within a period: the day on which that one began there; it is not among the previous ones.
    `attending`: whom the patient names; null where there is nobody.
    """

    payer: Payer
    previous_periods: Annotated[int, Meta(ge=0, le=199)] | None = None
    period_began_on: date | None = None
    signed_on: date | None = None
    attending: PersonName | None = None
    attending_is: AttendingIs = "physician"


class NewEnding(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="ending"):
    """The election ends with `on`. `transferred`: to another hospice, within the period, which is no revocation (42 CFR 418.30)."""

    election_id: UUID
    because: Because


class NewFaceToFace(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="face_to_face"):
    """A hospice physician or nurse practitioner saw the patient before the period of that number (42 CFR 418.22(a)(4)).

    `exception`: why it could not be before the period, for a patient who has just been admitted; accepted within 2 days of admission only.
    """

    election_id: UUID
    period: PeriodNumber
    by: PersonName
    by_a: Literal["hospice_physician", "nurse_practitioner"]
    exception: Line | None = None


class NewCertification(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="certification"):
    """A physician's certification of the period of that number was received, in words or in writing. `on`: spoken, or signed, on that day."""

    election_id: UUID
    period: PeriodNumber
    form: Literal["oral", "written"]
    by: PersonName
    by_a: Literal["hospice_physician", "attending"]


class NewNotice(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="notice"):
    """The notice of election, or of its termination, was accepted by the Medicare contractor on that day; a final claim stands for the latter."""

    election_id: UUID
    about: Filed


class NewAddendum(NewBenefitEntry, kw_only=True, frozen=True, forbid_unknown_fields=True, tag="addendum"):
    """Somebody asked on that day for the list of what the hospice doesn't cover. That it was given is a new version, with `given_on`."""

    election_id: UUID
    given_on: date | None = None


class Election(NewElection, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="election"):
    """`first_recorded_at`: when its first version came to Balm; what was due before that is not Balm's to follow up."""

    entry: Entry
    first_recorded_at: datetime


class Ending(NewEnding, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="ending"):
    """`with_care`: it came on record with a change of care, and goes with its correction."""

    entry: Entry
    with_care: bool = False


class FaceToFace(NewFaceToFace, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="face_to_face"):
    entry: Entry


class Certification(NewCertification, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="certification"):
    entry: Entry


class Notice(NewNotice, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="notice"):
    entry: Entry


class Addendum(NewAddendum, kw_only=True, frozen=True, forbid_unknown_fields=False, tag="addendum"):
    entry: Entry


AnyNewEntry = NewElection | NewEnding | NewFaceToFace | NewCertification | NewNotice | NewAddendum
AnyEntry = Election | Ending | FaceToFace | Certification | Notice | Addendum


class Period(Struct, kw_only=True, frozen=True):
    """One benefit period, both days included. Its number counts all of the patient's life."""

    number: int
    begins_on: date
    ends_on: date


class Window(Struct, kw_only=True, frozen=True):
    """From and until which day something may be done, both included."""

    opens_on: date
    closes_on: date
