"""What Ada shows to others, as her team reads it; ended, and begun for whom she has named."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from msgspec import structs
from uuid_utils.compat import uuid7

from dashboard import cards
from schemas.entries import Entry
from schemas.preferences import Confidant, Preference
from schemas.shares import GrantedShare, Scope, Share, ShareEvent, SharePreview, ShareWithLog
from tests.dashboard.charts import ADA, NOON, ZONE, instrument, parts, text_of
from tests.dashboard.test_answering import Desk, called

SHARE = UUID(int=7)
PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": ["share.read", "share.grant", "share.revoke"]}
PAGE = "<!doctype html><main><h1>How Ada is</h1></main>"
SHARES, WISHES = f"/v1/patients/{ADA}/shares", f"/v1/patients/{ADA}/preferences"
LABELS = {"pain": "Pain", "nausea": "Nausea"}
FIELDS = {"for": "Maria", "symptoms": ["pain"], "also": ["responses"], "period": "week", "lasts": "7", "language": "de", "passphrase": " our old dog "}


def shared(holds: bool = True, asks: bool = False, events: tuple[ShareEvent, ...] = (), **changes: Any) -> ShareWithLog:
    given = {"id": SHARE, "patient_id": ADA, "for_name": "Maria", "scope": Scope(symptoms=["pain"]), "language": "en", "has_passphrase": False}
    share = Share(**{**given, "ends_at": NOON + timedelta(days=14), "granted_at": NOON, "granted_by": "Ada's phone", "granted_by_kind": "patient", **changes})
    return ShareWithLog(share=share, holds=holds, asks=asks, events=list(events))


def wish(stance: str = "named", *names: str, **changes: Any) -> Preference:
    entry = Entry(id=uuid7(), first_id=uuid7(), patient_id=ADA, recorded_at=NOON, recorded_by="Nadia", **changes)
    return Preference(topic="who_may_know", stance=stance, people=[Confidant(name=name) for name in names], observed_on=NOON.date(), entry=entry)


class House(Desk):
    """Also grants, and ends."""

    def __init__(self, *wishes: Preference, **given: Any) -> None:
        super().__init__(**given)
        self.lists |= {SHARES: [shared()], WISHES: list(wishes), "/v1/instruments": [instrument()], f"/v1/shares/{SHARE}": [shared(holds=False)], f"{SHARES}/preview": SharePreview(html=PAGE)}

    def answer(self, request: httpx.Request) -> httpx.Response:
        granting = request.method == "POST" and request.url.path == SHARES and not self.refuses
        self.lists[SHARES] = GrantedShare(share=shared().share, link="https://balm.test/family/t0ken", qr_svg="<svg/>") if granting else [shared()]
        return super().answer(request)


def shown(*found: ShareWithLog, may_end: bool = True) -> str:
    return text_of(cards.shares.shares(found, LABELS, ZONE, NOON, may_end=may_end))


def test_it_says_to_whom_what_until_when_and_who_looked() -> None:
    event = ShareEvent(id=uuid7(), share_id=SHARE, at=NOON, kind="opened", by="Maria")
    scope = Scope(symptoms=["pain", "cough"], notes=True, responses=True, first_on=date(2026, 3, 1), last_on=date(2026, 3, 9))
    text = shown(shared(events=(event,), scope=scope, has_passphrase=True))
    assert "Pain, cough · What was written · What the team said · from 1 March 2026 on · up to 9 March 2026" in text
    assert "Until Mon 16 Mar 2026, 13:00, with a word that was agreed on." in text and "Maria looked, 2 Mar, 13:00" in text
    assert "Only how the days were on the whole" in shown(shared(scope=Scope())) and "Nobody is shown anything." in shown()


def test_what_who_decides_for_the_patient_began_says_so() -> None:
    said = "Begun by Ben, who decides for the patient."
    assert said in shown(shared(granted_by="Ben", granted_by_kind="caregiver")) and "decides" not in shown(shared(granted_by="Nadia Rahman", granted_by_kind="staff"))


def test_wrong_words_and_a_changed_wish_are_said_without_alarm() -> None:
    tried = [ShareEvent(id=uuid7(), share_id=SHARE, at=NOON, kind="refused", by="", times=times) for times in (1, 3)]
    ended = ShareEvent(id=uuid7(), share_id=SHARE, at=NOON, kind="wish_changed", by="Nadia Rahman")
    text = shown(shared(holds=False, events=(ended, *tried)))
    assert "A wrong word was tried once, and nothing was shown, 2 March 2026" in text and "A wrong word was tried 3 times" in text
    assert "Ended as the patient no longer names this person (recorded by Nadia Rahman), 2 Mar, 13:00" in text


def test_what_the_patient_began_and_the_wish_that_holds_now_no_longer_names_stands_there_to_be_asked() -> None:
    said = "doesn’t name Maria. Please ask the patient, and end this if that is the wish."
    assert said in shown(structs.replace(shared(), unnamed=True)) and said not in shown(shared())


def test_what_has_ended_can_not_be_ended_and_a_request_is_the_patient_s_to_answer() -> None:
    assert "Yes, end it" in shown(shared()) and "Yes, end it" not in shown(shared(), may_end=False)
    ended = shown(shared(holds=False, asks=True))
    assert "Yes, end it" not in ended and "nothing can be seen any more" in ended and "The patient, or who decides for them, answers on the phone." in ended


def test_only_whom_the_patient_has_named_by_what_stands_can_be_chosen() -> None:
    assert cards.shares.named([wish("named", "Maria", "Peter"), wish("named", "Otto")]) == ["Maria", "Peter"]
    assert cards.shares.named([wish("named", "Otto", entered_in_error_at=NOON), wish("nobody")]) == [] == cards.shares.named([])
    assert "record it first" in text_of(cards.shares.form([], LABELS)) and "record it first" not in text_of(cards.shares.form(["Maria"], LABELS))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("all", None, None), ("today", date(2026, 3, 3), None), ("week", date(2026, 2, 24), None), ("month", date(2026, 2, 3), None), ("past", None, date(2026, 3, 3))],
)
def test_days_are_counted_where_the_patient_is(period: str, first: date | None, last: date | None) -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # after midnight in Berlin
    found = cards.shares.scope([], [], period, ZONE, late)
    assert (found.first_on, found.last_on) == (first, last)


async def test_the_drawer_opens_with_what_is_shown_and_the_form() -> None:
    answer = (await called(House(wish("named", "Maria")), "shares-drawer", "open-shares", **{"open-shares.n_clicks": 1, "patient.data": PATIENT}))["response"]
    assert answer["shares-drawer"] == {"opened": True} and "Maria" in str(answer["shares"]) and "look-share" in str(answer["share-place"]) and "grant-share" not in str(answer["share-place"])
    nobody = (await called(House(), "shares-drawer", "open-shares", **{"open-shares.n_clicks": 1, "patient.data": {**PATIENT, "may": ["share.read"]}}))["response"]
    assert nobody["share-place"] == {"children": None} and "Yes, end it" not in str(nobody["shares"])


async def test_ending_shows_what_holds_then() -> None:
    api = House()
    answer = (await called(api, "shares.children", "end-share", **{"end-share.data": {"share": str(SHARE)}, "patient.data": PATIENT}))["response"]
    assert api.asked[0][0] == f"DELETE /v1/shares/{SHARE}" and "nothing can be seen any more" in str(answer)


async def press(api: House, **changes: Any) -> Any:
    """See what they would see."""
    fields = {f"share-{name}.value": value for name, value in {**FIELDS, **changes}.items()}
    return (await called(api, "share-error", "look-share", **{"look-share.n_clicks": 1, "patient.data": PATIENT, **fields}))["response"]


async def agree(api: House, wish: Any) -> Any:
    return (await called(api, "share-refused", "grant-share", **{"grant-share.n_clicks": 1, "patient.data": PATIENT, "share-wish.data": wish}))["response"]


async def test_before_it_is_granted_there_is_a_look_at_what_the_other_would_see() -> None:
    api = House(wish("named", "Maria"))
    answer = await press(api)
    (body,) = [body for what, body in api.asked if what == f"POST {SHARES}/preview"]
    assert (body["for_name"], body["passphrase"], body["language"]) == ("Maria", "our old dog", "de")
    assert body["scope"]["symptoms"] == ["pain"] and body["scope"]["responses"] and not body["scope"]["notes"] and body["scope"]["first_on"]
    assert abs(datetime.fromisoformat(body["ends_at"]) - datetime.now(UTC) - timedelta(days=7)) < timedelta(minutes=5)
    assert f"POST {SHARES}" not in [what for what, _ in api.asked], "nothing was granted"
    assert answer["share-form"] == {"hidden": True} and answer["share-wish"]["data"] == body
    look = str(answer["share-look"])
    assert PAGE in look and "This is what Maria would see now" in look and "grant-share" in look


def test_the_look_runs_nothing() -> None:
    (frame,) = [part for part in parts(cards.shares.look("Maria", PAGE)) if getattr(part, "srcDoc", None)]
    assert (frame.srcDoc, frame.sandbox, frame.title) == (PAGE, "", "What Maria would see")


async def test_it_is_granted_as_it_was_looked_at_and_the_link_is_shown_once() -> None:
    api = House(wish("named", "Maria"))
    looked_at = (await press(api))["share-wish"]["data"]
    answer = await agree(api, looked_at)
    assert [body for what, body in api.asked if what == f"POST {SHARES}"] == [looked_at]
    assert "https://balm.test/family/t0ken" in str(answer["share-place"]) and "t0ken" not in str(answer["shares"])


@pytest.mark.parametrize(("changes", "said"), [({"for": None}, "choose for whom"), ({"passphrase": "abc"}, "at least 4 letters")])
async def test_what_is_missing_is_said_and_nothing_is_sent(changes: dict[str, Any], said: str) -> None:
    api = House()
    assert said in str(await press(api, **changes)) and api.asked == []


async def test_a_refusal_is_said_in_the_form_and_below_the_look() -> None:
    looked_at = (await press(House(wish("named", "Maria"))))["share-wish"]["data"]
    assert await press(House(refuses=403)) == {"share-error": {"children": "The API's own sentence."}}
    assert await agree(House(refuses=403), looked_at) == {"share-refused": {"children": "The API's own sentence."}}


def test_the_qr_code_and_the_link_stand_where_the_link_is_given() -> None:
    found = cards.shares.granted(GrantedShare(share=shared().share, link="https://balm.test/family/t0ken", qr_svg="<svg/>"))
    assert "only this once" in text_of(found) and [part.alt for part in parts(found) if getattr(part, "alt", None)] == ["QR code of the link for Maria"]
