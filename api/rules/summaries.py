"""How the last days were, for family and friends: version 1, all of it ours. Pure; the words are in api/family/words.

It sums up what was answered and concludes nothing. It never reassures falsely: the middle is the worse of two middle scores; a day with a severe score is named and never
summed up as good; a week with one is never "better"; days without answers are said to be without answers, not good. Patient and proxy are told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median_high

from msgspec import structs

from api.rules.concern import Instruments, series_of
from api.rules.severity import band
from schemas.check_ins import CheckIn
from schemas.instruments import NewInstrument
from schemas.shares import Scope
from schemas.summaries import DayPoint, DaySummary, Direction, SharedNote, Summary, SymptomSummary
from schemas.symptom_states import Severity

WEEK = 7  # calendar days, today among them
ENOUGH = 2  # reports in either week before they are compared; ours
SAME, LITTLE = 1.0, 2.0  # points of 10 between the middles of two weeks: below one "the same", below two "a little"; ours
DIFFERS = 2.0  # points of 10 between patient and proxy; ours
POINTS = 28  # days that the drawing shows; ours
BANDS: tuple[Severity, ...] = ("none", "mild", "moderate", "severe")

Scores = list[tuple[date, int]]


def summary(check_ins: Iterable[CheckIn], instruments: Instruments, scope: Scope, today: date) -> Summary:
    """`check_ins`: of one patient, in any order; only those within the scope's days are looked at, and of the rest nothing can be told."""
    within = sorted((one for one in check_ins if covers(scope, one.local_date)), key=lambda one: (one.at, one.id))
    found = [one for one in symptoms(within, instruments, today) if one.item in scope.symptoms]
    notes = [SharedNote(at=one.at, respondent=one.respondent, text=one.note) for one in within if scope.notes and one.note]
    return Summary(today=today, days=days(within, instruments, scope, today), symptoms=with_differences(found), notes=notes[::-1])


def covers(scope: Scope, on: date) -> bool:
    return (scope.first_on is None or scope.first_on <= on) and (scope.last_on is None or on <= scope.last_on)


def days(check_ins: Sequence[CheckIn], instruments: Instruments, scope: Scope, today: date) -> list[DaySummary]:
    week = [on for back in range(WEEK - 1, -1, -1) if covers(scope, on := today - timedelta(days=back))]
    return [day(on, [one for one in check_ins if one.local_date == on], instruments, scope.symptoms) for on in week]


def day(on: date, check_ins: Sequence[CheckIn], instruments: Instruments, shared: Sequence[str]) -> DaySummary:
    """Of the shared symptoms; of all of them together where only the general course is shared."""
    answers = [(form_of(one, instruments), item, score) for one in check_ins for item, score in one.answers.items()]
    scores = [(form, score) for form, item, score in answers if score is not None and (not shared or item in shared)]
    return DaySummary(on=on, answered=bool(scores), worst=worst_of(band(form, score) for form, score in scores))


def form_of(check_in: CheckIn, instruments: Instruments) -> NewInstrument:
    return instruments[check_in.instrument, check_in.instrument_version]


def worst_of(found: Iterable[Severity | None]) -> Severity | None:
    return max((one for one in found if one is not None), key=BANDS.index, default=None)


def symptoms(check_ins: Sequence[CheckIn], instruments: Instruments, today: date) -> list[SymptomSummary]:
    """One for each series, as the newest questionnaire of the series orders them; the patient's own before others'."""
    series: dict[tuple[object, ...], Scores] = {}
    newest: dict[tuple[object, ...], tuple[CheckIn, NewInstrument, int]] = {}
    for one in check_ins:
        form = form_of(one, instruments)
        for number, item in enumerate(form.items):
            if (score := one.answers.get(item.id)) is not None:
                key = series_of(form, item.id, one.respondent)
                series.setdefault(key, []).append((one.local_date, score))
                newest[key] = (one, form, number)
    found = [(newest[key], scores) for key, scores in series.items()]
    found.sort(key=lambda pair: (pair[0][0].respondent != "patient", pair[0][0].respondent, pair[0][1].id, pair[0][2]))
    return [symptom(form, number, check_in, scores, today) for (check_in, form, number), scores in found]


def symptom(form: NewInstrument, number: int, check_in: CheckIn, scores: Scores, today: date) -> SymptomSummary:
    item, scale = form.items[number], form.scale
    week, before = between(scores, today, 0), between(scores, today, WEEK)
    bad = by_day(form, week)
    severe = [on for on in bad if band(form, bad[on]) == "severe"]
    return SymptomSummary(
        item=item.id,
        label=item.label,
        instrument=form.id,
        respondent=check_in.respondent,
        scale_minimum=scale.minimum,
        scale_maximum=scale.maximum,
        worse=scale.worse,
        days=len(bad),
        reports=len(week),
        middle=middle(form, week),
        level=None if not week else band(form, middle(form, week) or 0),
        worst=worst_of(band(form, score) for score in bad.values()),
        severe_on=severe,
        moderate_on=[on for on in bad if band(form, bad[on]) == "moderate"],
        change=change(form, week, before, any_severe=bool(severe)),
        last_on=max(on for on, _ in scores) if not week else None,
        points=[DayPoint(on=on, score=score) for on, score in by_day(form, scores).items() if (today - on).days < POINTS],
    )


def between(scores: Scores, today: date, back: int) -> Scores:
    return [(on, score) for on, score in scores if back <= (today - on).days < back + WEEK]


def by_day(form: NewInstrument, scores: Scores) -> Mapping[date, int]:
    """The worst of each day, oldest first."""
    pick, found = max if form.scale.worse == "higher" else min, dict[date, int]()
    for on, score in sorted(scores):
        found[on] = pick(found.get(on, score), score)
    return found


def middle(form: NewInstrument, scores: Scores) -> int | None:
    if not scores:
        return None
    sign = 1 if form.scale.worse == "higher" else -1
    return sign * median_high([sign * score for _, score in scores])


def change(form: NewInstrument, week: Scores, before: Scores, *, any_severe: bool) -> Direction | None:
    now, then = middle(form, week), middle(form, before)
    if now is None or then is None or min(len(week), len(before)) < ENOUGH:
        return None
    scale = form.scale
    worse = (now - then) * (1 if scale.worse == "higher" else -1) * 10 / (scale.maximum - scale.minimum)
    if abs(worse) < SAME:
        return "the_same"
    if worse < 0:
        return None if any_severe else "a_little_better" if worse > -LITTLE else "much_better"
    return "a_little_worse" if worse < LITTLE else "much_worse"


def with_differences(found: list[SymptomSummary]) -> list[SymptomSummary]:
    """Patient and proxy are never averaged; where their middles lie apart, both say so."""
    return [structs.replace(one, differs=differs(one, found)) for one in found]


def differs(one: SymptomSummary, all_of_them: Sequence[SymptomSummary]) -> bool:
    """From what the other kind of witness says, the patient or somebody else, of the same question."""
    if one.middle is None:
        return False
    width = (one.scale_maximum - one.scale_minimum) / 10
    others = [other for other in all_of_them if (other.instrument, other.item) == (one.instrument, one.item) and is_other(one, other)]
    return any(other.middle is not None and abs(one.middle - other.middle) / width >= DIFFERS for other in others)


def is_other(one: SymptomSummary, other: SymptomSummary) -> bool:
    return (one.respondent == "patient") != (other.respondent == "patient")
