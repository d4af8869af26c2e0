"""Numbers against thresholds. 'Less than 3' of a laboratory says nothing about a threshold of 2.5, and is unknown there."""

from msgspec.structs import replace

from api.rules.hospice.asks import Amount, BodyMass, PersistentAmount
from api.rules.record import Found, Record, is_old, missing_assessment, newest, none_of, said, too_old, unknown
from schemas.assessments import Assessment
from schemas.screenings import Missing

EXACT = 6  # decimals that are compared: units are converted by factors


def amount(ask: Amount, record: Record, age_days: int | None) -> Found:
    """Where another disease would move the threshold and isn't on record, a value between the two thresholds is unknown: nothing on record is no answer."""
    found = newest(record, ask.kinds, age_days, lambda one: reaches(ask, one), ask.part)
    if found.status != "not_met":
        return found
    for disease, threshold in sorted(ask.with_diseases.items()):
        other = newest(record, ask.kinds, age_days, lambda one, t=threshold: reaches(moved(ask, t), one), ask.part)  # type: ignore[misc]
        if other.status == "met" and record.disease(disease):
            return other
        if other.status == "met":
            return unknown(Missing(words=f"whether there is {disease}: none on record", noun="diagnosis"), evidence=found.evidence)
    return found


def moved(ask: Amount, threshold: float) -> Amount:
    name = next(name for name in ("below", "at_most", "over", "at_least") if getattr(ask, name) is not None)
    return replace(ask, **{name: threshold})


def reaches(ask: Amount, one: Assessment) -> bool | None:
    """Null: not looked at, or not exact enough."""
    value = value_of(one, ask.part)
    if value is None:
        return None
    if ask.below is not None or ask.at_most is not None:
        return compared(one, value, ask.at_most if ask.below is None else ask.below, strict=ask.below is not None, downwards=True)
    return compared(one, value, (ask.at_least if ask.over is None else ask.over) or 0, strict=ask.over is not None, downwards=False)


def value_of(one: Assessment, part: str | None = None) -> float | None:
    value = one.amount if part is None else one.parts.get(part)
    return round(value, EXACT) if isinstance(value, int | float) else None


def compared(one: Assessment, value: float, threshold: float | None, *, strict: bool, downwards: bool) -> bool | None:
    limit = threshold or 0.0
    if one.comparator is None:
        return (value < limit or (value == limit and not strict)) if downwards else (value > limit or (value == limit and not strict))
    if (one.comparator == "<") == downwards:
        return True if (value <= limit if downwards else value >= limit) else None
    return False if (value >= limit if downwards else value <= limit) else None


def persistent_amount(ask: PersistentAmount, record: Record, age_days: int | None) -> Found:
    over = Amount(kinds=[ask.kind], over=ask.over)
    found = newest(record, over.kinds, age_days, lambda one: reaches(over, one))
    if found.status != "met" or found.since is None:
        return found
    entries = record.of(over.kinds)
    run = [one for one in entries if one.observed_on >= found.since]
    if (entries[0].observed_on - found.since).days >= ask.days:
        return found._replace(evidence=[said(one) for one in run])
    wanted = f"a second result at least {ask.days} days apart"
    return unknown(missing_assessment(ask.kind, wanted), evidence=[said(one) for one in run])


def body_mass(ask: BodyMass, record: Record, age_days: int | None) -> Found:
    weights, heights = record.of(["weight"]), record.of(["height"])
    if not weights or not heights:
        return unknown(*(none_of([kind]) for kind, entries in (("weight", weights), ("height", heights)) if not entries))
    weight, height = weights[0], heights[0]
    evidence = [said(weight), said(height)]
    if is_old(weight.observed_on, record.today, age_days):
        return unknown(too_old("weight", weight.observed_on, age_days), evidence=evidence)
    index = (weight.amount or 0) / ((height.amount or 1) / 100) ** 2
    met = round(index, EXACT) < ask.below
    return Found("met" if met else "not_met", evidence, [], weight.observed_on if met else None)
