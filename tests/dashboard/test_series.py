from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from dashboard.figures import series
from schemas.instruments import Scale
from tests.dashboard.charts import NOON, check_in, instrument, item, timeline

WEEKLY = instrument(version="3", recall_period="past_week")
PERCENT = instrument(version="2", scale=Scale(0, 100), loaded_at=NOON + timedelta(days=1))
CHECK_INS = st.lists(
    st.builds(
        lambda days, form, respondent, pain: check_in(days, instrument=form.id, instrument_version=form.version, respondent=respondent, answers={"pain": pain}),
        st.floats(0, 60),
        st.sampled_from([instrument(), WEEKLY, PERCENT]),
        st.sampled_from(series.ORDER),
        st.one_of(st.none(), st.integers(0, 10)),
    ),
    max_size=25,
)


def shown(*check_ins: Any) -> list[series.Series]:
    return series.split(timeline(*sorted(check_ins, key=lambda one: one.at), instruments=[instrument(), WEEKLY, PERCENT]))


@given(CHECK_INS)
def test_every_check_in_stands_in_one_chart_and_no_chart_mixes_what_was_asked(found: list[Any]) -> None:
    charts = shown(*found)
    assert sorted(one.id for chart in charts for one in chart.check_ins) == sorted(one.id for one in found)
    versions = {("daily-check", "1"): instrument(), ("daily-check", "3"): WEEKLY, ("daily-check", "2"): PERCENT}
    for chart in charts:
        used = [versions[one.instrument, one.instrument_version] for one in chart.check_ins]
        assert len({(one.recall_period, one.scale.maximum) for one in used}) == 1


@given(CHECK_INS)
def test_a_line_is_one_kind_of_person_and_holds_exactly_what_they_answered(found: list[Any]) -> None:
    for chart in shown(*found):
        for respondent in series.respondents(chart.check_ins):
            for asked in chart.items:
                drawn = series.line(chart, asked, respondent)
                assert {one.respondent for one in drawn.check_ins if one is not None} <= {respondent}
                answered = [one.answers["pain"] for one in chart.check_ins if one.respondent == respondent]
                assert [score for score, one in zip(drawn.scores, drawn.check_ins, strict=True) if one is not None] == answered
                assert drawn.at == sorted(drawn.at)


def open_after(*days_ago: float, recall: str = "now") -> timedelta:
    return series.open_after([NOON - timedelta(days=days) for days in days_ago], recall)


@pytest.mark.parametrize(
    ("days_ago", "recall", "days"),
    [
        ((4, 3, 2, 1), "now", 3),  # three times the usual day
        ((1.2, 1.1, 1), "now", 2),  # never less than two days
        ((90, 60, 30), "now", 7),  # never more than a week for what is asked often
        ((90, 60, 30), "past_24_hours", 7),
        ((90, 60, 30), "past_week", 90),
        ((5,), "now", 7),
        ((), "now", 7),
    ],
)
def test_a_line_stays_open_after_three_usual_intervals_between_two_days_and_a_week(days_ago: tuple[float, ...], recall: str, days: float) -> None:
    assert open_after(*days_ago, recall=recall) == timedelta(days=days)


@pytest.mark.parametrize(("silent_for", "gaps"), [(3, 0), (3.01, 1)])
def test_a_silence_just_longer_than_that_opens_the_line_and_one_just_as_long_does_not(silent_for: float, gaps: int) -> None:
    (chart,) = shown(*(check_in(days) for days in (0, silent_for, silent_for + 1, silent_for + 2, silent_for + 3)))
    assert series.line(chart, item("pain"), "patient").check_ins.count(None) == gaps


def test_the_gap_lies_between_the_two_answers() -> None:
    (chart,) = shown(check_in(20), check_in(0))
    drawn = series.line(chart, item("pain"), "patient")
    assert drawn.at[1] == NOON - timedelta(days=10) and drawn.scores[1] is None


def test_who_answered_is_told_in_one_order() -> None:
    found = [check_in(1, respondent="professional_caregiver"), check_in(2), check_in(3, respondent="family_caregiver")]
    assert series.respondents(found) == ["patient", "family_caregiver", "professional_caregiver"]


def test_an_item_of_an_older_version_is_still_drawn() -> None:
    newer = instrument(version="2", items=[item("pain")], loaded_at=NOON + timedelta(days=1))
    found = timeline(check_in(2), check_in(1, instrument_version="2", answers={"pain": 2}), instruments=[instrument(), newer])
    (chart,) = series.split(found)
    assert [one.id for one in chart.items] == ["pain", "nausea"]


def all_of(*check_ins: Any) -> Any:
    return structs.replace(timeline(*check_ins), since=None)


def test_charts_of_everything_begin_with_the_first_answer_and_those_of_a_range_with_the_range() -> None:
    first = check_in(30)
    assert series.begins(all_of(first, check_in(2))) == first.at
    assert series.begins(timeline(first)) == NOON - timedelta(days=14)


@pytest.mark.parametrize(("days_ago", "kind", "believed"), [(20_000, "patient", False), (57.1, "patient", False), (57, "patient", True), (20_000, "staff", True), (400, "system", True)])
def test_a_phone_s_clock_from_before_its_patient_was_enrolled_stretches_no_chart(days_ago: float, kind: str, believed: bool) -> None:
    odd, usual = check_in(days_ago, entered_by_kind=kind), check_in(3)
    assert series.begins(all_of(odd, usual)) == (odd.at if believed else usual.at)


def test_where_no_clock_can_be_believed_charts_begin_when_the_first_answer_reached_us() -> None:
    assert series.begins(all_of(check_in(20_000, received_at=NOON - timedelta(days=5)))) == NOON - timedelta(days=5)
    assert series.begins(all_of()) == NOON
