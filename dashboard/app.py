"""create_app: the team's pages as one ASGI application under /team/."""

import contextlib
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

from dash import Dash
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from dashboard import (
    answering,
    calendar_linking,
    caregiving,
    caring,
    certifying,
    client,
    configuring,
    confirming,
    courses,
    deciding,
    due_calendar,
    filing,
    medicating,
    on_record,
    planning,
    recording,
    reviewing,
    sharing,
    shell,
    sign_in,
    visiting,
)
from dashboard.door import App, Door
from dashboard.settings import Settings
from dashboard.shelf import Shelf

PREFIX = "/team/"
# what answers a press or a change on some page
PARTS = (
    shell, sharing, recording, answering, planning, caring, caregiving, medicating, configuring, confirming,
    visiting, filing, on_record, courses, reviewing, deciding, certifying, due_calendar, calendar_linking,
)  # fmt: skip


class Pages(Dash):  # type: ignore[misc]  # Dash has no types
    def enable_pages(self) -> None:
        """Page layouts here are async. Dash's own switch for it, `use_async`, asks for asgiref, which only its Flask backend needs."""
        self._use_async = True
        super().enable_pages()


def create_app(settings: Settings) -> App:
    http = client.connect(settings.api_url, settings.certificate)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await http.aclose()

    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    server.add_api_route("/team", lambda: RedirectResponse(PREFIX, 307), methods=["GET"])
    server.add_api_route("/team/sign-in", sign_in.page, methods=["GET"])
    dash = pages(server)
    return Door(Shelf(server), http, settings.origin, dash.csp_hashes())


def pages(server: FastAPI) -> Any:
    dash = Pages(
        __name__,
        server=server,
        requests_pathname_prefix=PREFIX,
        routes_pathname_prefix=PREFIX,
        assets_folder=str(Path(__file__).parent / "assets"),
        pages_folder=str(Path(__file__).parent / "pages"),
        assets_ignore=r"sign_in\..*|scheme\.js",  # the sign-in page loads its own; light or dark is settled in the page's head, before anything is drawn
        index_string=sign_in.written("index.html"),
        use_pages=True,
        title="Balm",
        update_title="",
        include_pages_meta=False,  # would put addresses that name patients into the page's head
        suppress_callback_exceptions=True,
        on_error=shell.on_error,
        websocket_inactivity_timeout=0,  # a quiet night is no reason to stop listening
        add_log_handler=False,
    )
    for part in PARTS:
        part.attach(dash)
    settle(dash)
    dash.backend._setup_catchall()  # a mounted application gets no lifespan; without this every address but the first is a 404
    return dash


def settle(dash: Any) -> None:
    """Dash registers its page router with the first request for its front page. It must be there before, for deep links and for the hashes of its scripts."""
    for prepare in dash.backend._before_request_funcs:
        begun = prepare()
        if isinstance(begun, Coroutine):
            with contextlib.suppress(StopIteration):
                begun.send(None)
