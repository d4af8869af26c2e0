from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.hospice.logic import in_words, joined, joined_since

statuses = st.lists(st.sampled_from(["met", "not_met", "unknown"]), max_size=6)
needs = st.sampled_from(["all", "any", 1, 2, 3])


@pytest.mark.parametrize(
    ("asked", "given_", "wanted"),
    [
        ("all", ["met", "met"], "met"),
        ("all", ["met", "unknown"], "unknown"),
        ("all", ["unknown", "not_met"], "not_met"),
        ("all", [], "met"),
        ("any", ["not_met", "met"], "met"),
        ("any", ["not_met", "unknown"], "unknown"),
        ("any", ["unknown", "met"], "met"),
        ("any", ["not_met", "not_met"], "not_met"),
        ("any", [], "not_met"),
        (3, ["met", "met", "met", "not_met"], "met"),
        (3, ["met", "met", "unknown", "not_met"], "unknown"),
        (3, ["met", "met", "not_met", "not_met"], "not_met"),
        (3, ["met", "unknown", "not_met", "not_met"], "not_met"),
    ],
)
def test_truth_tables(asked: Any, given_: Any, wanted: str) -> None:
    assert joined(asked, given_) == wanted


@given(needs, statuses)
def test_an_unknown_is_exactly_what_more_knowledge_could_decide_either_way(asked: Any, found: Any) -> None:
    holes = [n for n, one in enumerate(found) if one == "unknown"]
    possible = set()
    for filling in product(["met", "not_met"], repeat=len(holes)):
        filled = list(found)
        for n, answer in zip(holes, filling, strict=True):
            filled[n] = answer
        possible.add(joined(asked, filled))
    assert possible == ({"met", "not_met"} if joined(asked, found) == "unknown" else {joined(asked, found)})


@pytest.mark.parametrize(("asked", "wanted"), [("all", 3), ("any", 1), (2, 2)])
def test_met_since_the_day_on_which_enough_were_met(asked: Any, wanted: int) -> None:
    assert joined_since(asked, [date(2026, 1, 3), date(2026, 1, 1), date(2026, 1, 2)], 3) == date(2026, 1, wanted)


def test_what_is_asked_is_said_in_words() -> None:
    assert [in_words(asked) for asked in ("all", "any", 3, 0)] == ["all of these", "any of these", "at least 3 of these", "no number is asked for"]
