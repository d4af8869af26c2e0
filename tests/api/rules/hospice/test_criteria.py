"""Every criterion of every pack: met, not met, unknown, and unknown again where the evidence is too old; at the limit, one step beyond it, and outside the span that it looks at."""

from collections.abc import Iterator, Sequence

import pytest

from api.rules.hospice.asks import Amount, Decline, Events, Trend, Word
from api.rules.hospice.packs import Criterion, packs, sections
from api.rules.kinds import KINDS
from schemas.assessments import Words
from tests.api.rules.hospice.cases import CASES
from tests.api.rules.hospice.screened import criterion
from tests.api.rules.records import assessment


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


WORDS = [(path, one.asks) for path, one in LEAVES.items() if isinstance(one.asks, Word)]
KINDS_OF_WORDS = {path: KINDS[ask.kind].value for path, ask in WORDS}


@pytest.mark.parametrize(
    ("path", "ask", "word"), [(path, ask, word) for path, ask in WORDS if isinstance(shape := KINDS_OF_WORDS[path], Words) for word in shape.words], ids=lambda given: str(given)[:40]
)
def test_each_word_that_a_criterion_names_meets_it_and_no_other_word_of_the_kind_does(path: str, ask: Word, word: str) -> None:
    assert criterion(path, assessment(ask.kind, word, 3)).status == ("met" if word in ask.words else "not_met")


SEVERAL = [(path, one.asks, kind) for path, one in LEAVES.items() if isinstance(one.asks, Amount | Trend | Decline) for kind in one.asks.kinds if len(one.asks.kinds) > 1]


@pytest.mark.parametrize(("path", "ask", "kind"), SEVERAL, ids=lambda given: str(given)[:40])
def test_each_kind_that_a_criterion_names_is_enough_alone(path: str, ask: Amount | Trend | Decline, kind: str) -> None:
    low, high = (10, 100)
    falls = not (isinstance(ask, Trend) and ask.direction == "rise")
    found = criterion(path, assessment(kind, high if falls else low, 60), assessment(kind, low if falls else high, 3))
    assert found.status == "met" and all(one.words.startswith(KINDS[kind].label) for one in found.evidence)


NAMED = [(path, one.asks, kind, word) for path, one in LEAVES.items() if isinstance(one.asks, Events) for kind in one.asks.kinds for word in one.asks.words]


@pytest.mark.parametrize(("path", "ask", "kind", "word"), NAMED, ids=lambda given: str(given)[:40])
def test_each_event_that_a_criterion_names_counts(path: str, ask: Events, kind: str, word: str) -> None:
    assert criterion(path, *(assessment(kind, word, 3 + n) for n in range(ask.times))).status == "met"


def test_only_what_may_be_off_the_record_is_never_not_met_and_only_wishes_diagnoses_and_histories_have_no_age() -> None:
    tags = {path: type(one.asks).__struct_config__.tag for path, one in LEAVES.items()}
    assert {tags[path] for path, case in CASES.items() if case.not_met is None} == set(NEVER_NO)
    ageless = {path for path, case in CASES.items() if case.old is None}
    assert {tags[path] for path in ageless} == {"events", "disease", "metastases", "wish", "cancer_kind", "days_ill", "word"}
    assert {path for path in ageless if tags[path] == "word"} == {"renal/no_dialysis/stopped", "renal/no_dialysis/not_sought/no_transplant"}
