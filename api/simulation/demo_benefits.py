"""The hospice benefit of the demo's patients under hospice care: synthetic elections, of which most is on record and something is always due soon."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from api.simulation.demo_draws import ZONE, uuid_at
from schemas.benefit_periods import AnyNewEntry, NewAddendum, NewCertification, NewElection, NewFaceToFace, NewNotice

FIRST_TWO, FOLLOWING = 90, 60  # days, as the rules have them
PHYSICIAN, ATTENDING = "Dr Chidi Okoro", "Dr Lena Fischer"
ACCEPTED, SEEN, SIGNED = timedelta(days=3), timedelta(days=12), timedelta(days=4)  # after the election; before a period's first day; ours, as all numbers here
RECORDED_AT = time(12)


class Elected(NamedTuple):
    """`days_ago`: the election's first day. `previous`: periods before it; null: not found out yet. `uncertified`: of that period nothing has come in. `spoken`: certified in words only.
    `asked`: for the addendum, so many days ago."""

    days_ago: int
    previous: int | None = 0
    attending: str | None = None
    uncertified: int = 0
    spoken: bool = False
    asked: int | None = None


STORIES = {
    "Bernard Osei": Elected(150, attending=ATTENDING),  # the window of the encounter before the third period opens today
    "Farid Haddad": Elected(168),  # and closes in 11 days
    "Nikos Pappas": Elected(175),  # and in 4
    "Rosa Villanueva": Elected(181, uncertified=3),  # the third period began yesterday
    "Benedikt Rossi": Elected(2, attending=ATTENDING, spoken=True, asked=1),  # the notice isn't accepted yet
    "Irene Castro": Elected(40, previous=None),
}
USUAL = (24, 37, 50, 63, 76, 104, 118)  # days since the election of all the others, one after the other


class DemoEntry(NamedTuple):
    id: UUID
    new: AnyNewEntry
    recorded_at: datetime


def entries(name: str, number: int, now: datetime, enrolled_at: datetime, seed: int) -> list[DemoEntry]:
    """Of one patient under hospice care, in the order in which they can go on record."""
    draw = random.Random(f"{seed}:benefit:{name}")
    today = now.astimezone(ZoneInfo(ZONE)).date()
    elected = STORIES.get(name) or Elected(USUAL[number // 4 % len(USUAL)])
    on = today - timedelta(days=elected.days_ago)

    def entry(new: AnyNewEntry) -> DemoEntry:
        at = min(now, max(enrolled_at, datetime.combine(new.on, RECORDED_AT, ZoneInfo(ZONE))))
        return DemoEntry(uuid_at(draw, at), new, at)

    election = entry(NewElection(on=on, payer="medicare", previous_periods=elected.previous, signed_on=on, attending=elected.attending))
    return [election, *(entry(new) for new in sorted(following(elected, on, today, election.id), key=lambda new: new.on))]


def following(elected: Elected, on: date, today: date, election_id: UUID) -> Iterator[AnyNewEntry]:
    if on + ACCEPTED <= today:
        yield NewNotice(on=on + ACCEPTED, election_id=election_id, about="election")
    if elected.asked is not None:
        yield NewAddendum(on=today - timedelta(days=elected.asked), election_id=election_id)
    number, begins_on = (elected.previous or 0) + 1, on
    while begins_on <= today:
        yield from of_period(elected, number, begins_on, election_id)
        begins_on, number = begins_on + timedelta(days=FIRST_TWO if number <= 2 else FOLLOWING), number + 1


def of_period(elected: Elected, number: int, begins_on: date, election_id: UUID) -> Iterator[AnyNewEntry]:
    named: dict[str, Any] = {"election_id": election_id, "period": number}
    if number > 2:
        yield NewFaceToFace(on=begins_on - SEEN, by=PHYSICIAN, by_a="hospice_physician", **named)
    if number == elected.uncertified:
        return
    form: Literal["oral", "written"] = "oral" if elected.spoken else "written"
    yield NewCertification(on=begins_on if number == 1 else begins_on - SIGNED, form=form, by=PHYSICIAN, by_a="hospice_physician", **named)
    if number == 1 and elected.attending:
        yield NewCertification(on=begins_on, form=form, by=elected.attending, by_a="attending", **named)
