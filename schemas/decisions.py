from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from schemas.derivations import Derivation, Recist
from schemas.patients import Patient
from schemas.preferences import Preference, Question
from schemas.prognostic_scores import Approximation, PrognosticScore, Prompt
from schemas.screenings import Listing, Screening
from schemas.text import PersonName

Decision = Literal["hospice", "not_now_wish", "not_now_clinical", "find_out_first"]
Prose = Annotated[str, Meta(min_length=1, max_length=4000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*\Z")]  # not of spaces alone
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class NewDecision(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a physician decides on the record as it was on the screen, and why; also against what the screen says.

    `seen`: from the review that was read (HospiceReview), so that nobody decides on a record that has changed meanwhile. `look_again_on`: on this day the list brings it
    back, whatever else holds. 'not_now_wish': the patient wishes further treatment. 'find_out_first': something is missing, and the reasons say what.
    """

    decision: Decision
    reasons: Prose
    seen: Sha256
    look_again_on: date | None = None


class NewSecondOpinion(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Another physician, on the same record as the first one."""

    decision: Decision
    reasons: Prose


class NewTelling(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who was told what about a review. Absent `told_on`: today."""

    told: PersonName
    words: Prose
    told_on: date | None = None


class Opinion(Struct, kw_only=True, frozen=True):
    """One physician's decision. `against_the_screen`: the list said otherwise, which is as good a decision as any."""

    id: UUID
    review_id: UUID
    patient_id: UUID
    decision: Decision
    reasons: str
    decided_at: datetime
    decided_on: date
    decided_by_id: UUID
    decided_by: str
    against_the_screen: bool
    look_again_on: date | None = None


class Telling(Struct, kw_only=True, frozen=True):
    id: UUID
    review_id: UUID
    patient_id: UUID
    told: str
    words: str
    told_on: date
    noted_at: datetime
    noted_by: str


class DecidedReview(Struct, kw_only=True, frozen=True):
    """A review that a physician has decided: the record as it stood, kept byte for byte (`sha256` of it is in the audit), the opinions on it and who was told.
    Nothing that is recorded or changed later changes it."""

    id: UUID
    patient_id: UUID
    sha256: str
    opinion: Opinion
    second_opinions: list[Opinion]
    tellings: list[Telling]


class DecidedReviewInFull(Struct, kw_only=True, frozen=True):
    """With what the physician saw. `replays`: what was kept, put through today's rules once more, gives the same bytes."""

    review: DecidedReview
    patient: Patient
    wishes: list[Preference]
    unasked: list[Question]
    listing: Listing
    screening: Screening
    scores: list[PrognosticScore]
    approximations: list[Approximation]
    prompt: Prompt
    derivations: list[Derivation]
    responses: list[Recist]
    replays: bool
