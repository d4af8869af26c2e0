from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.check_ins import Relationship
from schemas.enrolments import EnrolmentCode
from schemas.text import Note, PersonName


class Grants(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a caregiver may do. `proxy`: answer for the patient. `assisted`: help the patient answer. `reads`: read what the patient and others answered, and what the
    team said to the patient. `surrogate`: say, with the team, that others answer from now on, and, with `reads`, show how the patient is to whom the patient has named; given by the team only."""

    proxy: bool = False
    assisted: bool = False
    reads: bool = False
    surrogate: bool = False


class NewCaregiver(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    name: PersonName
    relationship: Relationship
    grants: Grants


class Caregiver(Struct, kw_only=True, frozen=True):
    """A known person around the patient, who may answer for them and has a wellbeing of their own. `joined_at`: when a phone of theirs was first set up; `phones`: those
    that are set up now. `bereavement_asked_at`: since when their phone asks how they are after the death."""

    id: UUID
    patient_id: UUID
    name: str
    relationship: Relationship
    grants: Grants
    invited_at: datetime
    invited_by: str
    phones: int = 0
    joined_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    bereavement_asked_at: datetime | None = None


class InvitedCaregiver(Struct, kw_only=True, frozen=True):
    """With the code that makes a phone theirs, told this once."""

    caregiver: Caregiver
    enrolment_code: EnrolmentCode


AnsweredBy = Literal["patient", "proxy"]


class Switch(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Who answers from now on: the patient, or others for them. `reason` is read by the patient too."""

    answered_by: AnsweredBy
    since_on: date
    reason: Note = ""


class Answering(Struct, kw_only=True, frozen=True):
    """Whose reports are expected: the patient's, or those of others for them; since which day, why, and who said so."""

    answered_by: AnsweredBy = "patient"
    since_on: date | None = None
    reason: str = ""
    set_by: str | None = None
