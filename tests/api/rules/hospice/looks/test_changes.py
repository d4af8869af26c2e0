"""Changes: against what, since when, and where nothing is old enough to say that nothing changed."""


import pytest

from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import assessment, days_ago


def test_weight_is_compared_with_the_highest_of_six_months_and_the_loss_dated() -> None:
    weights = [assessment("weight", kilograms, days) for kilograms, days in ((74, 300), (70, 170), (72, 120), (64.8, 40), (64, 2))]
    found = criterion("decline/inanition/weight/weight_loss", *weights)
    assert (found.status, found.since_on) == ("met", days_ago(40))
    assert [one.words for one in found.evidence] == ["Weight 64 kg", "Weight 72 kg"]


@pytest.mark.parametrize(("oldest", "wanted"), [(152, "not_met"), (151, "unknown"), (20, "unknown")])
def test_that_no_weight_was_lost_is_said_only_with_a_weight_from_five_months_before(oldest: int, wanted: str) -> None:
    """Five months before yesterday, 1 March, was 1 October, 152 days before TODAY."""
    assert criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, oldest), assessment("weight", 69, 1)).status == wanted


def test_a_loss_is_a_loss_however_short_it_took() -> None:
    assert criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, 20), assessment("weight", 63, 1)).status == "met"


def test_one_weight_says_nothing_of_a_change() -> None:
    found = criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, 3))
    assert (found.status, words(found)) == ("unknown", ["Weight: an earlier one of the last 6 months, to compare with"])


def test_each_scale_is_compared_with_itself() -> None:
    mixed = criterion("decline/performance", assessment("kps", 80, 60), assessment("pps", 50, 2))
    same = criterion("decline/performance", assessment("kps", 80, 60), assessment("pps", 70, 50), assessment("pps", 50, 2))
    assert (mixed.status, same.status) == ("unknown", "met")


@pytest.mark.parametrize(("before", "wanted"), [(29, "not_met"), (28, "unknown")])
def test_that_a_score_did_not_fall_needs_one_from_four_weeks_before(before: int, wanted: str) -> None:
    assert criterion("decline/performance", assessment("pps", 50, before), assessment("pps", 50, 1)).status == wanted


def test_sodium_counts_in_both_directions_and_the_to_do_stands_once() -> None:
    rise, fall = (criterion("decline/electrolytes/sodium", assessment("sodium", 140, 60), assessment("sodium", now, 2)).status for now in (145, 135))
    assert (rise, fall) == ("met", "met")
    assert len(criterion("decline/electrolytes/sodium", assessment("sodium", 140, 2)).missing) == 1


def test_any_of_several_markers_is_enough_and_a_rise_from_nothing_is_one() -> None:
    fallen = [assessment("psa", 9, 60), assessment("psa", 5, 2)]
    assert criterion("decline/markers", *fallen, assessment("cea", 0, 60), assessment("cea", 3, 2)).status == "met"
    assert criterion("decline/markers", *fallen).status == "not_met"
