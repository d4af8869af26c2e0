""" "This can't wait" and "please call me": where they stand in the order of the worklist, and until when, where no alert stands for them."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.concern import concern
from api.rules.standing import unanswered
from schemas.check_ins import AsksFor
from schemas.symptom_states import SymptomNow
from tests.api.rules.questionnaires import MORNING, check_in, symptom

SEVERE = symptom(score=8, severity="severe")
WORST = [symptom(item=item, score=10, severity="severe", delta_worse=10) for item in ("pain", "nausea", "fatigue")]
LEAST_SEVERE = [symptom(score=7, severity="severe", delta_worse=-3)]
MOST_MODERATE = [symptom(item=item, score=6, severity="moderate", delta_worse=6) for item in ("pain", "nausea", "fatigue")]
CALM = [symptom(score=0, severity="none")]


ORDER: list[tuple[str, Sequence[SymptomNow], AsksFor | None]] = [
    ("help now, everything at its worst", WORST, "help_now"),
    ("help now, a moderate symptom", [symptom()], "help_now"),
    ("help now, nothing else", CALM, "help_now"),
    ("a call, everything at its worst", WORST, "call_back"),
    ("a call, barely severe", LEAST_SEVERE, "call_back"),
    ("a call, everything moderate", MOST_MODERATE, "call_back"),
    ("a call, nothing else", CALM, "call_back"),
    ("everything at its worst", WORST, None),
    ("barely severe", LEAST_SEVERE, None),
    ("everything moderate", MOST_MODERATE, None),
    ("nothing", CALM, None),
    ("never answered", [], None),
]


@pytest.mark.parametrize(("above", "below"), list(itertools.pairwise(ORDER)), ids=lambda pair: pair[0])
def test_what_is_asked_for_stands_above_all_symptoms_and_among_equals_these_decide(
    above: tuple[str, Sequence[SymptomNow], AsksFor | None], below: tuple[str, Sequence[SymptomNow], AsksFor | None]
) -> None:
    """An open alert about a severe symptom stands between the two: test_standing."""
    assert concern(*above[1:]).rank > concern(*below[1:]).rank


@pytest.mark.parametrize("asks_for", ["help_now", "call_back"])
def test_who_only_asks_stands_where_somebody_without_symptoms_who_asks_does(asks_for: AsksFor) -> None:
    assert concern([], asks_for).rank == concern(CALM, asks_for).rank


@pytest.mark.parametrize(
    ("asks_for", "symptoms", "said"),
    [
        ("help_now", [SEVERE], "Asked for help now. Pain 8 of 10, severe."),
        ("call_back", CALM, "Asked to be called. No symptoms in the latest answers."),
        ("help_now", [], "Asked for help now. No answers yet."),
        (None, [SEVERE], "Pain 8 of 10, severe."),
    ],
)
def test_the_reason_begins_with_what_was_asked_for(asks_for: AsksFor | None, symptoms: list[SymptomNow], said: str) -> None:
    assert concern(symptoms, asks_for).reason == said


@pytest.mark.parametrize("by", ["patient", "family_caregiver", "professional_caregiver"])
def test_where_no_alert_stands_for_it_it_counts_whoever_asks_and_ends_with_a_newer_report_of_anybody(by: str) -> None:
    asking = check_in({}, days_ago=1, by=by, number=1, asks_for="help_now")  # type: ignore[arg-type]
    assert unanswered([check_in({"pain": 9}, days_ago=2), asking], None) == "help_now"
    assert unanswered([asking, check_in({"pain": 0}, number=2)], None) is None
    assert unanswered([asking, check_in({}, number=2, asks_for="call_back")], None) == "call_back"


@pytest.mark.parametrize(("answered_at", "asks"), [(None, True), (MORNING - timedelta(seconds=1), True), (MORNING, False)])
def test_what_the_team_answered_since_is_asked_for_no_longer(answered_at: datetime | None, asks: bool) -> None:
    assert (unanswered([check_in({}, asks_for="help_now")], answered_at) == "help_now") is asks


def test_who_never_reported_asked_for_nothing() -> None:
    assert unanswered([], None) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.sampled_from(["help_now", "call_back"])), min_size=1, max_size=6), st.permutations(range(6)))
def test_the_order_of_arrival_does_not_change_what_is_asked_for(reports: list[tuple[int, AsksFor | None]], order: list[int]) -> None:
    recent = [check_in({}, days_ago=days, number=number, asks_for=asks) for number, (days, asks) in enumerate(reports)]
    arrived = [recent[n] for n in order if n < len(recent)]
    newest = min(days for days, _ in reports)
    assert unanswered(arrived, None) == unanswered(recent, None) == [asks for days, asks in reports if days == newest][-1]
