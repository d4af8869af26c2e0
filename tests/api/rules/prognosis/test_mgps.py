import pytest

from api.rules.prognosis.mgps import mgps


@pytest.mark.parametrize(
    ("crp", "albumin", "points"),
    [(10, 20, 0), (10, 35, 0), (10.1, 35, 1), (10.1, 34.9, 2), (0, 50, 0), (200, 20, 2), (200, 50, 1)],
)
def test_both_thresholds_from_both_sides(crp: float, albumin: float, points: int) -> None:
    assert mgps(crp=crp, albumin=albumin).points == points


def test_a_low_crp_needs_no_albumin() -> None:
    found = mgps(crp=4, albumin=None)
    assert (found.points, found.missing, found.sentence) == (0, [], "mGPS 0 of 2: C-reactive protein 4 mg/L is not over 10.")


@pytest.mark.parametrize(
    ("crp", "albumin", "missing"), [(48, None, ["albumin missing"]), (None, 30, ["C-reactive protein missing"]), (None, None, ["C-reactive protein missing", "albumin missing"])]
)
def test_what_is_missing_is_named(crp: float | None, albumin: float | None, missing: list[str]) -> None:
    found = mgps(crp=crp, albumin=albumin)
    assert (found.points, found.missing, found.sentence) == (None, missing, f"Cannot compute: {', '.join(missing)}.")


def test_the_sentence_says_both_values_and_their_limits() -> None:
    assert mgps(crp=48, albumin=27).sentence == "mGPS 2 of 2: C-reactive protein 48 mg/L is over 10, albumin 27 g/L is under 35."
