"""Ada's answers are stored as she gave them or refused by name; none outside its scale gets through."""

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.answers import MOST_FAULTS, AnswersRefused, checked, partial
from tests.api.rules.questionnaires import DAILY, ESAS, LOWER_IS_WORSE

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers())


def refused(answers: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(AnswersRefused) as caught:
        checked(DAILY, answers)
    return dict(caught.value.errors)


def test_whole_numbers_on_the_scale_are_taken_and_null_stays_skipped() -> None:
    assert checked(DAILY, {"pain": 0, "nausea": 10, "fatigue": None}) == {"pain": 0, "nausea": 10, "fatigue": None}


def test_seven_point_zero_is_seven_because_json_has_one_kind_of_number() -> None:
    scores = checked(DAILY, {"pain": 7.0, "nausea": -0.0})
    assert scores == {"pain": 7, "nausea": 0}
    assert [type(score) for score in scores.values()] == [int, int]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (11, "11 is outside 0 to 10."),
        (-1, "-1 is outside 0 to 10."),
        (10**30, "This number is outside 0 to 10."),
        (1e308, "This number is outside 0 to 10."),
        (7.5, "7.5 is not a whole number. It must be a whole number from 0 to 10, or null where it was skipped."),
        (True, "true is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
        (False, "false is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
        ("7", "A text is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
        ([7], "This is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
        (math.nan, "nan is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
        (math.inf, "inf is not a number. It must be a whole number from 0 to 10, or null where it was skipped."),
    ],
)
def test_what_is_no_score_is_refused_with_what_to_do(answer: object, said: str) -> None:
    assert refused({"pain": answer}) == {"answers.pain": said}


def test_an_unknown_item_is_told_which_there_are() -> None:
    assert refused({"appetite": 3})["answers.appetite"].startswith("daily-check has no such item; it has pain, nausea, fatigue, lack_of_appetite, ")


def test_every_bad_answer_is_named_not_only_the_first() -> None:
    assert list(refused({"pain": 11, "nausea": 3, "fatigue": True, "mood": 1})) == ["answers.pain", "answers.fatigue", "answers.mood"]


def test_a_body_of_nonsense_is_not_answered_with_a_larger_one() -> None:
    assert len(refused({f"item_{number}": 1 for number in range(10_000)})) == MOST_FAULTS
    assert list(refused({"x" * 5_000: 1})) == ["answers." + "x" * 40]


@given(st.dictionaries(st.sampled_from([item.id for item in DAILY.items]) | st.text(max_size=20), ANYTHING))
def test_whatever_is_sent_only_scores_on_the_scale_of_known_items_come_out(answers: dict[str, Any]) -> None:
    known = {item.id for item in DAILY.items}
    try:
        scores = checked(DAILY, answers)
    except AnswersRefused:
        return
    assert scores.keys() == answers.keys() <= known
    assert all(score is None or (type(score) is int and 0 <= score <= 10) for score in scores.values())


@given(st.dictionaries(st.sampled_from([item.id for item in DAILY.items]), st.none() | st.integers(0, 10)))
def test_good_answers_come_through_json_and_the_check_unchanged(answers: dict[str, int | None]) -> None:
    assert checked(DAILY, msgspec.json.decode(msgspec.json.encode(answers))) == answers


def test_a_check_in_is_partial_by_the_items_that_were_asked() -> None:
    answers = {"pain": 3, "nausea": None, "lack_of_appetite": 0}
    assert partial(DAILY, answers, []) == ["nausea", "fatigue"]
    assert partial(DAILY, answers, ["breathlessness"]) == ["nausea", "fatigue", "breathlessness"]
    assert partial(DAILY, {**answers, "breathlessness": 1}, ["breathlessness"]) == ["nausea", "fatigue"]


def test_esas_r_is_whole_without_the_problem_that_a_patient_may_add() -> None:
    nine = {item.id: 1 for item in ESAS.items if item.id != "other_problem"}
    assert partial(ESAS, nine, []) == []
    assert partial(ESAS, {**nine, "wellbeing": None}, []) == ["wellbeing"]


def test_the_scale_of_the_form_decides_not_the_direction() -> None:
    assert checked(LOWER_IS_WORSE, {"pain": 10}) == {"pain": 10}
