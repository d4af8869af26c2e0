"""Changes over months: weight, scores, laboratory values. A change needs something to compare with: where nothing is old enough, it is unknown, not absent."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from api.rules.calendar import months_after
from api.rules.hospice.asks import Decline, Trend, WeightLoss, YearlyFall
from api.rules.hospice.looks.amounts import value_of
from api.rules.record import Found, Record, is_old, missing_assessment, none_of, said, too_old, unknown
from schemas.assessments import Assessment

FAR_ENOUGH = timedelta(days=28)  # a score or result that much older, to say that nothing changed; ours
ALMOST_ALL = 1  # month that may be missing of those that a loss is judged over, to say that there was none; ours
HALF_A_YEAR, TWO_YEARS = timedelta(days=182), 24  # ours
YEAR = Fraction("365.25")
T = TypeVar("T")

Best = Callable[[Sequence[Assessment]], Assessment]


def exact(one: Assessment) -> Fraction:
    return Fraction(str(value_of(one) or 0))


def highest(entries: Sequence[Assessment]) -> Assessment:
    """The newest of equals."""
    return max(entries, key=exact)


def lowest(entries: Sequence[Assessment]) -> Assessment:
    return min(entries, key=exact)


def window(entries: Sequence[Assessment], at: int, months: int) -> list[Assessment]:
    """Entries of the same kind in the months before the one at this place; newest first."""
    begins = months_after(entries[at].observed_on, -months)
    return [one for one in entries[at + 1 :] if one.kind == entries[at].kind and begins <= one.observed_on < entries[at].observed_on]


def compared(record: Record, kind: str, months: int, best: Best, changed: Callable[[Fraction, Fraction], bool], far: date | None, age_days: int | None) -> Found:
    """The newest against the best before it. `far`: how old an entry has to be to say that nothing changed."""
    entries = record.of([kind])
    if not entries:
        return unknown(none_of([kind]))
    first = entries[0]
    if is_old(first.observed_on, record.today, age_days):
        return unknown(too_old(kind, first.observed_on, age_days), evidence=[said(first)])
    before = window(entries, 0, months)
    if not before:
        return unknown(missing_assessment(kind, f"an earlier one of the last {months} months, to compare with"), evidence=[said(first)])
    then = best(before)
    if changed(exact(then), exact(first)):
        return Found("met", [said(first), said(then)], [], changed_since(entries, months, best, changed))
    if before[-1].observed_on > (far or first.observed_on - FAR_ENOUGH):
        return unknown(missing_assessment(kind, "an earlier one, longer ago, to compare with"), evidence=[said(first), said(then)])
    return Found("not_met", [said(first), said(then)], [])


def changed_since(entries: Sequence[Assessment], months: int, best: Best, changed: Callable[[Fraction, Fraction], bool]) -> date:
    """The first of the entries that one after the other show the change."""
    since = entries[0].observed_on
    for at, one in enumerate(entries):
        before = window(entries, at, months)
        if not before or not changed(exact(best(before)), exact(one)):
            break
        since = one.observed_on
    return since


def weight_loss(ask: WeightLoss, record: Record, age_days: int | None) -> Found:
    """Of the highest weight in the window. That there was no such loss is said only where a weight from (almost) its beginning is on record."""

    def lost(then: Fraction, now: Fraction) -> bool:
        percent = 100 * (then - now) / then if then else Fraction(0)
        return percent > wanted if ask.over else percent >= wanted

    wanted = Fraction(str(ask.percent))
    entries = record.of(["weight"])
    far = months_after(entries[0].observed_on, ALMOST_ALL - ask.months) if entries else None
    return compared(record, "weight", ask.months, highest, lost, far, age_days)


def decline(ask: Decline, record: Record, age_days: int | None) -> Found:
    """By each scale against itself; a fall on one of them is enough."""
    return best_of([compared(record, kind, ask.months, highest, lambda then, now: then - now >= ask.points, None, age_days) for kind in ask.kinds], ask.kinds)


def trend(ask: Trend, record: Record, age_days: int | None) -> Found:
    found = []
    for kind in ask.kinds:
        if ask.direction != "fall":
            found.append(compared(record, kind, ask.months, lowest, lambda then, now: by_enough(ask, then, now - then), None, age_days))
        if ask.direction != "rise":
            found.append(compared(record, kind, ask.months, highest, lambda then, now: by_enough(ask, then, then - now), None, age_days))
    return best_of(found, ask.kinds)


def by_enough(ask: Trend, then: Fraction, change: Fraction) -> bool:
    return change >= Fraction(str(ask.by)) if ask.by is not None else change > 0 and 100 * change >= Fraction(str(ask.percent)) * then


def best_of(found: Sequence[Found], kinds: Sequence[str]) -> Found:
    """Any that is met; else what could be judged; else one to-do for all kinds that have nothing on record."""
    for status in ("met", "not_met"):
        if same := [one for one in found if one.status == status]:
            first = min((one.since for one in same if one.since), default=None)
            return Found(same[0].status, unique([item for one in same for item in one.evidence]), [], first)
    if not any(one.evidence for one in found):
        return unknown(none_of(kinds))
    return unknown(*unique([item for one in found if one.evidence for item in one.missing]), evidence=unique([item for one in found for item in one.evidence]))


def unique(items: Sequence[T]) -> list[T]:
    return [item for n, item in enumerate(items) if item not in items[:n]]


def yearly_fall(ask: YearlyFall, record: Record, age_days: int | None) -> Found:
    entries = record.of([ask.kind])
    if not entries:
        return unknown(none_of([ask.kind]))
    first = entries[0]
    if is_old(first.observed_on, record.today, age_days):
        return unknown(too_old(ask.kind, first.observed_on, age_days), evidence=[said(first)])
    before = [one for one in window(entries, 0, TWO_YEARS) if first.observed_on - one.observed_on >= HALF_A_YEAR]
    if not before:
        return unknown(missing_assessment(ask.kind, "an earlier one, at least half a year before"), evidence=[said(first)])
    then = before[-1]
    fall = (exact(then) - exact(first)) * YEAR / (first.observed_on - then.observed_on).days
    met = fall > Fraction(str(ask.over))
    return Found("met" if met else "not_met", [said(first), said(then)], [], first.observed_on if met else None)
