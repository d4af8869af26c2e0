"""What the demo's team has recorded: synthetic, made up to show each thing that the pages can show. Three patients share every fact of one course; what they said differs."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from api.simulation.demo_draws import ZONE, uuid_at
from schemas.assessments import Assessment, NewAssessment
from schemas.diagnoses import Biomarker, Cancer, Diagnosis, Disease, NewDiagnosis
from schemas.disease_statuses import DiseaseStatus, NewDiseaseStatus, Status
from schemas.entries import NewFact
from schemas.measurements import Measurement, NewMeasurement, TargetLesion
from schemas.needs import Need, NewNeed
from schemas.preferences import Confidant, NewPreference, Preference
from schemas.treatment_lines import NewTreatmentLine, TreatmentLine

WISHES: dict[str, tuple[str, str] | None] = {  # of those who share one course: stance and own words; null: nobody has asked
    "Joseph Mbeki": ("none", "No more chemotherapy. I want to sit in my garden."),
    "Vera Lindgren": ("every_treatment", "I want every treatment there is."),
    "Samuel Adeyemi": None,
}
OTHERS: Sequence[tuple[str, Disease, str, Cancer | None]] = (
    ("Non-small-cell lung cancer", "cancer", "C34.9", "other"),
    ("Heart failure", "heart", "I50.9", None),
    ("Breast cancer", "cancer", "C50.9", "other"),
    ("COPD", "pulmonary", "J44.9", None),
    ("Prostate cancer", "cancer", "C61", "other"),
    ("Alzheimer’s disease", "dementia", "G30.9", None),
    ("Pancreatic cancer", "cancer", "C25.9", "pancreas"),
    ("Cirrhosis of the liver", "liver", "K74.6", None),
    ("Amyotrophic lateral sclerosis", "als", "G12.21", None),
)
WANING = ("Olive Marchetti", "Elif Demir")  # whose relatives answer now
GOALS = ("comfort", "function", "function", "live_longer", "")  # empty: nobody has asked
RECORDED_AT = time(12)  # ours, as all numbers here


class Found(NamedTuple):
    """`noun`: what is stored of it; `days_ago`: when it was seen or said."""

    noun: Any
    days_ago: int
    content: dict[str, Any]


class DemoFact(NamedTuple):
    id: UUID
    new: NewFact
    recorded_at: datetime

    @property
    def noun(self) -> Any:
        return next(noun for noun, new in NEW.items() if isinstance(self.new, new))


NEW: dict[Any, type[NewFact]] = {
    Assessment: NewAssessment,
    Diagnosis: NewDiagnosis,
    DiseaseStatus: NewDiseaseStatus,
    Measurement: NewMeasurement,
    Need: NewNeed,
    Preference: NewPreference,
    TreatmentLine: NewTreatmentLine,
}


def facts(name: str, number: int, now: datetime, enrolled_at: datetime, seed: int = 7) -> list[DemoFact]:
    """In the order in which they were recorded: on their day at noon, what is older than the enrolment with it. Nothing is of later than `now`."""
    draw = random.Random(f"{seed}:{name}:facts")
    today = now.astimezone(ZoneInfo(ZONE)).date()
    if name in WISHES:
        found = shared_course(today, WISHES[name])
    else:
        found = ovarian_course(today) if name == "Ada Lindqvist" else waning(number) if name in WANING else everyday(draw, number)
    return sorted((recorded(draw, one, today, now, enrolled_at) for one in found), key=lambda one: (one.recorded_at, one.id))


def recorded(draw: random.Random, one: Found, today: date, now: datetime, enrolled_at: datetime) -> DemoFact:
    on = today - timedelta(days=one.days_ago)
    at = min(now, max(enrolled_at, datetime.combine(on, RECORDED_AT, ZoneInfo(ZONE))))
    return DemoFact(uuid_at(draw, at), NEW[one.noun](**one.content, observed_on=on), at)


def finding(kind: str, value: Any, days_ago: int, **more: Any) -> Found:
    return Found(Assessment, days_ago, {"kind": kind, "value": value, **more})


def series(kind: str, values: Mapping[int, Any], **more: Any) -> Iterator[Found]:
    """By how many days ago."""
    return (finding(kind, value, days_ago, **more) for days_ago, value in values.items())


def day(today: date, days_ago: int) -> str:
    return (today - timedelta(days=days_ago)).isoformat()


def everyday(draw: random.Random, number: int) -> Iterator[Found]:
    """PPS and weight every fortnight, a diagnosis, for most a word about what matters."""
    words, disease, code, cancer = OTHERS[number % len(OTHERS)]
    yield Found(Diagnosis, 40, {"words": words, "disease": disease, "icd10": code, "cancer": cancer})
    pps, weight, slope = draw.choice((60, 70, 70, 80)), draw.gauss(66, 9), draw.choice((0.0, 0.0, 0.01, 0.025))
    for visit, days_ago in enumerate(range(40 + draw.randrange(3), -1, -14)):
        yield finding("pps", pps - (10 if slope > 0.02 and visit > 1 else 0), days_ago)
        yield finding("weight", round(weight * (1 - slope * visit), 1), days_ago)
    yield finding("oral_intake", "normal" if slope < 0.02 else "moderately_reduced", draw.randrange(1, 9))
    if goal := draw.choice(GOALS):
        yield Found(Preference, draw.randrange(5, 40), {"topic": "goals_of_care", "stance": goal})
    if number % 4 == 1:
        yield Found(Assessment, draw.choice((1, 4)), {"kind": "symptom_impact", "parts": {"pain": draw.choice(("slight", "moderate")), "anxiety": "slight", "nausea": "not_at_all"}})
    if number % 5 == 2:
        yield Found(Need, 9, {"words": "Would like to talk about faith", "domain": "spiritual", "state": "taken_up", "discipline": "chaplain"})


def waning(number: int) -> Iterator[Found]:
    """Ever less strength, in a few weeks."""
    words, disease, code, cancer = OTHERS[number % len(OTHERS)]
    yield Found(Diagnosis, 40, {"words": words, "disease": disease, "icd10": code, "cancer": cancer})
    yield from series("pps", {41: 60, 27: 50, 13: 40, 2: 30})
    yield from series("weight", {41: 58.4, 27: 57.1, 13: 55.3})
    yield from series("oral_intake", {27: "moderately_reduced", 2: "severely_reduced"})
    yield Found(Preference, 25, {"topic": "goals_of_care", "stance": "comfort"})


def shared_course(today: date, wish: tuple[str, str] | None) -> Iterator[Found]:
    """Progression on the second line, PPS 70 to 50 and weight -11 % in eight weeks; every value the same for all who share it."""
    marker = Biomarker(name="KRAS", result="G12D", meaning="positive")
    cancer = {"disease": "cancer", "cancer": "other", "icd10": "C18.7", "stage": "IV", "metastases": "at_presentation", "metastatic_sites": ["liver", "peritoneum"], "biomarkers": [marker]}
    yield Found(Diagnosis, 41, {"words": "Cancer of the sigmoid colon", "diagnosed_on": day(today, 500)[:7], **cancer})
    chemotherapy = {"modalities": ["chemotherapy"], "intent": "palliative", "state": "stopped"}
    first = {"number": 1, "regimen": "FOLFOX", "started_on": day(today, 480)[:7], "stopped_on": day(today, 232), "stop_reason": "progression", "best_response": "partial_response"}
    second = {"number": 2, "regimen": "FOLFIRI and bevacizumab", "started_on": day(today, 205), "stopped_on": day(today, 19), "stop_reason": "progression", "best_response": "stable_disease"}
    yield Found(TreatmentLine, 41, {**chemotherapy, **first, "platinum": True})
    yield Found(TreatmentLine, 19, {**chemotherapy, **second, "modalities": ["chemotherapy", "targeted"], "platinum": False})
    yield from scans({206: (48, 31), 120: (42, 29), 21: (60, 38)}, {120: "stable_disease", 21: "progressive_disease"}, ["liver"])
    yield from series("cea", {205: 48.0, 150: 30.5, 92: 41.0, 48: 96.0, 20: 182.0}, upper_limit=5.0)
    yield from decline()
    if wish is not None:
        stance, words = wish
        yield Found(Preference, 12, {"topic": "disease_directed_treatment", "stance": stance, "note": words})
        yield Found(Preference, 12, {"topic": "goals_of_care", "stance": "comfort" if stance == "none" else "live_longer"})
        yield Found(Preference, 12, {"topic": "surrogate", "stance": "named", "people": [Confidant(name="Miriam", relation="wife")]})
        yield Found(Need, 12, {"words": "Who looks after the dog", "domain": "practical", "state": "open"})


def decline() -> Iterator[Found]:
    yield from series("pps", {56: 70, 42: 70, 28: 60, 14: 60, 1: 50})
    yield from series("weight", {182: 62.4, 120: 62.1, 56: 62.0, 42: 60.6, 28: 58.5, 14: 56.9, 1: 55.2})
    yield from series("albumin", {92: 3.6, 48: 3.2, 20: 2.7})
    yield from series("crp", {92: 12, 48: 31, 20: 64})
    yield from series("oral_intake", {56: "normal", 28: "moderately_reduced", 1: "moderately_reduced"})
    for kind in ("oedema", "dyspnoea_at_rest", "delirium"):
        yield finding(kind, "absent", 1)
    yield Found(Assessment, 56, {"kind": "adls", "parts": dict.fromkeys(("ambulation", "transfer", "bathing", "dressing", "feeding", "continence"), "independent")})
    now = {"ambulation": "needs_help", "transfer": "needs_help", "bathing": "dependent", "dressing": "needs_help", "feeding": "independent", "continence": "independent"}
    yield Found(Assessment, 1, {"kind": "adls", "parts": now})
    yield finding("hospital_admission", "unplanned", 26, note="Two nights, for vomiting.")
    yield finding("phase", "deteriorating", 14)


def ovarian_course(today: date) -> Iterator[Found]:
    """A marker with its limit and nadir, on a line that goes on."""
    cancer = {"words": "High-grade serous ovarian cancer", "disease": "cancer", "cancer": "other", "icd10": "C56", "stage": "IIIC", "diagnosed_on": day(today, 420)[:7]}
    yield Found(Diagnosis, 41, {**cancer, "metastases": "none", "biomarkers": [Biomarker(name="BRCA1", result="no mutation", meaning="negative")]})
    first = {"regimen": "Carboplatin and paclitaxel", "modalities": ["chemotherapy"], "number": 1, "platinum": True, "intent": "curative", "best_response": "complete_response"}
    yield Found(TreatmentLine, 41, {**first, "state": "stopped", "started_on": day(today, 400), "stopped_on": day(today, 262), "stop_reason": "completed"})
    second = {"regimen": "Pegylated liposomal doxorubicin", "modalities": ["chemotherapy"], "number": 2, "platinum": False, "intent": "palliative", "state": "ongoing"}
    yield Found(TreatmentLine, 41, {**second, "started_on": day(today, 88)})
    yield from series("ca_125", {402: 640, 330: 88, 262: 19, 180: 22, 120: 61, 90: 96, 55: 74, 22: 118, 6: 131}, upper_limit=35)
    yield from scans({95: (22, 18), 24: (24, 19)}, {262: "complete_response", 95: "progressive_disease", 24: "stable_disease"}, ["pelvis"])
    yield from series("pps", {42: 80, 20: 70, 3: 70})
    yield from series("weight", {90: 68.4, 42: 67.5, 20: 66.9, 3: 66.1})
    yield Found(Preference, 18, {"topic": "disease_directed_treatment", "stance": "selected", "note": "As long as I can still swim."})
    yield Found(Preference, 18, {"topic": "who_may_know", "stance": "named", "people": [Confidant(name="Signe", relation="daughter", phone="555-0117")]})


def scans(diameters: Mapping[int, tuple[float, float]], statuses: Mapping[int, Status], sites: list[str]) -> Iterator[Found]:
    """The first is the baseline."""
    for number, (days_ago, sizes) in enumerate(diameters.items()):
        targets = [TargetLesion(name=f"{sites[0]} {n}", organ=sites[0], diameter_mm=size) for n, size in enumerate(sizes, start=1)]
        yield Found(Measurement, days_ago, {"method": "ct", "targets": targets, "baseline": number == 0, "non_targets": "present"})
    for days_ago, status in statuses.items():
        yield Found(DiseaseStatus, days_ago, {"status": status, "method": "ct", "sites": sites if status == "progressive_disease" else []})
