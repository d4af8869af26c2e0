"""Synthetic cohorts: seeded, vectorised, the same on every machine with this version of NumPy. Nobody in them lives or lived."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from api.simulation import function
from api.simulation.latent import Flags, Floats, latent
from api.simulation.parameters import USUAL, Parameters
from api.simulation.reports import Reports, reports

SYNTHETIC = "synthetic"
CHUNK = 250  # patients that are simulated at once: some 60 MB; part of what a seed means
MONTH = 30


class Cohort(NamedTuple):
    """Arrays by patient, day and symptom. `days_to_death`: of each day, also where the watched days end before. `label` goes wherever any of it is shown."""

    parameters: Parameters
    seed: int
    days_to_death: Floats
    levels: Floats
    treated: Flags
    reports: Reports
    pps: Floats
    weight: Floats
    label: str = SYNTHETIC

    @property
    def symptoms(self) -> list[str]:
        return list(self.parameters.symptoms)

    @property
    def patient_months(self) -> float:
        return self.days_to_death.size / MONTH


def simulated(p: Parameters = USUAL, patients: int = 100, days: int = 180, seed: int = 1, tell: Callable[[int, int], None] = lambda done, of: None) -> Cohort:
    """`tell(done, of)` is called after each chunk of patients."""
    parts = []
    for begin in range(0, patients, CHUNK):
        parts.append(chunk(p, min(CHUNK, patients - begin), days, seed, begin))
        tell(min(begin + CHUNK, patients), patients)
    return joined(parts)


def chunks(p: Parameters, patients: int, days: int, seed: int) -> Iterator[Cohort]:
    """The same, a chunk at a time, for whoever needs no more than that in memory."""
    for begin in range(0, patients, CHUNK):
        yield chunk(p, min(CHUNK, patients - begin), days, seed, begin)


def chunk(p: Parameters, patients: int, days: int, seed: int, begin: int) -> Cohort:
    """Each part draws from a stream of its own, so that another number in one of them leaves the others as they were."""
    lives, courses, answers, bodies = (np.random.default_rng([seed, begin, part]) for part in range(4))
    to_death = until_death(p, patients, days, lives)
    found = latent(p, to_death, courses)
    said = reports(p, found.levels, to_death, answers)
    return Cohort(p, seed, to_death, found.levels, found.treated, said, function.pps(p, to_death, bodies), function.weight(p, to_death, bodies))


def until_death(p: Parameters, patients: int, days: int, draw: np.random.Generator) -> Floats:
    """The last watched day is the day before death (1), or for who doesn't die within them up to `ahead_days` earlier."""
    later = np.where(draw.random(patients) < p.dies, 0.0, np.floor(draw.uniform(1, p.ahead_days, patients)))
    found: Floats = later[:, None] + np.arange(days, 0, -1, dtype=np.float64)[None, :]
    return found


def joined(parts: list[Cohort]) -> Cohort:
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    said = Reports(*(np.concatenate([getattr(part.reports, name) for part in parts]) for name in Reports._fields))
    to_death, levels, treated, pps, weight = (np.concatenate([getattr(part, name) for part in parts]) for name in ("days_to_death", "levels", "treated", "pps", "weight"))
    return Cohort(first.parameters, first.seed, to_death, levels, treated, said, pps, weight)
