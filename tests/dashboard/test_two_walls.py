"""Otto, of another organisation, finds nothing of Ada's on the team's pages: on none of their routes, and by no callback, whatever his browser sends."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar
from uuid_utils.compat import uuid7

from api.serving import Doors
from tests import team
from tests.dashboard import forged
from tests.dashboard.forged import Each
from tests.people import ZONE, Cast, check_in

NOTE = "Only for my own team."
ADA_S_PAGE = "/team/patients/{ada}"
# what each route is asked for; a new route has to be named here or it is a failure
ROUTES = {
    "/team": "/team",
    "/team/": "/team/",
    "/team/sign-in": f"/team/sign-in?next={ADA_S_PAGE}",
    "/team/assets": "/team/assets/{ada}",
    "/team/_dash-component-suites/{package_name}/{fingerprinted_path:path}": "/team/_dash-component-suites/dash/{ada}.js",
    "/team/_dash-layout": f"/team/_dash-layout?pathname={ADA_S_PAGE}",
    "/team/_dash-dependencies": "/team/_dash-dependencies",
    "/team/_reload-hash": "/team/_reload-hash",
    "/team/_favicon.ico": "/team/_favicon.ico",
    "{path:path}": ADA_S_PAGE,
    "/team/_dash-update-component": "",  # the callbacks, each of them below
    "/team/_dash-ws-callback": "",  # the news, below
}
CHANGE = ("save", "save-watch", "save-rules", "save-crisis_words", "save-self_care", "save-hospice", "confirm-pack", "withdraw-pack", "mark-in-error", "mark-mistake", "resolve", "snooze", "assign", "tell", "alert-step", "alerts-several", "worklist-take", "save-task", "task-step", "send-request", "request-step", "save-plan", "confirm-care", "send-message", "save-medication", "mark-medication", "end-share", "grant-share", "save-family", "save-caregivers", "invite-caregiver", "caregiver-new-code", "end-caregiver", "save-grants", "save-switch", "save-due", "due-dialog", "save-decision", "save-opinion", "save-telling", "begin-certification", "certification-step")


class Hers(NamedTuple):
    """What there is of Ada."""

    check_in: UUID
    alert: str
    need: UUID
    task: UUID
    change: UUID
    share: UUID
    review: UUID
    election: UUID


@pytest.fixture
async def ada_check_in(client: httpx.AsyncClient, cast: Cast) -> UUID:
    check_in_id = uuid7()
    answer = await client.put(
        f"/v1/check-ins/{check_in_id}", json=check_in(recorded_at="2026-03-02T08:55:00Z", note=NOTE, answers={"pain": 8}), headers=cast.phone("ada")
    )
    assert answer.status_code == 200
    return check_in_id


@pytest.fixture
async def ada_need(client: httpx.AsyncClient, cast: Cast) -> UUID:
    need = uuid7()
    answer = await client.put(f"/v1/patients/{cast.ada}/needs/{need}", json={"words": NOTE, "domain": "spiritual"}, headers=cast.cookie("nadia"))
    assert answer.status_code == 200
    return need


@pytest.fixture
async def alert(client: httpx.AsyncClient, cast: Cast, ada_check_in: UUID) -> str:
    """What that check-in calls the team for."""
    (found,) = (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"]
    return str(found["id"])


@pytest.fixture
async def hers(client: httpx.AsyncClient, cast: Cast, ada_check_in: UUID, ada_need: UUID, alert: str) -> Hers:
    task = await client.post(f"/v1/patients/{cast.ada}/tasks", json={"words": NOTE}, headers=cast.cookie("nadia"))
    change = uuid7()
    body = {"what": NOTE, "changed_at": "2026-03-02T08:00:00Z"}
    assert (await client.put(f"/v1/patients/{cast.ada}/medication-changes/{change}", json=body, headers=cast.cookie("nadia"))).status_code == 200
    plan = {"replaces": 0, "content": {"when_needed": [NOTE]}}
    assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=plan, headers=cast.cookie("nadia"))).status_code == 200
    body = {"medicine": NOTE, "taken_at": "2026-03-02T08:00:00Z", "zone": ZONE}
    assert (await client.put(f"/v1/when-needed-doses/{uuid7()}", json=body, headers=cast.phone("ada"))).status_code == 200
    shown = {"for_name": NOTE, "scope": {}, "ends_at": "2026-03-16T09:00:00Z"}
    share = await client.post("/v1/me/shares", json=shown, headers=cast.phone("ada"))
    seen = (await client.get(f"/v1/patients/{cast.ada}/review", headers=cast.cookie("okoro"))).json()["seen"]
    review = await client.post(f"/v1/patients/{cast.ada}/reviews", json={"decision": "not_now_wish", "reasons": NOTE, "seen": seen}, headers=cast.cookie("okoro"))
    election = uuid7()
    body = {"kind": "election", "on": "2026-03-02", "payer": "medicare", "note": NOTE}
    assert (await client.put(f"/v1/patients/{cast.ada}/benefit-entries/{election}", json=body, headers=cast.cookie("nadia"))).status_code == 200
    return Hers(ada_check_in, alert, ada_need, UUID(task.json()["id"]), change, UUID(share.json()["share"]["id"]), UUID(review.json()["id"]), election)


@pytest.fixture
def browser(app: Litestar) -> httpx.AsyncClient:
    """On all that runs in one process, as `python -m api run` puts it together."""
    pages, switch = team.pages()
    switch.to = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=httpx.ASGITransport(Doors(app, pages)), base_url=team.API_URL)


def values(cast: Cast, hers: Hers) -> dict[str, Any]:
    """What a forged page would hold, by id and property; {type: …} fields come in lists."""
    may = ["check_in.submit", "device.read", "device.revoke", "enrolment_code.create", "patient.enrol", "worklist.read", "alert.read", "alert.change", "benefit.read"]
    clicks = dict.fromkeys(("record", "save", "mark-in-error", "enrol", "open-devices", "new-code", "more", "resolve", "snooze", "assign", "tell"), 1)
    return {
        **{f"{name}.n_clicks": number for name, number in clicks.items()},
        "patient.data": {"id": str(cast.ada), "name": "x", "zone": ZONE, "may": may},
        "record-draft.data": {"id": str(uuid7()), "instrument": "daily-check/1", "corrects": str(hers.check_in)},
        "instrument.value": "esas-r/2010-11",
        "respondent.value": "patient",
        "mode.value": "phone_call",
        "moment.value": "2026-03-02 09:00:00",
        "note.value": "forged",
        "in-error.data": str(hers.check_in),
        "reason.value": "curious",
        "name.value": "Somebody",
        "identifier.value": "MRN-ada",
        "born-on.value": None,
        "care.value": "palliative",
        "range.value": "all",
        **{f"live-{store}.data": {"state": "live", "patients": [str(cast.ada)]} for store in ("change", "news")},
        "stored.data": str(hers.check_in),
        "quality-range.value": "84",
        **{f"save-{part}.n_clicks": 1 for part in ("watch", "rules", "crisis_words", "self_care", "hospice", "family", "caregivers")},
        **forged.caregivers(cast.ben),
        "settings-part.value": "rules",
        "settings-held.data": {"part": "rules", "version": 0, "zone": ZONE, "content": {}},
        **{f"add-{row}.n_clicks": 1 for row in ("opening", "shift")},
        **{f"{kind}.data": {"row": 0} for kind in ("remove-opening", "remove-shift")},
        "opening-days.value": {"row": 0, "value": ["monday"]},
        **{f"opening-{end}.value": {"row": 0, "value": at} for end, at in (("opens", "08:00"), ("closes", "09:00"))},
        "shift-who.value": {"row": 0, "value": str(cast.nadia)},
        **{f"shift-{end}.value": {"row": 0, "value": at} for end, at in (("begins", "2026-03-02 09:00:00"), ("ends", "2026-03-02 10:00:00"))},
        "closed-on.value": [],
        "escalation.value": [str(cast.nadia)],
        **{f"target.{prop}": {"row": "urgent", "value": value} for prop, value in (("value", 30), ("id", {"type": "target", "row": "urgent"}))},
        **{f"rule.{prop}": {"row": "missed", "value": value} for prop, value in (("value", 3), ("id", {"type": "rule", "row": "missed"}))},
        **{f"phrases.{prop}": {"row": "en", "value": value} for prop, value in (("value", ["x"]), ("id", {"type": "phrases", "row": "en"}))},
        "advice.value": {"language": "en", "item": "pain", "band": "mild", "value": "x"},
        "advice.id": {"language": "en", "item": "pain", "band": "mild", "value": {"type": "advice", "language": "en", "item": "pain", "band": "mild"}},
        "after-death-shows.value": "ended",
        "family-text.value": {"language": "en", "text": "about", "value": "x"},
        "family-text.id": {"language": "en", "text": "about", "value": {"type": "family-text", "language": "en", "text": "about"}},
        "search.value": "MRN-ada",
        "limit.data": 100,
        "about.data": {"zone": ZONE, "organisation": "x", "may_enrol": True},
        "worklist.columnDefs": [],
        "_pages_location.pathname": Each(page.format(ada=cast.ada) for page in (ADA_S_PAGE, f"{ADA_S_PAGE}/record", f"{ADA_S_PAGE}/documents", "/team/reviews/{ada}", f"/team/reviews/{{ada}}/decided/{hers.review}", "/team/reviews", "/team/calendar", f"{ADA_S_PAGE}/benefit")),
        "_pages_location.search": "",
        "answer.value": {"item": "pain", "value": "9"},
        "answer.id": {"item": "pain", "value": {"type": "answer", "item": "pain"}},
        "check-in-change.data": {"does": "correct", "check_in": str(hers.check_in)},  # "in-error" asks nobody
        "alerts-about.data": {"me": str(cast.nadia), "zone": ZONE, "patient": None, "may_answer": True},
        "alerts-done.data": "forged",
        "alerts-view.data": "all",
        "alerts-open.data": [hers.alert],
        "answering.data": {"id": hers.alert, "zone": ZONE},
        "outcome.value": "visit",
        "outcome-note.value": "forged",
        "tell-phrase.value": "please_call_us",
        "tell-text.value": "forged",
        "colleague.value": str(cast.nadia),
        "alerts-several.data": {"alerts": [hers.alert]},
        "worklist-take.data": {"patient": str(cast.ada)},
        "snooze-for.value": "7",
        "snooze-day.value": None,
        "snooze-level.value": 10,
        "alert-step.data": Each({"does": does, "alert": hers.alert} for does in ("acknowledge", "start")),
        "alert-dialog.data": Each({"does": does, "alert": hers.alert} for does in ("resolve", "snooze", "assign", "tell")),
        "revoke.data": {"device": str(cast.ada_phone)},
        **forged.records(cast.ada, hers.need),
        **forged.agreements(hers.change, hers.share),
        **forged.reviews(cast.ada, cast.nadia, hers.task, hers.review),
        **forged.benefits(cast.ada, cast.nadia, hers.task, hers.election),
    }


def filled(part: dict[str, str], known: dict[str, Any]) -> Any:
    if not part["id"].startswith("{"):
        name = f"{part['id']}.{part['property']}"
        assert name in known, f"{name}: teach this test what the new part of a callback stands for"
        return {**part, "value": known[name]}
    kind = json.loads(part["id"])["type"]
    field = dict(known[f"{kind}.{part['property']}"])
    return [{"property": part["property"], "value": field.pop("value"), "id": {"type": kind, **field}}]


def begun(inputs: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What changed, and the inputs as they are then."""
    usual = [{**one, "value": one["value"][0] if isinstance(one["value"], Each) else one["value"]} for one in inputs]
    for place, one in enumerate(inputs):
        for value in one["value"] if isinstance(one["value"], Each) else [one["value"]]:
            yield f"{one['id']}.{one['property']}", [*usual[:place], {**one, "value": value}, *usual[place + 1 :]]


def outputs(written: str) -> Any:
    """`..a.children...b.data..` for several, `a.children` for one."""
    several = written.startswith("..")
    pairs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in written.strip(".").split("...")]
    return pairs if several else pairs[0]


def requests(callbacks: list[dict[str, Any]], known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each callback of the server, begun by each of its inputs; those that change something last."""
    for callback in sorted(callbacks, key=lambda one: any(name in part["id"] for part in one["inputs"] for name in CHANGE)):
        if callback["clientside_function"] or callback["persistent"]:
            continue
        inputs, state = ([filled(part, known) for part in callback[parts]] for parts in ("inputs", "state"))
        for changed, given in begun(inputs):
            body = {"output": callback["output"], "outputs": outputs(callback["output"]), "inputs": given, "state": state}
            yield {**body, "changedPropIds": [changed], "parsedChangedPropsIds": [changed]}


async def call_everything(browser: httpx.AsyncClient, cast: Cast, who: str, hers: Hers) -> dict[str, str]:
    """Answers by the callback's output and what began it."""
    callbacks = (await browser.get("/team/_dash-dependencies")).json()
    found = {}
    for body in requests(callbacks, values(cast, hers)):
        answer = await browser.post("/team/_dash-update-component", json=body, headers=cast.cookie(who))
        assert answer.status_code in (200, 204), (body["output"], answer.text)
        found[f"{body['output']} by {body['changedPropIds'][0]} {body['inputs']}"] = answer.text
    return found


def tells_of_ada(text: str) -> bool:
    return "Ada" in text or NOTE in text


async def test_no_route_of_the_pages_tells_otto_of_ada_and_a_new_one_is_noticed(browser: httpx.AsyncClient, cast: Cast, ada_check_in: UUID) -> None:
    there = {route.path for route in team.pages()[0].app.app.routes}  # type: ignore[attr-defined]
    assert there == set(ROUTES), "name the new route here, with what to ask it for"
    for asked in filter(None, ROUTES.values()):
        answer = await browser.get(asked.format(ada=cast.ada), headers=cast.cookie("otto"))
        assert answer.status_code < 500 and not tells_of_ada(answer.text), asked


async def test_no_callback_tells_otto_of_ada_or_changes_anything_of_hers(
    browser: httpx.AsyncClient, cast: Cast, hers: Hers, owner: asyncpg.Connection
) -> None:
    found = await call_everything(browser, cast, "otto", hers)
    assert len(found) >= 12
    assert [name for name, text in found.items() if tells_of_ada(text)] == []
    assert [dict(row) for row in await owner.fetch("select id, replaced_by, entered_in_error_at from check_ins")] == [
        {"id": hers.check_in, "replaced_by": None, "entered_in_error_at": None}
    ]
    assert [dict(row) for row in await owner.fetch("select id, replaced_by, entered_in_error_at from facts")] == [{"id": hers.need, "replaced_by": None, "entered_in_error_at": None}]
    assert await owner.fetchval("select state from alerts") == "open" and await owner.fetchval("select count(*) from alert_steps") == 1
    assert await owner.fetchval("select count(*) from tasks where done_at is null and assigned_to is null") == await owner.fetchval("select count(*) from tasks") == 1
    assert await owner.fetchval("select count(*) from review_requests") == 0
    assert await owner.fetchval("select count(*) from documents") == 2
    assert await owner.fetchval("select count(*) from benefit_entries where entered_in_error_at is null") == 1
    assert await owner.fetchval("select count(*) from due_marks") == 0
    assert await owner.fetchval("select count(*) from devices where revoked_at is not null") == 0
    assert await owner.fetchval("select count(*) from credentials where kind in ('enrolment', 'invitation') and organisation_id = $1", cast.hospice) == 0
    assert [tuple(row) for row in await owner.fetch("select id, ended_at, grants ->> 'reads' from caregivers")] == [(cast.ben, None, "false")]


async def test_nadia_does_find_ada_so_the_walk_can_fail(browser: httpx.AsyncClient, cast: Cast, hers: Hers) -> None:
    found = await call_everything(browser, cast, "nadia", hers)
    telling = " ".join(name for name, text in found.items() if tells_of_ada(text))
    for output in (
        "_pages_content.children",
        "worklist.rowData",
        "course.children",
        "record-form.children",
        "devices.children",
        "alerts.children",
        "answer-form.children",
        "needs.children",
        "fact-form.children",
        "history.children",
        "whole-course.children",
        "review-content.children",
        "due-content.children",
    ):
        assert output in telling, output


async def test_without_a_session_no_callback_tells_anything(browser: httpx.AsyncClient, cast: Cast, hers: Hers) -> None:
    callbacks = (await browser.get("/team/_dash-dependencies")).json()
    for body in requests(callbacks, values(cast, hers)):
        answer = await browser.post("/team/_dash-update-component", json=body, headers={"origin": team.API_URL})
        assert answer.status_code in (200, 204) and not tells_of_ada(answer.text), body["output"]
        assert "signed out" in answer.text or "session" in answer.text or "limit.data" in body["output"], (body["output"], answer.text)


async def test_what_stands_open_holds_no_patient_even_when_one_is_signed_in(browser: httpx.AsyncClient, cast: Cast, ada_check_in: UUID) -> None:
    """These may be kept by browsers, or are answered to anybody."""
    for asked in ("/team/sign-in", "/team/_dash-layout", "/team/_dash-dependencies", "/team/_reload-hash", ADA_S_PAGE, f"{ADA_S_PAGE}/record", "/team/reviews/{ada}"):
        assert not tells_of_ada((await browser.get(asked.format(ada=cast.ada), headers=cast.cookie("nadia"))).text), asked
