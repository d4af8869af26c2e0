"""What runs in one process: the API and, beside it, the team's pages; on uvicorn with uvloop and httptools."""

import errno
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from api.settings import Settings

HOST = "Set BALM_HOST to an address of this machine."
WAYS_OUT = {
    errno.EADDRINUSE: "Stop what runs there, or set BALM_PORT to another number.",
    errno.EACCES: "Ports below 1024 are for root: set BALM_PORT to a higher number, and let a proxy listen there.",
}


class PortTaken(Exception):
    """Something else listens there."""


class Doors:
    """/team to the dashboard, everything else to the API. The lifespan is the API's."""

    def __init__(self, api: ASGIApp, dashboard: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
        self.api, self.dashboard = api, dashboard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path == "/team" or str(path).startswith("/team/"):
            await self.dashboard(scope, receive, send)
        elif path == "/" and scope["type"] == ScopeType.HTTP:
            await send({"type": "http.response.start", "status": 307, "headers": [(b"location", b"/team/"), (b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self.api(scope, receive, send)


def listen(host: str, port: int) -> socket.socket:
    """Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise PortTaken(f"Port {port} on {host} can't be used ({error.strerror}). {WAYS_OUT.get(error.errno or 0, HOST)}") from error
    return found


def serve(app: ASGIApp, settings: Settings, ready: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM. `ready` is called when requests are answered."""
    door = listen(settings.host, settings.port)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=3,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    server = Announcing(config, ready)
    if heeds(signal.SIGHUP):
        signal.signal(signal.SIGHUP, server.handle_exit)  # as uvicorn does with SIGTERM: what a handler raises while it serves, it would swallow and go on
    server.run(sockets=[door])


class Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


def heeds(signum: signal.Signals) -> bool:
    """Not where whoever started us had it ignored, as `nohup` does."""
    return signal.getsignal(signum) is not signal.SIG_IGN


def end_with_the_terminal() -> None:
    """Where the terminal is closed, the kernel tells only its session's leader; under `make` that isn't us. So we look ourselves."""
    if not hasattr(select, "poll") or not sys.stdin or not sys.stdin.isatty():
        return
    closed = select.poll()
    closed.register(sys.stdin.fileno(), 0)  # a hang-up is always told

    def wait() -> None:
        closed.poll()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="terminal").start()
