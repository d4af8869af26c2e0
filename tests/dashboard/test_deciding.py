"""Deciding at the form: what is asked of the API, what is said when something is lacking or refused, and that no word is lost where the record has changed."""

import json
from typing import Any

import httpx
import msgspec
import pytest
from dash import no_update

from dashboard import deciding, decision_words
from dashboard.client import SignedOut, asking
from tests import team
from tests.dashboard.charts import ADA, ZONE, nadia
from tests.dashboard.reviewed import MAY, SEEN, criterion, decided, review, section

ABOUT = {"me": str(ADA), "zone": ZONE, "may": MAY, "patient": str(ADA)}
REVIEW = decided()
HELD = {"does": "decide", "seen": "00" * 32, "review": str(REVIEW.id)}


class Hospice:
    """An API that notes what it is told, and refuses as long as it has something to refuse with."""

    def __init__(self) -> None:
        self.refusals, self.told = list[tuple[int, str]](), list[tuple[str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.told.append((request.url.path, json.loads(request.content)))
            if self.refusals:
                status, name = self.refusals.pop()
                return httpx.Response(status, json={"type": f"urn:balm:problem:{name}", "title": "x", "status": status, "detail": "Not so."})
            return httpx.Response(201, content=msgspec.json.encode(REVIEW))
        found: dict[str, Any] = {"/v1/me": nadia(may=MAY), f"/v1/patients/{ADA}/review": review(section(criterion()))}
        return httpx.Response(200, content=msgspec.json.encode(found[request.url.path]))


@pytest.fixture
def hospice() -> Hospice:
    found = Hospice()
    asking.set(team.api(found))
    return found


async def test_a_decision_is_told_with_the_record_that_was_read(hospice: Hospice) -> None:
    form, _, drawn, said = await deciding.decide(1, HELD, "not_now_wish", "As she says.", "2026-04-01", ABOUT)
    assert (form, said) == ([], "") and drawn.startswith("decided")
    assert hospice.told == [
        (f"/v1/patients/{ADA}/reviews", {"decision": "not_now_wish", "reasons": "As she says.", "seen": "00" * 32, "look_again_on": "2026-04-01"})
    ]


@pytest.mark.parametrize(("choice", "reasons", "said"), [(None, "x", deciding.FAR), ("hospice", " \n", deciding.REASONS), ("hospice", None, deciding.REASONS)])
async def test_what_is_lacking_is_said_and_nothing_is_told(hospice: Hospice, choice: Any, reasons: Any, said: str) -> None:
    assert (await deciding.decide(1, HELD, choice, reasons, None, ABOUT))[3] == said
    assert (await deciding.give_opinion(1, HELD, choice, reasons))[2] == said
    assert hospice.told == []


async def test_where_the_record_has_changed_the_form_stays_and_takes_the_new_one(hospice: Hospice) -> None:
    hospice.refusals = [(409, "changed-meanwhile")]
    form, held, drawn, said = await deciding.decide(1, HELD, "hospice", "As she says.", None, ABOUT)
    assert (form, held["seen"], said) == (no_update, SEEN, decision_words.CHANGED) and drawn.startswith("changed")
    await deciding.decide(2, held, "hospice", "As she says.", None, ABOUT)
    assert [body["seen"] for _, body in hospice.told] == ["00" * 32, SEEN]


async def test_another_refusal_is_said_in_the_form(hospice: Hospice) -> None:
    hospice.refusals = [(403, "not-allowed"), (409, "own-second-opinion")]
    assert (await deciding.give_opinion(1, HELD, "hospice", "x"))[2] == "Not so."
    assert (await deciding.decide(1, HELD, "hospice", "x", None, ABOUT))[3] == "Not so."


async def test_whoever_is_signed_out_is_told_so(hospice: Hospice) -> None:
    hospice.refusals = [(401, "not-signed-in")] * 2
    with pytest.raises(SignedOut):
        await deciding.decide(1, HELD, "hospice", "x", None, ABOUT)
    with pytest.raises(SignedOut):
        await deciding.note_telling(1, HELD, "Ada", "x", None)


async def test_a_second_opinion_and_who_was_told_go_to_their_review(hospice: Hospice) -> None:
    await deciding.give_opinion(1, HELD, "hospice", "She told me.")
    form, drawn, _ = await deciding.note_telling(1, HELD, " Ada  and Ben ", "That we go on.", "2026-03-01")
    assert form == [] and drawn.startswith("noted")
    assert hospice.told == [
        (f"/v1/reviews/{REVIEW.id}/second-opinions", {"decision": "hospice", "reasons": "She told me."}),
        (f"/v1/reviews/{REVIEW.id}/tellings", {"told": "Ada and Ben", "words": "That we go on.", "told_on": "2026-03-01"}),
    ]
    assert (await deciding.note_telling(1, HELD, "", "x", None))[2] == "Please write who was told, and what."


async def test_the_form_opens_and_does_nothing_by_itself(hospice: Hospice) -> None:
    form, held = await deciding.open_form(HELD, ABOUT)
    assert form and held == HELD
    for nothing in (await deciding.open_form(None, ABOUT), await deciding.decide(None, HELD, "hospice", "x", None, ABOUT), await deciding.note_telling(1, None, "a", "b", None)):
        assert hospice.told == [] and len({str(part) for part in nothing}) == 1
