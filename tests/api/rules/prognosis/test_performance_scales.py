"""Every entry of both tables, and where they disagree."""

import pytest

from api.rules.prognosis.performance_scales import approximations, conversions, sentence
from tests.api.rules.records import assessment, facts

WRITTEN_BY_HAND = [
    (100, 0, 0), (90, 1, 1), (80, 1, 1), (70, 2, 2), (60, 2, 3), (50, 3, 3), (40, 3, 4), (30, 4, 4), (20, 4, 4), (10, 4, 4),
]  # fmt: skip


@pytest.mark.parametrize("scale", ["pps", "kps"])
@pytest.mark.parametrize(("value", "ma", "prasad"), WRITTEN_BY_HAND)
def test_each_table_gives_what_it_published(scale: str, value: int, ma: int, prasad: int) -> None:
    assert [(found.table, found.values) for found in conversions(scale, value)] == [("Ma 2010", [ma]), ("Prasad 2018", [prasad])]  # type: ignore[arg-type]


def test_the_sentence_names_the_tables_and_says_approximately() -> None:
    assert sentence("pps", 60) == "PPS 60 is approximately ECOG 2 by Ma 2010, 3 by Prasad 2018."
    assert sentence("ecog", 3) == "ECOG 3 is approximately KPS 40 or 50 by Ma 2010, 50 or 60 by Prasad 2018."
    assert sentence("kps", 50) == "KPS 50 is approximately ECOG 3 by Ma 2010 and by Prasad 2018."


def test_the_newest_score_of_each_scale_is_read_in_the_other_with_its_entry_and_the_tables_sources() -> None:
    old, pps, ecog = assessment("pps", 70, 50), assessment("pps", 60, 3), assessment("ecog", 3, 9)
    found = approximations(facts(old, ecog, pps, assessment("akps", 50, 2)))
    assert [(one.sentence, one.evidence.id) for one in found] == [
        ("PPS 60 is approximately ECOG 2 by Ma 2010, 3 by Prasad 2018.", pps.entry.id),
        ("ECOG 3 is approximately KPS 40 or 50 by Ma 2010, 50 or 60 by Prasad 2018.", ecog.entry.id),
    ]
    assert all("20674334" in one.source and "PMC6230919" in one.source and "Never stored" in one.source for one in found)
    assert approximations(facts()) == []


@pytest.mark.parametrize(("scale", "value"), [("pps", 0), ("kps", 55), ("ecog", 5)])
def test_a_value_that_no_table_has_is_not_converted(scale: str, value: int) -> None:
    assert (conversions(scale, value), sentence(scale, value)) == ([], None)  # type: ignore[arg-type]
