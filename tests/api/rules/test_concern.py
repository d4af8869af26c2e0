"""Who stands first on the team's list, and why; with both sides of every threshold."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.concern import RECENT, TREND, Concern, concern, symptoms_now, with_new
from api.rules.standing import unanswered
from schemas.check_ins import AsksFor, Respondent
from schemas.symptom_states import RecentCheckIn, SymptomNow
from tests.api.rules.questionnaires import ALL, DAILY, ESAS, GRADES, LOWER_IS_WORSE, MORNING, PAST_WEEK, check_in, symptom

LARGEST_INTEGER = 2**31 - 1  # of Postgres
FORMS = list(ALL.values())


def now(*recent: RecentCheckIn) -> list[SymptomNow]:
    return symptoms_now(recent, ALL)


def delta(*days_ago_and_score: tuple[float, int], form: Any = DAILY) -> int | None:
    return now(*(check_in({"pain": score}, days_ago=days, form=form) for days, score in days_ago_and_score))[0].delta_worse


def judged(*recent: RecentCheckIn) -> Concern:
    return concern(now(*recent), unanswered(recent, None))


# what is kept


def test_the_newest_are_kept_and_a_late_one_only_where_there_is_room() -> None:
    course = [check_in({"pain": 1}, days_ago=days) for days in range(RECENT + 2)]
    newest, older, oldest = course[0], course[1:-1], course[-1]
    assert with_new(older[1:], newest) == [newest, *older[1:]], "there was room for one"
    assert with_new(older, newest) == [newest, *older[:-1]]
    assert with_new(older, oldest) == older, "so old that it says nothing any more"
    assert with_new([newest, *older[2:]], older[1])[:3] == [newest, older[1], older[2]], "late, and in its place"


# what belongs together


def test_a_symptom_is_the_last_answer_with_its_band_and_trend() -> None:
    found = now(check_in({"pain": 7}), check_in({"pain": 3}, days_ago=1))
    assert [(s.item, s.label, s.score, s.severity, [p.score for p in s.trend]) for s in found] == [("pain", "Pain", 7, "severe", [3, 7])]
    assert found[0].at == MORNING


def test_a_skipped_answer_says_nothing_and_does_not_hide_the_one_before() -> None:
    found = now(check_in({"pain": None, "nausea": 2}), check_in({"pain": 5}, days_ago=1))
    assert [(s.item, s.score) for s in found] == [("pain", 5), ("nausea", 2)]


@pytest.mark.parametrize(
    "other",
    [check_in({"pain": 1}, days_ago=8, form=ESAS), check_in({"pain": 1}, days_ago=8, form=PAST_WEEK), check_in({"pain": 1}, days_ago=8, by="family_caregiver")],
    ids=["another form", "another recall period", "another respondent"],
)  # fmt: skip
def test_answers_that_were_asked_differently_or_by_others_are_another_series(other: RecentCheckIn) -> None:
    found = now(check_in({"pain": 9}), other)
    assert len(found) == 2
    assert all(s.delta_worse is None and len(s.trend) == 1 for s in found)


def test_the_patients_own_answers_come_before_what_others_say_each_in_the_order_of_the_form() -> None:
    found = now(
        check_in({"nausea": 1, "pain": 1}, by="professional_caregiver"),
        check_in({"fatigue": 2, "pain": 2}, by="family_caregiver", days_ago=1),
        check_in({"lack_of_appetite": 3, "pain": 3}, days_ago=2),
    )
    patient, family, professional = get_args(Respondent)
    assert [(s.respondent, s.item) for s in found] == [
        (patient, "pain"), (patient, "lack_of_appetite"), (family, "pain"), (family, "fatigue"), (professional, "pain"), (professional, "nausea")]  # fmt: skip


def test_the_trend_holds_the_newest_points_oldest_first() -> None:
    found = now(*(check_in({"pain": days % 11}, days_ago=days) for days in range(RECENT)))
    assert [p.score for p in found[0].trend] == [days % 11 for days in range(TREND)][::-1]


# change since a week


@pytest.mark.parametrize(("days", "expected"), [(6, None), (7, 4), (10, 4), (14, 4), (15, None)])
def test_a_change_is_measured_from_7_to_14_days_before(days: int, expected: int | None) -> None:
    assert delta((0, 7), (days, 3)) == expected


def test_the_newest_of_the_answers_a_week_old_is_the_one_compared_with() -> None:
    found = now(*(check_in({"pain": score}, days_ago=days) for days, score in [(0, 7), (1, 7), (8, 5), (9, 2), (20, 1)]))
    assert (found[0].delta_worse, found[0].delta_days) == (2, 8)


def test_getting_better_is_a_negative_change_and_none_is_zero() -> None:
    assert delta((0, 2), (7, 5)) == -3
    assert delta((0, 5), (7, 5)) == 0


def test_where_lower_is_worse_a_fall_is_a_worsening() -> None:
    assert delta((0, 2), (7, 5), form=LOWER_IS_WORSE) == 3


def test_the_change_is_counted_from_the_last_answer_not_from_today() -> None:
    found = now(check_in({"nausea": 1}), check_in({"pain": 6}, days_ago=5), check_in({"pain": 3}, days_ago=12))
    assert found[0].delta_worse == 3


def test_a_week_is_seven_calendar_days_so_answering_an_hour_earlier_each_monday_compares_with_last_monday() -> None:
    monday = check_in({"pain": 6}, at=datetime(2026, 3, 9, 7, tzinfo=UTC), on=date(2026, 3, 9))
    last = check_in({"pain": 2}, at=datetime(2026, 3, 2, 20, tzinfo=UTC), on=date(2026, 3, 2))
    assert now(monday, last)[0].delta_worse == 4


def test_the_day_is_the_patients_own_where_utc_is_already_in_tomorrow() -> None:
    """Eight in the evening in New York, seven days apart, across the change to summer time."""
    after = check_in({"pain": 6}, at=datetime(2026, 3, 13, 0, 30, tzinfo=UTC), on=date(2026, 3, 12))
    before = check_in({"pain": 2}, at=datetime(2026, 3, 6, 1, 30, tzinfo=UTC), on=date(2026, 3, 5))
    assert (now(after, before)[0].delta_worse, now(after, before)[0].delta_days) == (4, 7)


# the order


def test_nobody_who_never_answered_stands_above_somebody_who_did() -> None:
    assert concern([]) == Concern(0, "No answers yet.")
    assert judged(check_in({"pain": 0})).rank > 0


ORDER = [
    ("severe and two more", [symptom(score=8, severity="severe"), symptom(item="nausea", score=5), symptom(item="fatigue", score=5)]),
    ("severe and one more", [symptom(score=8, severity="severe"), symptom(item="nausea", score=5)]),
    ("severe, lower score, two more", [symptom(score=7, severity="severe"), symptom(item="nausea"), symptom(item="fatigue")]),
    ("moderate, 3 worse", [symptom(score=4, delta_worse=3)]),
    ("moderate, 2 worse", [symptom(score=4, delta_worse=2)]),
    ("moderate, higher score, 1 worse", [symptom(score=6, delta_worse=1)]),
    ("moderate, 1 worse", [symptom(score=5, delta_worse=1)]),
    ("mild, 3 worse", [symptom(score=3, severity="mild", delta_worse=3)]),
    ("mild", [symptom(score=3, severity="mild")]),
    ("none", [symptom(score=0, severity="none", delta_worse=-5)]),
]


@pytest.mark.parametrize(("above", "below"), list(itertools.pairwise(ORDER)), ids=lambda pair: pair[0])
def test_severity_comes_first_then_worsening_then_the_score_then_how_many(above: tuple[str, list[SymptomNow]], below: tuple[str, list[SymptomNow]]) -> None:
    assert concern(above[1]).rank > concern(below[1]).rank


def test_a_worsening_of_one_point_is_noise_and_does_not_move_anybody() -> None:
    assert concern([symptom(delta_worse=1)]).rank == concern([symptom()]).rank == concern([symptom(delta_worse=-4)]).rank
    assert concern([symptom(delta_worse=2)]).rank > concern([symptom()]).rank


def test_the_worsening_of_another_symptom_counts_and_is_named() -> None:
    found = concern([symptom(score=8, severity="severe"), symptom(item="fatigue", label="Fatigue", score=5, delta_worse=3, delta_days=7)])
    assert found.rank > concern([symptom(score=8, severity="severe"), symptom(item="fatigue", label="Fatigue", score=5)]).rank
    assert found.reason == "Pain 8 of 10, severe. Fatigue 5 of 10, moderate, 3 worse than a week before. 2 symptoms moderate or severe."


@pytest.mark.parametrize(("older", "counts"), [(timedelta(days=7), True), (timedelta(days=7, seconds=1), False)])
def test_what_was_last_said_more_than_a_week_before_the_newest_answer_no_longer_orders(older: timedelta, counts: bool) -> None:
    old = symptom(item="nausea", label="Nausea", score=9, severity="severe", at=MORNING - older)
    assert (concern([symptom(score=1, severity="mild"), old]).rank > concern([symptom()]).rank) is counts


def test_the_same_symptom_from_patient_and_family_is_one_symptom() -> None:
    two = [symptom(), symptom(respondent="family_caregiver")]
    assert concern(two).rank == concern([symptom()]).rank


def test_what_family_says_counts_as_much_as_what_the_patient_says() -> None:
    assert concern([symptom(respondent="family_caregiver")]).rank == concern([symptom()]).rank


@pytest.mark.parametrize(("score", "above", "below"), [(7, 6, 7), (6, 5, 6), (4, 3, 4), (1, 0, 1)])
def test_a_score_without_bands_stands_where_the_same_score_with_bands_would(score: int, above: int, below: int) -> None:
    with_bands = {s: judged(check_in({"pain": s})).rank for s in range(11)}
    assert with_bands[above] < judged(check_in({"pain": score}, form=PAST_WEEK)).rank == with_bands[below]


def test_a_change_is_judged_by_its_share_of_the_scale() -> None:
    assert judged(check_in({"pain": 2}, form=GRADES), check_in({"pain": 1}, form=GRADES, days_ago=7)).rank > judged(check_in({"pain": 2}, form=GRADES)).rank


# the words


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (symptom(score=8, severity="severe", delta_worse=3, delta_days=7), "Pain 8 of 10, severe, 3 worse than a week before."),
        (symptom(delta_worse=3, delta_days=9), "Pain 4 of 10, moderate, 3 worse than 9 days before."),
        (symptom(delta_worse=-2, delta_days=7), "Pain 4 of 10, moderate, 2 better than a week before."),
        (symptom(delta_worse=0, delta_days=7), "Pain 4 of 10, moderate, the same as a week before."),
        (symptom(respondent="family_caregiver"), "Pain 4 of 10, moderate, said by family."),
        (symptom(respondent="professional_caregiver"), "Pain 4 of 10, moderate, said by a professional."),
        (symptom(recall_period="past_week", severity=None, score=9), "Pain 9 of 10 over the past week, no severity bands."),
        (symptom(score=2, worse="lower", severity="severe", label="Wellness"), "Wellness 2 of 10 (lower is worse), severe."),
        (symptom(score=0, severity="none"), "No symptoms in the latest answers."),
        (symptom(score=0, severity="none", delta_worse=-4, delta_days=7), "Pain 0 of 10, 4 better than a week before."),
    ],
)
def test_the_reason_is_a_sentence_a_nurse_would_say(found: SymptomNow, said: str) -> None:
    assert concern([found]).reason == said


def test_the_reason_says_when_the_worst_symptom_was_not_in_the_latest_check_in() -> None:
    found = judged(check_in({"nausea": 1, "pain": None}), check_in({"pain": 8}, days_ago=2))
    assert found.reason == "Pain 8 of 10, severe, answered 2 days before the newest answers."


# laws


def any_check_in() -> st.SearchStrategy[RecentCheckIn]:
    scores = st.none() | st.integers(0, 10)
    answers = st.fixed_dictionaries({"pain": scores, "nausea": scores, "lack_of_appetite": scores})
    return st.builds(
        lambda answers, days, form, by, number, asks_for: check_in(
            {item: score if score is None else min(score, form.scale.maximum) for item, score in answers.items()}, days_ago=days, form=form, by=by, number=number,
            asks_for=asks_for),
        answers, st.integers(0, 30), st.sampled_from(FORMS), st.sampled_from(get_args(Respondent)), st.integers(0, 2**64), st.none() | st.sampled_from(get_args(AsksFor)))  # fmt: skip


HISTORIES = st.lists(any_check_in(), max_size=RECENT, unique_by=lambda found: found.id)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_check_ins_arrive_changes_nothing(recent: list[RecentCheckIn], shuffle: random.Random) -> None:
    other = sorted(recent, key=lambda _: shuffle.random())
    assert now(*recent) == now(*other)
    assert judged(*recent) == judged(*other)
    assert concern(now(*recent)[::-1], unanswered(other, None)).rank == judged(*recent).rank


@given(HISTORIES)
def test_the_rank_fits_postgres_and_the_reason_is_never_empty_nor_a_verdict(recent: list[RecentCheckIn]) -> None:
    found = judged(*recent)
    assert 0 <= found.rank <= LARGEST_INTEGER
    assert found.reason.endswith(".")
    assert not any(word in found.reason.lower() for word in ("eligible", "imminent", "dying", "none,"))


@given(HISTORIES, st.sampled_from([DAILY, PAST_WEEK]), st.integers(0, 9))
def test_a_worse_score_never_makes_anybody_less_concerning(recent: list[RecentCheckIn], form: Any, score: int) -> None:
    ranks = [judged(*recent, check_in({"pain": s}, form=form, number=2**80, at=MORNING + timedelta(hours=1))).rank for s in (score, score + 1)]
    assert ranks[0] <= ranks[1]


@given(HISTORIES)
def test_every_series_stands_alone(recent: list[RecentCheckIn]) -> None:
    found = now(*recent)
    series = [(s.instrument, s.recall_period, s.item, s.respondent) for s in found]
    assert len(set(series)) == len(series)
    assert sum(len(s.trend) for s in found) <= sum(score is not None for c in recent for score in c.answers.values())
    assert all((s.severity is None) == (ALL[s.instrument, DAILY.version if s.instrument != "esas-r" else ESAS.version].bands is None) for s in found)
