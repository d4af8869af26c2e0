from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from schemas.check_ins import Respondent
from schemas.symptom_states import Severity

Direction = Literal["much_better", "a_little_better", "the_same", "a_little_worse", "much_worse"]


class DayPoint(Struct, frozen=True, kw_only=True):
    """The worst score of one calendar day."""

    on: date
    score: int


class SymptomSummary(Struct, frozen=True, kw_only=True):
    """One series of the week that ends today, for somebody who is no clinician.

    `days`: with answers, of `of_days` that are shared. `level`: the band of the middle day, the worse of two; null where the questionnaire names no bands or nothing was
    reported. `worst`: of the week, on `worst_day` at last. `severe_on`, `moderate_on`: the days on which it was so at its worst. `change`: against the week before; null where
    either week says too little or isn't shared whole, and never "better" for a week with a severe day. `last_on`: the newest report of the shared period where the week has
    none. `points`: for the small drawing, oldest first. `differs`: patient and somebody else. `others_differ`: those who answer for the patient.
    `questionnaire`: its title, where symptoms of more than one are told.
    """

    item: str
    label: str
    instrument: str
    respondent: Respondent
    scale_minimum: int
    scale_maximum: int
    worse: Literal["higher", "lower"]
    days: int
    of_days: int
    reports: int
    middle: int | None
    level: Severity | None
    worst: Severity | None
    worst_day: DayPoint | None
    severe_on: list[date]
    moderate_on: list[date]
    change: Direction | None
    last_on: date | None
    points: list[DayPoint]
    differs: bool = False
    others_differ: bool = False
    questionnaire: str = ""


class DaySummary(Struct, frozen=True, kw_only=True):
    """How one day was at its worst, over all symptoms; null where there are no answers, or some without bands beside good ones."""

    on: date
    answered: bool
    worst: Severity | None


class SharedNote(Struct, frozen=True, kw_only=True):
    at: datetime
    respondent: Respondent
    text: str


class Summary(Struct, frozen=True, kw_only=True):
    """What a patient's answers say of the last days, within what was shared. `begins_on`: the shared period's first day, where it is still to come. `days`: the last seven that
    lie in the period, oldest first. `unanswered`: shared symptoms without any answer. No medical conclusion."""

    today: date
    begins_on: date | None
    days: list[DaySummary]
    symptoms: list[SymptomSummary]
    unanswered: list[str]
    notes: list[SharedNote]
