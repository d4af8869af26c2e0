"""CA-125 by the worked cases of the GCIG, PSA, and CEA's plain course; both sides of every threshold and of every interval."""

from typing import Any

import pytest

from api.rules.calendar import in_words
from api.rules.oncology.markers import ca125_progression, ca125_response, cea_course, points_of, psa_progression
from tests.api.rules.records import assessment, days_ago


def points(*results: tuple[int, float], limit: float | None = 35, name: str = "CA-125", unit: str = "U/mL") -> Any:
    """(days ago, value)."""
    return points_of([assessment("ca125", value, days, limit=limit) for days, value in results], name, unit)


@pytest.mark.parametrize(
    ("results", "status"),
    [
        (((100, 20), (20, 70), (13, 70)), "met"),  # normal before: twice the upper limit, a week apart
        (((100, 20), (20, 70), (14, 70)), "unknown"),  # six days apart
        (((100, 20), (20, 69.9), (13, 69.9)), "not_met"),
        (((100, 20), (20, 70), (13, 69)), "not_met"),  # fell again
        (((100, 35), (20, 70), (13, 70)), "met"),  # the upper limit itself is normal
        (((100, 400), (60, 50), (20, 100), (13, 120)), "met"),  # never normal: twice the nadir
        (((100, 400), (60, 50), (20, 99.9), (13, 99.9)), "not_met"),
        (((100, 400), (60, 36), (20, 71.9), (13, 71.9)), "not_met"),
        (((100, 400), (60, 36), (20, 72), (13, 72)), "met"),
        (((100, 400), (60, 30), (20, 72), (13, 72)), "met"),  # normalised: the upper limit counts again
        (((100, 400), (60, 30), (20, 65), (13, 65)), "not_met"),  # twice the nadir would be 60
    ],
)
def test_progression_by_ca125(results: tuple[tuple[int, float], ...], status: str) -> None:
    assert ca125_progression(points(*results)).status == status


def test_a_marker_alone_is_a_criterion_that_a_clinician_confirms() -> None:
    found = ca125_progression(points((100, 20), (20, 70), (13, 80)))
    assert found.needs_confirmation and found.since_on == days_ago(20)
    assert found.sentence == (
        "CA-125 progression criterion (GCIG): met, needs clinician confirmation; the newest result is 80, twice the upper limit of normal is 70, reached since 10 February 2026."
    )
    assert [one.words for one in found.evidence] == ["CA-125 70 U/mL", "CA-125 80 U/mL"]


def test_one_result_says_what_is_waited_for() -> None:
    found = ca125_progression(points((100, 20), (3, 90)))
    assert (found.status, found.missing, found.needs_confirmation) == ("unknown", [f"a second result at least 7 days after {in_words(days_ago(3))}"], False)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (points((3, 90)), ["an earlier result to compare with"]),
        (points((9, 90), (3, 90), limit=None), ["the laboratory's upper limit of normal"]),
        (points(limit=None), ["the laboratory's upper limit of normal", "an earlier result to compare with"]),
    ],
)
def test_progression_cannot_be_judged_without_a_limit_and_something_to_compare_with(given: Any, missing: list[str]) -> None:
    found = ca125_progression(given)
    assert (found.status, found.missing) == ("unknown", missing)


@pytest.mark.parametrize(
    ("results", "status"),
    [
        (((105, 400), (70, 200), (42, 190)), "met"),  # half, 28 days
        (((105, 400), (70, 200), (43, 190)), "unknown"),  # 27 days
        (((105, 400), (70, 200.1), (42, 200.1)), "not_met"),
        (((105, 400), (70, 200), (50, 210), (42, 190)), "unknown"),  # not maintained
        (((105, 70), (70, 35), (42, 30)), "met"),  # twice the upper limit exactly
        (((105, 69.9), (70, 30), (42, 30)), "unknown"),
        (((114, 400), (70, 200), (42, 190)), "met"),
        (((115, 400), (70, 200), (42, 190)), "unknown"),  # more than two weeks before treatment
    ],
)
def test_response_by_ca125_to_a_treatment_that_began_a_hundred_days_ago(results: tuple[tuple[int, float], ...], status: str) -> None:
    assert ca125_response(points(*results), days_ago(100)).status == status


@pytest.mark.parametrize(
    ("results", "status"),
    [
        (((100, 4), (40, 6), (19, 6)), "met"),  # +50 %, +2, 21 days
        (((100, 4), (40, 6), (20, 6)), "unknown"),
        (((100, 4), (40, 5.9), (19, 5.9)), "not_met"),
        (((100, 8), (40, 10), (19, 10)), "met"),  # +25 %, +2
        (((100, 8.1), (40, 10.1), (19, 10.1)), "not_met"),  # +24.7 %
        (((100, 100), (40, 125), (19, 125)), "met"),
        (((100, 100), (40, 124.9), (19, 124.9)), "not_met"),
        (((100, 8), (40, 10), (19, 9)), "not_met"),
        (((40, 50),), "unknown"),
    ],
)
def test_progression_by_psa(results: tuple[tuple[int, float], ...], status: str) -> None:
    found = psa_progression(points(*results, limit=None))
    assert (found.status, found.needs_confirmation) == (status, status == "met")


def test_cea_has_no_criterion_and_its_course_is_shown() -> None:
    found = cea_course(points((90, 12), (60, 10), (30, 18), (1, 31), name="CEA", unit="µg/L"))
    assert (found.status, found.needs_confirmation) == (None, False)
    assert found.sentence == "CEA: no criterion; 12 → 10 → 18 → 31, risen 2 times in a row."
    assert cea_course([]).sentence == "CEA: no criterion; no result on record."


def test_the_order_of_entry_makes_no_difference_and_less_than_counts_as_its_number() -> None:
    tests = [assessment("ca125", value, days, limit=35) for days, value in ((100, 20), (20, 70), (13, 80))]
    assert ca125_progression(points_of(tests[::-1], "CA-125", "U/mL")) == ca125_progression(points_of(tests, "CA-125", "U/mL"))
    (below,) = points_of([assessment("cea", 2, comparator="<")], "CEA", "µg/L")
    assert (float(below.value), below.evidence.words) == (2, "CEA <2 µg/L")
