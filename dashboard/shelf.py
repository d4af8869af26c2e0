"""Scripts and styles, compressed once and kept. Dash would read and compress 9 MB anew for every browser."""

import asyncio
import gzip
import zlib
from collections.abc import MutableMapping
from typing import Any

from msgspec import Struct

from dashboard.door import App, Receive, Scope, Send, headers_of

PREFIXES = ("/team/_dash-component-suites/", "/team/assets/")
WORTH_IT = (b"javascript", b"css", b"svg", b"json")
FOR_EVER = b"public, max-age=31536000, immutable"  # the address changes with the file
ASK_AGAIN = b"no-cache"
MOST = 600  # addresses kept; Dash and our assets have about 200. It answers any date written into an address, so somebody could invent them without end


class Kept(Struct, frozen=True):
    content_type: bytes
    plain: bytes
    gzipped: bytes | None
    etag: bytes


class Shelf:
    """Keeps what it answered with 200, by path; the same content under two addresses is kept once."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.kept: dict[str, Kept] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not path.startswith(PREFIXES):
            await self.app(scope, receive, send)
            return
        if path not in self.kept:
            found = await self.fetch(scope, receive)
            if found is None:
                await not_found(send)
                return
            self.put(path, found)
        await answer(scope, self.kept[path], is_dated(scope, path), send)

    def put(self, path: str, found: Kept) -> None:
        while len(self.kept) >= MOST:
            del self.kept[next(iter(self.kept))]
        self.kept[path] = found

    async def fetch(self, scope: Scope, receive: Receive) -> Kept | None:
        """Null where there is no such file (Dash answers 500 to names it doesn't know)."""
        parts: list[MutableMapping[str, Any]] = []

        async def collect(message: MutableMapping[str, Any]) -> None:
            parts.append(message)

        plain_headers = [(name, value) for name, value in scope["headers"] if name.lower() not in (b"if-none-match", b"if-modified-since", b"range")]
        await self.app({**scope, "method": "GET", "headers": plain_headers}, receive, collect)
        if not parts or parts[0]["status"] != 200:
            return None
        headers = dict(parts[0]["headers"])
        body = b"".join(part.get("body", b"") for part in parts[1:])
        same = next((kept for kept in self.kept.values() if kept.plain == body), None)
        return same or await asyncio.to_thread(keep, body, headers.get(b"content-type", b"application/octet-stream"))


def keep(body: bytes, content_type: bytes) -> Kept:
    gzipped = gzip.compress(body, 9, mtime=0) if any(word in content_type for word in WORTH_IT) and len(body) > 500 else None
    return Kept(content_type, body, gzipped, b'"%08x-%x"' % (zlib.crc32(body), len(body)))


def is_dated(scope: Scope, path: str) -> bool:
    """Whether the address carries the file's date, as Dash writes it."""
    return ".v" in path.rpartition("/")[2] or b"m=" in scope.get("query_string", b"")


async def answer(scope: Scope, kept: Kept, dated: bool, send: Send) -> None:
    asked = headers_of(scope)
    body = kept.gzipped if kept.gzipped is not None and "gzip" in asked.get("accept-encoding", "") else None
    headers = [(b"etag", kept.etag), (b"cache-control", FOR_EVER if dated else ASK_AGAIN), (b"vary", b"accept-encoding")]
    if asked.get("if-none-match", "").encode() == kept.etag:
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    if body is not None:
        headers.append((b"content-encoding", b"gzip"))
    sent = kept.plain if body is None else body
    headers += [(b"content-type", kept.content_type), (b"content-length", str(len(sent)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else sent})


async def not_found(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
