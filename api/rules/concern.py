"""Where each symptom stands now, and the order of the worklist: version 3. The order is ours and is explained in docs/clinical.md; what alerts do to it stands in
rules.standing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from api.rules.severity import band
from api.rules.standing import place as place_of
from schemas.alerts import Standing
from schemas.check_ins import AsksFor, Respondent
from schemas.instruments import NewInstrument, RecallPeriod
from schemas.symptom_states import Point, RecentCheckIn, Severity, SymptomNow

RECENT = 40  # check-ins that a symptom state keeps: the 14 days that a change looks back, at two a day and some by others; at five a day still a week; ours
TREND = 14  # points of the small trend; ours
CHANGE_FROM, CHANGE_UNTIL = 7, 14  # calendar days back that "worse than a week before" may reach; ours
COUNTS_FOR = timedelta(days=7)  # a symptom last answered longer than this before the patient's newest answer doesn't order the list; ours
WORSE = 20  # per cent of the scale that a rise must have to count, 2 of 10: STAR and SYMPATHY took 2 points, on grades 0-4; on 0-10 it is our choice
LIKE_BANDS = (1, 40, 70)  # per cent of the scale: where a score without bands stands in the order, as 1, 4 and 7 of 10 would; never called severe; ours

Instruments = Mapping[tuple[str, str], NewInstrument]
VERSION = 3
TIERS: dict[Severity, int] = {"none": 0, "mild": 1, "moderate": 2, "severe": 3}
STEP = 101 * 101 * 100  # what a tier is worth in the rank
PLACE = 1 + 4 * STEP  # what a place is worth: more than all that symptoms can be
RESPONDENTS: dict[Respondent, int] = {"patient": 0, "family_caregiver": 1, "professional_caregiver": 2}
SAID_BY: dict[Respondent, str] = {"patient": "", "family_caregiver": "said by family", "professional_caregiver": "said by a professional"}
OVER: dict[RecallPeriod, str] = {
    "now": "",
    "past_24_hours": " over the past 24 hours",
    "past_3_days": " over the past 3 days",
    "past_week": " over the past week",
    "past_month": " over the past month",
}


class Concern(NamedTuple):
    """`rank` orders the worklist, higher first; it fits Postgres's integer. `reason` says it in words."""

    rank: int
    reason: str


class Series(NamedTuple):
    """What may be compared with what: one item, asked in one way, answered by one kind of person. Versions of an instrument that ask alike continue one another."""

    instrument: str
    recall_period: RecallPeriod
    minimum: int
    maximum: int
    worse: str
    item: str
    respondent: Respondent


class Answer(NamedTuple):
    """One score of a series. `number`: the item's place in the questionnaire."""

    instrument: NewInstrument
    number: int
    on: date
    point: Point


def with_new(recent: Sequence[RecentCheckIn], arrived: RecentCheckIn) -> list[RecentCheckIn]:
    """What a symptom state keeps once this one has come, whenever it counts."""
    return sorted([*recent, arrived], key=lambda one: (one.at, one.id), reverse=True)[:RECENT]


def symptoms_now(recent: Sequence[RecentCheckIn], instruments: Instruments) -> list[SymptomNow]:
    """One entry per series, the patient's own first, in the order of the questionnaire. Skipped items say nothing."""
    found: dict[Series, list[Answer]] = {}
    for check_in in sorted(recent, key=lambda check_in: (check_in.at, check_in.id)):
        instrument = instruments[check_in.instrument, check_in.instrument_version]
        on = check_in.local_date
        for number, item in enumerate(instrument.items):
            if (score := check_in.answers.get(item.id)) is not None:
                found.setdefault(series_of(instrument, item.id, check_in.respondent), []).append(Answer(instrument, number, on, Point(check_in.at, score)))
    return [symptom(series, found[series]) for series in sorted(found, key=lambda series: place(series, found[series][-1]))]


def series_of(instrument: NewInstrument, item: str, respondent: Respondent) -> Series:
    scale = instrument.scale
    return Series(instrument.id, instrument.recall_period, scale.minimum, scale.maximum, scale.worse, item, respondent)


def place(series: Series, newest: Answer) -> tuple[int, str, int, Series]:
    return RESPONDENTS[series.respondent], series.instrument, newest.number, series


def symptom(series: Series, answers: Sequence[Answer]) -> SymptomNow:
    newest, before = answers[-1], a_week_before(answers)
    instrument, score = newest.instrument, newest.point.score
    sign = 1 if instrument.scale.worse == "higher" else -1
    return SymptomNow(
        item=series.item,
        label=instrument.items[newest.number].label,
        instrument=instrument.id,
        recall_period=instrument.recall_period,
        respondent=series.respondent,
        scale_minimum=series.minimum,
        scale_maximum=series.maximum,
        worse=instrument.scale.worse,
        score=score,
        at=newest.point.at,
        severity=band(instrument, score),
        delta_worse=None if before is None else sign * (score - before.point.score),
        delta_days=None if before is None else (newest.on - before.on).days,
        trend=[answer.point for answer in answers[-TREND:]],
    )


def a_week_before(answers: Sequence[Answer]) -> Answer | None:
    """The last answer that is 7 to 14 days older than the newest. Calendar days where the patient was: somebody who answers each Monday, today an hour
    earlier than last week, is compared with last Monday, and the day that clocks change is a day like others."""
    newest = answers[-1]
    old = [answer for answer in answers if CHANGE_FROM <= (newest.on - answer.on).days <= CHANGE_UNTIL]
    return old[-1] if old else None


def concern(symptoms: Sequence[SymptomNow], asks_for: AsksFor | None = None, alerts: Sequence[Standing] = ()) -> Concern:
    """In words as well: what waits for somebody, and the symptoms."""
    said = reason(counting(symptoms)) if symptoms else "No answers yet."
    return Concern(rank(symptoms, asks_for, alerts), f"{place_of(asks_for, alerts).words} {said}".strip())


def rank(symptoms: Sequence[SymptomNow], asks_for: AsksFor | None = None, alerts: Sequence[Standing] = ()) -> int:
    """Orders by what waits for somebody; then the worst severity; then the largest worsening of 2 of 10 or more; then the worst score; then how many symptoms
    are moderate or severe. Whoever answered or asked for anything stands above those who never did. `asks_for`: what no alert stands for."""
    found, place = by_symptoms(symptoms), place_of(asks_for, alerts)
    return place.number * PLACE + max(found, 1) if place.number else found


def by_symptoms(symptoms: Sequence[SymptomNow]) -> int:
    if not symptoms:
        return 0
    current = counting(symptoms)
    burdens = {s.item for s in current if tier(s) >= TIERS["moderate"]}
    steps = max(map(tier, current)), max(map(rise, current)), max(map(percent, current)), min(len(burdens), 99)
    return 1 + steps[0] * STEP + (steps[1] * 101 + steps[2]) * 100 + steps[3]


def counting(symptoms: Sequence[SymptomNow]) -> list[SymptomNow]:
    newest = max(symptom.at for symptom in symptoms)
    return [symptom for symptom in symptoms if newest - symptom.at <= COUNTS_FOR]


def tier(symptom: SymptomNow) -> int:
    """The severity's, or that of a score without bands by its share of the scale."""
    reached = sum(percent(symptom) >= begins for begins in LIKE_BANDS)
    return TIERS[symptom.severity or tuple(TIERS)[reached]]


def percent(symptom: SymptomNow) -> int:
    """How far from the good end of its scale, 0 to 100."""
    good = symptom.scale_minimum if symptom.worse == "higher" else symptom.scale_maximum
    return round(100 * abs(symptom.score - good) / (symptom.scale_maximum - symptom.scale_minimum))


def rise(symptom: SymptomNow) -> int:
    """Per cent of the scale that it got worse; 0 for less than counts."""
    points = symptom.delta_worse or 0
    worse = round(100 * points / (symptom.scale_maximum - symptom.scale_minimum))
    return worse if worse >= WORSE else 0


def reason(current: Sequence[SymptomNow]) -> str:
    """The worst symptom; the one that worsened most, where that is another; how many are moderate or severe."""
    newest = max(symptom.at for symptom in current)
    worst, rising = max(current, key=lambda s: (tier(s), percent(s), rise(s))), max(current, key=rise)
    if percent(worst) == 0 and not worst.delta_worse:
        return "No symptoms in the latest answers."
    named = [worst, rising] if rise(rising) > rise(worst) else [worst]
    return " ".join([*(sentence(symptom, (newest - symptom.at).days) for symptom in named), *burden(current)])


def burden(current: Sequence[SymptomNow]) -> list[str]:
    named = {symptom.item for symptom in current if symptom.severity in ("moderate", "severe")}
    return [f"{len(named)} symptoms moderate or severe."] if len(named) > 1 else []


def sentence(symptom: SymptomNow, days_older: int) -> str:
    """'Pain 8 of 10, severe, 3 worse than a week before, said by family.'"""
    direction = "" if symptom.worse == "higher" else " (lower is worse)"
    parts = [
        f"{symptom.label} {symptom.score} of {symptom.scale_maximum}{direction}{OVER[symptom.recall_period]}",
        {None: "no severity bands", "none": ""}.get(symptom.severity, str(symptom.severity)),
        change(symptom),
        SAID_BY[symptom.respondent],
        f"answered {days_older} day{'s' * (days_older > 1)} before the newest answers" if days_older else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def change(symptom: SymptomNow) -> str:
    if symptom.delta_worse is None:
        return ""
    when = "a week" if symptom.delta_days in (None, 7) else f"{symptom.delta_days} days"
    if symptom.delta_worse == 0:
        return f"the same as {when} before"
    return f"{abs(symptom.delta_worse)} {'worse' if symptom.delta_worse > 0 else 'better'} than {when} before"
