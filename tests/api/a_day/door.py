"""The application asked without a client between: what httpx does for a request costs as much as what Balm does."""

from typing import Any

import msgspec
from litestar import Litestar


async def ask(app: Litestar, method: str, path: str, query: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
    """Status, and what the answer's JSON says."""
    sent, answered, content = [b"" if body is None else msgspec.json.encode(body)], [0], bytearray()
    all_headers = {"host": "balm.test", "content-type": "application/json", "content-length": str(len(sent[0])), **headers}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": sent.pop(), "more_body": False} if sent else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        answered[0] = message.get("status", answered[0])
        content.extend(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in all_headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("balm.test", 80),
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    return answered[0], msgspec.json.decode(content) if content else None
