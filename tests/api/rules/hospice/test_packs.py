"""The data of the packs: every name in it exists elsewhere, ids are told apart, and a slip of the pen is refused."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.instruments import bundled
from api.rules.hospice import asks
from api.rules.hospice.looks import LOOKS
from api.rules.hospice.packs import FOLDER, Criterion, Pack, packs, sections
from api.rules.kinds import KINDS
from api.rules.kinds.function import ADLS
from api.rules.kinds.nervous_system import STAGES
from api.rules.wishes import QUESTIONS
from schemas.assessments import Words
from tests.api.rules.hospice.test_criteria import LEAVES

ASKS = [(path, one.asks) for path, one in LEAVES.items()]


def values_of(kind: str) -> set[str]:
    shape = KINDS[kind].value
    return set(shape.words) if isinstance(shape, Words) else set()


@pytest.mark.parametrize(("path", "ask"), ASKS, ids=[path for path, _ in ASKS])
def test_every_name_in_a_criterion_exists(path: str, ask: Any) -> None:
    kinds = [*getattr(ask, "kinds", []), *([ask.kind] if hasattr(ask, "kind") else [])]
    assert set(kinds) <= set(KINDS)
    assert all(set(getattr(ask, "words", [])) <= values_of(kind) for kind in kinds)
    assert set(getattr(ask, "stances", [])) <= set(QUESTIONS[ask.topic].words if hasattr(ask, "topic") else [])
    assert set(getattr(ask, "items", [])) <= {item.id for instrument in bundled() for item in instrument.items}
    assert set(getattr(ask, "activities", [])) <= set(ADLS)
    assert set(getattr(ask, "stages", [])) <= set(KINDS["pressure_ulcers"].parts)
    assert getattr(ask, "begins", "7a") in STAGES
    assert getattr(ask, "part", None) in (None, *KINDS[kinds[0]].parts) if kinds else True


@pytest.mark.parametrize(("path", "ask"), ASKS, ids=[path for path, _ in ASKS])
def test_events_are_asked_of_what_happens_and_states_of_what_is(path: str, ask: Any) -> None:
    kinds = [*getattr(ask, "kinds", []), *([ask.kind] if hasattr(ask, "kind") else [])]
    happens = isinstance(ask, asks.Events | asks.MoreEvents)
    assert {KINDS[kind].happens for kind in kinds} <= {happens}


def siblings(criteria: Sequence[Criterion]) -> list[list[str]]:
    return [[one.id for one in criteria], *(ids for one in criteria for ids in siblings(one.of))]


def test_ids_are_told_apart_among_their_siblings() -> None:
    for section in sections().values():
        assert all(max(Counter(ids).values(), default=1) == 1 for ids in siblings(section.criteria))


def test_every_shape_is_looked_for_and_used() -> None:
    shapes = set(asks.Ask.__subclasses__())
    assert set(LOOKS) == shapes == {type(ask) for _, ask in ASKS}


def test_every_disease_a_section_is_for_can_be_on_record_and_stands_once_in_a_pack() -> None:
    for pack in packs().values():
        diseases = [disease for name in pack.sections for disease in sections()[name].diseases]
        assert len(diseases) == len(set(diseases))


@pytest.mark.parametrize(
    "slip",
    [
        {"asks": {"type": "amount", "kinds": ["pps"], "bellow": 70}},
        {"asks": {"type": "amount", "kinds": ["pps"]}},
        {"asks": {"type": "amount", "kinds": ["pps"], "below": 70, "over": 10}},
        {"asks": {"type": "trend", "kinds": ["cea"], "direction": "rise", "months": 6}},
        {"asks": {"type": "wish", "topic": "weather", "stances": ["none"]}},
        {"asks": {"type": "nothing"}},
        {},
        {"needs": "most", "of": [{"id": "a", "words": "a", "asks": {"type": "body_mass", "below": 22}}]},
    ],
)
def test_a_slip_of_the_pen_in_the_data_is_refused(slip: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "x", "words": "x", **slip}, Criterion)


def fingerprint(pack: Pack) -> str:
    """Of the data of a pack and its sections as the files have them, comments aside."""
    files = [FOLDER / "packs" / f"{pack.id}.toml", *(FOLDER / "sections" / f"{name}.toml" for name in pack.sections)]
    return hashlib.sha256(msgspec.json.encode([tomllib.loads(file.read_text()) for file in files], order="sorted")).hexdigest()


def test_a_pack_that_was_changed_has_a_higher_version() -> None:
    """Screenings are stored with pack and version. Where this fails, raise the version of each pack that is named, and add its fingerprint; lines that stand there never change."""
    released = dict(line.rsplit(" ", 1) for line in (Path(__file__).parent / "pack_versions.txt").read_text().splitlines())
    assert {f"{pack.id} {pack.version}": fingerprint(pack) for pack in packs().values()}.items() <= released.items()
