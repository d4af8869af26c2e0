"""Own reports count, are said to be their own, and are never joined."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.api.rules.hospice.screened import criterion
from tests.api.rules.records import assessment, course, days_ago

FORTNIGHT = ((13, 5), (10, 6), (7, 5), (3, 8), (0, 6))


def test_own_reports_count_and_are_said_to_be_their_own() -> None:
    found = criterion("decline/pain", course("pain", *FORTNIGHT))
    assert (found.status, found.reported_by_patient) == ("met", True)
    reported = found.of[1]
    assert reported.reported_by_patient and reported.since_on == days_ago(13)
    assert reported.evidence[0].words == "Pain 6 of 10, reported by the patient"
    assert {(one.noun, one.reported_by) for one in reported.evidence} == {("check_in", "patient")}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("decline/pain/pain_reported", "Reports of pain: at least 5 in the last 14 days, over at least half of them"),
        ("clinical_decline/worse", "Reports of fatigue: at least 3 in the last 14 days, and as many in the 14 days that ended 90 days ago"),
    ],
)
def test_what_reports_are_missing_is_said_in_a_sentence(path: str, words: str) -> None:
    assert [one.words for one in criterion(path).missing] == [words]


def test_what_the_team_saw_is_not_called_reported() -> None:
    found = criterion("decline/pain", course("pain", *FORTNIGHT), assessment("pain_resists_treatment", "present", 3))
    assert (found.status, found.reported_by_patient) == ("met", False)


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        (FORTNIGHT, "met"),
        (FORTNIGHT[1:], "unknown"),  # four reports
        (((6, 5), (5, 6), (4, 5), (3, 8), (0, 6)), "unknown"),  # over less than half of the fortnight
        (((7, 5), (5, 6), (4, 5), (3, 8), (0, 6)), "met"),
        (((13, 5), (10, 3), (7, 5), (3, 8), (0, 6)), "not_met"),
        (((14, 5), (10, 5), (7, 5), (3, 8), (0, 6)), "unknown"),  # the first one lies outside
    ],
)
def test_a_report_that_persists(scores: Any, wanted: str) -> None:
    assert criterion("decline/pain/pain_reported", course("pain", *scores)).status == wanted


def test_series_are_never_joined_and_any_that_persists_is_enough() -> None:
    patients, familys = course("pain", *FORTNIGHT[:3]), course("pain", *FORTNIGHT[3:], respondent="family_caregiver")
    assert criterion("decline/pain/pain_reported", patients, familys).status == "unknown"
    whole = course("pain", *FORTNIGHT, respondent="family_caregiver")
    found = criterion("decline/pain/pain_reported", course("pain", *((days, 1) for days, _ in FORTNIGHT)), whole)
    assert (found.status, found.evidence[0].reported_by) == ("met", "family_caregiver")


def test_a_questionnaire_without_bands_is_not_judged() -> None:
    banded = course("pain", *FORTNIGHT)
    unbanded = [replace(report, severity=None) for report in banded.reports]
    assert criterion("decline/pain/pain_reported", replace(banded, reports=unbanded)).status == "unknown"


def test_worse_is_counted_from_the_good_end_of_the_scale() -> None:
    scores = tuple((days, score) for days, score in ((12, 3), (6, 3), (0, 3), (102, 5), (97, 5), (91, 5)))
    low_is_bad = course("fatigue", *scores, worse="lower")
    assert criterion("clinical_decline/worse", low_is_bad).status == "met"
    assert criterion("clinical_decline/worse", course("fatigue", *scores)).status == "not_met"
    wide = course("fatigue", *((days, 10 * score) for days, score in scores), worse="lower", scale_maximum=100)
    assert criterion("clinical_decline/worse", wide).status == "met"
