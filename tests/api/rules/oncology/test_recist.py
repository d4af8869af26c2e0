"""Worked cases of RECIST 1.1, both sides of 20 %, 5 mm and 30 %, and what iRECIST asks for on immunotherapy."""

from typing import Any

import pytest

from api.rules.oncology.recist import of_measurements, overall
from tests.api.rules.records import ids, line, measurement


def results(*sums: Any, **more: Any) -> list[Any]:
    """The first sum is the baseline; then one every 30 days."""
    first = measurement(300, sums[0], baseline=True)
    return of_measurements([first, *(measurement(300 - 30 * n, mm, **(more if n == len(sums) - 1 else {})) for n, mm in enumerate(sums) if n)])


@pytest.mark.parametrize(
    ("sums", "response"),
    [
        ((100, 60, 72), "progressive_disease"),  # +20 % and +12 mm over the nadir, though 28 % under the baseline
        ((100, 60, 71.9), "stable_disease"),
        ((100, 20, 24), "partial_response"),  # +20 %, but 4 mm
        ((100, 20, 24.9), "partial_response"),
        ((100, 20, 25), "progressive_disease"),
        ((100, 119.9), "stable_disease"),
        ((100, 120), "progressive_disease"),  # the baseline is the nadir
        ((100, 70.1), "stable_disease"),
        ((100, 70), "partial_response"),
        ((100, 0), "complete_response"),
        ((100, 0, 4.9), "partial_response"),
        ((100, 0, 5), "progressive_disease"),
        ((100, 60, 50, 60), "progressive_disease"),  # the nadir moved
        ((35.5, 42.6), "progressive_disease"),  # 7.1 mm are 20 % of 35.5, which floats miss
    ],
)
def test_worked_cases(sums: tuple[float, ...], response: str) -> None:
    assert results(*sums)[-1].targets == response


def test_the_arithmetic_stands_in_numbers_and_words() -> None:
    found = results(100, 60, 72)[-1]
    assert (found.baseline_mm, found.nadir_mm, found.sum_mm) == (100, 60, 72)
    assert (found.from_baseline_percent, found.from_nadir_percent, found.over_nadir_mm) == (-28, 20, 12)
    assert found.sentence == "Progressive disease: sum 72 mm, +20 % and +12 mm over the nadir of 60 mm, -28 % from the baseline of 100 mm."
    assert len(found.evidence) == 3 and found.source and found.limits


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ((100, 60), "Partial response: sum 60 mm, under the smallest before, 100 mm, -40 % from the baseline of 100 mm."),
        ((100, 60, 60), "Partial response: sum 60 mm, as small as the smallest before, 60 mm, -40 % from the baseline of 100 mm."),
        ((100, 0, 5), "Progressive disease: sum 5 mm, +5 mm over a nadir of 0 mm, -95 % from the baseline of 100 mm."),
    ],
)
def test_a_sum_that_did_not_grow_is_not_called_over_the_nadir(sums: tuple[float, ...], said: str) -> None:
    assert results(*sums)[-1].sentence == said


@pytest.mark.parametrize(
    ("targets", "non_targets", "new", "response"),
    [
        ("complete_response", "none", False, "complete_response"),
        ("complete_response", "gone", False, "complete_response"),
        ("complete_response", "present", False, "partial_response"),
        ("complete_response", None, False, "partial_response"),
        ("partial_response", "present", False, "partial_response"),
        ("partial_response", None, False, "partial_response"),
        ("stable_disease", "gone", False, "stable_disease"),
        ("not_evaluable", "present", False, "not_evaluable"),
        ("progressive_disease", "gone", False, "progressive_disease"),
        ("complete_response", "progressed", False, "progressive_disease"),
        ("not_evaluable", "progressed", False, "progressive_disease"),
        ("complete_response", "gone", True, "progressive_disease"),
        ("not_evaluable", None, True, "progressive_disease"),
    ],
)
def test_the_overall_response_follows_the_table_of_the_three(targets: Any, non_targets: Any, new: bool, response: str) -> None:
    assert overall(targets, non_targets, new) == response


@pytest.mark.parametrize(("mm", "response"), [(9.9, "complete_response"), (10, "partial_response")])
def test_a_node_is_gone_below_ten_millimetres_of_its_short_axis(mm: float, response: str) -> None:
    first = measurement(60, 20, node=True, baseline=True)
    assert of_measurements([first, measurement(30, mm, node=True, non_targets="none")])[-1].targets == response


def test_a_lesion_that_could_not_be_measured_leaves_no_answer_unless_the_rest_already_grew_enough() -> None:
    first = measurement(60, 30, 20, baseline=True)
    unmeasured, grown = of_measurements([first, measurement(30, 35, None)])[-1], of_measurements([first, measurement(30, 80, None)])[-1]
    assert (unmeasured.response, unmeasured.missing) == ("not_evaluable", ["the diameter of lesion 2"])
    assert grown.response == "progressive_disease"


def test_without_a_baseline_only_new_lesions_say_something() -> None:
    plain, new = of_measurements([measurement(30, 40)])[-1], of_measurements([measurement(30, 40, new_lesions=True)])[-1]
    assert (plain.response, plain.missing) == ("not_evaluable", ["a baseline measurement"])
    assert (new.response, new.sentence) == ("progressive_disease", "Progressive disease: new lesions, a baseline measurement missing.")


def test_without_target_lesions_there_is_no_sum() -> None:
    found = of_measurements([measurement(60, baseline=True), measurement(30, non_targets="present")])[-1]
    assert (found.response, found.missing) == ("not_evaluable", ["target lesions: without them there is no sum"])


def test_a_new_baseline_begins_anew() -> None:
    measurements = [measurement(90, 50, baseline=True), measurement(60, 80, baseline=True), measurement(30, 82)]
    found = of_measurements(measurements)
    assert [one.response for one in found] == ["stable_disease"]
    assert ids(found[0].evidence) == [one.entry.id for one in measurements[1:]]


def test_the_order_of_entry_makes_no_difference() -> None:
    measurements = [measurement(90, 100, baseline=True), measurement(60, 60), measurement(30, 72)]
    assert of_measurements(measurements[::-1]) == of_measurements(measurements)


IMMUNE: dict[str, Any] = {"modalities": ["immunotherapy"], "regimen": "pembrolizumab"}


@pytest.mark.parametrize(
    ("days_later", "mm", "confirmed"), [(27, 130, False), (28, 130, True), (56, 130, True), (57, 130, False), (28, 125, True), (28, 124.9, False)]
)
def test_on_immunotherapy_a_scan_four_to_eight_weeks_later_confirms_with_five_more_millimetres(days_later: int, mm: float, confirmed: bool) -> None:
    measurements = [measurement(200, 100, baseline=True), measurement(100, 120), measurement(100 - days_later, mm)]
    first = of_measurements(measurements, [line(190, **IMMUNE)])[0]
    assert (first.response, first.confirmed) == ("progressive_disease", confirmed)
    assert ("not confirmed" in first.sentence) is not confirmed


def test_further_new_lesions_confirm_too_and_elsewhere_nothing_has_to_be_confirmed() -> None:
    measurements = [measurement(200, 100, baseline=True), measurement(100, 120), measurement(60, 110, new_lesions=True)]
    assert of_measurements(measurements, [line(190, **IMMUNE)])[0].confirmed is True
    assert of_measurements(measurements, [line(190)])[0].confirmed is None
    assert of_measurements(measurements, [line(50, **IMMUNE)])[0].confirmed is None
