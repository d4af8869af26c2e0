"""A change of medication, written down once, drawn into the charts, and taken back as a mistake."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from dashboard import cards
from dashboard.figures import marks, series
from schemas.medication_changes import MedicationChange
from tests.dashboard.charts import ADA, NOON, ZONE, check_in, nadia, text_of, timeline
from tests.dashboard.test_answering import Desk, called, said

PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": []}
CHANGE = UUID("0195f000-0000-7000-8000-000000000009")
PATH = f"/v1/patients/{ADA}/medication-changes/{CHANGE}"


def change(**changes: Any) -> MedicationChange:
    usual: dict[str, Any] = {"id": CHANGE, "patient_id": ADA, "what": "Patch <b>instead</b>", "changed_at": NOON - timedelta(hours=20), "recorded_at": NOON, "recorded_by": "Nadia"}
    return MedicationChange(**{**usual, **changes})


def house(**given: Any) -> Desk:
    api = Desk(**given)
    api.lists |= {PATH: change(), f"/v1/medication-changes/{CHANGE}/entered-in-error": change(), "/v1/me": nadia()}
    return api


def told(**changes: Any) -> Any:
    return structs.replace(timeline(check_in(1)), medication_changes=[change(**changes)])


async def save(api: Desk, what: str | None = " Patch ", at: str | None = "2026-03-02 09:30:00") -> dict[str, Any]:
    values = {"save-medication.n_clicks": 1, "medication-draft.data": str(CHANGE), "medication-what.value": what, "medication-at.value": at, "patient.data": PATIENT}
    return await called(api, "medication-error", "save-medication", **values)


async def test_it_is_sent_under_the_id_of_its_form_at_the_moment_on_the_patient_s_clock() -> None:
    api = house()
    answer = (await save(api))["response"]
    assert api.asked == [(f"PUT {PATH}", {"what": "Patch", "changed_at": "2026-03-02T09:30:00+01:00"})]
    assert answer["medication-dialog"] == {"opened": False} and str(CHANGE) in answer["stored"]["data"]


@pytest.mark.parametrize(("what", "at"), [("  ", "2026-03-02 09:30:00"), (None, "2026-03-02 09:30:00"), ("Patch", None)])
async def test_what_is_missing_is_asked_for(what: str | None, at: str | None) -> None:
    api = house()
    assert "what was changed, and when" in str((await save(api, what, at))["response"]) and api.asked == []


async def test_a_refusal_is_said_in_the_form_which_stays() -> None:
    assert (await save(house(refuses=400)))["response"] == {"medication-error": {"children": "The API's own sentence."}}


async def test_each_form_has_an_id_of_its_own() -> None:
    drafts = [(await called(house(), "medication-draft", "open-medication", **{"open-medication.n_clicks": 1, "patient.data": PATIENT}))["response"] for _ in range(2)]
    assert drafts[0]["medication-draft"]["data"] != drafts[1]["medication-draft"]["data"] and drafts[0]["medication-dialog"] == {"opened": True}


async def mark(api: Desk, reason: str | None) -> dict[str, Any]:
    values = {"mark-medication.n_clicks": 1, "medication-mistake.data": {"change": str(CHANGE)}, "medication-reason.value": reason}
    return await called(api, "medication-mistake-error", "mark-medication", **values)


async def test_a_mistake_is_marked_with_its_reason() -> None:
    api = house()
    assert "write why" in str((await mark(api, " "))["response"]) and api.asked == []
    answer = await mark(api, " The wrong patient ")
    assert api.asked == [(f"POST /v1/medication-changes/{CHANGE}/entered-in-error", {"reason": "The wrong patient"})]
    assert answer["response"]["medication-mistake-dialog"] == {"opened": False} and "notice" not in said(answer)


def test_it_stands_in_what_was_done_and_as_a_mark_whose_tags_are_only_text() -> None:
    assert "1 change of medication" in text_of(cards.happened.happened(told())) and "Written by Nadia." in text_of(cards.happened.happened(told()))
    (one,) = marks.marks(told(), series.split(told())[0])
    assert (one.kind, one.item, one.at) == ("medication", None, NOON - timedelta(hours=20)) and "&lt;b&gt;instead" in one.text
