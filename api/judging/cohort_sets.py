"""Which made-up patients are for choosing, and which for reporting. Kept apart: other seeds, and other noise, flares and missing reports.

The first two were for choosing version 1 of the rules, which was judged on 901 to 903; a version that was never used was judged on 911 to 913. All of those had then been seen, so version 2 is judged on 921 to 923:
written down, and its rules frozen, before they were run.
"""

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
    CohortSet(other("sparser", answering=Answering(completion=0.62, completion_spread=0.15, gaps_a_month=0.8, gap_days=4.0, when_severe=0.85, late=0.05)), 103),
    CohortSet(other("slower flares", flares=Flares(height=3.0, height_spread=1.0, days=8.0, rises_in=2.0, falls_in=3.0)), 104),
    CohortSet(other("noisier", noise=Noise(least=1.2, most=1.85, like_yesterday=0.4)), 105),
)
SEEN = (
    CohortSet(other("noisier, days alike", noise=Noise(least=1.3, most=2.0, like_yesterday=0.5)), 901),
    CohortSet(other("slow flares", flares=Flares(height=2.8, height_spread=1.0, days=10.0, rises_in=3.0, falls_in=4.0), treatment=Treatment(a_day=0.08)), 902),
    CohortSet(other("sparse reports", answering=Answering(completion=0.56, completion_spread=0.18, gaps_a_month=1.0, gap_days=5.0, when_severe=0.8, late=0.08)), 903),
    CohortSet(other("days much alike, brief flares", noise=Noise(least=0.9, most=1.5, like_yesterday=0.6),
                    flares=Flares(height=4.2, height_spread=1.5, days=3.5, rises_in=0.8, falls_in=1.2)), 911),
    CohortSet(other("noisy, long flares", noise=Noise(least=1.2, most=1.9, like_yesterday=0.15),
                    flares=Flares(height=3.2, height_spread=1.4, days=9.0, rises_in=1.5, falls_in=3.0), treatment=Treatment(a_day=0.1, half_life=18.0)), 912),
    CohortSet(other("few reports, often late", answering=Answering(completion=0.6, completion_spread=0.2, gaps_a_month=1.2, gap_days=4.0, when_severe=0.75, late=0.12)), 913),
)  # fmt: skip
HELD_OUT = (
    CohortSet(other("ordinary noise, flares of a week", noise=Noise(least=1.1, most=1.7, like_yesterday=0.35),
                    flares=Flares(height=3.6, height_spread=1.2, days=6.5, rises_in=1.2, falls_in=2.0)), 921),
    CohortSet(other("quiet, low flares that last", noise=Noise(least=0.9, most=1.4, like_yesterday=0.3),
                    flares=Flares(height=2.6, height_spread=1.0, days=12.0, rises_in=2.5, falls_in=4.0), treatment=Treatment(a_day=0.06)), 922),
    CohortSet(other("few reports, days alike", noise=Noise(least=1.0, most=1.6, like_yesterday=0.45),
                    answering=Answering(completion=0.58, completion_spread=0.2, gaps_a_month=0.8, gap_days=6.0, when_severe=0.8, late=0.1)), 923),
)  # fmt: skip
