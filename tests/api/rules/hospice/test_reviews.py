"""Who is listed: the stated wish first, then evidence strong enough by the documented rule; and the order of the list."""

from typing import Any

import pytest

from api.rules.hospice.packs import packs
from api.rules.hospice.reviews import listing, strength
from api.rules.hospice.screening import screen
from tests.api.rules.hospice.case_shapes import adls
from tests.api.rules.hospice.screened import NOW
from tests.api.rules.hospice.test_screening import PROGRESSION
from tests.api.rules.records import assessment, days_ago, diagnosis, facts, patient, preference

TOPIC = "disease_directed_treatment"


def listed(*entries: Any, name: str = "cgs-l34538", asks: bool = False, **more: Any) -> Any:
    given = facts(*entries, **more)
    return listing(given, screen(given, packs()[name], NOW), clinician_asks=asks)


def strong(*entries: Any, name: str = "cgs-l34538") -> int:
    return strength(screen(facts(*entries), packs()[name], NOW))


def test_no_more_chemotherapy_is_listed_with_the_wish_first() -> None:
    found = listed(*PROGRESSION, preference(TOPIC, "none", 3))
    assert (found.state, found.strength) == ("for_review", 2)
    assert found.wish and found.wish.words == "Treatment of the disease: No more"
    assert found.sentence == "Criteria of a disease, or many of decline, are met."


def test_every_treatment_is_not_listed_unless_a_clinician_asks() -> None:
    wish = preference(TOPIC, "every_treatment", 3)
    found, asked = listed(*PROGRESSION, wish), listed(*PROGRESSION, wish, asks=True)
    assert (found.state, found.sentence) == ("not_listed", "Wants every treatment: not listed unless a clinician asks.")
    assert (asked.state, asked.wish and asked.wish.words) == ("for_review", "Treatment of the disease: Every treatment there is")


def test_where_nobody_has_asked_the_first_thing_said_is_to_ask() -> None:
    found = listed(*PROGRESSION)
    assert (found.state, found.wish) == ("conversation", None)
    assert found.sentence == "Nobody has asked what they want: consider a goals-of-care conversation."
    assert "criteri" not in found.sentence


@pytest.mark.parametrize(
    ("stance", "days", "state"),
    [
        ("selected", 3, "for_review"),
        ("undecided", 3, "conversation"),
        ("not_now", 29, "not_listed"),
        ("not_now", 30, "conversation"),
    ],
)
def test_other_stances(stance: str, days: int, state: str) -> None:
    assert listed(*PROGRESSION, preference(TOPIC, stance, days)).state == state


def test_when_somebody_did_not_want_to_talk_is_said_as_a_day() -> None:
    assert listed(*PROGRESSION, preference(TOPIC, "not_now", 29)).sentence == "Asked on 1 February 2026; doesn't want to talk about it now."


@pytest.mark.parametrize("care", ["hospice", "discharged", "died"])
def test_only_who_is_under_palliative_care_is_listed(care: Any) -> None:
    assert listed(*PROGRESSION, preference(TOPIC, "none"), patient=patient(care=care), asks=True).state == "not_listed"


def test_weak_evidence_lists_nobody_whatever_is_wished() -> None:
    for wishes in ([], [preference(TOPIC, "none")], [preference(TOPIC, "undecided")]):
        assert listed(assessment("ascites", "present", 3), *wishes).state == "not_listed"


def sign(kind: str, word: str = "present") -> Any:
    return assessment(kind, word, 3)


DECLINED = [assessment("pps", 80, 60), assessment("pps", 60, 3)]
PLAIN = [sign("ascites"), sign("oedema"), sign("intractable_cough"), sign("weakness")]
METASTATIC = diagnosis("cancer", metastases="at_presentation")


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        (DECLINED, 0),  # one finding
        ([*DECLINED, PLAIN[0]], 1),  # two, of which one is strong
        (PLAIN[:2], 0),  # two, none strong
        (PLAIN, 0),
        ([*DECLINED, *PLAIN[:2]], 1),
        ([*DECLINED, *PLAIN[:3]], 2),  # four, of which one is strong
        ([METASTATIC], 2),  # the baseline is unknown
        ([METASTATIC, assessment("pps", 70, 3)], 0),  # the baseline is contradicted
        ([METASTATIC, assessment("pps", 60, 3), adls(3, "bathing", "dressing")], 3),
        ([assessment("pps", 60, 3), adls(3, "bathing", "dressing")], 0),  # a baseline alone
    ],
)
def test_how_strong_the_evidence_is(entries: list[Any], wanted: int) -> None:
    assert strong(*entries) == wanted


def test_a_pack_without_a_baseline_counts_a_disease_as_such() -> None:
    failing = [assessment("nyha", "IV", 3), assessment("heart_treatment", "optimal", 3)]
    assert strong(diagnosis("heart"), *failing, name="palmetto") == 2
    assert strong(METASTATIC, assessment("pps", 40, 3), name="clinical") == 2


def test_a_patient_of_whose_disease_the_pack_says_nothing_is_not_said_to_meet_too_little() -> None:
    silent = "These criteria say nothing of a disease that is on record: not listed unless a clinician asks."
    assert [(one.state, one.sentence) for one in (listed(*PROGRESSION, name="palmetto"), listed(METASTATIC, preference(TOPIC, "none"), name="palmetto"))] == [("not_listed", silent)] * 2
    assert listed(*PROGRESSION, name="palmetto", asks=True).state == "for_review"
    assert listed(diagnosis("heart"), name="palmetto").sentence == "Not enough of the criteria are met."
    assert listed(diagnosis("heart"), name="clinical").sentence == "Not enough of the criteria are met."
    assert "every treatment" in listed(METASTATIC, preference(TOPIC, "every_treatment"), name="palmetto").sentence


def test_the_list_is_ordered_by_strength_then_by_what_changed_last_then_by_how_much_is_met() -> None:
    weak_new = listed(*DECLINED, PLAIN[0])
    strong_old = listed(METASTATIC, assessment("ascites", "present", 80))
    weak_old = listed(assessment("pps", 80, 150), assessment("pps", 60, 50), assessment("ascites", "present", 60))
    weak_more = listed(*DECLINED, *PLAIN[:2])
    ranks = [one.rank for one in (strong_old, weak_more, weak_new, weak_old)]
    assert ranks == sorted(ranks, reverse=True) and len(set(ranks)) == 4
    assert weak_new.changed_on == days_ago(3)


def test_a_change_in_a_diseases_section_is_one_too() -> None:
    scanned = [diagnosis("cancer", metastases="since"), preference(TOPIC, "none", 7), *DECLINED[:1], assessment("pps", 60, 30), PLAIN[0]]
    assert listed(*scanned[:1], *scanned[2:]).changed_on == days_ago(3)
    assert listed(*scanned[:-1]).changed_on == days_ago(7)


def test_the_same_facts_are_listed_alike_in_any_order() -> None:
    entries = [*PROGRESSION, preference(TOPIC, "none", 3), preference(TOPIC, "every_treatment", 90)]
    assert listed(*entries) == listed(*entries[::-1])
