from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, field

from schemas.entries import Entry, NewFact
from schemas.text import Line

Imaging = Literal["ct", "mri", "pet", "pet_ct", "x_ray", "ultrasound", "bone_scan"]
Method = Literal["ct", "mri", "pet", "pet_ct", "x_ray", "ultrasound", "bone_scan", "marker", "clinical", "histology"]
Status = Literal["complete_response", "partial_response", "stable_disease", "unconfirmed_progression", "progressive_disease", "undetermined"]


class NewDiseaseStatus(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What one assessment of the disease showed, by which method: as somebody reported it, not as we calculated it. `observed_on` is the day of the scan or visit.

    `unconfirmed_progression`: progression that a later scan has to confirm (iRECIST). `sites`: where it progressed. `treatment_line_id`: under which line.
    """

    status: Status
    method: Method
    new_metastases: bool | None = None
    sites: Annotated[list[Line], Meta(max_length=20)] = field(default_factory=list)
    diagnosis_id: UUID | None = None
    treatment_line_id: UUID | None = None


class DiseaseStatus(NewDiseaseStatus, kw_only=True, frozen=True, forbid_unknown_fields=False):
    observed_on: date
    entry: Entry
