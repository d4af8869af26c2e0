"""The dialogs' callbacks for what the patient hears and who shall have an alert."""

from typing import Any

import pytest

from schemas.alerts import Alert
from tests.dashboard.charts import ZONE, alert
from tests.dashboard.test_answering import ME, OKORO, Desk, asked, called, said


def values(one: Alert, button: str, **given: Any) -> dict[str, Any]:
    return {f"{button}.n_clicks": 1, "answering.data": {"id": str(one.id), "zone": ZONE}, **{name.replace("__", "."): value for name, value in given.items()}}


async def dialog(api: Desk, does: str, one: Alert) -> dict[str, Any]:
    return dict((await called(api, "answer-form", "alert-dialog", **{"alert-dialog.data": asked(does, one)}))["response"])


async def test_each_dialog_says_what_it_is_for() -> None:
    api = Desk(one := alert())
    titles = {does: (await dialog(api, does, one))["answer-dialog"]["title"] for does in ("resolve", "snooze", "assign", "tell")}
    assert titles == {"resolve": "Resolve: Ada, Pain", "snooze": "Snooze: Ada, Pain", "assign": "Give to somebody: Ada, Pain", "tell": "Tell the patient: Ada, Pain"}


async def test_the_colleagues_are_asked_for_when_the_dialog_opens() -> None:
    api = Desk(one := alert())
    assert "Dr Okoro, physician" in str(await dialog(api, "assign", one))


@pytest.mark.parametrize(("chosen", "sent"), [(str(OKORO), str(OKORO)), ("everybody", None)])
async def test_it_is_given_to_whom_was_chosen(chosen: str, sent: str | None) -> None:
    api = Desk(one := alert(assigned_to=ME))
    answer = await called(api, "assign-error", "assign", **values(one, "assign", colleague__value=chosen))
    assert api.changes == [(f"{one.id}/assign", {"staff_member_id": sent})] and answer["response"]["answer-dialog"] == {"opened": False}


async def test_nobody_chosen_is_asked_about() -> None:
    api = Desk(one := alert())
    answer = await called(api, "assign-error", "assign", **values(one, "assign"))
    assert api.changes == [] and "choose somebody" in str(answer["response"])


@pytest.mark.parametrize(
    ("phrase", "text", "tell"),
    [
        ("visit_planned", None, {"phrase": "visit_planned", "text": ""}),
        ("", " We thought of you. ", {"phrase": None, "text": "We thought of you."}),
        ("please_call_us", "Any time.", {"phrase": "please_call_us", "text": "Any time."}),
    ],
)
async def test_what_is_told_goes_with_taking_it(phrase: str, text: str | None, tell: dict[str, Any]) -> None:
    api = Desk(one := alert())
    await called(api, "tell-error", "tell", **values(one, "tell", **{"tell-phrase__value": phrase, "tell-text__value": text}))
    assert api.changes == [(f"{one.id}/acknowledge", {"tell": tell})]


async def test_nothing_to_tell_is_asked_about() -> None:
    api = Desk(one := alert())
    answer = await called(api, "tell-error", "tell", **values(one, "tell", **{"tell-phrase__value": "", "tell-text__value": "  "}))
    assert api.changes == [] and "choose a sentence" in str(answer["response"])


async def test_resolving_can_tell_the_patient_too() -> None:
    api = Desk(one := alert())
    given = {"outcome__value": "call", "outcome-note__value": "Slept.", "tell-phrase__value": "as_we_discussed", "tell-text__value": ""}
    await called(api, "resolve-error", "resolve", **values(one, "resolve", **given))
    assert api.changes == [(f"{one.id}/resolve", {"outcome": "call", "note": "Slept.", "tell": {"phrase": "as_we_discussed", "text": ""}})]


async def test_a_refused_dose_is_said_in_the_dialog_without_the_api_s_field_names() -> None:
    api = Desk(one := alert(), refuses=400)
    api.errors = [{"field": "tell.text", "detail": "Say it without “5 mg”."}]
    answer = await called(api, "tell-error", "tell", **values(one, "tell", **{"tell-phrase__value": "", "tell-text__value": "Take 5 mg"}))
    assert answer["response"] == {"tell-error": {"children": "The API's own sentence. Text: Say it without “5 mg”."}} and "notice" not in said(answer)
