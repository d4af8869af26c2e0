"""The drawer for one fact and the dialog for a mistake, on the API itself."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from dashboard import filing, on_record, visiting
from dashboard.client import Refused
from tests.dashboard.charts import text_of
from tests.dashboard.recorded import DAY, fields
from tests.records import Desk


async def press(about: dict[str, Any], does: str, noun: str, fact_id: object = "", kind: str = "") -> Any:
    return await filing.open_form({"does": does, "noun": noun, "about": kind, "id": str(fact_id)}, about)


async def keep(about: dict[str, Any], draft: dict[str, Any], written: dict[str, Any], found: list[list[Any]] | None = None) -> Any:
    ids = [{"type": "fact-field", "field": name} for name in written]
    return await filing.save(1, draft, about, list(written.values()), ids, *(found or fields("correction", {})))


DIAGNOSIS = {"words": "Breast cancer", "disease": "cancer", "rank": "principal", "icd10": "C50.9", "diagnosed_on": "May 2023", "observed_on": DAY}


async def test_a_diagnosis_is_recorded_and_corrected_and_both_versions_stay(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    _, opened, title, draft = await press(about, "add", "diagnosis")
    assert opened and title == "A diagnosis"
    assert told == {"notice children": None}, "what was saved before doesn't lie over the drawer"
    assert (await keep(about, draft, DIAGNOSIS))[0] is False
    (stored,) = (await nadia.facts())["diagnoses"]
    assert (stored["icd10"], stored["diagnosed_on"]) == ("C50.9", "2023-05")
    form, _, title, draft = await press(about, "correct", "diagnosis", stored["entry"]["id"])
    assert title == "Change: diagnosis" and "The earlier version stays stored" in text_of(form)
    assert (await keep(about, draft, DIAGNOSIS | {"words": "Cancer of the left breast"}))[0] is False
    now, before = await nadia.history("diagnoses")
    assert (now["words"], before["entry"]["replaced_by"]) == ("Cancer of the left breast", now["entry"]["id"])


async def test_what_contradicts_itself_is_said_beside_its_field(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    *_, draft = await press(about, "add", "diagnosis")
    found = await keep(about, draft, DIAGNOSIS | {"icd10": "I50.0", "words": ""})
    assert found[2] == visiting.LOOK and told["words error"] == "Please say this." and told["icd10 error"] == ""
    found = await keep(about, draft, DIAGNOSIS | {"icd10": "I50.0"})
    assert found[2] == visiting.LOOK and told["icd10 error"] and told["words error"] == ""
    assert await nadia.history("diagnoses") == []


async def test_a_second_principal_diagnosis_is_refused_in_words(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    await nadia.stored("diagnoses", words="Heart failure", disease="heart")
    *_, draft = await press(about, "add", "diagnosis")
    assert "Change that one first" in (await keep(about, draft, DIAGNOSIS))[2]


async def test_a_wish_is_recorded_under_its_topic(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    *_, draft = await press(about, "add", "preference", kind="goals_of_care")
    assert (await keep(about, draft, {"stance": "comfort", "said_by": "patient", "observed_on": DAY, "note": "Enough."}))[0] is False
    (stored,) = (await nadia.facts())["preferences"]
    assert (stored["topic"], stored["stance"], stored["note"]) == ("goals_of_care", "comfort", "Enough.")


async def test_lesions_are_measured_again_by_name_without_their_sizes(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    form, *_ = await press(about, "add", "measurement")
    assert "value='yes'" in str(form), "the first one is the baseline"
    await nadia.stored("measurements", method="ct", targets=[{"name": "segment 6", "organ": "liver", "diameter_mm": 41}], baseline=True, observed_on="2026-02-01")
    form, *_ = await press(about, "add", "measurement")
    assert "value='segment 6'" in str(form) and "value='41'" not in str(form) and "1 Feb 2026 (baseline): segment 6 41" in str(form)


async def test_what_a_measured_scan_showed_is_recorded_with_its_method_and_day(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    scan = await nadia.stored("measurements", method="mri", targets=[{"name": "segment 6", "organ": "liver", "diameter_mm": 41}], baseline=True, observed_on="2026-02-01")
    form, *_ = await press(about, "add", "disease_status", kind=scan["entry"]["id"])
    assert "value='mri'" in str(form) and "2026-02-01" in str(form)
    form, *_, draft = await press(about, "add", "disease_status")
    assert "value='ct'" in str(form) and "2026-02-01" not in str(form)
    assert (await keep(about, draft, {"status": "stable_disease", "method": "mri", "observed_on": "2026-02-01"}))[0] is False


async def test_a_visit_is_recorded_as_the_follow_up_of_its_rating(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    rating = await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "severe"}, observed_on="2026-03-01")
    *_, draft = await press(about, "follow", "assessment", rating["entry"]["id"], "symptom_follow_up")
    found = fields("correction", {("symptom_follow_up", "pain"): "slight"})
    assert (await keep(about, draft, {"observed_on": DAY}, found))[0] is False
    (follow_up,) = (await nadia.facts())["follow_ups"]
    assert (follow_up["visited_on"], follow_up["in_time"]) == (DAY, True)


async def test_a_finding_is_corrected_and_keeps_its_time_of_day(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    stored = await nadia.stored("assessments", kind="weight", value=26.4, time_of_day="09:00", observed_on="2026-03-01")
    *_, draft = await press(about, "correct", "assessment", stored["entry"]["id"])
    assert (await keep(about, draft, {"observed_on": "2026-03-01"}, fields("correction", {("weight", ""): "62.4"}, units={"weight": "kg"})))[0] is False
    (now,) = (await nadia.facts())["assessments"]["weight"]
    assert (now["value"], now["corrects"], now["time_of_day"]) == (62.4, stored["entry"]["id"], "09:00")


async def test_what_was_changed_meanwhile_is_not_changed_again(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    stored = await nadia.stored("needs", words="Wants to pray", domain="spiritual")
    *_, draft = await press(about, "correct", "need", stored["entry"]["id"])
    await nadia.in_error(stored["entry"]["id"])
    assert "changed meanwhile" in (await keep(about, draft, {"words": "x"}))[2]
    with pytest.raises(Refused, match="changed meanwhile"):
        await press(about, "correct", "need", stored["entry"]["id"])


async def test_a_mistake_is_marked_with_its_reason_and_not_without(nadia: Desk, about: dict[str, Any]) -> None:
    stored = await nadia.stored("needs", words="Wants to pray", domain="spiritual")
    fact_id = stored["entry"]["id"]
    assert await filing.ask_why({"noun": "need", "id": fact_id}) == (True, fact_id, "")
    assert (await filing.mark_mistake(1, fact_id, "  "))[2] == "Please write why, so that the next reader understands."
    assert (await filing.mark_mistake(1, fact_id, "wrong patient"))[0] is False
    (marked,) = await nadia.history("needs")
    assert marked["entry"]["entered_in_error_reason"] == "wrong patient" and (await nadia.facts())["needs"] == []
    assert "A mistake: wrong patient" in text_of(await on_record.history("need", about))
    assert (await filing.mark_mistake(1, str(uuid7()), "x"))[2] == "It may not exist, or it isn't yours to see."


async def test_what_stands_is_drawn_from_one_call(nadia: Desk, about: dict[str, Any]) -> None:
    await nadia.stored("needs", words="Wants to pray", domain="spiritual")
    assert "Wants to pray" in text_of((await on_record.renew("", None, about))[3])
