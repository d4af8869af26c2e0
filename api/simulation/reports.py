"""What is reported of a latent course: with noise, with gaps, by the patient or by a relative, in time or late."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from api.simulation.latent import SEVERE, Flags, Floats, ramp
from api.simulation.parameters import Parameters

MISSING = -1
Scores = NDArray[np.int8]


class Reports(NamedTuple):
    """`scores`: patients x days x symptoms, MISSING where there is no answer. `came`: by patient and day; `by_proxy`: a relative's; `hour`: of the day; `delay`: hours until it
    reaches the team. `able`: whether the patient could report at all."""

    scores: Scores
    came: Flags
    by_proxy: Flags
    able: Flags
    hour: Floats
    delay: Floats


def reports(p: Parameters, levels: Floats, days_to_death: Floats, draw: np.random.Generator) -> Reports:
    patients, days, kinds = levels.shape
    able = draw.random((patients, 1)) < ability(p, days_to_death)
    has_relative = draw.random((patients, 1)) < p.proxy.answers
    came = answered(p, levels, days_to_death, draw) & (able | has_relative)
    shift = p.proxy.shift + p.proxy.shift_spread * draw.standard_normal((patients, 1, 1))
    said = levels + noise(p, levels.shape, draw) + np.where(able[:, :, None], 0, shift)
    scores = np.clip(np.rint(said), 0, 10).astype(np.int8)
    skipped = draw.random((patients, days, kinds)) < p.answering.skipped
    scores[~came | skipped.all(axis=2)] = MISSING
    scores[skipped] = MISSING
    came &= (scores != MISSING).any(axis=2)
    late = draw.random((patients, days)) < p.answering.late
    delay = np.where(late, draw.uniform(12.5, 48, (patients, days)), draw.uniform(0, 0.1, (patients, days)))
    return Reports(scores, came, ~able, able, draw.choice([8.0, 9.0, 10.0, 13.0, 19.0, 20.0], (patients, days)) + draw.random((patients, days)), delay)


def ability(p: Parameters, days_to_death: Floats) -> Floats:
    """The share still able; the same person is compared with it each day, so who has lost it doesn't regain it."""
    shares = [p.proxy.able_1_day, p.proxy.able_7_days, p.proxy.able_30_days, 1.0]
    return np.interp(days_to_death, [1, 7, 30, 60], shares)


def noise(p: Parameters, shape: tuple[int, ...], draw: np.random.Generator) -> Floats:
    """Each person's SD is the same on all days; a stationary AR(1)."""
    patients, days, kinds = shape
    size = draw.uniform(p.noise.least, p.noise.most, (patients, 1))
    phi, new = p.noise.like_yesterday, draw.standard_normal((days, patients, kinds))
    found = np.empty((patients, days, kinds))
    state = new[0]
    for day in range(days):
        state = state if day == 0 else phi * state + np.sqrt(1 - phi**2) * new[day]
        found[:, day] = state * size
    return found


def answered(p: Parameters, levels: Floats, days_to_death: Floats, draw: np.random.Generator) -> Flags:
    a, (patients, days, _) = p.answering, levels.shape
    own = np.clip(a.completion + a.completion_spread * draw.standard_normal((patients, 1)), 0.02, 1.0)
    chance = own * (1 - (1 - a.in_last_month) * ramp(days_to_death, 30)) * np.where((levels >= SEVERE).any(axis=2), a.when_severe, 1)
    away = np.zeros((patients, days), dtype=np.bool_)
    left = np.zeros(patients)
    for day in range(days):
        starts = (left <= 0) & (draw.random(patients) < a.gaps_a_month / 30)
        left = np.where(starts, draw.exponential(a.gap_days, patients), left - 1)
        away[:, day] = left > 0
    found: Flags = (draw.random((patients, days)) < chance) & ~away
    return found
