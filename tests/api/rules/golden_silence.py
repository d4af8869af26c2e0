"""Writes what the rule of silence of a new version finds in courses that stay the same for ever: `python -m tests.api.rules.golden_silence`. As in golden.py, a
file that is there is history."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from api.rules import silence
from api.rules.silence import Expectation
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.golden import FOLDER, RESPONDENTS, SEED
from tests.api.rules.questionnaires import ALL, MORNING, check_in

CASES = 80
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland")


class Case(Struct, frozen=True):
    """Reports, newest first, what is expected, a moment, and what was found then."""

    reports: list[RecentCheckIn]
    expected: dict[str, Any]
    now: datetime
    found: dict[str, Any] | None


def file_of(version: int) -> Path:
    return FOLDER / f"silence-{version}.json"


def found(reports: list[RecentCheckIn], expected: dict[str, Any], now: datetime) -> dict[str, Any] | None:
    expects = msgspec.convert(expected, Expectation)
    heard_at = silence.heard_at(reports, max((one.at for one in reports), default=None), expects)
    said = silence.silent(heard_at, silence.worst_of(reports, ALL), expects, now)
    return None if said is None else msgspec.to_builtins(said)


def cases() -> Iterator[Case]:
    draw = random.Random(SEED)
    for _ in range(CASES):
        days = sorted(round(draw.uniform(0, 6), 2) for _ in range(draw.randint(0, 5)))
        reports = [check_in({"pain": draw.randint(0, 10)}, days_ago=ago, by=draw.choice(RESPONDENTS), number=n + 1) for n, ago in enumerate(days)]
        begins = draw.choice((None, MORNING - timedelta(days=draw.uniform(0, 5))))
        expected = {
            "times_a_day": draw.choice((1, 1, 2, 3)), "zone": draw.choice(ZONES), "care": draw.choice(("palliative", "palliative", "hospice", "died")),
            "expected_from": begins.isoformat() if begins else None, "answered_by": draw.choice(("patient", "proxy")),
        }  # fmt: skip
        now = MORNING + timedelta(hours=draw.uniform(0, 72))
        yield Case(reports, expected, now, found(reports, expected, now))


def write() -> Path:
    path = file_of(silence.VERSION)
    if path.exists():
        raise SystemExit(f"{path} is there already. What is found differently needs another version.")
    path.write_bytes(b"[\n" + b",\n".join(msgspec.json.encode(one) for one in cases()) + b"\n]\n")
    return path


if __name__ == "__main__":
    print(write())
