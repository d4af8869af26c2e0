"""Every contender before the same patients: what it found, what it cost, and where it breaks down."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from api.judging.cohort_sets import CohortSet
from api.judging.contenders import Contender
from api.judging.measures import Counts, Interval, Measures, counted, interval, is_true, measured, over, ratio, resamples, within
from api.judging.replay import Replay, Team, replayed
from api.judging.truth import LOOKS_BACK, Spell, is_worse, spells
from api.simulation.check_ins import DAILY_CHECK, Said, said_by
from api.simulation.cohorts import SYNTHETIC, simulated

DAYS = 180
HELD = ("late", "expected", "answered")


class Suppressed(Struct, frozen=True, kw_only=True):
    """What the digest held back instead of calling, from the 15th day on. `mattered`: in a true spell or the 72 hours before one. `only_held`: onsets with something held back
    within 72 hours and no call."""

    findings: int
    by_reason: dict[str, int]
    mattered: int
    only_held: int


class Result(Struct, frozen=True, kw_only=True):
    """One contender before one cohort, or before all of them together. `visible`: the share of onsets with any report within 72 hours, which no rule can exceed."""

    contender: str
    family: str
    threshold: float
    source: str
    cohort: str
    visible: float | None
    overall: Measures
    by_symptom: dict[str, Measures]
    suppressed: Suppressed


class Patient(NamedTuple):
    """`spells` by symptom."""

    key: str
    said: list[Said]
    spells: dict[str, list[Spell]]


class Tally(NamedTuple):
    """One patient before one contender: counts by symptom, and what was held."""

    counts: dict[str, Counts]
    held: list[tuple[str, bool]]
    only_held: int


Tell = Callable[[int, int], None]


def quiet(done: int, of: int) -> None:
    """For whoever needs no bar."""


def patients_of(chosen: CohortSet, patients: int, days: int = DAYS) -> list[Patient]:
    cohort = simulated(chosen.parameters, patients, days, chosen.seed)
    asked = [symptom for symptom in DAILY_CHECK.values() if symptom in cohort.symptoms]
    worse = is_worse(cohort.levels)
    found = []
    for number in range(patients):
        mine = {name: spells(worse[number, :, place], cohort.levels[number, :, place]) for name in asked for place in [cohort.symptoms.index(name)]}
        found.append(Patient(f"{chosen.seed}:{number}", list(said_by(cohort, number, DAILY_CHECK)), mine))
    return found


def tallied(patient: Patient, contender: Contender, team: Team) -> Tally:
    found = replayed(patient.said, contender.find, team, patient.key, contender.thresholds)
    reached = [one.reached for one in patient.said]
    counts = {name: counted(mine, [call for call in found.found if call.symptom == name], reached) for name, mine in patient.spells.items()}
    kept = [one for one in found.kept if one.at >= LOOKS_BACK * 24]
    return Tally(counts, [(one.held, is_true(one.at, patient.spells[one.symptom])) for one in kept], only_held(patient, found))


def only_held(patient: Patient, found: Replay) -> int:
    onsets = [(name, spell) for name, mine in patient.spells.items() for spell in mine if spell.is_onset]
    return sum(
        any(one.symptom == name and within(spell, one.at) for one in found.kept) and not any(one.symptom == name and within(spell, one.at) for one in found.found)
        for name, spell in onsets
    )


def result(contender: Contender, cohort: str, tallies: Sequence[Tally], days: int, seed: int) -> Result:
    names = list(tallies[0].counts)
    everything = [list(tally.counts.values()) for tally in tallies]
    held = [one for tally in tallies for one in tally.held]
    onsets, visible = (sum(getattr(one, what) for mine in everything for one in mine) for what in ("onsets", "visible"))
    return Result(
        contender=contender.name,
        family=contender.family,
        threshold=contender.threshold,
        source=contender.source,
        cohort=cohort,
        visible=over(visible, onsets),
        overall=measured(everything, days, seed),
        by_symptom={name: measured([[tally.counts[name]] for tally in tallies], days, seed) for name in names},
        suppressed=Suppressed(
            findings=len(held),
            by_reason={why: sum(one == why for one, _ in held) for why in HELD},
            mattered=sum(mattered for _, mattered in held),
            only_held=sum(tally.only_held for tally in tallies),
        ),
    )


class Against(Struct, frozen=True, kw_only=True):
    """One contender against another on the same patients: how many times fewer false episodes, and points of sensitivity more; paired bootstrap."""

    contender: str
    other: str
    fewer_false: Interval
    more_sensitive: Interval
    burden: Interval


def against(mine: Sequence[Tally], others: Sequence[Tally], names: tuple[str, str], seed: int) -> Against:
    draws = resamples(len(mine), seed)
    sums = [np.array([[sum(getattr(c, what) for c in t.counts.values()) for what in ("onsets", "found", "episodes", "false")] for t in some], dtype=np.float64) for some in (mine, others)]
    (my, their), (my_all, their_all) = [draws @ some for some in sums], [some.sum(axis=0) for some in sums]
    more = ratio(my[:, 1], my[:, 0]) - ratio(their[:, 1], their[:, 0])
    return Against(
        contender=names[0],
        other=names[1],
        fewer_false=interval(over(their_all[3], my_all[3]), ratio(their[:, 3], my[:, 3])),
        more_sensitive=interval(over(my_all[1] - their_all[1], my_all[0]), more),
        burden=interval(over(my_all[2], their_all[2]), ratio(my[:, 2], their[:, 2])),
    )


class Judged(Struct, frozen=True, kw_only=True):
    """A run that anyone can repeat: the same seeds, patients and version give the same numbers."""

    label: str
    on: str
    command: str
    sets: dict[str, int]
    patients_each: int
    days: int
    results: list[Result]
    curve: list[Result]
    against: list[Against]


def judge(sets: Sequence[CohortSet], contenders: Sequence[Contender], curve: Sequence[Contender], patients: int, *, on: str, command: str, other: str,
          days: int = DAYS, team: Team = Team(), tell: Tell = quiet) -> Judged:  # fmt: skip
    """`other`: the contender with which the rest are compared. Curves are of all cohorts together."""
    people = [patients_of(chosen, patients, days) for chosen in sets]
    of, done, seed = len(sets) * patients * (len(contenders) + len(curve)), 0, sets[0].seed
    tallies: dict[str, list[list[Tally]]] = {}
    for contender in [*contenders, *curve]:
        for mine in people:
            tallies.setdefault(contender.name, []).append([tallied(patient, contender, team) for patient in mine])
            tell(done := done + patients, of)
    pooled = {name: [one for some in found for one in some] for name, found in tallies.items()}
    each = [result(one, chosen.parameters.name, found, days, seed) for one in contenders for chosen, found in zip(sets, tallies[one.name], strict=True)] if len(sets) > 1 else []
    return Judged(
        label=SYNTHETIC,
        on=on,
        command=command,
        sets={chosen.parameters.name: chosen.seed for chosen in sets},
        patients_each=patients,
        days=days,
        results=[*(result(one, "all", pooled[one.name], days, seed) for one in contenders), *each],
        curve=[result(one, "all", pooled[one.name], days, seed) for one in [*contenders, *curve]],
        against=[against(pooled[one.name], pooled[other], (one.name, other), seed) for one in contenders if one.name != other],
    )
