import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Stream

from api import access, queries
from api.access import Actor, Asking
from api.db import Connection, Pool, transaction
from api.hub import Hub
from api.identifying import COOKIE
from schemas.events import Event

Clock = Callable[[], datetime]
HEARTBEAT = 20.0  # seconds; at each the session is looked at again


@get("/events", media_type="text/event-stream")
async def events(
    request: Request[Any, Any, Any], db: NamedDependency[Connection], actor: Asking, pool: NamedDependency[Pool], hub: NamedDependency[Hub]
) -> Stream:
    """Server-sent events: what changed, by id, until the session ends."""
    access.allow(actor, "worklist.read")
    token = request.cookies.get(COOKIE, "")
    clock = request.app.state.clock
    return Stream(stream(hub, pool, actor, token, clock), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def stream(hub: Hub, pool: Pool, actor: Actor, token: str, clock: Clock) -> AsyncIterator[bytes]:
    with hub.subscribe(actor.organisation_id) as queue:
        yield b": connected\n\n"
        while await is_signed_in(pool, token, clock()):
            try:
                event = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if event is None:
                return
            yield written(event)


def written(event: Event) -> bytes:
    return b"event: " + event.kind.encode() + b"\ndata: " + msgspec.json.encode(event) + b"\n\n"


async def is_signed_in(pool: Pool, token: str, now: datetime) -> bool:
    async with transaction(pool) as db:
        return await queries.credentials.find(db, "session", token, now) is not None
