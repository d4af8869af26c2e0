"""The rules that are compared. Balm's own are production's; the others' answer with the same findings, made of the same parts, and go the same way from there."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from api.instruments import bundled
from api.rules import calls, findings
from api.rules.concern import Instruments
from api.rules.findings import Question
from schemas.alerts import Level
from schemas.findings import Finding, Plan, Thresholds
from schemas.symptom_states import RecentCheckIn

INSTRUMENTS: Instruments = {(form.id, form.version): form for form in bundled()}
Rule = Callable[[Question], Finding | None]
Find = Callable[[RecentCheckIn, Sequence[RecentCheckIn]], list[Finding]]


class Contender(NamedTuple):
    """`family` and `threshold`: on which curve it is a point, and where. `thresholds`: by which an answer stands, where they aren't Balm's."""

    name: str
    find: Find
    family: str
    threshold: float
    source: str = "ours"
    thresholds: Thresholds = Thresholds()


def balm(report: RecentCheckIn, before: Sequence[RecentCheckIn], plan: Plan, levels: Sequence[Level]) -> list[Finding]:
    return [finding for finding in findings.found_by(report, before, INSTRUMENTS, plan) if calls.level(finding) in levels]


def single(report: RecentCheckIn, before: Sequence[RecentCheckIn], rule: Rule) -> list[Finding]:
    """One rule for every item."""
    form = INSTRUMENTS[report.instrument, report.instrument_version]
    asked = [item for item in form.items if report.answers.get(item.id) is not None]
    found = (rule(findings.question(form, item.id, item.label, report, before, INSTRUMENTS, Plan())) for item in asked)
    return [finding for finding in found if finding]


def at_least(score: float, one: Question) -> Finding | None:
    if one.report.bad < score:
        return None
    return findings.finding(one, "severe" if score >= 7 else "worsening", [], {"score": score}, f"{score:g} or more")


def risen(points: float, one: Question) -> Finding | None:
    """Over the report before, however old."""
    if not one.earlier or one.report.bad - one.earlier[-1].bad < points:
        return None
    return findings.finding(one, "worsening", one.earlier[-1:], {"rise": points}, f"{points:g} or more worse than the report before")


def risen_or_severe(points: float, one: Question) -> Finding | None:
    return at_least(7, one) or risen(points, one)


def balm_of(levels: Sequence[Level], name: str, family: str, threshold: float, **changes: float) -> Contender:
    thresholds = Thresholds(**changes)  # type: ignore[arg-type]
    return Contender(name, partial(balm, plan=Plan(thresholds=thresholds), levels=levels), family, threshold, thresholds=thresholds)


def one_rule(name: str, rule: Rule, family: str, threshold: float, source: str) -> Contender:
    return Contender(name, partial(single, rule=rule), family, threshold, source)


ALL_LEVELS: tuple[Level, ...] = ("urgent", "soon", "review")
PROMPT: tuple[Level, ...] = ("urgent", "soon")
DEFAULT, PROMPTLY = "Balm's default rules", "Balm's, what calls urgently or soon"
STAR = "worse by ≥ 2 or severe"
BALMS = ("Balm, all levels, by the rise", "Balm, urgent and soon, by the rise", "Balm, all levels and reviews daily, by the rise")
CONTENDERS = (
    balm_of(ALL_LEVELS, DEFAULT, BALMS[0], 2),
    balm_of(PROMPT, PROMPTLY, BALMS[1], 2),
    one_rule("fixed ≥ 7", partial(at_least, 7), "fixed", 7, "Selby 2010 (severe)"),
    one_rule("fixed ≥ 4", partial(at_least, 4), "fixed", 4, "Mooney 2023, home hospice"),
    one_rule(STAR, partial(risen_or_severe, 2), "worse or severe", 2, "STAR (Basch 2016), SYMPATHY; there on grades 0-4"),
    one_rule("MCID, worse by ≥ 1", partial(risen, 1), "worse", 1, "Hui 2015; a finding about groups"),
)


def curve() -> list[Contender]:
    """The other points of each family."""
    found = [one_rule(f"fixed ≥ {n}", partial(at_least, n), "fixed", n, "ours") for n in (3, 5, 6, 8, 9)]
    found += [one_rule(f"worse by ≥ {n} or severe", partial(risen_or_severe, n), "worse or severe", n, "ours") for n in (1, 3, 4, 5)]
    found += [one_rule(f"worse by ≥ {n}", partial(risen, n), "worse", n, "ours") for n in (2, 3, 4)]
    for rise in (1, 1.5, 2.5, 3, 4):
        found.append(balm_of(ALL_LEVELS, f"Balm, all levels, rise {rise:g}", BALMS[0], rise, rise=rise, rise_when_sparse=rise + 1, trend_rise=rise + 1))
        found.append(balm_of(PROMPT, f"Balm, urgent and soon, rise {rise:g}", BALMS[1], rise, rise=rise, rise_when_sparse=rise + 1, trend_rise=rise + 1))
    for rise in (1, 1.5, 2, 3):
        louder = {"rise": rise, "rise_when_sparse": rise + 1, "trend_rise": rise + 1, "review_again_days": 1}
        found.append(balm_of(ALL_LEVELS, f"Balm, reviews daily, rise {rise:g}", BALMS[2], rise, **louder))
    return found


def with_trend(report: RecentCheckIn, before: Sequence[RecentCheckIn], needed_z: float | None) -> list[Finding]:
    """Balm's rules with the trend rule asked to be as sure as that; null: without it."""
    others = [finding for finding in findings.found_by(report, before, INSTRUMENTS, Plan()) if finding.rule != "trend"]
    return others if needed_z is None else [*others, *single(report, before, partial(findings.trend, needed_z=needed_z))]


def trends() -> list[Contender]:
    """By how sure the trend rule must be, alone and among Balm's others; looked at on the training cohorts only."""
    sure = (1.64, 2.0, 2.33, 2.58, 3.0)
    alone = [Contender(f"trend alone, z {z:g}", partial(single, rule=partial(findings.trend, needed_z=z)), "trend alone", z) for z in sure]
    among = [Contender(f"Balm's, trend by z {z:g}", partial(with_trend, needed_z=z), "Balm, by its trend", z) for z in sure]
    return [*alone, *among, Contender("Balm's without the trend rule", partial(with_trend, needed_z=None), "Balm, by its trend", 0)]
