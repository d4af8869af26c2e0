"""What a form holds is what is sent: nothing that stood there before gets lost by opening and saving it."""

import json
from typing import Any

import httpx
import msgspec
import pytest

from dashboard import configuring
from dashboard.cards import configuration
from dashboard.client import asking
from schemas.configurations import Caregivers, Configured, CrisisWords, Family, Opening, Rules, SelfCare, Shift, Watch
from schemas.findings import Thresholds
from schemas.staff_members import TeamMember
from tests import team
from tests.dashboard.charts import ADA, NOON, ZONE, instrument, nadia, parts, text_of

NADIA = TeamMember(id=ADA, name="Nadia Rahman", role="nurse")
OURS = {"en": ["end it all"], "de": ["mag nicht mehr leben"], "es": []}


class Hospice:
    """An API that keeps what it is sent."""

    def __init__(self, content: Any = None) -> None:
        self.content, self.sent = msgspec.to_builtins(content) if content else {}, list[dict[str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            self.sent.append(json.loads(request.content))
        held = Configured(version=3, content=self.content, set_at=NOON, set_by="Ines Vogel")
        found: dict[str, Any] = {"/v1/me": nadia(), "/v1/staff-members": [NADIA], "/v1/instruments": [instrument()], "/v1/crisis-words": OURS}
        other: Any = [held] if request.url.path.endswith("/versions") else held
        return httpx.Response(200, content=msgspec.json.encode(found.get(request.url.path, other)))


async def opened(hospice: Hospice, part: Any) -> tuple[dict[Any, Any], dict[str, Any]]:
    """The form's values by the id of their field, and what the page keeps."""
    asking.set(team.api(hospice))
    form, held = await configuring.show(part)
    named = [one for one in parts(form) if getattr(one, "id", None) is not None and hasattr(one, "value")]
    return {json.dumps(one.id, sort_keys=True) if isinstance(one.id, dict) else one.id: one.value for one in named}, held


def column(values: dict[Any, Any], kind: str) -> list[Any]:
    return [value for name, value in values.items() if name.startswith("{") and json.loads(name)["type"] == kind]


def ids(values: dict[Any, Any], kind: str) -> list[Any]:
    return [json.loads(name) for name in values if name.startswith("{") and json.loads(name)["type"] == kind]


WATCH = Watch(
    hours=[Opening(days=["monday", "sunday"], opens="08:00:00", closes="12:30:00"), Opening(days=["friday"], opens="22:00:00", closes="06:00:00")],  # type: ignore[arg-type]
    closed_on=[NOON.date()],
    on_call=[Shift(staff_member_id=ADA, begins_at=NOON, ends_at=NOON.replace(hour=20))],
    targets={"urgent": 30, "soon": 120, "review": 600},
    escalation=[ADA],
)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is said above the page; there is none here."""
    found: list[Any] = []
    monkeypatch.setattr(configuring, "set_props", lambda _, props: found.append(text_of(props["children"])))
    return found


async def test_hours_shifts_targets_and_who_is_called_next_come_back_as_they_were(told: list[Any]) -> None:
    watch = msgspec.convert(msgspec.to_builtins(WATCH), Watch)
    hospice = Hospice(watch)
    values, held = await opened(hospice, "watch")
    rows = [column(values, kind) for kind in ("opening-days", "opening-opens", "opening-closes")]
    shifts = [column(values, kind) for kind in ("shift-who", "shift-begins", "shift-ends")]
    assert shifts[1] == ["2026-03-02 13:00:00"], "as clocks show it where the organisation is"
    await configuring.save_watch(1, held, *rows, values["closed-on"], *shifts, column(values, "target"), ids(values, "target"), values["escalation"])
    (sent,) = hospice.sent
    assert sent["replaces"] == 3 and msgspec.convert(sent["content"], Watch) == watch
    assert "It holds from now on." in told[0]


async def test_a_row_that_is_not_filled_in_is_said_and_nothing_is_sent() -> None:
    hospice = Hospice(WATCH)
    _, held = await opened(hospice, "watch")
    *_, said = await configuring.save_watch(1, held, [["monday"]], ["08:00"], [""], [], [], [], [], [], [], [])
    assert "fill in what is missing" in said and hospice.sent == []


async def test_the_rules_come_back_as_they_were() -> None:
    rules = Rules(thresholds=Thresholds(rise=2.5, trend_reports=8), missed=3)
    hospice = Hospice(rules)
    values, held = await opened(hospice, "rules")
    await configuring.save_rules(1, held, column(values, "rule"), ids(values, "rule"))
    assert msgspec.convert(hospice.sent[0]["content"], Rules) == rules
    *_, said = await configuring.save_rules(1, held, ["", *column(values, "rule")[1:]], ids(values, "rule"))
    assert "a number in each field" in said and len(hospice.sent) == 1


async def test_a_list_of_words_that_nobody_touched_stays_balms() -> None:
    hospice = Hospice(CrisisWords())
    values, held = await opened(hospice, "crisis_words")
    words, names = column(values, "phrases"), ids(values, "phrases")
    await configuring.save_crisis_words(1, held, words, names)
    assert hospice.sent[-1]["content"] == {"phrases": None}
    await configuring.save_crisis_words(1, held, [[*words[0], "no way out"], *words[1:]], names)
    assert hospice.sent[-1]["content"] == {"phrases": {"en": ["end it all", "no way out"]}}


async def test_advice_is_kept_for_what_is_not_asked_at_present_and_an_emptied_one_goes() -> None:
    hospice = Hospice(SelfCare(texts={"de": {"cough": {"mild": "Tee."}}, "en": {"pain": {"severe": "Call us."}}}))
    values, held = await opened(hospice, "self_care")
    names, texts = ids(values, "advice"), column(values, "advice")
    assert "Call us." in texts and {one["item"] for one in names} == {"pain", "nausea"}
    changed = ["  Open a window. " if (one["language"], one["item"], one["band"]) == ("es", "nausea", "mild") else None for one in names]
    await configuring.save_self_care(1, held, changed, names)
    assert hospice.sent[0]["content"]["texts"] == {"de": {"cough": {"mild": "Tee."}}, "es": {"nausea": {"mild": "Open a window."}}}


async def test_what_families_read_comes_back_as_it_was_and_an_emptied_text_goes() -> None:
    family = Family(about={"en": "We come to you.", "de": "Wir kommen."}, whom_to_call={"es": "Llame a la sala."}, after_death_shows="ended", after_death={"en": "We are here."})
    hospice = Hospice(family)
    values, held = await opened(hospice, "family")
    names, texts = ids(values, "family-text"), column(values, "family-text")
    assert len(names) == 9 and values["after-death-shows"] == "ended"
    await configuring.save_family(1, held, values["after-death-shows"], texts, names)
    assert msgspec.convert(hospice.sent[0]["content"], Family) == family
    changed = ["  " if text == "Wir kommen." else text for text in texts]
    await configuring.save_family(1, held, "contact", changed, names)
    assert hospice.sent[1]["content"]["about"] == {"en": "We come to you."} and hospice.sent[1]["content"]["after_death_shows"] == "contact"


async def test_what_caregivers_are_offered_comes_back_as_it_was_and_an_empty_day_is_never() -> None:
    caregivers = Caregivers(wellbeing=False, after_death={"de": "Wir denken an Sie."}, bereavement_after_days=42)
    hospice = Hospice(caregivers)
    values, held = await opened(hospice, "caregivers")
    names, texts, days = ids(values, "quiet-words"), column(values, "quiet-words"), values["bereavement-days"]
    assert len(names) == 3 and days == 42
    await configuring.save_caregivers(1, held, False, days, texts, names)
    assert msgspec.convert(hospice.sent[0]["content"], Caregivers) == caregivers
    await configuring.save_caregivers(1, held, True, "", ["", "  ", ""], names)
    assert hospice.sent[1]["content"] == {"wellbeing": True, "after_death": {}, "bereavement_after_days": None}
    *_, said = await configuring.save_caregivers(1, held, True, "soon", texts, names)
    assert "whole number" in said and len(hospice.sent) == 2


def test_who_set_what_and_when_stands_below() -> None:
    held = configuration.Held(Configured(version=2, content={}, set_at=NOON, set_by="Ines Vogel"), ZONE, [], [])
    shown = text_of(configuration.frame("rules", [], held, [held.configured]))
    assert "Version 2, set by Ines Vogel, 2 Mar, 13:00" in shown and "Mon 2 Mar 2026, 13:00" in shown
    blank = configuration.Held(Configured(version=0, content={}), ZONE, [], [])
    assert "Balm’s default holds." in text_of(configuration.frame("rules", [], blank, []))
    assert "phones tell patients these hours" in text_of(configuration.frame("watch", [], blank, []))
