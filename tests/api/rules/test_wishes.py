from typing import get_args
from uuid import uuid4

from api.rules.wishes import QUESTIONS, unasked
from schemas.entries import Entry
from schemas.preferences import Preference, Topic
from tests.people import NOW


def said(topic: Topic, stance: str) -> Preference:
    entry = Entry(id=uuid4(), first_id=uuid4(), patient_id=uuid4(), recorded_at=NOW, recorded_by="Nadia")
    return Preference(topic=topic, stance=stance, observed_on=NOW.date(), entry=entry)


def test_every_topic_is_a_question_that_can_be_left_open() -> None:
    assert set(QUESTIONS) == set(get_args(Topic))
    assert all({"undecided", "not_now"} <= set(question.words) for question in QUESTIONS.values())


def test_nobody_has_asked_until_somebody_did() -> None:
    assert unasked([]) == list(QUESTIONS)


def test_whoever_doesn_t_want_to_say_was_asked() -> None:
    assert unasked([said("goals_of_care", "not_now")]) == list(QUESTIONS)[1:]


def test_no_question_has_a_word_for_nobody_asked() -> None:
    assert not any("asked" in word for question in QUESTIONS.values() for word in question.words)
