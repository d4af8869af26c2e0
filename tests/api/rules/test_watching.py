"""Who watches and until when, with both sides of every edge, in Berlin: 2 March 2026 is a Monday; clocks go forward on Sunday 29 March and back on 25 October.

The laws are held against a reference that walks minute by minute and knows no spans.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.watching import LOOK_AHEAD, WEEKDAYS, called_first, called_next, deadline, on_call_at, watching
from schemas.alerts import Level
from schemas.configurations import Opening, Shift, Watch

ZONE = "Europe/Berlin"
BERLIN = ZoneInfo(ZONE)
NADIA, OKORO, INES = (UUID(int=number) for number in (1, 2, 3))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NEVER = Watch(hours=[])
DAY_AND_NIGHT = [Opening(days=list(WEEKDAYS), opens=time(0), closes=time(0))]


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def opening(opens: str, closes: str, *days: Any) -> Opening:
    return Opening(days=list(days or WEEKDAYS), opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))


def shift(begins: datetime, ends: datetime, who: UUID = NADIA) -> Shift:
    return Shift(staff_member_id=who, begins_at=begins, ends_at=ends)


def seen(watch: Watch, now: datetime) -> tuple[str, datetime | None, datetime | None]:
    found = watching(watch, ZONE, now)
    assert found.watched is (found.by != "nobody")
    return found.by, found.until, found.next_from


def due(watch: Watch, now: datetime, level: Level = "urgent") -> datetime | None:
    return deadline(watch, ZONE, level, now)


# who watches

EDGES = [
    (at(2, 7, 59), ("nobody", at(2, 8), at(2, 8))),
    (at(2, 8), ("team", at(2, 17), at(3, 8))),
    (at(2, 16, 59), ("team", at(2, 17), at(3, 8))),
    (at(2, 17), ("nobody", at(3, 8), at(3, 8))),
    (at(6, 16, 59), ("team", at(6, 17), at(9, 8))),
    (at(7, 12), ("nobody", at(9, 8), at(9, 8))),
]


@pytest.mark.parametrize(("now", "expected"), EDGES)
def test_by_default_the_team_is_there_on_weekdays_from_eight_to_five(now: datetime, expected: Any) -> None:
    assert seen(Watch(), now) == expected


@pytest.mark.parametrize(
    ("now", "by", "until"),
    [(at(2, 16, 59), "team", at(2, 17)), (at(2, 17), "on_call", at(3, 7)), (at(3, 6, 59), "on_call", at(3, 7)), (at(3, 7), "nobody", at(3, 8))],
)
def test_outside_its_hours_whoever_is_on_call_watches(now: datetime, by: str, until: datetime) -> None:
    watch = Watch(on_call=[shift(at(2, 12), at(3, 7))])
    assert seen(watch, now)[:2] == (by, until)


def test_what_follows_at_once_is_when_somebody_watches_next() -> None:
    watch = Watch(on_call=[shift(at(2, 17), at(3, 7))])
    assert seen(watch, at(2, 12)) == ("team", at(2, 17), at(2, 17))
    assert seen(watch, at(2, 20)) == ("on_call", at(3, 7), at(3, 8))


def test_a_handover_on_call_is_no_end_of_watching() -> None:
    watch = Watch(hours=[], on_call=[shift(at(2, 8), at(2, 20), NADIA), shift(at(2, 20), at(3, 8), OKORO)])
    assert seen(watch, at(2, 9)) == ("on_call", at(3, 8), None)


@pytest.mark.parametrize(("now", "by"), [(at(2, 21, 59), "nobody"), (at(2, 22), "team"), (at(3, 5, 59), "team"), (at(3, 6), "nobody")])
def test_hours_may_run_over_midnight(now: datetime, by: str) -> None:
    assert seen(Watch(hours=[opening("22:00", "06:00")]), now)[0] == by


def test_on_a_closed_day_nobody_opens_but_the_night_that_began_before_is_ended() -> None:
    watch = Watch(hours=[opening("22:00", "06:00")], closed_on=[date(2026, 3, 3)])
    assert seen(watch, at(3, 5)) == ("team", at(3, 6), at(4, 22))
    assert seen(watch, at(3, 23))[0] == "nobody"


def test_hours_that_touch_are_one() -> None:
    watch = Watch(hours=[opening("08:00", "12:00", "monday"), opening("12:00", "17:00", "monday"), opening("11:00", "13:00", "monday")])
    assert seen(watch, at(2, 9)) == ("team", at(2, 17), at(9, 8))


def test_day_and_night_has_no_end_in_sight() -> None:
    assert seen(Watch(hours=DAY_AND_NIGHT), at(2, 9)) == ("team", None, None)


def test_where_nobody_ever_watches_it_says_so() -> None:
    assert seen(NEVER, at(2, 9)) == ("nobody", None, None)


@pytest.mark.parametrize(("days", "is_seen"), [(60, True), (61, False)])
def test_what_lies_further_ahead_than_is_looked_is_not_promised(days: int, is_seen: bool) -> None:
    begins = at(2) + timedelta(days=days)
    assert (seen(Watch(hours=[], on_call=[shift(begins, begins + HOUR)]), at(2))[1] is not None) is is_seen


@pytest.mark.parametrize(("day", "month", "hours"), [(28, 3, 8), (29, 3, 7), (24, 10, 8), (25, 10, 9)])
def test_a_night_on_which_clocks_change_is_shorter_or_longer(day: int, month: int, hours: int) -> None:
    """From the day's own midnight to eight: the team's clock shows the same."""
    watch = Watch(hours=[opening("00:00", "08:00")])
    begins = at(day, month=month)
    found = seen(watch, begins)
    assert found[0] == "team" and found[1] is not None and found[1] - begins == timedelta(hours=hours)


def test_hours_that_clocks_skip_are_none() -> None:
    assert seen(Watch(hours=[opening("02:00", "03:00", "sunday")]), at(28, 12)) == ("nobody", at(5, 2, month=4), at(5, 2, month=4))


# by when


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(2, 9), at(2, 10)),
        (at(2, 16), at(2, 17)),
        (at(2, 16, 1), at(3, 8, 1)),
        (at(2, 7), at(2, 9)),
        (at(2, 17), at(3, 9)),
        (at(6, 16, 30), at(9, 8, 30)),
        (at(7, 3, 10), at(9, 9)),
    ],
)
def test_an_hour_is_an_hour_in_which_somebody_watches(now: datetime, expected: datetime) -> None:
    assert due(Watch(), now) == expected


def test_what_is_urgent_counts_the_shifts_too_and_the_rest_does_not() -> None:
    watch = Watch(on_call=[shift(at(2, 20), at(2, 23))])
    assert due(watch, at(2, 19)) == at(2, 21)
    assert due(watch, at(2, 15), "soon") == at(3, 10)


def test_a_shift_inside_the_team_s_hours_counts_once() -> None:
    watch = Watch(on_call=[shift(at(2, 8), at(2, 17)), shift(at(2, 9), at(2, 10))], targets={"urgent": 600})
    assert due(watch, at(2, 8)) == at(3, 9)


def test_each_level_has_its_target_and_the_usual_one_where_none_is_set() -> None:
    watch = Watch(targets={"urgent": 30})
    assert [due(watch, at(2, 8), level) for level in ("urgent", "soon", "review")] == [at(2, 8, 30), at(2, 12), at(4, 14)]


def test_nobody_who_ever_watches_makes_no_deadline() -> None:
    assert due(NEVER, at(2, 9)) is None
    assert due(Watch(hours=[], on_call=[shift(at(2, 9), at(2, 9, 59))]), at(2, 9)) is None
    assert due(Watch(hours=[], on_call=[shift(at(2, 9), at(2, 10))]), at(2, 9)) == at(2, 10)
    assert due(Watch(hours=[], on_call=[shift(at(2, 9), at(3, 9))]), at(2, 9), "soon") is None


def test_the_night_on_which_clocks_change_counts_as_long_as_it_is() -> None:
    watch = Watch(hours=DAY_AND_NIGHT, targets={"urgent": 180})
    assert due(watch, at(29, 1)) == at(29, 5) and due(watch, at(25, 1, month=10)) == at(25, 3, month=10)


# who is called


def test_where_shifts_overlap_whoever_came_last_is_called() -> None:
    watch = Watch(hours=[], on_call=[shift(at(2, 20), at(3, 8), NADIA), shift(at(2, 22), at(2, 23), OKORO), shift(at(2, 20), at(2, 21), INES)])
    assert [on_call_at(watch, at(2, hour)) for hour in (19, 20, 21, 22, 23)] == [None, INES, NADIA, OKORO, NADIA]


@pytest.mark.parametrize(("now", "level", "who"), [(at(2, 16), "urgent", None), (at(2, 17), "urgent", NADIA), (at(2, 17), "soon", None), (at(3, 7), "urgent", None)])
def test_an_urgent_alert_outside_the_team_s_hours_calls_whoever_is_on_call(now: datetime, level: Level, who: UUID | None) -> None:
    assert called_first(Watch(on_call=[shift(at(2, 12), at(3, 7))]), ZONE, level, now) == who


def test_it_is_passed_on_to_whoever_is_on_call_and_then_in_the_organisation_s_order_each_once() -> None:
    watch = Watch(on_call=[shift(at(2), at(3), OKORO)], escalation=[NADIA, OKORO, INES])
    everybody, called = {NADIA, OKORO, INES}, list[UUID]()
    while (person := called_next(watch, at(2, 9), called, everybody)) is not None:
        called.append(person)
    assert called == [OKORO, NADIA, INES]
    assert called_next(watch, at(2, 9), [], {INES}) == INES and called_next(watch, at(3), [], everybody) == NADIA and called_next(watch, at(2), [], set()) is None


# laws

zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
half_hours = st.integers(0, 47).map(lambda n: time(n // 2, 30 * (n % 2)))
openings = st.builds(Opening, days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True), opens=half_hours, closes=half_hours)
begin = datetime(2026, 3, 27, tzinfo=UTC)
moments = st.builds(lambda start, minutes: start + minutes * MINUTE, st.sampled_from([begin, datetime(2026, 10, 30, 12, tzinfo=UTC)]), st.integers(0, 4 * 24 * 60))
shift_lists = st.lists(
    st.builds(lambda begins, minutes, who: shift(begins, begins + minutes * MINUTE, who), moments, st.integers(1, 1500), st.sampled_from([NADIA, OKORO])), max_size=4
)
closed = st.lists(st.sampled_from([date(2026, 3, 28), date(2026, 3, 30), date(2026, 10, 31)]), max_size=2, unique=True)
watches = st.builds(
    Watch,
    hours=st.lists(openings, max_size=3),
    closed_on=closed,
    on_call=shift_lists,
    targets=st.fixed_dictionaries({"urgent": st.integers(5, 300), "soon": st.integers(5, 300)}),
)


def is_open(watch: Watch, zone: str, at: datetime) -> bool:
    """By what a clock on the wall shows, wherever clocks don't change within the opening: compared as moments of the two days that it may belong to."""
    today = at.astimezone(ZoneInfo(zone)).date()
    for day in (today, today - timedelta(days=1)):
        for one in watch.hours:
            if WEEKDAYS[day.weekday()] in one.days and day not in watch.closed_on:
                closes = datetime.combine(day if one.closes > one.opens else day + timedelta(days=1), one.closes, ZoneInfo(zone))
                if datetime.combine(day, one.opens, ZoneInfo(zone)).timestamp() <= at.timestamp() < closes.timestamp():
                    return True
    return False


def is_on_call(watch: Watch, at: datetime) -> bool:
    return any(one.begins_at <= at < one.ends_at for one in watch.on_call)


def by_the_minute(watch: Watch, zone: str, at: datetime) -> str:
    return "team" if is_open(watch, zone, at) else "on_call" if is_on_call(watch, at) else "nobody"


@given(watches, zones, moments)
@settings(max_examples=150)
def test_who_watches_is_what_walking_by_the_minute_finds(watch: Watch, zone: str, now: datetime) -> None:
    found = watching(watch, zone, now)
    assert found.by == by_the_minute(watch, zone, now)
    last = now + timedelta(days=2)
    minute = now
    while minute < min(found.until or last, last):
        assert by_the_minute(watch, zone, minute) == found.by
        minute += 5 * MINUTE
    if found.until is not None:
        assert by_the_minute(watch, zone, found.until) != found.by
    if found.next_from is not None:
        assert found.until is not None and found.next_from >= found.until and by_the_minute(watch, zone, found.next_from) != "nobody"
        assert all(by_the_minute(watch, zone, found.until + n * 5 * MINUTE) == "nobody" for n in range(min(500, (found.next_from - found.until) // (5 * MINUTE))))


@given(watches, zones, moments, st.sampled_from(["urgent", "soon"]))
@settings(max_examples=100)
def test_a_deadline_is_where_counting_by_the_minute_ends(watch: Watch, zone: str, now: datetime, level: Level) -> None:
    found = deadline(watch, zone, level, now)
    left, minute = watch.targets[level], now
    while left and minute < now + timedelta(days=9):
        left -= is_open(watch, zone, minute) or (level == "urgent" and is_on_call(watch, minute))
        minute += MINUTE
    assert (found == minute) if left == 0 else (found is None or found > minute)


@given(watches, zones, moments, st.integers(1, 600))
def test_what_calls_later_need_not_be_taken_earlier(watch: Watch, zone: str, now: datetime, minutes: int) -> None:
    first, later = (deadline(watch, zone, "urgent", moment) for moment in (now, now + minutes * MINUTE))
    assert later is None or (first is not None and first <= later) or (later > now + LOOK_AHEAD)
