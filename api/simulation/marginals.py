"""The simulator against every number of clinical.md 3.3 and 4: what was published, how far from it the simulator may be, and where it is. The tolerances are ours.

What a cohort of people followed to their death can't show, or what the sources disagree on, stands in docs/clinical.md and not here.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from api.simulation.cohorts import Cohort, simulated
from api.simulation.latent import SEVERE, Floats
from api.simulation.parameters import USUAL, Flares, Noise, Parameters, Symptom, Treatment
from api.simulation.reports import MISSING

CHANCE = {  # clinical 3.3, per cent by SD 1.0, 1.2, 1.67: a rise by chance alone in a stable patient
    ("report before", 1): (36, 38, 42),
    ("report before", 2): (14, 19, 26),
    ("report before", 3): (4, 7, 15),
    ("7-day mean", 1): (32, 35, 39),
    ("7-day mean", 2): (8, 12, 20),
    ("7-day mean", 3): (1, 3, 8),
}
SDS = (1.0, 1.2, 1.67)
ADMISSION = {"pain": (3.2, 2.8), "tiredness": (6.1, 2.5), "nausea": (1.7, 2.5), "lack_of_appetite": (5.6, 2.9), "shortness_of_breath": (3.0, 2.9), "depression": (2.3, 2.7),
             "anxiety": (1.9, 2.5), "wellbeing": (4.5, 2.3)}  # fmt: skip
RISING = ("tiredness", "drowsiness", "lack_of_appetite", "shortness_of_breath", "wellbeing")
FLAT = ("pain", "nausea", "depression", "anxiety")
VISITS = 4  # forms a patient in six months: Bubis 2020 has 92,757 of 22,650


class Row(NamedTuple):
    """`low` and `high`: the published number with the tolerance on both sides."""

    section: str
    what: str
    published: str
    low: float
    high: float
    found: float

    @property
    def holds(self) -> bool:
        return self.low <= self.found <= self.high


def rows(p: Parameters = USUAL, patients: int = 1500, seed: int = 2026) -> list[Row]:
    cohort = simulated(replaced(p, dies=1.0), patients, seed=seed)
    parts = (by_chance(seed), trajectory(cohort), levels(cohort), last_week(cohort), function(cohort), reporting(cohort))
    return [row for part in parts for row in part]


def replaced(p: Parameters, **changes: object) -> Parameters:
    return Parameters(**{**{name: getattr(p, name) for name in p.__struct_fields__}, **changes})


def near(section: str, what: str, published: float, tolerance: float, found: float, digits: int = 1) -> Row:
    return Row(section, what, f"{published:g}", published - tolerance, published + tolerance, round(float(found), digits))


def between(section: str, what: str, published: str, low: float, high: float, found: float, digits: int = 1) -> Row:
    return Row(section, what, published, low, high, round(float(found), digits))


def by_chance(seed: int) -> Iterator[Row]:
    """Stable patients in the middle of the scale, each day's noise independent, as the table assumes."""
    for place, sd in enumerate(SDS):
        stable = {"pain": Symptom(level=5, between=0, flares_a_month=0)}
        p = Parameters(symptoms=stable, noise=Noise(least=sd, most=sd, like_yesterday=0), flares=Flares(height=0), treatment=Treatment(a_day=0), dies=0)
        cohort = simulated(p, 500, 60, seed)
        found = cohort.reports.scores[:, :, 0].astype(float)
        found[found == MISSING] = np.nan
        week = np.round(np.stack([found[:, 7 - back : -back] for back in range(1, 8)]).mean(axis=0))
        against = {"report before": found[:, 7:] - found[:, 6:-1], "7-day mean": found[:, 7:] - week}
        for (name, rise), published in CHANCE.items():
            known = against[name][~np.isnan(against[name])]
            yield near("3.3", f"stable, SD {sd:g}: ≥ {rise} over the {name}, %", published[place], 2, 100 * float((known >= rise).mean()))


def known(cohort: Cohort, symptom: str, first: int, last: int) -> Floats:
    """Scores of the days from `first` to `last` before death, with nan where there is none."""
    found = cohort.reports.scores[:, -first : (None if last == 1 else 1 - last), cohort.symptoms.index(symptom)].astype(np.float64)
    found[found == MISSING] = np.nan
    return found


def mean(cohort: Cohort, symptom: str, first: int, last: int) -> float:
    return float(np.nanmean(known(cohort, symptom, first, last)))


def trajectory(cohort: Cohort) -> Iterator[Row]:
    for symptom in FLAT:
        yield near("4.1", f"{symptom}: change from month 6 to the last month (Seow: roughly flat)", 0, 0.5, mean(cohort, symptom, 30, 1) - mean(cohort, symptom, 180, 151))
    for symptom in RISING:
        change = mean(cohort, symptom, 30, 1) - mean(cohort, symptom, 180, 151)
        yield between("4.1", f"{symptom}: change from month 6 to the last month (Seow: rises)", "rises", 0.7, 3.0, change)
        late = mean(cohort, symptom, 10, 1) - mean(cohort, symptom, 40, 31)
        yield between("4.1", f"{symptom}: of it within the last month", "most of it", change / 2, 4.0, late)
    moderate = [float((scores[~np.isnan(scores)] >= 4).mean()) for scores in (known(cohort, symptom, 30, 1) for symptom in cohort.symptoms)]
    yield between("4.1", "symptoms of nine that more than a third score ≥ 4 in the last month (Seow: most)", "most", 5, 9, sum(share > 1 / 3 for share in moderate))
    for symptom, published in (("tiredness", 56), ("lack_of_appetite", 46), ("wellbeing", 45)):
        yield near("4.1", f"{symptom}: ever severe in six months at {VISITS} visits, % (Bubis)", published, 8, ever_severe(cohort, symptom))
    for symptom in cohort.symptoms:
        least = 0.086 if symptom in RISING else -0.1
        yield between("4.1", f"{symptom}: slope a month (Alberta: 0.086 to 0.231 a unit of time, over 12 months)", "0.086 to 0.231", least, 0.5, slope(cohort, symptom), 2)
    total = known_total(cohort, 60, 33)
    yield between("4.1", "total of nine 5 to 8 weeks before death (Cheung 46.0; the Norwegian unit's eight items 28.3)", "28.3 to 46.0", 28.3, 46.0, float(total.mean()))
    yield near("4.1", "its SD between patients (Cheung)", 18.0, 6.5, float(total.std()))


def ever_severe(cohort: Cohort, symptom: str) -> float:
    scores, draw = known(cohort, symptom, 180, 1), np.random.default_rng(cohort.seed)
    shuffled = draw.random(scores.shape)
    shuffled[np.isnan(scores)] = 2
    visits = np.take_along_axis(scores, np.argsort(shuffled, axis=1)[:, :VISITS], axis=1)
    return 100 * float((visits >= SEVERE).any(axis=1).mean())


def slope(cohort: Cohort, symptom: str) -> float:
    scores = np.nanmean(known(cohort, symptom, 180, 1), axis=0)
    return float(np.polyfit(np.arange(len(scores)) / 30, scores, 1)[0])


def known_total(cohort: Cohort, first: int, last: int) -> Floats:
    found = np.stack([known(cohort, symptom, first, last) for symptom in cohort.symptoms]).sum(axis=0)
    whole: Floats = found[~np.isnan(found)]
    return whole


def levels(cohort: Cohort) -> Iterator[Row]:
    """Admissions to a palliative unit are taken to be two months to one before death."""
    for symptom, (level, spread) in ADMISSION.items():
        scores = known(cohort, symptom, 60, 31)
        yield near("4.2", f"{symptom}: mean one to two months before death (Norwegian unit, admission)", level, 1.2, float(np.nanmean(scores)))
        yield near("4.2", f"{symptom}: its SD", spread, 0.8, float(np.nanstd(scores)))
    yield near("4.2", "nausea: mean of all six months (Watanabe 1.2)", 1.2, 0.9, mean(cohort, "nausea", 180, 1))
    yield near("4.2", "lack_of_appetite: mean of all six months (Watanabe 4.3)", 4.3, 0.7, mean(cohort, "lack_of_appetite", 180, 1))
    tired, sick = (one[~np.isnan(one)] for one in (known(cohort, name, 40, 20) for name in ("tiredness", "nausea")))
    yield near("4.2", "tiredness: 3 or more, % about 29 days before death (DEMETRA: asthenia; from where it counts isn't said)", 84.9, 8, 100 * float((tired >= 3).mean()))
    yield near("4.2", "tiredness: mean then (DEMETRA)", 5.5, 0.8, float(tired.mean()))
    yield near("4.2", "nausea: mean of those with any (DEMETRA)", 3.9, 1.2, float(sick[sick >= 1].mean()))
    yield near("4.2", "pain: fall in a week after it was treated (Norwegian unit: 3.2 to 1.5 between assessments)", 1.7, 0.8, after_treatment(cohort, "pain"))


def after_treatment(cohort: Cohort, symptom: str) -> float:
    """Of the latent level, where a week follows."""
    place = cohort.symptoms.index(symptom)
    level, when = cohort.levels[:, :, place], cohort.treated[:, :-7, place]
    return float((level[:, :-7][when] - level[:, 7:][when]).mean())


def last_week(cohort: Cohort) -> Iterator[Row]:
    able = cohort.reports.able
    yield near("4.3", "able to report 7 days before death, % (Hui 2015)", 80, 4, 100 * float(able[:, -7].mean()))
    yield near("4.3", "able to report on the last day, % (Hui 2015)", 39, 4, 100 * float(able[:, -1].mean()))
    change = {name: float((cohort.levels[:, -1, place] - cohort.levels[:, -8, place]).mean()) for place, name in enumerate(cohort.symptoms)}
    for symptom in RISING:
        yield between("4.3", f"{symptom}: change of the level in the last week (Hui 2015: worse)", "worse", 0.2, 2.5, change[symptom])
    yield between("4.3", "depression: change of the level in the last week (Hui 2015: falls)", "falls", -1.5, -0.2, change["depression"])
    for symptom in ("pain", "nausea"):
        yield near("4.3", f"{symptom}: change of the level in the last week (Hui 2015: flat)", 0, 0.3, change[symptom])


def function(cohort: Cohort) -> Iterator[Row]:
    for day, published, tolerance in ((180, 70, 3), (30, 55, 4), (7, 40, 5)):
        yield near("4.1, 4.5", f"PPS {day} days before death", published, tolerance, float(cohort.pps[:, -day].mean()))
    yield between("4.5", "PPS on the last day", "10 to 20", 10, 20, float(cohort.pps[:, -1].mean()))
    sudden = (cohort.pps[:, -12] >= cohort.pps[:, 0]) & (cohort.pps[:, 0] >= 60)
    yield between("4.5", "patients whose PPS held until 12 days before death, %", "10 to 15", 8, 17, 100 * float(sudden.mean()))


def reporting(cohort: Cohort) -> Iterator[Row]:
    came, scores = cohort.reports.came, known(cohort, "tiredness", 150, 91)
    yield between("4.5", "days with a report, % (Daly 56, RELIEF 80)", "56 to 80", 56, 80, 100 * float(came[:, :-30].mean()))
    yield between("4.5", "of them left in the last two weeks, % (Judson: falls only in the last month)", "falls", 55, 92, 100 * float(came[:, -14:].mean() / came[:, :-30].mean()))
    within = float(np.sqrt(np.nanmean((scores[:, 1:] - scores[:, :-1]) ** 2) / 2))
    yield between("3.3, 4.5", "tiredness: SD from day to day in one person (1.0 to 1.7; like yesterday's)", "1.0 to 1.7", 0.9, 1.7, within, 2)
    spread = float(np.nanstd(np.nanmean(known(cohort, "pain", 180, 91), axis=1)))
    yield between("4.5", "pain: SD between persons (recipe 2.5 to 3; less where the scale ends)", "2.5 to 3", 1.9, 3.0, spread, 2)


def table(found: list[Row]) -> str:
    """As docs/clinical.md shows it."""
    lines = ["| clinical.md | what | published | may be | simulated |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {r.section} | {r.what} | {r.published} | {r.low:.3g} to {r.high:.3g} | {r.found:g} |" for r in found)])
