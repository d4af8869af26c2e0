"""The paper for a talk with patient and family: plain words about what was, nothing about what is to come, and nothing of criteria or scores."""

import json
from typing import Any

from api.papers import family_meeting, rendering
from schemas.preferences import Confidant
from tests.api.papers.material import HOUSE
from tests.api.rules.hospice.test_screening import PROGRESSION
from tests.api.rules.records import assessment, course, facts, preference
from tests.people import NOW


def shown(*entries: Any) -> dict[str, Any]:
    return family_meeting.content(facts(*entries), HOUSE)


def test_days_are_counted_by_their_hardest_moment_and_silence_is_said() -> None:
    assert shown(course("pain", (1, 2), (1, 8), (2, 0), (3, 5), (20, 9)))["course"] == ["Pain: none on 1 day, moderate on 1 day, severe on 1 day. No answer on 11 days."]


def test_every_day_answered_leaves_no_silence() -> None:
    assert shown(course("pain", *[(day, 1) for day in range(14)]))["course"] == ["Pain: mild on 14 days."]


def test_what_others_saw_is_said_to_be_theirs() -> None:
    assert shown(course("pain", (1, 8), respondent="family_caregiver"))["course"][0].startswith("Pain (as the family saw it): severe on 1 day.")


def test_the_hardest_days_come_first_and_what_is_left_off_is_counted() -> None:
    found = shown(*(course(f"item {n}", (1, 1)) for n in range(7)), course("nausea", (1, 9)))
    assert found["course"][0].startswith("Nausea") and (len(found["course"]), found["more"]) == (family_meeting.SYMPTOMS, 2)


def test_only_wishes_to_talk_about_stand_there_in_the_patient_s_words() -> None:
    found = shown(preference("goals_of_care", "comfort", note="My garden."), preference("resuscitation", "declined"), preference("place_of_death", "home"))
    assert [(wish["label"], wish["words"], wish["note"]) for wish in found["wishes"]] == [("What matters most", "To be comfortable", "My garden.")]


def test_who_may_know_is_named_or_said_to_be_unasked() -> None:
    assert shown()["may_know"] is None
    assert shown(preference("who_may_know", "named", people=[Confidant(name="Miriam")]))["may_know"] == ["Miriam"]


def test_no_criterion_no_score_and_no_diagnosis_stands_on_it() -> None:
    text = json.dumps(shown(*PROGRESSION, assessment("ppi", 4, 1)), default=str)
    assert not any(word in text for word in ("PPS", "Colon", "FOLFOX", "progress", "criteri", "50", "62.3"))


def test_it_is_one_page_also_with_much_on_record() -> None:
    wishes = [preference(topic, "comfort", note="x " * 900) for topic in family_meeting.TOPICS]
    symptoms = [course(f"a symptom with a long name {n}", *[(day, day % 11) for day in range(12)], respondent="professional_caregiver") for n in range(12)]
    content = rendering.inputs(shown(*wishes, *symptoms), NOW)["content"]
    assert len(rendering.drawn("family_meeting", content, NOW)) == 1
