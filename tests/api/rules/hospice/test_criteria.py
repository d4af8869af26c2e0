"""Every criterion of every pack: met, not met, unknown, and unknown again where the evidence is too old; at the limit, one step beyond it, and outside the span that it looks at."""

from collections.abc import Iterator, Sequence

import pytest

from api.rules.hospice.packs import Criterion, packs, sections
from tests.api.rules.hospice.cases import CASES
from tests.api.rules.hospice.screened import criterion


def leaves(path: str, criteria: Sequence[Criterion]) -> Iterator[tuple[str, Criterion]]:
    for one in criteria:
        if one.asks is not None:
            yield f"{path}/{one.id}", one
        yield from leaves(f"{path}/{one.id}", one.of)


LEAVES = {path: one for section in sections().values() for path, one in leaves(section.id, section.criteria)}
NEVER_NO = ("events", "disease")  # what happened or is ill may not be on record


def test_every_criterion_has_its_cases_and_there_are_no_others() -> None:
    assert list(CASES) == list(dict.fromkeys(path for path in CASES if path in LEAVES))
    assert set(LEAVES) == set(CASES)
    assert {name for pack in packs().values() for name in pack.sections} == set(sections())


@pytest.mark.parametrize("path", CASES)
def test_a_criterion_is_met_by_evidence_at_the_limit(path: str) -> None:
    found = criterion(path, *CASES[path].met)
    assert (found.status, found.missing) == ("met", [])
    assert found.evidence and found.since_on and found.words and found.source


@pytest.mark.parametrize("path", [path for path, case in CASES.items() if case.not_met is not None])
def test_a_criterion_is_not_met_one_step_beyond_and_shows_what_speaks_against_it(path: str) -> None:
    found = criterion(path, *(CASES[path].not_met or []))
    assert (found.status, found.missing, found.since_on) == ("not_met", [], None)
    assert found.evidence


@pytest.mark.parametrize("path", CASES)
def test_a_criterion_with_nothing_on_record_is_unknown_and_says_what_would_settle_it(path: str) -> None:
    found = criterion(path)
    assert (found.status, found.since_on) == ("unknown", None)
    assert found.missing and all(one.words for one in found.missing)


@pytest.mark.parametrize("path", [path for path, case in CASES.items() if case.old is not None])
def test_evidence_that_is_too_old_makes_it_unknown(path: str) -> None:
    found = criterion(path, *(CASES[path].old or []))
    assert (found.status, found.since_on) == ("unknown", None)
    assert found.missing


@pytest.mark.parametrize("path", [path for path, case in CASES.items() if case.outside is not None])
def test_what_lies_outside_the_span_that_it_looks_at_leaves_it_unknown(path: str) -> None:
    found = criterion(path, *(CASES[path].outside or []))
    assert (found.status, found.since_on) == ("unknown", None)
    assert found.missing


def test_only_what_may_be_off_the_record_is_never_not_met_and_only_wishes_diagnoses_and_histories_have_no_age() -> None:
    tags = {path: type(one.asks).__struct_config__.tag for path, one in LEAVES.items()}
    assert {tags[path] for path, case in CASES.items() if case.not_met is None} == set(NEVER_NO)
    ageless = {path for path, case in CASES.items() if case.old is None}
    assert {tags[path] for path in ageless} == {"events", "disease", "metastases", "wish", "cancer_kind", "days_ill", "word"}
    assert {path for path in ageless if tags[path] == "word"} == {"renal/no_dialysis/stopped", "renal/no_dialysis/not_sought/no_transplant"}
