"""The dialog for one's own calendar program: an address shown once, listed without it, ended."""

import json
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from dashboard import calendar_linking, cards
from dashboard.client import SignedOut, asking
from schemas.calendar_links import CalendarLink, MadeCalendarLink
from tests import team
from tests.dashboard.charts import ADA, NOON, ZONE, parts, text_of
from tests.dashboard.due import ONE

ABOUT = {"zone": ZONE}
LINK = CalendarLink(id=ONE, staff_member_id=ADA, name="My phone", mine=False, made_at=NOON)
ADDRESS = "https://balm.example/calendars/token.ics"


class Hospice:
    def __init__(self, refusal: int | None = None) -> None:
        self.refusal, self.told = refusal, list[tuple[str, str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method != "GET":
            self.told.append((request.method, request.url.path, json.loads(request.content) if request.content else None))
            if self.refusal:
                return httpx.Response(self.refusal, json={"type": "urn:balm:problem:x", "title": "x", "status": self.refusal, "detail": "Not so."})
        if request.method == "DELETE":
            return httpx.Response(204)
        return httpx.Response(200, content=msgspec.json.encode(MadeCalendarLink(link=LINK, address=ADDRESS) if request.method == "POST" else [LINK]))


@pytest.fixture
def hospice() -> Hospice:
    found = Hospice()
    asking.set(team.api(found))
    return found


async def test_an_address_is_shown_once_and_the_list_goes_without_it(hospice: Hospice) -> None:
    listed, made, error, name = await calendar_linking.make(1, "  My  phone ", True, ABOUT)
    assert hospice.told == [("POST", "/v1/calendar-links", {"name": "My phone", "mine": True})]
    assert [part.value for part in parts(made) if getattr(part, "id", None) == "link-address"] == [ADDRESS] and (error, name) == ("", "")
    assert ADDRESS not in str(listed) and "Everything. Nobody has asked with it yet." in text_of(listed)


async def test_a_name_is_needed_and_a_refusal_is_said_in_the_dialog(hospice: Hospice) -> None:
    assert "Please write" in (await calendar_linking.make(1, " ", False, ABOUT))[2] and hospice.told == []
    asking.set(team.api(Hospice(403)))
    assert (await calendar_linking.make(1, "x", False, ABOUT))[2] == "Not so."
    asking.set(team.api(Hospice(401)))
    with pytest.raises(SignedOut):
        await calendar_linking.make(1, "x", False, ABOUT)


async def test_one_that_is_ended_takes_the_address_from_the_screen(hospice: Hospice) -> None:
    _, made = await calendar_linking.end({"link": str(ONE)}, ABOUT)
    assert made is None and hospice.told == [("DELETE", f"/v1/calendar-links/{ONE}", None)]


def test_the_list_says_when_it_was_last_asked_for() -> None:
    used = msgspec.structs.replace(LINK, mine=True, asked_at=NOON - timedelta(hours=2))
    assert "Yours and nobody’s. Last asked 2 hours ago" in text_of(cards.calendar_links.listed([used], ZONE, NOON))
    assert "No address yet" in text_of(cards.calendar_links.listed([], ZONE, NOON))
