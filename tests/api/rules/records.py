"""What a team records about Ada, made short: every builder takes how many days before TODAY it was, and only what matters to the test. Ids count up, so they follow the order of entry."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from schemas.assessments import Assessment
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.entries import Entry
from schemas.evidence import Evidence
from schemas.facts import Facts, Report, SymptomCourse
from schemas.measurements import Measurement, TargetLesion
from schemas.needs import Need
from schemas.patients import Patient
from schemas.preferences import Preference
from schemas.treatment_lines import TreatmentLine

TODAY = date(2026, 3, 2)
ADA = UUID(int=1)
numbers = count(1000)


def new_id() -> UUID:
    return UUID(int=next(numbers))


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def entry() -> Entry:
    entry_id = new_id()
    return Entry(id=entry_id, first_id=entry_id, patient_id=ADA, recorded_at=datetime(2026, 3, 2, 9, tzinfo=UTC), recorded_by="Nadia Rahman")


def assessment(kind: str, value: Any, days: int = 1, **more: Any) -> Assessment:
    """`amount` is the value where that is a number; with `limit`, a laboratory's upper limit."""
    amount = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    given = {"kind": kind, "value": value, "amount": amount, "amount_limit": more.pop("limit", None), "observed_on": days_ago(days), "entry": entry()}
    return Assessment(**{**given, **more})


def diagnosis(disease: Any = "cancer", days: int = 400, **more: Any) -> Diagnosis:
    return Diagnosis(**{"words": disease, "disease": disease, "observed_on": days_ago(days), "entry": entry(), **more})


def line(days: int = 200, **more: Any) -> TreatmentLine:
    """A chemotherapy that began `days` ago and goes on."""
    given = {"regimen": "docetaxel", "modalities": ["chemotherapy"], "started_on": days_ago(days).isoformat(), "observed_on": days_ago(days), "entry": entry()}
    return TreatmentLine(**{**given, **more})


def stopped_line(days: int, stopped: int, reason: Any = "completed", **more: Any) -> TreatmentLine:
    return line(days, **{"state": "stopped", "stopped_on": days_ago(stopped).isoformat(), "stop_reason": reason, **more})


def status(value: Any, days: int, **more: Any) -> DiseaseStatus:
    return DiseaseStatus(**{"status": value, "method": "ct", "observed_on": days_ago(days), "entry": entry(), **more})


def measurement(days: int, *diameters: float | None, node: bool = False, **more: Any) -> Measurement:
    targets = [TargetLesion(name=f"lesion {n}", organ="liver", diameter_mm=mm, node=node) for n, mm in enumerate(diameters, 1)]
    measured = [mm for mm in diameters if mm is not None]
    given = {"method": "ct", "targets": targets, "observed_on": days_ago(days), "entry": entry(), "sum_mm": sum(measured) if len(measured) == len(diameters) else None}
    return Measurement(**{**given, **more})


def preference(topic: Any, stance: str, days: int = 10, **more: Any) -> Preference:
    return Preference(**{"topic": topic, "stance": stance, "observed_on": days_ago(days), "entry": entry(), **more})


def need(words: str, days: int = 10, **more: Any) -> Need:
    return Need(**{"words": words, "domain": "spiritual", "observed_on": days_ago(days), "entry": entry(), **more})


def course(item: str, *scores: tuple[int, int], respondent: Any = "patient", **more: Any) -> SymptomCourse:
    """`scores`: (days ago, score) on the daily check."""
    reports = [
        Report(check_in_id=new_id(), at=datetime.combine(days_ago(days), datetime.min.time(), UTC), local_date=days_ago(days), score=score, severity=band(score))
        for days, score in sorted(scores, reverse=True)
    ]
    given = {
        "item": item,
        "label": item.replace("_", " ").capitalize(),
        "instrument": "daily-check",
        "recall_period": "now",
        "respondent": respondent,
        "scale_minimum": 0,
        "scale_maximum": 10,
        "worse": "higher",
        "reports": reports,
    }
    return SymptomCourse(**{**given, **more})


def band(score: int) -> Any:
    return "severe" if score >= 7 else "moderate" if score >= 4 else "mild" if score else "none"


def patient(**more: Any) -> Patient:
    given = {"id": ADA, "organisation_id": UUID(int=2), "name": "Ada", "care": "palliative", "care_since_on": days_ago(100), "zone": "Europe/Berlin"}
    return Patient(**{**given, "enrolled_at": datetime(2025, 11, 1, tzinfo=UTC), **more})


def facts(*entries: Any, **more: Any) -> Facts:
    """Sorts what it is given by what it is. Topics that nobody asked about are not looked at here: `wish` finds nothing, that is all."""
    places = {Diagnosis: "diagnoses", TreatmentLine: "treatment_lines", DiseaseStatus: "disease_statuses", Measurement: "measurements"}
    places |= {Preference: "preferences", SymptomCourse: "symptoms", Need: "needs"}
    found: dict[str, Any] = {name: [] for name in (*places.values(), "unasked", "follow_ups")}
    found["assessments"] = {}
    for one in entries:
        if isinstance(one, Assessment):
            found["assessments"].setdefault(one.kind, []).append(one)
        else:
            found[places[type(one)]].append(one)
    return Facts(**{"patient": patient(), "today": TODAY, **found, **more})


def ids(evidence: list[Evidence]) -> list[UUID]:
    return [one.id for one in evidence]
