"""A new version of the app comes while something waits, or is being written."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from api.routes.mobile import FOLDER, File, app_of
from tests.stories.conftest import Phones
from tests.stories.phones import Patient, Phone

Edition = Callable[[str], dict[str, File]]
WAITING = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  while (!registration.waiting) await new Promise((done) => setTimeout(done, 20));
}"""


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """The app with another name in each of its modules, which the page can tell."""

    def made(name: str) -> dict[str, File]:
        folder = shutil.copytree(FOLDER, tmp_path / name)
        for module in folder.rglob("*.js"):
            module.write_text(module.read_text() + f'\n(globalThis.editions ??= new Set()).add("{name}");\n')
        return app_of(folder)

    return made


@pytest.fixture
def phone(phones: Phones, ada: Patient, edition: Edition) -> Phone:
    """With the old version of the app."""
    found = phones.new()
    found.line.app = edition("old")
    return found.set_up(ada).keeps_the_app()


def runs(phone: Phone, name: str) -> None:
    """All of it, no file of another version."""
    for _ in range(9):
        with contextlib.suppress(TimeoutError):
            phone.page.wait_for_function("(name) => globalThis.editions?.has(name)", arg=name, timeout=10_000)
            break
        idle_workers_stop(phone)
    assert phone.page.evaluate("[...editions]") == [name]


def idle_workers_stop(phone: Phone) -> None:
    """As in every browser, half a minute after the last thing they did. Not in one that is looked into from outside, as here: there, now and then, an old version
    stays busy with something that never ends, and for minutes in the new one's way."""
    inside = phone.context.new_cdp_session(phone.page)
    inside.send("ServiceWorker.enable")
    inside.send("ServiceWorker.stopAllWorkers")
    inside.detach()


def new_version_waits(phone: Phone) -> None:
    phone.page.evaluate(WAITING)


def listen(phone: Phone) -> None:
    """To what the page tells a version that waits."""
    phone.page.evaluate("""() => {
      globalThis.told = [];
      const tell = ServiceWorker.prototype.postMessage;
      ServiceWorker.prototype.postMessage = function (words) { told.push(words); tell.call(this, words); };
    }""")


def test_an_old_version_with_a_full_queue_becomes_the_new_one_without_loss(phones: Phones, phone: Phone, ada: Patient, edition: Edition) -> None:
    phones.faults.expect("status of 500")
    phone.open()
    runs(phone, "old")
    phone.line.trouble = "500"
    for score in (1, 2):
        phone.check_in(score, score, score, score)
        phone.waits(score)
    phone.line.app = edition("new")
    phone.page.reload()
    runs(phone, "new")
    phone.waits(2)
    phone.recovers()
    phone.is_with_the_team()
    assert sorted(ada.answers()) == [[1, 1, 1, 1], [2, 2, 2, 2]]


def test_a_new_version_waits_until_the_check_in_is_sent(phone: Phone, ada: Patient, edition: Edition) -> None:
    phone.open()
    listen(phone)
    phone.touch(phone.page.locator("#begin"))
    phone.answer(1, 2)
    phone.line.app = edition("new")
    new_version_waits(phone)
    phone.answer(3, 4, first=3)
    phone.page.locator("#send").wait_for()
    assert phone.page.evaluate("told") == []
    runs(phone, "old")
    phone.touch(phone.page.locator("#send"))
    runs(phone, "new")
    phone.is_with_the_team()
    assert ada.answers() == [[1, 2, 3, 4]]


def test_a_new_version_that_another_tab_began_doesn_t_take_a_check_in_away(phone: Phone, ada: Patient, edition: Edition) -> None:
    """In the window in which the app was set up, too: it was there before its first service worker."""
    phone.page.wait_for_function("navigator.serviceWorker.controller")
    phone.touch(phone.page.locator("#begin"))
    phone.answer(1, 2)
    phone.line.app = edition("new")
    new_version_waits(phone)
    other = Phone(phone.context.new_page(), phone.line).open()
    runs(other, "new")
    phone.page.bring_to_front()
    phone.answer(3, 4, first=3)
    runs(phone, "old")
    phone.send()
    runs(phone, "new")
    phone.is_with_the_team()
    assert ada.answers() == [[1, 2, 3, 4]]


def test_a_version_that_is_only_half_there_is_not_taken(phones: Phones, phone: Phone, edition: Edition) -> None:
    phones.faults.expect("is of another version")
    phone.open()
    old, new = phone.line.app or {}, edition("new")
    phone.line.app = {**new, "bar.js": old["bar.js"]}
    refused = """() => navigator.serviceWorker.getRegistration().then((one) => new Promise((done) => {
      one.addEventListener("updatefound", () => one.installing.addEventListener("statechange", ({ target }) => done(target.state)));
      one.update().catch(() => null);
    }))"""
    assert phone.page.evaluate(refused) == "redundant"
    phone.open()
    runs(phone, "old")
    phone.line.app = new
    phone.page.reload()
    runs(phone, "new")
