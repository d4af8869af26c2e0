"""A browser on the phone app's files alone: /app/ is api/mobile, /tests/ this folder. There is no Balm behind them: a test brings the answers of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from api.routes.mobile import POLICY, TYPES

HERE = Path(__file__).parent
FOLDERS = {"/app/": HERE.parent.parent / "api" / "mobile", "/tests/": HERE}
WITH_FRAMES = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'")  # another tab is a frame here
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # nothing leaves this machine


class Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = next((folder / self.path.removeprefix(address) for address, folder in FOLDERS.items() if self.path.startswith(address)), None)
        if path is None or path.suffix not in TYPES or not path.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", TYPES[path.suffix])
        self.send_header("Content-Security-Policy", WITH_FRAMES)
        self.send_header("Cache-Control", "max-age=600")  # the address is another one in the next run
        self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()
        self.wfile.write(path.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: pytest says what failed."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


class Phones:
    """One browser window for each place a phone may be in; a new one for each test would cost more than the tests do."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.pages: dict[str, Page] = {}
        self.sessions: dict[str, CDPSession] = {}
        self.faults: list[str] = []

    def page(self, zone: str) -> Page:
        if zone not in self.pages:
            context = self.browser.new_context(timezone_id=zone, locale="en-GB", viewport={"width": 390, "height": 844})
            context.on("weberror", lambda error: self.faults.append(str(error.error)))
            self.pages[zone] = context.new_page()
            self.sessions[zone] = context.new_cdp_session(self.pages[zone])
        return self.pages[zone]

    def emptied(self, zone: str) -> Page:
        """As if it were new: nothing stored, no script running, no other tab."""
        page = self.page(zone)
        page.goto("about:blank")
        self.sessions[zone].send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        page.goto(f"{self.address}/tests/page.html")
        return page


@pytest.fixture(scope="module")
def phones(browser: Browser, address: str) -> Phones:
    return Phones(browser, address)


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> str:
    """Where the phone is."""
    return getattr(request, "param", "Europe/Berlin")


@pytest.fixture
def page(phones: Phones, zone: str) -> Iterator[Page]:
    """An empty page on an empty phone. What goes wrong behind its back counts as well."""
    phones.faults = []
    yield phones.emptied(zone)
    assert phones.faults == []
