from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.benefit_periods import FaceToFace, PeriodNumber
from schemas.decisions import Prose

Capacity = Literal["hospice_physician", "attending"]
Narrative = Annotated[str, Meta(max_length=8000, pattern=r"^[^\x00]*\Z")]


class NewCertification(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A physician begins to certify a benefit period, on a review that a physician decided for hospice care. The narrative is empty: nobody else writes it, and nothing is suggested.

    `election_id`: of the benefit on record; then the period has to be one of its periods, and what is signed is noted there.
    """

    review_id: UUID
    period: PeriodNumber
    begins_on: date
    capacity: Capacity
    election_id: UUID | None = None


class NarrativeChange(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """`version`: of the draft that was read."""

    narrative: Narrative
    version: int


class Signing(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The password once more, for the draft as it was read. `sure`: what was doubted has been looked at."""

    password: Annotated[str, Meta(min_length=1, max_length=1024)]
    version: int
    sure: bool = False


class NewAddendum(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What is to be added to a signed certification, whose own words stay as they were signed."""

    words: Prose
    password: Annotated[str, Meta(min_length=1, max_length=1024)]


class CertificationDraft(Struct, kw_only=True, frozen=True):
    """Not signed. `doubts`: what would be asked at signing, in words."""

    id: UUID
    patient_id: UUID
    review_id: UUID
    period: int
    begins_on: date
    ends_on: date
    capacity: Capacity
    narrative: str
    version: int
    begun_at: datetime
    begun_by_id: UUID
    begun_by: str
    changed_at: datetime
    election_id: UUID | None = None
    doubts: list[str] = []


class Fact(Struct, kw_only=True, frozen=True):
    """One line of the record as it is laid out for the physician: what, on which day, from whom, and which text asks for it."""

    words: str
    on: date
    source: str


class FactGroup(Struct, kw_only=True, frozen=True):
    """The facts that one criterion stands on, or one wish. `source`: the section that asks for it."""

    title: str
    status: str
    facts: list[Fact]
    source: str = ""


class Layout(Struct, kw_only=True, frozen=True):
    """The record as it stands in the review: wishes first, then what is met, what is not, and what nobody knows. `unknown`: by section."""

    organisation: str
    name: str
    identifier: str | None
    born_on: date | None
    reviewed_on: date
    pack: str
    unverified: str | None
    wishes: list[FactGroup]
    diagnoses: list[Fact]
    met: list[FactGroup]
    not_met: list[FactGroup]
    unknown: list[str]
    sources: list[str]


class SignedCertification(Struct, kw_only=True, frozen=True):
    """What was signed, all of it. Nothing in it changes any more."""

    id: UUID
    patient_id: UUID
    review_id: UUID
    review_sha256: str
    period: int
    begins_on: date
    ends_on: date
    capacity: Capacity
    layout: Layout
    statement: str
    narrative: str
    attestation: str
    signed_by_id: UUID
    signed_by: str
    signed_as: str
    signed_at: datetime
    zone: str
    face_to_face: list[FaceToFace] = []
    election_id: UUID | None = None


class Addendum(Struct, kw_only=True, frozen=True):
    """An addition to a signed certification, signed in the same way."""

    id: UUID
    certification_id: UUID
    patient_id: UUID
    words: str
    signed_by_id: UUID
    signed_by: str
    signed_as: str
    signed_at: datetime


class StoredCertification(Struct, kw_only=True, frozen=True):
    """A signed certification with its addenda. `sha256`: of what was signed; `pdf_sha256`: of the paper that was made of it at that moment."""

    certification: SignedCertification
    sha256: str
    pdf_sha256: str
    addenda: list[Addendum]


class Certifications(Struct, kw_only=True, frozen=True):
    """Of one patient, newest first."""

    drafts: list[CertificationDraft]
    signed: list[StoredCertification]
