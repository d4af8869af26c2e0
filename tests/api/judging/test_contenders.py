"""Others' rules at both sides of their thresholds, made of the same parts; and Balm's own, which are production's."""

import pytest

from api.judging.contenders import CONTENDERS, DEFAULT, INSTRUMENTS, PROMPTLY, curve, trends
from api.rules import calls, findings
from schemas.findings import Plan
from tests.api.rules.golden import courses
from tests.api.rules.questionnaires import check_in

BY_NAME = {one.name: one for one in CONTENDERS}


@pytest.mark.parametrize(
    ("name", "before", "score", "calls_"),
    [
        ("fixed ≥ 7", None, 6, False),
        ("fixed ≥ 7", None, 7, True),
        ("fixed ≥ 4", 9, 3, False),
        ("fixed ≥ 4", 9, 4, True),
        ("worse by ≥ 2 or severe", 1, 2, False),
        ("worse by ≥ 2 or severe", 1, 3, True),
        ("worse by ≥ 2 or severe", 9, 7, True),
        ("worse by ≥ 2 or severe", None, 6, False),
        ("MCID, worse by ≥ 1", 4, 4, False),
        ("MCID, worse by ≥ 1", 4, 5, True),
        ("MCID, worse by ≥ 1", None, 9, False),
    ],
)
def test_each_calls_at_its_threshold(name: str, before: int | None, score: int, calls_: bool) -> None:
    earlier = [] if before is None else [check_in({"pain": before}, days_ago=1)]
    assert bool(BY_NAME[name].find(check_in({"pain": score, "nausea": None}, number=1), earlier)) == calls_


def test_a_relatives_answer_is_no_report_before_the_patients() -> None:
    earlier = [check_in({"pain": 1}, days_ago=1, by="family_caregiver")]
    assert BY_NAME["worse by ≥ 2 or severe"].find(check_in({"pain": 6}, number=1), earlier) == []


def test_balms_are_what_production_finds_and_the_prompt_ones_a_part_of_it() -> None:
    for course in courses():
        reports = [one for one in course.reports if (one.instrument, one.instrument_version) in INSTRUMENTS]
        before = sorted(reports[:-1], key=lambda one: (one.at, one.id))
        expected = findings.found_by(reports[-1], reports, INSTRUMENTS, Plan())
        assert BY_NAME[DEFAULT].find(reports[-1], reports) == expected
        assert BY_NAME[PROMPTLY].find(reports[-1], reports) == [one for one in expected if calls.level(one) != "review"]
        assert {one.rule for one in trends()[-1].find(reports[-1], before)} == {one.rule for one in expected} - {"trend"}
        assert sorted(trends()[6].find(reports[-1], before), key=repr) == sorted(expected, key=repr), "at 2 it is the rule that holds"


def test_names_are_never_twice() -> None:
    names = [one.name for one in [*CONTENDERS, *curve(), *trends()]]
    assert len(set(names)) == len(names)
