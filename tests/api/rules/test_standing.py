"""What waits orders the list, above all symptoms; and the words that say so."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.concern import concern
from api.rules.standing import asked, place
from schemas.alerts import Standing
from schemas.symptom_states import SymptomNow
from tests.api.rules.questionnaires import check_in, symptom

WORST = [symptom(item=item, score=10, severity="severe", delta_worse=10) for item in ("pain", "nausea", "fatigue")]
CALM = [symptom(score=0, severity="none")]


def alert(level: Any = "urgent", subject: str = "pain", state: Any = "open", *, late: bool = False, passed_on: bool = False) -> Standing:
    return Standing(subject=subject, level=level, state=state, is_overdue=late or passed_on, is_passed_on=passed_on)


HELP, CRISIS, SEVERE, CALL = alert(subject="asked_for"), alert(subject="crisis"), alert(), alert("soon", "asked_for")
WORSE, SILENT, REVIEW = alert("soon"), alert("soon", "silence"), alert("review")
ORDER: list[tuple[str, list[Standing]]] = [
    ("help now", [HELP]),
    ("severe, passed on", [alert(passed_on=True)]),
    ("severe", [SEVERE]),
    ("worse, passed on", [alert("soon", passed_on=True)]),
    ("a call", [CALL]),
    ("worse", [WORSE]),
    ("silent after a severe report", [SILENT]),
    ("for review", [REVIEW]),
    ("somebody is on it", [alert(state="acknowledged")]),
    ("nothing waits", []),
]


@pytest.mark.parametrize(("above", "below"), list(itertools.pairwise(ORDER)), ids=lambda pair: pair[0])
def test_what_waits_orders_the_list_whatever_the_symptoms_are(above: tuple[str, list[Standing]], below: tuple[str, list[Standing]]) -> None:
    assert concern(CALM, None, above[1]).rank > concern(WORST, None, below[1]).rank


@pytest.mark.parametrize(
    ("alerts", "words"),
    [
        ([HELP], "Asked for help now."),
        ([alert(subject="asked_for", passed_on=True)], "Asked for help now. Passed on, and nobody has taken it."),
        ([CRISIS], "A note may speak of a crisis."),
        ([SEVERE], "Severe, nobody has taken it."),
        ([alert(late=True)], "Severe. Nobody took it in time."),
        ([alert(passed_on=True)], "Severe. Passed on, and nobody has taken it."),
        ([CALL], "Asked to be called."),
        ([alert("soon", "asked_for", late=True)], "Asked to be called. Nobody took it in time."),
        ([WORSE], "Worse, nobody has taken it."),
        ([SILENT], "Silent after a severe report."),
        ([alert("soon", "silence", passed_on=True)], "Silent after a severe report. Passed on, and nobody has taken it."),
        ([alert("review", "silence")], "Silent."),
        ([REVIEW], "Waits for review."),
        ([alert("review", late=True)], "Waits for review. Nobody took it in time."),
        ([alert(state="acknowledged")], "Somebody is on it."),
        ([alert(state="in_progress")], "Somebody is on it."),
        ([alert(state="in_progress"), WORSE], "Worse, nobody has taken it."),
        ([alert(state="snoozed")], ""),
        ([], ""),
    ],
)
def test_the_reason_names_the_state_and_never_how_long(alerts: list[Standing], words: str) -> None:
    assert place(None, alerts).words == words
    assert concern(CALM, None, alerts).reason == f"{words} No symptoms in the latest answers.".strip()


def test_what_nobody_took_in_time_stands_no_higher_for_being_for_review() -> None:
    assert place(None, [alert("review", passed_on=True)]).number == place(None, [REVIEW]).number


def test_words_of_crisis_stand_as_high_as_asking_for_help() -> None:
    assert place(None, [CRISIS]).number == place(None, [HELP]).number == place("help_now", []).number


def test_among_equals_the_symptoms_decide() -> None:
    assert concern(WORST, None, [SEVERE]).rank > concern(CALM, None, [SEVERE]).rank > concern([], None, [WORSE]).rank > 0


@pytest.mark.parametrize(
    ("alerts", "reported", "expected"),
    [([HELP], None, "help_now"), ([CALL], "help_now", "call_back"), ([alert(subject="asked_for", state="in_progress")], None, "help_now"), ([SEVERE], "call_back", "call_back"), ([], None, None)],
)  # fmt: skip
def test_what_waits_for_an_answer_is_what_its_alert_stands_for_or_else_the_newest_report(alerts: list[Standing], reported: Any, expected: Any) -> None:
    assert asked([check_in({"pain": 1}, asks_for=reported)], alerts, None) == expected


standings = st.builds(
    alert, st.sampled_from(["urgent", "soon", "review"]), st.sampled_from(["pain", "asked_for", "crisis", "silence"]),
    st.sampled_from(["open", "acknowledged", "in_progress", "snoozed"]), late=st.booleans(), passed_on=st.booleans())  # fmt: skip


@given(st.lists(standings, max_size=4), standings.filter(lambda one: one.state == "open"))
def test_one_more_that_waits_never_moves_anybody_down(alerts: list[Standing], more: Standing) -> None:
    assert place(None, [*alerts, more]).number >= place(None, alerts).number


@given(st.lists(standings, max_size=4), st.sampled_from([WORST, CALM, []]))
def test_the_rank_fits_postgres(alerts: list[Standing], symptoms: list[SymptomNow]) -> None:
    assert 0 <= concern(symptoms, "help_now", alerts).rank <= 2**31 - 1


def test_silence_stands_by_how_bad_the_last_report_was() -> None:
    last = [([symptom(score=8, severity="severe")], "soon"), ([symptom(score=5)], "review"), ([symptom(score=2, severity="mild")], "review"), (CALM, "review")]
    ranks = [concern(symptoms, None, [alert(level, "silence")]).rank for symptoms, level in last]
    assert ranks == sorted(ranks, reverse=True) and len(set(ranks)) == len(ranks)
