"""Struct-built material for the pure parts: an instrument, check-ins and timelines with only what a test says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from dash.development.base_component import Component
from uuid_utils.compat import uuid7

from schemas.alerts import Alert, AlertStep
from schemas.check_ins import CheckIn
from schemas.findings import Finding, Input
from schemas.instruments import Bands, Instrument, Item, Scale
from schemas.me import StaffMe
from schemas.patients import Patient
from schemas.symptom_states import Point, SymptomNow
from schemas.timeline import Timeline

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADA = UUID("0195f000-0000-7000-8000-000000000001")
ZONE = "Europe/Berlin"
BANDS = Bands(1, 4, 7, "Selby 2010")
MAY = [
    "worklist.read",
    "timeline.read",
    "patient.enrol",
    "check_in.submit",
    "device.read",
    "device.revoke",
    "enrolment_code.create",
    "alert.read",
    "alert.change",
]


def item(name: str) -> Item:
    return Item(id=name, label=name.capitalize(), question=f"How is your {name}?", low="None", high="Worst")


def instrument(**changes: Any) -> Instrument:
    usual: dict[str, Any] = {
        "id": "daily-check",
        "version": "1",
        "title": "Daily check",
        "language": "en",
        "instruction": "How are you?",
        "recall_period": "now",
        "scale": Scale(0, 10),
        "items": [item("pain"), item("nausea")],
        "licence": "ours",
        "bands": BANDS,
        "loaded_at": NOON,
        "bundled": True,
        "asked": True,
    }
    return Instrument(**{**usual, **changes})


def check_in(days_ago: float, **changes: Any) -> CheckIn:
    at = NOON - timedelta(days=days_ago)
    usual: dict[str, Any] = {
        "id": uuid7(),
        "patient_id": ADA,
        "instrument": "daily-check",
        "instrument_version": "1",
        "at": at,
        "recorded_at": at,
        "received_at": at,
        "zone": ZONE,
        "local_date": at.date(),
        "clock": "ok",
        "answers": {"pain": 4, "nausea": 0},
        "partial": [],
        "respondent": "patient",
        "mode": "self",
        "entered_by": "Ada's phone",
    }
    return CheckIn(**{**usual, **changes})


def patient() -> Patient:
    return Patient(
        id=ADA, organisation_id=ADA, name="Ada", care="hospice", care_since_on=date(2026, 1, 5), zone=ZONE, enrolled_at=NOON - timedelta(days=56), born_on=date(1950, 3, 3)
    )


def timeline(*check_ins: CheckIn, instruments: list[Instrument] | None = None, now: list[SymptomNow] | None = None) -> Timeline:
    return Timeline(
        patient=patient(),
        zone=ZONE,
        as_of=NOON,
        since=NOON - timedelta(days=14),
        now=now or [],
        instruments=instruments or [instrument()],
        check_ins=list(check_ins),
        last_heard_at=NOON if check_ins or now else None,
    )


def symptom(**changes: Any) -> SymptomNow:
    usual: dict[str, Any] = {
        "item": "pain",
        "label": "Pain",
        "instrument": "daily-check",
        "recall_period": "now",
        "respondent": "patient",
        "scale_minimum": 0,
        "scale_maximum": 10,
        "worse": "higher",
        "score": 7,
        "at": NOON,
        "severity": "severe",
        "delta_worse": 3,
        "delta_days": 7,
        "trend": [Point(NOON - timedelta(days=1), 4), Point(NOON, 7)],
    }
    return SymptomNow(**{**usual, **changes})


def finding(**changes: Any) -> Finding:
    usual: dict[str, Any] = {
        "rule": "severe",
        "version": 1,
        "item": "pain",
        "respondent": "patient",
        "inputs": [Input(check_in_id=ADA, at=NOON, score=8)],
        "thresholds": {"severe": 7},
        "missing": [],
        "sentence": "Pain 8 of 10, severe.",
        "burden": 8,
    }
    return Finding(**{**usual, **changes})


def alert(**changes: Any) -> Alert:
    usual: dict[str, Any] = {
        "id": uuid7(),
        "patient_id": ADA,
        "patient_name": "Ada",
        "subject": "pain",
        "level": "urgent",
        "state": "open",
        "raised_at": NOON - timedelta(minutes=40),
        "refreshed_at": NOON,
        "findings": [finding()],
        "worst": 8,
    }
    return Alert(**{**usual, **changes})


def step(name: Any, by: str = "Nadia", /, **detail: Any) -> AlertStep:
    return AlertStep(id=uuid7(), at=NOON, by=by, step=name, detail=detail)


def nadia(**changes: Any) -> StaffMe:
    usual: dict[str, Any] = {
        "staff_member_id": ADA,
        "name": "Nadia",
        "role": "nurse",
        "organisation_name": "Lindenhof",
        "zone": ZONE,
        "demo": False,
        "may": MAY,
    }
    return StaffMe(**{**usual, **changes})


def text_of(component: Any) -> str:
    """All words of a Dash component, in order."""
    if component is None:
        return ""
    if isinstance(component, (list, tuple)):
        return " ".join(text_of(part) for part in component)
    if hasattr(component, "to_plotly_json"):
        return text_of(getattr(component, "children", None))
    return str(component)


def parts(component: Any) -> list[Component]:
    """Every component in it, itself first."""
    if isinstance(component, (list, tuple)):
        return [found for part in component for found in parts(part)]
    return [component, *parts(getattr(component, "children", None))] if isinstance(component, Component) else []
