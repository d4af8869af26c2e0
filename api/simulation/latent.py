"""The latent course: what a symptom would be if nobody's answer ever varied. Vectorised over patients and symptoms, day by day where one day depends on the day before."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from api.simulation.parameters import Parameters

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
SEVERE = 7.0  # Selby 2010
SMALLEST_FLARE = 0.05  # points below which a flare's tail is over; ours


class Latent(NamedTuple):
    """`levels`: patients x days x symptoms, 0 to 10. `treated`: on which days care as usual treated what."""

    levels: Floats
    treated: Flags


def ramp(days_to_death: Floats, over: float) -> Floats:
    """0 until `over` days before death, then in a straight line to 1."""
    found: Floats = np.clip(1 - days_to_death / over, 0, 1)
    return found


def per_symptom(p: Parameters, name: str) -> Floats:
    return np.array([getattr(symptom, name) for symptom in p.symptoms.values()], dtype=np.float64)


def undisturbed(p: Parameters, days_to_death: Floats, draw: np.random.Generator) -> Floats:
    """Level and rise, without flares and treatment; not yet kept within the scale."""
    patients, kinds = len(days_to_death), len(p.symptoms)
    shared = draw.standard_normal((patients, 1))
    own = np.sqrt(p.together) * shared + np.sqrt(1 - p.together) * draw.standard_normal((patients, kinds))
    steepness = np.maximum(0, 1 + p.course_spread * draw.standard_normal((patients, kinds)))
    begin = per_symptom(p, "level") + per_symptom(p, "between") * own
    rises = np.zeros((*days_to_death.shape, kinds))
    for over, name in ((90, "in_90_days"), (30, "in_30_days"), (7, "in_last_week")):
        rises += ramp(days_to_death, over)[:, :, None] * per_symptom(p, name)
    found: Floats = np.maximum(begin, 0)[:, None, :] + rises * steepness[:, None, :]  # whoever would begin below the scale begins at its end
    return found


def latent(p: Parameters, days_to_death: Floats, draw: np.random.Generator) -> Latent:
    calm = undisturbed(p, days_to_death, draw)
    patients, days, kinds = calm.shape
    levels, treated = np.empty_like(calm), np.zeros(calm.shape, dtype=np.bool_)
    flare, height, left = np.zeros((3, patients, kinds))
    relief, aim = np.zeros((2, patients, kinds))
    chance, strength, wears = per_symptom(p, "flares_a_month") / 30, per_symptom(p, "relief"), 0.5 ** (1 / p.treatment.half_life)
    for day in range(days):
        starts = (left <= 0) & (draw.random((patients, kinds)) < chance)
        height = np.where(starts, np.maximum(0.5, p.flares.height + p.flares.height_spread * draw.standard_normal((patients, kinds))), height)
        left = np.where(starts, draw.exponential(p.flares.days, (patients, kinds)), left - 1)
        wanted = np.where(left > 0, height, 0)
        flare += (wanted - flare) * np.where(wanted > flare, part_of(p.flares.rises_in), part_of(p.flares.falls_in))
        flare[(wanted == 0) & (flare < SMALLEST_FLARE)] = 0
        aim *= wears
        relief += (aim - relief) * part_of(p.treatment.works_in)
        levels[:, day] = np.clip(calm[:, day] + flare - relief, 0, 10)
        found = (levels[:, day] >= SEVERE) & (draw.random((patients, kinds)) < p.treatment.a_day)
        treated[:, day] = found
        aim = np.where(found, np.maximum(aim, strength * np.maximum(0, 1 + draw.standard_normal((patients, kinds)) / 3)), aim)
        left[found] = 0
    return Latent(levels, treated)


def part_of(days: float) -> float:
    """How much of the way is gone in a day, with this time constant."""
    return float(1 - np.exp(-1 / days))


