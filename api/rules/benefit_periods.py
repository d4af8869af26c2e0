"""The periods of the US hospice benefit, and the windows that hang on their days: pure arithmetic of calendar days where the patient is. docs/hospice.md says what was read.

Days are counted as the regulation's own words and CGS's page on certification do: "within 2 calendar days after the period begins" ends with the third day of the period.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from schemas.benefit_periods import AttendingIs, Election, Ending, Payer, Period, Window

DAYS_OF_THE_FIRST_TWO, DAYS_OF_THE_FOLLOWING = 90, 60  # 42 CFR 418.21(a)
FACE_TO_FACE_FROM = 3  # the third period and each later one: 42 CFR 418.22(a)(4)
FACE_TO_FACE_BEFORE = timedelta(days=30)  # 42 CFR 418.22(a)(4): not more than 30 calendar days before
NEWLY_ADMITTED = timedelta(days=2)  # Medicare Benefit Policy Manual, chapter 9, 20.1: exceptional circumstances of a new admission
CERTIFIED_BEFORE = timedelta(days=15)  # 42 CFR 418.22(a)(3)(ii)
CERTIFIED_WITHIN = timedelta(days=2)  # 42 CFR 418.22(a)(3)(i): written, or else spoken
NOTICE_WITHIN = timedelta(days=5)  # of election: 42 CFR 418.24; of its termination: 418.26(e), 418.28(d)
FIRST_DAYS = timedelta(days=5)  # of the election, in which the addendum has its longer term: 42 CFR 418.24
ADDENDUM_IN_THE_FIRST_DAYS, ADDENDUM_LATER = timedelta(days=5), timedelta(days=3)  # 42 CFR 418.24
CONCURRENT_UNDER, CONCURRENT_FOR = 21, ("medicaid", "chip")  # Affordable Care Act 2302 (CMS SMD #10-018)
ONE_DAY = timedelta(days=1)


def length(number: int) -> int:
    """In days."""
    return DAYS_OF_THE_FIRST_TWO if number <= 2 else DAYS_OF_THE_FOLLOWING


def following(begins_on: date, number: int) -> Iterator[Period]:
    """The period of that number from that day, and all that follow it without a gap."""
    while True:
        ends_on = begins_on + timedelta(days=length(number) - 1)
        yield Period(number=number, begins_on=begins_on, ends_on=ends_on)
        begins_on, number = ends_on + ONE_DAY, number + 1


def periods(election: Election, ending: Ending | None, until: date) -> list[Period]:
    """Of one election, each that begins by `until` and before the election ended. The last one ends with the election: what was left of it is lost (42 CFR 418.28(c)).
    Where nobody knows yet how many there were before, they are counted as if there were none."""
    last = until if ending is None else min(until, ending.on)
    begun = takewhile(lambda period: period.begins_on <= last, following(election.period_began_on or election.on, (election.previous_periods or 0) + 1))
    return [cut(period, ending) for period in begun]


def cut(period: Period, ending: Ending | None) -> Period:
    if ending is None or ending.on >= period.ends_on:
        return period
    return Period(number=period.number, begins_on=period.begins_on, ends_on=ending.on)


def on_day(found: list[Period], day: date) -> Period | None:
    return next((period for period in found if period.begins_on <= day <= period.ends_on), None)


def used_before(elections: list[tuple[Election, Ending | None]]) -> int:
    """Periods that were begun by elections on record here: a new election has at least as many before it. After a transfer the running one is counted too."""
    return max((periods(election, ending, ending.on)[-1].number for election, ending in elections if ending is not None and ending.on >= began(election)), default=0)


def began(election: Election) -> date:
    return election.period_began_on or election.on


def face_to_face_window(period: Period, first_day_counts: bool) -> Window | None:
    """Null before the third period. Sources disagree whether the period's own first day is in time (docs/hospice.md); the organisation chooses."""
    if period.number < FACE_TO_FACE_FROM:
        return None
    return Window(opens_on=period.begins_on - FACE_TO_FACE_BEFORE, closes_on=period.begins_on - (timedelta() if first_day_counts else ONE_DAY))


def certification_window(period: Period) -> Window:
    """In writing, or spoken where that can't be had in time. What was only spoken is written before the claim, for which no day is set."""
    return Window(opens_on=period.begins_on - CERTIFIED_BEFORE, closes_on=period.begins_on + CERTIFIED_WITHIN)


def certifiers(period: Period, attending: str | None, attending_is: AttendingIs) -> list[str]:
    """By whom a period is certified: the first by a physician of the hospice and the attending physician, if there is one; the others by the former (42 CFR 418.22(c)).
    A nurse practitioner or physician assistant certifies none, also as the attending (CGS)."""
    return ["hospice_physician", "attending"] if period.number == 1 and attending and attending_is == "physician" else ["hospice_physician"]


def addendum_due_on(elected_on: date, asked_on: date) -> date:
    """Asked for in the first five days of the election (its own day is the first), within 5 days of the asking; later, within 3."""
    return asked_on + (ADDENDUM_IN_THE_FIRST_DAYS if asked_on < elected_on + FIRST_DAYS else ADDENDUM_LATER)


def may_have_both(born_on: date | None, payer: Payer, on: date) -> bool | None:
    """Whether somebody keeps treatment of the disease beside hospice care: under 21, by Medicaid or CHIP. Null where the date of birth is not on record.
    Who was born on 29 February turns 21 on 1 March of a year without that day (ours; states may see it otherwise)."""
    if payer not in CONCURRENT_FOR:
        return False
    return None if born_on is None else on < turning(born_on, CONCURRENT_UNDER)


def turning(born_on: date, years: int) -> date:
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)
