"""The simulator against the published numbers of clinical.md 3.3 and 4. One cohort for all rows."""

from pathlib import Path

import pytest

from api.simulation import marginals
from api.simulation.marginals import Row, near, replaced, rows
from api.simulation.parameters import USUAL, Noise, Proxy

DOCS = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text()


@pytest.fixture(scope="module")
def found() -> list[Row]:
    return rows(patients=600, seed=11)


def test_every_number_is_within_its_tolerance_with_a_seed_of_its_own(found: list[Row]) -> None:
    assert [row for row in found if not row.holds] == []


def test_a_row_holds_at_its_tolerance_and_not_beyond() -> None:
    assert [near("4", "x", 10, 2, value).holds for value in (7.9, 8, 12, 12.1)] == [False, True, True, False]


def test_the_table_in_the_documents_has_each_row_with_what_was_published_and_its_tolerance(found: list[Row]) -> None:
    for line in marginals.table(found).splitlines():
        assert line.rsplit("|", 2)[0] in DOCS or ": of it within" in line, line


def test_a_simulator_that_is_wrong_is_seen() -> None:
    wrong = replaced(USUAL, proxy=Proxy(able_1_day=0.2), noise=Noise(least=2.5, most=3))
    missed = {row.what.split(",")[0].split(":")[0] for row in rows(wrong, patients=300, seed=11) if not row.holds}
    assert {"able to report on the last day", "tiredness"} <= missed
