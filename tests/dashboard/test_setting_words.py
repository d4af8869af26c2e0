"""What a version of an organisation's settings changed, as it stands under "Who set what, and when"."""

from datetime import time
from typing import Any

import msgspec
import pytest

from dashboard import setting_words
from dashboard.cards import configuration
from schemas.configurations import Caregivers, Configured, Family, Hospice, Opening, Rules, SelfCare, Watch
from schemas.findings import Thresholds
from schemas.staff_members import TeamMember
from tests.dashboard.charts import ADA, NOON, ZONE, text_of

TEAM = {str(ADA): "Dr Okoro"}
USUAL = {"en": {"pain": {"mild": "Rest."}}}


def said(kind: str, content: Any, before: Any = None) -> list[str]:
    return setting_words.changes(kind, msgspec.to_builtins(content), None if before is None else msgspec.to_builtins(before), TEAM)


@pytest.mark.parametrize(
    ("content", "before", "expected"),
    [
        (Rules(), None, []),
        (Rules(thresholds=Thresholds(rise=2.5), missed=3), None, ["Worsening, rise over what is usual: 2.5, before 2.", "Missed reports in a row: 3, before 2."]),
        (Rules(), Rules(missed=3), ["Missed reports in a row: 2, before 3."]),
        (Rules(thresholds=Thresholds(review_again_days=3)), None, ["Persistent and steady rise, call again after days: 3, before 7."]),
    ],
)
def test_numbers_stand_with_what_they_were(content: Rules, before: Rules | None, expected: list[str]) -> None:
    assert said("rules", content, before) == expected


def test_a_number_that_an_older_version_did_not_have_is_no_change() -> None:
    now = msgspec.to_builtins(Rules())
    older = {**now, "thresholds": {name: value for name, value in now["thresholds"].items() if name != "review_again_days"}}
    assert setting_words.changes("rules", now, older, {}) == []


def test_who_watches_is_said_by_day_person_and_minutes() -> None:
    sundays = Opening(days=["sunday"], opens=time(10), closes=time(12))
    new = msgspec.to_builtins(Watch(hours=[sundays], escalation=[ADA], targets={"urgent": 30, "soon": 240, "review": 1440}))
    new["closed_on"] = ["2026-12-25"]
    new["on_call"] = [{"staff_member_id": str(ADA), "begins_at": "2026-03-02T16:00:00Z", "ends_at": "2026-03-03T07:00:00Z"}]
    assert setting_words.changes("watch", new, None, TEAM, ZONE) == [
        "The team’s hours: Sun 10:00 to 12:00.", "Closed on, new: 2026-12-25.", "On call, new: Dr Okoro from 2 Mar, 17:00 to 3 Mar, 08:00.", "Urgent, minutes: 30, before 60.", "Called next: Dr Okoro.",
    ]  # fmt: skip
    assert setting_words.changes("watch", {**new, "hours": [], "escalation": [], "closed_on": [], "on_call": []}, new, {}, ZONE) == [
        "The team’s hours: none.", "Closed on, gone: 2026-12-25.", "On call, gone: somebody who has left from 2 Mar, 17:00 to 3 Mar, 08:00.", "Called next: nobody.",
    ]  # fmt: skip
    assert setting_words.changes("watch", {**new, "escalation": ["gone"]}, new, {}) == ["Called next: somebody who has left."]


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ({"en": ["a b"]}, None, ["English: a list of your own, 1 phrase."]),
        ({"de": ["x", "z"]}, {"de": ["x", "y"]}, ["German, new: z.", "German, gone: y."]),
        (None, {"es": []}, ["Spanish: Balm’s list again."]),
        (None, None, []),
    ],
)
def test_words_of_crisis_that_came_and_went_are_named(new: Any, old: Any, expected: list[str]) -> None:
    assert setting_words.changes("crisis_words", {"phrases": new}, {"phrases": old}, {}) == expected


def test_advice_is_named_by_language_symptom_and_band() -> None:
    assert said("self_care", SelfCare(texts=USUAL)) == ["English, pain, mild: written anew."]  # type: ignore[arg-type]
    assert said("self_care", SelfCare(), SelfCare(texts=USUAL)) == ["English, pain, mild: taken back."]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "content", "before", "expected"),
    [
        ("hospice", Hospice(pack="cgs-l34538", medicare_rules=True), None, ["The pack “cgs-l34538”, before “clinical”.", "Medicare’s hospice rules: followed."]),
        ("hospice", Hospice(), Hospice(face_to_face_on_first_day=True), ["A face-to-face encounter on the first day of its period: late."]),
        ("family", Family(about={"en": "We come."}), None, ["What palliative and hospice care are, English: written anew."]),
        ("family", Family(after_death_shows="ended"), Family(whom_to_call={"de": "Uns."}), ["Whom to call, German: taken back.", "After a death a share shows that the link has ended."]),
        ("caregivers", Caregivers(wellbeing=False, bereavement_after_days=90), None, ["The questions about caregivers themselves: not offered.", "After a death caregivers are asked how they are: once more after 90 days."]),
        ("caregivers", Caregivers(after_death={"es": "Lo sentimos."}), Caregivers(bereavement_after_days=1), ["After a death, Spanish: written anew.", "After a death caregivers are asked how they are: never."]),
    ],
)  # fmt: skip
def test_what_is_switched_or_written_for_families_is_said(kind: str, content: Any, before: Any, expected: list[str]) -> None:
    assert said(kind, content, before) == expected and said(kind, content, content) == []


def test_each_version_stands_with_what_it_changed_and_the_oldest_shown_only_where_it_is_the_first() -> None:
    first, second = (Configured(version=n, content=msgspec.to_builtins(Rules(missed=n + 2)), set_at=NOON, set_by="Ines") for n in (1, 2))
    held = configuration.Held(second, ZONE, [TeamMember(id=ADA, name="Dr Okoro", role="physician")], [])
    shown = [text_of(one) for one in configuration.versions("rules", [second, first], held)]
    assert "4, before 3." in shown[0] and "3, before 2." in shown[1]
    (alone,) = configuration.versions("rules", [second], held)
    assert "before" not in text_of(alone) and "Version 2" in text_of(alone)
    assert setting_words.changes("unheard of", {"about": {}}, None, {}) == []
