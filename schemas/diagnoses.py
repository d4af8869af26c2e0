from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from schemas.entries import Entry, NewFact
from schemas.text import Line, PartialDate

Disease = Literal[
    "cancer", "heart", "pulmonary", "dementia", "stroke", "coma", "liver", "renal", "hiv", "als", "diabetes", "neurological", "autoimmune", "other"
]  # fmt: skip
Cancer = Literal["small_cell_lung", "brain", "pancreas", "other"]
Metastases = Literal["none", "at_presentation", "since"]


class Biomarker(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One finding about the tumour or its genes: HER2, 3+; EGFR, exon 19 deletion."""

    name: Line
    result: Line
    meaning: Literal["positive", "negative", "equivocal"] | None = None
    tested_on: PartialDate | None = None


class NewDiagnosis(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A disease of the patient's, in words and where known by its ICD-10 code. One is the principal one: the one that the care is for.

    `disease`: which group it belongs to; `cancer`: which of those that criteria speak of, null where it isn't known. `metastases`: distant ones; null: not on
    record. `metastatic_since_on` where they came later.
    """

    words: Line
    disease: Disease
    rank: Literal["principal", "other"] = "principal"
    icd10: Line | None = None
    diagnosed_on: PartialDate | None = None
    cancer: Cancer | None = None
    stage: Line | None = None
    metastases: Metastases | None = None
    metastatic_since_on: PartialDate | None = None
    metastatic_sites: Annotated[list[Line], Meta(max_length=20)] = field(default_factory=list)
    biomarkers: Annotated[list[Biomarker], Meta(max_length=60)] = field(default_factory=list)


class Diagnosis(NewDiagnosis, kw_only=True, frozen=True, forbid_unknown_fields=False):
    observed_on: date
    entry: Entry
