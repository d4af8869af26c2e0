"""What the patient wants. That nobody has asked is unknown, and said as such."""

from api.rules.hospice.asks import Wish
from api.rules.record import Found, Record, unknown
from api.rules.wishes import OPEN, QUESTIONS
from schemas.evidence import Evidence
from schemas.preferences import Preference
from schemas.screenings import Missing


def wish(ask: Wish, record: Record, age_days: int | None) -> Found:
    """No age: a stated wish stands until the patient says otherwise."""
    question, stated = QUESTIONS[ask.topic], record.wish(ask.topic)
    if stated is None:
        return unknown(Missing(words=f"{question.label}: nobody has asked", noun="preference", kind=ask.topic))
    evidence = [evidence_of(stated)]
    if stated.stance in OPEN:
        return unknown(Missing(words=f"{question.label}: asked, and still open", noun="preference", kind=ask.topic), evidence=evidence)
    met = stated.stance in ask.stances
    return Found("met" if met else "not_met", evidence, [], stated.observed_on if met else None)


def evidence_of(stated: Preference) -> Evidence:
    question = QUESTIONS[stated.topic]
    by = "" if stated.said_by == "patient" else f" (said by {stated.said_by})"
    return Evidence(noun="preference", id=stated.entry.id, on=stated.observed_on, words=f"{question.label}: {question.words.get(stated.stance, stated.stance)}{by}")
