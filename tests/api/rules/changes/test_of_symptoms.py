"""Medians of a fortnight against those of another, from 2 of 10 points on."""

from typing import Any

from api.rules import changes
from schemas.changes import Change
from tests.api.rules.records import course, facts

FIRST, LAST = (60, 55, 50), (10, 5, 1)


def changed(*courses: Any) -> list[Change]:
    return changes.changes(facts(*courses)).changed


def appetite(first: int, last: int, **more: Any) -> Any:
    return course("lack_of_appetite", *((day, first) for day in FIRST), *((day, last) for day in LAST), **more)


def test_a_rise_is_said_with_how_it_usually_was_then_and_lately_and_every_report_it_stands_on() -> None:
    (found,) = changed(appetite(4, 8))
    assert found.sentence == "Lack of appetite, as the patient reports: usually 4 of 10 in two weeks from 1 January 2026, 8 in the last two (more burden)."
    assert found.topic == "symptoms" and len(found.evidence) == 6 and {one.reported_by for one in found.evidence} == {"patient"}


def test_two_points_are_said_and_one_is_not() -> None:
    assert changed(appetite(4, 6)) and not changed(appetite(4, 5))


def test_points_are_a_share_of_the_scale() -> None:
    assert changed(appetite(40, 60, scale_maximum=100)) and not changed(appetite(40, 59, scale_maximum=100))


def test_less_is_less_burden_and_where_lower_is_worse_it_is_more() -> None:
    assert "less burden" in changed(appetite(8, 4))[0].sentence
    assert "more burden" in changed(appetite(8, 4, worse="lower"))[0].sentence


def test_family_is_told_apart() -> None:
    found = changed(appetite(4, 8, respondent="family_caregiver"))
    assert "as family reports" in found[0].sentence and {one.reported_by for one in found[0].evidence} == {"family_caregiver"}


def test_fewer_than_three_reports_on_a_side_say_nothing() -> None:
    assert not changed(course("pain", (60, 1), (55, 1), *((day, 8) for day in LAST)))
    assert not changed(course("pain", *((day, 1) for day in FIRST), (10, 8), (5, 8)))


def test_two_fortnights_that_share_a_day_are_no_comparison() -> None:
    def reports(begin: int) -> Any:
        return course("pain", *((day, 1) for day in range(begin, 13, -1)), *((day, 8) for day in range(13, -1, -1)))

    assert changed(reports(27)) and not changed(reports(26))


def test_one_bad_day_is_no_change() -> None:
    assert not changed(course("pain", *((day, 3) for day in FIRST), (10, 3), (5, 9), (1, 3)))
