"""What changed and why: something new, something gone, time, or other rules."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from api.rules.calendar import in_words
from api.rules.hospice.differences import difference
from api.rules.hospice.packs import packs
from api.rules.hospice.screening import screen
from tests.api.rules.hospice.screened import NOW, pack
from tests.api.rules.hospice.test_screening import EVERYTHING
from tests.api.rules.records import TODAY, assessment, days_ago, diagnosis, facts, ids, preference


def screening(*entries: Any, later: int = 0, name: str = "cgs-l34538") -> Any:
    return screen(facts(*entries, today=TODAY + timedelta(days=later)), packs()[name], NOW)


def changes(before: Any, after: Any) -> dict[str, tuple[Any, Any, str]]:
    return {"/".join(one.path): (one.before, one.after, one.why) for one in difference(before, after)}


PPS = assessment("pps", 60, 3)


def test_nothing_changed_says_nothing() -> None:
    assert difference(screening(PPS), screening(PPS)) == []


def test_unknown_to_met_names_the_entry_that_came() -> None:
    found = difference(screening(), screening(PPS))
    assert [(one.path, one.before, one.after) for one in found] == [(["baseline", "performance"], "unknown", "met")]
    assert (found[0].why, ids(found[0].cause), found[0].words) == (f"New: PPS 60 % ({in_words(days_ago(3))}).", [PPS.entry.id], "PPS or KPS under 70 %")


def test_met_to_not_met_names_the_entry_that_came() -> None:
    better = assessment("pps", 80, 1)
    assert changes(screening(PPS), screening(PPS, better))["baseline/performance"] == ("met", "not_met", f"New: PPS 80 % ({in_words(days_ago(1))}).")


def test_an_entry_that_no_longer_stands_is_named() -> None:
    assert changes(screening(PPS), screening())["baseline/performance"] == ("met", "unknown", f"No longer counts: PPS 60 % ({in_words(days_ago(3))}).")


def test_time_alone_makes_evidence_too_old() -> None:
    assert changes(screening(PPS, later=57), screening(PPS, later=58)) == {"baseline/performance": ("met", "unknown", "Time passed: the evidence became too old.")}


def test_an_event_that_fell_out_of_its_months_is_named() -> None:
    infections = [assessment("infection", "sepsis", days) for days in (181, 20)]
    found = changes(screening(*infections), screening(*infections, later=1))
    assert found == {"decline/infections": ("met", "unknown", f"No longer counts: Infection: Sepsis ({in_words(days_ago(181))}).")}


def test_a_joining_criterion_is_caused_by_what_changed_below_it() -> None:
    cancer = diagnosis("cancer", metastases="since")
    wish = preference("disease_directed_treatment", "none", 1)
    found = difference(screening(cancer), screening(cancer, wish))
    assert [one.path[1:] for one in found] == [["progressed"], ["progressed", "course"], ["progressed", "course", "declines_treatment"]]
    assert [ids(one.cause) for one in found] == [[wish.entry.id]] * 3


def test_a_section_comes_and_goes_with_its_disease() -> None:
    heart = diagnosis("heart")
    assert changes(screening(), screening(heart))["heart/nyha"] == (None, "unknown", "Screened for the first time.")
    assert changes(screening(heart), screening())["heart/nyha"] == ("unknown", None, "No longer screened.")


def test_other_rules_are_said_to_be_the_cause() -> None:
    newer = replace(screening(PPS), pack=replace(pack().name(), version=2))
    assert {why for _, _, why in changes(screening(), newer).values()} == {"Other rules were applied."}


@given(st.lists(st.sampled_from(EVERYTHING), unique_by=id, max_size=40), st.lists(st.sampled_from(EVERYTHING), unique_by=id, max_size=40))
@settings(max_examples=60, deadline=None)
def test_there_and_back_are_the_same_changes_turned_round(some: list[Any], others: list[Any]) -> None:
    there, back = changes(screening(*some), screening(*others)), changes(screening(*others), screening(*some))
    assert {path: (after, before) for path, (before, after, _) in there.items()} == {path: (before, after) for path, (before, after, _) in back.items()}
