"""Diagnoses and the course of the disease; a disease that is not on record may still be there."""

from typing import Any

import pytest

from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import days_ago, diagnosis, line, status, stopped_line


def test_a_cancer_whose_metastases_are_not_on_record_is_unknown() -> None:
    found = criterion("cancer/at_presentation", diagnosis("cancer"))
    assert (found.status, words(found)) == ("unknown", ["whether there are distant metastases, and since when"])


def test_a_scan_with_new_metastases_counts_as_since_and_the_diagnosis_gives_the_day() -> None:
    scan = status("progressive_disease", 30, new_metastases=True)
    assert criterion("cancer/progressed/metastatic_since", diagnosis("cancer", metastases="none"), scan).since_on == days_ago(30)
    known = criterion("cancer/progressed/metastatic_since", diagnosis("cancer", metastases="since", metastatic_since_on="2025-11"))
    assert str(known.since_on) == "2025-11-01"


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([status("progressive_disease", 10)], "unknown"),  # no treatment on record
        ([status("progressive_disease", 10), line(5)], "unknown"),  # began after it
        ([status("progressive_disease", 10, method="marker"), line(100)], "unknown"),
        ([status("progressive_disease", 40), status("partial_response", 10), line(100)], "not_met"),
        ([status("progressive_disease", 40), status("undetermined", 10), line(100)], "met"),
        ([status("unconfirmed_progression", 10), line(100)], "met"),
        ([stopped_line(100, 10, "progression", observed_on=days_ago(10))], "met"),
        ([stopped_line(300, 180, "progression")], "met"),
        ([stopped_line(300, 181, "progression", observed_on=days_ago(5))], "unknown"),  # a letter that came late
        ([stopped_line(100, 10, "progression", stopped_on=None, observed_on=days_ago(5))], "met"),
        ([stopped_line(100, 40, "progression", observed_on=days_ago(40)), status("stable_disease", 5), line(30)], "not_met"),
    ],
)
def test_progression_under_treatment(entries: list[Any], wanted: str) -> None:
    assert criterion("cancer/progressed/course/in_spite_of_treatment", *entries).status == wanted


def test_progressing_since_the_first_of_the_scans_that_say_so() -> None:
    scans = [status(value, days) for value, days in (("stable_disease", 90), ("progressive_disease", 60), ("progressive_disease", 20))]
    assert criterion("cancer/progressed/course/in_spite_of_treatment", *scans, line(200)).since_on == days_ago(60)


def test_a_line_stopped_this_month_has_been_progression_since_no_later_than_today() -> None:
    one = criterion("cancer/progressed/course/in_spite_of_treatment", stopped_line(100, 0, "progression", stopped_on="2026-03", observed_on=days_ago(0)))
    assert one.status == "met" and one.since_on == days_ago(0)


def test_a_comorbidity_is_not_the_principal_diagnosis() -> None:
    assert criterion("baseline/comorbidities", diagnosis("cancer", rank="principal")).status == "unknown"


def test_the_day_on_which_a_coma_began_may_be_known_in_part() -> None:
    wanted = {"2026-01": "met", "2026-02": "met", "2026": "unknown", "2026-03": "not_met", "2026-03-01": "not_met"}
    assert {began: criterion("coma/day_three", diagnosis("coma", diagnosed_on=began)).status for began in wanted} == wanted
