"""Days as people count them: calendar days where the patient is, never 24 hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def midnight(now: datetime, zone: str, days: int) -> datetime:
    """The beginning of the calendar day that many days ago; on a day that clocks change, that day's own midnight."""
    day = now.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day - timedelta(days=min(days, day.toordinal() - 1)), datetime.min.time(), ZoneInfo(zone))
