"""Numbers beyond their threshold: less-than results, converted units, other diseases that move a threshold, and since when."""

from typing import Any

import pytest

from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import assessment, days_ago, diagnosis, ids


@pytest.mark.parametrize(
    ("value", "comparator", "wanted"),
    [(2.5, "<", "met"), (2.6, "<", "unknown"), (2.4, ">", "unknown"), (2.5, ">", "not_met"), (3, ">", "not_met"), (2.49, None, "met")],
)
def test_less_than_and_more_than_decide_only_where_they_can(value: float, comparator: Any, wanted: str) -> None:
    assert criterion("liver/albumin", assessment("albumin", value, 3, comparator=comparator)).status == wanted


@pytest.mark.parametrize(
    ("value", "comparator", "wanted"), [(1.5, ">", "met"), (1.4, ">", "unknown"), (1.5, "<", "not_met"), (1.6, "<", "unknown"), (1.51, None, "met")]
)
def test_the_same_for_a_threshold_from_below(value: float, comparator: Any, wanted: str) -> None:
    assert criterion("liver/clotting/inr", assessment("inr", value, 3, comparator=comparator)).status == wanted


def test_met_since_the_first_of_the_scores_that_one_after_the_other_say_so() -> None:
    scores = [assessment("pps", pps, days) for pps, days in ((50, 90), (80, 50), (60, 30), (60, 9), (50, 2))]
    found = criterion("baseline/performance", *scores)
    assert (found.since_on, ids(found.evidence)) == (days_ago(30), [scores[-1].entry.id])
    assert found.evidence[0].words == "PPS 50 %"


def test_the_newest_of_two_scales_decides() -> None:
    assert criterion("baseline/performance", assessment("pps", 50, 9), assessment("kps", 80, 2)).status == "not_met"
    assert criterion("baseline/performance", assessment("pps", 50, 2), assessment("kps", 80, 9)).status == "met"


def test_a_unit_that_was_converted_compares_as_what_it_means() -> None:
    """25 g/L are 2.5 g/dL, and 0.1 * 25 is not quite that."""
    assert criterion("liver/albumin", assessment("albumin", 24, 3, unit="g/L", amount=24 * 0.1)).status == "met"
    found = criterion("liver/albumin", assessment("albumin", 25, 3, unit="g/L", amount=2.5000000001))
    assert (found.status, found.evidence[0].words) == ("not_met", "Albumin 25 g/L (2.5 g/dL)")


@pytest.mark.parametrize(
    ("clearance", "others", "wanted"),
    [
        (9.9, [], "met"),
        (10, [], "unknown"),
        (10, ["diabetes"], "met"),
        (14.9, ["diabetes"], "met"),
        (15, ["diabetes"], "not_met"),
        (15, [], "not_met"),
    ],
)
def test_diabetes_moves_the_threshold_of_clearance_and_not_on_record_is_no_answer(clearance: float, others: list[Any], wanted: str) -> None:
    found = criterion("renal/failure/clearance", assessment("creatinine_clearance", clearance, 3), *(diagnosis(one, rank="other") for one in others))
    assert found.status == wanted
    assert words(found) == (["whether there is diabetes: none on record"] if wanted == "unknown" else [])


@pytest.mark.parametrize(("creatinine", "others", "wanted"), [(8.1, [], "met"), (8, [], "unknown"), (8, ["diabetes"], "met"), (6.1, ["diabetes"], "met"), (6, ["diabetes"], "not_met")])
def test_diabetes_moves_the_threshold_of_creatinine(creatinine: float, others: list[Any], wanted: str) -> None:
    assert criterion("renal/failure/creatinine", assessment("creatinine", creatinine, 3), *(diagnosis(one, rank="other") for one in others)).status == wanted


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        (((40, 200_000), (10, 200_000)), "met"),
        (((39, 200_000), (10, 200_000)), "unknown"),
        (((90, 200_000), (20, 50_000), (10, 200_000)), "unknown"),  # not persistent
        (((40, 200_000), (10, 90_000)), "not_met"),
    ],
)
def test_a_viral_load_has_to_stay(results: Any, wanted: str) -> None:
    assert criterion("hiv/blood/viral_load", *(assessment("hiv_viral_load", value, days) for days, value in results)).status == wanted
