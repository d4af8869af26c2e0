"""Certifying at the desk: words are kept before they are signed, what is doubted is shown first, and a refusal loses nothing that was written."""

import json
from datetime import date
from typing import Any

import httpx
import msgspec
import pytest
from dash import no_update

from dashboard import certifying
from dashboard.client import SignedOut, asking
from schemas.benefit_periods import Period
from schemas.certifications import Certifications
from schemas.due_items import Benefit, DueItem
from tests import team
from tests.dashboard.charts import ADA, nadia
from tests.dashboard.reviewed import TODAY, decided, opinion
from tests.dashboard.test_certification_cards import ME, draft, signed

ABOUT = {"me": str(ME), "may": ["certification.write"], "patient": str(ADA)}
DRAFT = draft()
IDS = [{"type": "x", "draft": str(DRAFT.id)}]
BENEFIT = Benefit(rules_on=True, first_day_counts=False, entries=[], periods=[], due=[], closed=[], used_before=0, today=TODAY)


class Hospice:
    def __init__(self) -> None:
        self.draft, self.refusals, self.told = DRAFT, dict[str, tuple[int, str]](), list[tuple[str, str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method != "GET":
            self.told.append((request.method, path.rpartition("/")[2], json.loads(request.content) if request.content else None))
            if refusal := self.refusals.get(path.rpartition("/")[2]):
                problem = {"type": f"urn:balm:problem:{refusal[1]}", "title": "x", "status": refusal[0], "detail": "Not so."}
                return httpx.Response(refusal[0], json=problem)
            if path.endswith("/narrative"):
                self.draft = msgspec.structs.replace(self.draft, narrative=self.told[-1][2]["narrative"], version=self.draft.version + 1)
            return httpx.Response(200, content=msgspec.json.encode(signed() if path.endswith(("signature", "addenda")) else self.draft if request.method != "DELETE" else None))
        found: dict[str, Any] = {
            "/v1/me": nadia(may=ABOUT["may"]), f"/v1/patients/{ADA}/certifications": Certifications(drafts=[self.draft], signed=[]),
            f"/v1/patients/{ADA}/benefit-periods": BENEFIT, f"/v1/patients/{ADA}/reviews": [decided(opinion("hospice"))],
        }  # fmt: skip
        return httpx.Response(200, content=msgspec.json.encode(found[path]))


@pytest.fixture
def hospice() -> Hospice:
    found = Hospice()
    asking.set(team.api(found))
    return found


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said beside the button."""
    found: list[str] = []
    monkeypatch.setattr(certifying, "set_props", lambda _, props: found.append(props["children"]))
    return found


async def step(does: str, narrative: str = "Her own words.", password: str = "x", sure: bool = False) -> Any:
    asked = {"does": does, "draft": str(DRAFT.id)}
    return await certifying.step(asked, [narrative], [password], [sure] if sure else [], IDS, IDS, IDS if sure else [], ABOUT)


async def test_what_is_written_is_kept_and_then_signed_in_its_version(hospice: Hospice) -> None:
    fresh = await step("sign")
    assert fresh is not no_update
    assert hospice.told == [
        ("PUT", "narrative", {"narrative": "Her own words.", "version": 1}),
        ("POST", "signature", {"password": "x", "version": 2, "sure": False}),
    ]


async def test_words_that_are_kept_already_are_not_told_again(hospice: Hospice) -> None:
    hospice.draft = draft(id=DRAFT.id, narrative="Her own words.", version=4)
    await step("sign")
    assert [name for _, name, _ in hospice.told] == ["signature"]


@pytest.mark.parametrize(("narrative", "password", "said"), [(" \n", "x", certifying.EMPTY), ("Words.", "", "Please enter your password once more.")])
async def test_what_is_lacking_is_said_and_nothing_is_told(hospice: Hospice, narrative: str, password: str, said: str, beside: list[str]) -> None:
    assert await step("sign", narrative, password) is no_update and beside == [said]
    assert hospice.told == []


async def test_what_is_doubted_is_shown_before_it_is_signed_and_signed_if_it_is_meant(hospice: Hospice) -> None:
    hospice.draft = draft(id=DRAFT.id, doubts=["The same words."])
    fresh = await step("sign")
    assert fresh is not no_update and [name for _, name, _ in hospice.told] == ["narrative"]
    await step("sign", sure=True)
    assert hospice.told[-1][1:] == ("signature", {"password": "x", "version": 2, "sure": True})


async def test_a_wrong_password_is_said_beside_the_button_and_the_page_stays(hospice: Hospice, beside: list[str]) -> None:
    hospice.refusals["signature"] = (403, "wrong-password")
    assert await step("sign") is no_update and beside == ["Not so."]


async def test_whoever_is_signed_out_is_told_so(hospice: Hospice) -> None:
    hospice.refusals["narrative"] = (401, "not-signed-in")
    with pytest.raises(SignedOut):
        await step("write")


async def test_a_draft_is_discarded_and_a_signed_one_added_to(hospice: Hospice) -> None:
    await step("withdraw")
    await step("add", "The weight was 61.3 kg.")
    assert hospice.told == [("DELETE", str(DRAFT.id), None), ("POST", "addenda", {"words": "The weight was 61.3 kg.", "password": "x"})]


async def test_it_begins_on_the_review_decided_for_hospice_care(hospice: Hospice) -> None:
    fresh, said = await certifying.begin(1, 1, "2026-03-02", "attending", ABOUT)
    assert fresh is not no_update and said == ""
    assert hospice.told[0][2]["capacity"] == "attending" and hospice.told[0][2]["begins_on"] == "2026-03-02"
    assert (await certifying.begin(1, None, "2026-03-02", "attending", ABOUT))[1] == "Please say which period, and when it begins."


async def test_nothing_happens_by_itself(hospice: Hospice) -> None:
    assert await certifying.step(None, [], [], [], [], [], [], ABOUT) is no_update
    assert await certifying.begin(None, 1, "2026-03-02", "attending", ABOUT) == [no_update] * 2


def test_the_period_that_is_due_comes_first_then_the_one_that_runs_then_the_first() -> None:
    periods = [Period(number=n, begins_on=on, ends_on=off) for n, on, off in ((1, date(2026, 1, 1), date(2026, 3, 31)), (2, date(2026, 4, 1), date(2026, 6, 29)))]
    due = DueItem(key="certification.x", patient_id=ADA, patient_name="Ada", kind="certification", words="w", by_whom="b", standing="open", source="s", period=2)
    assert certifying.next_period(BENEFIT) == (1, TODAY)
    running = msgspec.structs.replace(BENEFIT, periods=periods)
    assert certifying.next_period(running) == (1, date(2026, 1, 1))
    assert certifying.next_period(msgspec.structs.replace(running, due=[due])) == (2, date(2026, 4, 1))
