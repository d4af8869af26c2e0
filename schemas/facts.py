from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.assessments import Assessment
from schemas.check_ins import Respondent
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.instruments import RecallPeriod
from schemas.measurements import Measurement
from schemas.needs import Need
from schemas.patients import Patient
from schemas.preferences import Preference, Topic
from schemas.symptom_states import Severity
from schemas.treatment_lines import TreatmentLine


class Report(Struct, frozen=True, kw_only=True):
    """One answer to one question. `severity` is null where the questionnaire names no bands."""

    check_in_id: UUID
    at: datetime
    local_date: date
    score: int
    severity: Severity | None = None


class SymptomCourse(Struct, frozen=True, kw_only=True):
    """One series: what one kind of respondent answered to one question of one questionnaire. Series are never mixed. Oldest first."""

    item: str
    label: str
    instrument: str
    recall_period: RecallPeriod
    respondent: Respondent
    scale_minimum: int
    scale_maximum: int
    worse: Literal["higher", "lower"]
    reports: list[Report]


class FollowUp(Struct, frozen=True, kw_only=True):
    """A visit that a HOPE symptom impact (J2051) of moderate or severe calls for, in person, at the latest on `due_on`.

    `symptoms`: which. `visited_on`: when they were rated again (J2053); `in_time`: not after `due_on`. `missed_because`: why there was no visit (J2052C).
    """

    assessment_id: UUID
    rated_on: date
    due_on: date
    symptoms: list[str]
    visited_on: date | None = None
    in_time: bool | None = None
    missed_because: str | None = None


class Facts(Struct, kw_only=True, frozen=True):
    """All of one patient that a screening looks at, so that rules are functions of it, a rule pack and the day. Only what stands: nothing that was replaced or entered in error.

    Every list is newest first: by the day it was observed, the time of day where there is one, then the id, which doesn't depend on the order of entry. `assessments` by
    kind. `symptoms` of the last 180 days. `unasked`: topics nobody has asked the patient about. `today`: the calendar day where the patient is.
    """

    patient: Patient
    today: date
    diagnoses: list[Diagnosis]
    assessments: dict[str, list[Assessment]]
    treatment_lines: list[TreatmentLine]
    disease_statuses: list[DiseaseStatus]
    measurements: list[Measurement]
    preferences: list[Preference]
    needs: list[Need]
    symptoms: list[SymptomCourse]
    unasked: list[Topic]
    follow_ups: list[FollowUp]

    def newest(self, kind: str) -> Assessment | None:
        found = self.assessments.get(kind)
        return found[0] if found else None

    def wish(self, topic: Topic) -> Preference | None:
        """What stands about a topic; null: nobody has asked."""
        return next((preference for preference in self.preferences if preference.topic == topic), None)

    @property
    def principal(self) -> Diagnosis | None:
        return next((diagnosis for diagnosis in self.diagnoses if diagnosis.rank == "principal"), None)
