"""From calls and spells to numbers, for every contender alike; intervals by bootstrap over patients, because one patient's alerts resemble one another."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from api.judging.replay import Call
from api.judging.truth import LOOKS_BACK, Spell
from api.simulation.latent import Floats

EPISODE = 72.0  # hours: all alerts of one patient and symptom within them are one
RESAMPLES = 1000
DAY = 24.0


class Counts(NamedTuple):
    """Of one patient and one symptom, from the 15th watched day on. `leads`: days from the first alert of a spell to its severe day."""

    onsets: int
    found: int
    visible: int
    episodes: int
    false: int
    severe: int
    leads: list[float]


class Interval(Struct, frozen=True, array_like=True):
    """The value and its 95 % interval; null where nothing could be counted."""

    value: float | None
    low: float | None
    high: float | None


class Measures(Struct, frozen=True, kw_only=True):
    """`lead`: median days, of the spells that became severe and were called about. `led`: the share of these among all spells that became severe."""

    onsets: int
    patient_weeks: float
    sensitivity: Interval
    episodes: Interval
    false_episodes: Interval
    lead: Interval
    led: float | None


def episodes(calls: Sequence[Call]) -> list[list[float]]:
    """The first alert opens an episode; those within 72 hours of it belong to it."""
    found: list[list[float]] = []
    for at in sorted(call.at for call in calls):
        if found and at - found[-1][0] < EPISODE:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def counted(spells: Sequence[Spell], calls: Sequence[Call], reported: Sequence[float]) -> Counts:
    """`reported`: when reports reached the team."""
    watched = [call for call in calls if call.at >= LOOKS_BACK * DAY]
    onsets, joined = [spell for spell in spells if spell.is_onset], episodes(watched)
    severe = [spell for spell in onsets if spell.severe_on is not None]
    leads = [spell.severe_on - first / DAY for spell in severe if spell.severe_on is not None and (first := first_call(spell, watched)) is not None]
    times = [call.at for call in watched]
    found, visible = (sum(any(within(spell, at) for at in some) for spell in onsets) for some in (times, reported))
    return Counts(len(onsets), found, visible, len(joined), sum(not any(is_true(at, spells) for at in one) for one in joined), len(severe), leads)


def within(spell: Spell, at: float) -> bool:
    """In the 72 hours from the beginning of the day of the onset."""
    return 0 <= at - spell.begins * DAY < EPISODE


def is_true(at: float, spells: Sequence[Spell]) -> bool:
    """During a spell, or in the 72 hours before one."""
    return any(spell.begins * DAY - EPISODE <= at < (spell.ends + 1) * DAY for spell in spells)


def first_call(spell: Spell, calls: Sequence[Call]) -> float | None:
    """From 72 hours before the onset to the end of the spell."""
    return min((call.at for call in calls if spell.begins * DAY - EPISODE <= call.at < (spell.ends + 1) * DAY), default=None)


def measured(patients: Sequence[Sequence[Counts]], days: int, seed: int) -> Measures:
    """`patients`: the counts of each one's symptoms."""
    sums = np.array([[sum(getattr(one, name) for one in mine) for name in ("onsets", "found", "episodes", "false")] for mine in patients], dtype=np.float64)
    leads = [[lead for one in mine for lead in one.leads] for mine in patients]
    draws = resamples(len(patients), seed)
    weeks = (days - LOOKS_BACK) / 7
    severe = sum(one.severe for mine in patients for one in mine)
    totals = draws @ sums
    return Measures(
        onsets=int(sums[:, 0].sum()),
        patient_weeks=round(len(patients) * weeks, 1),
        sensitivity=interval(over(sums[:, 1].sum(), sums[:, 0].sum()), ratio(totals[:, 1], totals[:, 0])),
        episodes=interval(float(sums[:, 2].mean() / weeks), totals[:, 2] / len(patients) / weeks),
        false_episodes=interval(float(sums[:, 3].mean() / weeks), totals[:, 3] / len(patients) / weeks),
        lead=median_lead(leads, draws),
        led=over(float(sum(map(len, leads))), float(severe)),
    )


def resamples(patients: int, seed: int) -> Floats:
    """How often each patient is drawn; the same for every contender, so that they can be compared."""
    found: Floats = np.random.default_rng([seed, patients]).multinomial(patients, np.full(patients, 1 / patients), RESAMPLES).astype(np.float64)
    return found


def over(some: float, all_of_them: float) -> float | None:
    return float(some) / float(all_of_them) if all_of_them else None


def ratio(some: Floats, all_of_them: Floats) -> Floats:
    found: Floats = some[all_of_them > 0] / all_of_them[all_of_them > 0]
    return found


def interval(value: float | None, drawn: Floats) -> Interval:
    if value is None or not len(drawn):
        return Interval(None, None, None)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(round(value, 4), round(float(low), 4), round(float(high), 4))


def median_lead(leads: Sequence[Sequence[float]], draws: Floats) -> Interval:
    """A weighted median: each lead counts as often as its patient was drawn."""
    values = np.array([lead for mine in leads for lead in mine])
    if not len(values):
        return Interval(None, None, None)
    owner = np.array([patient for patient, mine in enumerate(leads) for _ in mine])
    order = np.argsort(values)
    weights = np.cumsum(draws[:, owner[order]], axis=1)
    drawn = weights[:, -1] > 0
    places = (weights[drawn] < weights[drawn, -1:] / 2).sum(axis=1)
    return interval(float(np.median(values)), values[order][places])
