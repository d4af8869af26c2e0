"""What a report says that the team should hear: version 2. One report at a time, against what the same kind of person answered to the same question before.

Everything is counted from the good end of the scale, so that a scale on which low is bad is judged alike. Judged are questionnaires that name severity bands:
without them nothing says where "moderate" begins. Sources and limits: docs/clinical.md.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from api.rules.concern import SAID_BY, Instruments, series_of
from api.rules.severity import band
from api.rules.steady_rise import NEEDED_Z, steady_rise
from schemas.check_ins import AsksFor
from schemas.findings import Finding, Input, Plan, Rule
from schemas.instruments import NewInstrument
from schemas.symptom_states import RecentCheckIn

VERSION = 2
BASELINE = timedelta(days=7)  # the week before the report; clinical.md 3.3
LAST_COUNTS = timedelta(days=14)  # an older last report says too little about today; ours
PERSISTENT = timedelta(days=3)  # ours
MOST = 60  # earlier answers that a rule looks at, the newest: four a day for two weeks; ours
ASKED: dict[AsksFor, str] = {"help_now": "Says that it can't wait.", "call_back": "Asks to be called."}


class Told(NamedTuple):
    """One answer: `bad` is its distance from the good end of the scale, in points."""

    check_in: RecentCheckIn
    score: int
    bad: int


class Question(NamedTuple):
    """One item of a report with all that its rules look at. `earlier`: the same series, oldest first, the report not among them."""

    instrument: NewInstrument
    item: str
    label: str
    plan: Plan
    report: Told
    earlier: Sequence[Told]

    @property
    def moderate(self) -> int:
        bands = self.instrument.bands
        return 0 if bands is None else bad(self.instrument, bands.moderate)

    def points(self, of_ten: float) -> float:
        """The same share of this scale."""
        scale = self.instrument.scale
        return of_ten * (scale.maximum - scale.minimum) / 10

    def within(self, span: timedelta) -> list[Told]:
        """Oldest first."""
        return [told for told in self.earlier if self.report.check_in.at - told.check_in.at <= span]


def bad(instrument: NewInstrument, score: int) -> int:
    scale = instrument.scale
    return score - scale.minimum if scale.worse == "higher" else scale.maximum - score


def found_by(report: RecentCheckIn, recent: Sequence[RecentCheckIn], instruments: Instruments, plan: Plan) -> list[Finding]:
    """In the order of the questionnaire; what was asked for stands first. `recent` may hold the report and later ones: only what came before it counts."""
    before = sorted((one for one in recent if (one.at, one.id) < (report.at, report.id)), key=lambda one: (one.at, one.id))
    instrument = instruments[report.instrument, report.instrument_version]
    items = [item for item in instrument.items if report.answers.get(item.id) is not None and instrument.bands is not None]
    questions = [question(instrument, item.id, item.label, report, before, instruments, plan) for item in items]
    found = [finding for one in questions for rule in (severe, worsening, persistent, trend) if (finding := rule(one))]
    return [*asked_for(report), *found]


def question(
    instrument: NewInstrument, item: str, label: str, report: RecentCheckIn, before: Sequence[RecentCheckIn], instruments: Instruments, plan: Plan
) -> Question:
    wanted = series_of(instrument, item, report.respondent)
    alike = {version for version, form in instruments.items() if series_of(form, item, report.respondent) == wanted}
    mine = [one for one in before if one.respondent == report.respondent and (one.instrument, one.instrument_version) in alike]
    answers = [(one, score) for one in mine if (score := one.answers.get(item)) is not None][-MOST:]
    earlier = [told(instrument, one, score) for one, score in answers]
    return Question(instrument, item, label, plan, told(instrument, report, report.answers[item] or 0), earlier)


def told(instrument: NewInstrument, check_in: RecentCheckIn, score: int) -> Told:
    return Told(check_in, score, bad(instrument, score))


def asked_for(report: RecentCheckIn) -> list[Finding]:
    """Always, whatever the answers are and whoever sent it."""
    if report.asks_for is None:
        return []
    return [
        Finding(
            rule="asked_for",
            version=VERSION,
            item=None,
            respondent=report.respondent,
            inputs=[Input(check_in_id=report.id, at=report.at)],
            thresholds={},
            missing=[],
            sentence=ASKED[report.asks_for],
            asks_for=report.asks_for,
        )
    ]


def severe(one: Question) -> Finding | None:
    """Severe as the questionnaire's own bands say (Selby 2010: from 7 of 10)."""
    if one.instrument.bands is None or band(one.instrument, one.report.score) != "severe":
        return None
    return finding(one, "severe", [], {"severe": one.instrument.bands.severe}, "severe")


def worsening(one: Question) -> Finding | None:
    """At least moderate, and risen: over the week's median; or above the person's own goal twice; or, where reports are few, over the last one."""
    if one.report.bad < one.moderate:
        return None
    return over_baseline(one) or above_goal(one) or over_last(one)


def over_baseline(one: Question) -> Finding | None:
    thresholds, week = one.plan.thresholds, one.within(BASELINE)
    if len(week) < thresholds.reports_for_baseline:
        return None
    usual, needed = median(told.bad for told in week), one.points(thresholds.rise)
    if one.report.bad - usual < needed:
        return None
    asked = {"moderate": one.moderate, "rise": needed, "reports": thresholds.reports_for_baseline, "days": BASELINE.days}
    return finding(one, "worsening", week, asked, f"{number(one.report.bad - usual)} worse than usual this week", goal_missing(one))


def above_goal(one: Question) -> Finding | None:
    """In this report and the one before (Hui 2016: the level at which the person would be comfortable)."""
    goal, near = one.plan.goals.get(one.item), one.within(LAST_COUNTS)
    if goal is None or not near or min(one.report.bad, near[-1].bad) <= bad(one.instrument, goal):
        return None
    return finding(one, "worsening", near[-1:], {"moderate": one.moderate, "goal": goal, "reports": 2}, f"twice above the own goal of {goal}")


def over_last(one: Question) -> Finding | None:
    """Fewer than three reports in a week make no baseline; then one report stands against one, and more is asked of the rise."""
    thresholds = one.plan.thresholds
    if len(one.within(BASELINE)) >= thresholds.reports_for_baseline or not (near := one.within(LAST_COUNTS)):
        return None
    last, needed = near[-1], one.points(thresholds.rise_when_sparse)
    if one.report.bad - last.bad < needed:
        return None
    asked = {"moderate": one.moderate, "rise": needed, "days": LAST_COUNTS.days}
    missing = [f"fewer than {thresholds.reports_for_baseline} reports in the {BASELINE.days} days before", *goal_missing(one)]
    return finding(one, "worsening", [last], asked, f"{one.report.bad - last.bad} worse than the report before", missing)


def goal_missing(one: Question) -> list[str]:
    return [] if one.item in one.plan.goals else ["no personal goal is recorded"]


def persistent(one: Question) -> Finding | None:
    """At least moderate in every report of three days."""
    needed, days = one.plan.thresholds.persistent_reports, one.within(PERSISTENT)
    all_of_them = [*days, one.report]
    if len(all_of_them) < needed or min(told.bad for told in all_of_them) < one.moderate:
        return None
    asked = {"moderate": one.moderate, "reports": needed, "days": PERSISTENT.days}
    return finding(one, "persistent", days, asked, f"moderate or worse in all {len(all_of_them)} reports of the last {PERSISTENT.days} days")


def trend(one: Question, needed_z: float = NEEDED_Z) -> Finding | None:
    """A steady rise that no single report shows; how it is told from noise stands in steady_rise."""
    thresholds, near = one.plan.thresholds, one.within(LAST_COUNTS)
    if one.report.bad < one.moderate or len(near) + 1 < thresholds.trend_reports:
        return None
    points = [(told.check_in.at, told.bad) for told in [*near, one.report]]
    found, needed = steady_rise(points, needed_z), one.points(thresholds.trend_rise)
    if found is None or found.rise < needed:
        return None
    asked = {"moderate": one.moderate, "rise": needed, "reports": thresholds.trend_reports, "days": LAST_COUNTS.days, "z": found.needed_z}
    return finding(one, "trend", near, asked, f"risen steadily by about {number(found.rise)} in {found.days} days")


def finding(one: Question, rule: Rule, compared: Sequence[Told], thresholds: Mapping[str, float], words: str, missing: Sequence[str] = ()) -> Finding:
    inputs = [Input(check_in_id=told.check_in.id, at=told.check_in.at, score=told.score) for told in [one.report, *reversed(compared)]]
    respondent = one.report.check_in.respondent
    said = [f"{one.label} {one.report.score} of {one.instrument.scale.maximum}", words, SAID_BY[respondent]]
    return Finding(
        rule=rule,
        version=VERSION,
        item=one.item,
        respondent=respondent,
        inputs=inputs,
        thresholds=dict(thresholds),
        missing=list(missing),
        burden=one.report.bad,
        sentence=", ".join(part for part in said if part) + ".",
    )


def number(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")
