"""What family reads of the last days. TODAY is the day of the newest reports; others are told by their distance in days."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.summaries import summary
from schemas.check_ins import CheckIn
from schemas.shares import Scope
from schemas.summaries import Summary, SymptomSummary
from tests.api.rules.questionnaires import ALL, LOWER_IS_WORSE, MORNING, PAST_WEEK

TODAY = MORNING.date()
PAIN = Scope(symptoms=["pain"])


def report(days_ago: int, number: int = 0, by: str = "patient", form: Any = None, note: str | None = None, who: int | None = None, **answers: int | None) -> CheckIn:
    """`who`: a caregiver by a phone of their own."""
    at, form = MORNING - timedelta(days=days_ago), form or next(iter(ALL.values()))
    mode: Any = {"patient": "self"}.get(by, "proxy")
    return CheckIn(
        id=UUID(int=days_ago * 100 + number), patient_id=UUID(int=1), instrument=form.id, instrument_version=form.version, recorded_at=at, received_at=at, zone="Europe/Berlin",
        at=at, clock="ok", local_date=at.date(), answers=dict(answers), partial=[], respondent=by, mode=mode, entered_by_kind="caregiver" if who else "patient", entered_by_id=UUID(int=who) if who else None, entered_by="x", note=note,
    )  # type: ignore[call-arg, arg-type]  # fmt: skip


def pains(*scores: tuple[int, int | None], **changes: Any) -> list[CheckIn]:
    return [report(days, number=number, pain=score, **changes) for number, (days, score) in enumerate(scores)]


def told(check_ins: list[CheckIn], scope: Scope = PAIN) -> Summary:
    return summary(check_ins, ALL, scope, TODAY)


def only(check_ins: list[CheckIn], scope: Scope = PAIN) -> SymptomSummary:
    (one,) = told(check_ins, scope).symptoms
    return one


def test_without_answers_there_is_nothing_to_say_of_any_symptom() -> None:
    found = told([])
    assert found.symptoms == [] and [(day.answered, day.worst) for day in found.days] == [(False, None)] * 7


def test_one_report_has_a_level_and_no_change() -> None:
    one = only(pains((0, 2)))
    assert (one.level, one.reports, one.days, one.change) == ("mild", 1, 1, None)


@pytest.mark.parametrize(("scores", "level"), [((3, 4), "moderate"), ((3, 3, 4), "mild"), ((0, 0, 1, 1), "mild"), ((6, 7), "severe")])
def test_of_two_middle_scores_the_worse_one_counts(scores: tuple[int, ...], level: str) -> None:
    assert only(pains(*enumerate(scores))).level == level


def test_a_severe_day_is_named_even_if_the_same_day_was_also_good() -> None:
    one = only(pains((0, 1), (1, 8), (1, 0), (2, 1), (3, 1)))
    assert one.level == "mild" and one.worst == "severe" and one.severe_on == [TODAY - timedelta(days=1)]
    assert [day.worst for day in told(pains((1, 8), (1, 0))).days][-2:] == ["severe", None]


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [(4, 4, "the_same"), (5, 4, "a_little_better"), (6, 4, "much_better"), (3, 4, "a_little_worse"), (2, 4, "much_worse")],
)
def test_the_change_is_of_the_middles_of_two_weeks(then: int, now: int, change: str) -> None:
    assert only(pains((0, now), (1, now), (7, then), (8, then))).change == change


def test_a_week_with_a_severe_day_is_never_better_and_may_be_worse() -> None:
    assert only(pains((0, 2), (1, 2), (2, 7), (7, 6), (8, 6))).change is None
    assert only(pains((0, 8), (1, 8), (7, 6), (8, 6))).change == "much_worse"


@pytest.mark.parametrize(("week", "before"), [(((0, 2),), ((7, 5), (8, 5))), (((0, 2), (1, 2)), ((7, 5),))])
def test_one_report_in_either_week_is_too_little_to_compare(week: Any, before: Any) -> None:
    assert only(pains(*week, *before)).change is None


@pytest.mark.parametrize(("days_ago", "counts"), [(6, True), (7, False)])
def test_the_week_has_seven_days_today_among_them(days_ago: int, counts: bool) -> None:
    one = only(pains((days_ago, 2)))
    assert (one.reports == 1, one.last_on) == ((True, None) if counts else (False, TODAY - timedelta(days=7)))


def test_where_low_is_bad_worse_goes_down() -> None:
    one = only(pains((0, 2), (1, 2), (7, 8), (8, 8), form=LOWER_IS_WORSE))
    assert (one.level, one.change, one.points[-1].score) == ("severe", "much_worse", 2)


def test_without_bands_there_is_no_level_and_no_day_is_called_good() -> None:
    found = told(pains((0, 9), form=PAST_WEEK))
    assert (found.symptoms[0].level, found.symptoms[0].middle, found.days[-1].answered, found.days[-1].worst) == (None, 9, True, None)


def test_many_reports_on_one_good_day_do_not_outweigh_the_bad_ones() -> None:
    one = only(pains(*[(0, 1)] * 9, (1, 6), (2, 6), (3, 6)))
    assert (one.level, one.middle, one.reports, one.days) == ("moderate", 6, 12, 4)


def test_a_day_that_was_good_at_most_of_its_reports_is_as_good_as_its_middle() -> None:
    assert only(pains((0, 2), (0, 2), (0, 8), (1, 2), (2, 2))).level == "mild"


@pytest.mark.parametrize(("newest", "change"), [(5, "much_better"), (6, None), (3, "much_better")])
def test_no_week_is_called_better_whose_newest_day_is_no_better_than_the_week_before(newest: int, change: str | None) -> None:
    assert only(pains((0, newest), (1, 1), (2, 1), (3, 1), (7, 6), (8, 6))).change == change


def test_two_reports_on_one_day_are_too_little_to_compare() -> None:
    assert only(pains((0, 2), (0, 2), (7, 6), (8, 6))).change is None and only(pains((0, 2), (1, 2), (7, 6), (7, 6))).change is None


@pytest.mark.parametrize(("first", "change"), [(13, "much_better"), (12, None)])
def test_two_weeks_are_compared_only_where_both_are_shared_whole(first: int, change: str | None) -> None:
    scope = Scope(symptoms=["pain"], first_on=TODAY - timedelta(days=first))
    assert only(pains((0, 2), (1, 2), (7, 6), (8, 6)), scope).change == change


@pytest.mark.parametrize(("pain", "worst"), [(3, None), (4, "moderate"), (7, "severe")])
def test_beside_a_score_without_bands_no_day_is_called_mild(pain: int, worst: str | None) -> None:
    found = told([*pains((0, pain)), report(0, number=50, form=PAST_WEEK, pain=9)])
    assert (found.days[-1].answered, found.days[-1].worst) == (True, worst)


def test_what_a_phone_in_the_east_says_tomorrow_counts_today() -> None:
    found = told([msgspec.structs.replace(one, local_date=TODAY + timedelta(days=1)) for one in pains((0, 9))])
    assert found.days[-1].worst == "severe" and found.symptoms[0].severe_on == [TODAY] and found.symptoms[0].points[-1].on == TODAY


@pytest.mark.parametrize(("other", "apart"), [(5, False), (6, True)])
def test_two_who_answer_for_the_patient_and_disagree_are_said_to(other: int, apart: bool) -> None:
    """Of two kinds, or of one, whose answers stand in one series."""
    kinds = told([*pains((0, 4), by="family_caregiver"), *pains((0, other), by="professional_caregiver")]).symptoms
    assert [(one.others_differ, one.differs) for one in kinds] == [(apart, False)] * 2
    one = only([*pains((0, 4), by="family_caregiver", who=1), report(0, number=9, by="family_caregiver", who=2, pain=other)])
    assert (one.others_differ, one.differs) == (apart, False)
    assert not only([*pains((0, 4), by="family_caregiver", who=1), report(0, number=9, by="family_caregiver", who=1, pain=other)]).others_differ


@pytest.mark.parametrize(("proxy", "differs"), [(5, False), (6, True)])
def test_patient_and_proxy_are_told_apart_and_where_they_differ_both_say_so(proxy: int, differs: bool) -> None:
    found = told([*pains((0, 4)), *pains((0, proxy), by="family_caregiver")]).symptoms
    assert [(one.respondent, one.middle, one.differs) for one in found] == [("patient", 4, differs), ("family_caregiver", proxy, differs)]


def test_the_general_course_names_no_symptom() -> None:
    found = told([report(0, pain=8, nausea=0, note="only for the team")], Scope())
    assert found.symptoms == [] and found.notes == [] and found.days[-1].worst == "severe"


def test_notes_are_there_where_they_are_shared_newest_first() -> None:
    found = told([report(1, pain=1, note="first"), report(0, pain=1, note="second")], Scope(notes=True))
    assert [note.text for note in found.notes] == ["second", "first"]


def test_a_share_that_ended_in_the_past_has_only_its_own_days() -> None:
    last = TODAY - timedelta(days=4)
    found = told(pains((0, 9), (5, 2)), Scope(symptoms=["pain"], last_on=last))
    assert [day.on for day in found.days] == [TODAY - timedelta(days=6), TODAY - timedelta(days=5), last] and found.symptoms[0].worst == "mild"


ITEMS = ("pain", "nausea", "fatigue", "lack_of_appetite")
check_ins = st.lists(
    st.builds(
        lambda ago, number, by, scores, note: report(ago, number, by, note=note, **dict(zip(ITEMS, scores, strict=True))),
        st.integers(0, 30), st.integers(0, 99), st.sampled_from(["patient", "family_caregiver"]), st.tuples(*[st.none() | st.integers(0, 10)] * 4), st.none() | st.just("a secret note"),
    ),
    max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip
days_back = st.none() | st.integers(0, 30).map(lambda days: TODAY - timedelta(days=days))
scopes = st.builds(Scope, symptoms=st.lists(st.sampled_from(ITEMS), unique=True), notes=st.booleans(), responses=st.booleans(), first_on=days_back, last_on=days_back)


@given(check_ins, scopes)
def test_what_lies_outside_the_scope_changes_nothing_of_what_is_told(given: list[CheckIn], scope: Scope) -> None:
    """Taking away everything outside gives the same bytes: so nothing outside is told."""

    def inside(one: CheckIn) -> bool:
        return (scope.first_on is None or one.local_date >= scope.first_on) and (scope.last_on is None or one.local_date <= scope.last_on)

    kept = [one for one in given if inside(one)]
    bare = [msgspec.structs.replace(one, answers={k: v for k, v in one.answers.items() if not scope.symptoms or k in scope.symptoms}, note=one.note if scope.notes else None) for one in kept]
    assert msgspec.json.encode(told(given, scope)) == msgspec.json.encode(told(bare, scope))


@given(check_ins, st.randoms())
def test_the_order_of_arrival_changes_nothing(given: list[CheckIn], chance: Any) -> None:
    shuffled = chance.sample(given, len(given))
    assert told(shuffled, Scope(symptoms=list(ITEMS), notes=True)) == told(given, Scope(symptoms=list(ITEMS), notes=True))


@given(check_ins)
def test_no_week_with_a_severe_score_is_called_better_and_every_severe_day_is_named(given: list[CheckIn]) -> None:
    for one in told(given, Scope(symptoms=list(ITEMS))).symptoms:
        severe = {c.local_date for c in given if c.respondent == one.respondent and (c.answers.get(one.item) or 0) >= 7 and (TODAY - c.local_date).days < 7}
        assert set(one.severe_on) == severe
        assert not severe or one.change not in ("a_little_better", "much_better")


@given(check_ins, scopes)
def test_no_more_days_are_called_mild_than_there_were_without_anything_worse(given: list[CheckIn], scope: Scope) -> None:
    for day in told(given, scope).days:
        scores = [score for one in given if one.local_date == day.on for item, score in one.answers.items() if score is not None and item in (scope.symptoms or ITEMS)]
        assert day.answered == bool(scores) and (day.worst in ("none", "mild")) == (bool(scores) and max(scores) < 4)


def test_a_day_is_a_date_where_the_patient_was() -> None:
    assert told(pains((0, 1))).days[-1].on == date(2026, 3, 2)
