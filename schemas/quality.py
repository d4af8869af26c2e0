from datetime import date

from msgspec import Struct

from schemas.alerts import Level, Outcome


class Share(Struct, frozen=True, kw_only=True):
    """`count` of `of`, with the 95 % interval of the share (0 to 1). Null shares where `of` is 0: there is nothing to say."""

    count: int
    of: int
    share: float | None
    low: float | None
    high: float | None


class RuleQuality(Struct, frozen=True, kw_only=True):
    """What one rule did in the period. `alerts`: those it called with. `held`: findings that called nobody. `acted_on`: of the answered alerts, those with
    another outcome than "monitor"."""

    rule: str
    alerts: int
    held: int
    alerts_per_patient_week: float | None
    acted_on: Share


class LevelQuality(Struct, frozen=True, kw_only=True):
    """How the alerts of one level were answered, by the level at which they were raised. Minutes are medians, of those that were taken or resolved by a person."""

    level: Level
    alerts: int
    taken_in_time: Share
    minutes_to_take: float | None
    minutes_to_resolve: float | None


class SilenceQuality(Struct, frozen=True, kw_only=True):
    """How often more reports were missed than the organisation's rule allows, and of how many patients. What became of it: a report came again (`heard_again`), a person
    answered (`answered`), care ended (`care_ended`), or it lasts (`lasting`)."""

    alerts: int
    patients: int
    heard_again: int
    answered: int
    care_ended: int
    lasting: int


class WeekdayQuality(Struct, frozen=True, kw_only=True):
    """`weekday`: 1 is Monday. `complete`: of the days that patients were under care, those with as many reports as were expected."""

    weekday: int
    complete: Share


class HourCount(Struct, frozen=True, kw_only=True):
    """Reports by weekday (1 is Monday) and hour of the day, where the patient was. Hours without any are left out."""

    weekday: int
    hour: int
    check_ins: int


class Quality(Struct, frozen=True, kw_only=True):
    """What became of alerts in a period of whole days, both included, in the organisation's zone. It counts work, not people: nobody of the team is named."""

    from_on: date
    until_on: date
    zone: str
    patients: int
    patient_weeks: float
    rules: list[RuleQuality]
    levels: list[LevelQuality]
    silence: SilenceQuality
    outcomes: dict[Outcome, int]
    weekdays: list[WeekdayQuality]
    hours: list[HourCount]
