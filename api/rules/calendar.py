"""Days as people count them: calendar days where the patient is, never 24 hours."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def midnight(now: datetime, zone: str, days: int) -> datetime:
    """The beginning of the calendar day that many days ago; on a day that clocks change, that day's own midnight."""
    day = now.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day - timedelta(days=min(days, day.toordinal() - 1)), datetime.min.time(), ZoneInfo(zone))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or of an earlier one for a negative number; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def earliest(partial: str) -> date:
    """Of a date that may be known only to the year or month: '2023-05' is 1 May at the earliest."""
    return date.fromisoformat(f"{partial}-01-01"[:10]) if len(partial) < 10 else date.fromisoformat(partial)


def latest(partial: str) -> date:
    """'2023-05' is 31 May at the latest."""
    if len(partial) == 10:
        return date.fromisoformat(partial)
    year, month = int(partial[:4]), int(partial[5:] or 12)
    return date(year, month, monthrange(year, month)[1])
