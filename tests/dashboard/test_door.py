import hashlib
import re
from base64 import b64encode
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.client import asking
from dashboard.door import Door, asked_for, is_foreign, policy, session_of
from tests import team
from tests.dashboard.charts import nadia

OWN = "https://balm.example"
ME = msgspec.json.encode(nadia())
NO = msgspec.json.encode({"type": "x", "title": "X", "status": 401, "detail": "Please sign in."})
SIGNED_IN = {"cookie": "balm_session=nadia-session"}


class Inside:
    """What stands behind the door: notes who was let in, in whose name."""

    def __init__(self, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        self.let_in: list[str] = []
        self.headers = headers or []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        self.let_in.append(asking.get().headers.get("cookie", "") if scope["type"] != "lifespan" else "lifespan")
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": self.headers})
            await send({"type": "http.response.body", "body": b"inside"})


def api(status: int = 200) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(status, content=ME if status == 200 else NO)), base_url="http://api.test")


def at_the_door(inside: Inside, own_origin: str | None = OWN, asked: httpx.AsyncClient | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(Door(inside, asked or api(), own_origin, ["'sha256-x'"])), base_url=OWN)


def test_nothing_is_evaluated_and_only_styles_may_stand_inline() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy(["'sha256-x'"]).split("; "))
    assert rules["script-src"] == "'self' 'sha256-x'"
    assert "unsafe-eval" not in policy([]) and [name for name, value in rules.items() if "unsafe-inline" in value] == ["style-src"]
    assert not re.search(r"https?:|\*", policy([]))  # no address but our own
    assert (rules["default-src"], rules["frame-ancestors"], rules["object-src"], rules["base-uri"]) == ("'self'", "'none'", "'none'", "'none'")


async def test_each_script_that_stands_in_dash_s_page_is_allowed_by_its_hash_and_no_other() -> None:
    async with team.browser(httpx.MockTransport(lambda _: httpx.Response(200, content=ME))) as browser:
        page = await browser.get("/team/", headers=SIGNED_IN)
    inline = [
        body for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", page.text, re.S) if "src=" not in attributes and "json" not in attributes
    ]
    needed = {f"'sha256-{b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in inline}
    allowed = set(re.findall(r"'sha256-[^']+'", page.headers["content-security-policy"]))
    assert needed and needed <= allowed


@pytest.mark.parametrize("answer", ["a page", "a redirect", "a refusal"])
async def test_every_answer_tells_the_browser_what_to_refuse(answer: str) -> None:
    async with at_the_door(Inside()) as browser:
        if answer == "a refusal":
            found = await browser.post("/team/_dash-update-component")
        else:
            found = await browser.get("/team/", headers=SIGNED_IN if answer == "a page" else {})
    assert found.status_code == {"a page": 200, "a redirect": 303, "a refusal": 403}[answer]
    assert "default-src 'self'" in found.headers["content-security-policy"]
    assert (found.headers["x-content-type-options"], found.headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert found.headers["cache-control"] == "no-store"


async def test_what_says_itself_how_long_it_may_be_kept_keeps_that() -> None:
    async with at_the_door(Inside([(b"Cache-Control", b"public, max-age=9")])) as browser:
        assert (await browser.get("/team/assets/base.css")).headers.get_list("cache-control") == ["public, max-age=9"]


@pytest.mark.parametrize("origin", ["https://evil.example", "https://balm.example.evil.example", "http://evil.example:443", "null", "", None])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_a_page_of_another_site_changes_nothing(method: str, origin: str | None) -> None:
    inside = Inside()
    async with at_the_door(inside) as browser:
        found = await browser.request(method, "/team/_dash-update-component", headers={**SIGNED_IN, **({} if origin is None else {"origin": origin})})
    assert found.status_code == 403 and "nothing was changed" in found.text and inside.let_in == []


async def test_our_own_pages_may_change_things_and_a_link_from_elsewhere_may_be_followed() -> None:
    inside = Inside()
    async with at_the_door(inside) as browser:
        assert (await browser.post("/team/_dash-update-component", headers={**SIGNED_IN, "origin": OWN})).status_code == 200
        assert (await browser.get("/team/", headers={**SIGNED_IN, "origin": "https://mail.example"})).status_code == 200
    assert inside.let_in == ["balm_session=nadia-session"] * 2


async def test_without_a_set_origin_the_address_that_was_asked_counts() -> None:
    async with at_the_door(Inside(), own_origin=None) as browser:
        assert (await browser.post("/team/_dash-x", headers={"origin": OWN})).status_code == 200
        assert (await browser.post("/team/_dash-x", headers={"origin": "https://evil.example"})).status_code == 403


@given(st.text(max_size=30), st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "websocket"]))
def test_no_origin_but_ours_is_ours(origin: str, method: str) -> None:
    scope = {"type": "websocket"} if method == "websocket" else {"type": "http", "method": method}
    assert is_foreign(scope, {"origin": origin, "host": "balm.example"}, OWN)
    assert not is_foreign(scope, {"origin": OWN, "host": "balm.example"}, OWN)


async def connected(origin: str | None) -> tuple[Inside, list[MutableMapping[str, Any]]]:
    inside, sent = Inside(), []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"balm.example"), (b"cookie", b"balm_session=nadia-session"), *([(b"origin", origin.encode())] if origin else [])]
    await Door(inside, api(), OWN, [])({"type": "websocket", "path": "/team/_dash-ws-callback", "headers": headers}, receive, send)
    return inside, sent


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_page_of_another_site_does_not_listen(origin: str | None) -> None:
    inside, sent = await connected(origin)
    assert inside.let_in == [] and [(message["type"], message["code"]) for message in sent] == [("websocket.close", 4003)]


async def test_our_own_page_listens_in_the_name_of_who_is_signed_in() -> None:
    inside, sent = await connected(OWN)
    assert inside.let_in == ["balm_session=nadia-session"] and sent == []


@pytest.mark.parametrize("path", ["/team/", "/team", "/team/patients/1", "/team/enrol", "/team/anything"])
@pytest.mark.parametrize(("cookie", "status"), [({}, 200), ({"cookie": "balm_session="}, 200), ({"cookie": "other=1"}, 200), (SIGNED_IN, 401)])
async def test_who_is_not_signed_in_is_led_to_the_door(path: str, cookie: dict[str, str], status: int) -> None:
    inside = Inside()
    async with at_the_door(inside, asked=api(status)) as browser:
        found = await browser.get(path, headers=cookie)
    assert found.status_code == 303 and found.headers["location"].startswith("/team/sign-in?next=/team") and inside.let_in == []


@given(st.text(max_size=30), st.text(alphabet="abc=&%20?/#", max_size=20))
async def test_after_signing_in_one_comes_to_the_address_that_was_asked_for(rest: str, query: str) -> None:
    scope = {"type": "http", "method": "GET", "path": f"/team/{rest}", "query_string": query.encode(), "headers": []}
    if scope["path"].startswith(("/team/_dash", "/team/_favicon", "/team/assets/", "/team/sign-in")):
        return
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await Door(Inside(), api(), OWN, [])(scope, None, send)  # type: ignore[arg-type]
    location = dict(sent[0]["headers"])[b"location"].decode("ascii")
    assert parse_qs(urlsplit(location).query)["next"] == [asked_for(scope)]


@pytest.mark.parametrize("status", [500, 502, 429])
async def test_a_server_in_trouble_is_said_on_the_page_and_is_no_way_to_the_sign_in(status: int) -> None:
    async with at_the_door(Inside(), asked=api(status)) as browser:
        assert (await browser.get("/team/", headers=SIGNED_IN)).status_code == 200


async def test_a_server_that_does_not_answer_is_said_on_the_page() -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    asked = httpx.AsyncClient(transport=httpx.MockTransport(nobody), base_url="http://api.test")
    async with at_the_door(Inside(), asked=asked) as browser:
        assert (await browser.get("/team/", headers=SIGNED_IN)).status_code == 200


@pytest.mark.parametrize("path", ["/team/sign-in", "/team/assets/base.css", "/team/_dash-layout", "/team/_dash-dependencies", "/team/_favicon.ico"])
async def test_what_stands_open_is_answered_without_a_question_to_the_api(path: str) -> None:
    def nothing(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    asked = httpx.AsyncClient(transport=httpx.MockTransport(nothing), base_url="http://api.test")
    async with at_the_door(Inside(), asked=asked) as browser:
        assert (await browser.get(path)).status_code == 200


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_a_cookie_header_of_any_kind_is_read_or_ignored(text: str) -> None:
    assert isinstance(session_of({"cookie": text}), str)


@pytest.mark.parametrize("theirs", ['prefs={"x": "y"}', "a[b]=1", "a=b c", "na\xefve=\xe9", "expires=1", "", "alone", 'a="q', "a,b=1", "balm_session"])
def test_a_cookie_of_another_application_on_the_same_host_signs_nobody_out(theirs: str) -> None:
    assert session_of({"cookie": f"{theirs}; balm_session=nadia-session"}) == "nadia-session"
    assert session_of({"cookie": f"balm_session=nadia-session; {theirs}"}) == "nadia-session"


@pytest.mark.parametrize("value", ["", "a b", "a\r\nx: y", "\xe9", "a,b", '"quoted"'])
def test_what_can_be_no_session_is_not_passed_on(value: str) -> None:
    assert session_of({"cookie": f"balm_session={value}"}) == ""


async def test_starting_and_stopping_pass_through() -> None:
    inside = Inside()
    await Door(inside, api(), OWN, [])({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
    assert inside.let_in == ["lifespan"]
