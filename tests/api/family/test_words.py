"""The family page in words: complete in each language, and never better than the answers were."""

import re
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.family import words
from api.family.words import CATALOGUES, Words
from api.rules.summaries import covers, summary
from schemas.check_ins import CheckIn
from schemas.configurations import Language
from schemas.shares import Scope
from tests.api.rules.questionnaires import ALL, DAILY, ESAS, PAST_WEEK
from tests.api.rules.test_summaries import TODAY, check_ins, pains, report, scopes
from tests.mobile import catalogues

FOLDER = Path(words.__file__).parent
LANGUAGES: list[Language] = ["en", "de", "es"]
MADE = {"weekdays", "months", *(item.id for item in DAILY.items)}  # used by place or by an item's own name
MADE |= {f"{kind}_{end}" for kind in ("asked", "closed", "wait", "trouble") for end in ("title",)} | {
    f"by_{who}" for who in ("patient", "family_caregiver", "professional_caregiver")
}
MADE |= {f"{key}{none}" for key in ("once", "one_day", "one_day_mostly") for none in ("", "_none")}
MADE |= {f"level_{band}" for band in ("mild", "moderate", "severe")} | {"much_better", "a_little_better", "the_same", "a_little_worse", "much_worse"}
MADE |= {
    "nurse_will_call_today",
    "nurse_will_call_tomorrow",
    "visit_planned",
    "medicine_being_looked_at",
    "doctor_is_asked",
    "as_we_discussed",
    "please_call_us",
}


def strings(entry: Any) -> list[str]:
    return list(entry.values()) if isinstance(entry, dict) else entry if isinstance(entry, list) else [entry]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_everything_with_the_same_values(language: Language) -> None:
    english, other = CATALOGUES["en"], CATALOGUES[language]
    assert set(other) == set(english)
    for key, entry in english.items():
        assert type(other[key]) is type(entry), key
        assert set().union(*map(fields, strings(other[key]))) - {"n"} == set().union(*map(fields, strings(entry))) - {"n"}, key
        assert all(text.strip() for text in strings(other[key])), key


def test_no_sentence_is_missing_and_none_is_unused() -> None:
    code = "".join(path.read_text() for path in [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html"), FOLDER.parent / "routes" / "family.py"])
    asked = set(re.findall(r'["\']([a-z][a-z0-9_]+)["\']', code))
    assert set(CATALOGUES["en"]) - MADE - asked == set()
    assert MADE - set(CATALOGUES["en"]) == set()
    assert {key for key in re.findall(r't\("([a-z_]+)"', code) if not key.endswith("_")} <= set(CATALOGUES["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_symptom_has_one_name_on_the_phone_and_on_the_page(language: Language) -> None:
    phone = {item.id: item.label for item in DAILY.items}
    if language != "en":
        found = catalogues.read((catalogues.APP / "words" / f"{language}.js").read_text())
        phone = {item: str(found[f"daily-check/1.{item}.label"]) for item in phone}
    assert {item: CATALOGUES[language][item] for item in phone} == phone


def told(*check_ins: Any, language: Language = "en", scope: Scope | None = None) -> list[str]:
    found = summary(list(check_ins), ALL, scope or Scope(symptoms=["pain"]), TODAY)
    t = Words(language)
    return [*words.days(found, t), *(sentence for one in found.symptoms for sentence in words.symptom(one, t))]


def test_no_answers_are_said_to_be_no_answers() -> None:
    assert told() == ["There were no answers in these days."]


def test_one_answer_is_said_to_be_the_only_one() -> None:
    assert "Pain was mild on Monday 2 March, the only answer this week." in told(*pains((0, 2)))


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ((2, 3), "Pain was mild on Monday 2 March, the only day with answers this week."),
        ((8, 7), "Pain was severe on Monday 2 March, the only day with answers this week."),
        ((0, 0), "Pain: none on Monday 2 March, the only day with answers this week."),
        ((1, 1, 8), "Pain was mostly mild on Monday 2 March, the only day with answers this week, but severe at times on Monday 2 March."),
        ((0, 0, 5), "Pain: mostly none on Monday 2 March, the only day with answers this week, but moderate at times on Monday 2 March."),
    ],
)
def test_of_one_day_nothing_is_said_as_of_a_week(scores: tuple[int, ...], sentence: str) -> None:
    assert told(*pains(*((0, score) for score in scores)))[2:] == [sentence]


def test_a_calm_week_reads_as_one_would_say_it() -> None:
    sentences = told(*pains((0, 2), (1, 2), (7, 3), (8, 3)))
    assert "Pain has been mild this week, a little better than the week before." in sentences
    assert "Answered on 2 of 7 days." in sentences


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (((0, 1), (1, 1), (2, 8)), "Pain has mostly been mild this week, but severe at times on Saturday 28 February."),
        (((0, 1), (1, 1), (2, 5)), "Pain has mostly been mild this week, but moderate at times on Saturday 28 February."),
        (((0, 0), (1, 0), (2, 7), (3, 7), (4, 0)), "Pain: mostly none this week, but severe at times on Friday 27 February and Saturday 28 February."),
        (((0, 8), (1, 8)), "Pain has been severe this week, at its worst on Sunday 1 March and Monday 2 March."),
        (((0, 0), (1, 0)), "Pain: none this week."),
    ],
)
def test_what_a_level_alone_would_hide_is_said(scores: Any, sentence: str) -> None:
    assert sentence in told(*pains(*scores))


def test_days_without_answers_are_never_counted_as_good_ones() -> None:
    sentences = told(*pains((0, 1), (3, 8)))
    assert sentences[:3] == [
        "There were answers on 2 of 7 days. Nothing is known of the rest.",
        "On one day something was severe at times: Friday 27 February.",
        "On one day nothing that was answered was above mild.",
    ]


def test_after_a_quiet_week_the_last_answer_is_dated() -> None:
    assert "Nothing was answered about this in the last week: Pain. The last answer is from Friday 20 February." in told(*pains((10, 2)))


def test_a_period_that_is_over_says_so() -> None:
    over = Scope(symptoms=["pain"], last_on=TODAY - timedelta(days=10))
    assert told(*pains((0, 2)), scope=over) == ["The time that is shared with you is over; nothing newer is shown."]


def test_a_period_that_is_still_to_come_is_not_said_to_be_over() -> None:
    assert told(*pains((0, 8)), scope=Scope(symptoms=["pain"], first_on=TODAY + timedelta(days=1))) == [
        "What is shown begins on Tuesday 3 March. There is nothing to see before."
    ]


@pytest.mark.parametrize(
    ("scope", "sentences"),
    [
        (
            {"first_on": TODAY},
            ["Of these, only Monday 2 March is shown to you.", "There were answers on that day.", "On one day nothing that was answered was above mild.",
             "Pain was mild on Monday 2 March, the only day with answers on the days that are shown."],
        ),
        (
            {"last_on": TODAY - timedelta(days=5)},
            ["Of these, only Tuesday 24 February to Wednesday 25 February are shown to you.", "There were answers on each of these 2 days.",
             "On one day something was severe at times: Wednesday 25 February.", "On one day nothing that was answered was above mild.",
             "Pain has been severe on the days that are shown, at its worst on Wednesday 25 February.", "Answered on 2 of 2 days."],
        ),
        ({"last_on": TODAY - timedelta(days=7)}, ["The time that is shared with you is over; nothing newer is shown.", "Pain: the last answer that is shown is from Monday 23 February."]),
    ],
)  # fmt: skip
def test_of_a_week_that_is_not_shown_whole_nothing_is_said_as_of_a_week(scope: dict[str, Any], sentences: list[str]) -> None:
    """What is not shown may have been bad."""
    history = pains((0, 2), (0, 1), (1, 9), (5, 8), (6, 2), (7, 5), (8, 5))
    assert told(*history, scope=Scope(symptoms=["pain"], **scope)) == sentences


def test_without_bands_the_worst_score_is_said_beside_the_middle() -> None:
    assert "Pain: 2 of 10 in the middle of the answers this week, at its worst 9 on Sunday 1 March." in told(*pains((0, 2), (1, 9), (2, 2), form=PAST_WEEK))


def test_two_questionnaires_that_ask_the_same_are_told_by_their_titles() -> None:
    """As in the weeks in which an organisation goes over from one to the other."""
    sentences = told(*pains((0, 2), (1, 2)), *pains((12, 7), form=ESAS))
    assert "Pain (Daily check) has been mild this week." in sentences
    assert any(one.startswith(f"Nothing was answered about this in the last week: Pain ({ESAS.title}).") for one in sentences)


def test_what_is_shared_and_was_not_answered_is_said_beside_what_was() -> None:
    assert set(words.SYMPTOMS) == {item.id for item in DAILY.items}
    scope = Scope(symptoms=["pain", "nausea", "fatigue", "of_our_own", "weekdays"])
    assert words.unanswered(summary(pains((0, 2)), ALL, scope, TODAY), Words("en")) == "There are no answers to show about this: Nausea and Fatigue."
    assert words.unanswered(summary([], ALL, scope, TODAY), Words("en")) == "", "that there are none at all is said already"


@given(check_ins, scopes, st.sampled_from(LANGUAGES))
def test_whatever_the_history_each_severe_day_that_is_shown_is_said_by_its_name(history: list[CheckIn], scope: Scope, language: Language) -> None:
    found, t = summary(history, ALL, scope, TODAY), Words(language)
    week = [one for one in history if (TODAY - one.local_date).days < 7 and covers(scope, one.local_date)]
    general, severe = " ".join(words.days(found, t)), t("level_severe").split()[0]
    for one in week:
        bad = {item for item, score in one.answers.items() if (score or 0) >= 7 and item in (scope.symptoms or one.answers)}
        assert not bad or t.day(one.local_date) in general
        for told in (s for s in found.symptoms if s.item in bad and s.respondent == one.respondent):
            sentence = " ".join(words.symptom(told, t))
            assert t.day(one.local_date) in sentence and severe in sentence and not any(t(better) in sentence for better in ("much_better", "a_little_better"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Schmerzen: diese Woche leicht, etwas besser als in der Woche davor."),
        ("es", "Dolor: intensidad leve esta semana, un poco mejor que la semana anterior."),
    ],
)
def test_it_speaks_german_and_spanish(language: Language, sentence: str) -> None:
    assert sentence in told(*pains((0, 2), (1, 2), (7, 3), (8, 3)), language=language)


def test_the_drawing_is_told_to_whoever_does_not_see_it() -> None:
    (one,) = summary([report(0, pain=2), report(1, number=1, pain=5)], ALL, Scope(symptoms=["pain"]), TODAY).symptoms
    assert words.drawing(one, Words("en")) == "Pain, the worst answer of each day, from 0 to 10: Sunday 1 March 5, Monday 2 March 2."


def test_days_in_a_row_can_be_told_apart_in_german_whose_day_has_a_comma() -> None:
    days = [TODAY - timedelta(days=ago) for ago in (2, 1, 0)]
    said = {language: Words(language).days(days) for language in LANGUAGES}
    assert said["de"].count("; ") == 1 and said["de"].count(" und ") == 1 and said["de"].count(", ") == 3
    assert all(said[language].count(", ") == 1 and ";" not in said[language] for language in ("en", "es"))
