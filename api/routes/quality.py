from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from api import access, queries
from api.access import Asking
from api.db import Connection
from api.errors import INVALID, Refused
from api.rules.proportions import share
from schemas.quality import LevelQuality, Quality, RuleQuality, WeekdayQuality

USUAL, LONGEST = 28, 366  # days; ours


@get("/quality")
async def quality(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], from_on: FromQuery[date | None] = None, until_on: FromQuery[date | None] = None
) -> Quality:
    """How alerts were answered, for who leads: by rule, by level, by weekday and hour. Without days: the last four weeks."""
    access.allow(actor, "quality.read")
    zone = ZoneInfo((await queries.organisations.get(db)).zone)
    last = until_on or now.astimezone(zone).date()
    first = from_on or last - timedelta(days=USUAL - 1)
    if not timedelta(0) <= last - first < timedelta(days=LONGEST):
        raise Refused(INVALID, errors=[("from_on", f"It must not lie after `until_on`, nor more than {LONGEST} days before it.")])
    await access.record(db, actor, "quality.read", now, from_on=first.isoformat(), until_on=last.isoformat())
    return await counted(db, first, last, zone, now)


async def counted(db: Connection, first: date, last: date, zone: ZoneInfo, now: datetime) -> Quality:
    since, until = datetime.combine(first, time.min, zone), min(datetime.combine(last + timedelta(days=1), time.min, zone), now)
    watched = await queries.quality.watched(db, since, until)
    weeks = watched.days / 7
    return Quality(
        from_on=first,
        until_on=last,
        zone=zone.key,
        patients=watched.patients,
        patient_weeks=weeks,
        rules=[rule(one, weeks) for one in await queries.quality.by_rule(db, since, until)],
        levels=[level(one) for one in await queries.quality.by_level(db, since, until, now)],
        silence=await queries.quality.silence(db, since, until),
        outcomes={one.outcome: one.alerts for one in await queries.quality.outcomes(db, since, until)},
        weekdays=[
            WeekdayQuality(weekday=one.weekday, complete=share(one.complete, one.days))
            for one in await queries.quality.by_weekday(db, first, min(last, now.astimezone(zone).date() - timedelta(days=1)))
        ],
        hours=await queries.quality.by_hour(db, since, until),
    )


def rule(one: queries.quality.RuleCount, weeks: float) -> RuleQuality:
    per_week = one.alerts / weeks if weeks > 0 else None
    return RuleQuality(rule=one.rule, alerts=one.alerts, held=one.held, alerts_per_patient_week=per_week, acted_on=share(one.acted_on, one.answered))


def level(one: queries.quality.LevelCount) -> LevelQuality:
    return LevelQuality(
        level=one.level,
        alerts=one.alerts,
        taken_in_time=share(one.in_time, one.due),
        minutes_to_take=one.minutes_to_take,
        minutes_to_resolve=one.minutes_to_resolve,
    )
