"""Which made-up patients are for choosing, and which for reporting. Kept apart: other seeds, and other noise, flares and missing reports; chosen before any rule was looked at."""

from typing import NamedTuple

from api.simulation.parameters import USUAL, Answering, Flares, Noise, Parameters, Treatment


class CohortSet(NamedTuple):
    parameters: Parameters
    seed: int


def other(name: str, **changes: object) -> Parameters:
    return Parameters(**{**{field: getattr(USUAL, field) for field in USUAL.__struct_fields__}, **changes, "name": name})


TRAINING = (
    CohortSet(USUAL, 101),
    CohortSet(other("quieter", noise=Noise(least=0.8, most=1.3, like_yesterday=0.2), flares=Flares(height=4.0, days=5.0)), 102),
)
HELD_OUT = (
    CohortSet(other("noisier, days alike", noise=Noise(least=1.3, most=2.0, like_yesterday=0.5)), 901),
    CohortSet(other("slow flares", flares=Flares(height=2.8, height_spread=1.0, days=10.0, rises_in=3.0, falls_in=4.0), treatment=Treatment(a_day=0.08)), 902),
    CohortSet(other("sparse reports", answering=Answering(completion=0.56, completion_spread=0.18, gaps_a_month=1.0, gap_days=5.0, when_severe=0.8, late=0.08)), 903),
)
