"""Nadia in front of the page on Ada, with the API behind it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from litestar import Litestar

from dashboard import filing, visiting
from dashboard.client import Api, asking
from tests.people import ZONE, Cast
from tests.records import Desk
from tests.team import API_URL


@pytest.fixture
def nadia(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


@pytest.fixture
def about(app: Litestar, client: httpx.AsyncClient, cast: Cast) -> Iterator[dict[str, Any]]:
    """Nadia's page on Ada, with the API behind it."""
    token = asking.set(Api(httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test", headers={"origin": API_URL}), "nadia-session"))
    yield {"id": str(cast.ada), "name": "Ada", "zone": ZONE, "wanted": None, "entry": None}
    asking.reset(token)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was said beside fields, by kind, part and property; and elsewhere, by id."""
    found: dict[str, Any] = {}

    def note(name: Any, props: dict[str, Any]) -> None:
        where = name if isinstance(name, str) else name.get("field") or f"{name['kind']}.{name['part']}".rstrip(".")
        found.update({f"{where} {prop}": value for prop, value in props.items()})

    monkeypatch.setattr(visiting, "set_props", note)
    monkeypatch.setattr(filing, "set_props", note)
    return found
