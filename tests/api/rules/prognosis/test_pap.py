"""All 504 combinations against a table of totals that was added up in whole half points by another program; every edge of every band from both sides."""

from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.rules.prognosis.pap import pap

# dyspnoea, anorexia, KPS, weeks; then 9 totals: white cells normal, high, very high by lymphocytes normal, low, very low
TOTALS = [line.split() for line in (Path(__file__).parent / "pap_totals.txt").read_text().splitlines()]
KPS = {"10-20": (10, 20), "30-100": (30, 100)}
WEEKS = {"1-2": (1, 2), "3-4": (3, 4), "5-6": (5, 6), "7-8": (7, 8), "9-10": (9, 10), "11-12": (11, 12), "over-12": (13, 60)}
WHITE_CELLS = ((4.8, 8.5), (8.6, 11.0), (11.1, 40.0))
LYMPHOCYTES = ((20.0, 40.0), (12.0, 19.9), (11.9, 0.0))
BLOODS = list(product(WHITE_CELLS, LYMPHOCYTES))


def scored(**changed: Any) -> Any:
    given = {"dyspnoea": False, "anorexia": False, "kps": 50, "estimate_weeks": 20, "white_cells": 6.0, "lymphocytes": 30.0}
    return pap(**{**given, **changed})


def group(points: float) -> str:
    """From the published decimals: 0-5.5, 5.6-11, 11.1-17.5."""
    return "A" if points < 5.6 else "B" if points < 11.1 else "C"


@pytest.mark.parametrize("row", TOTALS, ids=lambda row: " ".join(row[:4]))
def test_every_combination_has_its_total_and_group_at_both_ends_of_every_band(row: list[str]) -> None:
    dyspnoea, anorexia, kps, weeks, *totals = row
    for total, (white_cells, lymphocytes) in zip(totals, BLOODS, strict=True):
        for k, w, c, y in product(KPS[kps], WEEKS[weeks], white_cells, lymphocytes):
            found = scored(dyspnoea=dyspnoea == "1", anorexia=anorexia == "1", kps=k, estimate_weeks=w, white_cells=c, lymphocytes=y)
            assert (found.points, found.group) == (float(total), group(float(total)))


def test_the_table_is_whole() -> None:
    totals = [float(total) for row in TOTALS for total in row[4:]]
    assert (len(totals), len({tuple(row[:4]) for row in TOTALS}), min(totals), max(totals)) == (504, 56, 0, 17.5)
    assert set(Counter(map(group, totals))) == {"A", "B", "C"}


@pytest.mark.parametrize(
    ("given", "points", "wanted"),
    [
        ({"dyspnoea": True, "estimate_weeks": 5}, 5.5, "A"),
        ({"anorexia": True, "estimate_weeks": 5}, 6, "B"),
        ({"estimate_weeks": 2, "kps": 20}, 11, "B"),
        ({"estimate_weeks": 2, "kps": 20, "white_cells": 9.0}, 11.5, "C"),
    ],
)
def test_the_edges_that_can_be_reached_belong_to_the_lower_group(given: dict[str, Any], points: float, wanted: str) -> None:
    found = scored(**given)
    assert (found.points, found.group, found.sentence) == (points, wanted, f"PaP {points:g} of 17.5: group {wanted}.")


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"dyspnoea": None}, "dyspnoea missing"),
        ({"anorexia": None}, "anorexia missing"),
        ({"kps": None}, "KPS missing"),
        ({"estimate_weeks": None}, "the physician's estimate missing"),
        ({"white_cells": None}, "white cell count missing"),
        ({"lymphocytes": None}, "lymphocyte count missing"),
        ({"kps": 25}, "KPS 25 is none: it is scored 10 to 100 by tens, and lies between the bands 10 to 20 and 30 and more"),
        ({"kps": 45}, "KPS 45 is none: it is scored 10 to 100 by tens"),
        ({"kps": 0}, "KPS 0 is none: it is scored 10 to 100 by tens"),
        ({"estimate_weeks": 0}, "the physician's estimate is below the published bands, which begin at one week"),
        ({"white_cells": 4.7}, "white cell count 4.7 is below the published bands, which begin at 4.8"),
        ({"lymphocytes": 40.1}, "lymphocytes 40.1 % are above the published bands, which end at 40 %"),
    ],
)
def test_what_is_missing_or_in_no_band_is_named_and_not_scored(changed: dict[str, Any], missing: str) -> None:
    found = scored(**changed)
    assert (found.points, found.group, found.missing, found.sentence) == (None, None, [missing], f"Cannot compute: {missing}.")


def test_all_that_is_missing_is_named_at_once() -> None:
    assert scored(white_cells=None, lymphocytes=None).sentence == "Cannot compute: white cell count missing, lymphocyte count missing."


@pytest.mark.parametrize(("white_cells", "points", "said"), [(8.4, 0, False), (8.5, 0, True), (8.6, 0.5, False), (11.0, 0.5, False), (11.1, 1.5, False)])
def test_exactly_eight_point_five_white_cells_stand_in_two_bands_and_it_is_said(white_cells: float, points: float, said: bool) -> None:
    found = scored(white_cells=white_cells)
    assert (found.points, any("8.5" in note for note in found.notes)) == (points, said)


@pytest.mark.parametrize(("share", "points", "said"), [(11.9, 2.5, False), (12, 1, False), (19.9, 1, False), (19.95, 1, True), (20, 0, False), (40, 0, False)])
def test_a_lymphocyte_share_between_two_bands_counts_with_the_lower_and_it_is_said(share: float, points: float, said: bool) -> None:
    found = scored(lymphocytes=share)
    assert (found.points, any("19.9" in note for note in found.notes)) == (points, said)
