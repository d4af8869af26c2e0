"""What truly happened to a symptom, by its latent course alone; written down on 2026-11-25, before any rule was looked at. All of it is ours.

On a day it is worse when its level is at least moderate (4) and 2 points over its lowest of the 14 days before, or when it is severe (7). Such days belong to one spell where fewer
than 7 others lie between them. An onset is the beginning of a spell on the 15th watched day or later.
"""

from typing import NamedTuple

import numpy as np

from api.simulation.latent import SEVERE, Flags, Floats

MODERATE = 4.0
RISE = 2.0
LOOKS_BACK = 14
APART = 7


class Spell(NamedTuple):
    """First and last day; `severe_on`: the first day at 7 or more, null where it isn't reached."""

    begins: int
    ends: int
    severe_on: int | None

    @property
    def is_onset(self) -> bool:
        return self.begins >= LOOKS_BACK


def is_worse(levels: Floats) -> Flags:
    """By patient, day and symptom."""
    lowest = np.full_like(levels, np.inf)
    for back in range(1, LOOKS_BACK + 1):
        lowest[:, back:] = np.minimum(lowest[:, back:], levels[:, :-back])
    found: Flags = (levels >= SEVERE) | ((levels >= MODERATE) & (levels - lowest >= RISE))
    return found


def spells(worse: Flags, levels: Floats) -> list[Spell]:
    """Of one symptom of one patient."""
    found: list[list[int]] = []
    for day in worse.nonzero()[0].tolist():
        if found and day - found[-1][1] <= APART:
            found[-1][1] = day
        else:
            found.append([day, day])
    return [Spell(begins, ends, severe_on(levels, begins, ends)) for begins, ends in found]


def severe_on(levels: Floats, begins: int, ends: int) -> int | None:
    days = (levels[begins : ends + 1] >= SEVERE).nonzero()[0]
    return begins + int(days[0]) if len(days) else None
