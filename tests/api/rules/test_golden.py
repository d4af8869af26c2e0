"""The same reports give the same findings for ever: what each version of the rules found stands in a file, and a rule that finds something else is another version."""

import hashlib

import msgspec
import pytest

from api.rules import calls, crisis, findings, silence
from tests.api.rules import golden_calls, golden_silence
from tests.api.rules.golden import Course, courses, file_of
from tests.api.rules.questionnaires import ALL

SHA_256 = {1: "a8f70a4e9d13ef26fdc8d15360506854818bc9c6b118e20ee97b6e44c0e81392", 2: "e113634f9981fce1270c800bc5fe39e2015bf58227db31109f583db514ab758c"}
CALLS_SHA_256 = {
    ("crisis", 1): "e7f161f425ff3dc852b133953a1bd683f3e46028e87d5ac9ff7139ed84d5948a",
    ("calls", 1): "2709092c9f92a3f5f92993437cb7f63e94990dacd7f55410229dcbc83c7ff39d",
    ("calls", 2): "f7cedee5e6beee29f00924ad06a9a40e3b0464caaf4e3bdecb9f2775513824fb",
}
SILENCE_SHA_256 = {1: "e92d0decad7587024cbb82c00287dd9bd7c3405ade24298052caab2f5b349c61", 2: "07d6b7031d036ff3bbd36da39b3b91cf56e5d119c91c03bab9940a77ae603719"}


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


def test_where_the_patient_answers_silence_is_what_it_was_in_version_1() -> None:
    """That file was written later, by the rule as it stood before version 2, on the same courses."""
    before = silences(1)
    assert [case.reports for case in before] == [case.reports for case in silences(2)] and {case.found is None for case in before} == {True, False}
    for case in before:
        now = golden_silence.found(case.reports, case.expected, case.now)
        assert now == (None if case.found is None else {**case.found, "version": silence.VERSION})


@pytest.mark.parametrize("version", range(1, silence.VERSION + 1))
def test_where_a_version_found_silence_is_history(version: int) -> None:
    assert hashlib.sha256(golden_silence.file_of(version).read_bytes()).hexdigest() == SILENCE_SHA_256[version]


def test_words_of_crisis_are_found_where_their_version_always_found_them() -> None:
    cases = msgspec.json.decode(golden_calls.file_of("crisis", crisis.VERSION).read_bytes(), type=list[golden_calls.Noted])
    assert {bool(case.found) for case in cases} == {True, False}
    for case in cases:
        list_version = int(case.found[0].thresholds["word_list"]) if case.found else 0
        assert crisis.found_in(case.report, case.note, crisis.phrases(case.own), list_version) == case.found


def test_a_finding_calls_whom_its_version_always_called() -> None:
    cases = msgspec.json.decode(golden_calls.file_of("calls", calls.VERSION).read_bytes(), type=list[golden_calls.Called])
    assert {case.level for case in cases} == {"urgent", "soon", "review"} and {case.held for case in cases} == {None, "late", "expected", "answered"}
    for case in cases:
        assert (calls.level(case.finding), calls.held_because(case.finding, case.arrival, case.before, case.thresholds, case.now)) == (case.level, case.held)


def test_every_version_of_crisis_and_of_calls_is_history() -> None:
    wanted = {(rule, version) for rule, (newest, *_) in golden_calls.CURRENT.items() for version in range(1, newest + 1)}
    assert {key: hashlib.sha256(golden_calls.file_of(*key).read_bytes()).hexdigest() for key in wanted} == CALLS_SHA_256
