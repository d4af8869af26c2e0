"""What people type, read: numbers with a comma or a point, and dates as exact as they are known. What could mean two things is asked about."""

import re
from datetime import datetime

from msgspec import Struct

THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
NUMBER = re.compile(r"(?P<comparator>[<>])?\s*(?P<digits>-?\d+(?:\.\d+)?)")
DAY_FORMS = {"%Y-%m-%d": "%Y-%m-%d", "%d %B %Y": "%Y-%m-%d", "%d %b %Y": "%Y-%m-%d", "%d.%m.%Y": "%Y-%m-%d"}
MONTH_FORMS = {"%Y-%m": "%Y-%m", "%m/%Y": "%Y-%m", "%B %Y": "%Y-%m", "%b %Y": "%Y-%m"}
YEAR_FORMS = {"%Y": "%Y"}
HOW_TO_DATE = "Write it as 2026-03-02, 2 March 2026, March 2026 or 2026."


class Unreadable(ValueError):
    """`args[0]` says to the person what to write instead."""


class Amount(Struct, frozen=True):
    """A number, and what a laboratory put before it."""

    number: int | float
    comparator: str | None = None


def amount(text: str) -> Amount:
    """'3.5', '3,5', '< 3'. Raises Unreadable."""
    written = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NARROW NO-BREAK SPACE}", "").replace("\N{NO-BREAK SPACE}", "")
    if THOUSANDS.fullmatch(written.lstrip("<> ")):
        raise Unreadable(f"Is it {written.replace(',', '')} or {written.replace(',', '.', 1)}? Please write it without the comma.")
    found = NUMBER.fullmatch(written.replace(",", "."))
    if found is None:
        raise Unreadable("Please write a number.")
    digits = found["digits"]
    return Amount(float(digits) if "." in digits else int(digits), found["comparator"])


def partial_date(text: str) -> str:
    """'May 2023' -> '2023-05'. Raises Unreadable; 05/06/2023 is two days."""
    written = " ".join(text.replace(",", " ").split())
    for form, wanted in {**DAY_FORMS, **MONTH_FORMS, **YEAR_FORMS}.items():
        try:
            return datetime.strptime(written, form).strftime(wanted)  # a day of the calendar, no moment
        except ValueError:
            continue
    raise Unreadable(HOW_TO_DATE)


def names(text: str) -> list[str]:
    """'liver, bone' -> ['liver', 'bone']"""
    return [name for part in re.split(r"[,;\n]", text) if (name := part.strip())]
