"""What is due and a benefit, with only what a test says."""

from datetime import date
from typing import Any
from uuid import UUID

from schemas.benefit_periods import Election, Period
from schemas.due_items import Benefit, Calendar, DueItem
from schemas.entries import Entry
from tests.dashboard.charts import ADA, NOON

TODAY = date(2026, 3, 2)
ONE = UUID("0195f000-0000-7000-8000-000000000009")


def item(**changes: Any) -> DueItem:
    usual: dict[str, Any] = {
        "key": f"face_to_face.{ONE}.3", "patient_id": ADA, "patient_name": "Ada", "kind": "face_to_face", "words": "Face-to-face encounter before benefit period 3",
        "by_whom": "a physician or nurse practitioner of the hospice", "standing": "within_7_days", "source": "42 CFR 418.22(a)(4)", "opens_on": date(2026, 2, 5),
        "due_on": date(2026, 3, 6), "election_id": ONE, "period": 3,
    }  # fmt: skip
    return DueItem(**(usual | changes))


def calendar(*items: DueItem) -> Calendar:
    counts: dict[Any, int] = {}
    for one in items:
        counts[one.standing] = counts.get(one.standing, 0) + 1
    return Calendar(items=list(items), counts=counts)


def entry(**marks: Any) -> Entry:
    return Entry(**({"id": ONE, "first_id": ONE, "patient_id": ADA, "recorded_at": NOON, "recorded_by": "Nadia Rahman"} | marks))


def election(**said: Any) -> Election:
    return Election(**({"on": date(2025, 9, 8), "payer": "medicare", "previous_periods": 0, "entry": entry(), "first_recorded_at": NOON} | said))


def benefit(**changes: Any) -> Benefit:
    usual: dict[str, Any] = {
        "rules_on": True, "first_day_counts": False, "entries": [election()], "due": [item()], "closed": [], "used_before": 0, "today": TODAY, "running": ONE,
        "periods": [Period(number=2, begins_on=date(2025, 12, 7), ends_on=date(2026, 3, 6)), Period(number=3, begins_on=date(2026, 3, 7), ends_on=date(2026, 5, 5))],
    }  # fmt: skip
    return Benefit(**(usual | changes))
