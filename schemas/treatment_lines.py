from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from schemas.entries import Entry, NewFact
from schemas.text import Line, PartialDate

Modality = Literal["chemotherapy", "targeted", "immunotherapy", "hormone", "radiotherapy", "surgery", "cell_therapy", "investigational", "other"]
Intent = Literal["curative", "palliative", "supportive"]
LineState = Literal["planned", "ongoing", "paused", "stopped"]
StopReason = Literal["completed", "progression", "toxicity", "patient_declined", "too_unwell", "trial_ended", "died", "other", "unknown"]
Response = Literal["complete_response", "partial_response", "stable_disease", "progressive_disease", "not_evaluable"]


class NewTreatmentLine(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One course of treatment against the disease, from its start to why it stopped. When it goes on, is paused or stops, a new version says so (`corrects`).

    `modalities`: more than one where they are given together. `number`: 1 for the first line. `platinum`: it holds a platinum; null: not known. `trial`: given in a
    study. `stop_reason` and `stopped_on` only where it is stopped; a stopped line has a reason.
    """

    regimen: Line
    modalities: Annotated[list[Modality], Meta(min_length=1, max_length=5)]
    state: LineState = "ongoing"
    intent: Intent | None = None
    number: Annotated[int, Meta(ge=1, le=30)] | None = None
    platinum: bool | None = None
    trial: bool = False
    diagnosis_id: UUID | None = None
    started_on: PartialDate | None = None
    stopped_on: PartialDate | None = None
    stop_reason: StopReason | None = None
    best_response: Response | None = None


class TreatmentLine(NewTreatmentLine, kw_only=True, frozen=True, forbid_unknown_fields=False):
    observed_on: date
    entry: Entry
