"""Questionnaires and check-ins for the tests of the rules."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import structs

from api.instruments import bundled
from schemas.check_ins import AsksFor, Respondent
from schemas.instruments import Bands, NewInstrument, Scale
from schemas.symptom_states import RecentCheckIn, SymptomNow

DAILY, ESAS = bundled()
PAST_WEEK = structs.replace(DAILY, id="own-past-week", recall_period="past_week", bands=None)
LOWER_IS_WORSE = structs.replace(DAILY, id="own-wellness", scale=Scale(0, 10, "lower"), bands=Bands(mild=9, moderate=6, severe=3, source="made up"))
GRADES = structs.replace(DAILY, id="own-grades", scale=Scale(0, 4), bands=None)
ALL: dict[tuple[str, str], NewInstrument] = {(form.id, form.version): form for form in [DAILY, ESAS, PAST_WEEK, LOWER_IS_WORSE, GRADES]}
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def check_in(answers: Mapping[str, int | None], *, days_ago: float = 0, form: NewInstrument = DAILY, by: Respondent = "patient", number: int = 0, on: date | None = None,
             at: datetime | None = None, asks_for: AsksFor | None = None) -> RecentCheckIn:  # fmt: skip
    moment = at or MORNING - timedelta(days=days_ago)
    return RecentCheckIn(
        id=UUID(int=number),
        at=moment,
        instrument=form.id,
        instrument_version=form.version,
        respondent=by,
        answers=dict(answers),
        asks_for=asks_for,
        local_date=on or moment.date(),
    )


def symptom(**changes: Any) -> SymptomNow:
    usual = SymptomNow(
        item="pain", label="Pain", instrument="daily-check", recall_period="now", respondent="patient", scale_minimum=0, scale_maximum=10, worse="higher", score=4,
        at=MORNING, severity="moderate", delta_worse=None, trend=[])  # fmt: skip
    return structs.replace(usual, **changes)
