"""The grid's rows: which reading leads, how scales compare, what gets a column."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cards
from schemas.worklist import Worklist, WorklistRow
from tests.dashboard.charts import ADA, NOON, ZONE, symptom, text_of

SYMPTOMS = st.lists(
    st.builds(
        lambda name, score, who, hours: symptom(item=name, label=name.upper(), score=score, respondent=who, at=NOON - timedelta(hours=hours)),
        st.sampled_from("abcdefg"),
        st.integers(0, 10),
        st.sampled_from(["patient", "family_caregiver"]),
        st.integers(0, 5),
    ),
    max_size=9,
)


def row(*symptoms: Any, **changes: Any) -> WorklistRow:
    usual: dict[str, Any] = {"patient_id": ADA, "name": "Ada", "care": "hospice", "reason": "Pain 7 of 10.", "symptoms": list(symptoms)}
    return WorklistRow(**{**usual, **changes})


def listed(*rows: WorklistRow, **changes: Any) -> Worklist:
    return Worklist(**{"rows": list(rows), "total": len(rows), "as_of": NOON, "next": None, **changes})


def only(*symptoms: Any) -> dict[str, Any]:
    _, (found,) = cards.worklist.contents(listed(row(*symptoms)), ZONE)
    return found


def test_the_newest_reading_leads_and_is_what_sorting_and_filters_look_at() -> None:
    found = only(symptom(score=2, at=NOON - timedelta(hours=1)), symptom(score=9, respondent="family_caregiver"))
    assert [(one["score"], one["by"]) for one in found["cells"]["pain"]] == [(9, "by family"), (2, "")]
    assert (found["score_pain"], found["share_pain"]) == (9, 90)


def test_the_patient_s_own_word_leads_where_both_are_of_one_moment() -> None:
    assert only(symptom(score=9, respondent="family_caregiver"), symptom(score=2))["score_pain"] == 2


@given(st.integers(0, 90), st.integers(1, 10), st.sampled_from(["higher", "lower"]), st.data())
def test_a_share_goes_from_the_good_end_to_the_bad_one_on_any_scale(minimum: int, length: int, worse: str, data: st.DataObject) -> None:
    score = data.draw(st.integers(minimum, minimum + length))
    scale = {"scale_minimum": minimum, "scale_maximum": minimum + length, "worse": worse}
    good, bad = (minimum, minimum + length) if worse == "higher" else (minimum + length, minimum)
    assert 0 <= cards.worklist.share(symptom(score=score, **scale)) <= 100
    assert (cards.worklist.share(symptom(score=good, **scale)), cards.worklist.share(symptom(score=bad, **scale))) == (0, 100)


@given(st.lists(SYMPTOMS, max_size=5))
def test_at_most_four_symptoms_get_columns_and_each_is_one_that_is_reported_most(patients: list[list[Any]]) -> None:
    columns = cards.worklist.columns_of([row(*symptoms) for symptoms in patients])
    counts = {name: sum(any(one.item == name for one in symptoms) for symptoms in patients) for name in "abcdefg"}
    shown = [item for item, _ in columns]
    assert len(shown) == len(set(shown)) == min(cards.worklist.COLUMNS, sum(count > 0 for count in counts.values()))
    assert all(counts[there] >= counts[left] for there in shown for left in counts if left not in shown)


@given(SYMPTOMS)
def test_every_bad_symptom_is_somewhere_in_the_row_while_there_is_room(symptoms: list[Any]) -> None:
    found = only(*symptoms)
    in_cells = [one for readings in found["cells"].values() for one in readings]
    left = [one for one in symptoms if one.item not in found["cells"] and one.score > 0]
    assert len(in_cells) + len(left) + sum(one.item not in found["cells"] and one.score == 0 for one in symptoms) == len(symptoms)
    assert [one["score"] for one in found["also"]] == sorted((one.score for one in left), reverse=True)[:4]


def test_what_was_asked_for_stands_beside_the_name() -> None:
    _, found = cards.worklist.contents(listed(row(asks_for="help_now"), row()), ZONE)
    assert [one["asks"] for one in found] == [{"for": "help_now", "said": "Help now"}, None]


def test_the_last_column_is_there_only_where_somebody_reports_more_than_has_a_column() -> None:
    many = [symptom(item=name, label=name, score=score) for score, name in enumerate("abcde", start=1)]
    for symptoms, there in ((many, True), (many[:4], False), ([], False)):
        columns, _ = cards.worklist.contents(listed(row(*symptoms), row()), ZONE)
        assert ("also" in [column["field"] for column in columns]) is there


def test_the_last_column_holds_the_four_worst_of_the_others() -> None:
    found = only(*(symptom(item=name, label=name, score=score) for score, name in enumerate("abcdefghij", start=1)))
    assert [one["score"] for one in found["also"]] == [10, 9, 8, 7] and set(found["cells"]) == set("abcd")


def test_who_never_reported_has_a_row_with_nothing_in_it() -> None:
    found = only()
    assert (found["heard"], found["heard_at"], found["cells"], found["also"]) == (None, "has not reported yet", {}, [])


@pytest.mark.parametrize(("total", "said"), [(1, "1 patient under"), (9_999, "9,999 patients under"), (10_000, "10,000 or more under")])
def test_the_tally_says_when_it_stopped_counting(total: int, said: str) -> None:
    assert said in text_of(cards.worklist.tally(listed(row(), total=total), "", "Lindenhof", ZONE))


def test_a_search_is_said_with_its_words() -> None:
    assert "1 patient matches “ada”" in text_of(cards.worklist.tally(listed(row()), "ada", "Lindenhof", ZONE))
    assert "2 patients match “ada”" in text_of(cards.worklist.tally(listed(row(), row()), "ada", "Lindenhof", ZONE))


def test_rows_keep_their_place_and_focus_because_they_are_known_by_the_patient() -> None:
    grid = cards.worklist.grid(listed(row(symptom())), ZONE)
    assert grid.getRowId == "params.data.id" and grid.rowData[0]["id"] == str(ADA)
