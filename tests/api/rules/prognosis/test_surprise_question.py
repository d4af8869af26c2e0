from api.rules.prognosis.surprise_question import PROMPT


def test_it_is_a_question_with_its_weakness_beside_it_and_no_score() -> None:
    assert PROMPT.question.endswith("?")
    assert "one patient of three" in PROMPT.note and "37 %" in PROMPT.source
    assert set(PROMPT.__struct_fields__) == {"question", "note", "source"}
