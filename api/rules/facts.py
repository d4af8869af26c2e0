"""Which facts can be recorded: what contradicts itself, the calendar or the patient's own dates is refused, with what to do about it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from api.rules import assessments, wishes
from api.rules.calendar import span
from api.rules.icd10 import fault_of_code
from schemas.assessments import NewAssessment
from schemas.diagnoses import NewDiagnosis
from schemas.disease_statuses import NewDiseaseStatus
from schemas.entries import NewFact
from schemas.measurements import NewMeasurement
from schemas.needs import NewNeed
from schemas.preferences import NewPreference
from schemas.treatment_lines import NewTreatmentLine

Fault = tuple[str, str]
YET_TO_COME = "This day is yet to come."
OLDEST = date(1900, 1, 1)
OF_AN_ORGAN = 2  # target lesions (RECIST 1.1)


class FactRefused(ValueError):
    """`errors`: (field, sentence), one for each thing that can't be stored."""

    def __init__(self, errors: list[Fault]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in errors))
        self.errors = errors


def checked(new: NewFact, here: datetime, born_on: date | None) -> None:
    """`here`: day and time where the patient is. Raises FactRefused."""
    faults = [*observed_faults(new, here, born_on), *FAULTS[type(new)](new, here.date())]
    if faults:
        raise FactRefused(faults)


def observed_faults(new: NewFact, here: datetime, born_on: date | None) -> Iterator[Fault]:
    on = new.observed_on or here.date()
    if on > here.date():
        yield "observed_on", YET_TO_COME
    if isinstance(new, NewAssessment) and on == here.date() and (new.time_of_day or "") > f"{here:%H:%M}":
        yield "time_of_day", "This time is yet to come."
    if on < (born_on or OLDEST):
        yield "observed_on", "The patient was not born yet." if born_on else "Nobody remembers this day. Look at the year."


def assessment_faults(new: NewAssessment, today: date) -> list[Fault]:
    return assessments.faults_of(new)


def preference_faults(new: NewPreference, today: date) -> list[Fault]:
    return wishes.faults_of(new)


def diagnosis_faults(new: NewDiagnosis, today: date) -> Iterator[Fault]:
    if new.icd10 is not None and (fault := fault_of_code(new.icd10, new.disease)):
        yield "icd10", fault
    if new.disease != "cancer":
        for field in ("cancer", "metastases", "metastatic_sites", "biomarkers"):
            if getattr(new, field):
                yield field, "This goes with a cancer."
    if new.metastatic_since_on and new.metastases != "since":
        yield "metastatic_since_on", "A day goes with metastases that came later ('since')."
    if new.metastatic_sites and new.metastases not in ("at_presentation", "since"):
        yield "metastatic_sites", "Say when there were metastases: 'at_presentation' or 'since'."
    yield from past("diagnosed_on", new.diagnosed_on, today)
    yield from past("metastatic_since_on", new.metastatic_since_on, today)
    yield from in_order("metastatic_since_on", new.diagnosed_on, new.metastatic_since_on, "before the diagnosis")
    for number, biomarker in enumerate(new.biomarkers):
        yield from past(f"biomarkers.{number}.tested_on", biomarker.tested_on, today)


def treatment_line_faults(new: NewTreatmentLine, today: date) -> Iterator[Fault]:
    if new.state == "stopped" and new.stop_reason is None:
        yield "stop_reason", "Say why it stopped; 'unknown' is an answer."
    if new.state != "stopped":
        for field in ("stop_reason", "stopped_on"):
            if getattr(new, field):
                yield field, "It has not stopped: say 'stopped', or leave this out."
    if new.state == "planned" and new.best_response:
        yield "best_response", "It hasn't begun."
    if new.state != "planned":
        yield from past("started_on", new.started_on, today)
    else:
        yield from real("started_on", new.started_on)
    yield from past("stopped_on", new.stopped_on, today)
    yield from in_order("stopped_on", new.started_on, new.stopped_on, "before its start")


def disease_status_faults(new: NewDiseaseStatus, today: date) -> Iterator[Fault]:
    if new.new_metastases and new.status in ("complete_response", "partial_response", "stable_disease"):
        yield "new_metastases", "New metastases are progression. Change one of the two."


def measurement_faults(new: NewMeasurement, today: date) -> Iterator[Fault]:
    names = [target.name.casefold() for target in new.targets]
    organs = [target.organ.casefold() for target in new.targets]
    if len(set(names)) < len(names):
        yield "targets", "Two lesions have the same name."
    if any(organs.count(organ) > OF_AN_ORGAN for organ in organs):
        yield "targets", "RECIST 1.1 takes at most two target lesions of an organ."
    if not new.targets and new.non_targets in (None, "none"):
        yield "targets", "There is nothing measured: name a target, or say what the non-targets are."
    if new.baseline and any(not target.diameter_mm for target in new.targets):
        yield "targets", "At the baseline every target has a size."
    if new.baseline and (new.new_lesions or new.non_targets in ("gone", "progressed")):
        yield "baseline", "A baseline is compared with nothing: there are no new lesions, and none that are gone or progressed."
    if new.new_lesion_sites and not new.new_lesions:
        yield "new_lesions", "Sites of new lesions are named, so there are some."


def need_faults(new: NewNeed, today: date) -> Iterator[Fault]:
    if new.state == "taken_up" and not (new.discipline or new.staff_member_id):
        yield "discipline", "Say who takes it up."


FAULTS: dict[type[NewFact], Callable[[Any, date], Any]] = {
    NewAssessment: assessment_faults,
    NewDiagnosis: diagnosis_faults,
    NewTreatmentLine: treatment_line_faults,
    NewDiseaseStatus: disease_status_faults,
    NewMeasurement: measurement_faults,
    NewPreference: preference_faults,
    NewNeed: need_faults,
}


def real(field: str, partial: str | None) -> Iterator[Fault]:
    if partial is not None:
        try:
            span(partial)
        except ValueError:
            yield field, "The calendar has no such day."


def past(field: str, partial: str | None, today: date) -> Iterator[Fault]:
    faults = list(real(field, partial))
    if partial is not None and not faults and span(partial)[0] > today:
        faults.append((field, YET_TO_COME))
    yield from faults


def in_order(field: str, first: str | None, second: str | None, words: str) -> Iterator[Fault]:
    """Refused only where it can't be: "2023" may be after "2023-05"."""
    if first and second and not [*real(field, first), *real(field, second)] and span(second)[1] < span(first)[0]:
        yield field, f"This is {words}."


def sum_mm(new: NewMeasurement) -> float | None:
    """Of the targets' diameters; null where one couldn't be measured, or there are none."""
    diameters = [target.diameter_mm for target in new.targets]
    return None if None in diameters or not diameters else round(sum(diameter or 0 for diameter in diameters), 3)
