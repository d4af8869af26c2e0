"""Nothing was heard although something was expected: version 2. Silence after a bad report counts more than after a good one (design 8; clinical.md 3.3, ours).

A day is divided into as many parts as reports are expected; a part that is over without any report about the patient, whoever sent it, is a missed one. Since
version 2: once the plan says that others answer for the patient, only their reports are heard, counted from that switch on (ours). Days are calendar days where the patient is, so a day of 23 or 25 hours is a day like others.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise, takewhile
from zoneinfo import ZoneInfo

from msgspec import Struct

from api.rules.calls import ORDER, UNDER_CARE
from api.rules.concern import Instruments
from api.rules.severity import band
from schemas.alerts import Level
from schemas.caregivers import AnsweredBy
from schemas.findings import Finding, Input
from schemas.patients import Care
from schemas.symptom_states import RecentCheckIn, Severity

VERSION = 2
SILENCE = "silence"
MISSED = 2  # in a row; ours
MISSED_AFTER_SEVERE = 1  # ours
RANKS: dict[Severity | None, int] = {"severe": 4, "moderate": 3, "mild": 2, None: 1, "none": 1}
LOOK_BACK = 60  # days; longer silence is said as "more than"; ours


class Expectation(Struct, frozen=True, kw_only=True):
    """When somebody expects to hear of a patient. `expected_from`: nothing is missed before it: a pause that was agreed, the return under care, an answer to
    silence, the switch to others who answer. `answered_by`: whose reports are heard: anybody's, or, where others answer for the patient, theirs. `missed`,
    `missed_after_severe`: how many in a row make silence."""

    times_a_day: int
    zone: str
    care: Care
    expected_from: datetime | None = None
    answered_by: AnsweredBy = "patient"
    missed: int = MISSED
    missed_after_severe: int = MISSED_AFTER_SEVERE

    def needed(self, worst: Severity | None) -> int:
        return self.missed_after_severe if worst == "severe" else self.missed


class Silence(Struct, frozen=True, kw_only=True):
    """`missed`: expected reports in a row. `rank`: higher first, by how bad the last report was, then by how many were missed."""

    version: int
    missed: int
    needed: int
    last_heard_at: datetime
    worst: Severity | None
    rank: int
    sentence: str


def counts(one: RecentCheckIn, answered_by: AnsweredBy) -> bool:
    """Whether such a report is one of those that are expected."""
    return answered_by == "patient" or one.respondent != "patient"


def heard_at(recent: Sequence[RecentCheckIn], last_heard_at: datetime | None, expected: Expectation) -> datetime | None:
    """When somebody last answered who is expected to. Where that was never, or too long ago to be among the recent ones, the switch counts. Null: nobody ever did."""
    if expected.answered_by == "patient" or not recent:
        return last_heard_at
    return max((one.at for one in recent if counts(one, expected.answered_by)), default=expected.expected_from or min(one.at for one in recent))


def last_of(recent: Sequence[RecentCheckIn], expected: Expectation) -> RecentCheckIn:
    """The newest report, of those who are expected to answer where there is one."""
    return max(recent, key=lambda one: (counts(one, expected.answered_by), one.at, one.id))


def silent(last_heard_at: datetime | None, worst: Severity | None, expected: Expectation, now: datetime) -> Silence | None:
    """`worst`: of the last report's day, null where no bands are named. Null as well for whoever was never heard: the list says "No answers yet"."""
    if last_heard_at is None or expected.care not in UNDER_CARE:
        return None
    missed, needed = sum(1 for _ in takewhile(lambda ends: ends <= now, missable(last_heard_at, expected, now))), expected.needed(worst)
    if missed < needed:
        return None
    since = max(last_heard_at, expected.expected_from or last_heard_at)
    return Silence(
        version=VERSION,
        missed=missed,
        needed=needed,
        last_heard_at=last_heard_at,
        worst=worst,
        rank=RANKS[worst] * 1000 + min(missed, 999),
        sentence=sentence(missed, worst, expected.answered_by, more=now - since > timedelta(days=LOOK_BACK)),
    )


def begins_at(last_heard_at: datetime | None, worst: Severity | None, expected: Expectation) -> datetime | None:
    """The first moment at which `silent` finds silence, if nothing is heard until then. Null: never."""
    if last_heard_at is None or expected.care not in UNDER_CARE:
        return None
    try:
        return next(ends for number, ends in enumerate(missable(last_heard_at, expected), start=1) if number == expected.needed(worst))
    except OverflowError:  # a pause to the end of what a calendar can hold
        return None


def missable(last_heard_at: datetime, expected: Expectation, now: datetime | None = None) -> Iterator[datetime]:
    """Where each part of a day ends that begins after both the last report and whatever else nothing is missed before. With `now`: at most of LOOK_BACK days."""
    zone = ZoneInfo(expected.zone)
    since = max(last_heard_at, expected.expected_from or last_heard_at)
    first = since.astimezone(zone).date()
    if now is not None:
        first = max(first, now.astimezone(zone).date() - timedelta(days=min(LOOK_BACK, now.astimezone(zone).toordinal() - 1)))
    for begins, ends in parts(first, expected):
        if begins > last_heard_at and begins >= since:
            yield ends


def parts(first: date, expected: Expectation) -> Iterator[tuple[datetime, datetime]]:
    """(begin, end) of each part of each day, without end."""
    zone = ZoneInfo(expected.zone)
    for days in count():
        marks = [datetime.combine(first + timedelta(days=days), at, zone) for at in times(expected.times_a_day)]
        marks.append(datetime.combine(first + timedelta(days=days + 1), time.min, zone))
        yield from pairwise(mark.astimezone(UTC) for mark in marks)


def times(a_day: int) -> list[time]:
    """Where the parts of a day begin, as clocks show it."""
    return [time(minutes // 60, minutes % 60) for minutes in (24 * 60 * n // a_day for n in range(a_day))]


def looked_at_again(expected: Expectation, now: datetime) -> datetime:
    """The patient's next midnight: silence is told anew at most once a day."""
    zone = ZoneInfo(expected.zone)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone).astimezone(UTC)


def is_told_anew(expected: Expectation, told: Level, level: Level, told_at: datetime, now: datetime) -> bool:
    """On another calendar day of the patient's, or where a late report shows that it is worse."""
    zone = ZoneInfo(expected.zone)
    return told_at.astimezone(zone).date() != now.astimezone(zone).date() or ORDER.index(level) > ORDER.index(told)


def worst_of(recent: Sequence[RecentCheckIn], instruments: Instruments) -> Severity | None:
    """How bad it was on the day of the last report, whoever sent what: a note in the evening doesn't hide the morning's pain. "Can't wait" counts as severe; ours."""
    if not recent:
        return None
    last = max(recent, key=lambda one: (one.at, one.id))
    that_day = [one for one in recent if one.local_date == last.local_date]
    if any(one.asks_for == "help_now" for one in that_day):
        return "severe"
    bands = [band(instruments[one.instrument, one.instrument_version], score) for one in that_day for score in one.answers.values()]
    return max(filter(None, bands), key=lambda severity: RANKS[severity], default=None)


def level(found: Silence) -> Level:
    """After a severe report the next free hand should ask; otherwise it is for review; ours."""
    return "soon" if found.worst == "severe" else "review"


def finding(found: Silence, last: RecentCheckIn, expected: Expectation) -> Finding:
    return Finding(
        rule="silence",
        version=VERSION,
        item=None,
        respondent=last.respondent,
        inputs=[Input(check_in_id=last.id, at=last.at)],
        thresholds={"missed": found.needed, "a_day": expected.times_a_day},
        missing=[] if found.worst else ["the last report names no severity"],
        sentence=found.sentence,
    )


def sentence(missed: int, worst: Severity | None, answered_by: AnsweredBy, *, more: bool) -> str:
    """'Not heard of: 2 expected reports missed; the last one was severe.' 'Nobody has answered for the patient: 1 expected report missed.'"""
    said = "Not heard of" if answered_by == "patient" else "Nobody has answered for the patient"
    counted = f"{'more than ' if more else ''}{missed} expected report{'s' * (missed != 1)} missed"
    return f"{said}: {counted}{f'; the last one was {worst}' if worst in ('moderate', 'severe') else ''}."
