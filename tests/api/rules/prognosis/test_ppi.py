"""All 72 combinations against a table that was written by hand, in the paper's own order; both cut-offs from both sides."""

from itertools import product
from typing import Any

import pytest

from api.rules.prognosis.ppi import ppi

# columns: none of oedema, dyspnoea, delirium | oedema | dyspnoea | delirium | oedema, dyspnoea | oedema, delirium | dyspnoea, delirium | all three
TABLE = {
    ("10-20", "normal"): [4, 5, 7.5, 8, 8.5, 9, 11.5, 12.5],
    ("10-20", "moderately_reduced"): [5, 6, 8.5, 9, 9.5, 10, 12.5, 13.5],
    ("10-20", "severely_reduced"): [6.5, 7.5, 10, 10.5, 11, 11.5, 14, 15],
    ("30-50", "normal"): [2.5, 3.5, 6, 6.5, 7, 7.5, 10, 11],
    ("30-50", "moderately_reduced"): [3.5, 4.5, 7, 7.5, 8, 8.5, 11, 12],
    ("30-50", "severely_reduced"): [5, 6, 8.5, 9, 9.5, 10, 12.5, 13.5],
    ("60-100", "normal"): [0, 1, 3.5, 4, 4.5, 5, 7.5, 8.5],
    ("60-100", "moderately_reduced"): [1, 2, 4.5, 5, 5.5, 6, 8.5, 9.5],
    ("60-100", "severely_reduced"): [2.5, 3.5, 6, 6.5, 7, 7.5, 10, 11],
}
COLUMNS = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
BANDS = {"10-20": (10, 20), "30-50": (30, 40, 50), "60-100": (60, 70, 80, 90, 100)}
ROWS = [
    (pps, intake, column, points)
    for (band, intake), row in TABLE.items()
    for column, points in zip(COLUMNS, row, strict=True)
    for pps in BANDS[band]
]


def scored(pps: int | None = 50, intake: Any = "normal", oedema: Any = False, dyspnoea: Any = False, delirium: Any = False) -> Any:
    return ppi(pps=pps, oral_intake=intake, oedema=oedema, dyspnoea_at_rest=dyspnoea, delirium=delirium)


@pytest.mark.parametrize(("pps", "intake", "column", "points"), ROWS)
def test_every_combination_has_the_points_of_the_published_table(pps: int, intake: str, column: tuple[int, int, int], points: float) -> None:
    assert scored(pps, intake, *map(bool, column)).points == points


def test_the_table_is_the_one_that_was_counted() -> None:
    """72 combinations, 26 totals; 46 over 6, 14 over 4 and not over 6, 12 not over 4."""
    points = [total for row in TABLE.values() for total in row]
    groups = [scored(BANDS[band][0], intake, *map(bool, column)).group for (band, intake), column in product(TABLE, COLUMNS)]
    assert (len(points), len(set(points))) == (72, 26)
    assert [groups.count(group) for group in ("over 6", "over 4, not over 6", "not over 4")] == [46, 14, 12]


@pytest.mark.parametrize(
    ("given", "points", "group"),
    [
        ((10, "normal"), 4, "not over 4"),
        ((40, "moderately_reduced", True), 4.5, "over 4, not over 6"),
        ((30, "normal", False, True), 6, "over 4, not over 6"),
        ((10, "severely_reduced"), 6.5, "over 6"),
    ],
)
def test_exactly_four_is_not_over_four_and_exactly_six_is_not_over_six(given: tuple[Any, ...], points: float, group: str) -> None:
    found = scored(*given)
    assert (found.points, found.group) == (points, group)
    assert found.sentence == f"PPI {points:g} of 15: {group}."


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"pps": None}, "PPS missing"),
        ({"intake": None}, "oral intake missing"),
        ({"oedema": None}, "oedema missing"),
        ({"dyspnoea": None}, "dyspnoea at rest missing"),
        ({"delirium": None}, "delirium missing"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_guessed(changed: dict[str, Any], missing: str) -> None:
    found = scored(**changed)
    assert (found.points, found.group, found.missing, found.sentence) == (None, None, [missing], f"Cannot compute: {missing}.")


@pytest.mark.parametrize("pps", [0, 5, 45, 110])
def test_a_number_that_is_no_pps_is_not_scored(pps: int) -> None:
    assert scored(pps).sentence == f"Cannot compute: PPS {pps} is none: it is scored 10 to 100 by tens."


def test_the_inputs_stand_beside_their_points() -> None:
    found = scored(20, "severely_reduced", True, False, True)
    assert [(part.name, part.given, part.points) for part in found.parts] == [
        ("PPS", "20", 4),
        ("oral intake", "severely reduced", 2.5),
        ("oedema", "yes", 1),
        ("dyspnoea at rest", "no", 0),
        ("delirium", "yes", 4),
    ]
    assert found.source and found.limits and found.maximum == 15
