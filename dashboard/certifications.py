"""Certifications, asked of the API and told to it."""

from uuid import UUID

from dashboard.client import api
from schemas.certifications import CertificationDraft, Certifications, NarrativeChange, NewAddendum, NewCertification, Signing, StoredCertification


async def of_patient(patient_id: UUID) -> Certifications:
    return await api().ask("GET", f"/v1/patients/{patient_id}/certifications", Certifications)


async def begin(patient_id: UUID, new: NewCertification) -> CertificationDraft:
    return await api().ask("POST", f"/v1/patients/{patient_id}/certifications", CertificationDraft, new)


async def write(draft_id: UUID, narrative: str, version: int) -> CertificationDraft:
    return await api().ask("PUT", f"/v1/certifications/{draft_id}/narrative", CertificationDraft, NarrativeChange(narrative=narrative, version=version))


async def sign(draft_id: UUID, password: str, version: int, *, sure: bool) -> StoredCertification:
    return await api().ask("POST", f"/v1/certifications/{draft_id}/signature", StoredCertification, Signing(password=password, version=version, sure=sure))


async def withdraw(draft_id: UUID) -> None:
    await api().ask("DELETE", f"/v1/certifications/{draft_id}", type(None))


async def add(certification_id: UUID, words: str, password: str) -> StoredCertification:
    return await api().ask("POST", f"/v1/certifications/{certification_id}/addenda", StoredCertification, NewAddendum(words=words, password=password))
