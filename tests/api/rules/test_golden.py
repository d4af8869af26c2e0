"""The same reports give the same findings for ever: what each version of the rules found stands in a file, and a rule that finds something else is another version."""

import hashlib

import msgspec
import pytest

from api.rules import findings, silence
from tests.api.rules import golden_silence
from tests.api.rules.golden import Course, courses, file_of
from tests.api.rules.questionnaires import ALL

SHA_256 = {1: "a8f70a4e9d13ef26fdc8d15360506854818bc9c6b118e20ee97b6e44c0e81392"}
SILENCE_SHA_256 = {2: "07d6b7031d036ff3bbd36da39b3b91cf56e5d119c91c03bab9940a77ae603719"}


def stored(version: int) -> list[Course]:
    return msgspec.json.decode(file_of(version).read_bytes(), type=list[Course])


def test_the_rules_find_what_their_version_always_found() -> None:
    for course in stored(findings.VERSION):
        again = findings.found_by(course.reports[-1], course.reports, ALL, course.plan)
        assert again == course.found


def test_the_courses_are_the_ones_that_are_drawn_and_show_every_rule_and_none() -> None:
    found = stored(findings.VERSION)
    assert [course.reports for course in found] == [course.reports for course in courses()]
    assert {finding.rule for course in found for finding in course.found} == {"asked_for", "severe", "worsening", "persistent", "trend"}
    assert any(not course.found for course in found)


@pytest.mark.parametrize("version", range(1, findings.VERSION + 1))
def test_what_a_version_found_is_history(version: int) -> None:
    assert hashlib.sha256(file_of(version).read_bytes()).hexdigest() == SHA_256[version]


def silences(version: int) -> list[golden_silence.Case]:
    return msgspec.json.decode(golden_silence.file_of(version).read_bytes(), type=list[golden_silence.Case])


def test_silence_is_found_where_its_version_always_found_it() -> None:
    for case in silences(silence.VERSION):
        assert golden_silence.found(case.reports, case.expected, case.now) == case.found


def test_the_cases_of_silence_show_both_who_may_answer_and_both_outcomes() -> None:
    seen = {(case.expected["answered_by"], case.found is not None) for case in silences(silence.VERSION)}
    assert seen == {(by, is_silent) for by in ("patient", "proxy") for is_silent in (True, False)}


@pytest.mark.parametrize("version", range(2, silence.VERSION + 1))  # of version 1 no file was kept
def test_where_a_version_found_silence_is_history(version: int) -> None:
    assert hashlib.sha256(golden_silence.file_of(version).read_bytes()).hexdigest() == SILENCE_SHA_256[version]
