"""The callbacks of the inbox as a browser asks for them, on an API that answers what a test says."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from dashboard.client import UNREACHABLE
from schemas.alerts import Alert, AlertHistory, Alerts, TakenResult, TakenSeveral, Waiting
from schemas.problems import Problem
from schemas.staff_members import TeamMember
from tests import team
from tests.dashboard.charts import ADA, NOON, ZONE, alert, step

HEADERS = {"cookie": "balm_session=nadia-session", "origin": team.API_URL}
ME, OKORO = UUID(int=1), UUID(int=2)
ABOUT = {"me": str(ME), "zone": ZONE, "patient": None, "may_answer": True}


class Desk(httpx.MockTransport):
    """An API with these alerts. `refuses`: what it answers to every change."""

    def __init__(self, *alerts: Alert, refuses: int | None = None, steps: list[Any] | None = None) -> None:
        super().__init__(self.answer)
        self.alerts, self.refuses, self.steps = list(alerts), refuses, steps or []
        self.asked: list[tuple[str, Any]] = []
        self.errors: list[dict[str, str]] = []
        self.patterns: dict[tuple[str, str], list[Any]] = {}
        self.lists: dict[str, Any] = {
            "/v1/alerts": Alerts(alerts=self.alerts, as_of=NOON),
            "/v1/alerts/waiting": Waiting(urgent=1, all=2, held_back=3),
            "/v1/digest": [],
            "/v1/staff-members": [TeamMember(id=ME, name="Nadia Rahman", role="nurse"), TeamMember(id=OKORO, name="Dr Okoro", role="physician")],
        }

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((f"{request.method} {path}", msgspec.json.decode(request.content) if request.content else dict(request.url.params)))
        if self.refuses and request.method in ("POST", "PUT"):
            problem = {"type": "x", "title": "No", "status": self.refuses, "detail": "The API's own sentence.", "errors": self.errors}
            return httpx.Response(self.refuses, content=msgspec.json.encode(problem))
        if path in self.lists:
            return httpx.Response(200, content=msgspec.json.encode(self.lists[path]))
        one = next(one for one in self.alerts if str(one.id) in path)
        return httpx.Response(200, content=msgspec.json.encode(AlertHistory(alert=one, steps=self.steps) if request.method == "GET" else one))

    @property
    def changes(self) -> list[tuple[str, Any]]:
        return [(what.removeprefix("POST /v1/alerts/"), body) for what, body in self.asked if what.startswith("POST")]


def filled(api: Desk, part: dict[str, str], values: dict[str, Any]) -> Any:
    """`values` by id and property; what isn't said is empty."""
    if part["id"].startswith("{"):
        return api.patterns[msgspec.json.decode(part["id"])["type"], part["property"]]
    return {**part, "value": values.get(f"{part['id']}.{part['property']}")}


async def called(api: Desk, output: str, begun_by: str, **values: Any) -> dict[str, Any]:
    """What the callback that writes `output` and is begun by `begun_by` answers, with what it says beside that."""
    values = {"alerts-about.data": ABOUT, **values}
    async with team.browser(api) as browser:
        callbacks = (await browser.get("/team/_dash-dependencies")).json()
        (one,) = [one for one in callbacks if output in one["output"] and any(begun_by in part["id"] for part in one["inputs"])]
        outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in one["output"].strip(".").split("...")]
        inputs, state = ([filled(api, part, values) for part in one[parts]] for parts in ("inputs", "state"))
        body = {"output": one["output"], "outputs": outputs if one["output"].startswith("..") else outputs[0], "inputs": inputs, "state": state}
        answer = await browser.post("/team/_dash-update-component", json={**body, "changedPropIds": [trigger(inputs, begun_by)]}, headers=HEADERS)
    assert answer.status_code in (200, 204), answer.text
    return dict(answer.json()) if answer.content else {}


def trigger(inputs: list[Any], begun_by: str) -> str:
    part = next(part for part in inputs if begun_by in part["id"])
    return f"{part['id']}.{part['property']}"


def asked(does: str, one: Alert) -> dict[str, str]:
    """As assets/presses.js tells it."""
    return {"does": does, "alert": str(one.id)}


def said(answer: dict[str, Any]) -> str:
    return msgspec.json.encode(answer.get("sideUpdate", {})).decode()


@pytest.mark.parametrize("does", ["acknowledge", "start"])
async def test_each_button_asks_for_its_step_and_the_list_is_drawn_anew(does: str) -> None:
    one = alert()
    api = Desk(one)
    answer = await called(api, "alerts-done.data", "alert-step", **{"alert-step.data": asked(does, one)})
    assert api.changes == [(f"{one.id}/{does}", {})]
    assert answer["response"]["alerts-done"]["data"].startswith(does)


async def test_who_resolved_it_meanwhile_is_named_and_the_list_is_drawn_anew() -> None:
    one = alert(state="resolved", outcome="visit")
    api = Desk(one, refuses=409, steps=[step("raised", "Ada's phone"), step("resolved", "Dr Okoro")])
    answer = await called(api, "alerts-done.data", "alert-step", **{"alert-step.data": asked("acknowledge", one)})
    assert "Dr Okoro has resolved this already" in said(answer) and answer["response"]["alerts-done"]["data"]


async def test_what_ended_by_itself_meanwhile_says_why() -> None:
    one = alert(state="resolved", ended_because="died")
    answer = await called(Desk(one, refuses=409, steps=[step("ended", because="died")]), "alerts-done.data", "alert-step", **{"alert-step.data": asked("acknowledge", one)})
    assert "The patient died; it ended with that." in said(answer)


async def test_a_dialog_opens_with_whose_alert_it_is_but_not_on_one_that_is_resolved() -> None:
    one, gone = alert(), alert(state="resolved", outcome="call")
    api = Desk(one, gone, steps=[step("resolved", "Dr Okoro")])
    opened = (await called(api, "answer-form", "alert-dialog", **{"alert-dialog.data": asked("resolve", one)}))["response"]
    assert opened["answer-dialog"] == {"opened": True, "title": "Resolve: Ada, Pain"} and opened["answering"]["data"]["id"] == str(one.id)
    refused = await called(api, "answer-form", "alert-dialog", **{"alert-dialog.data": asked("snooze", gone)})
    assert "Dr Okoro has resolved this already" in said(refused) and "answer-dialog" not in str(refused.get("response"))


async def resolve(api: Desk, one: Alert, outcome: str | None = "call", note: str | None = " Slept. ") -> dict[str, Any]:
    values = {"resolve.n_clicks": 1, "answering.data": {"id": str(one.id), "zone": ZONE}, "outcome.value": outcome, "outcome-note.value": note}
    return await called(api, "resolve-error", "resolve", **values)


async def test_resolving_says_the_outcome_and_the_note() -> None:
    api = Desk(one := alert())
    answer = await resolve(api, one)
    assert api.changes == [(f"{one.id}/resolve", {"outcome": "call", "note": "Slept.", "tell": None})]
    assert answer["response"]["answer-dialog"] == {"opened": False}


async def test_without_an_outcome_nothing_is_asked() -> None:
    api = Desk(one := alert())
    assert (await resolve(api, one, outcome=None))["response"] == {"resolve-error": {"children": "Please choose what was done."}}
    assert api.changes == []


async def test_what_can_be_put_right_is_said_in_the_dialog_which_stays_open() -> None:
    answer = await resolve(Desk(one := alert(), refuses=400), one)
    assert answer["response"] == {"resolve-error": {"children": "The API's own sentence."}}


async def test_somebody_else_s_answer_closes_the_dialog() -> None:
    answer = await resolve(Desk(one := alert(outcome="visit"), refuses=409, steps=[step("resolved", "Dr Okoro")]), one)
    assert answer["response"]["answer-dialog"] == {"opened": False} and "Dr Okoro" in said(answer)


async def test_an_end_of_the_session_takes_the_patients_off_the_screen() -> None:
    assert "signed out" in said(await resolve(Desk(one := alert(), refuses=401), one))


async def snooze(api: Desk, one: Alert, **values: Any) -> dict[str, Any]:
    usual = {"snooze.n_clicks": 1, "answering.data": {"id": str(one.id), "zone": ZONE}, "snooze-for.value": "3", "snooze-level.value": 8}
    return await called(api, "snooze-error", "snooze", **{**usual, **values})


async def test_a_snooze_says_the_level_and_an_end_with_its_offset() -> None:
    api = Desk(one := alert())
    await snooze(api, one)
    ((asked, body),) = api.changes
    assert asked == f"{one.id}/snooze" and body["level"] == 8 and "T08:00:00+" in body["until"]


@pytest.mark.parametrize(("values", "sentence"), [({"snooze-for.value": "day"}, "choose a day"), ({"snooze-level.value": ""}, "as a number")])
async def test_a_snooze_that_lacks_something_says_what(values: dict[str, Any], sentence: str) -> None:
    api = Desk(one := alert())
    assert sentence in str((await snooze(api, one, **values))["response"]) and api.changes == []


async def test_a_patient_s_page_asks_for_that_patient_s_alerts() -> None:
    api = Desk(alert())
    await called(api, "alerts.children", "live-news", **{"alerts-about.data": {**ABOUT, "patient": str(ADA)}, "alerts-view.data": "all"})
    assert [query for what, query in api.asked if what == "GET /v1/alerts"] == [{"patient_id": str(ADA)}]


async def test_only_what_is_unfolded_is_asked_for_alert_by_alert() -> None:
    shut, unfolded = alert(), alert(raised_at=NOON - timedelta(hours=2))
    api = Desk(shut, unfolded)
    await called(api, "alerts.children", "alerts-open", **{"alerts-open.data": [str(unfolded.id), str(uuid4())], "alerts-view.data": "all"})
    assert [what for what, _ in api.asked] == ["GET /v1/alerts", "GET /v1/alerts/waiting", f"GET /v1/alerts/{unfolded.id}"]


async def test_an_api_that_does_not_answer_is_said_and_the_list_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("gone")

    api = Desk()
    monkeypatch.setattr(api, "handler", gone)
    answer = await called(api, "alerts.children", "alerts-done", **{"alerts-open.data": [], "alerts-view.data": "all"})
    assert UNREACHABLE[8:30] in said(answer) and "alerts" not in answer.get("response", {})


async def test_the_filters_are_counted_anew_with_the_list_but_not_on_a_patient_s_page() -> None:
    answer = await called(Desk(alert()), "alerts.children", "alerts-done", **{"alerts-open.data": [], "alerts-view.data": "all"})
    assert "Nobody’s (1)" in said(answer) and "Held back (3)" in said(answer)
    about = {**ABOUT, "patient": str(ADA)}
    answer = await called(Desk(alert()), "alerts.children", "alerts-done", **{"alerts-open.data": [], "alerts-view.data": "all", "alerts-about.data": about})
    assert "Held back" not in said(answer)


async def take(api: Desk, *alerts: Alert) -> dict[str, Any]:
    return await called(api, "alerts-done.data", "alerts-several", **{"alerts-several.data": {"alerts": [str(one.id) for one in alerts], "at": 1}})


async def test_several_are_taken_in_one_question_and_it_is_said_whose_they_are() -> None:
    one, two = alert(), alert(patient_name="Max")
    api = Desk(one, two)
    api.lists["/v1/alerts/acknowledge"] = TakenSeveral(results=[TakenResult(alert_id=each.id, status=200, alert=each) for each in (one, two)])
    answer = await take(api, one, two)
    assert [what for what, _ in api.asked] == ["POST /v1/alerts/acknowledge"] and api.asked[0][1] == {"alert_ids": [str(one.id), str(two.id)]}
    assert "You have taken 2 alerts: Ada, Pain; Max, Pain." in said(answer) and answer["response"]["alerts-done"]["data"]


async def test_of_several_the_one_that_somebody_resolved_is_named_and_the_others_are_taken() -> None:
    one, gone = alert(), alert(patient_name="Max", state="resolved", outcome="visit")
    api = Desk(one, gone, steps=[step("resolved", "Dr Okoro")])
    conflict = Problem(type="x", title="x", status=409, detail="Somebody was first.")
    api.lists["/v1/alerts/acknowledge"] = TakenSeveral(
        results=[TakenResult(alert_id=one.id, status=200, alert=one), TakenResult(alert_id=gone.id, status=409, problem=conflict)]
    )
    told = said(await take(api, one, gone))
    assert "You have taken 1 alert: Ada, Pain." in told and "Max, Pain: Dr Okoro has resolved this already" in told


async def test_none_chosen_asks_nothing() -> None:
    api = Desk(alert())
    await take(api)
    assert api.asked == []
