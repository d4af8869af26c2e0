"""The packs of criteria in the settings: chosen by who leads, confirmed by a named clinician against the text itself."""

import json
from typing import Any

import dash_mantine_components as dmc
import httpx
import msgspec
import pytest
from dash import html
from msgspec import structs

from dashboard import cards, configuring, confirming
from dashboard.cards.configuration import Held
from dashboard.client import SignedOut, asking
from schemas.configurations import Configured
from schemas.reviews import PackConfirmation, RulePack
from tests import team
from tests.dashboard.charts import NOON, ZONE, nadia, parts, text_of
from tests.dashboard.reviewed import PACK
from tests.dashboard.test_pages import shown

APPLIED = RulePack(
    pack=PACK, sections=["Part I. Decline"], sources_read=["goodshepherdhospice.com: general part"], disagreements=["dementia: FAST 7, or 7c"], confirmations=[], chosen=True
)
OTHER = structs.replace(APPLIED, pack=structs.replace(PACK, id="clinical", title="Clinical, no payer"), chosen=False, disagreements=[])
CONFIRMED = PackConfirmation(version=1, text_read="L34538, cms.gov", confirmed_at=NOON, confirmed_by="Dr Okoro")
HELD = Held(Configured(version=1, content={"pack": PACK.id}, set_at=NOON, set_by="Ines Vogel"), ZONE, [], [])
LEAD = ["configuration.change", "rule_pack.confirm"]


class Hospice:
    """An API that keeps what it is told."""

    def __init__(self, may: list[str], refusal: int | None = None) -> None:
        self.may, self.refusal, self.told = may, refusal, list[tuple[str, str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method != "GET":
            self.told.append((request.method, path, json.loads(request.content) if request.content else None))
            if self.refusal:
                return httpx.Response(self.refusal, json={"type": "urn:balm:problem:x", "title": "x", "status": self.refusal, "detail": "Not so."})
        packs: Any = [APPLIED, OTHER] if path == "/v1/rule-packs" else APPLIED
        found: dict[str, Any] = {"/v1/me": nadia(may=self.may), "/v1/staff-members": [], "/v1/instruments": []}
        if path.startswith("/v1/configurations/"):
            held = HELD.configured if "/hospice" in path else structs.replace(HELD.configured, content={})
            return httpx.Response(200, content=msgspec.json.encode([held] if path.endswith("/versions") else held))
        return httpx.Response(200, content=msgspec.json.encode(found.get(path, packs)))


def asked_of(hospice: Hospice) -> Hospice:
    asking.set(team.api(hospice))
    return hospice


def page(*packs: RulePack, may_change: bool = True, may_confirm: bool = True) -> list[Any]:
    return cards.rule_packs.content(packs, HELD, [HELD.configured], may_change=may_change, may_confirm=may_confirm)


def words_of(component: Any) -> str:
    return " ".join(text_of(component).split())


def ids(component: Any) -> list[Any]:
    return [one.id for one in parts(component) if getattr(one, "id", None)]


def test_each_pack_says_what_was_read_what_is_not_known_and_where_sources_disagree() -> None:
    said = words_of(page(APPLIED, OTHER))
    for words in (*PACK.notices, "goodshepherdhospice.com: general part", "dementia: FAST 7, or 7c", "Part I. Decline.", "Version 1 of the pack", "Version 1, set by Ines Vogel"):
        assert words in said, words
    opened = [one.open for one in parts(page(APPLIED, OTHER)) if isinstance(one, html.Details) and "rule-pack" in str(getattr(one, "className", ""))]
    assert opened == [True, False], "what is applied is unfolded"
    assert said.count("Where the sources disagree") == 1
    assert f"Ines Vogel, Mon 2 Mar 2026, 13:00 The pack “{PACK.id}”, before “clinical”." in said


def test_who_may_not_choose_sees_what_is_applied_and_who_may_not_confirm_is_told_who_can() -> None:
    reads = page(APPLIED, may_change=False, may_confirm=False)
    assert "Applied: CGS. Who leads or administers chooses the pack." in words_of(reads)
    assert "A physician, or who leads the team, can confirm it." in words_of(reads)
    assert not {"hospice-pack", "save-hospice"} & {one for one in ids(reads) if isinstance(one, str)} and not [one for one in ids(reads) if isinstance(one, dict)]


def test_a_confirmation_stands_with_name_day_and_text_and_only_for_this_version() -> None:
    one = structs.replace(APPLIED, pack=structs.replace(PACK, verified=True), confirmations=[CONFIRMED])
    said = words_of(page(one))
    assert "Dr Okoro compared version 1 on 2 Mar 2026 with: “L34538, cms.gov”" in said and "Confirmed here" in said
    assert {"type": "withdraw-pack", "pack": PACK.id} in ids(page(one)) and "Withdraw" not in words_of(page(one, may_confirm=False))
    newer = structs.replace(one, pack=structs.replace(PACK, version=2))
    assert "Before Dr Okoro compared version 1" in words_of(page(newer)) and {"type": "confirm-pack", "pack": PACK.id, "version": 2} in ids(page(newer))
    taken_back = structs.replace(APPLIED, confirmations=[structs.replace(CONFIRMED, withdrawn_at=NOON, withdrawn_by="Ines Vogel")])
    assert "“L34538, cms.gov” Withdrawn by Ines Vogel on 2 Mar 2026." in words_of(page(taken_back))


async def test_the_chosen_pack_is_sent_as_it_stands_in_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuring, "set_props", lambda *_: None)
    hospice = asked_of(Hospice(LEAD))
    form, held = await configuring.show("hospice")
    (value,) = [one.value for one in parts(form) if getattr(one, "id", None) == "hospice-pack"]
    assert value == PACK.id
    await configuring.save_hospice(1, held, "clinical", True, False)
    content = {"pack": "clinical", "medicare_rules": True, "face_to_face_on_first_day": False}
    assert hospice.told == [("PUT", "/v1/configurations/hospice", {"replaces": 1, "content": content})]


@pytest.mark.parametrize("may_change", [True, False])
@pytest.mark.parametrize("on", [True, False])
def test_whether_medicare_s_rules_are_followed_stands_beside_the_packs(on: bool, may_change: bool) -> None:
    held = structs.replace(HELD, configured=structs.replace(HELD.configured, content={"pack": PACK.id, "medicare_rules": on}))
    form = cards.rule_packs.content([APPLIED], held, [], may_change=may_change, may_confirm=True)
    switches = {one.id: (one.checked, one.disabled) for one in parts(form) if isinstance(one, dmc.Switch)}
    assert switches == {"medicare-rules": (on, not may_change), "first-day": (False, not may_change)}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is said beside which field."""
    found: list[Any] = []
    monkeypatch.setattr(confirming, "set_props", lambda name, props: found.append((name["pack"], props["children"])))
    return found


TEXTS = (["  ", " L34538,\ncms.gov, read today "], [{"pack": "clinical"}, {"pack": PACK.id}])


async def test_a_confirmation_names_the_version_and_the_text_that_stand_on_the_screen(said: list[Any]) -> None:
    hospice = asked_of(Hospice(LEAD))
    form, _ = await confirming.confirm({"pack": PACK.id, "version": 1}, *TEXTS)
    assert hospice.told == [("POST", f"/v1/rule-packs/{PACK.id}/confirmation", {"version": 1, "text_read": "L34538, cms.gov, read today"})]
    assert "Screen by" in str(form) and said == []
    await confirming.withdraw({"pack": PACK.id})
    assert hospice.told[1][:2] == ("DELETE", f"/v1/rule-packs/{PACK.id}/confirmation")


async def test_without_naming_the_text_nothing_is_sent_and_a_refusal_is_said_beside_the_field(said: list[Any]) -> None:
    hospice = asked_of(Hospice(LEAD))
    await confirming.confirm({"pack": "clinical", "version": 1}, *TEXTS)
    await confirming.confirm(None, *TEXTS)
    await confirming.withdraw(None)
    assert hospice.told == [] and said == [("clinical", confirming.TOO_SHORT)]
    asked_of(Hospice(LEAD, 409))
    await confirming.confirm({"pack": PACK.id, "version": 1}, *TEXTS)
    assert said[-1] == (PACK.id, "Not so.")
    asked_of(Hospice(LEAD, 401))
    with pytest.raises(SignedOut):
        await confirming.confirm({"pack": PACK.id, "version": 1}, *TEXTS)


@pytest.mark.parametrize(
    ("may", "seen", "unseen"),
    [
        (LEAD, ["Who watches", "Hospice criteria"], []),
        (["rule_pack.confirm"], ["Hospice criteria", "I have compared"], ["Who watches", "save-hospice"]),
        (["review.read"], ["set by who leads or administers"], ["Hospice criteria"]),
    ],
)
async def test_each_role_sees_the_parts_that_are_open_to_it(may: list[str], seen: list[str], unseen: list[str]) -> None:
    found = await shown(httpx.MockTransport(Hospice(may)), "/team/settings")
    assert all(words in found for words in seen) and not any(words in found for words in unseen)


def test_a_pack_of_no_payer_names_none() -> None:
    free = structs.replace(OTHER, pack=structs.replace(PACK, payer="none", document="SPICT and NECPAL"))
    said = text_of(cards.rule_packs.content([APPLIED, free], HELD, [], may_change=True, may_confirm=True))
    assert "none" not in said and "Medicare. LCD L34538" in said
