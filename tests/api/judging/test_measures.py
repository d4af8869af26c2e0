"""From calls and spells to numbers: both sides of the 72 hours, and laws of the bootstrap."""

import pytest

from api.judging.measures import Counts, Interval, counted, episodes, measured
from api.judging.replay import Call
from api.judging.truth import Spell

ONSET = Spell(20, 25, 22)  # begins at hour 480, severe on day 22


def calls(*hours: float) -> list[Call]:
    return [Call("pain", at, "urgent") for at in hours]


@pytest.mark.parametrize(("at", "is_found"), [(479.9, 0), (480, 1), (551.9, 1), (552, 0)])
def test_an_onset_is_found_by_a_call_in_72_hours(at: float, is_found: int) -> None:
    assert counted([ONSET], calls(at), [at])[:3] == (1, is_found, is_found)


@pytest.mark.parametrize(("at", "false"), [(407.9, 1), (408, 0), (623.9, 0), (624, 1)])
def test_an_episode_is_false_outside_a_spell_and_the_72_hours_before_it(at: float, false: int) -> None:
    assert counted([ONSET], calls(at), []).false == false


def test_an_episode_with_one_true_call_is_not_false() -> None:
    assert counted([ONSET], calls(400, 470), []).false == 0


def test_calls_within_72_hours_of_the_first_are_one_episode() -> None:
    assert episodes(calls(0, 24, 71.9, 72, 100)) == [[0, 24, 71.9], [72, 100]]


def test_the_first_two_weeks_count_for_nobody() -> None:
    assert counted([Spell(3, 5, None)], calls(80, 335.9), [80]) == Counts(0, 0, 0, 0, 0, 0, [])
    assert counted([], calls(336), []).episodes == 1


@pytest.mark.parametrize(("first", "lead"), [(480, [2.0]), (528, [0.0]), (552, [-1.0]), (700, []), (400, [])])
def test_the_lead_is_counted_to_the_beginning_of_the_severe_day(first: float, lead: list[float]) -> None:
    assert counted([ONSET], calls(first), []).leads == lead


def test_intervals_hold_the_value_and_one_patient_alone_has_none() -> None:
    mine = [[Counts(2, n % 3, 2, 3, n % 2, 1, [float(n)])] for n in range(30)]
    found = measured(mine, 180, 1)
    for one in (found.sensitivity, found.false_episodes, found.lead):
        assert one.low is not None and one.value is not None and one.high is not None
        assert one.low < one.value < one.high
    alone = measured([[Counts(2, 1, 2, 3, 1, 1, [1.0])]], 21, 1)
    assert alone.sensitivity == Interval(0.5, 0.5, 0.5)
    assert alone.episodes.value == 3, "three in the one week that is left of three"
    assert found.lead.value == 14.5
    assert found == measured(mine, 180, 1)


def test_nothing_to_count_gives_no_number() -> None:
    found = measured([[Counts(0, 0, 0, 0, 0, 0, [])]], 180, 1)
    assert (found.sensitivity.value, found.lead.value, found.led) == (None, None, None)
    assert found.false_episodes.value == 0
