"""What stands on record as it is shown: wishes, needs, the disease, the follow-up clock, every version."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from dashboard import cards, fact_words
from dashboard.cards import follow_ups
from schemas.diagnoses import Biomarker
from schemas.facts import FollowUp
from schemas.preferences import Confidant
from tests.api.rules.records import TODAY, assessment, days_ago, diagnosis, line, measurement, need, new_id, preference, status, stopped_line
from tests.dashboard.charts import ZONE, parts, text_of
from tests.dashboard.recorded import KINDS, QUESTIONS, course_of, stands


def buttons(component: Any, kind: str = "fact-open") -> list[dict[str, str]]:
    return [one.id for one in parts(component) if isinstance(getattr(one, "id", None), dict) and one.id["type"] == kind]


def wish(*entries: Any) -> list[Any]:
    found = parts(cards.wishes.wishes(stands(*entries), QUESTIONS))
    return [one for one in found if str(getattr(one, "className", "")).startswith("wish ") or getattr(one, "className", "") == "wish"]


def test_that_nobody_has_asked_is_a_state_of_its_own() -> None:
    tiles = wish(preference("goals_of_care", "not_now"))
    assert [tile.className for tile in tiles] == ["wish", *["wish is-unasked"] * 13]
    assert "Asked; doesn't want to talk about it now" in text_of(tiles[0]) and "Nobody has asked" not in text_of(tiles[0])
    assert "Nobody has asked" in text_of(tiles[1])
    assert "1 topic talked about, 13 nobody has asked about." in text_of(cards.wishes.wishes(stands(preference("goals_of_care", "not_now")), QUESTIONS))


def test_the_newest_wish_stands_first_with_own_words_who_said_it_and_the_earlier_ones_unfold() -> None:
    now = preference("disease_directed_treatment", "none", 3, note="No more chemotherapy.", said_by="surrogate", observed_by="Dr Okoro")
    (_, tile, *_) = wish(now, preference("disease_directed_treatment", "every_treatment", 100))
    said = text_of(tile)
    assert said.index("No more") < said.index("“No more chemotherapy.”") < said.index("The surrogate, 27 Feb 2026") < said.index("from Dr Okoro") < said.index("Every treatment there is")
    assert buttons(tile) == [{"type": "fact-open", "does": "add", "noun": "preference", "about": "disease_directed_treatment", "id": ""}]


def test_people_whom_the_patient_named_are_named() -> None:
    tiles = wish(preference("surrogate", "named", people=[Confidant(name="Ben", relation="son-in-law", phone="555-0100")]))
    assert "Ben, son-in-law, 555-0100" in text_of(tiles)


def test_a_need_says_who_takes_it_up_and_open_ones_stand_first() -> None:
    found = cards.needs.needs([need("A bed", state="met"), need("Wants to pray", state="taken_up", discipline="chaplain", staff_member="Sister Mary"), need("Money", state="open")])
    said = text_of(found)
    assert said.index("Money") < said.index("Wants to pray") < said.index("A bed")
    assert "Nobody has taken it up yet" in said and "Taken up: Sister Mary" in said
    assert "Taken up: chaplain" in text_of(cards.needs.needs([need("Wants to pray", state="taken_up", discipline="chaplain")]))
    assert "No need is on record" in text_of(cards.needs.needs([]))


def test_a_line_says_when_it_stopped_why_and_the_best_response() -> None:
    found = text_of(cards.recorded.line(stopped_line(200, 20, "progression", number=2, best_response="stable_disease", trial=True, intent="palliative")))
    for words in ("Line 2: docetaxel", "chemotherapy", "palliative intent", "in a trial", "stopped 10 Feb 2026: the disease progressed", "best response: stable disease"):
        assert words in found
    assert "stopped: not known" in text_of(cards.recorded.line(line(20, state="stopped", stop_reason="unknown")))
    assert "goes on" in text_of(cards.recorded.line(line(20)))


def test_lesions_are_shown_with_the_arithmetic() -> None:
    course = course_of(measurement(200, 50, 50, baseline=True), measurement(120, 30, 30), measurement(10, 36, 36, treatment_line_id=None))
    said = text_of(cards.recorded.disease(course))
    assert "lesion 1 (liver) 36 mm · lesion 2 (liver) 36 mm · sum 72 mm" in said
    assert "Progressive disease: sum 72 mm, +20 % and +12 mm over the nadir of 60 mm, -28 % from the baseline of 100 mm." in said
    assert "CT, 14 Aug 2025: baseline" in said


@pytest.mark.parametrize(("days", "method", "hints"), [(11, "ct", 1), (10, "ct", 0), (10, "marker", 1)])
def test_lesions_whose_assessment_nobody_recorded_are_said_to_be_only_calculated(days: int, method: str, hints: int) -> None:
    course = course_of(measurement(200, 50, baseline=True), measurement(10, 60), status("stable_disease", days, method=method))
    assert text_of(cards.recorded.disease(course)).count("Calculated only: nobody has recorded what this assessment showed.") == hints
    ways = [one for one in buttons(cards.recorded.disease(course)) if (one["noun"], one["does"]) == ("disease_status", "add")]
    assert len({one["about"] for one in ways}) == len(ways) == 1 + hints, "each with an id of its own"


def test_a_diagnosis_says_code_stage_and_metastases() -> None:
    said = text_of(cards.recorded.diagnosis(diagnosis(words="Breast cancer", icd10="C50.9", stage="IV", metastases="since", metastatic_since_on="2024-05", metastatic_sites=["liver"])))
    assert "principal diagnosis · C50.9 · stage IV · metastases since May 2024 (liver)" in said
    assert "· Stage IIIb" in text_of(cards.recorded.diagnosis(diagnosis(words="Breast cancer", stage="Stage IIIb")))
    assert "metastases" not in text_of(cards.recorded.diagnosis(diagnosis(words="Breast cancer")))
    assert "no metastases" in text_of(cards.recorded.diagnosis(diagnosis(words="Breast cancer", metastases="none")))


def test_a_marker_alone_asks_for_a_clinician() -> None:
    course = course_of(*(assessment("ca_125", value, days, limit=35) for days, value in ((100, 20), (20, 90), (5, 120))))
    assert "A marker alone: a clinician says what it means." in text_of(cards.recorded.disease(course))


def test_every_noun_can_be_added_and_what_stands_corrected_or_marked() -> None:
    stored = [diagnosis(words="Breast cancer"), line(20), status("stable_disease", 3), measurement(3, 10, baseline=True)]
    found = cards.recorded.disease(course_of(*stored))
    assert [one["noun"] for one in buttons(found) if one["does"] == "add"] == ["diagnosis", "treatment_line", "disease_status", "measurement"]
    assert {one["id"] for one in buttons(found) if one["does"] == "correct"} == {str(one.entry.id) for one in stored} == {one["id"] for one in buttons(found, "fact-mistake")}


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        (Biomarker(name="HER2", result="3+", meaning="positive", tested_on="2024-06"), "HER2: 3+ (positive, tested Jun 2024)"),
        (Biomarker(name="HER2", result="Negative", meaning="negative"), "HER2: Negative"),
        (Biomarker(name="KRAS", result="G12D"), "KRAS: G12D"),
    ],
)
def test_a_biomarker_says_what_it_means_and_when_it_was_tested(marker: Biomarker, said: str) -> None:
    assert said in text_of(cards.recorded.diagnosis(diagnosis(words="Breast cancer", biomarkers=[marker])))


def follow_up(rated: int, **more: Any) -> FollowUp:
    return FollowUp(assessment_id=new_id(), rated_on=days_ago(rated), due_on=days_ago(rated - 2), symptoms=["pain", "shortness_of_breath"], **more)


@pytest.mark.parametrize(("left", "said"), [(2, "A visit is due in 2 days, by the end of Wednesday 4 Mar 2026."), (1, "A visit is due tomorrow"), (0, "A visit is due today"), (-1, "The visit was due 1 day ago, on Sunday 1 Mar 2026.")])
def test_the_clock_of_a_follow_up_says_how_long_is_left(left: int, said: str) -> None:
    found = follow_ups.clock(follow_up(2 - left), TODAY)
    assert said in text_of(found) and "moderate or severe pain and shortness of breath" in text_of(found)
    assert found.className == ("follow-up is-late" if left < 0 else "follow-up")
    assert [(one["does"], one["about"]) for one in buttons(found)] == [("follow", "symptom_follow_up"), ("follow", "symptom_follow_up_missed")]


def test_a_follow_up_that_was_made_or_missed_waits_no_more() -> None:
    made, late, missed = follow_up(9, visited_on=days_ago(8), in_time=True), follow_up(9, visited_on=days_ago(5), in_time=False), follow_up(9, missed_because="declined")
    found = follow_ups.follow_ups([made, late, missed], TODAY)
    assert [one for one in parts(found) if str(getattr(one, "className", "")).startswith("follow-up ") or getattr(one, "className", "") == "follow-up"] == []
    said = text_of(found)
    assert "visited 22 Feb 2026, in time." in said and "visited 25 Feb 2026, after the 23 Feb 2026." in said and "no visit, declined." in said


def test_after_the_end_of_care_no_clock_runs_and_a_visit_of_before_can_still_be_recorded() -> None:
    made, missing = follow_up(9, visited_on=days_ago(8), in_time=True), follow_up(3)
    found = follow_ups.follow_ups([missing, made], TODAY, is_under_care=False)
    said = text_of(found)
    assert "due" not in said.replace("none is due any more", "") and "Rated 27 Feb 2026: no visit is on record; care has ended" in said
    assert [one["about"] for one in buttons(found) if one["does"] == "follow"] == ["symptom_follow_up"]


def versions() -> tuple[Any, Any, Any]:
    def marked(one: Any, **more: Any) -> Any:
        return msgspec.structs.replace(one, entry=msgspec.structs.replace(one.entry, **more))

    now = assessment("weight", 62, 3, note="In shoes.", observed_by="Dr Okoro", corrects=new_id())
    replaced = marked(assessment("weight", 26, 3), replaced_by=now.entry.id)
    mistake = marked(assessment("pps", 50, 9), entered_in_error_at=datetime(2026, 3, 2, tzinfo=UTC), entered_in_error_reason="wrong patient")
    return now, replaced, mistake


def test_the_history_says_who_when_and_what_became_of_each_version() -> None:
    now, replaced, mistake = versions()
    found = cards.fact_history.table("assessment", [now, replaced, mistake], ZONE, KINDS, QUESTIONS)
    rows = [one for one in parts(found) if type(one).__name__ == "Tr"][1:]
    said = [text_of(row) for row in rows]
    assert "Weight: 62 kg" in said[0] and "“In shoes.”" in said[0] and "Nadia Rahman, from Dr Okoro, Mon 2 Mar 2026, 10:00" in said[0] and "Stands; replaced an earlier version" in said[0]
    assert "Weight: 26 kg" in said[1] and "Replaced by a newer version" in said[1]
    assert "A mistake: wrong patient" in said[2]
    assert [bool(buttons(row)) for row in rows] == [True, False, False]
    assert [row.className for row in rows] == ["", "is-past", "is-past"]


def test_an_entry_that_somebody_was_sent_to_see_is_marked() -> None:
    now, replaced, _ = versions()
    found = cards.fact_history.table("assessment", [now, replaced], ZONE, KINDS, QUESTIONS, str(replaced.entry.id))
    assert [one.className for one in [row for row in parts(found) if type(row).__name__ == "Tr"][1:]] == ["", "is-opened is-past"]


def test_every_noun_has_a_line_in_the_history() -> None:
    for noun, one in {
        "diagnosis": diagnosis(words="Breast cancer"),
        "treatment_line": stopped_line(9, 3, "toxicity"),
        "disease_status": status("progressive_disease", 3),
        "measurement": measurement(3, 10, baseline=True),
        "preference": preference("goals_of_care", "comfort"),
        "need": need("Wants to pray"),
    }.items():
        assert text_of(cards.fact_history.table(noun, [one], ZONE, KINDS, QUESTIONS)), noun  # type: ignore[arg-type]
    assert cards.fact_history.said(stopped_line(9, 3, "toxicity"), KINDS, QUESTIONS) == "docetaxel: stopped, not tolerated"
    assert cards.fact_history.said(preference("goals_of_care", "comfort"), KINDS, QUESTIONS) == "What matters most: To be comfortable"
    assert cards.fact_history.said(measurement(3, None), KINDS, QUESTIONS) == "CT: not all targets measured"


def test_a_long_history_says_how_much_of_it_is_shown() -> None:
    found = cards.fact_history.table("need", [need("x") for _ in range(cards.fact_history.MOST + 1)], ZONE, KINDS, QUESTIONS)
    assert "The newest 300 of 301 are shown." in text_of(found)
    assert "Nothing was ever recorded here." in text_of(cards.fact_history.table("need", [], ZONE, KINDS, QUESTIONS))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (assessment("weight", 62.4), "62.4 kg"),
        (assessment("crp", 3, comparator="<"), "< 3 mg/L"),
        (assessment("ca_125", 1234567), "1,234,567 U/mL"),
        (assessment("ecog", 2), "2"),
        (assessment("inr", 1.3), "1.3"),
        (assessment("oedema", "present"), "Yes"),
        (assessment("blood_pressure", None, parts={"systolic": 120, "diastolic": 80}), "120/80 mmHg"),
        (assessment("adls", None, parts={"bathing": "dependent", "ambulation": "independent"}), "ambulation by themselves, bathing done for them"),
    ],
)
def test_values_are_said_as_they_were_printed(one: Any, said: str) -> None:
    assert fact_words.value(KINDS[one.kind], one) == said


@pytest.mark.parametrize(("partial", "said", "days"), [("2024", "2024", ("2024-01-01", "2024-12-31")), ("2024-02", "Feb 2024", ("2024-02-01", "2024-02-29")), ("2024-02-03", "3 Feb 2024", ("2024-02-03", "2024-02-03"))])
def test_a_day_is_said_no_more_exactly_than_it_is_known(partial: str, said: str, days: tuple[str, str]) -> None:
    assert fact_words.partial(partial) == said
    assert fact_words.span(partial) == tuple(date.fromisoformat(day) for day in days)


