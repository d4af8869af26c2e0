"""What is due, from when, until when and by whom; what closes it; and what ends with a death or a discharge."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules import due_items as rules
from schemas.benefit_periods import Addendum, AnyEntry, Certification, Election, Ending, FaceToFace, Notice
from schemas.due_items import DueItem
from schemas.entries import Entry
from schemas.facts import FollowUp
from schemas.patients import Patient

ADA, ONE = UUID(int=7), UUID(int=1)
ELECTED_ON = date(2026, 1, 1)
RECORDED = datetime(2026, 1, 1, 12, tzinfo=UTC)


def entry(first_id: UUID | None = None, **marks: Any) -> Entry:
    one = first_id or uuid4()
    return Entry(id=one, first_id=one, patient_id=ADA, recorded_at=RECORDED, recorded_by="Nadia", **marks)


def election(on: date = ELECTED_ON, **said: Any) -> Election:
    usual: dict[str, Any] = {"payer": "medicare", "previous_periods": 0, "entry": entry(ONE), "first_recorded_at": RECORDED}
    return Election(on=on, **(usual | said))


def certified(on: date, period: int = 1, form: Any = "written", by_a: Any = "hospice_physician") -> Certification:
    return Certification(on=on, election_id=ONE, period=period, form=form, by="Dr Okoro", by_a=by_a, entry=entry())


def seen(on: date, period: int = 3, exception: str | None = None) -> FaceToFace:
    return FaceToFace(on=on, election_id=ONE, period=period, by="Dr Okoro", by_a="hospice_physician", exception=exception, entry=entry())


def ended(on: date, because: Any) -> Ending:
    return Ending(on=on, election_id=ONE, because=because, entry=entry())


def patient(care: Any = "hospice", since_on: date = ELECTED_ON, zone: str = "America/New_York") -> Patient:
    return Patient(id=ADA, organisation_id=UUID(int=9), name="Ada", care=care, care_since_on=since_on, zone=zone, enrolled_at=RECORDED)


def due(today: date, *entries: AnyEntry, care: Any = "hospice", first_day: bool = False) -> dict[str, DueItem]:
    """By kind and period."""
    found = rules.due(rules.View(patient(care), today, first_day), entries)
    return {f"{item.kind} {item.period or ''}".strip(): item for item in found}


def test_an_election_asks_for_its_notice_and_its_first_certification() -> None:
    found = due(ELECTED_ON, election())
    assert set(found) == {"notice_of_election", "certification 1"}
    assert (found["notice_of_election"].due_on, found["certification 1"].due_on) == (date(2026, 1, 6), date(2026, 1, 3))
    assert (found["certification 1"].opens_on, found["certification 1"].by_whom) == (date(2025, 12, 17), "a physician of the hospice")


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 5, 30), "later"),
        (date(2026, 5, 31), "open"),
        (date(2026, 6, 14), "open"),  # 15 days before
        (date(2026, 6, 15), "within_14_days"),
        (date(2026, 6, 21), "within_14_days"),  # 8
        (date(2026, 6, 22), "within_7_days"),
        (date(2026, 6, 29), "within_7_days"),  # the last day
        (date(2026, 6, 30), "overdue"),
    ],
)
def test_the_encounter_is_warned_of_at_14_and_7_days(today: date, standing: str) -> None:
    assert due(today, election())["face_to_face 3"].standing == standing


@pytest.mark.parametrize(("today", "listed"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_a_window_is_listed_60_days_before_it_opens(today: date, listed: bool) -> None:
    assert ("face_to_face 3" in due(today, election())) == listed


@pytest.mark.parametrize(("on", "closed"), [(date(2026, 5, 30), False), (date(2026, 5, 31), True), (date(2026, 6, 29), True), (date(2026, 6, 30), False)])
def test_an_encounter_counts_within_its_window(on: date, closed: bool) -> None:
    found = due(date(2026, 7, 1), election(), seen(on)).get("face_to_face 3")
    assert (found is None) == closed
    if found:
        assert str(on) in (found.note or "")


def test_on_the_first_day_it_counts_where_the_organisation_says_so() -> None:
    assert "face_to_face 3" not in due(date(2026, 7, 1), election(), seen(date(2026, 6, 30)), first_day=True)
    assert due(date(2026, 6, 30), election(), first_day=True)["face_to_face 3"].standing == "within_7_days"
    assert "face_to_face 3" in due(date(2026, 7, 1), election(), seen(date(2026, 7, 1)), first_day=True)


@pytest.mark.parametrize(("on", "exception", "closed"), [(1, None, False), (1, "Admitted on a Sunday", False), (3, "Admitted on a Sunday", True), (3, None, False), (4, "Admitted on a Sunday", False)])
def test_a_reason_counts_within_two_days_of_an_admission(on: int, exception: str | None, closed: bool) -> None:
    """On 1 January she is in her first period, on the others in her third, of which the window closed before."""
    before = 0 if on == 1 else 2
    found = due(date(2026, 1, 5) if before else date(2026, 7, 3), election(previous_periods=before), seen(date(2026, 1, on) if before else date(2026, 7, 2), 3, exception))
    assert ("face_to_face 3" not in found) == closed


def test_who_has_had_two_periods_elsewhere_needs_the_encounter_at_once() -> None:
    found = due(ELECTED_ON, election(previous_periods=2))
    assert (found["face_to_face 3"].standing, "new admission" in (found["face_to_face 3"].note or "")) == ("overdue", True)


def test_that_nobody_knows_the_previous_periods_is_itself_due() -> None:
    assert due(ELECTED_ON, election(previous_periods=None))["previous_periods"].standing == "within_7_days"


@pytest.mark.parametrize(("on", "left"), [(date(2025, 12, 16), "certification 1"), (date(2025, 12, 17), None), (date(2026, 1, 3), None), (date(2026, 1, 9), None)])
def test_a_certification_may_be_15_days_early_and_not_more(on: date, left: str | None) -> None:
    assert set(due(date(2026, 1, 10), election(), certified(on))) == {"notice_of_election", *filter(None, [left])}


def test_a_spoken_certification_holds_the_term_and_is_still_to_be_written() -> None:
    found = due(date(2026, 1, 10), election(), certified(date(2026, 1, 2), form="oral"))
    assert "certification 1" not in found
    assert (found["written_certification 1"].standing, found["written_certification 1"].due_on) == ("undated", None)
    assert "written_certification 1" not in due(date(2026, 1, 10), election(), certified(date(2026, 1, 2), form="oral"), certified(date(2026, 1, 9)))


def test_the_attending_physician_s_certification_is_an_item_of_its_own() -> None:
    one = election(attending="Dr Lee")
    items = rules.due(rules.View(patient(), ELECTED_ON, False), [one, certified(ELECTED_ON)])
    assert [(item.kind, item.by_whom) for item in items if item.period] == [("certification", "the attending physician")]
    assert len({item.key for item in rules.due(rules.View(patient(), ELECTED_ON, False), [one])}) == 3


@pytest.mark.parametrize(("asked_on", "due_on"), [(date(2026, 1, 5), date(2026, 1, 10)), (date(2026, 1, 6), date(2026, 1, 9))])
def test_an_addendum_is_due_until_it_is_given(asked_on: date, due_on: date) -> None:
    asked = Addendum(on=asked_on, election_id=ONE, entry=entry())
    assert due(asked_on, election(), asked)["addendum"].due_on == due_on
    assert "addendum" not in due(asked_on, election(), Addendum(on=asked_on, election_id=ONE, given_on=asked_on, entry=entry()))


@pytest.mark.parametrize(("because", "notice"), [("revoked", True), ("discharged", True), ("transferred", False), ("died", False)])
def test_the_end_of_an_election_ends_what_was_due_and_may_need_a_notice(because: str, notice: bool) -> None:
    found = due(date(2026, 6, 1), election(), ended(date(2026, 5, 20), because), care="discharged")
    assert set(found) == ({"notice_of_termination"} if notice else set())
    if notice:
        assert (found["notice_of_termination"].due_on, found["notice_of_termination"].standing) == (date(2026, 5, 25), "overdue")
        filed = Notice(on=date(2026, 5, 25), election_id=ONE, about="termination", entry=entry())
        assert due(date(2026, 6, 1), election(), ended(date(2026, 5, 20), because), filed, care="discharged") == {}


@pytest.mark.parametrize("care", ["died", "discharged"])
def test_nothing_of_a_running_election_is_due_after_a_death_or_a_discharge(care: str) -> None:
    assert due(date(2026, 6, 29), election(), care=care) == {}


def test_care_and_election_that_do_not_go_together_are_asked_about() -> None:
    assert set(due(date(2026, 3, 1))) == {"election"}
    assert set(due(date(2026, 3, 1), care="palliative")) == set()
    assert "ending" in due(date(2026, 3, 1), election(), care="palliative")
    assert "ending" not in due(date(2025, 12, 20), election(), care="palliative")  # it begins in two weeks
    again = due(date(2026, 6, 1), election(), ended(date(2026, 5, 20), "revoked"))
    assert set(again) == {"election", "notice_of_termination"} and again["election"].due_on == date(2026, 5, 20)


@pytest.mark.parametrize(("payer", "kinds"), [("medicare", {"notice_of_election", "certification"}), ("medicaid", {"certification"}), ("chip", {"certification"}), ("other", set())])
def test_medicare_s_rules_are_followed_for_who_is_paid_by_it(payer: str, kinds: set[str]) -> None:
    assert {item.kind for item in due(ELECTED_ON, election(payer=payer)).values()} == kinds


def test_what_no_longer_stands_closes_nothing() -> None:
    wrong = Certification(
        on=ELECTED_ON, election_id=ONE, period=1, form="written", by="Dr Okoro", by_a="hospice_physician",
        entry=entry(entered_in_error_at=RECORDED, entered_in_error_reason="Ada's namesake"),
    )  # fmt: skip
    assert "certification 1" in due(ELECTED_ON, election(), wrong)


def test_who_comes_within_a_period_owes_nothing_of_it_but_the_next() -> None:
    found = due(date(2026, 3, 1), election(on=date(2026, 2, 10), previous_periods=1, period_began_on=ELECTED_ON))
    assert set(found) == {"face_to_face 3", "certification 3"}


def test_what_was_over_before_the_election_came_to_balm_is_not_followed_up() -> None:
    late = election(first_recorded_at=datetime(2026, 6, 30, 3, tzinfo=UTC))  # in New York still 29 June, the last day of the second period
    assert "certification 2" in due(date(2026, 7, 1), late) and "certification 1" not in due(date(2026, 7, 1), late)
    later = election(first_recorded_at=datetime(2026, 6, 30, 5, tzinfo=UTC))
    assert "certification 2" not in due(date(2026, 7, 1), later) and "certification 3" in due(date(2026, 7, 1), later)


def test_a_hope_follow_up_is_due_until_there_was_a_visit_or_a_reason() -> None:
    rating = {"assessment_id": ONE, "rated_on": ELECTED_ON, "due_on": date(2026, 1, 3), "symptoms": ["pain", "shortness_of_breath"]}
    found = rules.of_follow_up(patient(), date(2026, 1, 4), FollowUp(**rating))
    assert found and (found.standing, found.words) == ("overdue", "HOPE follow-up visit: pain, shortness of breath")
    assert rules.of_follow_up(patient(), date(2026, 1, 4), FollowUp(**rating, visited_on=date(2026, 1, 2))) is None
    assert rules.of_follow_up(patient(), date(2026, 1, 4), FollowUp(**rating, missed_because="declined")) is None


@given(st.integers(0, 800), st.integers(0, 6), st.lists(st.sampled_from([1, 2, 3, 4, 5, 6]), max_size=6))
def test_every_period_that_has_begun_is_certified_or_due(after: int, previous: int, written: list[int]) -> None:
    """Nothing falls due unseen: whatever stands on record, each period that has begun either has its certification or asks for it."""
    one, today = election(previous_periods=previous), ELECTED_ON + timedelta(days=after)
    begun = rules.benefit_periods.periods(one, None, today)
    entries = [certified(period.begins_on, period.number) for period in begun if period.number in written]
    asked = {item.period for item in rules.due(rules.View(patient(), today, False), [one, *entries]) if item.kind == "certification"}
    assert {period.number for period in begun} <= asked | {entry.period for entry in entries}


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(today: date, shuffle: Any) -> None:
    entries: list[AnyEntry] = [election(), certified(ELECTED_ON), seen(date(2026, 6, 10)), certified(date(2026, 3, 30), 2, "oral")]
    before = sorted(rules.due(rules.View(patient(), today, False), entries), key=rules.order)
    shuffle.shuffle(entries)
    assert sorted(rules.due(rules.View(patient(), today, False), entries), key=rules.order) == before


def test_the_list_begins_with_what_is_overdue() -> None:
    found = sorted(rules.due(rules.View(patient(), date(2026, 6, 20), False), [election(), certified(ELECTED_ON, form="oral")]), key=rules.order)
    assert [item.standing for item in found] == ["overdue", "overdue", "within_14_days", "within_14_days", "undated", "later", "later"]
    assert [item.due_on for item in found[:2]] == [date(2026, 1, 6), date(2026, 4, 3)]
