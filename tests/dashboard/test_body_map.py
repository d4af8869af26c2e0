"""Where it hurts, beside the pain line: the last answer that says so, how it moved, and never an old one as if it were today's."""

import re
from base64 import b64decode
from typing import Any, get_args

import pytest

from dashboard import cards
from dashboard.figures import body
from schemas.body_regions import BodyRegion
from schemas.check_ins import CheckIn
from tests.dashboard.charts import check_in, parts, text_of, timeline


def shown(*check_ins: CheckIn) -> list[Any]:
    return cards.body_map.body_map(timeline(*check_ins))


def pictures(found: list[Any]) -> list[set[str]]:
    files = [b64decode(part.src.partition(",")[2]).decode() for part in parts(found) if part._type == "Img"]
    return [set(re.findall(rf'data-region="(\w+)" fill="{body.MARKED}"', file)) for file in files]


def test_every_region_is_drawn_and_nothing_else_is() -> None:
    assert {name for name, *_ in body.drawn()} == set(get_args(BodyRegion))


def test_left_is_the_patient_s_left() -> None:
    hands = [(x, mirrored) for name, _, x, mirrored in body.drawn() if name == "left_hand"]
    assert hands == [(45, False), (135, True)]  # at the right of the picture from the front, at its left from behind


def test_the_last_one_is_drawn_with_the_same_in_words() -> None:
    found = shown(check_in(3, pain_regions=["head"]), check_in(1, pain_regions=["chest", "left_arm"]))
    assert pictures(found) == [{"chest", "left_arm"}]
    (picture,) = [part for part in parts(found) if part._type == "Img"]
    assert picture.alt.endswith("Marked: Chest and left arm.") and "Said by the patient, 1 Mar, 13:00." in text_of(found)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (["head"], ["chest"], "Against 27 Feb, 13:00, new: chest; no longer marked: head."),
        (["head"], ["chest", "head"], "Against 27 Feb, 13:00, new: chest."),
        (["chest", "head"], ["head"], "Against 27 Feb, 13:00, no longer marked: chest."),
        (["head"], ["head"], "Against 27 Feb, 13:00: the same places."),
    ],
)
def test_how_it_moved_is_said_in_words(before: list[BodyRegion], now: list[BodyRegion], said: str) -> None:
    assert said in text_of(shown(check_in(3, pain_regions=before), check_in(1, pain_regions=now)))


@pytest.mark.parametrize(
    ("pain", "said"),
    [(0, "In the answer of 2 Mar, 13:00 pain is 0."), (5, "In the answer of 2 Mar, 13:00 pain is 5, and where was not said."), (None, "")],
)
def test_an_old_figure_is_not_taken_for_today_s(pain: int | None, said: str) -> None:
    found = text_of(shown(check_in(3, pain_regions=["head"]), check_in(0, answers={"pain": pain})))
    assert said in found and ("In the answer of" in found) is bool(said)


def test_patient_and_family_have_a_figure_each_the_patient_s_first() -> None:
    family = {"respondent": "family_caregiver", "mode": "proxy"}
    found = shown(check_in(4, pain_regions=["neck"], **family), check_in(3, pain_regions=["head"]), check_in(1, pain_regions=["groin"], **family), check_in(0, answers={"pain": 2}, **family))
    assert pictures(found) == [{"head"}, {"groin"}]
    assert "new: groin; no longer marked: neck" in text_of(found) and text_of(found).count("where was not said") == 1


def test_where_nobody_said_where_there_is_no_figure() -> None:
    assert shown(check_in(1)) == []


def test_the_table_and_the_pointer_name_the_places_too() -> None:
    page = cards.course.course(timeline(check_in(1, pain_regions=["chest", "head"])), "14")
    (grid,) = [part for part in parts(page) if part._type == "AgGrid"]
    assert grid.rowData[0]["marks"] == "where it hurts: chest and head"
