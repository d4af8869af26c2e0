"""The scores from the record: the newest entry of each input, recent enough, in the right unit, and named."""

from typing import Any

import pytest

from api.rules.calendar import in_words
from api.rules.prognosis.of_facts import scores
from tests.api.rules.records import assessment, days_ago, facts

PPI = {"pps": 40, "oral_intake": "moderately_reduced", "oedema": "present", "dyspnoea_at_rest": "absent", "delirium": "absent"}
PAP = {"dyspnoea": "present", "anorexia": "absent", "kps": 40, "predicted_weeks": 5, "wbc": 6.0, "lymphocyte_percent": 30}


def entries(values: dict[str, Any], days: int = 3) -> list[Any]:
    return [assessment(kind, value, days) for kind, value in values.items()]


def score(name: str, *given: Any) -> Any:
    return next(one for one in scores(facts(*given)) if one.score == name)


def test_all_three_are_there_and_say_what_they_lack() -> None:
    found = scores(facts())
    assert [(one.score, one.points) for one in found] == [("ppi", None), ("pap", None), ("mgps", None)]
    assert score("pap", *entries({k: v for k, v in PAP.items() if k != "lymphocyte_percent"})).sentence == "Cannot compute: lymphocyte count missing."


def test_the_worked_example_of_the_ppi_with_the_entries_it_stands_on() -> None:
    given = entries(PPI)
    found = score("ppi", *given)
    assert (found.points, found.group) == (4.5, "over 4, not over 6")
    assert [part.evidence.id for part in found.parts] == [one.entry.id for one in given]


def test_the_pap_of_its_highest_group_a() -> None:
    assert (score("pap", *entries(PAP)).points, score("pap", *entries(PAP)).group) == (5.5, "A")


@pytest.mark.parametrize(("albumin", "points"), [(3.5, 1), (3.49, 2)])
def test_albumin_is_kept_in_g_dl_and_the_mgps_asks_for_g_l(albumin: float, points: int) -> None:
    found = score("mgps", *entries({"crp": 48, "albumin": albumin}))
    assert (found.points, found.parts[1].given) == (points, f"{10 * albumin:g}")


@pytest.mark.parametrize(("kind", "days", "computed"), [("pps", 14, True), ("pps", 15, False), ("oedema", 14, True), ("oedema", 15, False)])
def test_what_was_seen_counts_for_fourteen_days(kind: str, days: int, computed: bool) -> None:
    old = assessment(kind, PPI[kind], days)
    found = score("ppi", *entries({k: v for k, v in PPI.items() if k != kind}), old)
    assert (found.points is not None) is computed
    if not computed:
        label = {"pps": "PPS", "oedema": "Oedema"}[kind]
        assert found.missing == [f"{label} of {in_words(days_ago(15))} is older than 14 days"]
        assert found.sentence == f"Cannot compute: {found.missing[0]}."
        assert next(part for part in found.parts if part.missing).evidence.id == old.entry.id


@pytest.mark.parametrize(("days", "computed"), [(30, True), (31, False)])
def test_blood_counts_for_thirty_days(days: int, computed: bool) -> None:
    assert (score("mgps", *entries({"crp": 48, "albumin": 3}, days)).points is not None) is computed


def test_the_newest_entry_is_taken_in_any_order() -> None:
    given = [*entries(PPI), assessment("pps", 20, 1)]
    assert score("ppi", *given).points == score("ppi", *given[::-1]).points == 6


def test_a_delirium_from_a_reversible_cause_is_not_counted_and_said() -> None:
    found = score("ppi", *entries({**PPI, "delirium": "present_reversible"}))
    assert (found.points, found.notes) == (4.5, ["Delirium from a single reversible cause is on record; it isn't counted."])


def test_less_than_counts_as_its_number_and_is_said() -> None:
    found = score("mgps", assessment("crp", 5, 3, comparator="<"))
    assert (found.points, found.notes) == (0, ["CRP <5 mg/L counts as 5."])
