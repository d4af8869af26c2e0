"""What counts as a true onset, by the latent course alone: both sides of each number."""

import numpy as np
import pytest

from api.judging.truth import Spell, is_worse, spells


def found(*levels: float) -> list[Spell]:
    course = np.array(levels, dtype=np.float64)
    return spells(is_worse(course[None, :, None])[0, :, 0], course)


@pytest.mark.parametrize(
    ("before", "then", "is_one"),
    [(2, 4, True), (2, 3.9, False), (2.1, 4.0, False), (2.1, 4.2, True), (6.9, 7, True), (6.9, 6.99, False), (8, 8, True)],
)
def test_a_day_is_worse_at_4_and_2_points_over_the_lowest_of_14_days_or_at_7(before: float, then: float, is_one: bool) -> None:
    days = found(*[before] * 20, then)
    assert any(spell.ends == 20 for spell in days) == is_one


def test_a_rise_counts_against_the_lowest_of_fourteen_days_and_no_longer() -> None:
    assert found(2, *[3.5] * 13, 4.0) == [Spell(14, 14, None)]
    assert found(2, *[3.5] * 14, 4.0) == []


def test_days_fewer_than_seven_apart_are_one_spell() -> None:
    assert found(*[1] * 15, 5, *[1] * 6, 5) == [Spell(15, 22, None)]
    assert found(*[1] * 15, 5, *[1] * 7, 5) == [Spell(15, 15, None), Spell(23, 23, None)]


def test_it_says_when_it_became_severe_and_whether_it_began_while_watched() -> None:
    assert found(*[1] * 14, 5, 6, 7, 8) == [Spell(14, 17, 16)]
    assert [spell.is_onset for spell in (Spell(13, 20, None), Spell(14, 20, None))] == [False, True]
    assert found(*[8] * 20) == [Spell(0, 19, 0)]
