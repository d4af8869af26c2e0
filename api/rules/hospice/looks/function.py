"""Words, stages, activities of daily living, pressure ulcers."""

from api.rules.calendar import months_after
from api.rules.hospice.asks import Dependence, MoreDependence, StageDecline, Ulcers, Word
from api.rules.kinds.function import ADLS
from api.rules.kinds.nervous_system import STAGES
from api.rules.record import Found, Record, is_old, missing_assessment, newest, none_of, said, too_old, unknown
from schemas.assessments import Assessment

INDEPENDENT = "independent"  # help or full dependence: LCDs say "dependence on assistance"


def word(ask: Word, record: Record, age_days: int | None) -> Found:
    return newest(record, [ask.kind], age_days, lambda one: str(one.value) in ask.words)


def dependence(ask: Dependence, record: Record, age_days: int | None) -> Found:
    found = newest(record, ["adls"], age_days, lambda one: depends(ask, one))
    if found.status == "unknown" and (entries := record.of(["adls"])) and not is_old(entries[0].observed_on, record.today, age_days):
        unseen = [name for name in ask.activities or ADLS if name not in entries[0].parts]
        return unknown(missing_assessment("adls", f"{', '.join(unseen)}: not looked at"), evidence=found.evidence)
    return found


def depends(ask: Dependence, one: Assessment) -> bool | None:
    """Null: what wasn't looked at could still decide."""
    names = ask.activities or list(ADLS)
    needed = len(names) if ask.activities else ask.at_least
    helped = sum(1 for name in names if one.parts.get(name, INDEPENDENT) != INDEPENDENT)
    unseen = sum(1 for name in names if name not in one.parts)
    if helped >= needed:
        return True
    return None if helped + unseen >= needed else False


def more_dependence(ask: MoreDependence, record: Record, age_days: int | None) -> Found:
    """Only activities that were looked at both times are compared."""
    entries = record.of(["adls"])
    if not entries:
        return unknown(none_of(["adls"]))
    first = entries[0]
    if is_old(first.observed_on, record.today, age_days):
        return unknown(too_old("adls", first.observed_on, age_days), evidence=[said(first)])
    begins = months_after(first.observed_on, -ask.months)
    before = [one for one in entries[1:] if begins <= one.observed_on < first.observed_on]
    if not before:
        return unknown(missing_assessment("adls", f"an earlier look in the last {ask.months} months, to compare with"), evidence=[said(first)])
    worse = [one for one in before if any(lost(name, one, first) for name in ADLS)]
    if worse:
        return Found("met", [said(first), said(worse[0])], [], first.observed_on)
    return Found("not_met", [said(first), said(before[-1])], [])


def lost(name: str, then: Assessment, now: Assessment) -> bool:
    return then.parts.get(name) == INDEPENDENT and now.parts.get(name, INDEPENDENT) != INDEPENDENT


def stage_decline(ask: StageDecline, record: Record, age_days: int | None) -> Found:
    entries = record.of(["fast"])
    if not entries:
        return unknown(none_of(["fast"]))
    first = entries[0]
    if is_old(first.observed_on, record.today, age_days):
        return unknown(too_old("fast", first.observed_on, age_days), evidence=[said(first)])
    if place(first) < STAGES.index(ask.begins):
        return Found("not_met", [said(first)], [])
    begins = months_after(first.observed_on, -ask.months)
    before = [one for one in entries[1:] if begins <= one.observed_on < first.observed_on]
    if not before:
        return unknown(missing_assessment("fast", f"an earlier stage of the last {ask.months} months, to compare with"), evidence=[said(first)])
    then = min(before, key=place)
    met = place(then) < place(first)
    return Found("met" if met else "not_met", [said(first), said(then)], [], first.observed_on if met else None)


def place(one: Assessment) -> int:
    return STAGES.index(str(one.value))


def ulcers(ask: Ulcers, record: Record, age_days: int | None) -> Found:
    return newest(record, ["pressure_ulcers"], age_days, lambda one: has_ulcers(ask, one))


def has_ulcers(ask: Ulcers, one: Assessment) -> bool | None:
    """Null: not enough were found, and some stages weren't looked for."""
    counted = sum(count for stage in ask.stages if isinstance(count := one.parts.get(stage, 0), int | float))
    if counted >= ask.at_least:
        return True
    return None if any(stage not in one.parts for stage in ask.stages) else False
