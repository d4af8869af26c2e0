from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

Status = Literal["met", "not_met", "unknown"]
Source = Literal["diagnosis", "assessment", "treatment_line", "disease_status", "measurement", "preference", "need", "check_in"]
ReportedBy = Literal["team", "patient", "family_caregiver", "professional_caregiver"]


class Evidence(Struct, kw_only=True, frozen=True):
    """One dated entry that a statement stands on, so that whoever reads the statement can open it. `id`: of the entry, or of the check-in.

    `reported_by`: whose report it is; 'team' for what a clinician recorded. `words`: what it says, in short.
    """

    noun: Source
    id: UUID
    on: date
    words: str
    reported_by: ReportedBy = "team"
