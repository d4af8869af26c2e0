"""What is agreed with a patient and done for them, asked of the API and told to it: the plan, the care, a word to the phone, a change of medication."""

from uuid import UUID

from dashboard.client import api
from schemas.care import CareEntry, NewCareEntry
from schemas.check_ins import EnteredInError
from schemas.configurations import Configured, NewConfigured
from schemas.medication_changes import MedicationChange, NewMedicationChange
from schemas.messages import Message, Tell
from schemas.when_needed_doses import WhenNeededDose


async def plan_versions(patient_id: UUID) -> list[Configured]:
    """Newest first."""
    return await api().ask("GET", f"/v1/patients/{patient_id}/plan/versions", list[Configured])


async def change_plan(patient_id: UUID, new: NewConfigured) -> Configured:
    return await api().ask("PUT", f"/v1/patients/{patient_id}/plan", Configured, new)


async def care(patient_id: UUID) -> list[CareEntry]:
    """Newest first."""
    return await api().ask("GET", f"/v1/patients/{patient_id}/care", list[CareEntry])


async def change_care(patient_id: UUID, new: NewCareEntry) -> CareEntry:
    return await api().ask("POST", f"/v1/patients/{patient_id}/care", CareEntry, new)


async def send_message(patient_id: UUID, tell: Tell) -> Message:
    return await api().ask("POST", f"/v1/patients/{patient_id}/messages", Message, tell)


async def record_medication_change(patient_id: UUID, change_id: UUID, new: NewMedicationChange) -> MedicationChange:
    return await api().ask("PUT", f"/v1/patients/{patient_id}/medication-changes/{change_id}", MedicationChange, new)


async def mark_medication_change(change_id: UUID, reason: str) -> MedicationChange:
    return await api().ask("POST", f"/v1/medication-changes/{change_id}/entered-in-error", MedicationChange, EnteredInError(reason=reason))


async def mark_dose(dose_id: UUID, reason: str) -> WhenNeededDose:
    return await api().ask("POST", f"/v1/when-needed-doses/{dose_id}/entered-in-error", WhenNeededDose, EnteredInError(reason=reason))
