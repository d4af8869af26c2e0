"""A day of 2,000 patients in four organisations ends with exactly the reminders, escalations and silences that a plain reference predicts: tests/api/a_day."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import asyncpg
import pytest
import uvloop

from api.app import create_app
from api.db import open_pool
from api.jobs import sealing, timers
from api.ranking import concern_of
from api.rules.concern import symptoms_now
from api.settings import Settings
from schemas.alerts import Standing
from schemas.symptom_states import SymptomState
from tests.api.a_day import product
from tests.api.a_day.product import House
from tests.api.a_day.reference import Entry, Life
from tests.api.a_day.script import DAY, START, Person, moment, people
from tests.api.rules.questionnaires import ALL
from tests.conftest import alive

SEED = 20260328
Ending = tuple[int, str, str, str, int, int]


@pytest.fixture(autouse=True)
def by_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app fires nothing by itself: rounds are the script's."""
    monkeypatch.setattr(timers, "EVERY", 10.0**6)
    monkeypatch.setattr(sealing, "EVERY", 10.0**6)


@asynccontextmanager
async def open_house(database_url: str, people: list[Person]) -> AsyncIterator[tuple[House, asyncpg.Connection]]:
    """With a connection past row-level security: to look at what is really stored."""
    owner, pool = await asyncpg.connect(database_url), await open_pool(database_url)
    app = create_app(Settings(origin="http://balm.test", rate_limit=10**9), database_url, product.NOW.get)
    async with alive(app):
        yield House(pool, app, people), owner
    await pool.close()
    await owner.close()


async def told(house: House, owner: asyncpg.Connection) -> list[Entry]:
    """Every step of every alert, and every reminder."""
    numbers = {patient: number for number, patient in enumerate(house.patients)}
    rows = await owner.fetch(
        """select a.patient_id, s.at, a.subject, s.step, (s.detail ->> 'to')::uuid as to from alert_steps s
           join alerts a on a.organisation_id = s.organisation_id and a.id = s.alert_id"""
    )
    steps = [Entry(numbers[row["patient_id"]], minute(row["at"]), row["subject"], row["step"], house.staff.get(row["to"], -1)) for row in rows]
    queued = await owner.fetch("select patient_id, at from audit_rows where action = 'reminder.queue'")
    return sorted([*steps, *(Entry(numbers[row["patient_id"]], minute(row["at"]), "reminder", "queued") for row in queued)])


def minute(at: datetime) -> int:
    return round((at - START).total_seconds() / 60)


async def endings(house: House, owner: asyncpg.Connection) -> list[Ending]:
    """How each alert stands: whose, about what, level, state, how often it was passed on, and whom it calls."""
    numbers = {patient: number for number, patient in enumerate(house.patients)}
    rows = await owner.fetch("select patient_id, subject, level, case when ended_because is null then state else 'ended' end as state, passed_on, called from alerts")
    return sorted((numbers[row["patient_id"]], row["subject"], row["level"], row["state"], row["passed_on"], house.staff.get(row["called"], -1)) for row in rows)


def expected(lives: list[Life]) -> list[Ending]:
    return sorted(
        (life.person.number, alert.subject, alert.level, alert.state, alert.passed_on, alert.called[-1] if alert.called else -1) for life in lives for alert in life.alerts
    )


async def misplaced(owner: asyncpg.Connection) -> list[UUID]:
    """Whose rank is not what the rule says of what is stored."""
    await owner.execute("set timezone = 'UTC'")
    states = await owner.fetch("select patient_id, last_heard_at, concern, recent, expected_from, answered_at from symptom_states")
    alerts: dict[UUID, list[Standing]] = {}
    for row in await owner.fetch(
        "select patient_id, subject, level, state, overdue_since is not null as is_overdue, passed_on > 0 as is_passed_on from alerts where state <> 'resolved'"
    ):
        alerts.setdefault(row["patient_id"], []).append(Standing(**{name: row[name] for name in Standing.__struct_fields__}))
    found = [product.msgspec.convert(dict(row), SymptomState) for row in states]
    return [one.patient_id for one in found if by_the_rule(one, alerts.get(one.patient_id, [])) != one.concern]


def by_the_rule(state: SymptomState, alerts: list[Standing]) -> int:
    return concern_of(state, symptoms_now(state.recent, ALL), alerts).rank


@pytest.mark.parametrize(("patients", "busy"), [(2000, False), (100, True)], ids=["usual", "busy"])
def test_a_day_is_what_the_reference_predicts(database_url: str, patients: int, busy: bool) -> None:
    """On the loop on which Balm runs, which is faster than the one of the other tests."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(a_day(database_url, people(SEED, patients, busy=busy)))


async def a_day(database_url: str, people: list[Person]) -> None:
    async with open_house(database_url, people) as (house, owner):
        await product.open_house(house, owner)
        await product.live(house)
        await compare(house, owner)


async def compare(house: House, owner: asyncpg.Connection) -> None:
    lives = [Life(one).live() for one in house.people]
    predicted = sorted(entry for life in lives for entry in life.log)
    found, known = await told(house, owner), set(predicted)
    assert [one for one in found if one not in known] == [] and found == predicted
    assert await endings(house, owner) == expected(lives)
    assert await misplaced(owner) == []
    assert await owner.fetchval("select count(*) from timers where due_at <= $1", moment(DAY)) == 0
    kinds = {(one.subject, one.step) for one in found}
    assert {("reminder", "queued"), ("silence", "raised"), ("silence", "refreshed"), ("silence", "ended"), ("pain", "passed_on"), ("pain", "unanswered"), ("pain", "woken")} <= kinds
