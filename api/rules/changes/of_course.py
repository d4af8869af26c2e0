"""What happened to the disease and its treatment: lines that began, paused or stopped, what assessments of the disease showed, what came to be known of it."""

from collections.abc import Iterator

from api.rules.calendar import in_words, partial_in_words, span
from api.rules.changes.windows import Window
from api.rules.oncology import courses, of_facts
from schemas.changes import Change
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.evidence import Evidence
from schemas.facts import Facts
from schemas.treatment_lines import StopReason, TreatmentLine

STOPPED: dict[StopReason, str] = {
    "completed": "completed as planned",
    "progression": "the disease progressed",
    "toxicity": "it was not tolerated",
    "patient_declined": "the patient wanted no more of it",
    "too_unwell": "the patient was too unwell",
    "trial_ended": "the trial ended",
    "died": "the patient died",
    "other": "for another reason",
    "unknown": "why is not on record",
}


def changed(facts: Facts, window: Window) -> Iterator[Change]:
    for line in facts.treatment_lines:
        for words in of_line(line, window):
            yield Change(topic="treatment", sentence=f"{name(line)} {words}.", evidence=[courses.evidence_of_line(line)])
    for status in facts.disease_statuses:
        if window.holds(status.observed_on):
            yield Change(topic="disease", sentence=of_status(status), evidence=[courses.evidence_of_status(status)])
    for result in of_facts.responses(facts):
        if window.holds(result.on):
            yield Change(topic="disease", sentence=f"Lesions measured on {in_words(result.on)}: {lower(result.sentence)}", evidence=result.evidence)
    for diagnosis in facts.diagnoses:
        yield from of_diagnosis(diagnosis, window)


def of_line(line: TreatmentLine, window: Window) -> Iterator[str]:
    """Nothing is said of a day that is only known to lie perhaps in the window; what came to be known in it is."""
    if line.state != "planned" and line.started_on and is_within(line.started_on, window):
        yield f"began ({partial_in_words(line.started_on)})"
    if line.state == "stopped" and line.stop_reason and stopped_within(line, window):
        on = f" ({partial_in_words(line.stopped_on)})" if line.stopped_on else f" (known on {in_words(line.observed_on)})"
        yield f"stopped{on}: {STOPPED[line.stop_reason]}"
    if line.state in ("planned", "paused") and window.holds(line.observed_on):
        yield f"is {line.state} (known on {in_words(line.observed_on)})"


def stopped_within(line: TreatmentLine, window: Window) -> bool:
    return is_within(line.stopped_on, window) if line.stopped_on else window.holds(line.observed_on)


def is_within(partial: str, window: Window) -> bool:
    return window.holds(span(partial)[0])


def name(line: TreatmentLine) -> str:
    return f"Line {line.number}, {line.regimen}," if line.number else line.regimen


def of_status(status: DiseaseStatus) -> str:
    """'Progressive disease by CT, 3 February 2026: liver, bone.'"""
    method = status.method.upper().replace("_", "-") if status.method in ("ct", "mri", "pet", "pet_ct") else status.method.replace("_", " ")
    sites = f": {', '.join(status.sites)}" if status.sites else ""
    metastases = "; new metastases" if status.new_metastases else ""
    return f"{status.status.replace('_', ' ').capitalize()} by {method}, {in_words(status.observed_on)}{sites}{metastases}."


def of_diagnosis(diagnosis: Diagnosis, window: Window) -> Iterator[Change]:
    evidence = [Evidence(noun="diagnosis", id=diagnosis.entry.id, on=diagnosis.observed_on, words=diagnosis.words)]
    if diagnosis.diagnosed_on and is_within(diagnosis.diagnosed_on, window):
        yield Change(topic="disease", sentence=f"{diagnosis.words} was diagnosed ({partial_in_words(diagnosis.diagnosed_on)}).", evidence=evidence)
    if diagnosis.metastatic_since_on and is_within(diagnosis.metastatic_since_on, window):
        sites = f": {', '.join(diagnosis.metastatic_sites)}" if diagnosis.metastatic_sites else ""
        yield Change(topic="disease", sentence=f"{diagnosis.words}: metastases since {partial_in_words(diagnosis.metastatic_since_on)}{sites}.", evidence=evidence)


def lower(words: str) -> str:
    return words[:1].lower() + words[1:]
