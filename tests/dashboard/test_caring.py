"""Under whose care a patient is, asked twice for a death; and a word to their phone."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from dashboard import cards
from schemas.care import CareEntry
from schemas.messages import Message
from tests.dashboard.charts import ADA, NOON, ZONE, nadia, parts, patient, text_of, timeline
from tests.dashboard.test_answering import Desk, called, said

PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": []}
CARE, MESSAGES = f"/v1/patients/{ADA}/care", f"/v1/patients/{ADA}/messages"


def entry(care: Any = "hospice", version: int = 2, **changes: Any) -> CareEntry:
    return CareEntry(version=version, care=care, since_on=date(2026, 3, 1), entered_at=NOON, **{"note": "", "entered_by": "Nadia", **changes})


def house(care: Any = "died", **given: Any) -> Desk:
    api = Desk(**given)
    api.lists |= {CARE: entry(care), MESSAGES: message(), "/v1/me": nadia()}
    return api


def written(api: Desk) -> list[Any]:
    return [(what, body) for what, body in api.asked if what != "GET /v1/me"]


def message(**changes: Any) -> Message:
    return Message(**{"id": ADA, "patient_id": ADA, "kind": "told", "at": NOON, "by": "Nadia", "phrase": "visit_planned", **changes})


async def press(api: Desk, button: str, care: str = "died", since: str | None = "2026-03-01") -> dict[str, Any]:
    values = {f"{button}.n_clicks": 1, "care-choice.value": care, "care-since.value": since, "care-note.value": " At home. ", "patient.data": PATIENT}
    return await called(api, "care-error", button, **values)


async def test_a_death_is_asked_about_once_more_before_anything_is_written() -> None:
    api = house()
    answer = (await press(api, "save-care"))["response"]
    assert written(api) == [] and answer["care-confirm"] == {"hidden": False} and answer["care-save"] == {"hidden": True}
    assert "Ada died on 1 March 2026." in answer["care-confirm-text"]["children"] and "Is it right?" in answer["care-confirm-text"]["children"]


async def test_whoever_says_yes_has_it_recorded_and_hears_what_ended() -> None:
    api = house()
    answer = await press(api, "confirm-care")
    assert written(api) == [(f"POST {CARE}", {"care": "died", "since_on": "2026-03-01", "note": "At home."})]
    assert answer["response"]["care-dialog"] == {"opened": False} and answer["response"]["stored"] == {"data": "care 2"}
    assert "Reminders and alerts have ended" in said(answer)


@pytest.mark.parametrize("button", ["care-not-yet", "care-choice"])
async def test_whoever_hesitates_or_chooses_again_is_back_at_the_form(button: str) -> None:
    api = house()
    answer = (await press(api, button))["response"]
    assert written(api) == [] and answer["care-confirm"] == {"hidden": True} and answer["care-save"] == {"hidden": False}


@pytest.mark.parametrize("care", ["palliative", "hospice", "discharged"])
async def test_everything_else_is_asked_once(care: str) -> None:
    api = house(care)
    answer = await press(api, "save-care", care)
    assert written(api)[0][1]["care"] == care and ("have ended" in said(answer)) is (care == "discharged")


async def test_a_day_is_needed_and_a_refusal_is_said_in_the_form() -> None:
    api = house()
    assert "choose the day" in str((await press(api, "save-care", since=None))["response"]) and written(api) == []
    refused = (await press(house(refuses=400), "confirm-care"))["response"]
    assert refused["care-error"] == {"children": "The API's own sentence."} and "care-dialog" not in refused


def test_the_form_begins_with_what_holds_and_shows_who_wrote_it() -> None:
    shown = cards.care.form([entry(), entry("palliative", 1, entered_by=None)], ZONE, NOON)
    (choice,) = [part for part in parts(shown) if getattr(part, "id", None) == "care-choice"]
    assert choice.value == "hospice"
    said_ = text_of(shown)
    assert said_.index("Hospice care since 1 March 2026.") < said_.index("Palliative care since 1 March 2026.")
    assert "Written by Nadia" in said_ and "Enrolled, 2 Mar" in said_ and "The patient has died" in str(shown)


@pytest.mark.parametrize(("care", "said_"), [("hospice", "Hospice care since 1 March 2026"), ("died", "Died on 1 March 2026"), ("discharged", "Discharged on 1 March 2026")])
def test_the_heading_says_it_gently(care: Any, said_: str) -> None:
    assert said_ in text_of(cards.patient.heading(structs.replace(patient(), care=care, care_since_on=date(2026, 3, 1)), NOON))


def test_changes_of_care_and_messages_stand_in_what_was_done() -> None:
    told = structs.replace(timeline(), care=[entry(note="Moved in."), entry("palliative", 1, entered_by=None)], messages=[
        message(on_phone_at=NOON), message(kind="seen", phrase=None), message(phrase=None, text="We thought of you.")])  # fmt: skip
    found = text_of(cards.happened.happened(told))
    assert "2 messages and 1 change of care" in found and "Hospice care since 1 March 2026. Moved in." in found and "Palliative" not in found
    assert "A visit is planned." in found and "On the phone since 2 Mar, 13:00." in found
    assert "“We thought of you.”" in found and "Not on the phone yet." in found


async def send(api: Desk, phrase: str = "", text: str | None = None) -> dict[str, Any]:
    values = {"send-message.n_clicks": 1, "message-phrase.value": phrase, "message-text.value": text, "patient.data": PATIENT}
    return await called(api, "message-error", "send-message", **values)


async def test_a_word_to_the_phone_is_sent_and_the_form_is_empty_again() -> None:
    api = house()
    answer = (await send(api, "visit_planned", " Tomorrow at ten. "))["response"]
    assert api.asked == [(f"POST {MESSAGES}", {"phrase": "visit_planned", "text": "Tomorrow at ten."})]
    assert answer["message-dialog"] == {"opened": False} and answer["message-text"] == answer["message-phrase"] == {"value": ""}


async def test_nothing_to_say_and_a_dose_are_said_in_the_form_and_what_was_written_stays() -> None:
    api = house()
    assert "choose a sentence" in str((await send(api))["response"]) and written(api) == []
    refused = (await send(house(refuses=400), text="Take 5 mg"))["response"]
    assert refused == {"message-error": {"children": "The API's own sentence."}}
