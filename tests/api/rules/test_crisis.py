"""Words of crisis are found whole, in any language, however they are typed; and the list can't change without its version."""

import hashlib
import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules import crisis
from api.rules.crisis import OURS, folded, found_in, phrases, speaks_of_it
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.questionnaires import MORNING

REPORT = RecentCheckIn(
    id=UUID(int=7), at=MORNING, instrument="daily-check", instrument_version="1", respondent="family_caregiver", local_date=date(2026, 3, 2), answers={}
)
LISTS = {1: "e2b4da4af7257bb8"}  # the list's digest by the rule's version: a changed list is a new version of the rule


def test_the_list_is_that_of_its_version() -> None:
    digest = hashlib.sha256(Path(crisis.__file__).with_name("crisis_words.json").read_bytes()).hexdigest()
    assert digest.startswith(LISTS[crisis.VERSION])


@pytest.mark.parametrize(
    "note",
    [
        "I want to die.",
        "i WANT  to\ndie",
        "She says she wants to die, every night",
        "I dont want to live like this",
        "I don’t want to live like this",
        "I don´t want to live",
        "self-harm",
        "Ich möchte sterben",
        "ich moechte sterben",
        "ICH MÖCHTE STERBEN",
        "Manchmal denke ich an Selbstmord!",
        "am liebsten würde ich mich erschiessen",
        "Mein Vater will nicht mehr leben.",
        "Quiero morirme ya",
        "ya no quiero vivir mas",
        "Ojala me muera",
        "I do not want to kill myself",  # found all the same: a list can't read
    ],
)
def test_what_is_said_plainly_is_found(note: str) -> None:
    assert speaks_of_it(note, phrases(None))


@pytest.mark.parametrize(
    "note",
    [
        None,
        "",
        "...",
        "Slept badly, woke twice.",
        "The pain is killing me",
        "I fell and hurt myself in the kitchen",
        "I would rather die at home than in hospital",
        "Took all my pills this morning",
        "Die Schmerzen bringen mich fast um den Verstand",
        "Ich möchte zu Hause sterben",
        "Ihr Selbstmordroman liegt noch hier",  # a longer word
        "El dolor me mata",
        "suicid",
    ],
)
def test_other_words_are_not(note: str | None) -> None:
    assert not speaks_of_it(note, phrases(None))


def test_what_an_organisation_sets_replaces_its_language_and_leaves_the_others() -> None:
    own = phrases({"en": ["can’t go on"], "de": []})
    assert speaks_of_it("I can't go on.", own) and speaks_of_it("quiero morir", own)
    assert not speaks_of_it("I want to die", own) and not speaks_of_it("Ich will sterben", own)
    assert phrases({"en": [], "de": [], "es": []}) == []


def test_a_phrase_of_signs_alone_is_found_nowhere() -> None:
    assert phrases({"en": ["!!", "--"], "de": [], "es": []}) == []


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_no_phrase_is_there_twice_or_within_another(language: str) -> None:
    ours = [folded(phrase) for phrase in OURS[language]]  # type: ignore[index]
    assert len(ours) > 50
    assert [(one, other) for one in ours for other in ours if one != other and one in other] == [] and len(set(ours)) == len(ours)


@given(st.text(max_size=80), st.sampled_from(phrases(None)), st.text(max_size=80))
def test_it_is_found_in_any_note_that_holds_it(before: str, phrase: str, after: str) -> None:
    assert speaks_of_it(f"{before} {phrase.upper()} {after}", phrases(None))


def test_the_phone_compares_alike() -> None:
    """tests/mobile/crisis.test.js reads the same pairs."""
    pairs = json.loads((Path(__file__).parents[2] / "mobile" / "folding.json").read_text())
    assert [(text, folded(text)) for text, _ in pairs] == [(text, wanted) for text, wanted in pairs]


@given(st.text(max_size=120))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_the_finding_names_the_list_and_never_quotes() -> None:
    (finding,) = found_in(REPORT, "I want to die, my son must not know.", phrases(None), 3)
    assert (finding.rule, finding.version, finding.item, finding.respondent, finding.burden) == ("crisis", 1, None, "family_caregiver", None)
    assert finding.inputs[0].check_in_id == REPORT.id and finding.thresholds == {"word_list": 3}
    assert finding.sentence == "The note may speak of a crisis. Please read it, and call."
    assert found_in(REPORT, "A good day.", phrases(None), 3) == []
