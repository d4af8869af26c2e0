"""Fourteen days of Ada, made short."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from api.papers.visit import Material
from schemas.alerts import Alert, AlertStep
from schemas.facts import Facts
from schemas.findings import Finding
from schemas.medication_changes import MedicationChange
from schemas.organisations import Organisation, PhoneNumber, Texts
from schemas.reviews import Task
from tests.api.rules.records import ADA, facts, new_id
from tests.people import NOW, ZONE

HOUSE = Organisation(
    id=UUID(int=2), name="Lindenhof", zone=ZONE, emergency_number="112", phone_numbers=[PhoneNumber(label="The ward", number="+49 30 123456")], texts=Texts(), demo=False, added_at=NOW
)  # fmt: skip


def alert(days: int = 1, sentence: str = "Pain 8 of 10, severe.", **changes: Any) -> Alert:
    finding = Finding(rule="severe", version=1, item="pain", respondent="patient", inputs=[], thresholds={}, missing=[], sentence=sentence)
    given: dict[str, Any] = {"id": new_id(), "patient_id": ADA, "patient_name": "Ada", "subject": "pain", "level": "urgent", "state": "open", "refreshed_at": NOW, "findings": [finding]}
    return Alert(**{**given, "raised_at": NOW - timedelta(days=days), **changes})


def step(by: str, kind: Any) -> AlertStep:
    return AlertStep(id=new_id(), at=NOW, by=by, step=kind, detail={})


def task(words: str, **changes: Any) -> Task:
    return Task(**{"id": new_id(), "patient_id": ADA, "patient_name": "Ada", "words": words, "asked_at": NOW, "asked_by": "Nadia", **changes})


def change(what: str) -> MedicationChange:
    return MedicationChange(id=new_id(), patient_id=ADA, what=what, changed_at=NOW, recorded_at=NOW, recorded_by="Nadia")


def material(*entries: Any, alerts: Any = (), steps: Any = None, tasks: Any = (), changes: Any = (), **more: Any) -> Material:
    given: Facts = facts(*entries, **more)
    return Material(given, "Lindenhof", list(alerts), steps or {}, list(tasks), list(changes))
