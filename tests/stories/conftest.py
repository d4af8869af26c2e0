"""A browser on a running Balm. Each story opens windows of its own, and at its end nothing may have gone wrong behind the picture."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect, sync_playwright

from tests.processes import Balm
from tests.stories.house import House

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    balm = Balm(tmp_path_factory.mktemp("house"), BALM_DEMO="1")
    balm.start()
    try:
        found = House(balm)
        yield found
        found.close()
    finally:
        balm.stop()


@pytest.fixture(scope="module")
def browser(chromium: str, house: House) -> Iterator[Browser]:
    """The house first: while Playwright runs, no other event loop can."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


class Windows:
    """Browser windows on the house, and what went wrong in any of them: errors of scripts, what the security policy refused, addresses that aren't ours."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser, self.house = browser, house
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.expected: list[str] = []

    def context(self, email: str | None = None, *, fresh: bool = False, width: int = 1366, height: int = 900, scheme: Any = "light") -> BrowserContext:
        """One person's browser. `fresh`: with a session of its own, for stories that end it."""
        found = self.browser.new_context(base_url=self.house.url, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
        if email is not None:
            signed_in = self.house.sign_in(email) if fresh else self.house.signed_in(email)
            found.add_cookies([{"name": "balm_session", "value": signed_in.cookies["balm_session"], "url": self.house.url}])
        found.route(lambda url: urlsplit(url).netloc != urlsplit(self.house.url).netloc, self.refuse)
        found.on("console", self.note)
        found.on("weberror", lambda error: self.faults.append(str(error.error)))
        found.on("request", self.look_at)
        self.contexts.append(found)
        return found

    def open(self, path: str, email: str | None = None, **how: Any) -> Page:
        page = self.context(email, **how).new_page()
        page.goto(path)
        return page

    def refuse(self, route: Route) -> None:
        route.abort()

    def look_at(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != urlsplit(self.house.url).netloc:
            self.faults.append(f"asked {request.url}")

    def note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def expect_fault(self, words: str) -> None:
        """A story about a refusal makes the browser note it."""
        self.expected.append(words)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    @property
    def unexpected(self) -> list[str]:
        return [fault for fault in self.faults if not any(words in fault for words in self.expected)]


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[Windows]:
    found = Windows(browser, house)
    yield found
    found.close()
    assert found.unexpected == []


@pytest.fixture
def as_nadia(windows: Windows) -> Callable[[str], Page]:
    return lambda path: windows.open(path, "nadia@demo.example")
