from api.rules.prognosis.of_facts import scores
from api.rules.prognosis.surprise_question import prompt
from tests.api.rules.records import assessment, facts

THEN, NOW = assessment("surprise_question", "unsure", 40), assessment("surprise_question", "no", 3)


def test_it_is_a_question_with_its_weakness_beside_it_and_no_points() -> None:
    found = prompt(facts())
    assert found.question.endswith("?") and found.answers == []
    assert "one patient of three" in found.note and "37 %" in found.source
    assert not {"points", "group", "status"} & set(found.__struct_fields__)


def test_what_was_answered_stands_below_it_newest_first_and_changes_no_score() -> None:
    found = prompt(facts(THEN, NOW))
    assert [one.id for one in found.answers] == [NOW.entry.id, THEN.entry.id]
    assert "No, not surprised" in found.answers[0].words
    assert scores(facts(THEN, NOW)) == scores(facts())
