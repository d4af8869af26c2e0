from api.rules.oncology.marker_courses import marker_courses
from tests.api.rules.records import assessment, days_ago, facts


def test_the_nadir_is_the_smallest_result_on_the_first_day_it_was_reached() -> None:
    (found,) = marker_courses(facts(assessment("ca_125", 90, 50, limit=35), assessment("ca_125", 40, 40, limit=35), assessment("ca_125", 40, 30), assessment("ca_125", 120, 1)))
    assert (found.kind, found.nadir, found.nadir_on, found.upper_limit) == ("ca_125", 40, days_ago(40), 35)


def test_the_newest_limit_counts_and_one_result_is_no_nadir() -> None:
    assert [(one.upper_limit, one.nadir) for one in marker_courses(facts(assessment("cea", 4, 9, limit=3.8), assessment("cea", 5, 1, limit=5)))] == [(5, 4)]
    assert [(one.upper_limit, one.nadir, one.nadir_on) for one in marker_courses(facts(assessment("cea", 4, 9)))] == [(None, None, None)]


def test_only_markers_that_were_measured() -> None:
    assert [one.kind for one in marker_courses(facts(assessment("psa", 4, 9), assessment("ca_125", 4, 9), assessment("albumin", 3)))] == ["ca_125", "psa"]
