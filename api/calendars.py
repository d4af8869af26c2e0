"""What is due as an iCalendar file (RFC 5545), for the calendar programs of the team. It holds no name and nothing that somebody wrote: what stands in it leaves the house.

Written here and not by the library icalendar (5.5 MB, a ninth of the API's start): nine lines an event and two rules, which the tests hold by reading them with that library.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from schemas.due_items import DueItem, DueKind

LONGEST = 75  # octets of a line, its break not counted: RFC 5545, 3.1
EVERY = "PT1H"  # how often programs are asked to look; ours
SUMMARIES: dict[DueKind, str] = {
    "election": "Hospice care without an election on record",
    "previous_periods": "Benefit periods before: find out how many",
    "notice_of_election": "Notice of election",
    "certification": "Certification",
    "written_certification": "Written certification",
    "face_to_face": "Face-to-face encounter",
    "addendum": "Addendum",
    "ending": "Election without hospice care",
    "notice_of_termination": "Notice that the election has ended",
    "follow_up": "HOPE follow-up visit",
    "task": "To-do",
}


def written(items: Iterable[DueItem], origin: str, now: datetime) -> str:
    """All that has a day, each on its day as a whole."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Balm//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:Balm", "X-WR-CALNAME:Balm"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}", f"X-PUBLISHED-TTL:{EVERY}"]
    for item in items:
        if item.due_on is not None:
            lines += event(item, item.due_on, origin, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def event(item: DueItem, due_on: date, origin: str, now: datetime) -> list[str]:
    """The address opens the patient's page for who is signed in; the id in it says nothing to anybody else."""
    period = f", benefit period {item.period}" if item.period else ""
    page = "" if item.kind in ("task", "follow_up") else "/benefit"
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_URL, f'balm:{item.patient_id}:{item.key}')}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(SUMMARIES[item.kind] + period)}",
        f"DESCRIPTION:{escaped(f'Can be done by {item.by_whom}. Open it in Balm to see for whom.')}",
        f"URL:{origin}/team/patients/{item.patient_id}{page}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A value of type TEXT: RFC 5545, 3.3.11. Control characters may not stand in one at all."""
    for sign, written_as in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, written_as)
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, each but the first begun with a space; no character is cut in two."""
    begun, room = "", LONGEST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield begun
            begun, room = " ", LONGEST - 1
        begun, room = begun + sign, room - size
    yield begun
