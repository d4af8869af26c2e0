import pytest

from api.rules.subscores import TOTAL, subscores
from schemas.subscores import Subscore
from tests.api.rules.questionnaires import ESAS

ALL_FOUR = dict.fromkeys(TOTAL, 4)


def test_each_subscore_is_the_sum_of_its_items() -> None:
    assert subscores("esas-r", ALL_FOUR) == [Subscore("physical", 24, 60, []), Subscore("emotional", 8, 20, []), Subscore("total", 36, 90, [])]


@pytest.mark.parametrize(("answers", "missing"), [({**ALL_FOUR, "pain": None}, ["pain"]), ({k: v for k, v in ALL_FOUR.items() if k != "pain"}, ["pain"])])
def test_with_an_item_missing_there_is_no_score_and_the_item_is_named(answers: dict[str, int | None], missing: list[str]) -> None:
    physical, emotional, total = subscores("esas-r", answers)
    assert (physical.score, physical.missing, total.score, total.missing) == (None, missing, None, missing)
    assert emotional.score == 8


def test_the_other_problem_is_no_part_of_any() -> None:
    assert subscores("esas-r", {**ALL_FOUR, "other_problem": 10}) == subscores("esas-r", ALL_FOUR)


def test_four_items_of_another_questionnaire_are_no_esas_total() -> None:
    assert subscores("daily-check", {"pain": 3}) == []


def test_every_item_is_one_of_the_form() -> None:
    assert set(TOTAL) <= {item.id for item in ESAS.items}
