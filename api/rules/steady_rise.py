"""A rise over days that no single report shows.

Mann (1945) and Kendall's test asks how many pairs of reports stand in rising order; Sen's slope (1968), the median of the slopes of all pairs, says how steep.
Both were chosen because they take the person's own noise as it is: who varies much has many pairs in falling order and needs a clearer rise, no distribution is
assumed, and one bad night moves neither. Their weakness: reports that resemble the day before (an AR(1) course) make the test find a little too much; the limit
on z is therefore stricter than the usual 1.64, and the plan asks for a rise of some points besides. Both were chosen on synthetic patients (docs/clinical.md, "The rules,
judged"). All numbers here are ours.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from math import sqrt
from statistics import median
from typing import NamedTuple

NEEDED_Z = 2.0  # one-sided 2.3 of 100 for independent noise; ours
SHORTEST = 5.0  # days that the reports must span; ours
DAY = 86400.0


class Rise(NamedTuple):
    """`rise`: points over the time that the reports span, by Sen's slope. `days`: that time. `needed_z`: what z had to reach."""

    rise: float
    days: int
    z: float
    needed_z: float


def steady_rise(points: Sequence[tuple[datetime, int]], needed_z: float = NEEDED_Z) -> Rise | None:
    """`points`: oldest first, higher is worse. Null where the rise can't be told from noise."""
    if len(points) < 2:
        return None
    span = (points[-1][0] - points[0][0]).total_seconds() / DAY
    z = kendall_z([score for _, score in points])
    if span < SHORTEST or z < needed_z:
        return None
    return Rise(sen_slope(points) * span, round(span), z, needed_z)


def kendall_z(scores: Sequence[int]) -> float:
    """S over its standard deviation, corrected for ties and continuity. 0 where all scores are alike."""
    n = len(scores)
    s = kendall_s(scores)
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(scores).values())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    if variance <= 0 or s == 0:
        return 0.0
    return (s - (1 if s > 0 else -1)) / sqrt(variance)


def kendall_s(scores: Sequence[int]) -> int:
    """How many pairs rise, less those that fall. Each score is held against how often each other one came before: there are eleven of them, or few more."""
    before, s = Counter[int](), 0
    for score in scores:
        s += sum(times if earlier < score else -times for earlier, times in before.items() if earlier != score)
        before[score] += 1
    return s


def sen_slope(points: Sequence[tuple[datetime, int]]) -> float:
    """Points a day."""
    slopes = [(b - a) / ((then - at).total_seconds() / DAY) for (at, a), (then, b) in combinations(points, 2) if then > at]
    return median(slopes) if slopes else 0.0
