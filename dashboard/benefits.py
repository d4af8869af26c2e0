"""The hospice benefit and what falls due, asked of the API and told to it."""

from typing import Any
from uuid import UUID

from dashboard.client import api
from schemas.benefit_periods import AnyEntry
from schemas.check_ins import EnteredInError
from schemas.due_items import Benefit, Calendar, DueItemChange, DueWaiting


async def benefit(patient_id: UUID) -> Benefit:
    return await api().ask("GET", f"/v1/patients/{patient_id}/benefit-periods", Benefit)


async def calendar(whose: str = "all", patient_id: UUID | None = None) -> Calendar:
    return await api().ask("GET", "/v1/calendar", Calendar, whose=whose, patient_id=str(patient_id) if patient_id else None)


async def waiting() -> DueWaiting:
    return await api().ask("GET", "/v1/calendar/waiting", DueWaiting)


async def record(patient_id: UUID, entry_id: UUID, content: dict[str, Any]) -> None:
    await api().ask("PUT", f"/v1/patients/{patient_id}/benefit-entries/{entry_id}", AnyEntry, content)  # type: ignore[arg-type]  # a union, as msgspec reads it


async def mark_in_error(entry_id: UUID, reason: str) -> None:
    await api().ask("POST", f"/v1/benefit-entries/{entry_id}/entered-in-error", AnyEntry, EnteredInError(reason=reason))  # type: ignore[arg-type]


async def change(patient_id: UUID, key: str, wanted: DueItemChange) -> None:
    await api().ask("PUT", f"/v1/patients/{patient_id}/due-items/{key}", Calendar, wanted)
