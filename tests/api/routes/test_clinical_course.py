"""Diagnoses, the oncology course, wishes, needs, and the follow-up of HOPE symptoms: what each noun has of its own."""

from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.conftest import Clock
from tests.people import Cast
from tests.records import Desk, problem

CANCER: dict[str, Any] = {"words": "Breast cancer", "disease": "cancer", "icd10": "C50.9", "biomarkers": [{"name": "HER2", "result": "3+", "meaning": "positive"}]}
CHEMOTHERAPY: dict[str, Any] = {"regimen": "FOLFOX", "modalities": ["chemotherapy"], "started_on": "2025-10", "intent": "palliative", "number": 2, "platinum": True}


@pytest.fixture
def nadia(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


async def test_one_diagnosis_is_the_principal_one(nadia: Desk) -> None:
    cancer = await nadia.stored("diagnoses", **CANCER)
    assert problem(await nadia.put("diagnoses", words="Heart failure", disease="heart")) == (409, "principal-diagnosis-taken")
    heart = await nadia.stored("diagnoses", words="Heart failure", disease="heart", rank="other")
    changed = await nadia.stored("diagnoses", **CANCER | {"rank": "other"}, corrects=cancer["entry"]["id"])
    principal = await nadia.stored("diagnoses", words="Heart failure", disease="heart", corrects=heart["entry"]["id"])
    assert [fact["entry"]["id"] for fact in (await nadia.facts())["diagnoses"]] == [principal["entry"]["id"], changed["entry"]["id"]]
    assert problem(await nadia.in_error(changed["entry"]["id"])) == (409, "principal-diagnosis-taken")


async def test_a_later_version_of_the_principal_diagnosis_takes_its_place(nadia: Desk) -> None:
    first = await nadia.stored("diagnoses", **CANCER)
    since = CANCER | {"metastases": "since", "metastatic_since_on": "2026-01", "metastatic_sites": ["liver"]}
    second = await nadia.stored("diagnoses", **since, corrects=first["entry"]["id"])
    assert (await nadia.facts())["diagnoses"] == [second]
    assert len(await nadia.history("diagnoses")) == 2


async def test_a_scan_names_its_treatment_line_by_the_first_version_whichever_was_sent(nadia: Desk) -> None:
    first = await nadia.stored("treatment-lines", **CHEMOTHERAPY)
    stopped = CHEMOTHERAPY | {"state": "stopped", "stopped_on": "2026-02", "stop_reason": "progression", "best_response": "stable_disease"}
    second = await nadia.stored("treatment-lines", **stopped, corrects=first["entry"]["id"])
    status = await nadia.stored("disease-statuses", status="progressive_disease", method="ct", treatment_line_id=second["entry"]["id"])
    assert status["treatment_line_id"] == first["entry"]["id"] == second["entry"]["first_id"]
    assert (await nadia.facts())["treatment_lines"] == [second]


async def test_a_scan_can_not_name_a_treatment_line_of_somebody_else_or_none(nadia: Desk, client: httpx.AsyncClient, cast: Cast) -> None:
    line = (await Desk(client, cast, "otto", cast.olga).stored("treatment-lines", **CHEMOTHERAPY))["entry"]["id"]
    diagnosis = (await nadia.stored("diagnoses", **CANCER))["entry"]["id"]
    for named in (line, diagnosis, str(uuid7())):
        answer = await nadia.put("disease-statuses", status="stable_disease", method="ct", treatment_line_id=named)
        assert problem(answer) == (400, "fact-refused")
        assert answer.json()["errors"] == [{"field": "treatment_line_id", "detail": "This patient has no treatment line with that id."}]


async def test_lesions_are_measured_with_their_sum(nadia: Desk) -> None:
    targets = [{"name": "liver 1", "organ": "liver", "diameter_mm": 32.5}, {"name": "node", "organ": "lymph node", "diameter_mm": 18, "node": True}]
    assert (await nadia.stored("measurements", method="ct", targets=targets, baseline=True))["sum_mm"] == 50.5
    unmeasured = [targets[0], targets[1] | {"diameter_mm": None}]
    assert (await nadia.stored("measurements", method="ct", targets=unmeasured))["sum_mm"] is None


async def test_nobody_has_asked_until_somebody_has_and_a_change_of_mind_keeps_what_was_said(nadia: Desk) -> None:
    assert "disease_directed_treatment" in (await nadia.facts())["unasked"]
    await nadia.stored("preferences", topic="disease_directed_treatment", stance="every_treatment", observed_on="2026-01-10")
    await nadia.stored("preferences", topic="disease_directed_treatment", stance="none", note="No more chemotherapy.", observed_on="2026-02-25")
    await nadia.stored("preferences", topic="goals_of_care", stance="not_now", observed_on="2026-02-26")
    facts = await nadia.facts()
    assert not {"disease_directed_treatment", "goals_of_care"} & set(facts["unasked"])
    said = [(fact["topic"], fact["stance"]) for fact in facts["preferences"]]
    assert said == [("goals_of_care", "not_now"), ("disease_directed_treatment", "none"), ("disease_directed_treatment", "every_treatment")]


async def test_a_preference_entered_in_error_was_never_asked(nadia: Desk) -> None:
    stored = await nadia.stored("preferences", topic="goals_of_care", stance="comfort")
    await nadia.in_error(stored["entry"]["id"])
    assert (await nadia.facts())["unasked"][0] == "goals_of_care"


async def test_a_need_is_taken_up_by_a_colleague_and_met(nadia: Desk, cast: Cast) -> None:
    need: dict[str, Any] = {"words": "Wants to make peace with her brother", "domain": "spiritual", "discipline": "chaplain"}
    opened = await nadia.stored("needs", **need)
    taken = await nadia.stored("needs", **need, state="taken_up", staff_member_id=str(cast.nadia), corrects=opened["entry"]["id"])
    assert taken["staff_member"] == "Nadia Rahman"
    met = await nadia.stored("needs", **need, state="met", corrects=taken["entry"]["id"])
    assert (await nadia.facts())["needs"] == [met]
    assert [fact["state"] for fact in await nadia.history("needs")] == ["met", "taken_up", "open"]


async def test_nobody_outside_the_team_takes_up_a_need(nadia: Desk, cast: Cast) -> None:
    answer = await nadia.put("needs", words="A ramp", domain="practical", state="taken_up", staff_member_id=str(cast.otto))
    assert problem(answer) == (400, "not-in-the-team")


async def test_a_severe_symptom_is_followed_up_by_a_visit_within_two_days(nadia: Desk, clock: Clock) -> None:
    rating = await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "severe", "nausea": "slight"}, observed_on="2026-03-01")
    due = (await nadia.facts())["follow_ups"][0]
    assert (due["symptoms"], due["due_on"], due["visited_on"]) == (["pain"], "2026-03-03", None)
    clock.move(days=1)
    await nadia.stored("assessments", kind="symptom_follow_up", parts={"pain": "slight"}, follows=rating["entry"]["id"])
    done = (await nadia.facts())["follow_ups"][0]
    assert (done["visited_on"], done["in_time"]) == ("2026-03-03", True)


async def test_a_visit_stays_with_a_rating_that_is_corrected(nadia: Desk) -> None:
    rating = await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "severe"})
    await nadia.stored("assessments", kind="symptom_follow_up", parts={"pain": "slight"}, follows=rating["entry"]["id"])
    await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "moderate"}, corrects=rating["entry"]["id"])
    assert (await nadia.facts())["follow_ups"][0]["in_time"] is True


async def test_a_visit_before_the_rating_or_after_nothing_is_refused(nadia: Desk) -> None:
    rating = (await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "severe"}, observed_on="2026-03-01"))["entry"]["id"]
    early = await nadia.put("assessments", kind="symptom_follow_up", parts={"pain": "slight"}, follows=rating, observed_on="2026-02-28")
    assert (problem(early), early.json()["errors"][0]["field"]) == ((400, "fact-refused"), "observed_on")
    pps = (await nadia.stored("assessments", kind="pps", value=50))["entry"]["id"]
    assert problem(await nadia.put("assessments", kind="symptom_follow_up", parts={"pain": "slight"}, follows=pps)) == (400, "fact-refused")
    assert problem(await nadia.put("assessments", kind="symptom_follow_up", parts={"pain": "slight"}, follows=str(uuid7()))) == (400, "fact-refused")


async def test_a_phase_has_the_day_since_which_it_is_so(nadia: Desk) -> None:
    await nadia.stored("assessments", kind="phase", value="stable", observed_on="2026-01-05")
    await nadia.stored("assessments", kind="phase", value="deteriorating", observed_on="2026-02-27")
    assert [(fact["value"], fact["observed_on"]) for fact in (await nadia.facts())["assessments"]["phase"]] == [
        ("deteriorating", "2026-02-27"),
        ("stable", "2026-01-05"),
    ]
