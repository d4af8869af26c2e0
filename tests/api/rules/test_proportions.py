import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.proportions import share


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],  # the last: Newcombe 1998, Stat Med 17:857, method 3
)
def test_wilsons_interval_is_as_published(count: int, of: int, low: float, high: float) -> None:
    found = share(count, of)
    assert found.low == pytest.approx(low, abs=5e-5) and found.high == pytest.approx(high, abs=5e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert (share(0, 0).share, share(0, 0).low, share(0, 0).high) == (None, None, None)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval_and_the_interval_within_0_and_1(pair: tuple[int, int]) -> None:
    found = share(*pair)
    assert found.low is not None and found.share is not None and found.high is not None
    assert 0 <= found.low <= found.share + 1e-12 and found.share - 1e-12 <= found.high <= 1
