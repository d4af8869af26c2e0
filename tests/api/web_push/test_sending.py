"""Where a push may go: the browsers' push services, by https, at public addresses, and no further."""

import asyncio
import socket
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.settings import read
from api.web_push.encryption import CURVE
from api.web_push.sending import Allowed, Answered, NotPublic, Sender, sender_of
from tests.people import NOW
from tests.push_service import Browser

MOZILLA = "https://updates.push.services.mozilla.com/wpush/v2/abc"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        MOZILLA,
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_browsers_push_services_are_known(endpoint: str) -> None:
    assert Allowed().permits(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com/x#fragment",
        "https://push.apple.com/x",  # only what lies below it
        "https://evilpush.apple.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "nonsense",
    ],
)
def test_nothing_else_is(endpoint: str) -> None:
    assert not Allowed(here=("127.0.0.1:8",)).permits(endpoint)


def sender(answers: list[httpx.Response], asked: list[httpx.Request], allowed: Allowed | None = None) -> Sender:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answers.pop(0)

    found = Sender(ec.generate_private_key(CURVE), "https://balm.example", allowed)
    found.http = httpx.AsyncClient(transport=httpx.MockTransport(answer), follow_redirects=False)
    return found


async def send(by: Sender, endpoint: str = MOZILLA) -> Answered:
    browser = Browser("unused")
    found = await by.send(endpoint, browser.subscription_key, browser.secret, b"{}", "reminder", 7200, NOW)
    await by.close()
    return found


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    async def looked_up(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", looked_up, raising=False)


async def test_it_goes_to_the_address_that_was_looked_at_under_the_push_service_s_name(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "34.107.243.93")
    asked: list[httpx.Request] = []
    assert await send(sender([httpx.Response(201)], asked)) == Answered(201)
    (request,) = asked
    assert (request.url.host, request.headers["host"], request.extensions["sni_hostname"]) == ("34.107.243.93", *["updates.push.services.mozilla.com"] * 2)
    assert (request.headers["ttl"], request.headers["topic"], request.headers["content-encoding"]) == ("7200", "reminder", "aes128gcm")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.20", "169.254.169.254", "172.16.0.1", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1"])
async def test_a_name_that_leads_into_a_private_network_is_not_followed(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    leads_to(monkeypatch, "34.107.243.93", address)
    asked: list[httpx.Request] = []
    with pytest.raises(NotPublic):
        await send(sender([], asked))
    assert asked == []


async def test_a_redirect_is_an_answer_and_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "34.107.243.93")
    asked: list[httpx.Request] = []
    assert (await send(sender([httpx.Response(307, headers={"location": "http://169.254.169.254/"})], asked))).status == 307
    assert len(asked) == 1


async def test_what_is_stored_is_looked_at_again_before_it_is_used() -> None:
    asked: list[httpx.Request] = []
    with pytest.raises(NotPublic):
        await send(sender([], asked), "https://once-allowed.example/x")
    assert asked == []


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-5", None)])
async def test_how_long_to_wait_is_heard_where_it_is_a_number(monkeypatch: pytest.MonkeyPatch, header: str, seconds: int | None) -> None:
    leads_to(monkeypatch, "34.107.243.93")
    assert await send(sender([httpx.Response(429, headers={"retry-after": header})], [])) == Answered(429, seconds)


async def test_without_a_key_push_is_off() -> None:
    assert sender_of(read({})) is None
