from uuid import UUID

from msgspec import Struct

from schemas.caregivers import Answering, Grants
from schemas.check_ins import CheckIn, Relationship
from schemas.configurations import Language
from schemas.instruments import Instrument
from schemas.organisations import PhoneNumber, Texts
from schemas.patients import Care
from schemas.reminders import Reminders
from schemas.staff_members import Role
from schemas.symptom_states import Severity
from schemas.watching import Watching
from schemas.wellbeing_checks import WellbeingAsk
from schemas.when_needed_doses import WhenNeededDose


class Schedule(Struct, kw_only=True, frozen=True):
    """When check-ins are expected: so many a day, on calendar days in `zone`."""

    times_a_day: int
    zone: str


class PhoneMe(Struct, kw_only=True, frozen=True):
    """What the phone needs to ask, to send and to say whom to call, offline too. The first instrument is the usual one.

    `crisis_phrases`: at one of these in a note the numbers are shown at once. Of all languages; small letters without accents, a space at both ends, so that whole
    words are found in a note that is written so too. `self_care`: the organisation's own advice, by language, item and band; empty where it has set none. `care`: once
    it is discharged or died, the phone prompts for nothing. `answering`: whose reports are expected. `watching`: as it is now; when that is over, the phone says nothing of it until it has asked again.
    `when_needed`: the names that the team has put on the patient's list; empty: the phone asks nothing about it. `push_key`: to subscribe with at the browser's push service; null where push is off.
    """

    patient_id: UUID
    name: str
    organisation_name: str
    instruments: list[Instrument]
    schedule: Schedule
    emergency_number: str
    phone_numbers: list[PhoneNumber]
    texts: Texts
    crisis_phrases: list[str]
    self_care: dict[Language, dict[str, dict[Severity, str]]]
    care: Care
    answering: Answering
    watching: Watching
    reminders: Reminders
    when_needed: list[str] = []  # msgspec copies it
    push_key: str | None = None


class PatientMe(PhoneMe, kw_only=True, frozen=True, tag_field="kind", tag="patient"):
    """A phone of the patient's."""


class CaregiverMe(PhoneMe, kw_only=True, frozen=True, tag_field="kind", tag="caregiver"):
    """A phone of a caregiver's: the same about their patient, and who they are, what they may do, and what it may ask them about themselves.

    `named`: whom the patient has named as those who may know, for whoever may show them something; empty for everybody else."""

    caregiver_id: UUID
    caregiver_name: str
    relationship: Relationship
    grants: Grants
    wellbeing: WellbeingAsk
    named: list[str] = []  # msgspec copies it


class OwnCheckIns(Struct, kw_only=True, frozen=True):
    """What stands about a patient, for a phone: check-ins newest first, at most 500, replaced ones and those entered in error left out.
    `when_needed_doses`: the same of them, of those days.

    `instruments` are the versions they used.
    """

    check_ins: list[CheckIn]
    instruments: list[Instrument]
    when_needed_doses: list[WhenNeededDose] = []


class StaffMe(Struct, kw_only=True, frozen=True, tag_field="kind", tag="staff"):
    """What the dashboard needs to know of the person in front of it. `may`: the actions open to the role."""

    staff_member_id: UUID
    name: str
    role: Role
    organisation_name: str
    zone: str
    demo: bool
    may: list[str]


Me = PatientMe | CaregiverMe | StaffMe
