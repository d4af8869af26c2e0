"""The paper for a talk with patient and family: what the patient wants, how the last two weeks were, and room to write. In plain words; no criteria, no scores, and
nothing about what is to come. Which wishes stand on it, and all else, is ours."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from api.papers.visit import DAYS, wish
from schemas.check_ins import Respondent
from schemas.facts import Facts, SymptomCourse
from schemas.organisations import Organisation
from schemas.preferences import Topic
from schemas.symptom_states import Severity

TOPICS: tuple[Topic, ...] = ("goals_of_care", "disease_directed_treatment", "place_of_care", "hospital", "surrogate")
BANDS: tuple[Severity, ...] = ("none", "mild", "moderate", "severe")
PLAIN: dict[Severity, str] = {"none": "none", "mild": "mild", "moderate": "moderate", "severe": "severe"}
SAID: dict[Respondent, str] = {"patient": "", "family_caregiver": " (as the family saw it)", "professional_caregiver": " (as a caregiver saw it)"}
SYMPTOMS = 6  # those with the hardest days first


def content(facts: Facts, organisation: Organisation) -> dict[str, Any]:
    first = facts.today - timedelta(days=DAYS - 1)
    told = [course(one, days) for one, days in sorted(courses(facts, first), key=lambda pair: hardest(pair[1]), reverse=True)]
    may_know = facts.wish("who_may_know")
    return {
        "name": facts.patient.name,
        "organisation": organisation.name,
        "today": facts.today.isoformat(),
        "wishes": [wish(facts, topic) for topic in TOPICS if facts.wish(topic)],
        "course": told[:SYMPTOMS],
        "more": max(0, len(told) - SYMPTOMS),
        "may_know": None if may_know is None else [person.name for person in may_know.people],
        "numbers": [f"{one.label}: {one.number}" for one in organisation.phone_numbers],
        "emergency": organisation.emergency_number,
    }


def courses(facts: Facts, first: date) -> list[tuple[SymptomCourse, list[Severity]]]:
    """Each with its days by the worst of each; nothing where the questionnaire names no bands or nobody answered."""
    found = [(one, by_day(one, first)) for one in facts.symptoms]
    return [(one, days) for one, days in found if days]


def by_day(one: SymptomCourse, first: date) -> list[Severity]:
    days: dict[date, Severity] = {}
    for report in one.reports:
        if report.local_date >= first and report.severity is not None:
            days[report.local_date] = max(days.get(report.local_date, report.severity), report.severity, key=BANDS.index)
    return list(days.values())


def hardest(days: Sequence[Severity]) -> tuple[int, int]:
    return days.count("severe"), days.count("moderate")


def course(one: SymptomCourse, days: Sequence[Severity]) -> str:
    """'Pain: none on 2 days, mild on 5 days. No answer on 7 days.'"""
    return f"{one.label}{SAID[one.respondent]}: {counted(days)}. {silent(DAYS - len(days))}".strip()


def counted(bands: Sequence[Severity]) -> str:
    found = Counter(bands)
    return ", ".join(f"{PLAIN[band]} on {in_days(found[band])}" for band in BANDS if found[band])


def silent(days: int) -> str:
    return f"No answer on {in_days(days)}." if days else ""


def in_days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
