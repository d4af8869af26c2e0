"""All changes together: order, laws, and what is never said."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from api.rules import changes
from schemas.facts import Facts
from tests.api.rules.records import TODAY, assessment, course, days_ago, facts, line, need, preference, status, stopped_line
from tests.test_never_said import faults

STORY = [
    stopped_line(400, 250, "progression", number=1, regimen="FOLFOX"),
    stopped_line(200, 20, "progression", number=2, regimen="FOLFIRI"),
    line(5, number=3, regimen="trifluridine", state="planned"),
    status("stable_disease", 85),
    status("progressive_disease", 25),
    assessment("pps", 70, 56),
    assessment("pps", 60, 28),
    assessment("pps", 50, 1),
    assessment("weight", 62, 56),
    assessment("weight", 55.2, 1),
    assessment("cea", 30, 60),
    assessment("cea", 90, 3),
    assessment("albumin", 3.4, 60),
    assessment("albumin", 2.6, 3),
    assessment("infection", "pneumonia", 30),
    course("lack_of_appetite", (60, 4), (58, 4), (55, 4), (3, 8), (2, 8), (1, 8)),
    preference("disease_directed_treatment", "none", 10),
    need("Wants to pray"),
]


def test_treatment_comes_first_and_wishes_and_needs_last() -> None:
    topics = [one.topic for one in changes.changes(facts(*STORY)).changed]
    assert topics == ["treatment", "treatment", "disease", "disease", "function", "body", "events", "symptoms", "markers", "blood", "wishes", "needs"]


def test_the_span_is_said() -> None:
    found = changes.changes(facts())
    assert (found.since_on, found.until_on, found.changed, found.same) == (days_ago(90), TODAY, [], [])


@given(st.permutations(STORY))
def test_the_order_of_entry_changes_nothing(entries: list[object]) -> None:
    def told(record: Facts) -> bytes:
        return msgspec.json.encode(changes.changes(record))

    assert told(facts(*entries)) == told(facts(*STORY))


def test_what_was_found_foretells_nothing() -> None:
    found = changes.changes(facts(*STORY))
    assert faults(("changes", text) for text in [*(one.sentence for one in (*found.changed, *found.same)), *found.not_seen]) == []
