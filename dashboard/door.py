"""What every request to /team passes first: who may ask from where, in whose name, and what the browser is told to refuse."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from dashboard.client import COOKIE, Api, Refused, SignedOut, asking

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOME = "/team/"
SIGN_IN = "/team/sign-in"
TOKEN = re.compile(r"[A-Za-z0-9_-]+")
OPEN = ("/team/_dash", "/team/_favicon", "/team/assets/", SIGN_IN)  # holds no patient's data; callbacks ask the API, which asks for the session
FOREIGN = b"This request did not come from Balm's own pages, so nothing was changed. Please open Balm in a tab of its own and try again."


def policy(script_hashes: list[str]) -> str:
    """Mantine, Plotly and AG Grid write style elements, so styles need 'unsafe-inline'; nothing needs 'unsafe-eval'."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}


def session_of(headers: dict[str, str]) -> str:
    """As the API reads it. Python's own reader gives up at a cookie of another application on the same host that it doesn't like."""
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";") if "=" in part)
    found = {name.strip(): value.strip() for name, _, value in pairs}.get(COOKIE, "")
    return found if TOKEN.fullmatch(found) else ""


def is_foreign(scope: Scope, headers: dict[str, str], own_origin: str | None) -> bool:
    """A change, or a WebSocket, asked for by a page that isn't ours."""
    if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
        return False
    sent = headers.get("origin", "")
    return sent != own_origin and (not sent or urlsplit(sent).netloc != headers.get("host"))


def asked_for(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


async def is_signed_in(api: Api) -> bool:
    """Where the API gives no answer, or an odd one, the page is shown and says so."""
    try:
        await api.me()
    except SignedOut:
        return False
    except Refused:
        return True
    return True


class Door:
    """`script_hashes`: what the content security policy allows inline."""

    def __init__(self, app: App, http: httpx.AsyncClient, own_origin: str | None, script_hashes: list[str]) -> None:
        self.app, self.http, self.own_origin = app, http, own_origin
        self.headers = [
            (b"content-security-policy", policy(script_hashes).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = headers_of(scope)
        api = Api(self.http, session_of(headers))
        guarded = self.guarded(send)
        if is_foreign(scope, headers, self.own_origin):
            await refuse(scope, receive, guarded)
        elif await self.must_sign_in(scope, api):
            await redirect(guarded, f"{SIGN_IN}?next={quote(asked_for(scope))}")
        else:
            asking.set(api)
            await self.app(scope, receive, guarded)

    async def must_sign_in(self, scope: Scope, api: Api) -> bool:
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            return False
        return not api.headers or not await is_signed_in(api)

    def guarded(self, send: Send) -> Send:
        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", []))
                if not any(name.lower() == b"cache-control" for name, _ in own):
                    own.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*own, *self.headers]}
            await send(message)

        return send_guarded


async def redirect(send: Send, to: str) -> None:
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", to.encode()), (b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4003, "reason": "not from Balm's own pages"})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(FOREIGN)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": FOREIGN})
