"""Where each symptom stands now, and the order of the worklist. Version 1; the order is ours and is explained in docs/clinical.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from api.rules.severity import ORDER, band
from schemas.check_ins import Respondent
from schemas.instruments import Instrument, Item
from schemas.symptom_states import Point, RecentCheckIn, Severity, SymptomNow

RECENT = 40  # check-ins that a symptom state keeps: 13 days of three a day, or 40 of one; ours
TREND = 14  # points of the small trend; ours
CHANGE_FROM = timedelta(days=7)  # "since a week": the newest report that old …
CHANGE_UNTIL = timedelta(days=14)  # … and no older than this, or nothing is said; both ours
COUNTS_FOR = timedelta(days=7)  # a series last heard longer than this before the patient's newest report doesn't order the list; ours
WORSE = 2  # points of rise that count: STAR and SYMPATHY (docs/clinical.md), for reports a week apart

Instruments = Mapping[tuple[str, str], Instrument]
BY_WHOM: dict[Respondent, str] = {"patient": "", "family_caregiver": " (said by family)", "professional_caregiver": " (said by a professional)"}


class Concern(NamedTuple):
    """`rank` orders the worklist, higher first. `reason` says it in words."""

    rank: int
    reason: str


class Series(NamedTuple):
    """What may be compared with what: one item, asked in one way, answered by one kind of person."""

    instrument: str
    recall_period: str
    minimum: int
    maximum: int
    respondent: Respondent
    item: str


def symptoms_now(recent: Sequence[RecentCheckIn], instruments: Instruments) -> list[SymptomNow]:
    """One entry per series, the patient's own first, in the order of the questionnaire. Skipped items say nothing."""
    found: dict[Series, list[tuple[Instrument, Item, Point]]] = {}
    for check_in in sorted(recent, key=lambda c: (c.at, c.id)):
        instrument = instruments[check_in.instrument, check_in.instrument_version]
        for item in instrument.items:
            if (score := check_in.answers.get(item.id)) is not None:
                found.setdefault(series(instrument, item, check_in.respondent), []).append((instrument, item, Point(check_in.at, score)))
    return sorted((symptom(key, answers) for key, answers in found.items()), key=lambda s: place(s, instruments))


def series(instrument: Instrument, item: Item, respondent: Respondent) -> Series:
    return Series(instrument.id, instrument.recall_period, instrument.scale.minimum, instrument.scale.maximum, respondent, item.id)


def place(symptom: SymptomNow, instruments: Instruments) -> tuple[bool, str, str, int]:
    items = [item.id for (name, _), instrument in instruments.items() if name == symptom.instrument for item in instrument.items]
    return symptom.respondent != "patient", symptom.respondent, symptom.instrument, items.index(symptom.item)


def symptom(key: Series, answers: Sequence[tuple[Instrument, Item, Point]]) -> SymptomNow:
    instrument, item, newest = answers[-1]
    points = [point for _, _, point in answers]
    before = a_week_before(points)
    sign = 1 if instrument.scale.worse == "higher" else -1
    return SymptomNow(
        item=item.id,
        label=item.label,
        instrument=instrument.id,
        recall_period=instrument.recall_period,
        respondent=key.respondent,
        scale_minimum=key.minimum,
        scale_maximum=key.maximum,
        worse=instrument.scale.worse,
        score=newest.score,
        at=newest.at,
        severity=band(instrument, newest.score),
        delta_worse=None if before is None else sign * (newest.score - before.score),
        trend=points[-TREND:],
    )


def a_week_before(points: Sequence[Point]) -> Point | None:
    """The newest report at least 7 and at most 14 days older than the last one; elapsed time, so that no time zone changes the answer."""
    last = points[-1].at
    old = [point for point in points if CHANGE_FROM <= last - point.at <= CHANGE_UNTIL]
    return old[-1] if old else None


def concern(symptoms: Sequence[SymptomNow]) -> Concern:
    """The worst severity now; among equals the largest rise of 2 or more in a week; then the worst score (in tenths of its scale); then how many symptoms
    are moderate or severe."""
    if not symptoms:
        return Concern(0, "No check-in yet.")
    current = still_counting(symptoms)
    worst = max(current, key=weight)
    burden = min(9, sum(ORDER[s.severity] >= ORDER["moderate"] for s in current))
    severity, rise, score = weight(worst)
    # 1 + … so that anybody who reported stands above those who never did
    return Concern(1 + severity * 100_000 + min(rise, 99) * 1_000 + score * 10 + burden, reason(worst))


def still_counting(symptoms: Sequence[SymptomNow]) -> list[SymptomNow]:
    newest: datetime = max(symptom.at for symptom in symptoms)
    return [symptom for symptom in symptoms if newest - symptom.at <= COUNTS_FOR]


def weight(symptom: SymptomNow) -> tuple[int, int, int]:
    """(severity 0-3, points of rise if they count, score 0-10 of its scale)."""
    rise = symptom.delta_worse or 0
    return ORDER[symptom.severity], rise if rise >= WORSE else 0, tenths(symptom)


def tenths(symptom: SymptomNow) -> int:
    """How far from the good end of its scale, 0-10."""
    span, good_end = symptom.scale_maximum - symptom.scale_minimum, symptom.scale_minimum if symptom.worse == "higher" else symptom.scale_maximum
    return round(10 * abs(symptom.score - good_end) / span)


def reason(symptom: SymptomNow) -> str:
    said = [f"{symptom.label} {symptom.score} of {symptom.scale_maximum}", severity_in_words(symptom.severity), change_in_words(symptom.delta_worse)]
    return ", ".join(part for part in said if part) + BY_WHOM[symptom.respondent] + "."


def severity_in_words(severity: Severity | None) -> str:
    return "" if severity in (None, "none") else str(severity)


def change_in_words(delta_worse: int | None) -> str:
    if not delta_worse:
        return ""
    return f"{abs(delta_worse)} {'worse' if delta_worse > 0 else 'better'} than a week before"
