"""Each word met, not met and unknown; both sides of six weeks, four weeks and six months. TODAY is 2 March 2026."""

from typing import Any

import pytest

from api.rules.oncology.recist import of_measurements
from api.rules.oncology.resistance import of_line
from tests.api.rules.records import days_ago, line, measurement, status, stopped_line

IMMUNE: dict[str, Any] = {"modalities": ["immunotherapy"], "regimen": "pembrolizumab"}
COMBINED: dict[str, Any] = {"modalities": ["immunotherapy", "chemotherapy"], "regimen": "pembrolizumab, carboplatin"}
PD, SD = "progressive_disease", "stable_disease"


def word(name: str, one: Any, *statuses: Any) -> Any:
    return next(found for found in of_line(one, statuses) if found.word == name)


def test_every_line_is_asked_the_words_that_fit_it() -> None:
    asked = [[found.word for found in of_line(one, [])] for one in (line(), line(**IMMUNE), line(platinum=True))]
    common = ["progressive_during_treatment", "refractory"]
    assert asked == [common, [*common, "primary_resistance", "acquired_resistance"], [*common, "platinum_refractory", "platinum_resistant"]]


@pytest.mark.parametrize(
    ("one", "statuses", "wanted"),
    [
        (line(100), [status(PD, 30)], "met"),
        (line(100), [status("unconfirmed_progression", 30)], "met"),
        (line(100), [status(PD, 100)], "met"),
        (line(100), [status(PD, 101)], "unknown"),  # before it began
        (stopped_line(100, 30), [status(PD, 30)], "met"),
        (stopped_line(100, 30), [status(PD, 29)], "not_met"),  # after it ended
        (stopped_line(100, 30, "progression"), [], "met"),
        (stopped_line(100, 30, "toxicity"), [], "not_met"),  # the reason speaks against it
        (stopped_line(100, 30, "too_unwell"), [], "unknown"),
        (line(100), [status(SD, 30)], "not_met"),
        (line(100), [status("undetermined", 30)], "unknown"),
        (line(100), [], "unknown"),  # nobody looked
        (line(100, started_on=None), [], "unknown"),
        (line(100, started_on=None, state="planned"), [], "not_met"),
        (line(100), [status(PD, 30, method="marker")], "unknown"),
    ],
)
def test_progressive_during_treatment(one: Any, statuses: list[Any], wanted: str) -> None:
    assert word("progressive_during_treatment", one, *statuses).status == wanted


def test_a_marker_alone_needs_a_clinician() -> None:
    found = word("progressive_during_treatment", line(100), status(PD, 30, method="marker"))
    assert "needs clinician confirmation" in found.sentence and found.missing == ["an assessment of the disease by more than a marker"]


def test_what_is_met_says_since_when_and_on_what() -> None:
    one, seen = line(100), status(PD, 30)
    found = word("progressive_during_treatment", one, seen)
    assert found.since_on == days_ago(30) and found.treatment_line_id == one.entry.id
    assert [evidence.id for evidence in found.evidence] == [one.entry.id, seen.entry.id]
    assert found.sentence == "Progressive during treatment (docetaxel): progressive disease by CT while it was given."


def test_a_line_stopped_this_month_has_been_progressive_since_no_later_than_today() -> None:
    found = word("progressive_during_treatment", stopped_line(100, 0, "progression", stopped_on="2026-03", observed_on=days_ago(0)))
    assert found.status == "met" and found.since_on == days_ago(0)


@pytest.mark.parametrize(
    ("one", "statuses", "wanted"),
    [
        (line(100, best_response=PD), [], "met"),
        (line(100, best_response=SD), [status(PD, 30)], "not_met"),
        (line(100), [status(PD, 30)], "met"),
        (line(100), [status(SD, 60), status(PD, 30)], "not_met"),
        (line(100), [status(SD, 130), status(PD, 30)], "met"),  # stable before it began says nothing of it
        (line(100), [status(PD, 30, method="marker")], "unknown"),
        (line(100), [], "unknown"),
        (line(100, best_response="not_evaluable"), [], "unknown"),
    ],
)
def test_refractory_is_no_response_to_a_line(one: Any, statuses: list[Any], wanted: str) -> None:
    assert word("refractory", one, *statuses).status == wanted


@pytest.mark.parametrize(
    ("exposure", "confirmed_after", "best", "wanted"),
    [
        (42, 28, PD, "met"),
        (41, 28, PD, "not_met"),  # less than six weeks of it
        (42, 27, PD, "unknown"),  # not confirmed four weeks later
        (180, 28, SD, "met"),  # 3 August to 30 January: under six months
        (183, 28, SD, "met"),
        (184, 28, SD, "not_met"),  # six months to the day
        (100, 28, "partial_response", "not_met"),
    ],
)
def test_primary_resistance_to_immunotherapy(exposure: int, confirmed_after: int, best: str, wanted: str) -> None:
    one = line(exposure + 30, best_response=best, **IMMUNE)
    assert word("primary_resistance", one, status(PD, 30), status(PD, 30 - confirmed_after)).status == wanted


@pytest.mark.parametrize(
    ("exposure", "best", "wanted"),
    [
        (184, "partial_response", "met"),  # six months to the day
        (183, "partial_response", "not_met"),
        (185, SD, "met"),
        (184, SD, "not_met"),  # stable for more than six months is asked
        (300, PD, "not_met"),
        (300, "complete_response", "met"),
    ],
)
def test_acquired_resistance_to_immunotherapy(exposure: int, best: str, wanted: str) -> None:
    one = line(exposure + 30, best_response=best, **IMMUNE)
    assert word("acquired_resistance", one, status(PD, 30), status(PD, 2)).status == wanted


@pytest.mark.parametrize(("exposure", "primary", "acquired"), [(184, "met", "not_met"), (185, "not_met", "met"), (20, "met", "not_met")])
def test_with_chemotherapy_six_months_divide_the_two_and_nothing_waits_for_a_second_scan(exposure: int, primary: str, acquired: str) -> None:
    one, seen = line(exposure + 30, best_response=SD, **COMBINED), status(PD, 30)
    assert (word("primary_resistance", one, seen).status, word("acquired_resistance", one, seen).status) == (primary, acquired)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"started_on": None, "best_response": PD, "regimen": "a"}, ["start of this line"]),
        ({"started_on": "2026-01", "best_response": PD, "regimen": "b"}, ["exact start of this line"]),
        ({"started_on": "2025", "best_response": "not_evaluable", "regimen": "c"}, ["best response of this line"]),
    ],
)
def test_resistance_is_unknown_where_a_date_or_the_response_is_missing(changes: dict[str, Any], missing: list[str]) -> None:
    one = line(300, **{**IMMUNE, **changes})
    seen = status(PD, 5, treatment_line_id=one.entry.id)
    found = word("primary_resistance", one, seen)
    assert (found.status, found.missing) == ("unknown", missing)


@pytest.mark.parametrize(("best", "wanted"), [(SD, "not_met"), (None, "unknown")])
def test_without_progression_there_is_no_resistance_where_somebody_looked(best: str | None, wanted: str) -> None:
    one = line(300, best_response=best, **IMMUNE)
    assert [word(name, one).status for name in ("primary_resistance", "acquired_resistance")] == [wanted, wanted]


@pytest.mark.parametrize(
    ("statuses", "wanted"),
    [
        ([], "unknown"),  # nobody has said what the scan showed
        ([status(SD, 60)], "unknown"),  # said before that scan
        ([status(SD, 20)], "not_met"),  # of the same day: what a clinician says goes before arithmetic
        ([status(PD, 20)], "met"),
        ([status(SD, 20, method="marker")], "unknown"),
    ],
)
def test_progression_that_is_only_calculated_waits_for_somebody_to_say_what_was_seen(statuses: list[Any], wanted: str) -> None:
    one = line(120, platinum=True)
    found = {word.word: word for word in of_line(one, statuses, of_measurements([measurement(110, 100, baseline=True), measurement(20, 120)]))}
    assert found["progressive_during_treatment"].status == found["platinum_refractory"].status == wanted
    if not statuses:
        assert found["progressive_during_treatment"].missing == ["what the assessment of 10 February 2026 showed"]
        assert [one.noun for one in found["progressive_during_treatment"].evidence] == ["treatment_line", "measurement"]


@pytest.mark.parametrize(
    ("one", "statuses", "wanted"),
    [
        (line(120), [status(PD, 20)], "unknown"),  # a partial response by arithmetic, of which nobody said anything
        (line(120), [status(SD, 60), status(PD, 20)], "not_met"),  # a clinician said so of that scan
        (line(120), [status(PD, 60), status(PD, 20)], "met"),
        (line(120, best_response=PD), [status(PD, 20)], "met"),  # recorded with the line
        (line(50), [status(PD, 20)], "met"),  # that scan was before it
    ],
)
def test_a_better_response_that_is_only_calculated_leaves_refractory_open(one: Any, statuses: list[Any], wanted: str) -> None:
    scans = of_measurements([measurement(110, 100, baseline=True), measurement(60, 60), measurement(20, 72)])
    assert next(found for found in of_line(one, statuses, scans) if found.word == "refractory").status == wanted


def test_resistance_to_immunotherapy_waits_for_the_same_answer() -> None:
    scans = of_measurements([measurement(110, 100, baseline=True), measurement(80, 60), measurement(40, 72)])
    one, seen = line(120, **IMMUNE), [status(PD, 40), status(PD, 5)]
    found = {word.word: (word.status, word.missing) for word in of_line(one, seen, scans)}
    assert found["primary_resistance"] == ("unknown", ["best response of this line"])


def test_a_progression_calculated_before_the_line_began_says_nothing_of_it() -> None:
    scans = of_measurements([measurement(110, 100, baseline=True), measurement(20, 120)])
    (found, *_) = of_line(line(10), [], scans)
    assert "no assessment of the disease is on record" in found.sentence


@pytest.mark.parametrize(
    ("one", "statuses", "resistant", "refractory"),
    [
        (stopped_line(400, 214, platinum=True), [status(PD, 31)], "met", "not_met"),  # 31 July to 30 January: a day less than six months
        (stopped_line(400, 214, platinum=True), [status(PD, 30)], "not_met", "not_met"),  # to 31 January: six months
        (stopped_line(400, 214, platinum=True), [status(SD, 30)], "not_met", "not_met"),
        (stopped_line(400, 214, platinum=True), [], "unknown", "not_met"),  # nobody looked since
        (stopped_line(400, 214, platinum=True), [status(PD, 214)], "not_met", "met"),  # on its last day: during it
        (line(100, platinum=True), [status(PD, 10)], "not_met", "met"),
        (stopped_line(400, 214, platinum=True, stopped_on=None), [], "unknown", "not_met"),
        (stopped_line(400, 214, platinum=True, stopped_on="2025-07"), [status(PD, 40)], "unknown", "not_met"),
        (stopped_line(400, 214, platinum=True, stopped_on="2025-07"), [status(PD, 70)], "met", "not_met"),
    ],
)
def test_platinum(one: Any, statuses: list[Any], resistant: str, refractory: str) -> None:
    assert (word("platinum_resistant", one, *statuses).status, word("platinum_refractory", one, *statuses).status) == (resistant, refractory)


def test_the_order_of_entry_makes_no_difference() -> None:
    one, seen = line(300, best_response=SD, **IMMUNE), [status(SD, 200), status(PD, 60), status(PD, 20)]
    assert of_line(one, seen) == of_line(one, seen[::-1])
