"""Wishes that were said or changed, and needs."""

from typing import Any

from api.rules import changes
from schemas.changes import Change
from schemas.preferences import Confidant
from tests.api.rules.records import facts, ids, need, preference


def changed(*entries: Any) -> list[Change]:
    return changes.changes(facts(*entries)).changed


def test_another_wish_is_said_with_the_one_before() -> None:
    before, now = preference("disease_directed_treatment", "every_treatment", 200), preference("disease_directed_treatment", "none", 18)
    (found,) = changed(before, now)
    assert found.sentence == "Treatment of the disease: “No more”, said by the patient, 12 February 2026. Before: “Every treatment there is”, 14 August 2025."
    assert found.topic == "wishes" and ids(found.evidence) == [now.entry.id, before.entry.id]


def test_the_first_answer_says_that_nobody_had_asked() -> None:
    assert changed(preference("goals_of_care", "comfort", 5, said_by="document"))[0].sentence == (
        "What matters most: “To be comfortable”, from a document, 25 February 2026. Nobody had asked before."
    )


def test_the_same_wish_again_and_one_from_before_the_window_are_no_change() -> None:
    assert changed(preference("goals_of_care", "comfort", 120), preference("goals_of_care", "comfort", 5)) == []
    assert changed(preference("goals_of_care", "comfort", 90)) == []
    assert changed(preference("goals_of_care", "comfort", 89)) != []


def test_another_surrogate_is_a_change() -> None:
    found = changed(preference("surrogate", "named", 50, people=[Confidant(name="Ben")]), preference("surrogate", "named", 5, people=[Confidant(name="Cleo")]))
    assert found[0].sentence == "Who decides if they can't: Cleo, said by the patient, 25 February 2026. Before: Ben, 11 January 2026."


def test_a_need_is_said_with_who_took_it_up() -> None:
    assert changed(need("Wants to pray", state="taken_up", discipline="chaplain"))[0].sentence == "Spiritual need of the patient, “Wants to pray”: taken up, chaplain, 20 February 2026."
    assert changed(need("A bed", domain="practical", need_of="family"))[0].sentence == "Practical need of the family, “A bed”: nobody has taken it up yet, 20 February 2026."
    assert changed(need("A bed", 90)) == []
