"""What staff write: asked of an API that notes what reaches it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest
from msgspec import structs
from uuid_utils.compat import uuid7

from dashboard import recording
from dashboard.client import Refused, SignedOut, asking
from schemas.check_ins import Receipt
from tests import team
from tests.dashboard.charts import ADA, NOON, ZONE, check_in, instrument, item, timeline

PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": []}
DRAFT = {"id": str(uuid7()), "instrument": "daily-check/1", "corrects": None, "asks_for": None}
IDS = [{"type": "answer", "item": "pain"}, {"type": "answer", "item": "nausea"}]


class Asked:
    """An API that answers every path with what is set here, and notes what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []
        self.answer: Any = Receipt(id=UUID(DRAFT["id"]), patient_id=ADA, received_at=NOON, local_date=NOON.date(), clock="ok", partial=[])
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append((request.url.path, msgspec.json.decode(request.content) if request.content else None))
        return httpx.Response(self.status, content=msgspec.json.encode(self.answer))

    def refuse(self, status: int, detail: str) -> None:
        self.status, self.answer = status, {"type": "x", "title": "X", "status": status, "detail": detail}


@pytest.fixture
def asked() -> Iterator[Asked]:
    found = Asked()
    token = asking.set(team.api(found))
    yield found
    asking.reset(token)


async def save(**changes: Any) -> Any:
    usual: dict[str, Any] = {
        "clicks": 1,
        "present": DRAFT,
        "patient": PATIENT,
        "respondent": "patient",
        "mode": "phone_call",
        "moment": "2026-03-02 09:00:00",
        "note": " sore ",
        "values": ["7", "skip"],
        "ids": IDS,
    }
    return await recording.save(**{**usual, **changes})


async def test_what_was_told_is_sent_as_it_was_told_at_the_time_it_has_where_the_patient_lives(asked: Asked) -> None:
    assert await save() == (False, DRAFT["id"], "")
    ((path, sent),) = asked.sent
    assert path == f"/v1/check-ins/{DRAFT['id']}"
    assert (sent["recorded_at"], sent["zone"]) == ("2026-03-02T09:00:00+01:00", ZONE)
    assert (sent["answers"], sent["note"], sent["mode"], sent["patient_id"], sent["corrects"]) == (
        {"pain": 7, "nausea": None},
        "sore",
        "phone_call",
        str(ADA),
        None,
    )


async def test_in_summer_the_same_clock_time_is_another_moment(asked: Asked) -> None:
    await save(moment="2025-07-02 09:00:00")
    assert asked.sent[0][1]["recorded_at"] == "2025-07-02T09:00:00+02:00"


@pytest.mark.parametrize(("values", "note", "goes"), [(["skip", "skip"], "  ", False), (["skip", None], None, False), (["skip", "0"], "", True), (["skip", ""], "Too tired to answer", True)])
async def test_a_click_on_save_alone_does_not_say_that_the_patient_was_heard(asked: Asked, values: list[Any], note: str | None, goes: bool) -> None:
    _, _, sentence = await save(values=values, note=note)
    assert (len(asked.sent), "Every question is skipped" in sentence) == (int(goes), not goes)


@pytest.mark.parametrize(("minutes", "goes"), [(-60, True), (1, True), (5, False), (60 * 24, False)])
async def test_a_moment_that_is_yet_to_come_is_asked_about(asked: Asked, minutes: int, goes: bool) -> None:
    at = datetime.now(ZoneInfo(ZONE)) + timedelta(minutes=minutes)
    _, _, sentence = await save(moment=f"{at:%Y-%m-%d %H:%M:%S}")
    assert (len(asked.sent), "yet to come" in sentence) == (int(goes), not goes)


async def test_what_an_earlier_click_has_stored_is_said_where_the_form_was_changed_since(asked: Asked) -> None:
    asked.refuse(409, "Give this check-in an id of its own.")
    asked.answer["type"] = "urn:balm:problem:check-in-conflict"
    assert (await save())[2] == recording.THERE_ALREADY


async def test_two_clicks_send_one_id(asked: Asked) -> None:
    await save()
    await save(clicks=2)
    assert len({path for path, _ in asked.sent}) == 1


async def test_each_form_has_an_id_of_its_own() -> None:
    assert recording.draft(instrument())["id"] != recording.draft(instrument())["id"]


async def test_an_unclicked_button_sends_nothing(asked: Asked) -> None:
    await save(clicks=None)
    await recording.mark_in_error(None, str(ADA), "x")
    await recording.mark_in_error(1, None, "x")
    assert asked.sent == []


async def test_a_correction_names_what_it_replaces(asked: Asked) -> None:
    earlier = str(uuid7())
    await save(present={**DRAFT, "corrects": earlier})
    assert asked.sent[0][1]["corrects"] == earlier


@pytest.mark.parametrize("changes", [{"moment": None}, {"moment": ""}, {"moment": "tomorrow"}, {"values": ["seven", "skip"]}, {"values": [7.5, "x"]}])
async def test_what_can_not_be_read_is_said_beside_the_form_and_not_sent(asked: Asked, changes: dict[str, Any]) -> None:
    drawer, stored, sentence = await save(**changes)
    assert "can't be read" in sentence and drawer is not False and stored != DRAFT["id"] and asked.sent == []


async def test_a_refusal_is_said_beside_the_form_which_stays_open(asked: Asked) -> None:
    asked.refuse(422, "Pain goes from 0 to 10.")
    drawer, _, sentence = await save()
    assert drawer is not False and sentence == "Pain goes from 0 to 10."


async def test_the_end_of_the_session_is_not_said_beside_the_form_but_over_the_page(asked: Asked) -> None:
    asked.refuse(401, "Please sign in.")
    with pytest.raises(SignedOut):
        await save()
    with pytest.raises(SignedOut):
        await recording.mark_in_error(1, str(ADA), "wrong patient")


@pytest.mark.parametrize("reason", [None, "", "   "])
async def test_marking_in_error_asks_why(asked: Asked, reason: str | None) -> None:
    _, _, sentence = await recording.mark_in_error(1, str(ADA), reason)
    assert "write why" in sentence and asked.sent == []


async def test_the_reason_goes_with_the_mark(asked: Asked) -> None:
    asked.answer = check_in(1)
    assert (await recording.mark_in_error(1, str(ADA), " wrong patient "))[0] is False
    assert asked.sent == [(f"/v1/check-ins/{ADA}/entered-in-error", {"reason": "wrong patient"})]


async def test_two_marks_one_after_the_other_both_renew_the_page(asked: Asked) -> None:
    asked.answer = check_in(1)
    told = [(await recording.mark_in_error(1, str(uuid7()), "x"))[1] for _ in range(2)]
    assert told[0] != told[1]


def test_the_questionnaire_that_is_asked_stands_first_and_old_versions_are_not_offered() -> None:
    esas = instrument(id="esas-r", title="A first title", asked=False)
    newer = instrument(version="2", loaded_at=NOON + timedelta(days=1))
    assert [(one.id, one.version) for one in recording.offered([esas, newer, instrument()])] == [("daily-check", "2"), ("esas-r", "1")]


def test_a_house_without_questionnaires_is_told_so() -> None:
    with pytest.raises(Refused, match="no questionnaire yet"):
        recording.offered([])


async def test_a_form_opens_with_now_and_every_question_skipped(asked: Asked) -> None:
    asked.answer = [instrument()]
    form, opened, title, draft = await recording.blank(PATIENT)
    assert opened is True and title == "Record a check-in for Ada" and draft["instrument"] == "daily-check/1" and draft["corrects"] is None
    assert str(form).count("value='skip'") == 2 and f"value='{datetime.now(UTC).year}" in str(form)


async def test_choosing_the_same_questionnaire_changes_nothing_and_another_one_begins_a_new_form(asked: Asked) -> None:
    asked.answer = [instrument(), instrument(id="esas-r", title="ESAS-r")]
    await recording.change_instrument("daily-check/1", DRAFT, PATIENT)
    await recording.change_instrument(None, DRAFT, PATIENT)
    assert asked.sent == []
    _, draft = await recording.change_instrument("esas-r/1", DRAFT, PATIENT)
    assert draft["instrument"] == "esas-r/1" and draft["id"] != DRAFT["id"]


async def test_a_correction_of_scores_does_not_take_back_a_call_for_help(asked: Asked) -> None:
    stored = check_in(1, asks_for="help_now", pain_regions=["chest"])
    asked.answer = timeline(stored)
    _, _, _, draft = await recording.correction(PATIENT, str(stored.id))
    await save(present=draft)
    assert (asked.sent[-1][1]["corrects"], asked.sent[-1][1]["asks_for"], asked.sent[-1][1]["pain_regions"]) == (str(stored.id), "help_now", ["chest"])


async def test_a_correction_opens_what_is_stored_in_the_version_it_was_asked_in(asked: Asked) -> None:
    stored = check_in(1, note="sore", answers={"pain": 6, "nausea": None})
    asked.answer = timeline(stored, check_in(2))
    form, _, title, draft = await recording.correction(PATIENT, str(stored.id))
    assert title == "Correct a check-in of Ada" and (draft["corrects"], draft["instrument"]) == (str(stored.id), "daily-check/1")
    assert "value='6'" in str(form) and "sore" in str(form)


async def test_a_correction_keeps_the_answer_to_what_is_asked_no_more(asked: Asked) -> None:
    vomiting = structs.replace(item("vomiting"), optional=True)
    stored = check_in(1, answers={"pain": 6, "vomiting": 9})
    asked.answer = timeline(stored, instruments=[instrument(items=[item("pain"), vomiting, structs.replace(item("cough"), optional=True)])])
    form = str((await recording.correction(PATIENT, str(stored.id)))[0])
    assert "How is your vomiting?" in form and "value='9'" in form and "cough" not in form


async def test_a_correction_opens_at_the_moment_that_counts_where_the_phone_s_clock_was_ahead(asked: Asked) -> None:
    stored = check_in(1, recorded_at=NOON + timedelta(days=400))
    asked.answer = timeline(stored)
    assert "value='2026-03-01 13:00:00'" in str((await recording.correction(PATIENT, str(stored.id)))[0])


async def test_what_was_replaced_meanwhile_can_not_be_corrected(asked: Asked) -> None:
    asked.answer = timeline(check_in(1))
    with pytest.raises(Refused, match="replaced meanwhile"):
        await recording.correction(PATIENT, str(uuid7()))
