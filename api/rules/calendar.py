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


def span(partial: str) -> tuple[date, date]:
    """The first and the last day that "2023", "2023-05" or "2023-05-17" may mean. Raises ValueError for a day that there isn't."""
    parts = [int(part) for part in partial.split("-")]
    year, months, days = parts[0], parts[1:2] or [1, 12], parts[2:3]
    return date(year, months[0], (days or [1])[0]), date(year, months[-1], (days or [monthrange(year, months[-1])[1]])[0])


def latest(partial: str, known_on: date) -> date:
    """The last day that it may mean, said by somebody on `known_on` of what had happened by then: a month that goes on has no later days yet."""
    first, last = span(partial)
    return max(first, min(last, known_on))


def in_words(day: date) -> str:
    """'5 January 2026'"""
    return f"{day.day} {day:%B %Y}"


def partial_in_words(partial: str) -> str:
    """'5 January 2026', 'January 2026' or '2026': no more than is known."""
    first, last = span(partial)
    return in_words(first) if first == last else f"{first:%B %Y}" if first.month == last.month else f"{first.year}"
