"""What every request passes before any route sees it."""

from typing import Any

import httpx
import pytest
from litestar.connection import ASGIConnection

from api import limits
from tests.people import Cast

THEIRS = ['prefs={"x": "y"}', "a[b]=1", "a=b c", "expires=1", "", "alone", 'a="q', "a,b=1", "balm_session"]


def as_the_framework_reads(cookies: str) -> str | None:
    return ASGIConnection({"type": "http", "headers": [(b"cookie", cookies.encode())]}).cookies.get("balm_session")  # type: ignore[typeddict-item]


@pytest.mark.parametrize("theirs", THEIRS)
@pytest.mark.parametrize("order", [1, -1])
def test_both_walls_see_the_same_session_whatever_else_stands_in_the_cookies(theirs: str, order: int) -> None:
    cookies = "; ".join(["balm_session=nadia-session", theirs][::order])
    assert limits.session_cookie({"cookie": cookies}) == as_the_framework_reads(cookies)


@pytest.mark.parametrize("theirs", THEIRS[:-1])
async def test_a_change_without_an_origin_is_foreign_also_beside_another_application_s_cookies(client: httpx.AsyncClient, cast: Cast, theirs: str) -> None:
    headers = {"cookie": f"{theirs}; balm_session=nadia-session"}
    answer = await client.post("/v1/patients", json={"name": "Eve"}, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:foreign-origin")
    assert (await client.get("/v1/me", headers=headers)).status_code == 200


def test_families_behind_one_network_address_are_counted_one_by_one() -> None:
    """An open page asks every few seconds whether it may stay, and a whole ward may share an address."""
    limit = limits.RateLimit(None, 600)  # type: ignore[arg-type]

    def caller(cookie: str) -> bytes:
        return limit.caller({"type": "http", "headers": [(b"cookie", cookie.encode())], "client": ("203.0.113.7", 1)})  # type: ignore[typeddict-item]

    assert len({caller("balm_family=marias"), caller("balm_family=peters"), caller("")}) == 3 and caller("a=b; balm_family=marias") == caller("balm_family=marias")


async def test_too_many_requests_are_told_to_people_as_a_page_and_to_programs_as_a_problem() -> None:
    limit = limits.RateLimit(None, 0)  # type: ignore[arg-type]

    async def told(path: str) -> tuple[int, dict[bytes, bytes], str]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await limit({"type": "http", "path": path, "headers": [(b"accept-language", b"es")], "client": None}, None, send)  # type: ignore[typeddict-item, arg-type]
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()

    status, headers, body = await told("/family/summary")
    assert (status, headers[b"content-type"], headers[b"cache-control"]) == (429, b"text/html; charset=utf-8", b"no-store") and int(headers[b"retry-after"]) > 0
    assert 'lang="es"' in body and "Espere un minuto" in body and int(headers[b"content-length"]) == len(body.encode())
    status, headers, body = await told("/v1/me")
    assert (status, headers[b"content-type"]) == (429, b"application/problem+json") and "urn:balm:problem:rate-limit" in body
