"""The small drawings: nothing is drawn that nobody said."""

import re
from pathlib import Path
from typing import Any

import pytest

from api.family import pages
from api.family.pages import EDGE, HEIGHT, WIDTH, Block, block
from api.family.words import Words
from api.rules.summaries import summary
from schemas.shares import Scope
from tests.api.rules.questionnaires import ALL, LOWER_IS_WORSE
from tests.api.rules.test_summaries import TODAY, pains

EN = Words("en")
SCRIPT = (Path(pages.__file__).parent / "files" / "family.js").read_text()


def drawn(*scores: tuple[int, int], **given: Any) -> Block:
    (one,) = summary(pains(*scores, **given), ALL, Scope(symptoms=["pain"]), TODAY).symptoms
    return block(one, TODAY, EN)


def test_no_line_runs_through_days_of_which_nothing_is_known() -> None:
    found = drawn((0, 2), (1, 2), (3, 4), (6, 4), (20, 1))
    assert len(found.dots) == 5 and [len(line.split()) for line in found.lines] == [3]


def test_today_stands_at_the_right_also_where_the_newest_answer_is_older() -> None:
    dots = drawn((10, 2), (20, 2)).dots
    assert [x for x, _ in dots] == [EDGE, EDGE + (WIDTH - 2 * EDGE) / 2]
    assert [x for x, _ in drawn((0, 2), (1, 2)).dots] == [EDGE, WIDTH - EDGE]


def test_one_day_is_no_drawing() -> None:
    found = drawn((0, 2), (0, 5))
    assert found.sentences and not found.dots and not found.axis


def test_bad_is_up_and_the_edges_are_named() -> None:
    found = drawn((0, 10), (1, 0))
    assert [y for _, y in found.dots] == [HEIGHT - EDGE, EDGE]
    assert found.axis == "Sunday 1 March to Monday 2 March. 0 at the bottom, 10 at the top."
    upside_down = drawn((0, 0), (1, 10), form=LOWER_IS_WORSE)
    assert [y for _, y in upside_down.dots] == [HEIGHT - EDGE, EDGE] and upside_down.axis.endswith("10 at the bottom, 0 at the top.")


@pytest.mark.parametrize(("written", "dialled"), [("+49 30 555/01-00", "+49305550100"), ("(030) 555 0100", "0305550100"), ("911", "911")])
def test_a_number_is_dialled_without_what_is_written_for_people(written: str, dialled: str) -> None:
    assert pages.dial(written) == dialled


def test_an_open_page_asks_often_enough_to_go_blank_within_five_seconds() -> None:
    (often,) = re.findall(r"setInterval\(look, (\d+)\)", SCRIPT)
    assert int(often) <= 4000, "a second for the answer"


def test_the_script_runs_on_old_phones_too() -> None:
    """One word that they don't know, and none of it runs: then an ended page would stay."""
    assert not re.search(r"=>|`|\b(const|let|async|await|class|fetch)\b|\.\.\.|\?\.|\?\?|catch \{|replaceChildren", SCRIPT.partition("\n")[2])
