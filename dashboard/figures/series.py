"""Which answers may stand in one chart: one instrument, one recall period, one scale."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from msgspec import Struct

from schemas.check_ins import CheckIn, Respondent
from schemas.instruments import Instrument, Item
from schemas.timeline import Timeline

OPEN_AFTER = 3  # times the usual interval; ours
OPEN_AT_LEAST = timedelta(days=2)  # so that three answers on one day don't open the line overnight; ours
OPEN_AT_MOST = timedelta(days=7)  # for forms that ask about now or today; one that asks about a week is expected seldom; ours
ASKED_OFTEN = ("now", "past_24_hours")
ORDER: tuple[Respondent, ...] = ("patient", "family_caregiver", "professional_caregiver")


class Series(Struct, frozen=True):
    """`instrument`: the newest version that these check-ins used. Check-ins oldest first. `items`: those with at least one answer, in the form's order."""

    instrument: Instrument
    items: list[Item]
    check_ins: list[CheckIn]


class Line(Struct, frozen=True):
    """One item as one kind of person answered it. A null score opens the line: the item was skipped, or nobody answered for long."""

    respondent: Respondent
    at: list[datetime]
    scores: list[int | None]
    check_ins: list[CheckIn | None]


def begins(timeline: Timeline) -> datetime:
    """Where charts begin: with the range, or with the first answer. A phone whose clock stood before its patient was enrolled stretches nothing over decades;
    its answers stand in the table."""
    if timeline.since is not None:
        return timeline.since
    earliest = timeline.patient.enrolled_at - timedelta(days=1)
    believed = [check_in.at for check_in in timeline.check_ins if check_in.entered_by_kind != "patient" or check_in.at >= earliest]
    return min(believed, default=min((check_in.received_at for check_in in timeline.check_ins), default=timeline.as_of))


def key(instrument: Instrument) -> tuple[str, str, int, int, str]:
    scale = instrument.scale
    return instrument.id, instrument.recall_period, scale.minimum, scale.maximum, scale.worse


def split(timeline: Timeline) -> list[Series]:
    """Most used first."""
    known = {(instrument.id, instrument.version): instrument for instrument in timeline.instruments}
    found: dict[tuple[str, str, int, int, str], list[CheckIn]] = {}
    for check_in in timeline.check_ins:
        instrument = known[check_in.instrument, check_in.instrument_version]
        found.setdefault(key(instrument), []).append(check_in)
    return sorted((series(check_ins, known) for check_ins in found.values()), key=lambda one: -len(one.check_ins))


def series(check_ins: list[CheckIn], known: dict[tuple[str, str], Instrument]) -> Series:
    versions = {(check_in.instrument, check_in.instrument_version): known[check_in.instrument, check_in.instrument_version] for check_in in check_ins}
    newest = max(versions.values(), key=lambda instrument: instrument.loaded_at)
    items = {item.id: item for instrument in [newest, *versions.values()] for item in instrument.items}
    answered = {item for check_in in check_ins for item, score in check_in.answers.items() if score is not None}
    return Series(newest, [item for item in items.values() if item.id in answered], check_ins)


def respondents(check_ins: Iterable[CheckIn]) -> list[Respondent]:
    present = {check_in.respondent for check_in in check_ins}
    return [respondent for respondent in ORDER if respondent in present]


def open_after(times: list[datetime], recall_period: str) -> timedelta:
    """How long nobody may answer before the line is left open."""
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    usual = timedelta(seconds=median(steps)) * OPEN_AFTER if steps else OPEN_AT_MOST
    return max(OPEN_AT_LEAST, min(usual, OPEN_AT_MOST) if recall_period in ASKED_OFTEN else usual)


def line(one: Series, item: Item, respondent: Respondent) -> Line:
    mine = [check_in for check_in in one.check_ins if check_in.respondent == respondent and item.id in check_in.answers]
    longest = open_after([check_in.at for check_in in mine], one.instrument.recall_period)
    drawn = Line(respondent, [], [], [])
    for check_in in mine:
        if drawn.at and check_in.at - drawn.at[-1] > longest:
            add(drawn, drawn.at[-1] + (check_in.at - drawn.at[-1]) / 2, None, None)
        add(drawn, check_in.at, check_in.answers[item.id], check_in)
    return drawn


def add(drawn: Line, at: datetime, score: int | None, check_in: CheckIn | None) -> None:
    drawn.at.append(at)
    drawn.scores.append(score)
    drawn.check_ins.append(check_in)
