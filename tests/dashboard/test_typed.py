"""Numbers and days as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.typed import Amount, Unreadable, amount, names, partial_date


@pytest.mark.parametrize(
    ("text", "read"),
    [("62", Amount(62)), (" 62.4 ", Amount(62.4)), ("62,4", Amount(62.4)), ("<3", Amount(3, "<")), ("> 0,5", Amount(0.5, ">")), ("-2", Amount(-2)), ("−2", Amount(-2)), ("0,125", Amount(0.125)), ("1234", Amount(1234))],
)
def test_a_number_is_read_with_a_comma_or_a_point(text: str, read: Amount) -> None:
    assert amount(text) == read


@pytest.mark.parametrize("text", ["1,234", "< 12,500", "1,234,567"])
def test_a_comma_that_could_be_either_is_asked_about(text: str) -> None:
    with pytest.raises(Unreadable, match="without the comma"):
        amount(text)


@pytest.mark.parametrize("text", ["", "7o", "1.2.3", "12 kg", "<", "1e5", "nan", "1,5,2"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable):
        amount(text)


@given(st.floats(-1000, 1000).map(lambda number: round(number, 2)))
def test_any_number_up_to_the_thousands_is_read_as_it_was_written(number: float) -> None:
    assert amount(f"{number:.2f}").number == pytest.approx(number) == amount(f"{number:.2f}".replace(".", ",")).number


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2026-03-02", "2026-03-02"),
        ("March 2026", "2026-03"),
        ("mar 2026", "2026-03"),
        ("03/2026", "2026-03"),
        ("2 March 2026", "2026-03-02"),
        ("2 Mar 2026", "2026-03-02"),
        ("2.3.2026", "2026-03-02"),
    ],
)
def test_a_day_is_as_exact_as_it_was_written(text: str, read: str) -> None:
    assert partial_date(text) == read


@pytest.mark.parametrize("text", ["", "05/06/2023", "26", "30 February 2026", "2026-13", "last spring"])
def test_a_day_that_could_be_two_or_none_is_asked_about(text: str) -> None:
    with pytest.raises(Unreadable, match="Write it as"):
        partial_date(text)


def test_names_are_told_apart_by_commas() -> None:
    assert names(" liver, bone ;lung,, ") == ["liver", "bone", "lung"]
