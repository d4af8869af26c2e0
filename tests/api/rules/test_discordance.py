from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from api.rules.discordance import discordances
from schemas.discordances import Discordance
from schemas.instruments import Scale
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.questionnaires import ALL, DAILY, ESAS, GRADES, LOWER_IS_WORSE, MORNING, PAST_WEEK, check_in


def found(*recent: RecentCheckIn) -> list[Discordance]:
    return discordances(recent, ALL)


def pair(own: int | None, other: int | None) -> list[Discordance]:
    return found(check_in({"pain": own}, number=1), check_in({"pain": other}, by="family_caregiver", number=2))


@pytest.mark.parametrize(("own", "other", "apart"), [(4, 6, 2), (4, 5, None), (6, 4, -2), (5, 4, None), (4, None, None), (None, 6, None)])
def test_from_two_points_on_it_is_named_and_says_who_said_worse(own: int | None, other: int | None, apart: int | None) -> None:
    assert [one.apart for one in pair(own, other)] == ([] if apart is None else [apart])


@pytest.mark.parametrize(("later", "named"), [(timedelta(0), True), (timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False)])
def test_only_answers_within_a_day_of_one_another_are_compared(later: timedelta, named: bool) -> None:
    for apart in (later, -later):
        assert bool(found(check_in({"pain": 4}, number=1), check_in({"pain": 8}, by="family_caregiver", number=2, at=MORNING + apart))) is named


@pytest.mark.parametrize(("other", "named"), [(59, False), (60, True)])
def test_on_a_finer_scale_a_fifth_of_it_is_needed(other: int, named: bool) -> None:
    hundred = structs.replace(DAILY, id="own-hundred", scale=Scale(0, 100), bands=None)
    reports = [check_in({"pain": 40}, form=hundred, number=1), check_in({"pain": other}, form=hundred, by="family_caregiver", number=2)]
    assert bool(discordances(reports, {**ALL, (hundred.id, hundred.version): hundred})) is named


def test_it_names_both_answers_with_their_check_ins() -> None:
    (one,) = pair(4, 8)
    assert (one.item, one.label, one.respondent, one.patient.score, one.other.score) == ("pain", "Pain", "family_caregiver", 4, 8)
    assert (one.patient.check_in_id.int, one.other.check_in_id.int, one.version) == (1, 2, 1)


def test_only_the_newest_answer_of_each_counts() -> None:
    earlier = check_in({"pain": 9}, by="family_caregiver", number=1, at=MORNING - timedelta(hours=5))
    assert found(check_in({"pain": 4}, number=2), earlier, check_in({"pain": 5}, by="family_caregiver", number=3)) == []


def test_a_skipped_question_leaves_the_answer_before_it_the_newest() -> None:
    earlier = check_in({"pain": 9}, by="family_caregiver", number=1, at=MORNING - timedelta(hours=5))
    assert found(check_in({"pain": 4}, number=2), earlier, check_in({"pain": None, "nausea": 1}, by="family_caregiver", number=3))


@pytest.mark.parametrize("form", [ESAS, PAST_WEEK])
def test_different_questionnaires_and_times_asked_about_are_never_compared(form: object) -> None:
    assert found(check_in({"pain": 2}, number=1), check_in({"pain": 9}, by="family_caregiver", number=2, form=form)) == []  # type: ignore[arg-type]


def test_two_people_who_answer_for_the_patient_are_each_compared_with_the_patient_only() -> None:
    family, professional = check_in({"pain": 9}, by="family_caregiver", number=1), check_in({"pain": 2}, by="professional_caregiver", number=2)
    assert found(family, professional) == []
    assert [(one.respondent, one.apart) for one in found(family, professional, check_in({"pain": 4}, number=3))] == [
        ("family_caregiver", 5), ("professional_caregiver", -2),
    ]  # fmt: skip


@pytest.mark.parametrize(("own", "other", "named"), [(2, 3, True), (2, 2, False)])
def test_on_a_short_scale_the_same_share_of_it_counts(own: int, other: int, named: bool) -> None:
    assert bool(found(check_in({"pain": own}, form=GRADES, number=1), check_in({"pain": other}, form=GRADES, by="family_caregiver", number=2))) is named


def test_where_low_is_bad_a_lower_number_is_worse() -> None:
    (one,) = found(check_in({"pain": 8}, form=LOWER_IS_WORSE, number=1), check_in({"pain": 3}, form=LOWER_IS_WORSE, by="family_caregiver", number=2))
    assert one.apart == 5


REPORTS = st.lists(
    st.builds(
        lambda number, hours, score, by: check_in({"pain": score}, number=number, at=MORNING - timedelta(hours=hours), by=by, form=DAILY),
        st.integers(1, 99), st.integers(0, 60), st.integers(0, 10), st.sampled_from(["patient", "family_caregiver", "professional_caregiver"]),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)  # fmt: skip


@given(REPORTS, st.randoms())
def test_the_order_in_which_reports_arrive_changes_nothing(reports: list[RecentCheckIn], draw: object) -> None:
    shuffled = list(reports)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert discordances(shuffled, ALL) == discordances(reports, ALL)
