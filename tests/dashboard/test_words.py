from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import words
from schemas.instruments import Bands
from tests.dashboard.charts import ADA, BANDS, NOON, check_in, instrument

ORDER = ("none", "mild", "moderate", "severe")
UPSIDE_DOWN = Bands(80, 60, 40, "ours")


@pytest.mark.parametrize(("score", "word"), [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe"), (10, "severe")])
def test_a_score_has_the_word_that_the_instrument_gives_it(score: int, word: str) -> None:
    assert words.band(BANDS, "higher", score) == word == words.word_for(instrument(), score)


@pytest.mark.parametrize(("score", "word"), [(100, "none"), (81, "none"), (80, "mild"), (61, "mild"), (60, "moderate"), (41, "moderate"), (40, "severe")])
def test_where_lower_is_worse_the_words_go_the_other_way(score: int, word: str) -> None:
    assert words.band(UPSIDE_DOWN, "lower", score) == word


def test_an_instrument_that_names_no_bands_gets_no_word() -> None:
    assert words.band(None, "higher", 10) is None and words.word_for(instrument(bands=None), 10) == ""


@given(st.integers(0, 100), st.integers(0, 100), st.sampled_from([(Bands(10, 40, 70, "ours"), "higher"), (UPSIDE_DOWN, "lower")]))
def test_a_worse_score_never_has_a_milder_word(first: int, second: int, scale: tuple[Bands, str]) -> None:
    bands, worse = scale
    good, bad = sorted((first, second), reverse=worse == "lower")
    assert ORDER.index(words.band(bands, worse, good)) <= ORDER.index(words.band(bands, worse, bad))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delta", "days", "said"),
    [
        (None, None, ""),
        (0, 7, "same as a week before"),
        (3, 7, "3 worse than a week before"),
        (-2, 7, "2 better than a week before"),
        (1, 9, "1 worse than 9 days before"),
        (0, 14, "same as 14 days before"),
    ],
)
def test_a_change_is_said_in_words_against_the_day_it_is_against(delta: int | None, days: int | None, said: str) -> None:
    assert words.change(delta, days) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=60), "60 days"),
        (timedelta(days=61), "2 months"),
        (timedelta(days=730), "23 months"),
        (timedelta(days=731), "2 years"),
    ],
)
def test_a_span_is_said_in_its_largest_whole_unit(length: timedelta, said: str) -> None:
    assert words.span(length) == said


def test_a_moment_is_said_as_clocks_show_it_there_on_both_sides_of_the_change_to_summer_time() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert words.moment(before, "Europe/Berlin") == "Sun 29 Mar 2026, 01:59"
    assert words.moment(before + timedelta(minutes=1), "Europe/Berlin") == "Sun 29 Mar 2026, 03:00"
    assert words.short_moment(before, "America/New_York") == "28 Mar, 20:59"


@pytest.mark.parametrize(("on", "age"), [(date(2027, 2, 27), 6), (date(2027, 2, 28), 6), (date(2027, 3, 1), 7), (date(2028, 2, 29), 8)])
def test_who_was_born_on_a_leap_day_is_a_year_older_from_the_first_of_march(on: date, age: int) -> None:
    assert words.age(date(2020, 2, 29), on) == age


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_nobody_grows_younger(born_on: date, days: int) -> None:
    today = born_on + timedelta(days=days)
    assert 0 <= words.age(born_on, today) <= words.age(born_on, today + timedelta(days=1)) <= words.age(born_on, today) + 1


def test_an_answer_that_came_more_than_twelve_hours_later_is_marked_and_one_at_twelve_is_not() -> None:
    recorded = NOON - timedelta(hours=12)
    assert words.marks(check_in(0, recorded_at=recorded, received_at=NOON)) == []
    assert words.marks(check_in(0, recorded_at=recorded - timedelta(seconds=1), received_at=NOON)) == ["reached us 12 hours later"]


def test_a_phone_s_clock_is_marked_when_it_is_ahead_by_more_than_people_would_notice() -> None:
    assert words.marks(check_in(0, recorded_at=NOON + words.CLOCK, received_at=NOON)) == []
    (mark,) = words.marks(check_in(0, recorded_at=NOON + words.CLOCK + timedelta(seconds=1), received_at=NOON))
    assert "clock was ahead" in mark


def test_a_correction_says_so() -> None:
    assert words.marks(check_in(0, corrects=ADA)) == ["corrected"]


def test_counting_and_listing_are_english() -> None:
    assert (words.counted(1, "patient"), words.counted(0, "patient"), words.counted(1200, "check-in")) == ("1 patient", "0 patients", "1,200 check-ins")
    assert [words.listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(("asks", "said"), [(None, []), ("help_now", ["asked for help now"]), ("call_back", ["asked to be called"])])
def test_what_was_asked_for_is_a_mark(asks: Any, said: list[str]) -> None:
    assert words.marks(check_in(1, asks_for=asks)) == said


@pytest.mark.parametrize(
    ("now", "said"), [(None, "1 Mar, 13:00"), (datetime(2026, 12, 31, tzinfo=UTC), "1 Mar, 13:00"), (datetime(2027, 1, 1, tzinfo=UTC), "1 Mar 2026, 13:00")]
)
def test_a_moment_of_another_year_says_so(now: datetime | None, said: str) -> None:
    assert words.short_moment(datetime(2026, 3, 1, 12, tzinfo=UTC), "Europe/Berlin", now) == said


@pytest.mark.parametrize(("words_", "said"), [("weight 62 kg", "Weight 62 kg"), ("pCO2 51 mmHg", "pCO2 51 mmHg"), ("pH: none on record", "pH: none on record"), ("PPS", "PPS"), ("a", "A"), ("", "")])
def test_a_sentence_begins_with_a_capital_but_for_names_that_have_one_inside(words_: str, said: str) -> None:
    assert words.sentence(words_) == said
