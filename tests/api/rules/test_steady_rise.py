"""A rise is told from noise by Mann and Kendall's test and measured by Sen's slope. The expected numbers were worked out by hand from their formulas."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.findings import found_by
from api.rules.steady_rise import kendall_s, kendall_z, sen_slope, steady_rise
from schemas.findings import Plan, Thresholds
from tests.api.rules.questionnaires import ALL, check_in

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
NO_OTHER = Thresholds(rise=10, rise_when_sparse=10, persistent_reports=30)
JUST_BELOW, JUST_AT = [10, 1, 3, 6, 4, 6, 7, 8, 8, 8, 9, 10, 10, 1], [4, 4, 4, 10, 9, 9, 10, 9, 10]  # z of 1.99897 and 2


def course(scores: list[int], days: float) -> list[tuple[datetime, int]]:
    """Evenly over so many days."""
    return [(BEGIN + timedelta(days=days * n / (len(scores) - 1)), score) for n, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "z"),
    [
        ([1, 2, 3, 4], 5 / sqrt(26 / 3)),  # S = 6 of 6 pairs; variance 4 * 3 * 13 / 18
        ([4, 3, 2, 1], -5 / sqrt(26 / 3)),
        ([1, 1, 2, 2], 3 / sqrt(20 / 3)),  # S = 4; two ties of two take 2 * 18 from 156
        ([1, 2, 1, 3], 2 / sqrt((156 - 18) / 18)),  # S = 4 - 1; one tie of two takes 18
        ([3, 3, 3], 0.0),
        ([1, 3, 1], 0.0),  # S = 0
        ([5], 0.0),
    ],
)
def test_z_is_kendall_s_corrected_for_ties_and_continuity(scores: list[int], z: float) -> None:
    assert kendall_z(scores) == pytest.approx(z)


def test_the_slope_is_the_median_of_all_pairs_so_that_one_bad_night_does_not_move_it() -> None:
    assert sen_slope(course([1, 2, 3, 4, 5], 4)) == pytest.approx(1)
    assert sen_slope(course([1, 2, 10, 4, 5], 4)) == pytest.approx(1)
    assert sen_slope([(BEGIN, 1), (BEGIN, 5), (BEGIN + timedelta(days=2), 4)]) == pytest.approx(0.5)  # at the same moment there is no slope: 1.5 and -0.5 are left
    assert sen_slope([(BEGIN, 1), (BEGIN, 5)]) == 0


@pytest.mark.parametrize(("scores", "rises"), [(JUST_BELOW, False), (JUST_AT, True)])
def test_z_has_to_reach_2(scores: list[int], rises: bool) -> None:
    assert (steady_rise(course(scores, 10)) is not None) is rises and abs(kendall_z(scores) - 2) < 0.0011


@pytest.mark.parametrize(("days", "rises"), [(5 - 1 / 86400, False), (5, True)])
def test_the_reports_have_to_span_five_days(days: float, rises: bool) -> None:
    assert (steady_rise(course([1, 2, 3, 4, 5, 6], days)) is not None) is rises


def test_what_was_found_says_how_much_over_how_long_and_what_it_needed() -> None:
    found = steady_rise(course([1, 2, 3, 4, 5, 6], 7.4))
    assert found is not None and (round(found.rise, 6), found.days, found.needed_z) == (5, 7, 2.0) and found.z == kendall_z([1, 2, 3, 4, 5, 6])
    assert steady_rise([]) is None and steady_rise(course([1, 2], 9)[:1]) is None


def trends(scores: list[int], days: float, **changes: float) -> bool:
    reports = [check_in({"pain": score}, days_ago=days - days * n / (len(scores) - 1), number=n + 1) for n, score in enumerate(scores)]
    thresholds = {name: getattr(NO_OTHER, name) for name in NO_OTHER.__struct_fields__} | changes
    found = found_by(reports[-1], reports, ALL, Plan(thresholds=Thresholds(**thresholds)))  # type: ignore[arg-type]
    return any(finding.rule == "trend" for finding in found)


@pytest.mark.parametrize(("scores", "rises"), [([2, 2, 3, 3, 4, 4, 4, 5, 5, 5], True), ([3, 3, 3, 3, 4, 4, 4, 5, 5, 5], False)])
def test_the_rise_has_to_be_three_points(scores: list[int], rises: bool) -> None:
    assert trends(scores, 9) is rises and kendall_z(scores) > 2


@pytest.mark.parametrize(("needed", "rises"), [(5, True), (5.01, False)])
def test_a_rise_of_exactly_what_is_needed_is_enough(needed: float, rises: bool) -> None:
    assert trends([1, 2, 3, 4, 5, 6], 10, trend_rise=needed) is rises


@pytest.mark.parametrize(("scores", "rises"), [([0, 1, 1, 2, 2, 3, 4], True), ([0, 0, 1, 1, 2, 2, 3], False)])
def test_it_is_told_from_moderate_on(scores: list[int], rises: bool) -> None:
    assert trends(scores, 9) is rises


@pytest.mark.parametrize(("days", "rises"), [(14, True), (14.1, False)])
def test_reports_of_fourteen_days_count(days: float, rises: bool) -> None:
    """The first of six lies just outside, and five are too few."""
    assert trends([1, 2, 3, 4, 5, 6], days) is rises


@given(st.lists(st.integers(0, 10), min_size=2, max_size=20), st.integers(1, 5))
def test_only_the_order_counts_and_turned_round_it_falls(scores: list[int], times: int) -> None:
    z = kendall_z(scores)
    assert kendall_z([times * score for score in scores]) == pytest.approx(z) and kendall_z(scores[::-1]) == pytest.approx(-z)


@given(st.lists(st.integers(0, 10), max_size=60))
def test_counting_by_score_comes_to_the_same_as_comparing_each_pair(scores: list[int]) -> None:
    assert kendall_s(scores) == sum((later > earlier) - (later < earlier) for earlier, later in combinations(scores, 2))
