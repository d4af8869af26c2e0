"""Both sides of every threshold, in Berlin: 2 March 2026 is a Monday; clocks go forward on 29 March and back on 25 October."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.silence import Expectation, begins_at, finding, heard_at, is_told_anew, last_of, level, looked_at_again, silent, worst_of
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.questionnaires import ALL, PAST_WEEK, check_in

BERLIN = ZoneInfo("Europe/Berlin")
DAILY = Expectation(times_a_day=1, zone="Europe/Berlin", care="palliative")


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def expected(**changes: Any) -> Expectation:
    return Expectation(**{"times_a_day": 1, "zone": "Europe/Berlin", "care": "palliative", **changes})


@pytest.mark.parametrize(("now", "is_silent"), [(at(4, 23, 59), False), (at(5), True)])
def test_two_whole_days_after_a_moderate_report(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "moderate", DAILY, now) is not None) is is_silent


@pytest.mark.parametrize(("now", "is_silent"), [(at(3, 23, 59), False), (at(4), True)])
def test_one_whole_day_after_a_severe_report(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "severe", DAILY, now) is not None) is is_silent


@pytest.mark.parametrize(("now", "missed"), [(at(2, 23, 59), 0), (at(3), 1), (at(3, 12), 2), (at(4), 3)])
def test_twice_a_day_is_missed_by_half_days(now: datetime, missed: int) -> None:
    found = silent(at(2, 9), "severe", expected(times_a_day=2), now)
    assert (found.missed if found else 0) == missed


@pytest.mark.parametrize("care", ["died", "discharged"])
def test_nobody_is_asked_for_who_has_died_or_left(care: Any) -> None:
    assert silent(at(2, 9), "severe", expected(care=care), at(20)) is None


@pytest.mark.parametrize(("now", "is_silent"), [(at(11), False), (at(12), False), (at(13), True)])
def test_a_pause_is_no_silence_and_counting_begins_after_it(now: datetime, is_silent: bool) -> None:
    assert (silent(at(2, 9), "moderate", expected(expected_from=at(10, 12)), now) is not None) is is_silent


def test_a_pause_that_ends_at_midnight_leaves_that_day_to_be_heard() -> None:
    assert silent(at(2, 9), "moderate", expected(expected_from=at(10)), at(12)) is not None
    assert silent(at(2), "severe", DAILY, at(3)) is None  # but a report at midnight was heard that day


def test_somebody_never_heard_is_not_silent() -> None:
    assert silent(None, None, DAILY, at(20)) is None


@pytest.mark.parametrize(("day", "month"), [(28, 3), (24, 10)])
def test_the_night_that_clocks_change_makes_no_difference(day: int, month: int) -> None:
    after = datetime(2026, month, day, 9, tzinfo=BERLIN)
    midnight = datetime.combine(after.date() + timedelta(days=2), datetime.min.time(), BERLIN)
    assert silent(after.astimezone(UTC), "severe", DAILY, midnight.astimezone(UTC) - timedelta(seconds=1)) is None
    assert silent(after.astimezone(UTC), "severe", DAILY, midnight.astimezone(UTC)) is not None


def test_silence_after_a_worse_report_ranks_higher_however_long_the_other_is() -> None:
    one_day, weeks = silent(at(2, 9), "severe", DAILY, at(4)), silent(at(2, 9), "moderate", DAILY, at(30))
    assert one_day and weeks and one_day.rank > weeks.rank


@pytest.mark.parametrize(("days", "said"), [(60, "59 expected reports missed."), (61, "more than 60 expected reports missed."), (90, "more than 60 expected reports missed.")])
def test_sixty_days_are_looked_back_and_what_is_longer_is_more_than_that(days: int, said: str) -> None:
    heard = datetime(2026, 3, 2, 9, tzinfo=UTC)
    found = silent(heard, "mild", expected(zone="UTC"), heard + timedelta(days=days))
    assert found is not None and found.sentence == f"Not heard of: {said}"


def test_the_sentence_counts_and_says_how_the_last_one_was() -> None:
    severe, mild = silent(at(2, 9), "severe", DAILY, at(4)), silent(at(2, 9), "mild", DAILY, at(6))
    assert severe and severe.sentence == "Not heard of: 1 expected report missed; the last one was severe."
    assert mild and mild.sentence == "Not heard of: 3 expected reports missed."


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)), st.integers(0, 80 * 24), st.integers(1, 12))
def test_waiting_longer_never_makes_it_less_silent(heard: datetime, hours: int, a_day: int) -> None:
    now = heard + timedelta(hours=hours)
    earlier, later = (silent(heard, "severe", expected(times_a_day=a_day), moment) for moment in (now, now + timedelta(days=1)))
    assert (later.missed if later else 0) >= min(earlier.missed if earlier else 0, 60 * a_day - a_day)


ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo", "UTC"]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))


@given(MOMENTS, st.none() | MOMENTS, st.integers(1, 12), st.sampled_from(ZONES), st.integers(1, 10), st.integers(1, 10), st.sampled_from(["severe", "mild", None]))
def test_silence_begins_at_the_first_moment_at_which_it_is_found(
    heard: datetime, expected_from: datetime | None, a_day: int, zone: str, missed: int, after_severe: int, worst: Any
) -> None:
    one = Expectation(times_a_day=a_day, zone=zone, care="hospice", expected_from=expected_from, missed=missed, missed_after_severe=after_severe)
    begins = begins_at(heard, worst, one)
    assert begins is not None and silent(heard, worst, one, begins) is not None and silent(heard, worst, one, begins - timedelta(microseconds=1)) is None


def test_where_nothing_is_expected_silence_never_begins() -> None:
    assert begins_at(None, None, DAILY) is None and begins_at(at(2), "severe", expected(care="died")) is None
    assert begins_at(at(2), "severe", expected(expected_from=datetime(9999, 12, 31, 12, tzinfo=UTC))) is None


@pytest.mark.parametrize(("now", "again"), [(at(4), at(5)), (at(4, 23, 59), at(5)), (at(28, 12), at(29)), (at(29, 12), at(30))])
def test_it_is_looked_at_again_at_the_patient_s_next_midnight(now: datetime, again: datetime) -> None:
    assert looked_at_again(DAILY, now) == again


@pytest.mark.parametrize(
    ("told", "new", "now", "anew"),
    [("review", "review", at(5, 23, 59), False), ("review", "review", at(6), True), ("review", "soon", at(5, 2), True), ("soon", "review", at(5, 2), False)],
)
def test_it_is_told_anew_on_another_day_or_where_it_is_worse(told: Any, new: Any, now: datetime, anew: bool) -> None:
    assert is_told_anew(DAILY, told, new, at(5, 1), now) is anew


@pytest.mark.parametrize(
    ("recent", "worst"),
    [
        ([], None),
        ([check_in({"pain": 7, "nausea": 1})], "severe"),
        ([check_in({"pain": 6}), check_in({"pain": 9}, days_ago=1)], "moderate"),
        ([check_in({}, number=2), check_in({"pain": 8}, number=1)], "severe"),
        ([check_in({"pain": 1}, by="family_caregiver", number=2), check_in({"pain": 4}, number=1)], "moderate"),
        ([check_in({}, asks_for="help_now")], "severe"),
        ([check_in({}, asks_for="call_back")], None),
        ([check_in({"pain": 9}, form=PAST_WEEK)], None),
        ([check_in({"pain": 0})], "none"),
    ],
)
def test_how_bad_the_last_report_was_is_the_worst_of_its_day(recent: list[RecentCheckIn], worst: Any) -> None:
    assert worst_of(recent, ALL) == worst


@pytest.mark.parametrize(("worst", "expected_level", "missing"), [("severe", "soon", []), ("moderate", "review", []), (None, "review", ["the last report names no severity"])])
def test_the_finding_names_what_it_stands_on(worst: Any, expected_level: str, missing: list[str]) -> None:
    last = check_in({"pain": 8}, number=7, by="family_caregiver")
    found = silent(last.at, worst, DAILY, last.at + timedelta(days=5))
    assert found is not None and level(found) == expected_level
    said = finding(found, last, DAILY)
    assert (said.rule, said.version, said.item, said.respondent, said.missing) == ("silence", 2, None, "family_caregiver", missing)
    assert (said.inputs[0].check_in_id, said.inputs[0].at, said.sentence) == (last.id, last.at, found.sentence)
    assert said.thresholds == {"missed": 1 if worst == "severe" else 2, "a_day": 1}


def switched(**changes: Any) -> Expectation:
    """Since noon of 2 March others answer for the patient."""
    return expected(answered_by="proxy", expected_from=at(2, 12), **changes)


def test_where_others_answer_the_patient_s_own_reports_are_not_those_that_are_expected() -> None:
    own, ben_s = check_in({"pain": 3}, number=2), check_in({"pain": 3}, number=1, days_ago=1, by="family_caregiver")
    assert heard_at([own, ben_s], own.at, switched()) == ben_s.at
    assert heard_at([own, ben_s], own.at, DAILY) == own.at, "and otherwise anybody's are"
    assert last_of([own, ben_s], switched()) is ben_s and last_of([own, ben_s], DAILY) is own


def test_where_nobody_has_answered_yet_it_counts_from_the_switch() -> None:
    own = check_in({"pain": 3})
    assert heard_at([own], own.at, switched()) == at(2, 12)
    assert heard_at([own], own.at, expected(answered_by="proxy")) == own.at
    assert heard_at([], None, switched()) is None, "nobody ever said anything: the list says so"


@pytest.mark.parametrize(("now", "is_silent"), [(at(4, 23, 59), False), (at(5), True)])
def test_two_whole_days_after_the_switch_without_a_word_of_others(now: datetime, is_silent: bool) -> None:
    found = silent(at(2, 12), "moderate", switched(), now)
    assert (found is not None) is is_silent
    if found:
        assert found.sentence == "Nobody has answered for the patient: 2 expected reports missed; the last one was moderate."
