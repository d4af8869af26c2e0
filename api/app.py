"""create_app: the only file that knows all the others."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException

from api import caregiving, identifying, limits, reminding, responding, screening, silences
from api.access import Actor
from api.bodies import StrictRequest
from api.db import Connection, Pool, open_pool, transaction
from api.family import replies
from api.hub import Hub
from api.jobs import demo_check_ins, pushing, sealing, tidying, timers
from api.jobs.keeping import keep
from api.queries.timers import Kind
from api.routes import calendar_links, documentation, family, health, mobile
from api.settings import Settings
from api.v1 import V1
from api.web_push.sending import Allowed, Sender, sender_of

LARGEST_BODY = 2_000_000  # bytes; 200 check-ins with long notes fit


FIRES: dict[Kind, timers.Fire] = {
    "silence": silences.fire,
    "response": responding.fire,
    "reminder": reminding.remind,
    "screening": timers.each(screening.fire),
    "bereavement": timers.each(caregiving.bereave),
}


def system_clock() -> datetime:
    return datetime.now(UTC)


def provide_now(state: State) -> datetime:
    return state.clock()  # type: ignore[no-any-return]


def provide_pool(state: State) -> Pool:
    return state.pool  # type: ignore[no-any-return]


def provide_hub(state: State) -> Hub:
    return state.hub  # type: ignore[no-any-return]


def provide_settings(state: State) -> Settings:
    return state.settings  # type: ignore[no-any-return]


def provide_sender(state: State) -> Sender | None:
    return state.sender  # type: ignore[no-any-return]


async def provide_db(request: Request[Any, Any, Any], state: State) -> AsyncGenerator[Connection, None]:
    """The request's one transaction, with the one who asks already known: what raises later would leave it open (Litestar closes only what was resolved).

    Litestar ends it before the answer is sent, so success is never told before the commit.
    """
    async with transaction(state.pool) as db:
        request.state.actor = await identifying.identify(db, request, state.settings.demo, state.clock())
        yield db
    state.hub.publish(db.announced)


async def provide_actor(request: Request[Any, Any, Any], db: NamedDependency[Connection]) -> Actor:
    return request.state.actor  # type: ignore[no-any-return]


DEPENDENCIES = {
    "db": Provide(provide_db),
    "actor": Provide(provide_actor),
    "now": Provide(provide_now, sync_to_thread=False),
    "pool": Provide(provide_pool, sync_to_thread=False),
    "hub": Provide(provide_hub, sync_to_thread=False),
    "settings": Provide(provide_settings, sync_to_thread=False),
    "sender": Provide(provide_sender, sync_to_thread=False),
}


def begun(pool: Pool, hub: Hub, sender: Sender | None, clock: Callable[[], datetime], settings: Settings) -> list[asyncio.Task[None]]:
    """What happens without a request."""
    coming = demo_check_ins.Coming()
    every: list[tuple[float, str, Callable[[], Awaitable[object]]]] = [
        (sealing.EVERY, "sealing", lambda: sealing.seal_everything(pool)),
        (tidying.EVERY, "tidying", lambda: tidying.tidy_everything(pool, clock())),
        (timers.EVERY, "timers", lambda: timers.fire_everything(pool, hub, FIRES, clock())),
        *([(pushing.EVERY, "pushing", lambda: pushing.send_everything(pool, sender, clock()))] if sender else []),
        *([(settings.demo_every, "demo", lambda: demo_check_ins.come_in(pool, hub, coming, clock()))] if settings.demo and settings.demo_every else []),
    ]
    return [asyncio.create_task(keep(seconds, name, do)) for seconds, name, do in every]


def create_app(
    settings: Settings,
    database_url: str,
    clock: Callable[[], datetime] = system_clock,
    role: str | None = "balm_api",
    middleware: Sequence[Any] = (),
    phone_app: Path = mobile.FOLDER,
    push_to: Allowed | None = None,
) -> Litestar:
    """`database_url`: where DATABASE_URL or the embedded server is. `role` null: the URL's own role is the API's. The clock is passed in, for tests; so is
    `push_to`, where pushes may go."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        pool = await open_pool(app.state.database_url, settings.pool_size, role)
        app.state.pool, app.state.hub, app.state.sender = pool, Hub(app.state.database_url, pool), sender_of(settings, push_to)
        jobs = begun(pool, app.state.hub, app.state.sender, app.state.clock, settings)
        async with app.state.hub.running():
            yield
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        if app.state.sender:
            await app.state.sender.close()
        await pool.close()

    return Litestar(
        route_handlers=[V1, health.health, mobile.served_from(phone_app), calendar_links.by_link, *family.ROUTES, *documentation.ROUTES],
        lifespan=[lifespan],
        state=State({"settings": settings, "clock": clock, "database_url": database_url}),
        dependencies=DEPENDENCIES,
        before_send=[limits.keep_private],
        exception_handlers={HTTPException: replies.answer, Exception: replies.answer},
        request_class=StrictRequest,
        request_max_body_size=LARGEST_BODY,
        middleware=[lambda app: limits.RateLimit(app, settings.rate_limit), lambda app: limits.SameOrigin(app, settings.origin), *middleware],
        openapi_config=documentation.CONFIG,
        logging_config=None,
        debug=False,
    )
