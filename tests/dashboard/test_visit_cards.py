"""The forms for a visit and the laboratory: the usual first, the last values beside, units that can be switched."""

from typing import Any

from dash.development.base_component import Component

from dashboard import cards
from dashboard.cards import finding_fields
from dashboard.cards.visit import LABORATORY, VISIT
from tests.api.rules.records import assessment
from tests.dashboard.charts import parts, text_of
from tests.dashboard.recorded import KINDS, desk


def by_id(component: Any, what: str, kind: str, part: str = "") -> Any:
    return next(one for one in parts(component) if (name := getattr(one, "id", None)) and isinstance(name, dict) and (name["type"], name["kind"], name["part"]) == (f"finding-{what}", kind, part))


def shown(name: str, *entries: Any, wanted: str | None = None) -> Component:
    return cards.visit.form(name, desk(*entries, wanted=wanted))


def kinds_of(form: Component) -> list[str]:
    return list(dict.fromkeys(one.id["kind"] for one in parts(form) if isinstance(getattr(one, "id", None), dict) and one.id["type"] == "finding-value"))


def options(form: Component, name: str) -> list[str]:
    (select,) = [one for one in parts(form) if getattr(one, "id", None) == f"{name}-more"]
    return [item["value"] for group in select.data for item in group["items"]]


def test_pps_weight_and_intake_come_first_and_everything_else_is_found_by_typing() -> None:
    form = shown(VISIT)
    assert kinds_of(form)[:6] == ["pps", "weight", "oral_intake", "oedema", "dyspnoea_at_rest", "delirium"]
    found = options(form, VISIT)
    assert {"kps", "ascites", "fev1", "infection", "albumin", "symptom_impact"} <= set(found)
    assert not set(found) & set(kinds_of(form))
    assert set(found) | set(kinds_of(form)) == {kind.id for kind in KINDS.values() if not kind.follows}


def test_a_scale_that_was_used_before_is_there_again() -> None:
    assert "ecog" not in kinds_of(shown(VISIT))
    assert "ecog" in kinds_of(shown(VISIT, assessment("ecog", 2)))


def test_a_marker_that_was_measured_before_is_there_again_with_its_limit() -> None:
    assert "ca_125" not in kinds_of(shown(LABORATORY))
    form = shown(LABORATORY, assessment("ca_125", 80, upper_limit=35))
    assert kinds_of(form)[0] == "ca_125" and by_id(form, "limit", "ca_125").value == "35"


def test_the_laboratory_offers_what_laboratories_find() -> None:
    assert all(KINDS[kind].has_limit for kind in [*kinds_of(shown(LABORATORY)), *options(shown(LABORATORY), LABORATORY)])


def test_whoever_was_sent_for_a_kind_finds_it_first_with_what_is_meant() -> None:
    form = shown(VISIT, wanted="ascites")
    assert kinds_of(form)[0] == "ascites" and "ascites" not in options(form, VISIT)
    assert [kinds_of(shown(VISIT, wanted=kind))[0] for kind in ("pco2", "respiratory_rate", "blood_pressure")] == ["pco2", "respiratory_rate", "blood_pressure"]
    assert kinds_of(shown(LABORATORY, wanted="ascites"))[0] == "albumin"
    assert kinds_of(shown(VISIT, wanted="symptom_follow_up"))[0] == "pps"
    assert KINDS["oral_intake"].definition in text_of(shown(VISIT, wanted="oral_intake")) and KINDS["oral_intake"].definition not in text_of(shown(VISIT))


def test_what_was_found_last_stands_beside_and_is_not_filled_in() -> None:
    field = finding_fields.field(KINDS["weight"], assessment("weight", 62.4, 3), VISIT)
    assert by_id(field, "value", "weight").description == "Last: 62.4 kg, 27 Feb 2026." and by_id(field, "value", "weight").value == ""
    field = finding_fields.field(KINDS["oedema"], assessment("oedema", "absent", 3), VISIT)
    assert "Last: No, 27 Feb 2026." in text_of(field) and by_id(field, "value", "oedema").value is None


def test_of_what_has_parts_the_last_stands_beside_each() -> None:
    said = text_of(finding_fields.field(KINDS["adls"], assessment("adls", None, 3, parts={"bathing": "dependent"}), VISIT))
    assert "Bathing , last: done for them" in said and "Last: 27 Feb 2026, scored by Nadia Rahman." in said and "Feeding ," not in said
    assert "Last: 120/80 mmHg, 27 Feb 2026." in text_of(finding_fields.field(KINDS["blood_pressure"], assessment("blood_pressure", None, 3, parts={"systolic": 120, "diastolic": 80}), VISIT))


def test_the_unit_is_the_one_that_was_used_last_and_can_be_switched() -> None:
    field = finding_fields.field(KINDS["weight"], assessment("weight", 137, 3, unit="lb"), VISIT)
    assert (by_id(field, "unit", "weight").value, by_id(field, "unit", "weight").data) == ("lb", ["kg", "lb"])
    assert by_id(finding_fields.field(KINDS["weight"], None, VISIT), "unit", "weight").value == "kg"
    assert by_id(finding_fields.field(KINDS["cea"], None, VISIT), "unit", "cea").data == ["ng/mL", "µg/L", "ng/dL", "pg/mL", "ng/L"]


def test_scales_of_tens_are_buttons_and_long_ones_are_written() -> None:
    chips = [one.value for one in parts(finding_fields.field(KINDS["pps"], None, VISIT)) if type(one).__name__ == "Chip"]
    assert chips == [str(tens) for tens in range(10, 101, 10)]
    assert finding_fields.is_written(KINDS["heart_rate"], "") and finding_fields.is_written(KINDS["blood_pressure"], "systolic")
    assert not finding_fields.is_written(KINDS["pps"], "") and not finding_fields.is_written(KINDS["adls"], "bathing")


def test_only_what_hardly_changes_is_ever_asked_about() -> None:
    assert [kind.id for kind in KINDS.values() if any(isinstance(getattr(one, "id", None), dict) and one.id["type"] == "finding-sure" for one in parts(finding_fields.field(kind, None, VISIT)))] == ["weight", "height"]


def test_a_finding_that_is_corrected_stands_in_its_field_as_it_was_printed() -> None:
    printed = assessment("ca_125", 4, 3, comparator="<", upper_limit=35, unit="kU/L")
    field = finding_fields.field(KINDS["ca_125"], None, "correction", printed)
    assert (by_id(field, "value", "ca_125").value, by_id(field, "unit", "ca_125").value, by_id(field, "limit", "ca_125").value) == ("<4", "kU/L", "35")
    assert by_id(finding_fields.field(KINDS["pps"], None, "correction", assessment("pps", 50)), "value", "pps").value == "50"
    adls = finding_fields.field(KINDS["adls"], None, "correction", assessment("adls", None, parts={"bathing": "dependent"}))
    assert (by_id(adls, "value", "adls", "bathing").value, by_id(adls, "value", "adls", "feeding").value) == ("dependent", None)


def test_a_limit_that_stands_is_shown_when_it_is_corrected_whatever_the_kind() -> None:
    assert by_id(finding_fields.field(KINDS["crp"], None, "correction", assessment("crp", 9, upper_limit=5)), "limit", "crp").value == "5"


def test_every_kind_there_is_has_a_field() -> None:
    for kind in KINDS.values():
        fields = [one.id["part"] for one in parts(finding_fields.field(kind, None, VISIT)) if isinstance(getattr(one, "id", None), dict) and one.id["type"] == "finding-value"]
        assert sorted(fields) == sorted(kind.parts or [""]), kind.id
