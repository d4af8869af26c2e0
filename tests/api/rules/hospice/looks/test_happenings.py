"""Events: few on record are never none."""



import pytest

from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import assessment, days_ago


def test_one_infection_of_two_says_how_many_are_asked_for() -> None:
    found = criterion("decline/infections", assessment("infection", "sepsis", 20), assessment("infection", "skin", 10))
    assert (found.status, words(found)) == ("unknown", ["Infection: 1 on record in the last 6 months, 2 are asked for"])


def test_met_since_the_event_that_made_it_enough() -> None:
    found = criterion("decline/infections", *(assessment("infection", "sepsis", days) for days in (150, 80, 10)))
    assert found.since_on == days_ago(80) and len(found.evidence) == 3


def test_more_visits_needs_two_and_more_than_before() -> None:
    def visits(*days: int) -> str:
        return criterion("decline/visits", *(assessment("emergency_visit", "sent_home", one) for one in days)).status

    assert [visits(5), visits(5, 9), visits(5, 9, 100), visits(5, 9, 100, 110)] == ["not_met", "met", "met", "not_met"]


@pytest.mark.parametrize(("admitted_on", "wanted"), [(20, "not_met"), (19, "not_met"), (18, "met"), (21, "met")])
def test_an_emergency_visit_and_the_admission_it_led_to_are_one(admitted_on: int, wanted: str) -> None:
    visit, admission = assessment("emergency_visit", "admitted", 20), assessment("hospital_admission", "unplanned", admitted_on)
    assert criterion("decline/visits", visit, admission).status == wanted
    assert criterion("decline/visits", assessment("emergency_visit", "sent_home", 20), admission).status == "met"
