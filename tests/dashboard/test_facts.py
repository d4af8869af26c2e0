"""Forms to facts and back."""

from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest
from uuid_utils.compat import uuid7

from dashboard import facts
from dashboard.cards import fact_forms
from dashboard.cards.fact_fields import Field, Rows, fields_of
from dashboard.facts import Faults
from dashboard.records import NEW
from schemas.diagnoses import Biomarker, NewDiagnosis
from schemas.entries import Noun
from schemas.measurements import NewMeasurement
from schemas.staff_members import TeamMember
from tests.api.rules.records import diagnosis, line, measurement, need, preference, status
from tests.dashboard.recorded import QUESTIONS, stands

WHOLE = stands(diagnosis(words="Breast cancer"), diagnosis("heart", words="Heart failure", rank="other"), line(200, number=1))
STORED: dict[Noun, Any] = {
    "diagnosis": diagnosis(words="Breast cancer", icd10="C50.9", diagnosed_on="2023-05", metastases="since", metastatic_since_on="2024", metastatic_sites=["liver", "bone"], biomarkers=[Biomarker(name="HER2", result="3+")]),
    "treatment_line": line(200, number=2, platinum=False, trial=True, best_response="stable_disease", note="At St Mary's."),
    "disease_status": status("progressive_disease", 3, sites=["liver"], new_metastases=True),
    "measurement": measurement(3, 20, None, 0),
    "preference": preference("who_may_know", "undecided", 3),
    "need": need("Wants to pray", discipline="chaplain", state="taken_up"),
}


def form_of(noun: Noun) -> fact_forms.Form:
    if noun == "preference":
        return fact_forms.preference(next(one for one in QUESTIONS if one.topic == "who_may_know"))
    return fact_forms.need([TeamMember(id=UUID(str(uuid7())), name="Nadia", role="nurse")]) if noun == "need" else fact_forms.OF_FACTS[noun](WHOLE)


@pytest.mark.parametrize("noun", list(STORED))
def test_a_stored_fact_opened_and_saved_unchanged_is_the_same(noun: Noun) -> None:
    stored = STORED[noun]
    values = facts.values_of(stored)
    fields = fields_of([one if isinstance(one, Field) else one.widened(values) for one in form_of(noun)])
    written = {name: facts.shown(field, values.get(name)) for name, field in fields.items()}
    given = {**facts.unshown(stored, fields), **facts.content(fields, written)}
    sent = msgspec.to_builtins(facts.new_fact(NEW[noun], given, **({"topic": stored.topic} if noun == "preference" else {})))
    assert {name: value for name, value in sent.items() if value != msgspec.to_builtins(stored).get(name) and value is not False} == {}


@pytest.mark.parametrize("noun", list(STORED))
def test_every_field_of_a_form_is_one_of_the_nouns(noun: Noun) -> None:
    assert {name.split(".")[0] for name in fields_of(form_of(noun))} <= set(NEW[noun].__struct_fields__)


def test_there_is_a_form_for_every_noun_but_findings_which_have_their_own() -> None:
    assert set(STORED) == set(NEW) == set(get_args(Noun)) - {"assessment"}


def test_what_a_form_does_not_show_stays_as_it_was() -> None:
    fields = fields_of([Field("words", "What")])
    kept = facts.unshown(STORED["need"], fields)
    assert kept["discipline"] == "chaplain" and "words" not in kept and "entry" not in kept and "staff_member" not in kept
    assert facts.unshown(None, fields) == {}


def read(fields: list[Field | Rows], **values: Any) -> dict[str, Any]:
    return facts.content(fields_of(fields), values)


def test_what_is_needed_is_asked_for_and_every_fault_is_named_at_once() -> None:
    with pytest.raises(Faults) as raised:
        read([Field("words", "W", needed=True), Field("on", "O", "partial"), Field("number", "N", "whole"), Field("mm", "M", "number")], on="05/06/2023", number="1.5", mm="<3")
    assert set(raised.value.found) == {"words", "on", "number", "mm"}


def test_yes_no_and_nothing_are_three_answers() -> None:
    flag: list[Field | Rows] = [Field("trial", "T", "flag")]
    assert (read(flag, trial="yes"), read(flag, trial="no"), read(flag, trial=None)) == ({"trial": True}, {"trial": False}, {})


def test_an_empty_row_is_none_and_a_row_without_what_it_needs_is_asked_about() -> None:
    rows: list[Field | Rows] = [Rows("biomarkers", "B", [Field("name", "Name"), Field("result", "Result")], 3)]
    given = read(rows, **{"biomarkers.0.name": "HER2", "biomarkers.0.result": "3+", "biomarkers.1.name": "", "biomarkers.2.name": "EGFR", "biomarkers.2.result": "-"})
    assert given == {"biomarkers": [{"name": "HER2", "result": "3+"}, {"name": "EGFR", "result": "-"}]}
    with pytest.raises(Faults) as raised:
        facts.new_fact(NewDiagnosis, {"words": "x", "disease": "cancer", "biomarkers": [{"name": "HER2"}]})
    assert raised.value.found == {"biomarkers": "A row here lacks: result."}


def test_a_lesion_without_a_size_could_not_be_measured_and_zero_is_gone() -> None:
    new = facts.new_fact(NewMeasurement, {"method": "ct", "targets": [{"name": "1", "organ": "liver"}, {"name": "2", "organ": "liver", "diameter_mm": 0}]})
    assert isinstance(new, NewMeasurement) and [target.diameter_mm for target in new.targets] == [None, 0]
    only_watched = facts.new_fact(NewMeasurement, {"method": "ct", "non_targets": "present"})
    assert isinstance(only_watched, NewMeasurement) and only_watched.targets == []


def test_lesions_without_any_size_were_rather_forgotten() -> None:
    with pytest.raises(Faults, match="at least one size"):
        facts.new_fact(NewMeasurement, {"method": "ct", "targets": [{"name": "1", "organ": "liver"}]})
    assert facts.new_fact(NewMeasurement, {"method": "ct", "targets": [{"name": "1", "organ": "liver"}], "new_lesions": True})


def test_a_size_without_a_name_is_asked_about_not_lost() -> None:
    fields = fields_of(fact_forms.measurement(WHOLE))
    with pytest.raises(Faults) as raised:
        facts.new_fact(NewMeasurement, facts.content(fields, {"method": "ct", "observed_on": "2026-03-02", "targets.0.diameter_mm": "12"}))
    assert set(raised.value.found) == {"targets"}


def test_a_form_has_a_row_for_each_that_is_stored_and_one_more() -> None:
    rows = Rows("biomarkers", "B", [Field("name", "Name")], 12)
    assert rows.widened({}).times == 12
    assert rows.widened({f"biomarkers.{n}.name": "x" for n in range(20)}).times == 21
    assert rows._replace(grows=False).widened({f"biomarkers.{n}.name": "x" for n in range(20)}).times == 12


def test_what_the_api_says_stands_beside_its_field_or_below() -> None:
    fields = fields_of([Field("icd10", "I"), Rows("targets", "T", [Field("name", "N"), Field("diameter_mm", "mm")], 2)])
    beside, others = facts.placed(
        [
            {"field": "icd10", "detail": "Odd code."},
            {"field": "icd10", "detail": "No cancer."},
            {"field": "targets", "detail": "Three of an organ."},
            {"field": "targets[1].diameter_mm", "detail": "Too large."},
            {"field": "corrects", "detail": "Gone."},
            {"field": "corrects", "detail": "Gone."},
        ],
        fields,
    )
    assert beside == {"icd10": "Odd code. No cancer.", "targets.0.name": "Three of an organ.", "targets.1.diameter_mm": "Too large."}
    assert others == ["Gone."]
