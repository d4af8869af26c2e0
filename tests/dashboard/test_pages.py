"""The callbacks of the pages as a browser asks for them, and what stands around them: an API in trouble, settings, the end of a session."""

import logging
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from msgspec import structs

from dashboard import cards, settings, shell, sign_in
from dashboard.client import Refused, SignedOut
from schemas.alerts import AlertHistory, Alerts
from schemas.worklist import Worklist, WorklistRow
from tests import team
from tests.dashboard.charts import ADA, MAY, NOON, ZONE, alert, check_in, nadia, symptom, text_of, timeline

HEADERS = {"cookie": "balm_session=nadia-session", "origin": team.API_URL}


def row(number: int) -> WorklistRow:
    return WorklistRow(patient_id=uuid4(), name=f"Patient {number}", care="hospice", reason="", symptoms=[])


class Hospice(httpx.MockTransport):
    """An API with so many patients, which answers a page at a time and notes what it was asked."""

    def __init__(self, patients: int = 1, may: list[str] | None = None) -> None:
        super().__init__(self.answer)
        self.rows, self.may, self.asked = [row(number) for number in range(patients)], MAY if may is None else may, list[httpx.URL]()
        self.timelines: dict[str, Any] = {}

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        if request.url.path == "/v1/me":
            return httpx.Response(200, content=msgspec.json.encode(nadia(may=self.may)))
        if request.url.path == "/v1/worklist":
            return httpx.Response(200, content=msgspec.json.encode(self.page(request.url.params)))
        if request.url.path == "/v1/alerts":
            return httpx.Response(200, content=msgspec.json.encode(Alerts(alerts=[], as_of=NOON)))
        return httpx.Response(200, content=msgspec.json.encode(self.timelines[request.url.params.get("days", "all")]))

    def page(self, params: httpx.QueryParams) -> Worklist:
        start, limit = int(params.get("after", 0)), int(params["limit"])
        more = start + limit < len(self.rows)
        return Worklist(rows=self.rows[start : start + limit], total=len(self.rows), as_of=NOON, next=str(start + limit) if more else None)


async def test_dash_itself_waits_for_no_button_that_news_may_draw_anew() -> None:
    """It would lose clicks; assets/presses.js hears such buttons, and a store beside the list begins the callback."""
    async with team.browser(Hospice()) as browser:
        callbacks = (await browser.get("/team/_dash-dependencies")).json()
    assert [one["output"] for one in callbacks for part in one["inputs"] if part["id"].startswith("{")] == []


async def shown(api: httpx.AsyncBaseTransport, pathname: str, search: str = "") -> str:
    """The page at this address."""
    parts = [{"id": "_pages_location", "property": "pathname", "value": pathname}, {"id": "_pages_location", "property": "search", "value": search}]
    outputs = [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}]
    body = {"output": ".._pages_content.children..._pages_store.data..", "outputs": outputs, "inputs": parts, "changedPropIds": ["_pages_location.pathname"]}
    async with team.browser(api) as browser:
        answer = await browser.post("/team/_dash-update-component", json=body, headers=HEADERS)
    assert answer.status_code == 200
    return answer.text


async def renewed(api: httpx.AsyncBaseTransport, limit: int) -> dict[str, Any]:
    """The worklist's grid after news."""
    async with team.browser(api) as browser:
        (found,) = [one for one in (await browser.get("/team/_dash-dependencies")).json() if "worklist.rowData" in one["output"]]
        values = {"search": "", "limit": limit, "live-change": {}, "about": {"zone": ZONE, "organisation": "x", "may_enrol": True}, "worklist": []}
        filled = {part: [{**one, "value": values[one["id"]]} for one in found[part]] for part in ("inputs", "state")}
        outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in found["output"].strip(".").split("...")]
        body = {"output": found["output"], "outputs": outputs, **filled, "changedPropIds": ["live-change.data"]}
        answer = await browser.post("/team/_dash-update-component", json=body, headers=HEADERS)
    response: dict[str, Any] = answer.json()["response"]
    return response


@pytest.mark.parametrize(("patients", "more"), [(100, False), (101, True)])
async def test_more_patients_can_be_asked_for_exactly_when_there_are_more(patients: int, more: bool) -> None:
    page = await shown(Hospice(patients), "/team/")
    assert ('"hidden":false' in page.replace(" ", "")) is more


@pytest.mark.parametrize(("limit", "calls"), [(100, 1), (200, 1), (300, 2), (1000, 5)])
async def test_what_was_on_the_screen_is_renewed_in_as_few_questions_as_can_be(limit: int, calls: int) -> None:
    api = Hospice(1200)
    found = await renewed(api, limit)
    assert len(found["worklist"]["rowData"]) == limit and len({one["id"] for one in found["worklist"]["rowData"]}) == limit
    assert sum(url.path == "/v1/worklist" for url in api.asked) == calls
    assert found["more"]["hidden"] is (limit == 1000)  # so many are the most that one screen takes


async def test_an_auditor_s_page_asks_for_no_patient() -> None:
    api = Hospice(may=["me.read", "audit.read"])
    for page in ("/team/", "/team/alerts"):
        assert "Open to the care team" in await shown(api, page)
    assert {url.path for url in api.asked} == {"/v1/me"}


async def test_the_patient_page_opens_on_the_smallest_range_with_answers() -> None:
    api = Hospice()
    quiet, answered = timeline(now=[symptom()]), timeline(check_in(40), now=[symptom()])
    api.timelines = {"14": quiet, "92": answered, "all": answered}
    assert "so you see the last 3 months" in await shown(api, f"/team/patients/{ADA}")
    assert [url.params.get("days") for url in api.asked if "timeline" in url.path] == ["14", "92"]


async def test_the_patient_page_opens_on_the_smallest_range_with_the_check_in_that_is_wanted() -> None:
    api = Hospice()
    wanted = check_in(40)
    api.timelines = {"14": timeline(check_in(1)), "92": timeline(check_in(1), wanted), "all": timeline()}
    page = await shown(api, f"/team/patients/{ADA}", f"?check_in={wanted.id}")
    assert f'"data-id":"{wanted.id}"' in page.replace(" ", "") and "Nothing came" not in page
    assert [url.params.get("days") for url in api.asked if "timeline" in url.path] == ["14", "92"]


async def test_one_question_draws_the_whole_patient_page() -> None:
    api = Hospice()
    answered = structs.replace(timeline(check_in(1)), alerts=[AlertHistory(alert=alert(), steps=[]), AlertHistory(alert=alert(state="resolved", outcome="call"), steps=[])])
    api.timelines = {"14": answered}
    page = await shown(api, f"/team/patients/{ADA}")
    assert "1 alert waits for an answer" in page and "Take it" in page
    assert [url.path for url in api.asked] == ["/v1/me", f"/v1/patients/{ADA}/timeline"]


async def test_who_never_reported_is_asked_for_once() -> None:
    api = Hospice()
    api.timelines = {"14": timeline()}
    assert "Nothing reported yet" in await shown(api, f"/team/patients/{ADA}")


async def test_an_address_that_is_no_patient_s_is_not_asked_of_the_api() -> None:
    api = Hospice()
    assert "We can't find that" in await shown(api, "/team/patients/nobody")
    assert not [url for url in api.asked if "patients" in url.path]


async def test_an_api_that_does_not_answer_is_a_notice_with_a_way_on() -> None:
    page = await shown(httpx.MockTransport(lambda _: httpx.Response(502)), "/team/")
    assert "That did not work" in page and "Try again" in page


@pytest.mark.parametrize(
    ("status", "title"),
    [(401, "You are signed out"), (403, "This isn't open to your role"), (404, "We can't find that"), (503, "can't be reached"), (500, "did not work")],
)
def test_each_refusal_is_a_notice_that_says_what_to_do(status: int, title: str) -> None:
    notice = cards.notices.refused(status, "Because.")
    assert title in text_of(notice) and ("href" in str(notice))


@pytest.mark.parametrize(
    ("error", "said"), [(Refused(409, "Somebody was first."), "Somebody was first."), (KeyError("Ada"), shell.OURS), (SignedOut(401, "x"), "signed out")]
)
def test_what_a_callback_could_not_do_is_said_and_only_our_own_faults_are_logged(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(shell, "set_props", lambda name, props: told.update({name: props["children"]}))
    with caplog.at_level(logging.ERROR):
        shell.on_error(error)
    assert said in text_of(told["notice"])
    assert bool(caplog.records) is isinstance(error, KeyError)
    assert ("_pages_content" in told) is isinstance(error, SignedOut)


def test_the_pages_that_are_files_load_what_is_there_and_say_when_it_changed() -> None:
    for name in ("sign_in.html", "index.html"):
        assert 'lang="en"' in sign_in.written(name) and "scheme.js?m=" in sign_in.written(name)
    assert "http" not in sign_in.written().replace("http-equiv", "")


def test_settings_are_read_from_the_environment_and_near_by_default() -> None:
    assert settings.read({}) == settings.Settings(api_url="http://127.0.0.1:8000")
    assert settings.read({"BALM_HOST": "0.0.0.0", "BALM_PORT": "9"}).api_url == "http://127.0.0.1:9"
    found = settings.read({"BALM_API_URL": "http://api:8000/", "BALM_ORIGIN": "https://balm.example", "BALM_DASHBOARD_PORT": "65535"})
    assert (found.api_url, found.origin, found.port) == ("http://api:8000", "https://balm.example", 65535)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BALM_API_URL", "api:8000"), ("BALM_ORIGIN", "https://x/team"), ("BALM_DASHBOARD_PORT", "65536"), ("BALM_PORT", "0"), ("BALM_PORT", "٣")],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(settings.BadSetting, match=name):
        settings.read({name: value})


async def test_an_address_that_leads_nowhere_leads_back_to_the_patients() -> None:
    said = await shown(Hospice(), "/team/nothing")
    assert "We can't find that" in said and "Back to the patients" in said and "404 -" not in said
