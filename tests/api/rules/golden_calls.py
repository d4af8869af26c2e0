"""The same for words of crisis, and for whom a finding calls. `python -m tests.api.rules.golden_calls` writes the file
of a version that has none yet; a file that is there is history and is never written again. Read what it holds before you commit it."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from api.rules import calls, crisis
from api.rules.calls import Arrival, Before
from schemas.alerts import Held, Level
from schemas.configurations import Language
from schemas.findings import Finding, Thresholds
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.golden import FOLDER, RESPONDENTS, SEED, courses
from tests.api.rules.questionnaires import check_in

NOTES = ("", "Slept well.", "I can't go on, I want to die.", "Ich möchte  STERBEN", "ya no quiero vivir más", "I want to die at home", "Der Schmerz bringt mich um den Schlaf", "leaving soon")
OWN: tuple[dict[Language, list[str]] | None, ...] = (None, {"en": []}, {"de": ["bringt mich um"]}, {"en": ["leaving soon"], "es": []})


class Noted(Struct, frozen=True):
    """A report with its note and the organisation's own words (null: Balm's list); then what was found."""

    report: RecentCheckIn
    note: str
    own: dict[Language, list[str]] | None
    found: list[Finding]


class Called(Struct, frozen=True):
    """A finding, how its report came, and what the team has said before, the plan's thresholds; then the level, and why it was held back (null: it called)."""

    finding: Finding
    arrival: Arrival
    before: Before
    thresholds: Thresholds
    now: datetime
    level: Level
    held: Held | None


def notes(draw: random.Random) -> Iterator[Noted]:
    for number, (note, own) in enumerate(((note, own) for note in NOTES for own in OWN), 1):
        report = check_in({}, number=number, by=draw.choice(RESPONDENTS))
        yield Noted(report, note, own, crisis.found_in(report, note, crisis.phrases(own), number % 3))


def called(draw: random.Random) -> Iterator[Called]:
    for finding in (finding for course in courses() for finding in course.found):
        at, now = finding.inputs[0].at, finding.inputs[0].at + timedelta(hours=draw.choice((0, 1, 12, 12.01, 30)))
        arrival = Arrival(at=at, received_at=now, is_newest=draw.random() < 0.8, cannot_wait=finding.asks_for == "help_now")
        snooze = {"snoozed_until": now + timedelta(hours=draw.choice((-1, 0, 24))), "snoozed_to": draw.choice((4, 7, 10))} if draw.random() < 0.4 else {}
        answer = {"resolved_at": now - timedelta(hours=draw.choice((1, 23.99, 24, 2 * 24, 335.99, 336))), "resolved_worst": draw.choice((4, 7, 10))} if draw.random() < 0.4 else {}
        before = Before(**{**snooze, **answer})  # type: ignore[arg-type]
        thresholds = Thresholds(review_again_days=draw.choice((14, 14, 2)))
        yield Called(finding, arrival, before, thresholds, now, calls.level(finding), calls.held_because(finding, arrival, before, thresholds, now))


CURRENT: dict[str, tuple[int, Any, Any]] = {"crisis": (crisis.VERSION, Noted, notes), "calls": (calls.VERSION, Called, called)}


def file_of(rule: str, version: int) -> Path:
    return FOLDER / f"{rule}-{version}.json"


def write() -> list[Path]:
    new = [(file_of(rule, version), cases) for rule, (version, _, cases) in CURRENT.items() if not file_of(rule, version).exists()]
    for path, cases in new:
        path.write_bytes(b"[\n" + b",\n".join(msgspec.json.encode(one) for one in cases(random.Random(SEED))) + b"\n]\n")
    return [path for path, _ in new]


if __name__ == "__main__":
    print(*write(), sep="\n")
