"""What holds for every request: too many and foreign ones are refused before any handler sees them, and no answer is kept by a cache."""

import hashlib
import time
from collections import Counter
from urllib.parse import urlsplit

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ORIGIN, RATE, Kind, Refused
from api.family import replies
from api.identifying import COOKIE, FAMILY_COOKIE

SAFE = ("GET", "HEAD", "OPTIONS")
MINUTE = 60.0


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}


async def refuse(scope: Scope, send: Send, kind: Kind, headers: dict[str, str] | None = None) -> None:
    body, own = refusal(scope, kind)
    sent = {**own, "content-length": str(len(body)), **(headers or {})}
    await send({"type": "http.response.start", "status": kind.status, "headers": [(k.encode(), v.encode()) for k, v in sent.items()]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def refusal(scope: Scope, kind: Kind) -> tuple[bytes, dict[str, str]]:
    if replies.is_below(scope["path"]):
        html = replies.refusal(kind.status, headers_of(scope).get("accept-language", ""))
        return html.encode(), {"content-type": "text/html; charset=utf-8", **{name.lower(): value for name, value in replies.HEADERS.items()}}
    return msgspec.json.encode(Refused(kind).problem()), {"content-type": "application/problem+json", "cache-control": "no-store"}


def session_cookie(headers: dict[str, str], name: str = COOKIE) -> str | None:
    """Read as the framework reads it: where only one of the two saw a session, the other would let pass what it must not."""
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";") if "=" in part)
    return {key.strip(): value.strip() for key, _, value in pairs}.get(name)


def is_foreign(method: str, headers: dict[str, str], own_origin: str) -> bool:
    """A change that a browser sent with the session's cookie, from a page that isn't ours."""
    if method in SAFE or "authorization" in headers:
        return False
    sent = headers.get("origin")
    if sent is None:
        return session_cookie(headers) is not None
    return sent != own_origin and urlsplit(sent).netloc != headers.get("host", "")


def is_foreign_form(headers: dict[str, str], own_origin: str) -> bool:
    """Of the family page: its own forms come from "null", so what else the browser says of where they come from counts too. Old browsers say nothing."""
    foreign = headers.get("origin", "null") != "null" and is_foreign("POST", headers, own_origin)
    return foreign or headers.get("sec-fetch-site") in ("cross-site", "same-site")


PRIVATE = {b"cache-control": b"no-store", b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}


async def keep_private(message: Message, _: Scope) -> None:
    """Patients' data belong in no cache and no referrer; a route that says otherwise serves files."""
    if message["type"] == "http.response.start":
        own = list(message.get("headers", []))
        said = {name.lower() for name, _ in own}
        message["headers"] = [*own, *((name, value) for name, value in PRIVATE.items() if name not in said)]


class SameOrigin:
    """A change must come from our own pages; SameSite cookies are the first wall, this is the second."""

    def __init__(self, app: ASGIApp, own_origin: str) -> None:
        self.app, self.own_origin = app, own_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE and self.refuses(scope["path"], scope["method"], headers_of(scope)):
            await refuse(scope, send, ORIGIN)
        else:
            await self.app(scope, receive, send)


    def refuses(self, path: str, method: str, headers: dict[str, str]) -> bool:
        """Forms of a page without a referrer, as the family's, come from "null"."""
        return is_foreign_form(headers, self.own_origin) if replies.is_below(path) else is_foreign(method, headers, self.own_origin)


class RateLimit:
    """So many requests a minute for one token, session or network address, per process. Counts are forgotten each minute, so memory stays bounded."""

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        self.app, self.a_minute = app, a_minute
        self.counts: Counter[bytes] = Counter()
        self.until = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and self.is_exceeded(self.caller(scope)):
            await refuse(scope, send, RATE, {"retry-after": str(max(1, int(self.until - time.monotonic())))})
        else:
            await self.app(scope, receive, send)

    def caller(self, scope: Scope) -> bytes:
        headers = headers_of(scope)
        client = scope.get("client")
        known_as = headers.get("authorization") or session_cookie(headers) or session_cookie(headers, FAMILY_COOKIE) or (client[0] if client else "")
        return hashlib.sha256(known_as.encode()).digest()

    def is_exceeded(self, caller: bytes) -> bool:
        now = time.monotonic()
        if now >= self.until:
            self.counts.clear()
            self.until = now + MINUTE
        self.counts[caller] += 1
        return self.counts[caller] > self.a_minute
