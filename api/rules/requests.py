"""When a phone may sound because somebody asks to see again how the patient is: by day, where the patient is. It can wait, and the app says it at its next opening anyway. Hours ours."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, EVENING = time(9), time(20)
LEAST = timedelta(hours=1)  # with less left of the day it waits for the next one: phones that are off just then would miss it


def sounds(zone: str, asked_at: datetime) -> tuple[datetime, datetime]:
    """From when, and until when."""
    where = ZoneInfo(zone)
    local = asked_at.astimezone(where)
    day = local.date()
    if asked_at + LEAST > datetime.combine(day, EVENING, where):
        day += timedelta(days=1)
    return max(asked_at, datetime.combine(day, MORNING, where)), datetime.combine(day, EVENING, where)
