"""Times and texts as Plotly takes them."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo


def local(at: datetime, zone: str) -> datetime:
    """As clocks showed it there."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def wrapped(text: str, width: int = 52) -> str:
    """People's own text: Plotly would read tags in it."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(escape(line) for line in lines[:8]) + ("…" if len(lines) > 8 else "")
