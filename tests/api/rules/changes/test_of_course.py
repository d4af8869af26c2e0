"""What happened to the disease and its treatment, both sides of the window."""

from api.rules import changes
from schemas.changes import Change
from tests.api.rules.records import days_ago, diagnosis, facts, ids, line, measurement, status, stopped_line


def changed(*entries: object, **more: object) -> list[Change]:
    return changes.changes(facts(*entries, **more)).changed


def sentences(*entries: object) -> list[str]:
    return [one.sentence for one in changed(*entries)]


def test_a_line_that_stopped_is_said_with_the_reason_and_its_entry() -> None:
    stopped = stopped_line(200, 20, "progression", number=2)
    (found,) = changed(stopped)
    assert (found.topic, found.sentence) == ("treatment", "Line 2, docetaxel, stopped (10 February 2026): the disease progressed.")
    assert ids(found.evidence) == [stopped.entry.id]


def test_a_line_began_or_stopped_in_the_window_or_it_is_not_said() -> None:
    assert sentences(line(89)) == ["docetaxel began (3 December 2025)."]
    assert sentences(line(90)) == []
    assert sentences(stopped_line(300, 90)) == []
    assert sentences(stopped_line(300, 89)) != []


def test_a_month_counts_only_where_all_of_it_lies_after_the_beginning() -> None:
    assert sentences(line(300, started_on="2026-01")) == ["docetaxel began (January 2026)."]
    assert sentences(line(300, started_on="2025-12")) == []
    assert sentences(line(300, started_on="2026")) == ["docetaxel began (2026)."]


def test_a_stop_of_an_unknown_day_is_said_by_the_day_on_which_it_came_to_be_known() -> None:
    assert sentences(line(20, started_on="2024", state="stopped", stop_reason="toxicity")) == ["docetaxel stopped (known on 10 February 2026): it was not tolerated."]
    assert sentences(line(95, started_on="2024", state="stopped", stop_reason="toxicity")) == []


def test_planned_and_paused_lines_are_said_and_a_planned_one_has_not_begun() -> None:
    assert sentences(line(5, state="planned")) == ["docetaxel is planned (known on 25 February 2026)."]
    assert "docetaxel is paused (known on 25 February 2026)." in sentences(line(5, state="paused"))


def test_assessments_of_the_disease_are_said_the_newest_first() -> None:
    found = sentences(status("stable_disease", 80), status("progressive_disease", 10, sites=["liver", "bone"], new_metastases=True), status("partial_response", 90))
    assert found == ["Progressive disease by CT, 20 February 2026: liver, bone; new metastases.", "Stable disease by CT, 12 December 2025."]


def test_a_measurement_is_said_with_its_arithmetic() -> None:
    (said,) = sentences(measurement(200, 50, 50, baseline=True), measurement(120, 30, 30), measurement(10, 36, 36))
    assert said.startswith("Lesions measured on 20 February 2026: progressive disease: sum 72 mm, +20 % and +12 mm over the nadir of 60 mm")


def test_metastases_and_diagnoses_are_said_when_they_came() -> None:
    cancer = diagnosis(words="Breast cancer", diagnosed_on="2020", metastases="since", metastatic_since_on=days_ago(30).isoformat(), metastatic_sites=["liver"])
    assert sentences(cancer) == ["Breast cancer: metastases since 31 January 2026: liver."]
    assert sentences(diagnosis(words="Lung cancer", diagnosed_on="2026-02")) == ["Lung cancer was diagnosed (February 2026)."]
