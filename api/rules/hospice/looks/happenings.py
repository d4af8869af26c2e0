"""What happened: infections, admissions, visits, bleeds. Few or none on record never means that there were none: then it is unknown."""

from collections.abc import Sequence
from datetime import timedelta

from api.rules.calendar import months_after
from api.rules.hospice.asks import Events, MoreEvents
from api.rules.record import Found, Record, missing_assessment, none_of, said, unknown
from schemas.assessments import Assessment


def events(ask: Events, record: Record, age_days: int | None) -> Found:
    """Met since the event that made it enough. What happened longer ago than the months that the criterion asks about doesn't count."""
    begins = months_after(record.today, -ask.months) if ask.months else None
    every = [one for one in record.of(ask.kinds) if not ask.words or str(one.value) in ask.words]
    found = [one for one in every if begins is None or one.observed_on >= begins]
    if len(found) >= ask.times:
        return Found("met", [said(one) for one in found], [], found[-ask.times].observed_on)
    span = f" in the last {ask.months} months" if ask.months else ""
    if not found:
        return unknown(missing_assessment(ask.kinds[0], f"none on record{span}; was there one?"), evidence=[said(one) for one in every[:1]])
    return unknown(missing_assessment(ask.kinds[0], f"{len(found)} on record{span}, {ask.times} are asked for"), evidence=[said(one) for one in found])


def more_events(ask: MoreEvents, record: Record, age_days: int | None) -> Found:
    span = timedelta(days=ask.days)
    every = episodes(record.of(ask.kinds))
    recent = [one for one in every if record.today - span < one.observed_on]
    before = [one for one in every if record.today - 2 * span < one.observed_on <= record.today - span]
    if not recent and not before:
        return unknown(none_of(ask.kinds))
    needed = max(len(before) + 1, ask.at_least)
    evidence = [said(one) for one in [*recent, *before]]
    if len(recent) >= needed:
        return Found("met", evidence, [], recent[-needed].observed_on)
    return Found("not_met", evidence, [])


def episodes(entries: Sequence[Assessment]) -> list[Assessment]:
    """An emergency visit that ended in an admission, and that admission on the same day or the next, are one."""
    led = {one.observed_on + timedelta(days=days) for one in entries if one.kind == "emergency_visit" and one.value == "admitted" for days in (0, 1)}
    return [one for one in entries if one.kind != "hospital_admission" or one.observed_on not in led]
