"""The list of kinds is data that is stored by its ids and words: what must hold for each."""

import re
from pathlib import Path

import pytest

from api.rules.kinds import ALL, KINDS
from schemas.assessments import Kind, Number, Words

ID = r"[a-z][a-z0-9_]*"
SHAPES = [(f"{kind.id}.{part}", shape) for kind in ALL for part, shape in [("value", kind.value), *kind.parts.items()] if shape is not None]
NUMBERS = [(name, shape) for name, shape in SHAPES if isinstance(shape, Number)]


def test_no_two_kinds_have_one_id() -> None:
    assert len(KINDS) == len(ALL)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.id)
def test_a_kind_has_a_value_or_parts_and_words_for_people(kind: Kind) -> None:
    assert (kind.value is None) == bool(kind.parts)
    assert re.fullmatch(ID, kind.id)
    assert kind.label
    assert kind.label[0].isupper() or kind.label.split()[0] in ("pO2", "pCO2", "eGFR")
    assert all(re.fullmatch(ID, part) for part in kind.parts)


@pytest.mark.parametrize(("name", "shape"), NUMBERS, ids=[name for name, _ in NUMBERS])
def test_a_number_has_a_range_that_names_its_source(name: str, shape: Number) -> None:
    assert shape.minimum < shape.maximum
    assert shape.source
    assert shape.unit not in shape.units
    assert all(conversion.factor > 0 for conversion in shape.units.values())


@pytest.mark.parametrize(("name", "shape"), [(n, s) for n, s in SHAPES if isinstance(s, Words)], ids=[n for n, s in SHAPES if isinstance(s, Words)])
def test_words_are_told_apart_on_a_screen(name: str, shape: Words) -> None:
    assert len(set(shape.words.values())) == len(shape.words) > 1


def test_a_follow_up_follows_a_kind_that_there_is() -> None:
    assert {kind.follows for kind in ALL if kind.follows} == {"symptom_impact"} <= set(KINDS)


@pytest.mark.parametrize("scale", ["pps", "kps", "akps"])
def test_nobody_who_is_alive_is_at_0_of_a_performance_scale(scale: str) -> None:
    shape = KINDS[scale].value
    assert isinstance(shape, Number)
    assert (shape.minimum, shape.maximum, shape.step) == (10, 100, 10)


def test_every_number_stands_in_the_document_with_its_unit_and_range() -> None:
    document = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text()
    rows = re.findall(r"^\| `([a-z0-9_]+)` ?([a-z0-9_]*) \| ([\d,.-]+) to ([\d,.]+) (\S+?)(?:, (?:whole numbers|in steps of 10))? \| (.*) \|$", document, re.MULTILINE)
    told = {f"{kind}.{part or 'value'}": (number(low), number(high), unit, also.split(", ") if also else []) for kind, part, low, high, unit, also in rows}
    assert told == {name: (shape.minimum, shape.maximum, shape.unit, list(shape.units)) for name, shape in NUMBERS}


def number(written: str) -> float:
    return float(written.replace(",", ""))


def test_nothing_shown_to_people_promises_or_predicts() -> None:
    said = " ".join([*(kind.label + " " + kind.definition for kind in ALL), *(label for _, s in SHAPES if isinstance(s, Words) for label in s.words.values())])
    assert not re.search(r"\beligib|\bimminent|weeks to live|clinical\.md", said, re.IGNORECASE)
