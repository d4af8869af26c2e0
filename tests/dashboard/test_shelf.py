import gzip
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest

from dashboard import shelf
from dashboard.shelf import Shelf
from tests import team

SCRIPT = b"let balm = 1; " * 100
FILES = {
    "/team/assets/worklist.js": (b"text/javascript", SCRIPT),
    "/team/assets/short.css": (b"text/css", b"p {}"),
    "/team/assets/picture.png": (b"image/png", b"\x89PNG" * 400),
}


class Files:
    """Dash's own way with files: slow, and 500 for names it doesn't know. Takes any date written into the address."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        self.asked.append(f"{scope['method']} {scope['path']}")
        name, _, rest = scope["path"].partition(".v")
        kind, body = FILES.get(name + "." + rest.partition(".")[2] if rest else name, (b"text/html", b""))
        await send({"type": "http.response.start", "status": 200 if body else 500, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": body[:50], "more_body": True})
        await send({"type": "http.response.body", "body": body[50:]})


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def kept(files: Files) -> Shelf:
    return Shelf(files)


@pytest.fixture
def browser(kept: Shelf) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(kept), base_url="http://balm.test", headers={"accept-encoding": "identity"})


async def test_a_script_is_fetched_and_compressed_once_and_stays_what_it_was(files: Files, browser: httpx.AsyncClient) -> None:
    for _ in range(3):
        found = await browser.get("/team/assets/worklist.js", headers={"accept-encoding": "br, gzip"})
        assert found.headers["content-encoding"] == "gzip" and int(found.headers["content-length"]) < len(SCRIPT) / 5
        assert found.content == SCRIPT and found.headers["content-type"] == "text/javascript" and found.headers["vary"] == "accept-encoding"
    assert files.asked == ["GET /team/assets/worklist.js"]


async def test_who_takes_no_gzip_gets_it_plain(browser: httpx.AsyncClient) -> None:
    found = await browser.get("/team/assets/worklist.js")
    assert "content-encoding" not in found.headers and found.content == SCRIPT


@pytest.mark.parametrize("name", ["short.css", "picture.png"])
async def test_what_compressing_would_not_make_smaller_is_left_as_it_is(browser: httpx.AsyncClient, name: str) -> None:
    found = await browser.get(f"/team/assets/{name}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in found.headers and found.content == FILES[f"/team/assets/{name}"][1]


async def test_a_browser_that_has_it_already_gets_no_second_copy(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/team/assets/worklist.js")
    again = await browser.get("/team/assets/worklist.js", headers={"if-none-match": first.headers["etag"]})
    other = await browser.get("/team/assets/worklist.js", headers={"if-none-match": '"other"'})
    assert (again.status_code, again.content) == (304, b"") and (other.status_code, other.content) == (200, SCRIPT)
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_browser_that_has_an_old_copy_does_not_keep_the_shelf_from_filling(browser: httpx.AsyncClient) -> None:
    found = await browser.get("/team/assets/worklist.js", headers={"if-none-match": '"old"', "range": "bytes=0-1"})
    assert found.content == SCRIPT


async def test_asking_only_for_the_head_sends_no_body_and_fills_the_shelf_for_the_next(browser: httpx.AsyncClient) -> None:
    assert (await browser.head("/team/assets/worklist.js")).content == b""
    assert (await browser.get("/team/assets/worklist.js")).content == SCRIPT


@pytest.mark.parametrize(
    ("address", "forever"),
    [
        ("/team/assets/worklist.js?m=17", True),
        ("/team/assets/worklist.v4_4m17.js", True),
        ("/team/assets/worklist.js", False),
        ("/team/assets/worklist.js?x=1", False),
    ],
)
async def test_only_an_address_that_changes_with_the_file_is_kept_for_ever(browser: httpx.AsyncClient, address: str, forever: bool) -> None:
    cache = (await browser.get(address)).headers["cache-control"]
    assert cache == ("public, max-age=31536000, immutable" if forever else "no-cache")


async def test_an_unknown_asset_is_not_found_and_not_kept(kept: Shelf, browser: httpx.AsyncClient) -> None:
    for number in range(5):
        assert (await browser.get(f"/team/assets/invented-{number}.js")).status_code == 404
    assert kept.kept == {}


async def test_invented_dates_do_not_fill_the_memory(kept: Shelf, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 10)
    for number in range(30):
        assert (await browser.get(f"/team/assets/worklist.v1m{number}.js")).content == SCRIPT
        assert (await browser.get(f"/team/assets/worklist.js?m={number}")).content == SCRIPT
    assert len(kept.kept) == 10 and len({id(found.plain) for found in kept.kept.values()}) == 1


async def test_pages_and_changes_are_none_of_its_business(files: Files, browser: httpx.AsyncClient) -> None:
    await browser.get("/team/")
    await browser.post("/team/assets/worklist.js")
    await browser.post("/team/assets/worklist.js")
    assert files.asked == ["GET /team/", "POST /team/assets/worklist.js", "POST /team/assets/worklist.js"]


async def test_every_script_of_dash_s_page_is_there_compressed_and_dated() -> None:
    """The real thing, against Dash as it is installed."""
    async with team.browser(httpx.MockTransport(lambda _: httpx.Response(503))) as browser:
        page = (await browser.get("/team/", headers={"cookie": "balm_session=x"})).text
        scripts = [part.split('"')[0] for part in page.split('<script src="')[1:]]
        assert any("dash_ag_grid" in script for script in scripts) and any("worklist.js" in script for script in scripts)
        for script in scripts:
            found = await browser.get(script, headers={"accept-encoding": "gzip"})
            assert found.status_code == 200 and "max-age" in found.headers["cache-control"] and found.headers["content-encoding"] == "gzip", script
        assert (await browser.get("/team/_dash-component-suites/dash/invented.js")).status_code == 404
        for escape in ("%2e%2e/door.py", "..%2fdoor.py", "%2e%2e%2fsettings.py"):
            assert (await browser.get(f"/team/assets/{escape}")).status_code == 404


def test_the_same_content_has_the_same_tag_and_other_content_another() -> None:
    first, second = shelf.keep(SCRIPT, b"text/javascript"), shelf.keep(SCRIPT + b" ", b"text/javascript")
    assert first == shelf.keep(SCRIPT, b"text/javascript") and first.etag != second.etag
    assert first.gzipped is not None and gzip.decompress(first.gzipped) == SCRIPT
