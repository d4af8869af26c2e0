"""What a certification is made of: the record with its days and sources, in order; and what is doubted before it is signed."""

from datetime import date
from typing import Any

import pytest

from api.rules.hospice.certifying import SHOWN, doubts, layout, mark, may_be_certified
from api.rules.hospice.packs import packs
from api.rules.hospice.snapshots import inputs, take
from schemas.certifications import CertificationDraft
from tests.api.rules.hospice.screened import NOW
from tests.api.rules.hospice.test_decisions import opinion
from tests.api.rules.hospice.test_screening import PROGRESSION
from tests.api.rules.records import ADA, assessment, course, facts, new_id, preference


def laid_out(*entries: Any, verified: bool = False) -> Any:
    pack = packs()["cgs-l34538"]
    return layout(take(inputs(facts(*entries), type(pack)(**{name: getattr(pack, name) for name in pack.__struct_fields__} | {"verified": verified}), NOW)), "Lindenhof")


def test_each_fact_stands_with_its_day_and_whose_it_is() -> None:
    found = {group.title: group for group in laid_out(*PROGRESSION).met}["Decline in PPS or KPS"]
    assert [(fact.words, str(fact.on), fact.source) for fact in found.facts] == [
        ("PPS 50 %", "2026-02-26", "recorded by Nadia Rahman"), ("PPS 70 %", "2026-01-01", "recorded by Nadia Rahman"),
    ]  # fmt: skip
    assert found.status == "met since 26 Feb 2026" and found.source == "Part I. Decline in clinical status"


def test_what_patients_report_is_said_to_be_theirs_and_said_once() -> None:
    reported = [fact for group in laid_out(course("lack_of_appetite", *[(day, 8) for day in (1, 3, 5, 7, 9, 11)])).met for fact in group.facts]
    assert reported and {fact.source for fact in reported} == {"reported by the patient"} and not any("reported" in fact.words for fact in reported)


def test_of_a_long_row_the_first_are_shown_and_the_rest_is_counted() -> None:
    (group,) = [one for one in laid_out(course("lack_of_appetite", *[(day, 8) for day in range(13)])).met if "appetite" in one.title]
    assert len(group.facts) == SHOWN + 1 and "more in the review, the oldest of them" in group.facts[-1].words


def test_what_speaks_against_and_what_nobody_knows_stand_there_too() -> None:
    found = laid_out(*PROGRESSION, assessment("ascites", "absent", 3))
    assert any("scites" in group.title for group in found.not_met) and any(words.startswith("Part II") for words in found.unknown)


def test_wishes_stand_in_the_patient_s_words() -> None:
    (wish,) = laid_out(preference("disease_directed_treatment", "none", 3, note="No more.")).wishes
    assert (wish.title, wish.facts[0].words, wish.facts[0].source) == ("Treatment of the disease", "No more. “No more.”", "said by the patient")


def test_an_unverified_pack_says_so_and_a_verified_one_does_not() -> None:
    assert laid_out().unverified.startswith("Unverified") and laid_out(verified=True).unverified is None


@pytest.mark.parametrize(("one", "other", "same"), [("She is  in bed.", "she is in BED. ", True), ("She is in bed.", "He is in bed.", False)])
def test_the_same_words_are_known_again(one: str, other: str, same: bool) -> None:
    assert (mark(one) == mark(other)) is same


def draft(**changes: Any) -> CertificationDraft:
    usual: dict[str, Any] = {"id": new_id(), "patient_id": ADA, "review_id": new_id(), "period": 1, "begins_on": date(2026, 3, 2), "ends_on": date(2026, 5, 30), "version": 1}
    return CertificationDraft(**{**usual, "capacity": "attending", "narrative": "x", "begun_at": NOW, "begun_by_id": new_id(), "begun_by": "Dr Okoro", "changed_at": NOW, **changes})


@pytest.mark.parametrize(
    ("changes", "today", "another", "seen", "wanted"),
    [
        ({}, date(2026, 3, 2), False, False, []),
        ({}, date(2026, 3, 2), True, False, ["same narrative"]),
        ({"period": 2}, date(2026, 3, 2), False, False, []),
        ({"period": 3}, date(2026, 3, 2), False, False, ["face-to-face"]),
        ({"period": 3}, date(2026, 3, 2), False, True, []),
        ({}, date(2026, 2, 15), False, False, []),
        ({}, date(2026, 2, 14), False, False, ["15 days"]),
    ],
)
def test_what_is_doubted(changes: Any, today: date, another: bool, seen: bool, wanted: list[str]) -> None:
    found = doubts(draft(**changes), today, another_has_it=another, seen_in_person=seen)
    assert len(found) == len(wanted) and all(word in said for word, said in zip(wanted, found, strict=True))


@pytest.mark.parametrize(
    ("decisions", "may"),
    [(["hospice"], True), (["not_now_wish"], False), (["not_now_wish", "hospice"], True), (["hospice", "not_now_clinical"], False), (["find_out_first"], False)],
)
def test_a_review_is_certified_where_its_newest_opinion_is_not_against_it(decisions: list[Any], may: bool) -> None:
    assert may_be_certified([opinion(one) for one in decisions]) is may
