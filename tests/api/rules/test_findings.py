"""Both sides of every threshold. The newest report is of MORNING; the others are told by their distance in days."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.findings import found_by
from schemas.findings import Finding, Plan, Thresholds
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.questionnaires import ALL, LOWER_IS_WORSE, PAST_WEEK, check_in


def pains(*scores: tuple[float, int | None], **changes: Any) -> list[RecentCheckIn]:
    """(days ago, pain), the report itself with 0 days."""
    return [check_in({"pain": score}, days_ago=days, number=n, **changes) for n, (days, score) in enumerate(scores)]


def found(reports: list[RecentCheckIn], plan: Plan | None = None) -> list[Finding]:
    return found_by(max(reports, key=lambda one: one.at), reports, ALL, plan or Plan())


def rules(reports: list[RecentCheckIn], plan: Plan | None = None) -> set[str]:
    return {finding.rule for finding in found(reports, plan)}


def only(reports: list[RecentCheckIn], rule: str, plan: Plan | None = None) -> Finding:
    (one,) = [finding for finding in found(reports, plan) if finding.rule == rule]
    return one


@pytest.mark.parametrize(("score", "severe"), [(6, False), (7, True), (10, True)])
def test_severe_begins_at_seven(score: int, severe: bool) -> None:
    assert ("severe" in rules(pains((0, score)))) is severe


def test_a_skipped_question_is_no_finding() -> None:
    assert rules(pains((1, 8), (0, None))) == set()


@pytest.mark.parametrize(
    ("before", "score", "worse"),
    [((3, 3, 3), 5, True), ((3, 3, 3), 4, False), ((2, 2, 2), 4, True), ((1, 1, 1), 3, False), ((2, 3, 9), 5, True), ((2, 4, 9), 5, False)],
)
def test_two_points_over_the_median_of_the_week_and_at_least_moderate(before: tuple[int, ...], score: int, worse: bool) -> None:
    reports = pains(*[(n + 1, one) for n, one in enumerate(before)], (0, score))
    assert ("worsening" in rules(reports)) is worse


def test_the_report_itself_is_no_part_of_its_baseline() -> None:
    assert "worsening" not in rules(pains((1, 2), (2, 2), (0, 4)))  # two before, and the third would be itself


@pytest.mark.parametrize(("oldest", "worse"), [(7, True), (7.01, False)])
def test_the_baseline_reaches_back_seven_days(oldest: float, worse: bool) -> None:
    assert ("worsening" in rules(pains((oldest, 2), (2, 2), (1, 2), (0, 4)))) is worse


@pytest.mark.parametrize(("days", "before", "score", "worse"), [(1, 2, 5, True), (1, 2, 4, False), (14, 2, 5, True), (14.01, 2, 5, False), (1, 0, 3, False)])
def test_where_reports_are_few_three_points_over_the_last_one(days: float, before: int, score: int, worse: bool) -> None:
    assert ("worsening" in rules(pains((days, before), (0, score)))) is worse


def test_what_was_missing_is_said() -> None:
    missing = only(pains((1, 2), (0, 5)), "worsening").missing
    assert missing == ["fewer than 3 reports in the 7 days before", "no personal goal is recorded"]


@pytest.mark.parametrize(("before", "score", "worse"), [(4, 4, True), (3, 4, False), (4, 3, False)])
def test_above_the_own_goal_twice_running(before: int, score: int, worse: bool) -> None:
    assert ("worsening" in rules(pains((1, before), (0, score)), Plan(goals={"pain": 3}))) is worse


def test_a_goal_in_the_moderate_range_lets_the_person_be() -> None:
    assert "worsening" not in rules(pains((1, 5), (0, 5)), Plan(goals={"pain": 5}))


@pytest.mark.parametrize(
    ("scores", "persists"),
    [
        ([(3, 4), (1, 4), (0, 4)], True),
        ([(3.01, 4), (1, 4), (0, 4)], False),
        ([(2, 4), (0, 4)], False),
        ([(2, 3), (1, 4), (0, 4)], False),
        ([(2, 4), (1, 4), (0, 3)], False),
    ],
)
def test_moderate_in_all_of_at_least_three_reports_of_three_days(scores: list[tuple[float, int]], persists: bool) -> None:
    assert ("persistent" in rules(pains(*scores))) is persists


def test_a_steady_rise_is_found_where_no_single_report_stands_out() -> None:
    rising = pains(*[(13 - n, score) for n, score in enumerate([1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4])], (0, 4))
    assert rules(rising) == {"trend"}
    assert "risen steadily by about 3 in 13 days" in only(rising, "trend").sentence


@pytest.mark.parametrize(
    "scores",
    [
        [3, 3, 3, 3, 3, 4, 3, 3, 4, 4, 4, 4, 4, 4],  # too little
        [1, 6, 2, 5, 1, 6, 2, 4, 1, 6, 2, 5, 2, 5],  # much noise, no rise
        [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
    ],
)
def test_noise_and_small_change_are_no_trend(scores: list[int]) -> None:
    assert "trend" not in rules(pains(*[(13 - n, score) for n, score in enumerate(scores)]))


@pytest.mark.parametrize(("reports", "found_"), [(5, False), (6, True)])
def test_a_trend_needs_six_reports(reports: int, found_: bool) -> None:
    assert ("trend" in rules(pains(*[(2 * (reports - 1 - n), n) for n in range(reports)]), Plan(thresholds=Thresholds(rise=9, rise_when_sparse=9)))) is (
        found_ and reports >= 6
    )


def test_family_and_patient_are_judged_apart() -> None:
    family = pains((3, 1), (2, 1), (1, 1), by="family_caregiver")
    patient = check_in({"pain": 4}, number=9)
    assert rules([*family, patient]) == set()


def test_questions_about_other_times_are_judged_apart() -> None:
    assert rules([*pains((3, 1), (2, 1), (1, 1), form=PAST_WEEK), check_in({"pain": 4}, number=9)]) == set()


def test_without_bands_nothing_is_judged_but_asking_counts() -> None:
    assert rules(pains((1, 0), (0, 10), form=PAST_WEEK)) == set()
    assert rules([check_in({}, form=PAST_WEEK, asks_for="help_now")]) == {"asked_for"}


def test_a_scale_on_which_low_is_bad_is_judged_alike() -> None:
    assert rules(pains((3, 8), (2, 8), (1, 8), (0, 6), form=LOWER_IS_WORSE)) == {"worsening"}
    assert rules(pains((0, 3), form=LOWER_IS_WORSE)) == {"severe"}


def test_a_finding_names_everything_that_it_stands_on() -> None:
    reports = pains((3, 2), (2, 2), (1, 3), (0, 6))
    one = only(reports, "worsening")
    assert [(told.check_in_id.int, told.score) for told in one.inputs] == [(3, 6), (2, 3), (1, 2), (0, 2)]
    assert one.thresholds == {"moderate": 4, "rise": 2, "reports": 3, "days": 7}
    assert one.sentence == "Pain 6 of 10, 4 worse than usual this week."
    assert (one.version, one.missing) == (2, ["no personal goal is recorded"])


@pytest.mark.parametrize(("earlier", "looked_at"), [(59, 59), (60, 60), (61, 60)])
def test_a_rule_looks_at_the_newest_sixty_earlier_answers(earlier: int, looked_at: int) -> None:
    inputs = only(pains((0, 8), *[(n / 10, 2) for n in range(1, earlier + 1)]), "worsening").inputs
    assert len(inputs) == 1 + looked_at and inputs[-1].at == inputs[0].at - timedelta(days=looked_at / 10)


@pytest.mark.parametrize(("asks", "sentence"), [("help_now", "Says that it can't wait."), ("call_back", "Asks to be called.")])
def test_asking_is_always_a_finding(asks: Any, sentence: str) -> None:
    assert [finding.sentence for finding in found([check_in({"pain": 0}, asks_for=asks)])] == [sentence]


reports_of_weeks = st.lists(
    st.tuples(st.integers(0, 20 * 24), st.one_of(st.none(), st.integers(0, 10)), st.sampled_from(["patient", "family_caregiver"])),
    min_size=1,
    max_size=25,
    unique_by=lambda one: one[0],
)


@given(reports_of_weeks, st.randoms())
def test_findings_do_not_depend_on_the_order_of_arrival(told: list[tuple[int, int | None, Any]], random: Any) -> None:
    reports = [check_in({"pain": score}, days_ago=hours / 24, by=by, number=n) for n, (hours, score, by) in enumerate(told)]
    shuffled = random.sample(reports, len(reports))
    for report in reports:
        assert found_by(report, reports, ALL, Plan()) == found_by(report, shuffled, ALL, Plan())


@given(reports_of_weeks)
def test_nothing_below_moderate_is_ever_a_finding(told: list[tuple[int, int | None, Any]]) -> None:
    reports = [check_in({"pain": score}, days_ago=hours / 24, by=by, number=n) for n, (hours, score, by) in enumerate(told)]
    for report in reports:
        if (report.answers["pain"] or 0) < 4:
            assert found_by(report, reports, ALL, Plan()) == []
