"""Otto, of another organisation, finds nothing of Ada's: on every route there is, and with either wall taken down.

The team's pages, beside the API under /team, have a walk of their own: tests/dashboard/test_two_walls.py."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar
from uuid_utils.compat import uuid7

from api import access
from api.access import Actor
from api.app import create_app
from api.db import Connection, Pool, open_pool, transaction
from api.errors import NOT_FOUND, Refused
from api.permissions import Action
from api.settings import Settings
from schemas.patients import Patient
from tests.conftest import Clock, alive
from tests.people import PASSWORD, Cast, check_in, employ

# routes that are about nobody's patient, each with the reason
ABOUT_NO_PATIENT = {
    "/health": "says only that the database answers",
    "/v1/sessions": "signing in and out",
    "/v1/enrolments/redeem": "the code is the key",
    "/v1/me": "about oneself",
    "/v1/me/caregivers": "about oneself; tested with the caregivers",
    "/v1/me/answering": "the same, with who answers (test_answering)",
    "/v1/me/wellbeing-checks/{check_id:uuid}": "how a caregiver is, by the caregiver's own phone; tested with the wellbeing checks",
    "/v1/me/shares": "about oneself; tested with the shares",
    "/v1/me/shares/preview": "the same",
    "/v1/me/push-subscription": "where the phone itself takes messages; tested with the reminders",
    "/v1/me/device": "a phone signs itself out, and would walk no further; tested with the phones (test_devices)",
    "/schema-files/{name:str}": "the files of the page that describes the API",
    "/app": "the files of the phone app, the same for everybody",
    "/app/{path:path}": "the same",
    "/v1/calendar-links": "one's own links; tested with them",
    "/v1/calendar-links/{link_id:uuid}": "the same",
    "/calendars/{name:str}": "the token is the key; tested with the links",
    "/v1/calendar/waiting": "two numbers, of one's own organisation; tested with the benefit periods",
    "/v1/alerts/waiting": "two numbers, of one's own organisation; tested with the alerts",
    "/family/files/{name:str}": "the files of the family page, the same for everybody",
    "/family/{token:str}": "a form that looks nothing up; tested with the shares",
    "/family/open": "the token is the key; tested with the shares",
    "/family/{token:str}/{rest:path}": "the same",
    "/family/word": "a form that looks nothing up; tested with the shares",
    "/family/ended": "the same for everybody; tested with the shares",
    "/family/asked": "the same",
    "/family/closed": "the same",
    "/family/ask": "the same answer for everybody; tested with the shares",
    "/family/summary": "its own cookie is the key, and neither staff nor phones have one; tested with the shares",
    "/family": "the same",
    "/family/alive": "the same",
    "/family/close": "the same",
    "/v1/rule-packs": "criteria and who confirmed them, no patients; tested with the reviews for other organisations",
    "/v1/rule-packs/{pack_id:str}/confirmation": "the same",
    "/v1/quality": "numbers of one's own organisation; tested with it for another one",
    "/v1/watching": "who is on call, no patients; tested with the calendar (test_watching)",
    "/v1/staff-members": "colleagues, no patients; tested with the configurations",
    "/v1/crisis-words": "words of an organisation, no patients",
    "/v1/configurations/{kind:str}": "what an organisation has set, no patients; tested below for other organisations",
    "/v1/configurations/{kind:str}/versions": "the same",
    "/v1/assessment-kinds": "what can be assessed, the same for everybody",
    "/v1/preference-questions": "what patients are asked, the same for everybody",
    "/v1/events": "an endless stream; tested below",
    "/v1/instruments": "questionnaires, no patients; tested below for other organisations",
    "/v1/instruments/{instrument_id:str}/{version:str}": "the same",
}
# What only physicians may: Otto would be refused for his role, so his colleague Dr Brandt asks, who may do it at home.
BY_A_PHYSICIAN = {
    "POST /v1/patients/{patient_id:uuid}/reviews",
    "POST /v1/reviews/{review_id:uuid}/second-opinions",
    "POST /v1/patients/{patient_id:uuid}/certifications",
    "PUT /v1/certifications/{certification_id:uuid}/narrative",
    "DELETE /v1/certifications/{certification_id:uuid}",
    "POST /v1/certifications/{certification_id:uuid}/signature",
    "POST /v1/certifications/{certification_id:uuid}/addenda",
}
SHARED = {"for_name": "Somebody", "scope": {"symptoms": ["pain"], "notes": True}, "ends_at": "2026-03-09T09:00:00Z"}
DOSE = {"medicine": "Only for my own team.", "taken_at": "2026-03-02T08:00:00Z", "zone": "Europe/Berlin"}
BODIES: dict[str, Any] = {
    "PUT /v1/check-ins/{check_in_id:uuid}": "check_in",
    "POST /v1/check-ins/{check_in_id:uuid}/entered-in-error": {"reason": "curious"},
    "POST /v1/alerts/{alert_id:uuid}/assign": {"staff_member_id": None},
    "POST /v1/alerts/{alert_id:uuid}/snooze": {"until": "2026-03-03T09:00:00+01:00", "level": 8},
    "POST /v1/alerts/{alert_id:uuid}/resolve": {"outcome": "call"},
    "PUT /v1/me/reminders": {"times": [], "zone": "UTC"},
    "POST /v1/patients/{patient_id:uuid}/messages": {"phrase": "please_call_us"},
    "POST /v1/patients/{patient_id:uuid}/care": {"care": "hospice", "since_on": "2026-03-01"},
    "PUT /v1/patients/{patient_id:uuid}/plan": {"replaces": 0, "content": {}},
    "POST /v1/facts/{fact_id:uuid}/entered-in-error": {"reason": "curious"},
    "PUT /v1/patients/{patient_id:uuid}/assessments/{fact_id:uuid}": {"kind": "pps", "value": 50},
    "POST /v1/patients/{patient_id:uuid}/assessments": {"assessments": [{"id": str(uuid7()), "kind": "pps", "value": 50}]},
    "PUT /v1/patients/{patient_id:uuid}/medication-changes/{change_id:uuid}": {"what": "Patch instead of tablets", "changed_at": "2026-03-02T08:00:00Z"},
    "POST /v1/medication-changes/{change_id:uuid}/entered-in-error": {"reason": "curious"},
    "PUT /v1/when-needed-doses/{dose_id:uuid}": "dose",
    "POST /v1/when-needed-doses/{dose_id:uuid}/entered-in-error": {"reason": "curious"},
    "PUT /v1/patients/{patient_id:uuid}/diagnoses/{fact_id:uuid}": {"words": "Breast cancer", "disease": "cancer"},
    "PUT /v1/patients/{patient_id:uuid}/treatment-lines/{fact_id:uuid}": {"regimen": "Letrozole", "modalities": ["hormone"]},
    "PUT /v1/patients/{patient_id:uuid}/disease-statuses/{fact_id:uuid}": {"status": "stable_disease", "method": "ct"},
    "PUT /v1/patients/{patient_id:uuid}/measurements/{fact_id:uuid}": {"method": "ct", "targets": [{"name": "1", "organ": "liver", "diameter_mm": 20}]},
    "PUT /v1/patients/{patient_id:uuid}/preferences/{fact_id:uuid}": {"topic": "goals_of_care", "stance": "comfort"},
    "PUT /v1/patients/{patient_id:uuid}/needs/{fact_id:uuid}": {"words": "Wants to talk to a chaplain", "domain": "spiritual"},
    "POST /v1/patients/{patient_id:uuid}/caregivers": {"name": "Somebody", "relationship": "friend", "grants": {"proxy": True}},
    "PUT /v1/caregivers/{caregiver_id:uuid}/grants": {"proxy": True},
    "PUT /v1/patients/{patient_id:uuid}/answering": {"answered_by": "proxy", "since_on": "2026-03-01", "reason": "Asleep"},
    "POST /v1/patients/{patient_id:uuid}/shares": SHARED,
    "POST /v1/patients/{patient_id:uuid}/shares/preview": SHARED,
    "POST /v1/shares/{share_id:uuid}/answer": {"accept": False},
    "POST /v1/patients/{patient_id:uuid}/reviews": {"decision": "hospice", "reasons": "curious", "seen": "0" * 64},
    "POST /v1/reviews/{review_id:uuid}/second-opinions": {"decision": "hospice", "reasons": "curious"},
    "POST /v1/patients/{patient_id:uuid}/certifications": {"review_id": str(uuid7()), "period": 1, "begins_on": "2026-03-02", "capacity": "attending"},
    "PUT /v1/certifications/{certification_id:uuid}/narrative": {"narrative": "curious", "version": 1},
    "POST /v1/certifications/{certification_id:uuid}/signature": {"password": PASSWORD, "version": 1},
    "POST /v1/certifications/{certification_id:uuid}/addenda": {"words": "curious", "password": PASSWORD},
    "POST /v1/reviews/{review_id:uuid}/tellings": {"told": "Somebody", "words": "curious"},
    "POST /v1/patients/{patient_id:uuid}/tasks": {"words": "Ask for the albumin"},
    "PUT /v1/patients/{patient_id:uuid}/benefit-entries/{entry_id:uuid}": {"kind": "election", "on": "2026-03-02", "payer": "medicare"},
    "POST /v1/benefit-entries/{entry_id:uuid}/entered-in-error": {"reason": "curious"},
    "PUT /v1/patients/{patient_id:uuid}/due-items/{key:str}": {"assigned_to": None},
    "PUT /v1/tasks/{task_id:uuid}": {"assigned_to": None, "due_on": None, "done": True},
    "POST /v1/patients": {"name": "Somebody", "identifier": "MRN-ada"},
}


def routes(app: Litestar) -> Iterator[tuple[str, str]]:
    """(method, path) of every handler, mounts included: a mounted application has to be named here or it is a failure."""
    for route in app.routes:
        assert route.scope_type.name == "HTTP" and hasattr(route, "route_handler_map"), f"{route.path} is mounted: say here why it holds nothing of a patient"
        for method in route.route_handler_map:
            if method != "OPTIONS" and not route.path.startswith("/schema"):
                yield str(method), route.path


class Adas(NamedTuple):
    """What there is of Ada beside herself."""

    check_in: UUID
    alert: UUID
    fact: UUID
    task: UUID
    share: UUID
    change: UUID
    dose: UUID
    election: UUID
    review: UUID
    certification: UUID
    addendum: UUID


def about_ada(path: str, cast: Cast, adas: Adas) -> str:
    path = path.replace("{patient_id:uuid}", str(cast.ada)).replace("{device_id:uuid}", str(cast.ada_phone))
    path = path.replace("{check_in_id:uuid}", str(adas.check_in)).replace("{alert_id:uuid}", str(adas.alert))
    path = path.replace("{fact_id:uuid}", str(adas.fact)).replace("{task_id:uuid}", str(adas.task)).replace("{share_id:uuid}", str(adas.share))
    path = path.replace("{change_id:uuid}", str(adas.change)).replace("{dose_id:uuid}", str(adas.dose)).replace("{review_id:uuid}", str(adas.review))
    path = path.replace("{certification_id:uuid}", str(adas.certification)).replace("{addendum_id:uuid}", str(adas.addendum)).replace("{number:int}", "1").replace("{name:str}", "visit").replace("{caregiver_id:uuid}", str(cast.ben))
    path = path.replace("{entry_id:uuid}", str(adas.election)).replace("{key:str}", f"notice_of_election.{adas.election}")
    assert "{" not in path, f"{path}: teach this test what the new part of the path stands for"
    return path


@pytest.fixture
async def adas(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, pool: Pool) -> Adas:
    async with transaction(pool, cast.other_hospice) as db:
        await employ(db, "brandt", "Dr Brandt", "physician")
    check_in_id = uuid7()
    body = check_in(note="Only for my own team.", answers={"pain": 8}, recorded_at="2026-03-02T09:55:00+01:00")
    answer = await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200
    fact_id = uuid7()
    body = {"topic": "goals_of_care", "stance": "comfort", "note": "Only for my own team."}
    answer = await client.put(f"/v1/patients/{cast.ada}/preferences/{fact_id}", json=body, headers=cast.cookie("nadia"))
    assert answer.status_code == 200
    task = await client.post(f"/v1/patients/{cast.ada}/tasks", json={"words": "Only for my own team."}, headers=cast.cookie("nadia"))
    share = await client.post("/v1/me/shares", json={**SHARED, "for_name": "Only for my own team."}, headers=cast.phone("ada"))
    change_id = uuid7()
    body = {"what": "Only for my own team.", "changed_at": "2026-03-02T08:00:00Z"}
    assert (await client.put(f"/v1/patients/{cast.ada}/medication-changes/{change_id}", json=body, headers=cast.cookie("nadia"))).status_code == 200
    dose_id, plan = uuid7(), {"replaces": 0, "content": {"when_needed": ["Only for my own team."]}}
    assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=plan, headers=cast.cookie("nadia"))).status_code == 200
    assert (await client.put(f"/v1/when-needed-doses/{dose_id}", json=DOSE, headers=cast.phone("ada"))).status_code == 200
    election_id = uuid7()
    body = {"kind": "election", "on": "2026-03-02", "payer": "medicare", "previous_periods": 0, "note": "Only for my own team."}
    assert (await client.put(f"/v1/patients/{cast.ada}/benefit-entries/{election_id}", json=body, headers=cast.cookie("nadia"))).status_code == 200
    body = {"instrument_version": "1", "recorded_at": "2026-03-02T08:00:00Z", "zone": "UTC", "answers": {"low": 9}}
    assert (await client.put(f"/v1/me/wellbeing-checks/{uuid7()}", json=body, headers=cast.phone("ben"))).status_code == 200
    alert_id = await owner.fetchval("select id from alerts where patient_id = $1", cast.ada)
    seen = (await client.get(f"/v1/patients/{cast.ada}/review", headers=cast.cookie("okoro"))).json()["seen"]
    decision = {"decision": "hospice", "reasons": "Only for my own team.", "seen": seen}
    review = await client.post(f"/v1/patients/{cast.ada}/reviews", json=decision, headers=cast.cookie("okoro"))
    return Adas(check_in_id, alert_id, fact_id, UUID(task.json()["id"]), UUID(share.json()["share"]["id"]), change_id, dose_id, election_id, UUID(review.json()["id"]), *await certified(client, cast, review.json()["id"]))


async def certified(client: httpx.AsyncClient, cast: Cast, review_id: str) -> tuple[UUID, UUID]:
    """A signed certification and its addendum."""
    headers, body = cast.cookie("okoro"), {"review_id": review_id, "period": 1, "begins_on": "2026-03-02", "capacity": "attending"}
    draft = (await client.post(f"/v1/patients/{cast.ada}/certifications", json=body, headers=headers)).json()["id"]
    await client.put(f"/v1/certifications/{draft}/narrative", json={"narrative": "Only for my own team.", "version": 1}, headers=headers)
    await client.post(f"/v1/certifications/{draft}/signature", json={"password": PASSWORD, "version": 2}, headers=headers)
    stored = await client.post(f"/v1/certifications/{draft}/addenda", json={"words": "Only for my own team.", "password": PASSWORD}, headers=headers)
    return UUID(draft), UUID(stored.json()["addenda"][0]["id"])


async def ask_everything(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas, headers: dict[str, str]
) -> AsyncIterator[tuple[str, httpx.Response]]:
    for method, path in routes(app):
        if path in ABOUT_NO_PATIENT:
            continue
        body = BODIES.get(f"{method} {path}", {})
        if body == "check_in":
            body = check_in(patient_id=str(cast.ada))
        if body == "dose":
            body = {**DOSE, "patient_id": str(cast.ada)}
        if (method, path) == ("POST", "/v1/check-ins"):
            body = {"check_ins": [{"id": str(uuid7()), **check_in(patient_id=str(cast.ada))}]}
        if path == "/v1/alerts/acknowledge":
            body = {"alert_ids": [str(adas.alert)]}
        asking = cast.cookie("brandt") if headers == cast.cookie("otto") and f"{method} {path}" in BY_A_PHYSICIAN else headers
        yield f"{method} {path}", await client.request(method, about_ada(path, cast, adas), json=body, headers=asking)


def is_about_one_patient(path: str) -> bool:
    return "{" in path


def assert_nothing_of_ada(asked: str, answer: httpx.Response, cast: Cast) -> None:
    assert answer.status_code < 500, (asked, answer.text)
    if is_about_one_patient(asked):
        assert answer.status_code == 404, (asked, answer.status_code, answer.text)
    assert "Ada" not in answer.text and "Only for my own team" not in answer.text, (asked, answer.text)
    if asked in ("POST /v1/check-ins", "POST /v1/alerts/acknowledge"):
        assert [result["status"] for result in answer.json()["results"]] == [404], (asked, answer.text)
    elif asked != "POST /v1/patients":
        assert answer.is_error or str(cast.ada) not in answer.text, (asked, answer.text)


async def test_otto_finds_nothing_of_ada_on_any_route(app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    asked = [request async for request in ask_everything(app, client, cast, adas, cast.cookie("otto"))]
    assert len(asked) >= 11
    for name, answer in asked:
        assert_nothing_of_ada(name, answer, cast)


async def test_olga_s_phone_finds_nothing_of_ada_on_any_route(app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    async for name, answer in ask_everything(app, client, cast, adas, cast.phone("olga")):
        assert answer.status_code in (200, 403, 404), (name, answer.text)
        assert "Ada" not in answer.text and "Only for my own team" not in answer.text, name


async def test_ben_s_phone_finds_of_ada_s_record_nothing_that_was_not_granted(app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    """He is her caregiver and may answer for her: what she answered, wrote and wished for is hers all the same."""
    async for name, answer in ask_everything(app, client, cast, adas, cast.phone("ben")):
        assert answer.status_code in (200, 400, 403, 404), (name, answer.text)
        assert "Only for my own team" not in answer.text, name
        assert answer.is_error or name in ("GET /v1/me/check-ins", "GET /v1/me/messages", "POST /v1/check-ins"), name


async def test_nadia_does_find_ada_so_the_walk_can_fail(app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    found = [name async for name, answer in ask_everything(app, client, cast, adas, cast.cookie("nadia")) if answer.is_success and "Ada" in answer.text]
    assert {"GET /v1/worklist", "GET /v1/patients/{patient_id:uuid}", "GET /v1/patients/{patient_id:uuid}/timeline"} <= set(found)


async def test_ada_s_own_phone_does_find_her_so_the_walk_with_a_phone_can_fail(client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    assert "Only for my own team" in (await client.get("/v1/me/check-ins", headers=cast.phone("ada"))).text


async def test_nobody_finds_anything_without_a_session(app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas) -> None:
    async for name, answer in ask_everything(app, client, cast, adas, {}):
        assert answer.status_code == 401, (name, answer.text)


async def test_with_access_disabled_row_level_security_still_refuses(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, adas: Adas, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def anything_goes(db: Connection, actor: Actor, action: Action, patient_id: UUID | None = None) -> Patient:
        found = await db.maybe(
            Patient,
            "select id, organisation_id, name, identifier, born_on, care, care_since_on, zone, enrolled_at from patients where id = $1",
            patient_id,
        )
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    monkeypatch.setattr(access, "require", anything_goes)
    monkeypatch.setattr(access, "permits", lambda actor, action: True)
    async for name, answer in ask_everything(app, client, cast, adas, cast.cookie("otto")):
        assert_nothing_of_ada(name, answer, cast)


@pytest.fixture
async def app_without_row_level_security(database_url: str, clock: Clock, owner: asyncpg.Connection) -> AsyncIterator[Litestar]:
    for table in await owner.fetch("select relname from pg_class where relrowsecurity and relkind = 'r'"):
        await owner.execute(f"alter table {table['relname']} disable row level security")
    found = create_app(Settings(origin="http://balm.test", rate_limit=1_000_000), database_url, clock)
    async with alive(found):
        yield found


async def test_with_row_level_security_disabled_access_still_refuses(
    client: httpx.AsyncClient, cast: Cast, adas: Adas, app_without_row_level_security: Litestar
) -> None:
    app = app_without_row_level_security
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as unguarded:
        async for name, answer in ask_everything(app, unguarded, cast, adas, cast.cookie("otto")):
            assert_nothing_of_ada(name, answer, cast)


@pytest.fixture
async def one_connection(database_url: str) -> AsyncIterator[Pool]:
    found = await open_pool(database_url, 1)
    found._maxsize = 1
    yield found
    await found.close()


async def test_a_connection_that_served_another_organisation_shows_nothing_of_it(
    one_connection: Pool, cast: Cast, client: httpx.AsyncClient, adas: Adas, owner: asyncpg.Connection
) -> None:
    tables = [row["relname"] for row in await owner.fetch("select relname from pg_class where relkind = 'r' and relrowsecurity")]
    assert {"patients", "check_ins", "audit_rows", "alerts", "organisations"} <= set(tables)
    tables.append("named_alerts")  # a view
    async with one_connection.acquire() as raw:
        pid = raw.get_server_pid()
        async with raw.transaction():
            await Connection(raw).become(cast.hospice)
            assert await raw.fetchval("select count(*) from check_ins") == 1
        for table in tables:  # the setting is '' now, not null
            assert await raw.fetchval(f"select count(*) from {table}") == 0, table
        async with raw.transaction():
            await Connection(raw).become(cast.other_hospice)
            assert await raw.fetchval("select name from patients") == "Olga"
            assert await raw.fetchval("select count(*) from check_ins") == 0
            assert raw.get_server_pid() == pid


async def test_every_table_with_an_organisation_has_row_level_security_and_keys_that_begin_with_it(owner: asyncpg.Connection) -> None:
    tenant = (
        "select c.oid, relname, relrowsecurity from pg_class c join pg_attribute a on a.attrelid = c.oid where relkind = 'r' and attname = 'organisation_id'"
    )
    tables = await owner.fetch(tenant)
    assert {"check_ins", "patients", "audit_rows", "symptom_states"} <= {table["relname"] for table in tables}
    for table in tables:
        assert table["relrowsecurity"], table["relname"]
        assert await owner.fetchval("select count(*) from pg_trigger where tgrelid = $1 and not tgisinternal", table["oid"]) == 0
        keys = await owner.fetch("select pg_get_indexdef(indexrelid) as sql from pg_index where indrelid = $1 and indisunique", table["oid"])
        for key in keys:
            assert re.search(r"\(organisation_id|\(hash\)", key["sql"]), key["sql"]  # credentials are found before the organisation is known


async def test_the_role_the_api_uses_owns_nothing_and_bypasses_nothing(pool: Pool) -> None:
    role = await pool.fetchrow("select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
    assert role is not None
    assert (role["name"], role["rolsuper"], role["rolbypassrls"]) == ("balm_api", False, False)
    assert await pool.fetchval("select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where rolname = 'balm_api'") == 0


async def test_a_row_of_another_organisation_can_not_be_written(pool: Pool, cast: Cast) -> None:
    async with transaction(pool, cast.other_hospice) as db:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.run(
                "insert into credentials (hash, organisation_id, kind, subject_id) values ($1, $2, 'session', $3)", b"x" * 32, cast.hospice, cast.nadia
            )


async def test_a_changed_role_of_the_database_is_refused_at_the_start(database_url: str) -> None:
    with pytest.raises(Exception, match="bypass row-level security"):
        await open_pool(database_url, role=None)


async def test_otto_can_not_hear_of_ada(app: Litestar, cast: Cast) -> None:
    with app.state.hub.subscribe(cast.other_hospice) as otto, app.state.hub.subscribe(cast.hospice) as nadia:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as client:
            await client.put(f"/v1/check-ins/{uuid7()}", json=check_in(), headers=cast.phone("ada"))
        event = await nadia.get()
        assert event is not None and event.patient_id == cast.ada
        assert otto.empty()


async def test_instruments_of_another_organisation_are_not_listed(client: httpx.AsyncClient, cast: Cast, pool: Pool) -> None:
    own = [found["id"] for found in (await client.get("/v1/instruments", headers=cast.cookie("otto"))).json()]
    assert own == ["daily-check", "esas-r"]


async def test_what_another_organisation_has_set_does_not_hold_here(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"replaces": 0, "content": {"missed": 5}}
    assert (await client.put("/v1/configurations/rules", json=body, headers=cast.cookie("otto"))).status_code == 200
    here = (await client.get("/v1/configurations/rules", headers=cast.cookie("nadia"))).json()
    assert (here["version"], here["content"]["missed"]) == (0, 2)
    assert (await client.get("/v1/configurations/rules/versions", headers=cast.cookie("nadia"))).json() == []
