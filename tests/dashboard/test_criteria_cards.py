"""The checklist: every criterion in a word and a shape, and behind it what it stands on."""

from typing import Any

import pytest
from dash import dcc, html

from dashboard.cards import criteria, evidence
from tests.dashboard.charts import ADA, parts, text_of
from tests.dashboard.reviewed import ADLS, criterion, days_ago, review, screening, section
from tests.dashboard.reviewed import evidence as entry


def words_of(component: Any) -> str:
    return " ".join(text_of(component).split())


def shapes(component: Any) -> list[str]:
    return [one.className for one in parts(component) if isinstance(one, html.Span) and str(getattr(one, "className", "")).startswith("icon icon-")]


@pytest.mark.parametrize(
    ("status", "word", "shape"), [("met", "Met since 25 Feb 2026", "icon icon-met"), ("not_met", "Not met", "icon icon-not-met"), ("unknown", "Unknown", "icon icon-unknown")]
)
def test_what_was_found_stands_in_a_word_and_in_a_shape_of_its_own(status: Any, word: str, shape: str) -> None:
    shown = criteria.criterion(criterion(status, since_on=days_ago(5)), criteria.Where(ADA, "", "x"))
    assert words_of(shown).startswith(word) and shapes(shown) == [shape]


def test_every_tick_opens_its_dated_entries_each_a_link() -> None:
    fact, told = entry("PPS 50 %", 3), entry("lack of appetite 8 of 10, reported by the patient", 1, noun="check_in")
    shown = criteria.criterion(criterion(evidence=[fact, told]), criteria.Where(ADA, "", "x"))
    links = {one.children: one.href for one in parts(shown) if isinstance(one, dcc.Link)}
    assert links == {
        "PPS 50 %": f"/team/patients/{ADA}/record?noun=assessment&entry={fact.id}",
        "Lack of appetite 8 of 10, reported by the patient": f"/team/patients/{ADA}?check_in={told.id}",
    }
    assert "27 Feb 2026" in words_of(shown)


def test_what_stands_below_a_joined_criterion_is_told_above_it_too_but_not_what_only_supports() -> None:
    weight = criterion(id="weight", words="Weight loss", evidence=[entry("Weight 62.3 kg"), entry("Weight 70 kg", 56)])
    other = criterion("unknown", id="albumin", words="Falling albumin", missing=[ADLS])
    hint = criterion(id="appetite", words="Lack of appetite", role="supporting", evidence=[entry("Lack of appetite 8 of 10")])
    joined = criterion(id="nutrition", words="Loss of weight", needs="any of these", of=[weight, other, hint])
    shown = criteria.criterion(joined, criteria.Where(ADA, "", "x"))
    (grounds,) = [one for one in parts(shown) if getattr(one, "className", "") == "grounds" and "; " in text_of(one)][:1]
    assert text_of(grounds) == "Weight 62.3 kg (2 Mar 2026); Weight 70 kg (5 Jan 2026)"
    said = words_of(shown)
    assert "Any of these:" in said and "supports, decides nothing" in said and "What would settle it: Activities of daily living" in said


def test_a_long_entry_is_only_named_where_it_isn_t_opened() -> None:
    said = "activities of daily living: " + "bathing with somebody's help, " * 9
    shown = criteria.criterion(criterion(evidence=[entry(said)]), criteria.Where(ADA, "", "x"))
    (grounds,) = [text_of(one) for one in parts(shown) if getattr(one, "className", "") == "grounds"]
    assert grounds.startswith("Activities of daily living") and grounds.endswith("… (2 Mar 2026)") and len(grounds) < 110
    assert said.strip()[1:] in words_of(shown)


def test_an_age_limit_says_whose_it_is() -> None:
    ours = criteria.criterion(criterion(age_days=60, age_source="ours"), criteria.Where(ADA, "", "x"))
    theirs = criteria.criterion(criterion(age_days=365, age_source="LCD: 12 months"), criteria.Where(ADA, "", "x"))
    assert "Entries older than 60 days don’t count. This limit is Balm’s own." in words_of(ours)
    assert "Entries older than 365 days don’t count. So says LCD: 12 months." in words_of(theirs)


def test_own_reports_are_said_to_be_that() -> None:
    assert "own reports" in words_of(criteria.criterion(criterion(reported_by_patient=True), criteria.Where(ADA, "", "x")))


def test_a_source_is_said_again_only_where_it_is_another_than_the_section_s() -> None:
    shown = words_of(criteria.section(section(criterion(), criterion(id="other", source="choicehospice.org")), ADA))
    assert shown.count("LCD Part II") == 1 and "choicehospice.org" in shown


def test_what_no_entry_speaks_of_is_folded_and_what_one_does_is_not_the_met_ones_first() -> None:
    old = criterion("unknown", id="old", words="Too old", evidence=[entry("PPS 50 %", 100)])
    silent = criterion("unknown", id="silent", words="Never looked at")
    shown = criteria.section(section(silent, old, criterion("not_met", id="no", words="Looked at"), criterion(words="Found")), ADA)
    (folded,) = [one for one in parts(shown) if isinstance(one, html.Details) and one.id == "silent-baseline"]
    assert "1 unknown" in words_of(folded) and "Never looked at" in words_of(folded) and "Too old" not in words_of(folded)
    said = words_of(shown)
    assert said.index("Found") < said.index("Looked at") < said.index("Too old") < said.index("Never looked at")


def test_a_section_for_which_no_number_is_asked_has_no_outcome_of_its_own() -> None:
    counted = criteria.section(section(criterion(), status=None, needs="no number is asked for", title="Part I"), ADA)
    judged = criteria.section(section(criterion(), status="met"), ADA)
    assert "Part I No number is asked for. 1 met, 0 not met, 1 unknown." in words_of(counted)
    noted = criteria.section(section(criterion(), status=None, needs="no number is asked for", title="Part I", note="No number is asked for. For services."), ADA)
    assert "Part I 1 met, 0 not met, 1 unknown. No number is asked for. For services." in words_of(noted), "said once"
    assert words_of(judged).startswith("Part II. Baseline Met All of these.")


def test_a_pack_without_a_section_for_the_disease_says_so() -> None:
    assert "no section for a disease that is on record" in words_of(criteria.sections(screening()))


@pytest.mark.parametrize(("number", "folded"), [(5, ""), (6, "2 earlier ones")])
def test_a_long_series_is_shown_by_its_newest(number: int, folded: str) -> None:
    shown = evidence.entries([entry(f"Pain {score} of 10", score) for score in range(number)], ADA, "x")
    summaries = [text_of(one) for one in parts(shown) if isinstance(one, html.Summary)]
    assert summaries == ([folded] if folded else [])
    assert words_of(shown).count("of 10") == number


def test_ids_are_unique_however_the_criteria_are_nested() -> None:
    inner = criterion(id="seen", evidence=[entry(f"{n}", n) for n in range(9)])
    found = review(section(criterion(id="a", of=[inner]), criterion(id="b", of=[inner])), section(criterion(id="a", of=[inner]), id="decline"))
    ids = [one.id for one in parts(criteria.sections(found.screening)) if getattr(one, "id", None)]
    assert len(ids) == len(set(ids)) > 6
