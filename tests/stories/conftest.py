"""A browser on a running Balm. Each story opens windows of its own, and at its end nothing may have gone wrong behind the picture."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.processes import Balm
from tests.stories.faults import Faults
from tests.stories.house import NADIA, House
from tests.stories.line import Line
from tests.stories.phones import SCREEN, Hospice, Patient, Phone

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # nothing leaves this machine
expect.set_options(timeout=30_000)  # how fast something has to be is said where it matters


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data after a first start and an orderly end. Whoever needs a demo of their own begins with a copy, which is much sooner there than a first start."""
    balm = Balm(tmp_path_factory.mktemp("demo"), BALM_DEMO="1")
    balm.start()
    balm.stop()
    return balm.data


def copy_of(demo: Path, folder: Path, **environ: str) -> Balm:
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    return Balm(folder, BALM_DEMO="1", **environ)


@pytest.fixture(scope="session")
def house(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    balm = copy_of(demo, tmp_path_factory.mktemp("house"))
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
    """Browser windows of the team on the house, and what went wrong in any of them."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser, self.house = browser, house
        self.kept: dict[str | None, BrowserContext] = {}
        self.faults = Faults()

    def context(self, email: str | None, *, fresh: bool) -> BrowserContext:
        """One person's browser; kept between stories, because a warm cache saves a second each. `fresh`: a new one, with a session of its own."""
        if email in self.kept and not fresh:
            return self.kept[email]
        found = self.browser.new_context(base_url=self.house.url, reduced_motion="reduce")
        if email is not None:
            signed_in = self.house.sign_in(email) if fresh else self.house.signed_in(email)
            found.add_cookies([{"name": "balm_session", "value": signed_in.cookies["balm_session"], "url": self.house.url}])
        self.faults.follow(found, self.house.url)
        if email is not None and not fresh:
            self.kept[email] = found
        return found

    def open(self, path: str, email: str | None = None, *, fresh: bool = False) -> Page:
        page = self.context(email, fresh=fresh).new_page()
        page.set_viewport_size({"width": 1366, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(path)
        return page

    def expect_fault(self, words: str) -> None:
        self.faults.expect(words)

    def close(self) -> None:
        """What the story opened. Its faults are told, then forgotten."""
        for context in self.browser.contexts:
            if context in self.kept.values():
                for page in context.pages:
                    page.close()
            else:
                context.close()
        self.faults.settle()


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


@pytest.fixture(scope="session")
def hospice(house: House) -> Hospice:
    return Hospice(house)


class Phones:
    """Phones of one story, each with storage of its own, and what went wrong in any of them."""

    def __init__(self, browser: Browser, chromium: str, url: str, folder: Path) -> None:
        self.browser, self.chromium, self.url, self.folder = browser, chromium, url, folder
        self.faults = Faults("net::ERR_")  # what the browser itself says when there is no connection
        self.contexts: list[BrowserContext] = []
        self.lines: list[Line] = []

    def new(self, *, syncs: bool = False, **given: Any) -> Phone:
        """`syncs`: it sends in the background too; most phones can't, and then it can't meet what a page is meant to meet."""
        line = self.line()
        context = self.kept(self.browser.new_context(base_url=line.url, **{**SCREEN, **given}), line)
        if not syncs:
            context.add_init_script("delete globalThis.ServiceWorkerRegistration?.prototype.sync")
        return Phone(context.new_page(), line)

    def on_disk(self, line: Line, **given: Any) -> Phone:
        """One whose storage outlives its browser: opened again on the same line, it finds what was written before."""
        given = {"base_url": line.url, **SCREEN, **given}
        context = self.browser.browser_type.launch_persistent_context(self.folder, executable_path=self.chromium, args=FLAGS, **given)
        return Phone(self.kept(context, line).pages[0], line)

    def line(self) -> Line:
        self.lines.append(Line(self.url))
        return self.lines[-1]

    def kept(self, context: BrowserContext, line: Line) -> BrowserContext:
        self.faults.follow(context, line.url)
        self.contexts.append(context)
        return context

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        for line in self.lines:
            line.close()
        self.faults.settle()


@pytest.fixture
def phones(browser: Browser, chromium: str, hospice: Hospice, tmp_path: Path) -> Iterator[Phones]:
    found = Phones(browser, chromium, hospice.url, tmp_path)
    yield found
    found.close()


@pytest.fixture
def ada(hospice: Hospice) -> Patient:
    return hospice.enrol("Ada")


@pytest.fixture
def phone(phones: Phones, ada: Patient) -> Phone:
    return phones.new().set_up(ada)
