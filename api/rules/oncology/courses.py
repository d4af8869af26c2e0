"""Treatment lines and disease statuses side by side: what was seen while a line was given, and how it is said as evidence."""

from collections.abc import Sequence
from datetime import date

from api.rules.calendar import partial_in_words, span
from schemas.derivations import Recist
from schemas.disease_statuses import DiseaseStatus, Method
from schemas.evidence import Evidence
from schemas.treatment_lines import Response, TreatmentLine

PROGRESSION = ("progressive_disease", "unconfirmed_progression")
BEST: tuple[Response, ...] = ("complete_response", "partial_response", "stable_disease", "progressive_disease")
METHODS: dict[Method, str] = {
    "ct": "CT",
    "mri": "MRI",
    "pet": "PET",
    "pet_ct": "PET-CT",
    "x_ray": "X-ray",
    "ultrasound": "ultrasound",
    "bone_scan": "bone scan",
    "marker": "a marker",
    "clinical": "examination",
    "histology": "histology",
}
NO_ANSWER = "best response of this line"


def in_order(statuses: Sequence[DiseaseStatus]) -> list[DiseaseStatus]:
    """Oldest first, whatever order they came in."""
    return sorted(statuses, key=lambda status: (status.observed_on, status.entry.id))


def lines_in_order(lines: Sequence[TreatmentLine]) -> list[TreatmentLine]:
    """By the day they began, unknown ones first, then by number."""
    return sorted(lines, key=lambda line: (span(line.started_on)[0] if line.started_on else date.min, line.number or 0, line.entry.id))


def is_about(status: DiseaseStatus, line: TreatmentLine) -> bool:
    """It names the line, or was seen between the line's first and last day as far as they are known. One that was seen before the line began isn't."""
    if line.started_on is not None and status.observed_on < span(line.started_on)[0]:
        return False
    return status.treatment_line_id == line.entry.first_id or is_during(status, line)


def is_during(status: DiseaseStatus, line: TreatmentLine) -> bool:
    return is_given_on(status.observed_on, line)


def is_given_on(day: date, line: TreatmentLine) -> bool:
    """Surely: on no day that only may lie before its start."""
    if line.started_on is None or day < span(line.started_on)[1]:
        return False
    if line.state != "stopped":
        return line.state != "planned"
    return line.stopped_on is not None and day <= span(line.stopped_on)[1]


def is_firm(status: DiseaseStatus) -> bool:
    """Seen by more than a marker: a marker alone needs a clinician to say what it means."""
    return status.method != "marker"


def says_something(status: DiseaseStatus) -> bool:
    return is_firm(status) and status.status != "undetermined"


def progressions(line: TreatmentLine, statuses: Sequence[DiseaseStatus]) -> list[DiseaseStatus]:
    """Oldest first, on or after the line, seen by more than a marker."""
    return [status for status in in_order(statuses) if status.status in PROGRESSION and is_firm(status) and is_about(status, line)]


def best_response(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Response | None:
    """As recorded with the line; else the best of what was seen during it. None where lesions come to a better one and nobody recorded what that scan showed."""
    if line.best_response is not None:
        return None if line.best_response == "not_evaluable" else line.best_response
    seen = {status.status for status in statuses if is_firm(status) and is_about(status, line)}
    said_on = {status.observed_on for status in statuses if says_something(status)}
    only_measured = {one.response for one in calculated if is_given_on(one.on, line) and one.on not in said_on}
    best = next((response for response in BEST if response in seen | only_measured), None)
    return best if best in seen else None


def evidence_of_line(line: TreatmentLine) -> Evidence:
    number = f"line {line.number}: " if line.number else ""
    reason = f", stopped{f' {partial_in_words(line.stopped_on)}' if line.stopped_on else ''}: {line.stop_reason.replace('_', ' ')}" if line.stop_reason else ""
    best = f", best response {line.best_response.replace('_', ' ')}" if line.best_response else ""
    return Evidence(noun="treatment_line", id=line.entry.id, on=line.observed_on, words=f"{number}{line.regimen}{reason}{best}")


def evidence_of_status(status: DiseaseStatus) -> Evidence:
    words = f"{status.status.replace('_', ' ')} by {METHODS[status.method]}"
    return Evidence(noun="disease_status", id=status.entry.id, on=status.observed_on, words=words)
