"""The team's pages as one application for the whole run (Dash keeps pages and callbacks in the process, so it can be made once), and an API that answers
whatever a test says."""

from collections.abc import Callable
from functools import cache
from unittest import mock

import httpx

from dashboard import client
from dashboard.app import create_app
from dashboard.client import Api
from dashboard.door import App
from dashboard.settings import Settings

API_URL = "http://balm.test"
Answer = Callable[[httpx.Request], httpx.Response]


class Switch(httpx.AsyncBaseTransport):
    """To whichever API the test in hand has."""

    def __init__(self) -> None:
        self.to: httpx.AsyncBaseTransport = httpx.MockTransport(lambda _: httpx.Response(503))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.to.handle_async_request(request)


@cache
def pages() -> tuple[App, Switch]:
    switch = Switch()
    http = httpx.AsyncClient(transport=switch, base_url=API_URL, headers={"origin": API_URL})
    with mock.patch.object(client, "connect", return_value=http):
        return create_app(Settings(api_url=API_URL, origin=API_URL)), switch


def browser(api: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """Asks the team's pages, which ask `api`."""
    app, switch = pages()
    switch.to = api
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=API_URL)


def api(answer: Answer, cookie: str = "nadia-session") -> Api:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url=API_URL, headers={"origin": API_URL})
    return Api(http, cookie)
