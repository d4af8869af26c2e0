"""What the patient said about their wishes, and what they or the family need."""

from collections.abc import Iterator

from api.rules.calendar import in_words
from api.rules.changes.windows import Window
from api.rules.wishes import QUESTIONS
from schemas.changes import Change
from schemas.evidence import Evidence
from schemas.facts import Facts
from schemas.needs import Need, NeedState
from schemas.preferences import Preference, SaidBy

SAID: dict[SaidBy, str] = {"patient": "said by the patient", "surrogate": "said by the surrogate", "family": "said by family", "document": "from a document"}
STATES: dict[NeedState, str] = {"open": "nobody has taken it up yet", "taken_up": "taken up", "met": "met", "declined": "declined"}


def changed(facts: Facts, window: Window) -> Iterator[Change]:
    for topic in QUESTIONS:
        said = sorted((one for one in facts.preferences if one.topic == topic), key=lambda one: (one.observed_on, one.entry.id), reverse=True)
        if said and window.holds(said[0].observed_on) and stance(said[0]) not in [stance(one) for one in said[1:2]]:
            yield Change(topic="wishes", sentence=sentence(said[0], said[1:2]), evidence=[evidence(one) for one in said[:2]])
    for need in facts.needs:
        if window.holds(need.observed_on):
            yield Change(topic="needs", sentence=of_need(need), evidence=[Evidence(noun="need", id=need.entry.id, on=need.observed_on, words=need.words)])


def stance(one: Preference) -> str:
    """The people who were named, by name: another surrogate is a change."""
    return ", ".join(person.name for person in one.people) or f"“{QUESTIONS[one.topic].words[one.stance]}”"


def sentence(now: Preference, before: list[Preference]) -> str:
    then = f" Before: {stance(before[0])}, {in_words(before[0].observed_on)}." if before else " Nobody had asked before."
    return f"{QUESTIONS[now.topic].label}: {stance(now)}, {SAID[now.said_by]}, {in_words(now.observed_on)}.{then}"


def evidence(one: Preference) -> Evidence:
    return Evidence(noun="preference", id=one.entry.id, on=one.observed_on, words=f"{QUESTIONS[one.topic].label}: {QUESTIONS[one.topic].words[one.stance]}")


def of_need(need: Need) -> str:
    """'Spiritual need of the family, "…": taken up, chaplain, 3 February 2026.'"""
    who = need.staff_member or (need.discipline or "").replace("_", " ")
    return f"{need.domain.capitalize()} need of the {need.need_of}, “{need.words}”: {STATES[need.state]}{', ' + who if who else ''}, {in_words(need.observed_on)}."
