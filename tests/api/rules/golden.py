"""Writes what the rules of a new version find in courses that stay the same for ever: `python -m tests.api.rules.golden`.

Only for a version that has no file yet: a file that is there is history and is never written again. Read what it holds before you commit it.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from api.rules import findings
from schemas.check_ins import AsksFor, Respondent
from schemas.findings import Finding, Plan, Thresholds
from schemas.instruments import NewInstrument
from schemas.symptom_states import RecentCheckIn
from tests.api.rules.questionnaires import ALL, DAILY, ESAS, LOWER_IS_WORSE, check_in

FOLDER = Path(__file__).parent / "golden"
SEED, COURSES = 20261125, 48
ITEMS = ("pain", "nausea", "lack_of_appetite")
PLANS = (Plan(), Plan(goals={"pain": 3}), Plan(thresholds=Thresholds(rise=3, persistent_reports=2), goals={"nausea": 1}))
RESPONDENTS: tuple[Respondent, ...] = ("patient", "patient", "patient", "family_caregiver")
ASKING: tuple[AsksFor | None, ...] = (None,) * 12 + ("help_now", "call_back")


class Course(Struct, frozen=True):
    """Reports of one patient, oldest first, and what was found in the last one."""

    plan: Plan
    reports: list[RecentCheckIn]
    found: list[Finding]


def file_of(version: int) -> Path:
    return FOLDER / f"findings-{version}.json"


def courses() -> Iterator[Course]:
    draw = random.Random(SEED)
    for _ in range(COURSES):
        reports, plan = course(draw), draw.choice(PLANS)
        yield Course(plan, reports, findings.found_by(reports[-1], reports, ALL, plan))


def course(draw: random.Random) -> list[RecentCheckIn]:
    """Levels that drift and jump, with gaps, skipped questions, another questionnaire in between and relatives who answer too."""
    level, reports, ago = draw.uniform(1, 6), [], draw.uniform(4, 14)
    while ago > 0:
        form: NewInstrument = draw.choice((DAILY, DAILY, DAILY, DAILY, ESAS, LOWER_IS_WORSE))
        level = min(10.0, max(0.0, level + draw.gauss(0.15, 0.8)))
        answers = {item: draw.choice((None, *[min(10, max(0, round(draw.gauss(level, 1.2))))] * 9)) for item in ITEMS}
        by, asks_for = draw.choice(RESPONDENTS), draw.choice(ASKING)
        reports.append(check_in(answers, days_ago=round(ago, 2), form=form, by=by, number=len(reports) + 1, asks_for=asks_for))
        ago -= draw.choice((0.5, 1, 1, 1, 2, 4))
    answers = {item: min(10, round(level) + n) for n, item in enumerate(ITEMS)}
    return [*reports, check_in(answers, number=len(reports) + 1, asks_for=draw.choice(ASKING))]


def write() -> Path:
    path = file_of(findings.VERSION)
    if path.exists():
        raise SystemExit(f"{path} is there already. Other findings need another version.")
    FOLDER.mkdir(exist_ok=True)
    path.write_bytes(b"[\n" + b",\n".join(msgspec.json.encode(one) for one in courses()) + b"\n]\n")
    return path


if __name__ == "__main__":
    print(write())
