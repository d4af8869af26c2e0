"""What the list makes of a decision: "not now" stands until something changes, and each thing that counts as a change is one."""

from typing import Any

import pytest
from msgspec import structs

from api.rules.hospice.decisions import Standing, is_against, standing, wishes
from api.rules.hospice.packs import packs
from api.rules.hospice.snapshots import inputs, listed
from schemas.decisions import Opinion
from schemas.screenings import Listing
from tests.api.rules.hospice.screened import NOW
from tests.api.rules.hospice.test_screening import PROGRESSION
from tests.api.rules.records import ADA, TODAY, assessment, days_ago, facts, new_id, patient, preference

TOPIC: Any = "disease_directed_treatment"
WISH = preference(TOPIC, "selected_treatment", 30)
NO_MORE = preference(TOPIC, "none", 30)


def opinion(decision: Any = "not_now_wish", by: str = "Dr Okoro", **more: Any) -> Opinion:
    given = {"id": new_id(), "review_id": new_id(), "patient_id": ADA, "decision": decision, "reasons": "As she said.", "decided_at": NOW, "decided_on": days_ago(10)}
    return Opinion(**{**given, "decided_by_id": new_id(), "decided_by": by, "against_the_screen": True, **more})


def decided(*entries: Any, seconds: Any = (), pack: str = "cgs-l34538", **more: Any) -> Standing:
    """On what was on record then."""
    given = inputs(facts(*entries, today=days_ago(10)), packs()[pack], NOW)
    screening, listing = listed(given)
    return standing(opinion(**more), list(seconds), given.facts.preferences, screening, listing.strength)


def now(decision: Standing | None, *entries: Any, asks: bool = False, pack: str = "cgs-l34538", **more: Any) -> Listing:
    return listed(inputs(facts(*entries, **more), packs()[pack], NOW, clinician_asks=asks, decided=decision))[1]


def test_not_now_is_respected_while_nothing_changes() -> None:
    found = now(decided(*PROGRESSION, NO_MORE), *PROGRESSION, NO_MORE)
    assert (found.state, now(None, *PROGRESSION, NO_MORE).state) == ("not_listed", "for_review")
    assert found.sentence == f"Dr Okoro decided on {days_ago(10)}: not now, the patient wishes further treatment. It stands until something changes."


def test_a_wish_said_again_is_no_change_and_another_one_is() -> None:
    decision = decided(*PROGRESSION, NO_MORE)
    assert now(decision, *PROGRESSION, preference(TOPIC, "none", 1), NO_MORE).state == "not_listed"
    found = now(decision, *PROGRESSION, preference(TOPIC, "undecided", 1), NO_MORE)
    assert (found.state, "Since then another wish was recorded." in found.sentence) == ("conversation", True)
    assert now(decision, *PROGRESSION, preference("goals_of_care", "comfort", 1), NO_MORE).state == "for_review"


def test_a_wish_about_something_else_changes_nothing() -> None:
    assert now(decided(*PROGRESSION, NO_MORE), *PROGRESSION, NO_MORE, preference("place_of_care", "home", 1)).state == "not_listed"


def test_a_criterion_that_is_met_now_is_a_change() -> None:
    found = now(decided(*PROGRESSION, NO_MORE), *PROGRESSION, NO_MORE, assessment("ascites", "present", 1))
    assert (found.state, "Since then a criterion is met that wasn't." in found.sentence) == ("for_review", True)


def test_stronger_evidence_is_a_change_also_by_other_criteria() -> None:
    weak, strong = [PROGRESSION[0]], [*PROGRESSION, NO_MORE]
    decision = decided(*weak, NO_MORE, pack="clinical")
    found = now(decision, *strong)
    assert decision.strength == 0 and (found.state, "the evidence has become stronger" in found.sentence) == ("for_review", True)


def test_another_choice_of_criteria_alone_is_no_change() -> None:
    decision = structs.replace(decided(*PROGRESSION, NO_MORE, pack="clinical"), strength=3)
    assert now(decision, *PROGRESSION, NO_MORE).state == "not_listed"


@pytest.mark.parametrize(("days", "state"), [(1, "for_review"), (0, "for_review"), (-1, "not_listed")])
def test_the_day_to_look_again_brings_it_back(days: int, state: str) -> None:
    assert now(decided(*PROGRESSION, NO_MORE, look_again_on=days_ago(days)), *PROGRESSION, NO_MORE).state == state


def test_the_day_to_look_again_holds_whatever_the_list_itself_says() -> None:
    every = preference(TOPIC, "every_treatment", 30)
    assert now(decided(*PROGRESSION, every, look_again_on=TODAY), *PROGRESSION, every).state == "for_review"


def test_a_clinician_who_asks_is_followed() -> None:
    found = now(decided(*PROGRESSION, NO_MORE), *PROGRESSION, NO_MORE, asks=True)
    assert (found.state, found.sentence) == ("for_review", "A clinician asks for a review.")


def test_two_physicians_who_differ_are_named() -> None:
    found = now(decided(*PROGRESSION, NO_MORE, seconds=[opinion("hospice", "Dr Lind")]), *PROGRESSION, NO_MORE)
    assert found.state == "for_review" and "Dr Lind (for hospice care)" in found.sentence


def test_not_now_for_another_reason_is_no_difference() -> None:
    assert now(decided(*PROGRESSION, NO_MORE, seconds=[opinion("not_now_clinical", "Dr Lind")]), *PROGRESSION, NO_MORE).state == "not_listed"


def test_the_last_second_opinion_counts() -> None:
    seconds = [opinion("hospice", "Dr Lind"), opinion("not_now_wish", "Dr Lind")]
    assert now(decided(*PROGRESSION, NO_MORE, seconds=seconds), *PROGRESSION, NO_MORE).state == "not_listed"


@pytest.mark.parametrize(("decision", "state"), [("hospice", "decided"), ("find_out_first", "for_review"), ("not_now_clinical", "not_listed")])
def test_other_decisions(decision: Any, state: str) -> None:
    assert now(decided(*PROGRESSION, NO_MORE, decision=decision), *PROGRESSION, NO_MORE).state == state


@pytest.mark.parametrize("care", ["hospice", "discharged", "died"])
def test_once_the_care_is_another_one_nobody_is_listed(care: Any) -> None:
    assert now(decided(*PROGRESSION, NO_MORE, decision="hospice"), *PROGRESSION, NO_MORE, patient=patient(care=care)).state == "not_listed"


def test_the_newest_wish_about_a_topic_is_the_one() -> None:
    assert wishes([preference(TOPIC, "none", 1), preference(TOPIC, "every_treatment", 9), preference("hospital", "no", 1)]) == {TOPIC: "none"}


@pytest.mark.parametrize(
    ("decision", "state", "against"),
    [
        ("not_now_wish", "for_review", True), ("not_now_clinical", "for_review", True), ("not_now_wish", "not_listed", False), ("hospice", "not_listed", True),
        ("hospice", "conversation", True), ("hospice", "for_review", False), ("find_out_first", "for_review", False), ("not_now_wish", "decided", True),
    ],
)  # fmt: skip
def test_a_decision_may_be_against_the_screen(decision: Any, state: Any, against: bool) -> None:
    assert is_against(decision, structs.replace(now(None, *PROGRESSION, NO_MORE), state=state)) is against
