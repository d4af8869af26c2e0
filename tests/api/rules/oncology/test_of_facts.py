from typing import Any

from api.rules.oncology.of_facts import derivations, responses
from tests.api.rules.records import assessment, diagnosis, facts, line, measurement, status, stopped_line


def test_the_newest_line_comes_first_and_then_the_markers_that_were_measured() -> None:
    first, second = stopped_line(400, 210, "progression", regimen="FOLFOX", platinum=True), line(140, regimen="FOLFIRI")
    found = derivations(facts(first, second, line(0, state="planned"), assessment("cea", 12, 60), assessment("cea", 20, 5), status("progressive_disease", 20)))
    assert [(one.word, one.treatment_line_id) for one in found] == [
        ("progressive_during_treatment", second.entry.first_id),
        ("refractory", second.entry.first_id),
        ("progressive_during_treatment", first.entry.first_id),
        ("refractory", first.entry.first_id),
        ("platinum_refractory", first.entry.first_id),
        ("platinum_resistant", first.entry.first_id),
        ("cea_course", None),
    ]


def test_ca125_is_judged_for_progression_and_for_response_to_the_newest_line() -> None:
    results = [assessment("ca_125", value, days, limit=35) for days, value in ((105, 400), (70, 200), (42, 190), (5, 150))]
    found = {one.word: one.status for one in derivations(facts(line(100), *results))}
    assert found["ca125_response"] == "met" and found["ca125_progression"] == "not_met"
    assert "ca125_response" not in {one.word for one in derivations(facts(line(100, started_on="2025-11"), *results))}


def test_psa_and_the_order_of_entry() -> None:
    entries = [assessment("psa", value, days) for days, value in ((100, 4), (40, 6), (19, 7))]
    assert [one.status for one in derivations(facts(*entries))] == ["met"]
    assert derivations(facts(*entries)) == derivations(facts(*entries[::-1]))


def test_responses_stand_newest_first() -> None:
    found = responses(facts(measurement(90, 100, baseline=True), measurement(60, 60), measurement(30, 72)))
    assert [one.response for one in found] == ["progressive_disease", "partial_response"]


def test_the_words_of_platinum_are_not_used_where_every_cancer_has_the_code_of_another_one() -> None:
    given = stopped_line(400, 210, "progression", platinum=True)

    def has_platinum(*cancers: Any) -> bool:
        return any(one.word.startswith("platinum") for one in derivations(facts(given, *cancers)))

    assert has_platinum() and has_platinum(diagnosis()) and has_platinum(diagnosis(icd10="C56")) and has_platinum(diagnosis(icd10="C48.2"))
    assert has_platinum(diagnosis(icd10="C18.7"), diagnosis(icd10="C57.0", rank="other"))
    assert not has_platinum(diagnosis(icd10="C18.7")) and not has_platinum(diagnosis(icd10="C18.7"), diagnosis("heart", icd10="I50.9"))
