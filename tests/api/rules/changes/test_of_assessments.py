"""What was found then and now: which entry shows how it was before, both sides of each span, and what is left out."""

import pytest

from api.rules import changes
from schemas.changes import Change, Changes
from schemas.facts import Facts
from tests.api.rules.records import assessment, facts, ids


def sentences(found: list[Change]) -> list[str]:
    return [one.sentence for one in found]


def changed(*entries: object) -> list[str]:
    return sentences(changes.changes(facts(*entries)).changed)


def of(record: Facts) -> Changes:
    return changes.changes(record)


def test_a_score_that_fell_is_said_with_both_values_both_days_and_the_entries_they_stand_on() -> None:
    then, now = assessment("pps", 70, 60), assessment("pps", 50, 1)
    (found,) = of(facts(then, now)).changed
    assert found.sentence == "PPS fell from 70 % (1 January 2026) to 50 % (1 March 2026)."
    assert found.topic == "function" and ids(found.evidence) == [now.entry.id, then.entry.id]


def test_a_weight_is_said_in_percent_too() -> None:
    assert changed(assessment("weight", 62, 80), assessment("weight", 55.2, 1)) == ["Weight fell from 62 kg (12 December 2025) to 55.2 kg (1 March 2026), 11.0 % less."]
    assert changed(assessment("weight", 50, 80), assessment("weight", 55, 1))[0].endswith(", 10.0 % more.")


def test_two_weights_in_different_units_can_be_compared_by_eye() -> None:
    then, now = assessment("weight", 62.1, 80), assessment("weight", 120.5, 1, unit="lb", amount=54.65788)
    assert changed(then, now) == ["Weight fell from 62.1 kg (12 December 2025) to 120.5 lb, 54.66 kg (1 March 2026), 12.0 % less."]
    both = assessment("weight", 137, 80, unit="lb", amount=62.142), now
    assert changed(*both) == ["Weight fell from 137 lb (12 December 2025) to 120.5 lb (1 March 2026), 12.0 % less."]


def test_the_same_weight_in_another_unit_is_no_change() -> None:
    found = of(facts(assessment("weight", 60, 50), assessment("weight", 132.277, 1, unit="lb", amount=60.0)))
    assert found.changed == []
    assert sentences(found.same) == ["Weight: 132.277 lb, on 11 January 2026 and on 1 March 2026."]


def test_what_stood_at_the_beginning_is_how_it_was_before_else_the_first_of_the_window() -> None:
    beginning, within = assessment("pps", 80, 90), assessment("pps", 60, 89)
    assert "80 %" in changed(beginning, within, assessment("pps", 50, 1))[0]
    assert "60 %" in changed(within, assessment("pps", 70, 40), assessment("pps", 50, 1))[0]


def test_an_entry_too_old_no_longer_says_how_it_was_at_the_beginning() -> None:
    assert "80 %" in changed(assessment("pps", 80, 180), assessment("pps", 50, 1))[0]
    assert changed(assessment("pps", 80, 181), assessment("pps", 50, 1)) == []


def test_one_entry_alone_is_no_change_and_two_of_one_day_are_none() -> None:
    assert changed(assessment("pps", 50, 1)) == []
    assert changed(assessment("pps", 60, 1), assessment("pps", 50, 1)) == []


def test_what_was_last_looked_at_before_the_window_has_not_changed_in_it() -> None:
    assert changed(assessment("pps", 70, 120), assessment("pps", 50, 90)) == []
    assert changed(assessment("pps", 70, 120), assessment("pps", 50, 89)) != []


def test_words_are_said_now_and_before() -> None:
    assert changed(assessment("oedema", "absent", 60), assessment("oedema", "present", 2)) == ["Oedema: now yes (28 February 2026), before no (1 January 2026)."]


def test_each_part_is_compared_with_the_last_time_that_it_was_looked_at() -> None:
    then = assessment("adls", None, 60, parts={"bathing": "independent", "feeding": "independent"})
    between = assessment("adls", None, 30, parts={"feeding": "independent"})
    now = assessment("adls", None, 1, parts={"bathing": "dependent", "feeding": "independent"})
    found = of(facts(then, between, now))
    assert sentences(found.changed) == ["Activities of daily living (1 March 2026, before 1 January 2026): bathing now done for them, before by themselves."]
    assert sentences(found.same) == ["Activities of daily living, feeding: by themselves, on 1 January 2026 and on 1 March 2026."]


def test_parts_that_changed_together_are_one_sentence() -> None:
    then, now = assessment("adls", None, 60, parts=dict.fromkeys(("bathing", "feeding"), "independent")), assessment("adls", None, 1, parts=dict.fromkeys(("bathing", "feeding"), "needs_help"))
    (found,) = of(facts(then, now)).changed
    assert found.sentence.endswith("feeding now with somebody's help, before by themselves; bathing now with somebody's help, before by themselves.")
    assert ids(found.evidence) == [now.entry.id, then.entry.id]


def test_less_than_a_number_has_no_direction() -> None:
    (said,) = changed(assessment("crp", 3, 60, comparator="<"), assessment("crp", 12, 1))
    assert said == "CRP: now 12 mg/L (1 March 2026), before < 3 mg/L (1 January 2026)."


def test_a_rise_is_said_of_a_marker_whatever_its_size() -> None:
    (found,) = of(facts(assessment("ca_125", 40, 60), assessment("ca_125", 41, 1))).changed
    assert (found.topic, found.sentence) == ("markers", "CA-125 rose from 40 U/mL (1 January 2026) to 41 U/mL (1 March 2026).")


@pytest.mark.parametrize(("kind", "then", "now"), [("surprise_question", "yes", "no"), ("predicted_weeks", 20, 4), ("heart_rate", 70, 110), ("temperature", 36.5, 38.9)])
def test_forecasts_and_vital_signs_are_left_out(kind: str, then: object, now: object) -> None:
    assert changed(assessment(kind, then, 60), assessment(kind, now, 1)) == []


def test_events_are_counted_where_they_happened_not_compared() -> None:
    found = of(facts(assessment("infection", "sepsis", 90), assessment("infection", "pneumonia", 89), assessment("infection", "skin", 3), assessment("hospital_admission", "unplanned", 20)))
    assert sentences(found.changed) == [
        "Infection: skin or soft tissue, 27 February 2026; pneumonia, 3 December 2025.",
        "Hospital admission: unplanned, 10 February 2026.",
    ]
    assert {one.topic for one in found.changed} == {"events"}


def test_symptom_impact_is_no_event_that_is_told_here() -> None:
    assert changed(assessment("symptom_impact", None, 3, parts={"pain": "severe"})) == []


def test_what_nobody_looked_at_is_named_with_the_last_day() -> None:
    assert of(facts(assessment("weight", 60, 90), assessment("ecog", 2, 5))).not_seen == [
        "Weight: last on 2 December 2025.",
        "Oral intake: never recorded.",
        "Activities of daily living: never recorded.",
    ]


def test_looked_at_on_the_first_day_of_the_window_counts_from_the_day_after() -> None:
    assert "Weight" in " ".join(of(facts(assessment("weight", 60, 90))).not_seen)
    assert "Weight" not in " ".join(of(facts(assessment("weight", 60, 89))).not_seen)
