"""The words for what is recorded: codes as people say them, values as they were printed, partly known days."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard import words
from schemas.assessments import Assessment, Group, Kind, Number, Value, Words
from schemas.diagnoses import Cancer, Disease, Metastases
from schemas.disease_statuses import Method, Status
from schemas.entries import Noun
from schemas.measurements import NonTargets
from schemas.needs import Discipline, Domain, NeedOf, NeedState
from schemas.preferences import SaidBy
from schemas.treatment_lines import Intent, LineState, Modality, Response, StopReason

NOUNS: dict[Noun, str] = {
    "assessment": "Findings and laboratory",
    "diagnosis": "Diagnoses",
    "treatment_line": "Treatment lines",
    "disease_status": "Disease statuses",
    "measurement": "Measured lesions",
    "preference": "Wishes",
    "need": "Needs",
}
ONE: dict[Noun, str] = {
    "assessment": "finding",
    "diagnosis": "diagnosis",
    "treatment_line": "treatment line",
    "disease_status": "disease status",
    "measurement": "measurement of lesions",
    "preference": "wish",
    "need": "need",
}
GROUPS: dict[Group, str] = {
    "function": "Function",
    "body": "Weight, nourishment, skin",
    "signs": "Signs",
    "infections_and_admissions": "Infections, admissions, visits",
    "vital_signs": "Vital signs",
    "breathing": "Breathing",
    "heart": "Heart",
    "nervous_system": "Nervous system",
    "liver": "Liver",
    "blood": "Blood",
    "markers": "Tumour markers",
    "hope": "HOPE",
    "course": "As a whole",
}
DISEASES: dict[Disease, str] = {
    "cancer": "Cancer",
    "heart": "Heart",
    "pulmonary": "Lungs",
    "dementia": "Dementia",
    "stroke": "Stroke",
    "coma": "Coma",
    "liver": "Liver",
    "renal": "Kidneys",
    "hiv": "HIV",
    "als": "ALS",
    "diabetes": "Diabetes",
    "neurological": "Nervous system, other",
    "autoimmune": "Autoimmune",
    "other": "Other",
}
CANCERS: dict[Cancer, str] = {"small_cell_lung": "Small-cell lung cancer", "brain": "Brain", "pancreas": "Pancreas", "other": "Another"}
METASTASES: dict[Metastases, str] = {"none": "None", "at_presentation": "At presentation", "since": "Came later"}
MODALITIES: dict[Modality, str] = {
    "chemotherapy": "Chemotherapy",
    "targeted": "Targeted",
    "immunotherapy": "Immunotherapy",
    "hormone": "Hormone",
    "radiotherapy": "Radiotherapy",
    "surgery": "Surgery",
    "cell_therapy": "Cell therapy",
    "investigational": "Investigational",
    "other": "Other",
}
INTENTS: dict[Intent, str] = {"curative": "Curative", "palliative": "Palliative", "supportive": "Supportive"}
LINE_STATES: dict[LineState, str] = {"planned": "Planned", "ongoing": "Goes on", "paused": "Paused", "stopped": "Stopped"}
STOP_REASONS: dict[StopReason, str] = {
    "completed": "Completed as planned",
    "progression": "The disease progressed",
    "toxicity": "Not tolerated",
    "patient_declined": "The patient wanted no more of it",
    "too_unwell": "The patient was too unwell",
    "trial_ended": "The trial ended",
    "died": "The patient died",
    "other": "Another reason",
    "unknown": "Not known",
}
RESPONSES: dict[Response, str] = {
    "complete_response": "Complete response",
    "partial_response": "Partial response",
    "stable_disease": "Stable disease",
    "progressive_disease": "Progressive disease",
    "not_evaluable": "Not evaluable",
}
STATUSES: dict[Status, str] = {
    "complete_response": "Complete response",
    "partial_response": "Partial response",
    "stable_disease": "Stable disease",
    "unconfirmed_progression": "Progression, to be confirmed",
    "progressive_disease": "Progressive disease",
    "undetermined": "Undetermined",
}
METHODS: dict[Method, str] = {
    "ct": "CT",
    "mri": "MRI",
    "pet": "PET",
    "pet_ct": "PET-CT",
    "x_ray": "X-ray",
    "ultrasound": "Ultrasound",
    "bone_scan": "Bone scan",
    "marker": "Tumour marker",
    "clinical": "Clinical",
    "histology": "Histology",
}
NON_TARGETS: dict[NonTargets, str] = {"none": "There are none", "gone": "Gone", "present": "Still there", "progressed": "Progressed"}
SAID_BY: dict[SaidBy, str] = {"patient": "The patient", "surrogate": "The surrogate", "family": "Family", "document": "A document"}
NEEDS_OF: dict[NeedOf, str] = {"patient": "The patient", "family": "The family"}
DOMAINS: dict[Domain, str] = {
    "physical": "Physical",
    "emotional": "Emotional",
    "social": "Social",
    "spiritual": "Spiritual",
    "practical": "Practical",
    "information": "Information",
}
NEED_STATES: dict[NeedState, str] = {"open": "Nobody has taken it up yet", "taken_up": "Taken up", "met": "Met", "declined": "Declined"}
DISCIPLINES: dict[Discipline, str] = {
    "nurse": "Nurse",
    "physician": "Physician",
    "chaplain": "Chaplain",
    "social_worker": "Social worker",
    "psychologist": "Psychologist",
    "therapist": "Therapist",
    "dietitian": "Dietitian",
    "pharmacist": "Pharmacist",
    "aide": "Aide",
    "volunteer": "Volunteer",
    "bereavement": "Bereavement counsellor",
    "other": "Somebody else",
}
UNSAID = ("grade", "INR", "pH")  # units that the name says already


def short_day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def local_day(at: datetime, zone: str) -> str:
    """The day it was there."""
    return short_day(at.astimezone(ZoneInfo(zone)).date())


def span(partial: str) -> tuple[date, date]:
    """The first and the last day that '2023', '2023-05' or '2023-05-17' may mean."""
    year, *rest = (int(part) for part in partial.split("-"))
    first, last = rest[0] if rest else 1, rest[0] if rest else 12
    return date(year, first, rest[1] if len(rest) > 1 else 1), date(year, last, rest[1] if len(rest) > 1 else monthrange(year, last)[1])


def partial(day: str | None) -> str:
    """'17 May 2023', 'May 2023' or '2023'."""
    if day is None:
        return ""
    first, last = span(day)
    return short_day(first) if first == last else f"{first:%b %Y}" if first.month == last.month else str(first.year)


def value(kind: Kind, one: Assessment) -> str:
    """'62 kg', '< 3 mg/L', 'Yes', 'Bathing: done for them'."""
    if kind.value is not None:
        return f"{one.comparator + ' ' if one.comparator else ''}{worded(kind.value, one.value, one.unit)}"
    if set(one.parts) == {"systolic", "diastolic"}:
        return f"{one.parts['systolic']}/{one.parts['diastolic']} mmHg"
    return ", ".join(f"{part_label(part).lower()} {worded(shape, one.parts[part], None).lower()}" for part, shape in kind.parts.items() if part in one.parts)


def worded(shape: Number | Words, given: Value | None, unit: str | None) -> str:
    if isinstance(shape, Words):
        return shape.words.get(str(given), str(given))
    named = unit or shape.unit
    return f"{given:,.10g}{'' if named in UNSAID else ' ' + named}" if isinstance(given, int | float) else str(given)


def part_label(part: str) -> str:
    return words.sentence(part.replace("_", " "))
