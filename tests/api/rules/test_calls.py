"""Both sides of every threshold of whom a finding calls."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from api.rules.calls import Arrival, Before, held_because, level_of, subject_of
from schemas.findings import Finding, Thresholds
from tests.api.rules.questionnaires import MORNING

SEVERE = Finding(rule="severe", version=1, item="pain", respondent="patient", inputs=[], thresholds={}, missing=[], sentence="Pain 8 of 10, severe.", burden=8)
ASKS = structs.replace(SEVERE, rule="asked_for", item=None, burden=None, asks_for="help_now")


def finding(burden: int) -> Finding:
    return structs.replace(SEVERE, burden=burden)


def arrival(**changes: Any) -> Arrival:
    return Arrival(**{"at": MORNING, "received_at": MORNING, "is_newest": True, "cannot_wait": False, **changes})


def held(of: Finding = SEVERE, before: Before | None = None, now: datetime = MORNING, **changes: Any) -> str | None:
    return held_because(of, arrival(**changes), before or Before(), Thresholds(), now)


@pytest.mark.parametrize(("hours", "late"), [(12, None), (12.01, "late")])
def test_a_report_pages_until_it_is_twelve_hours_old(hours: float, late: str | None) -> None:
    assert held(received_at=MORNING + timedelta(hours=hours)) == late


def test_a_report_with_a_newer_one_behind_it_is_late() -> None:
    assert held(is_newest=False) == "late"


def test_what_can_not_wait_is_never_late() -> None:
    assert held(ASKS, is_newest=False, received_at=MORNING + timedelta(days=3), cannot_wait=True) is None


@pytest.mark.parametrize(("burden", "minutes", "why"), [(8, 1, "expected"), (9, 1, None), (8, 0, None)])
def test_snoozed_to_a_level_until_a_moment(burden: int, minutes: int, why: str | None) -> None:
    before = Before(snoozed_until=MORNING + timedelta(minutes=minutes), snoozed_to=8)
    assert held(finding(burden), before) == why


@pytest.mark.parametrize(("burden", "hours", "why"), [(8, 23.99, "answered"), (9, 1, None), (8, 24, None)])
def test_what_was_answered_calls_again_only_if_it_is_worse_or_a_day_has_passed(burden: int, hours: float, why: str | None) -> None:
    before = Before(resolved_at=MORNING - timedelta(hours=hours), resolved_worst=8)
    assert held(finding(burden), before) == why


@pytest.mark.parametrize(("burden", "days", "again", "why"), [(5, 13.99, 14, "answered"), (6, 1, 14, None), (5, 14, 14, None), (5, 0.99, 1, "answered"), (5, 1, 1, None)])
def test_what_is_for_review_calls_again_only_if_it_is_worse_or_the_plans_days_have_passed(burden: int, days: float, again: int, why: str | None) -> None:
    before = Before(resolved_at=MORNING - timedelta(days=days), resolved_worst=5)
    lasting = structs.replace(SEVERE, rule="persistent", burden=burden)
    assert held_because(lasting, arrival(), before, Thresholds(review_again_days=again), MORNING) == why


@pytest.mark.parametrize("rule", ["severe", "worsening", "trend"])
def test_severe_and_worse_ask_again_after_a_day_however_seldom_reviews_do(rule: Any) -> None:
    before = Before(resolved_at=MORNING - timedelta(hours=24), resolved_worst=8)
    assert held_because(structs.replace(SEVERE, rule=rule), arrival(), before, Thresholds(review_again_days=31), MORNING) is None


def test_asking_calls_whatever_was_snoozed_or_answered() -> None:
    before = Before(snoozed_until=MORNING + timedelta(days=1), snoozed_to=10, resolved_at=MORNING, resolved_worst=10)
    assert held(ASKS, before) is None


@pytest.mark.parametrize(
    ("rules", "level"), [(["severe", "trend"], "urgent"), (["worsening", "persistent"], "soon"), (["persistent", "trend"], "soon"), (["persistent"], "review"), (["asked_for"], "urgent")]
)
def test_the_level_is_the_highest_of_what_was_found(rules: list[Any], level: str) -> None:
    assert level_of([structs.replace(SEVERE, rule=rule) for rule in rules]) == level


def test_asking_to_be_called_waits_for_a_free_hand() -> None:
    assert level_of([structs.replace(ASKS, asks_for="call_back")]) == "soon"


def test_a_symptom_and_asking_are_subjects_of_their_own() -> None:
    assert (subject_of(SEVERE), subject_of(ASKS)) == ("pain", "asked_for")
