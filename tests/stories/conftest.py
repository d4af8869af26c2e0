"""A browser on a running Balm. Each story opens windows of its own, and at its end nothing may have gone wrong behind the picture."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.processes import Balm
from tests.stories.house import NADIA, House

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # nothing leaves this machine
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
        self.kept: dict[str | None, BrowserContext] = {}
        self.faults: list[str] = []
        self.expected: list[str] = []

    def context(self, email: str | None, *, fresh: bool) -> BrowserContext:
        """One person's browser; kept between stories, because a warm cache saves a second each. `fresh`: a new one, with a session of its own."""
        if email in self.kept and not fresh:
            return self.kept[email]
        found = self.browser.new_context(base_url=self.house.url, reduced_motion="reduce")
        if email is not None:
            signed_in = self.house.sign_in(email) if fresh else self.house.signed_in(email)
            found.add_cookies([{"name": "balm_session", "value": signed_in.cookies["balm_session"], "url": self.house.url}])
        found.on("console", self.note)
        found.on("weberror", lambda error: self.faults.append(str(error.error)))
        found.on("request", self.look_at)
        if email is not None and not fresh:
            self.kept[email] = found
        return found

    def open(self, path: str, email: str | None = None, *, fresh: bool = False) -> Page:
        page = self.context(email, fresh=fresh).new_page()
        page.set_viewport_size({"width": 1366, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(path)
        return page

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
        """What the story opened. Its faults are told, then forgotten."""
        for context in self.browser.contexts:
            if context in self.kept.values():
                for page in context.pages:
                    page.close()
            else:
                context.close()
        unexpected = [fault for fault in self.faults if not any(words in fault for words in self.expected)]
        self.faults, self.expected = [], []
        assert unexpected == []


@pytest.fixture(scope="module")
def module_windows(browser: Browser, house: House) -> Windows:
    return Windows(browser, house)


@pytest.fixture
def windows(module_windows: Windows) -> Iterator[Windows]:
    yield module_windows
    module_windows.close()


@pytest.fixture
def as_nadia(windows: Windows) -> Callable[[str], Page]:
    return lambda path: windows.open(path, NADIA)
