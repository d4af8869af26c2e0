"""A cohort's reports as answers to questionnaires."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from api.simulation.cohorts import SYNTHETIC, Cohort
from api.simulation.reports import MISSING
from schemas.check_ins import Respondent

# item -> symptom; the daily check asks nobody for wellbeing
DAILY_CHECK = {"pain": "pain", "nausea": "nausea", "fatigue": "tiredness", "lack_of_appetite": "lack_of_appetite"}
SWITCHED_ON = {"breathlessness": "shortness_of_breath", "drowsiness": "drowsiness", "anxiety": "anxiety", "low_mood": "depression"}


class Said(NamedTuple):
    """One report. `day`: the place in the watched days; `at` and `reached`: when it was given and when the team has it, in hours since their beginning."""

    day: int
    at: float
    reached: float
    respondent: Respondent
    answers: dict[str, int | None]


def said_by(cohort: Cohort, patient: int, items: dict[str, str]) -> Iterator[Said]:
    """Oldest first; a symptom that the cohort doesn't have is not answered."""
    said, places = cohort.reports, {item: cohort.symptoms.index(symptom) for item, symptom in items.items() if symptom in cohort.symptoms}
    for day in said.came[patient].nonzero()[0].tolist():
        scores = said.scores[patient, day].tolist()
        answers = {item: None if scores[place] == MISSING else scores[place] for item, place in places.items()}
        if any(score is not None for score in answers.values()):
            at = 24.0 * day + float(said.hour[patient, day])
            yield Said(day, at, at + float(said.delay[patient, day]), "family_caregiver" if said.by_proxy[patient, day] else "patient", answers)


def write_csv(cohort: Cohort, path: Path, first_day: date) -> int:
    """For import-check-ins with the daily check; each name says that nobody is meant. Returns the number of rows."""
    items, rows, begin = {**DAILY_CHECK, **SWITCHED_ON}, 0, datetime.combine(first_day, time(), UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["patient", "name", "recorded_at", "respondent", "mode", *items])
        for patient in range(len(cohort.days_to_death)):
            who = f"{SYNTHETIC}-{cohort.seed}-{patient + 1:05}"
            for one in said_by(cohort, patient, items):
                at = (begin + timedelta(hours=one.at)).replace(microsecond=0)
                mode = "self" if one.respondent == "patient" else "proxy"
                out.writerow([who, f"Synthetic {patient + 1:05}", at.isoformat(), one.respondent, mode, *("" if (score := one.answers.get(item)) is None else score for item in items)])
                rows += 1
    return rows
