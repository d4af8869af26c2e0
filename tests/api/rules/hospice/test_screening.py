"""The whole screening: the same bytes in any order of entry, what is missing, which sections apply, and what stands over every result."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from api.rules.hospice.packs import packs
from api.rules.hospice.screening import screen
from schemas.facts import Facts
from tests.api.rules.hospice.cases import CASES
from tests.api.rules.hospice.screened import NOW, at, one_section, pack
from tests.api.rules.records import assessment, course, diagnosis, facts, line, preference, status

EVERYTHING = [one for case in CASES.values() for entries in case for one in entries or []]
KNOWN_ORDERS = ["assessments", "diagnoses", "treatment_lines", "disease_statuses", "measurements", "preferences", "symptoms"]


def shuffled(given_: Facts, shuffle: random.Random) -> Facts:
    def mixed(found: Any) -> Any:
        if isinstance(found, dict):
            return {kind: mixed(found[kind]) for kind in shuffle.sample(list(found), len(found))}
        return shuffle.sample(found, len(found))

    courses = [replace(one, reports=mixed(one.reports)) for one in given_.symptoms]
    return replace(given_, **{name: mixed(getattr(given_, name)) for name in KNOWN_ORDERS if name != "symptoms"}, symptoms=mixed(courses))


def bytes_of(given_: Facts, name: str) -> bytes:
    return msgspec.json.encode(screen(given_, packs()[name], NOW))


@given(st.sampled_from(sorted(packs())), st.lists(st.sampled_from(EVERYTHING), unique_by=id, max_size=120), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_the_same_facts_screen_to_the_same_bytes_in_any_order_of_entry(name: str, entries: list[Any], shuffle: random.Random) -> None:
    one_order = facts(*entries)
    assert bytes_of(shuffled(one_order, shuffle), name) == bytes_of(one_order, name)


def test_all_that_can_be_on_record_screens_alike_backwards() -> None:
    for name in packs():
        assert bytes_of(facts(*EVERYTHING[::-1]), name) == bytes_of(facts(*EVERYTHING), name)


@given(st.lists(st.sampled_from(EVERYTHING), unique_by=id, max_size=60))
@settings(max_examples=60, deadline=None)
def test_what_is_met_has_evidence_and_what_is_unknown_says_what_is_missing(entries: list[Any]) -> None:
    found = screen(facts(*entries), pack(), NOW)
    leaves = [one for section in found.sections for one in walk(section.criteria) if not one.of]
    known = {one.entry.id for one in entries if hasattr(one, "entry")} | {report.check_in_id for one in entries if hasattr(one, "reports") for report in one.reports}
    for one in leaves:
        assert bool(one.missing) == (one.status == "unknown")
        assert one.evidence or one.status == "unknown"
        assert {item.id for item in one.evidence} <= known
        assert (one.since_on is not None) == (one.status == "met")


def walk(criteria: Any) -> Any:
    for one in criteria:
        yield one
        yield from walk(one.of)


def test_an_age_limit_says_whose_it_is() -> None:
    found = screen(facts(diagnosis("pulmonary")), pack(), NOW)
    ages = {path: (at(found, path).age_days, at(found, path).age_source) for path in ("baseline/performance", "pulmonary/gases/po2", "decline/infections")}
    assert ages == {"baseline/performance": (60, "ours"), "pulmonary/gases/po2": (90, "choicehospice.org: within 3 months"), "decline/infections": (None, None)}


def test_a_section_is_screened_where_its_disease_is_on_record() -> None:
    def names(*entries: Any) -> list[str]:
        return [section.id for section in screen(facts(*entries), pack(), NOW).sections]

    assert names() == ["decline", "baseline"]
    assert names(diagnosis("cancer")) == ["decline", "baseline", "cancer"]
    assert names(diagnosis("renal"), diagnosis("heart", rank="other")) == ["decline", "baseline", "heart", "renal"]


def test_missing_names_each_to_do_once_and_only_what_still_decides() -> None:
    found = screen(facts(diagnosis("cancer", metastases="at_presentation"), assessment("pps", 50, 3)), pack(), NOW)
    words = [one.words for one in found.missing]
    assert len(words) == len(set(words))
    assert "Activities of daily living: none on record" in words
    assert not any("nobody has asked" in one for one in words)  # the cancer section is settled by what was found at first
    assert not any("lack of appetite" in one for one in words)  # what supports decides nothing


def test_what_settles_a_section_is_missing_first_and_then_what_is_met_in_part() -> None:
    weights = [assessment("weight", 70, 100), assessment("weight", 60, 3)]
    words = [one.words for one in screen(facts(assessment("pps", 50, 3), *weights), pack(), NOW).missing]
    assert words[:2] == ["Activities of daily living: none on record", "Weight loss has a cause that can be reversed: none on record"]


def test_below_a_section_that_is_settled_nothing_is_missing() -> None:
    contradicted = screen(facts(assessment("pps", 80, 3)), pack(), NOW)
    assert [section.status for section in contradicted.sections] == [None, "not_met"]
    decline_alone = screen(facts(assessment("pps", 80, 3)), one_section("decline"), NOW)
    assert contradicted.missing == decline_alone.missing
    met_in_spite = screen(facts(diagnosis("als"), assessment("rapid_progression", "present", 3), assessment("critical_nutrition", "present", 3)), pack(), NOW)
    assert not any("Vital capacity" in one.words for one in met_in_spite.missing)


@pytest.mark.parametrize("name", sorted(packs()))
def test_every_screening_says_which_rules_and_that_nobody_has_verified_them(name: str) -> None:
    found = screen(facts(), packs()[name], NOW).pack
    assert (found.verified, found.id, found.version) == (False, name, 1)
    assert found.document and found.revision and found.payer
    assert found.notices[0].startswith("Unverified:")
    assert "a physician decides" in found.notices[-1]


def test_a_pack_that_a_clinician_confirmed_says_so() -> None:
    found = screen(facts(), replace(pack(), verified=True), NOW).pack
    assert found.verified and not any("Unverified" in one for one in found.notices)


def test_palmetto_names_the_document_that_does_not_exist() -> None:
    found = screen(facts(diagnosis("cancer")), packs()["palmetto"], NOW)
    assert "Not built: cancer: Palmetto has no document for it" in found.pack.notices
    assert "cancer" not in [section.id for section in found.sections]
    assert {name: pack.name().without for name, pack in packs().items()} == {"cgs-l34538": [], "ngs-l33393": [], "clinical": [], "palmetto": ["cancer"]}


@pytest.mark.parametrize("name", sorted(packs()))
def test_a_pack_names_what_it_was_made_from(name: str) -> None:
    assert packs()[name].sources_read
    assert packs()[name].disagreements


PROGRESSION = [
    diagnosis("cancer", metastases="since", words="Colon cancer"),
    line(300, number=1, regimen="FOLFOX", state="stopped", stopped_on="2025-10-01", stop_reason="progression"),
    line(140, number=2, regimen="FOLFIRI"),
    status("progressive_disease", 20),
    assessment("pps", 70, 60),
    assessment("pps", 50, 4),
    assessment("weight", 70, 150),
    assessment("weight", 62.3, 4),
    course("lack_of_appetite", (13, 7), (10, 8), (6, 8), (3, 8), (0, 8)),
]


def test_the_story_of_progression_on_second_line_treatment() -> None:
    """PPS 70 to 50 in 8 weeks, weight -11 %, appetite 8, no more chemotherapy: which criteria are met since when, what is missing."""
    found = screen(facts(*PROGRESSION, preference("disease_directed_treatment", "none", 3)), pack(), NOW)
    met = {path: str(at(found, path).since_on) for path in PATHS if at(found, path).status == "met"}
    assert met == {
        "decline/inanition/weight/weight_loss": "2026-02-26",
        "decline/swallowing/appetite_reported": "2026-02-17",
        "decline/performance": "2026-02-26",
        "baseline/performance": "2026-02-26",
        "cancer/progressed": "2026-02-10",
        "cancer/progressed/course/in_spite_of_treatment": "2026-02-10",
        "cancer/progressed/course/declines_treatment": "2026-02-27",
    }
    assert "Activities of daily living: none on record" in [one.words for one in found.missing]
    assert "Weight loss has a cause that can be reversed: none on record" in [one.words for one in found.missing]


PATHS = [
    "decline/inanition/weight/weight_loss",
    "decline/inanition/weight",
    "decline/swallowing/appetite_reported",
    "decline/performance",
    "baseline/performance",
    "baseline/adls",
    "cancer/at_presentation",
    "cancer/progressed",
    "cancer/progressed/course/in_spite_of_treatment",
    "cancer/progressed/course/declines_treatment",
]
