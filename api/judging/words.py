"""A run in words and tables: what the command prints and the documents hold."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from api.judging.contenders import BALMS, DEFAULT, PROMPTLY, STAR
from api.judging.measures import Interval, Measures
from api.judging.run import Against, Judged, Result

AIM, AIM_LEAD = 1.5, 1.0  # times fewer false episodes; days of lead


def text(judged: Judged) -> str:
    return "\n\n".join([heading(judged), comparison(judged), by_cohort(judged), by_symptom(judged), suppression(judged), curves(judged), "\n".join(verdict(judged))])


def heading(judged: Judged) -> str:
    sets = ", ".join(f"“{name}” (seed {seed})" for name, seed in judged.sets.items())
    return f"Synthetic patients, {judged.on}: {judged.patients_each} of {judged.days} days in each of {sets}. `{judged.command}`"


def table(head: str, rows: Iterator[str]) -> str:
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows])


def comparison(judged: Judged) -> str:
    head = "| contender | onsets found within 72 h, % | episodes a patient-week | of them false | median lead, days | called about before or while severe, % |"
    return table(head, (f"| {one.contender} | {measures(one.overall)} |" for one in judged.results if one.cohort == "all"))


def measures(m: Measures) -> str:
    led = "" if m.led is None else f"{100 * m.led:.0f}"
    return f"{shown(m.sensitivity, 100, 1)} | {shown(m.episodes, 1, 2)} | {shown(m.false_episodes, 1, 2)} | {shown(m.lead, 1, 1)} | {led}"


def shown(value: Interval, times: float, digits: int) -> str:
    if value.value is None or value.low is None or value.high is None:
        return "none"
    middle, low, high = (f"{times * number:.{digits}f}" for number in (value.value, value.low, value.high))
    return f"{middle} ({low} to {high})"


def by_cohort(judged: Judged) -> str:
    names = [name for name in judged.sets if len(judged.sets) > 1]
    rows = (f"| {one.contender} | {one.cohort} | {brief(one.overall)} |" for one in judged.results if one.cohort in names)
    return table("| contender | cohort | found, % | false a patient-week | lead, days |", rows)


def brief(m: Measures) -> str:
    lead = "none" if m.lead.value is None else f"{m.lead.value:.1f}"
    return f"{100 * (m.sensitivity.value or 0):.0f} | {m.false_episodes.value:.2f} | {lead}"


def by_symptom(judged: Judged) -> str:
    pooled = [one for one in judged.results if one.cohort == "all"]
    head = "| contender | " + " | ".join(f"{name.replace('_', ' ')}: found, %; false a week" for name in pooled[0].by_symptom) + " |"
    return table(head, (f"| {one.contender} | " + " | ".join(cell(m) for m in one.by_symptom.values()) + " |" for one in pooled))


def cell(m: Measures) -> str:
    return "no onsets" if m.sensitivity.value is None else f"{100 * m.sensitivity.value:.0f}; {m.false_episodes.value:.2f}"


def suppression(judged: Judged) -> str:
    head = "| contender | held back | late | expected | answered | in a true spell, % | onsets of which only held findings spoke within 72 h |"
    return table(head, (f"| {one.contender} | {held(one)} |" for one in judged.results if one.cohort == "all"))


def held(one: Result) -> str:
    s = one.suppressed
    share = f"{100 * s.mattered / s.findings:.0f}" if s.findings else "none"
    return f"{s.findings} | {s.by_reason['late']} | {s.by_reason['expected']} | {s.by_reason['answered']} | {share} | {s.only_held} of {one.overall.onsets}"


def curves(judged: Judged) -> str:
    points = sorted(judged.curve, key=lambda one: (one.family, one.threshold))
    rows = (f"| {one.family} | {one.threshold:g} | {shown(one.overall.sensitivity, 100, 0)} | {shown(one.overall.false_episodes, 1, 2)} | {shown(one.overall.lead, 1, 1)} |" for one in points)
    return table("| family | threshold | found, % | false a patient-week | median lead, days |", rows)


def verdict(judged: Judged) -> Iterator[str]:
    """Against the aim, whichever way it comes out."""
    for one in judged.against:
        if one.contender in (DEFAULT, PROMPTLY) and one.other == STAR:
            yield (
                f"{one.contender}, against “{STAR}” on the same patients: {shown(one.fewer_false, 1, 2)} times fewer false episodes, {shown(one.more_sensitive, 100, 1)} points more of "
                f"the onsets found, {shown(one.burden, 1, 2)} times its burden. The aim of {AIM:g} times fewer at no less sensitivity and no more burden is {reached(one)}."
            )
            yield lead(one, {found.contender: found.overall for found in judged.results if found.cohort == "all"})
    yield from equal_false(judged)
    visible = next(one.visible for one in judged.results)
    if visible is not None:
        yield f"In {100 * visible:.0f} % of the onsets some report came within 72 hours; no rule can find more."


def equal_false(judged: Judged) -> Iterator[str]:
    """The aim's other way, on each of Balm's curves."""
    points = {one.contender: Point(*map(middle, (one.overall.false_episodes, one.overall.sensitivity, one.overall.lead))) for one in judged.curve}
    for family in BALMS:
        mine = sorted(points[one.contender] for one in judged.curve if one.family == family)
        if mine and STAR in points:
            yield crossing(family, mine, points[STAR])


class Point(NamedTuple):
    false: float
    found: float
    lead: float


def middle(of: Interval) -> float:
    return of.value or 0.0


def crossing(family: str, mine: Sequence[Point], theirs: Point) -> str:
    """Between two thresholds in a straight line; at the nearer end where the curve never has as many false episodes, or never as few."""
    false, found, days = zip(*mine, strict=True)
    at = min(max(theirs.false, false[0]), false[-1])
    more, longer = float(np.interp(at, false, found)) - theirs.found, float(np.interp(at, false, days)) - theirs.lead
    where = f"at the {at:.2f} false episodes a patient-week of “{STAR}”" if at == theirs.false else f"at {at:.2f} false episodes a patient-week, the nearest to the {theirs.false:.2f} of “{STAR}”"
    return f"The curve “{family}”, {where}: {100 * more:+.1f} points of the onsets found, {longer:+.1f} days of median lead (the aim: {AIM_LEAD:+g})."


def lead(one: Against, overall: dict[str, Measures]) -> str:
    """The other way to the aim."""
    days, fewer = overall[one.contender].lead, one.fewer_false.value
    is_met = days.low is not None and days.value is not None and fewer is not None and days.value >= AIM_LEAD and fewer >= 1
    sure = is_met and (days.low or 0) >= AIM_LEAD and (one.fewer_false.low or 0) >= 1
    how = ("reached" if sure else "reached by the values; an interval reaches beyond it") if is_met else "missed"
    theirs = shown(overall[one.other].lead, 1, 1)
    return f"Its median lead is {shown(days, 1, 1)} days, the other's {theirs}. The aim's other way, a median lead of {AIM_LEAD:g} day at no more false episodes, is {how}."


def reached(one: Against) -> str:
    """By the values, and by what the intervals leave open."""
    false, more, burden = one.fewer_false, one.more_sensitive, one.burden
    if false.value is None or more.value is None or burden.value is None or false.low is None or more.low is None or burden.high is None:
        return "not to be said"
    if false.value < AIM or more.value < 0 or burden.value > 1:
        missed = [f"false episodes {false.value:.2f} instead of {AIM:g} times fewer"] * (false.value < AIM) + ["sensitivity lower"] * (more.value < 0) + ["burden higher"] * (burden.value > 1)
        return f"missed ({', '.join(missed)})"
    return "reached" if false.low >= AIM and more.low >= 0 and burden.high <= 1 else "reached by the values; an interval reaches beyond it"
