"""Wishes: asked, open, and by whom."""


import pytest

from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import preference


def test_that_nobody_has_asked_is_said_as_such() -> None:
    found = criterion("cancer/progressed/course/declines_treatment")
    assert words(found) == ["Treatment of the disease: nobody has asked"]
    assert (found.missing[0].noun, found.missing[0].kind) == ("preference", "disease_directed_treatment")


@pytest.mark.parametrize("stance", ["undecided", "not_now"])
def test_an_open_wish_stays_unknown_with_its_evidence(stance: str) -> None:
    found = criterion("cancer/progressed/course/declines_treatment", preference("disease_directed_treatment", stance))
    assert (found.status, words(found), len(found.evidence)) == ("unknown", ["Treatment of the disease: asked, and still open"], 1)


def test_the_newest_wish_stands_and_whose_word_it_is_stays_with_it() -> None:
    wishes = [preference("disease_directed_treatment", "none", 90), preference("disease_directed_treatment", "every_treatment", 3, said_by="surrogate")]
    found = criterion("cancer/progressed/course/declines_treatment", *wishes)
    assert (found.status, found.evidence[0].words) == ("not_met", "Treatment of the disease: Every treatment there is (said by surrogate)")
