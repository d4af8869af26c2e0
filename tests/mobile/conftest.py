"""A browser on the phone app's files alone: /app/ is api/mobile, /tests/ this folder. There is no Balm behind them: a test brings the answers of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from api.routes.mobile import POLICY, TYPES

HERE = Path(__file__).parent
FOLDERS = {"/app/": HERE.parent.parent / "api" / "mobile", "/tests/": HERE}
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # nothing leaves this machine


class Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = next((folder / self.path.removeprefix(address) for address, folder in FOLDERS.items() if self.path.startswith(address)), None)
        if path is None or path.suffix not in TYPES or not path.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", TYPES[path.suffix])
        self.send_header("Content-Security-Policy", POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))  # a second tab is a frame here
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


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> str:
    """Where the phone is."""
    return getattr(request, "param", "Europe/Berlin")


@pytest.fixture
def page(browser: Browser, address: str, zone: str) -> Iterator[Page]:
    """An empty page with a storage of its own. What goes wrong behind its back counts as well."""
    context = browser.new_context(timezone_id=zone, locale="en-GB", viewport={"width": 390, "height": 844})
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    found = context.new_page()
    found.goto(f"{address}/tests/page.html")
    yield found
    context.close()
    assert faults == []
