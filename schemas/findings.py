from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.check_ins import AsksFor, Relationship, Respondent

Rule = Literal["asked_for", "crisis", "severe", "worsening", "persistent", "trend", "silence"]


class Input(Struct, frozen=True, kw_only=True):
    """One answer that a rule looked at. `score` is null where the check-in matters and not a score of it."""

    check_in_id: UUID
    at: datetime
    score: int | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """What one rule found in one report, and everything that it stands on, so that it can be read and repeated for ever.

    `item` is null where the whole report is meant. `inputs`: the report itself first, then what it was compared with, newest first. `thresholds` by name,
    in points of the instrument's scale, days or reports. `missing`: what could not be looked at, in words. `sentence`: as a nurse would say it. `burden`: how far
    the report's score is from the good end of its scale. `asks_for`: where the rule is 'asked_for'. `said_by`: the caregiver who entered the report on their own phone,
    and their `relationship`; null for anybody else's, and no part of what the rule finds.
    """

    rule: Rule
    version: int
    item: str | None
    respondent: Respondent
    inputs: list[Input]
    thresholds: dict[str, float]
    missing: list[str]
    sentence: str
    burden: int | None = None
    asks_for: AsksFor | None = None
    said_by: str | None = None
    relationship: Relationship | None = None


Points = Annotated[float, Meta(ge=1, le=10)]


class Thresholds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an organisation may change of the rules, for all or for one patient. Points are of a 0-10 scale, and the same share of another one."""

    rise: Points = 2  # STAR and SYMPATHY took 2, on grades 0-4; on 0-10 it is our choice
    rise_when_sparse: Points = 3  # by chance in 4-15 of 100 stable pairs, against 14-26 for 2 (clinical.md 3.3); ours
    reports_for_baseline: Annotated[int, Meta(ge=2, le=30)] = 3  # ours
    persistent_reports: Annotated[int, Meta(ge=2, le=30)] = 3  # ours
    trend_reports: Annotated[int, Meta(ge=4, le=30)] = 6  # ours
    trend_rise: Points = 3  # as much as one report must rise over another where reports are few; ours
    review_again_days: Annotated[int, Meta(ge=1, le=31)] = 7  # after an answer, before what is for review calls again: not better after a week, what was done deserves a look; ours


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one patient is judged. `goals`: item -> the level at which the patient would be comfortable (Hui 2016), on the instrument's scale."""

    thresholds: Thresholds = Thresholds()
    goals: dict[str, int] = field(default_factory=dict)
