"""The paper for a visit: one page on the last 14 days. What didn't fit on it is said to be more, and stands on the screen. All of its limits are ours."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from api.rules.record import said
from api.rules.wishes import QUESTIONS
from schemas.alerts import Alert, AlertStep, Outcome
from schemas.assessments import Assessment
from schemas.check_ins import Respondent
from schemas.facts import Facts, SymptomCourse
from schemas.medication_changes import MedicationChange
from schemas.reviews import Task

DAYS = 14  # calendar days, today among them
SYMPTOMS, ALERTS, WISHES, QUESTIONS_SHOWN, CHANGES = 12, 6, 6, 7, 3
LETTERS, LABEL = 96, 30  # of what somebody wrote, and of a symptom's name, so that one page is enough
USUAL = "0 to 10, higher is worse"
FINDINGS = ("pps", "kps", "ecog", "weight", "oral_intake")
WHO: dict[Respondent, str] = {"patient": "", "family_caregiver": "said by family", "professional_caregiver": "said by a caregiver"}
OUTCOMES: dict[Outcome, str] = {
    "monitor": "watched on", "call": "a call", "visit": "a visit", "medication_change": "medication changed", "referred": "referred", "emergency": "emergency",
    "no_contact": "nobody could be reached",
}  # fmt: skip
FIRST_ASKED = ("goals_of_care", "disease_directed_treatment", "who_may_know", "surrogate")


class Material(Struct, frozen=True):
    """Everything that the page is made of. Alerts newest first, tasks with what is open first."""

    facts: Facts
    organisation: str
    alerts: Sequence[Alert]
    steps: Mapping[UUID, Sequence[AlertStep]]
    tasks: Sequence[Task]
    changes: Sequence[MedicationChange]


def content(given: Material) -> dict[str, Any]:
    facts = given.facts
    days = [facts.today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    rows = sorted(filter(None, (symptom(one, days) for one in facts.symptoms)), key=lambda row: -row["worst"])
    alerts = [alert(one, given.steps.get(one.id, []), facts.patient.zone) for one in given.alerts if local(one.raised_at, facts.patient.zone) >= days[0] or one.state != "resolved"]
    questions = asks(given)
    return {
        "name": facts.patient.name,
        "identifier": facts.patient.identifier,
        "born_on": facts.patient.born_on.isoformat() if facts.patient.born_on else None,
        "organisation": given.organisation,
        "today": facts.today.isoformat(),
        "diagnoses": [short(one.words) for one in facts.diagnoses if one.rank == "principal"] or [short(one.words) for one in facts.diagnoses[:2]],
        "days": [str(day.day) for day in days],
        **cut("symptoms", rows, SYMPTOMS),
        **cut("alerts", alerts, ALERTS),
        **cut("wishes", [wish(facts, topic) for topic in QUESTIONS if facts.wish(topic)], WISHES),
        **cut("questions", questions, QUESTIONS_SHOWN),
        **cut("changes", [{"on": local(one.changed_at, facts.patient.zone).isoformat(), "words": short(one.what)} for one in given.changes], CHANGES),
        "findings": [text for kind in FINDINGS if (text := finding(facts.assessments.get(kind, [])))],
        "nobody_asked": not facts.preferences,
    }


def short(words: str, most: int = LETTERS) -> str:
    """One line of it; that something is left off is seen."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def cut(name: str, found: Sequence[Any], most: int) -> dict[str, Any]:
    return {name: list(found[:most]), f"more_{name}": max(0, len(found) - most)}


def symptom(one: SymptomCourse, days: Sequence[date]) -> dict[str, Any] | None:
    """The worst of each day; a day without an answer stays empty. Null where nothing was answered in these days."""
    worse = max if one.worse == "higher" else min
    by_day: dict[date, int] = {}
    for report in one.reports:
        if report.local_date >= days[0]:
            by_day[report.local_date] = worse(by_day.get(report.local_date, report.score), report.score)
    if not by_day:
        return None
    low = one.scale_minimum if one.worse == "higher" else one.scale_maximum
    return {
        "label": short(one.label, LABEL),
        "who": WHO[one.respondent],
        "scale": "" if (scale := f"{one.scale_minimum} to {one.scale_maximum}, {one.worse} is worse") == USUAL else scale,
        "cells": [str(by_day[day]) if day in by_day else "" for day in days],
        "worst": max(abs(score - low) for score in by_day.values()) / (one.scale_maximum - one.scale_minimum),
    }


def alert(one: Alert, steps: Sequence[AlertStep], zone: str) -> dict[str, str]:
    why = short(one.findings[0].sentence if one.findings else one.subject)
    taken = next((step.by for step in reversed(steps) if step.step in ("resolved", "started", "acknowledged")), "")
    by = f" ({taken})" if taken else ""
    if one.state == "resolved":
        became = (OUTCOMES[one.outcome] if one.outcome else "ended by itself") + by
    else:
        became = {"open": "nobody has taken it", "acknowledged": "taken", "in_progress": "begun", "snoozed": "expected, quiet for now"}[one.state] + by
    return {"on": local(one.raised_at, zone).isoformat(), "why": why, "became": became}


def local(at: Any, zone: str) -> date:
    day: date = at.astimezone(ZoneInfo(zone)).date()
    return day


def wish(facts: Facts, topic: Any) -> dict[str, str]:
    stated, question = facts.wish(topic), QUESTIONS[topic]
    if stated is None:
        raise LookupError(topic)
    people = ", ".join(person.name for person in stated.people)
    words = f"{question.words.get(stated.stance, stated.stance)}{': ' + people if people else ''}"
    return {"label": question.label, "words": short(words), "note": short(stated.note or ""), "on": stated.observed_on.isoformat()}


def asks(given: Material) -> list[str]:
    """What nobody has asked and comes first, what the team wants to find out, what is needed."""
    unasked = [f"{QUESTIONS[topic].label}: nobody has asked" for topic in given.facts.unasked if topic in FIRST_ASKED]
    tasks = [f"{one.words}{' (' + one.assignee + ')' if one.assignee else ''}" for one in given.tasks if one.done_at is None]
    needs = [one.words for one in given.facts.needs if one.state in ("open", "taken_up")]
    return [*unasked, *(short(words) for words in [*tasks, *needs])]


def finding(found: Sequence[Assessment]) -> str:
    """The newest, and the one before."""
    told = [f"{said(one).words} ({one.observed_on.day} {one.observed_on:%b})" for one in found[:2]]
    return ", before ".join(told)
