"""The same day with the product: patients' reports through the one door of check-ins, the team's answers over HTTP, and a round of what is due every five minutes."""

import asyncio
import hashlib
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar import Litestar
from msgspec import Struct, field
from uuid_utils.compat import uuid7

from api import intake, queries
from api.access import PatientActor
from api.app import FIRES
from api.db import Pool, transaction
from api.jobs import timers
from api.jobs.founding import found_organisation
from api.rules.concern import concern, symptoms_now
from api.rules.reminders import next_due
from api.rules.silence import Expectation, begins_at
from schemas.check_ins import NewCheckIn
from schemas.symptom_states import RecentCheckIn
from tests.api.a_day import door
from tests.api.a_day.script import DAY, PEOPLE, ROUND, START, WARDS, Deed, Person, Ward, local, moment
from tests.api.rules.questionnaires import ALL
from tests.people import employ

NOW: ContextVar[datetime] = ContextVar("NOW", default=START)  # of whatever is being done just then
FORM = {"instrument": "daily-check", "instrument_version": "1"}


class House(Struct):
    """What stands for the script's numbers: organisations, their people, patients; and which version of each patient's plan holds."""

    pool: Pool
    app: Litestar
    people: list[Person]
    organisations: list[UUID] = field(default_factory=list)
    staff: dict[UUID, int] = field(default_factory=dict)
    patients: list[UUID] = field(default_factory=list)
    plans: dict[int, int] = field(default_factory=dict)

    def cookie(self, ward: int) -> dict[str, str]:
        return {"cookie": f"balm_session=ward{ward}-0-session", "origin": "http://balm.test"}


async def open_house(house: House, owner: asyncpg.Connection) -> None:
    for number, ward in enumerate(WARDS):
        async with transaction(house.pool) as db:
            organisation = await found_organisation(db, f"Ward {number}", ward.zone, "112", START)
            team = [await employ(db, f"ward{number}-{n}", f"Person {n}", "lead") for n in range(PEOPLE)]
            await queries.configurations.insert(db, "watch", None, 1, watch(ward, team), team[0], "Person 0", START)
        house.organisations.append(organisation.id)
        house.staff |= {person: n for n, person in enumerate(team)}
    await admit(house, owner)


def watch(ward: Ward, team: list[UUID]) -> dict[str, Any]:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {
        "hours": [{"days": [days[day] for day in one.days], "opens": one.opens.isoformat(), "closes": one.closes.isoformat()} for one in ward.hours],
        "closed_on": [day.isoformat() for day in ward.closed_on],
        "on_call": [
            {"staff_member_id": str(team[who]), "begins_at": moment(begins).isoformat(), "ends_at": moment(ends).isoformat()} for who, begins, ends in ward.shifts
        ],
        "targets": ward.targets,
        "escalation": [str(team[who]) for who in ward.escalation],
    }


async def admit(house: House, owner: asyncpg.Connection) -> None:
    """As the day finds them. All at once: it is the day that is tried, not the days before."""
    house.patients = [uuid7() for _ in house.people]
    rows = [(house.organisations[one.ward], patient, one) for one, patient in zip(house.people, house.patients, strict=True)]
    await owner.set_type_codec("jsonb", schema="pg_catalog", encoder=lambda value: msgspec.json.encode(value).decode(), decoder=msgspec.json.decode)
    await owner.executemany(
        "insert into patients (organisation_id, id, name, care, care_since_on, zone, enrolled_at) values ($1, $2, $3, 'palliative', '2026-01-01', $4, $5)",
        [(organisation, patient, f"Patient {one.number}", one.zone, START) for organisation, patient, one in rows],
    )
    await owner.executemany(
        "insert into care_entries (organisation_id, patient_id, version, care, since_on, entered_at) values ($1, $2, 1, 'palliative', '2026-01-01', $3)",
        [(organisation, patient, START) for organisation, patient, _ in rows],
    )
    await owner.executemany(
        "insert into symptom_states (organisation_id, patient_id, last_heard_at, recent, concern) values ($1, $2, $3, $4, $5)",
        [(organisation, patient, heard(one), msgspec.to_builtins(before(one)), concern(symptoms_now(before(one), ALL)).rank) for organisation, patient, one in rows],
    )
    await owner.executemany(
        """insert into check_ins (organisation_id, id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at, zone, answers,
             partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, content_hash)
           values ($1, $2, $3, 'daily-check', '1', 0, 10, $4, $4, $5, $6, '{}', 'patient', 'self', 'patient', $3, 'Phone', $7)""",
        [(organisation, check_in.id, patient, check_in.at, one.zone, check_in.answers, hashlib.sha256(patient.bytes).digest())
         for organisation, patient, one in rows for check_in in before(one)],
    )  # fmt: skip
    await owner.executemany(
        """insert into configurations (organisation_id, kind, subject_id, patient_id, version, content, set_at, set_by_id, set_by)
           values ($1, 'plan', $2, $2, 1, $3, $4, $2, 'Person 0')""",
        [(organisation, patient, plan(one, one.paused_until), START) for organisation, patient, one in rows],
    )
    await owner.executemany(
        "insert into timers (organisation_id, kind, subject_id, patient_id, due_at) values ($1, 'silence', $2, $2, $3)",
        [(organisation, patient, due) for organisation, patient, one in rows if (due := silent_from(one))],
    )
    await remind_them(owner, rows)
    house.plans = {one.number: 1 for one in house.people}


async def remind_them(owner: asyncpg.Connection, rows: list[tuple[UUID, UUID, Person]]) -> None:
    """A phone for each of them, named like its patient, that takes messages while it is closed."""
    wanted = [row for row in rows if row[2].reminders]
    await owner.executemany(
        "insert into devices (organisation_id, id, patient_id, name, enrolled_at) values ($1, $2, $2, 'Phone', $3)",
        [(organisation, patient, START) for organisation, patient, _ in wanted],
    )
    await owner.executemany(
        """insert into push_subscriptions (organisation_id, device_id, patient_id, endpoint, public_key, secret, language, subscribed_at)
           values ($1, $2, $2, 'https://push.test', $3, $4, 'en', $5)""",
        [(organisation, patient, bytes(65), bytes(16), START) for organisation, patient, _ in wanted],
    )
    await owner.executemany(
        "insert into reminders (organisation_id, patient_id, times, zone, set_at, set_by_id, set_by) values ($1, $2, $3, $4, $5, $2, 'Phone')",
        [(organisation, patient, list(one.reminders), one.zone, START) for organisation, patient, one in wanted],
    )
    await owner.executemany(
        "insert into timers (organisation_id, kind, subject_id, patient_id, due_at) values ($1, 'reminder', $2, $2, $3)",
        [(organisation, patient, next_due(one.reminders, one.zone, START)) for organisation, patient, one in wanted],
    )


def heard(one: Person) -> datetime | None:
    return None if one.heard is None else moment(one.heard)


def before(one: Person) -> list[RecentCheckIn]:
    """The one report that came before the day; the same each time it is asked for."""
    if one.heard is None:
        return []
    on, known = local(one.heard, one.zone).date(), UUID(int=(7 << 76) | (2 << 62) | one.number)
    return [RecentCheckIn(id=known, at=moment(one.heard), respondent="patient", local_date=on, answers={"pain": one.pain}, **FORM)]


def silent_from(one: Person) -> datetime | None:
    paused = None if one.paused_until is None else moment(one.paused_until)
    expected = Expectation(times_a_day=one.times_a_day, zone=one.zone, care="palliative", expected_from=paused)
    return begins_at(heard(one), "severe" if one.pain >= 7 else "mild", expected)


def plan(one: Person, paused_until: int | None) -> dict[str, Any]:
    return {"times_a_day": one.times_a_day, "paused_until": None if paused_until is None else moment(paused_until).isoformat()}


async def live(house: House) -> None:
    rounds: dict[int, dict[int, list[Deed]]] = {}
    for one in house.people:
        for deed in one.deeds:
            rounds.setdefault(-(-deed.at // ROUND) * ROUND, {}).setdefault(one.number, []).append(deed)
    for now in range(ROUND, DAY + 1, ROUND):
        await asyncio.gather(*(in_turn(house, house.people[number], deeds) for number, deeds in rounds.get(now, {}).items()))
        await timers.fire_everything(house.pool, None, FIRES, moment(now))


async def in_turn(house: House, one: Person, deeds: list[Deed]) -> None:
    """Patients live side by side, each by a clock of their own."""
    for deed in deeds:
        NOW.set(moment(deed.at))
        await do(house, one, deed)


async def do(house: House, one: Person, deed: Deed) -> None:
    if deed.what == "report":
        await report(house, one, deed)
    elif deed.what == "pause":
        await pause(house, one, deed)
    elif deed.what in ("died", "discharged", "palliative"):
        body = {"care": deed.what, "since_on": local(deed.at, one.zone).date().isoformat()}
        await ask(house, one, "POST", f"patients/{house.patients[one.number]}/care", body)
    else:
        await answer(house, one, deed)


async def report(house: House, one: Person, deed: Deed) -> None:
    organisation, patient = house.organisations[one.ward], house.patients[one.number]
    actor = PatientActor(organisation_id=organisation, id=patient, name="Phone", kind="patient", patient_id=patient)
    answers = {} if deed.pain is None else {"pain": deed.pain}
    new = NewCheckIn(recorded_at=moment(deed.recorded), zone=one.zone, answers=answers, mode="self", asks_for=deed.asks_for, **FORM)  # type: ignore[arg-type]
    async with transaction(house.pool, organisation) as db:
        await intake.submit(db, actor, uuid7(), new, moment(deed.at))


async def pause(house: House, one: Person, deed: Deed) -> None:
    version = house.plans[one.number]
    body = {"replaces": version, "content": plan(one, deed.at + deed.value if deed.value else None)}
    found = await ask(house, one, "PUT", f"patients/{house.patients[one.number]}/plan", body)
    house.plans[one.number] = found["version"]


async def answer(house: House, one: Person, deed: Deed) -> None:
    """Of all that is open about this patient, what can be answered so."""
    for alert in (await ask(house, one, "GET", "alerts", query=f"patient_id={house.patients[one.number]}"))["alerts"]:
        path, until = f"alerts/{alert['id']}", moment(deed.at + deed.value).isoformat()
        if deed.what == "acknowledge" and alert["state"] == "open":
            await ask(house, one, "POST", f"{path}/acknowledge", {})
        elif deed.what == "give_back" and alert["state"] == "acknowledged":
            await ask(house, one, "POST", f"{path}/assign", {"staff_member_id": None})
        elif deed.what == "snooze" and alert["subject"] == "pain":
            await ask(house, one, "POST", f"{path}/snooze", {"until": until, "level": alert["worst"]})
        elif deed.what == "resolve":
            await ask(house, one, "POST", f"{path}/resolve", {"outcome": "call"})


async def ask(house: House, one: Person, method: str, path: str, body: Any = None, query: str = "") -> Any:
    status, found = await door.ask(house.app, method, f"/v1/{path}", query, house.cookie(one.ward), body)
    assert 200 <= status < 300, (path, body, found)
    return found
