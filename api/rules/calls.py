"""Whom a finding calls: version 2. A finding is never dropped; what calls nobody stands in the digest with the reason. Levels, times and this order are ours."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from schemas.alerts import Held, Level
from schemas.findings import Finding, Rule, Thresholds
from schemas.patients import Care

VERSION = 2
LATE = timedelta(hours=12)  # design 5; ours
AGAIN = timedelta(hours=24)  # after an answer, the same or a better score doesn't call again; ours, after clinical.md 3.3. What is for review: the plan's days
LONGEST_SNOOZE = timedelta(days=31)  # "at most a month": the University of Alabama's practice, peers.md A3
UNDER_CARE: tuple[Care, ...] = ("palliative", "hospice")
LEVELS: dict[Rule, Level] = {"asked_for": "urgent", "crisis": "urgent", "severe": "urgent", "worsening": "soon", "trend": "soon", "persistent": "review"}
ORDER: tuple[Level, ...] = ("review", "soon", "urgent")
Said = tuple[UUID, Finding]  # in which report


class Arrival(Struct, frozen=True, kw_only=True):
    """How a report came: when it counts, when it reached us, whether the patient has no newer one, and whether what it says can't wait."""

    at: datetime
    received_at: datetime
    is_newest: bool
    cannot_wait: bool


class Before(Struct, frozen=True, kw_only=True):
    """What the team has said about this subject: the snooze of the open alert, and the answer to the last one. Scores count from the good end."""

    snoozed_until: datetime | None = None
    snoozed_to: int | None = None
    resolved_at: datetime | None = None
    resolved_worst: int | None = None


def subject_of(finding: Finding) -> str:
    """What one alert is about: a symptom, or the whole report: what it asks for, or its words of crisis."""
    return finding.item or finding.rule


def level_of(findings: list[Finding]) -> Level:
    """The highest. "Please call me" is no emergency: it waits for the next free hand, not for the next minute."""
    return max((level(finding) for finding in findings), key=ORDER.index)


def level(finding: Finding) -> Level:
    return "soon" if finding.asks_for == "call_back" else LEVELS[finding.rule]


def is_late(arrival: Arrival) -> bool:
    """It pages only as the patient's newest report, at most 12 hours old, or if it says that it can't wait or has words of crisis."""
    return not arrival.cannot_wait and (not arrival.is_newest or arrival.received_at - arrival.at > LATE)


def held_because(finding: Finding, arrival: Arrival, before: Before, thresholds: Thresholds, now: datetime) -> Held | None:
    """Null: it calls. Nothing but lateness holds back what was asked for, and nothing at all the words of crisis in a report that comes in."""
    if is_late(arrival):
        return "late"
    if finding.burden is None:
        return None
    if is_expected(finding.burden, before, now):
        return "expected"
    return "answered" if is_answered(finding.burden, before, holds_for(finding, thresholds), now) else None


def sorted_out(
    about: Sequence[Said], arrivals: Mapping[UUID, Arrival], before: Before, thresholds: Thresholds, now: datetime
) -> tuple[list[Said], list[tuple[Said, Held]]]:
    """What was said about one subject: what calls, and what is held back and why."""
    judged = [(said, held_because(said[1], arrivals[said[0]], before, thresholds, now)) for said in about]
    return [said for said, held in judged if held is None], [(said, held) for said, held in judged if held is not None]


def joined(new: Level, stands: Level, is_snoozed: bool) -> tuple[Level, bool]:
    """What becomes of the alert that stands when its subject calls again: its level, and whether it waits anew for somebody."""
    higher = max(new, stands, key=ORDER.index)
    return higher, is_snoozed or higher != stands


def worst_of(findings: Sequence[Finding]) -> int | None:
    return max((finding.burden for finding in findings if finding.burden is not None), default=None)


def is_expected(burden: int, before: Before, now: datetime) -> bool:
    return before.snoozed_until is not None and before.snoozed_to is not None and now < before.snoozed_until and burden <= before.snoozed_to


def is_answered(burden: int, before: Before, holds: timedelta, now: datetime) -> bool:
    return before.resolved_at is not None and before.resolved_worst is not None and now - before.resolved_at < holds and burden <= before.resolved_worst


def holds_for(finding: Finding, thresholds: Thresholds) -> timedelta:
    """How long an answer stands. What lasts is for review once in a while, not each day; severe and worsening ask again the day after."""
    return timedelta(days=thresholds.review_again_days) if level(finding) == "review" else AGAIN
