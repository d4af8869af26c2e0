"""How the last days were, for family and friends: version 2, all of it ours. Pure; the words are in api/family/words.

It sums up what was answered and concludes nothing. It never reassures falsely: each day counts once, however often somebody reported on it; the middle is the worse of two
middle days; a day with a severe score is named and never summed up as good; a week with one is never "better", nor one whose newest day is no better than the week before;
days without answers, and days that aren't shared, are said to be so, not good. Patient and proxy are told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median_high
from typing import Literal, NamedTuple
from uuid import UUID

from msgspec import structs

from api.rules.concern import Instruments, series_of
from api.rules.severity import band
from schemas.check_ins import CheckIn
from schemas.instruments import NewInstrument
from schemas.shares import Scope
from schemas.summaries import DayPoint, DaySummary, Direction, SharedNote, Summary, SymptomSummary
from schemas.symptom_states import Severity

WEEK = 7  # calendar days, today among them
ENOUGH = 2  # days with answers in either week before they are compared; ours
SAME, LITTLE = 1.0, 2.0  # points of 10 between the middles of two weeks: below one "the same", below two "a little"; ours
DIFFERS = 2.0  # points of 10 between two who answer; ours
POINTS = 28  # days that the drawing shows; ours
BANDS: tuple[Severity, ...] = ("none", "mild", "moderate", "severe")

Scores = list[tuple[date, int]]
Worse = Literal["higher", "lower"]


class Window(NamedTuple):
    """`of_days`: how many days of the week are shared. `compares`: whether both weeks are, whole."""

    today: date
    of_days: int
    compares: bool


def summary(check_ins: Iterable[CheckIn], instruments: Instruments, scope: Scope, today: date) -> Summary:
    """`check_ins`: of one patient, in any order; only those within the scope's days are looked at, and of the rest nothing can be told."""
    within = sorted((dated(one, today) for one in check_ins if covers(scope, one.local_date)), key=lambda one: (one.at, one.id))
    week = days(within, instruments, scope, today)
    window = Window(today, len(week), all(covers(scope, today - timedelta(days=back)) for back in range(2 * WEEK)))
    found = [one for one in symptoms(within, instruments, window) if one.item in scope.symptoms]
    return Summary(
        today=today,
        begins_on=scope.first_on if scope.first_on and scope.first_on > today else None,
        days=week,
        symptoms=with_differences(found, [one for one in within if (today - one.local_date).days < WEEK]),
        unanswered=[item for item in scope.symptoms if item not in {one.item for one in found}],
        notes=[SharedNote(at=one.at, respondent=one.respondent, text=one.note) for one in reversed(within) if scope.notes and one.note],
    )


def dated(check_in: CheckIn, today: date) -> CheckIn:
    """A phone east of the patient's zone may have tomorrow's date already: what it says counts today, not only tomorrow."""
    return structs.replace(check_in, local_date=today) if check_in.local_date > today else check_in


def covers(scope: Scope, on: date) -> bool:
    return (scope.first_on is None or scope.first_on <= on) and (scope.last_on is None or on <= scope.last_on)


def days(check_ins: Sequence[CheckIn], instruments: Instruments, scope: Scope, today: date) -> list[DaySummary]:
    week = [on for back in range(WEEK - 1, -1, -1) if covers(scope, on := today - timedelta(days=back))]
    return [day(on, [one for one in check_ins if one.local_date == on], instruments, scope.symptoms) for on in week]


def day(on: date, check_ins: Sequence[CheckIn], instruments: Instruments, shared: Sequence[str]) -> DaySummary:
    """Of the shared symptoms; of all of them together where only the general course is shared."""
    answers = [(form_of(one, instruments), item, score) for one in check_ins for item, score in one.answers.items()]
    found = [band(form, score) for form, item, score in answers if score is not None and (not shared or item in shared)]
    worst = worst_of(found)
    return DaySummary(on=on, answered=bool(found), worst=None if None in found and worst in ("none", "mild") else worst)


def form_of(check_in: CheckIn, instruments: Instruments) -> NewInstrument:
    return instruments[check_in.instrument, check_in.instrument_version]


def worst_of(found: Iterable[Severity | None]) -> Severity | None:
    return max((one for one in found if one is not None), key=BANDS.index, default=None)


def symptoms(check_ins: Sequence[CheckIn], instruments: Instruments, window: Window) -> list[SymptomSummary]:
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
    return [symptom(form, number, check_in, scores, window) for (check_in, form, number), scores in found]


def symptom(form: NewInstrument, number: int, check_in: CheckIn, scores: Scores, window: Window) -> SymptomSummary:
    item, scale, today = form.items[number], form.scale, window.today
    week, before = between(scores, today, 0), between(scores, today, WEEK)
    bad = by_day(form, week)
    severe = [on for on in bad if band(form, bad[on]) == "severe"]
    return SymptomSummary(
        item=item.id,
        label=item.label,
        instrument=form.id,
        questionnaire=form.title,
        respondent=check_in.respondent,
        scale_minimum=scale.minimum,
        scale_maximum=scale.maximum,
        worse=scale.worse,
        days=len(bad),
        of_days=window.of_days,
        reports=len(week),
        middle=middle(scale.worse, week),
        level=None if not week else band(form, middle(scale.worse, week) or 0),
        worst=worst_of(band(form, score) for score in bad.values()),
        worst_day=worst_day(form, bad),
        severe_on=severe,
        moderate_on=[on for on in bad if band(form, bad[on]) == "moderate"],
        change=change(form, week, before, any_severe=bool(severe)) if window.compares else None,
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


def worst_day(form: NewInstrument, bad: Mapping[date, int]) -> DayPoint | None:
    """The newest of those that were worst."""
    sign = 1 if form.scale.worse == "higher" else -1
    on = max(bad, key=lambda on: (sign * bad[on], on), default=None)
    return DayPoint(on=on, score=bad[on]) if on else None


def middle(worse: Worse, scores: Scores) -> int | None:
    """Of the days' own middles: many reports on one good day don't outweigh the bad ones."""
    if not scores:
        return None
    sign = 1 if worse == "higher" else -1
    by_date: dict[date, list[int]] = {}
    for on, score in scores:
        by_date.setdefault(on, []).append(sign * score)
    return sign * median_high([median_high(one) for one in by_date.values()])


def change(form: NewInstrument, week: Scores, before: Scores, *, any_severe: bool) -> Direction | None:
    scale, bad = form.scale, by_day(form, week)
    now, then = middle(scale.worse, week), middle(scale.worse, before)
    if now is None or then is None or min(len({on for on, _ in some}) for some in (week, before)) < ENOUGH:
        return None
    step = (1 if scale.worse == "higher" else -1) * 10 / (scale.maximum - scale.minimum)
    worse = (now - then) * step
    if abs(worse) < SAME:
        return "the_same"
    if worse < 0:
        may_be_called = not any_severe and (bad[max(bad)] - then) * step < 0
        return None if not may_be_called else "a_little_better" if worse > -LITTLE else "much_better"
    return "a_little_worse" if worse < LITTLE else "much_worse"


def with_differences(found: list[SymptomSummary], week: Sequence[CheckIn]) -> list[SymptomSummary]:
    """Patient and proxy are never averaged; where their middles lie apart, both say so; and so do others who answer, of two kinds or of one."""
    others = [differs(one, found, with_patient=False) or disagree(one, week) for one in found]
    several = len({one.instrument for one in found}) > 1
    return [
        structs.replace(one, differs=differs(one, found, with_patient=True), others_differ=apart, questionnaire=one.questionnaire if several else "")
        for one, apart in zip(found, others, strict=True)
    ]


def disagree(one: SymptomSummary, week: Sequence[CheckIn]) -> bool:
    """Two caregivers whose answers stand in one series."""
    voices: dict[UUID | None, Scores] = {}
    for said in week:
        score = said.answers.get(one.item)
        if (said.instrument, said.respondent, said.entered_by_kind) == (one.instrument, one.respondent, "caregiver") and score is not None:
            voices.setdefault(said.entered_by_id, []).append((said.local_date, score))
    found = [middle(one.worse, scores) or 0 for scores in voices.values()]
    return bool(found) and max(found) - min(found) >= DIFFERS * (one.scale_maximum - one.scale_minimum) / 10


def differs(one: SymptomSummary, all_of_them: Sequence[SymptomSummary], *, with_patient: bool) -> bool:
    """From what another witness says of the same question: the patient and somebody else, or two who answer for the patient."""
    if one.middle is None:
        return False
    width = (one.scale_maximum - one.scale_minimum) / 10
    others = [other for other in all_of_them if (other.instrument, other.item) == (one.instrument, one.item) and other.respondent != one.respondent]
    witnesses = [other for other in others if ("patient" in (one.respondent, other.respondent)) == with_patient]
    return any(other.middle is not None and abs(one.middle - other.middle) / width >= DIFFERS for other in witnesses)
