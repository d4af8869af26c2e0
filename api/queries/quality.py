"""What became of the alerts of a period. Everything is asked of the days from `since` up to `until`, and of one organisation."""

from datetime import date, datetime

from msgspec import Struct

from api.db import Connection
from schemas.alerts import Level, Outcome
from schemas.quality import HourCount, SilenceQuality


class Watched(Struct, frozen=True):
    """How many patients were under care, and for how many days together."""

    patients: int
    days: float


class RuleCount(Struct, frozen=True):
    rule: str
    alerts: int
    held: int
    answered: int
    acted_on: int


class LevelCount(Struct, frozen=True):
    level: Level
    alerts: int
    due: int
    in_time: int
    minutes_to_take: float | None
    minutes_to_resolve: float | None


class OutcomeCount(Struct, frozen=True):
    outcome: Outcome
    alerts: int


class WeekdayCount(Struct, frozen=True):
    weekday: int
    days: int
    complete: int


async def watched(db: Connection, since: datetime, until: datetime) -> Watched:
    """Under care from enrolment until discharge or death."""
    return await db.one(
        Watched,
        """select count(*) as patients, coalesce(sum(extract(epoch from ends - begins)) / 86400, 0)::float8 as days
           from (select greatest(enrolled_at, $1) as begins,
               least($2, case when care in ('discharged', 'died') then care_since_on::timestamp at time zone zone else $2 end) as ends
             from patients where organisation_id = current_organisation()) as spans where ends > begins""",
        since,
        until,
    )


async def by_rule(db: Connection, since: datetime, until: datetime) -> list[RuleCount]:
    return await db.all(
        RuleCount,
        """select c.rule, count(distinct c.alert_id) as alerts, count(*) filter (where c.held is not null) as held,
             count(distinct c.alert_id) filter (where a.outcome is not null) as answered,
             count(distinct c.alert_id) filter (where a.outcome <> 'monitor') as acted_on
           from calls c left join alerts a on a.organisation_id = c.organisation_id and a.id = c.alert_id
           where c.organisation_id = current_organisation() and c.at >= $1 and c.at < $2 group by c.rule order by c.rule""",
        since,
        until,
    )


async def by_level(db: Connection, since: datetime, until: datetime, now: datetime) -> list[LevelCount]:
    """Of those whose time has run out or that were taken, how many were taken in time. Those nobody had to take yet say nothing."""
    return await db.all(
        LevelCount,
        """select level, count(*) as alerts, count(*) filter (where respond_by is not null and (respond_by <= $3 or taken_at is not null)) as due,
             count(*) filter (where taken_at <= respond_by) as in_time,
             percentile_cont(0.5) within group (order by extract(epoch from taken_at - raised_at) / 60) as minutes_to_take,
             percentile_cont(0.5) within group (order by extract(epoch from answered_at - raised_at) / 60) as minutes_to_resolve
           from answered_alerts where organisation_id = current_organisation() and raised_at >= $1 and raised_at < $2
           group by level order by array_position(array['urgent', 'soon', 'review'], level)""",
        since,
        until,
        now,
    )


async def silence(db: Connection, since: datetime, until: datetime) -> SilenceQuality:
    return await db.one(
        SilenceQuality,
        """select count(*) as alerts, count(distinct patient_id) as patients, count(*) filter (where ended_because = 'heard_again') as heard_again,
             count(*) filter (where outcome is not null) as answered, count(*) filter (where ended_because in ('died', 'discharged')) as care_ended,
             count(*) filter (where state <> 'resolved') as lasting
           from alerts where organisation_id = current_organisation() and subject = 'silence' and raised_at >= $1 and raised_at < $2""",
        since,
        until,
    )


async def outcomes(db: Connection, since: datetime, until: datetime) -> list[OutcomeCount]:
    return await db.all(
        OutcomeCount,
        """select outcome, count(*) as alerts from alerts
           where organisation_id = current_organisation() and raised_at >= $1 and raised_at < $2 and outcome is not null
           group by outcome order by count(*) desc, outcome""",
        since,
        until,
    )


async def by_hour(db: Connection, since: datetime, until: datetime) -> list[HourCount]:
    """Reports as they stand, where the patient was."""
    return await db.all(
        HourCount,
        """select extract(isodow from c.local_date)::int as weekday, extract(hour from c.at at time zone c.zone)::int as hour, count(*) as check_ins
           from patients p cross join lateral (select local_date, at, zone from check_ins
             where organisation_id = p.organisation_id and patient_id = p.id and at >= $1 and at < $2 and replaced_by is null and entered_in_error_at is null) as c
           where p.organisation_id = current_organisation() group by 1, 2 order by 1, 2""",
        since,
        until,
    )


async def by_weekday(db: Connection, first: date, last: date) -> list[WeekdayCount]:
    """Whole days under care, first and last included, and those of them with as many reports as are expected of the patient now."""
    return await db.all(
        WeekdayCount,
        """select extract(isodow from day)::int as weekday, count(*) as days, count(*) filter (where came >= coalesce(plan.times_a_day, o.times_a_day)) as complete
           from organisations o
             join patients p on p.organisation_id = o.id
             left join lateral (select (content ->> 'times_a_day')::int as times_a_day from configurations c where c.organisation_id = p.organisation_id
               and c.kind = 'plan' and c.subject_id = p.id order by c.version desc limit 1) as plan on true
             cross join lateral generate_series(
               greatest($1::date, (p.enrolled_at at time zone p.zone)::date + 1)::timestamp,
               least($2::date, case when p.care in ('discharged', 'died') then p.care_since_on - 1 else $2 end)::timestamp, '1 day') as day
             cross join lateral (select count(*) as came from check_ins c where c.organisation_id = p.organisation_id and c.patient_id = p.id
               and c.at >= day - interval '1 day' and c.at < day + interval '2 days' and c.local_date = day::date
               and c.replaced_by is null and c.entered_in_error_at is null) as reports
           where o.id = current_organisation() group by 1 order by 1""",
        first,
        last,
    )
