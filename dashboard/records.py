"""What is on record of a patient, asked of the API and told to it. One way for every noun."""

from typing import Any
from uuid import UUID

from dashboard.client import api
from schemas.assessments import Assessment, Kind, NewAssessments
from schemas.check_ins import EnteredInError
from schemas.courses import Course
from schemas.diagnoses import Diagnosis, NewDiagnosis
from schemas.disease_statuses import DiseaseStatus, NewDiseaseStatus
from schemas.entries import Entry, NewFact, Noun
from schemas.facts import Facts
from schemas.measurements import Measurement, NewMeasurement
from schemas.needs import Need, NewNeed
from schemas.patients import Patient
from schemas.preferences import NewPreference, Preference, Question
from schemas.treatment_lines import NewTreatmentLine, TreatmentLine

Fact = Assessment | Diagnosis | DiseaseStatus | Measurement | Need | Preference | TreatmentLine
STORED: dict[Noun, type[Fact]] = {
    "assessment": Assessment,
    "diagnosis": Diagnosis,
    "treatment_line": TreatmentLine,
    "disease_status": DiseaseStatus,
    "measurement": Measurement,
    "preference": Preference,
    "need": Need,
}
HISTORIES: dict[Noun, Any] = {
    "assessment": list[Assessment],
    "diagnosis": list[Diagnosis],
    "treatment_line": list[TreatmentLine],
    "disease_status": list[DiseaseStatus],
    "measurement": list[Measurement],
    "preference": list[Preference],
    "need": list[Need],
}
NEW: dict[Noun, type[NewFact]] = {
    "diagnosis": NewDiagnosis,
    "treatment_line": NewTreatmentLine,
    "disease_status": NewDiseaseStatus,
    "measurement": NewMeasurement,
    "preference": NewPreference,
    "need": NewNeed,
}
PATHS: dict[Noun, str] = {
    "assessment": "assessments",
    "diagnosis": "diagnoses",
    "treatment_line": "treatment-lines",
    "disease_status": "disease-statuses",
    "measurement": "measurements",
    "preference": "preferences",
    "need": "needs",
}


async def patient(patient_id: UUID) -> Patient:
    return await api().ask("GET", f"/v1/patients/{patient_id}", Patient)


async def course(patient_id: UUID, days: int | None) -> Course:
    return await api().ask("GET", f"/v1/patients/{patient_id}/course", Course, days=days)


async def facts(patient_id: UUID) -> Facts:
    return await api().ask("GET", f"/v1/patients/{patient_id}/facts", Facts)


async def kinds() -> dict[str, Kind]:
    """What can be assessed, by id, in the order in which it is offered."""
    return {kind.id: kind for kind in await api().ask("GET", "/v1/assessment-kinds", list[Kind])}


async def questions() -> list[Question]:
    return await api().ask("GET", "/v1/preference-questions", list[Question])


async def history(patient_id: UUID, noun: Noun) -> list[Fact]:
    """Every version ever recorded, newest first; `entry` says which stand."""
    return list(await api().ask("GET", f"/v1/patients/{patient_id}/{PATHS[noun]}", HISTORIES[noun]))


async def save(patient_id: UUID, noun: Noun, fact_id: UUID, new: NewFact) -> None:
    await api().ask("PUT", f"/v1/patients/{patient_id}/{PATHS[noun]}/{fact_id}", STORED[noun], new)


async def save_together(patient_id: UUID, new: NewAssessments) -> list[Assessment]:
    return await api().ask("POST", f"/v1/patients/{patient_id}/assessments", list[Assessment], new)


async def mark_in_error(fact_id: UUID, reason: str) -> None:
    await api().ask("POST", f"/v1/facts/{fact_id}/entered-in-error", Entry, EnteredInError(reason=reason))
