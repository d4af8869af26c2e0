"""The page for a visit: the worst of each day, what became of alerts, wishes and questions, on one page however much there is."""

from typing import Any

import pytest

from api.papers import rendering, visit
from tests.api.papers.material import alert, change, material, step, task
from tests.api.rules.records import assessment, course, diagnosis, need, preference
from tests.people import NOW


def shown(*entries: Any, **more: Any) -> dict[str, Any]:
    return visit.content(material(*entries, **more))


def test_each_day_shows_its_worst_and_a_day_without_an_answer_stays_empty() -> None:
    (row,) = shown(course("pain", (13, 2), (1, 3), (1, 7), (14, 9)))["symptoms"]
    assert row["cells"] == ["2", *[""] * 11, "7", ""]


def test_where_lower_is_worse_the_worst_is_the_lowest_and_the_scale_is_said() -> None:
    (row,) = shown(course("wellbeing", (1, 3), (1, 7), worse="lower"))["symptoms"]
    assert row["cells"][12] == "3" and row["scale"] == "0 to 10, lower is worse"
    assert shown(course("pain", (1, 3)))["symptoms"][0]["scale"] == ""


def test_the_patient_and_others_are_rows_of_their_own() -> None:
    rows = shown(course("pain", (1, 3)), course("pain", (1, 8), respondent="family_caregiver"))["symptoms"]
    assert [(row["who"], row["cells"][12]) for row in rows] == [("said by family", "8"), ("", "3")]


def test_older_reports_are_not_these_days() -> None:
    assert shown(course("pain", (14, 9)))["symptoms"] == []


@pytest.mark.parametrize(
    ("given", "steps", "became"),
    [
        ({}, [], "nobody has taken it"),
        ({"state": "acknowledged"}, [("Nadia", "acknowledged")], "taken (Nadia)"),
        ({"state": "resolved", "outcome": "medication_change", "resolved_at": NOW}, [("Nadia", "acknowledged"), ("Dr Okoro", "resolved")], "medication changed (Dr Okoro)"),
        ({"state": "resolved", "ended_because": "heard_again", "resolved_at": NOW}, [], "ended by itself"),
    ],
)
def test_what_became_of_an_alert(given: Any, steps: Any, became: str) -> None:
    one = alert(**given)
    (told,) = shown(alerts=[one], steps={one.id: [step(*found) for found in steps]})["alerts"]
    assert (told["on"], told["why"], told["became"]) == ("2026-03-01", "Pain 8 of 10, severe.", became)


def test_an_old_alert_stands_there_only_while_it_waits() -> None:
    assert shown(alerts=[alert(40)])["alerts"] and not shown(alerts=[alert(40, state="resolved", outcome="call", resolved_at=NOW)])["alerts"]


def test_what_nobody_has_asked_comes_before_to_dos_and_needs() -> None:
    tasks = [task("Ask for the albumin", assignee="Dr Okoro"), task("Done", done_at=NOW, done_by="Nadia")]
    found = shown(need("A chaplain"), need("Sorted", state="met"), tasks=tasks, unasked=["dialysis", "goals_of_care"])
    assert found["questions"] == ["What matters most: nobody has asked", "Ask for the albumin (Dr Okoro)", "A chaplain"]


def test_where_nobody_has_asked_anything_it_says_so() -> None:
    assert shown()["nobody_asked"] and not shown(preference("goals_of_care", "comfort"))["nobody_asked"]


def test_findings_come_with_the_one_before() -> None:
    assert shown(assessment("pps", 50, 4), assessment("pps", 70, 60))["findings"] == ["PPS 50 % (26 Feb), before PPS 70 % (1 Jan)"]


def test_what_is_left_off_is_counted() -> None:
    found = shown(alerts=[alert() for _ in range(9)], changes=[change("x") for _ in range(5)])
    assert (len(found["alerts"]), found["more_alerts"], found["more_changes"]) == (visit.ALERTS, 3, 2)


def test_one_page_is_enough_however_much_there_is() -> None:
    long = "A sentence that goes on " * 80
    wishes = [preference(topic, "none", 3, note=long) for topic in ("goals_of_care", "disease_directed_treatment", "place_of_care", "hospital", "resuscitation", "dialysis")]
    symptoms = [course(f"symptom number {n} with a long name", *[(day, 10) for day in range(14)], scale_maximum=11) for n in range(20)]
    found = shown(
        *wishes, *symptoms, diagnosis("cancer", words=long, rank="principal"), *(assessment(kind, 50, 3) for kind in ("pps", "kps", "weight")), *(need(long[:200]) for _ in range(9)),
        alerts=[alert(sentence=long) for _ in range(9)], changes=[change(long) for _ in range(9)], tasks=[task(long[:200]) for _ in range(9)],
    )  # fmt: skip
    assert len(rendering.drawn("visit", rendering.inputs(found, NOW)["content"], NOW)) == 1
