"""Performance and weight on the way to death."""

import numpy as np

from api.simulation.latent import Floats
from api.simulation.parameters import Parameters


def pps(p: Parameters, days_to_death: Floats, draw: np.random.Generator) -> Floats:
    """In steps of 10. Nobody rises: this is a course of decline."""
    f, patients = p.function, len(days_to_death)
    usual = np.interp(days_to_death, [1, 7, 30, 180, 400], [f.pps_1_day, f.pps_7_days, f.pps_30_days, f.pps_180_days, f.pps_180_days + 5])
    sudden = draw.random((patients, 1)) < f.sudden
    kept = np.interp(days_to_death, [1, f.sudden_days], [f.pps_1_day, f.pps_180_days])
    own = f.pps_spread * draw.standard_normal((patients, 1)) * np.clip(days_to_death / 30, 0.2, 1)
    found = np.clip(np.rint((np.where(sudden, kept, usual) + own) / 10) * 10, 10, 100)
    return np.minimum.accumulate(found, axis=1)


def weight(p: Parameters, days_to_death: Floats, draw: np.random.Generator) -> Floats:
    f, patients = p.function, len(days_to_death)
    begin = np.clip(f.weight + f.weight_spread * draw.standard_normal((patients, 1)), 35, 160)
    a_day = np.where(days_to_death > 90, f.loss_a_month, f.loss_in_last_90_days) / 100 / 30 * np.exp(0.3 * draw.standard_normal((patients, 1)))
    return begin * np.exp(-np.cumsum(a_day, axis=1))
