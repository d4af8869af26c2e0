"""A patient's phone at Lindenhof Hospice: Chromium with a phone's screen and a thumb, and what Postgres holds of what was tapped."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
from playwright.sync_api import BrowserContext, Locator, Page, expect

from api import commands
from api.db import ROLE
from tests.people import PASSWORD
from tests.stories.house import House
from tests.stories.line import Line

NADIA = "nadia@lindenhof.example"
TEAM, EMERGENCY = "+49 30 555 0100", "112"
SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "reduced_motion": "reduce",
    "color_scheme": "light",
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
}


def aside(work: Callable[[], Any]) -> Any:
    """In a thread of its own: while Playwright runs, no other event loop can run in this one."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(work).result()


class Hospice:
    """An organisation of its own in the house, so that phones don't change what the team's stories see."""

    def __init__(self, house: House) -> None:
        self.house, self.url = house, house.url
        aside(lambda: asyncio.run(self.found()))
        self.nadia = house.signed_in(NADIA)

    async def found(self) -> None:
        now = datetime.now(UTC)
        await commands.add_organisation(self.house.balm.database_url, ROLE, "Lindenhof Hospice", "Europe/Berlin", EMERGENCY, TEAM, now)
        await commands.add_staff(self.house.balm.database_url, ROLE, "Lindenhof Hospice", "Nadia Rahman", NADIA, "nurse", PASSWORD, now)

    def enrol(self, name: str) -> "Patient":
        enrolled = self.nadia.post("/v1/patients", json={"name": name}).json()
        return Patient(self, name, UUID(enrolled["patient"]["id"]), enrolled["enrolment_code"]["code"])

    def rows(self, sql: str, *given: Any) -> list[dict[str, Any]]:
        """Past the API: what is really stored."""

        async def asked() -> list[dict[str, Any]]:
            raw = await asyncpg.connect(self.house.balm.database_url)
            found = await raw.fetch(sql, *given)
            await raw.close()
            return [dict(row) for row in found]

        return aside(lambda: asyncio.run(asked()))


class Patient:
    """As the team enrolled them. `code`: for their first phone, good once."""

    def __init__(self, hospice: Hospice, name: str, patient_id: UUID, code: str) -> None:
        self.hospice, self.name, self.id, self.code = hospice, name, patient_id, code

    @property
    def path(self) -> str:
        return f"/team/patients/{self.id}"

    def new_code(self) -> str:
        return str(self.hospice.nadia.post(f"/v1/patients/{self.id}/enrolment-codes").json()["code"])

    def devices(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.hospice.nadia.get(f"/v1/patients/{self.id}/devices").json()
        return found

    def take_back_phones(self) -> None:
        for device in self.devices():
            assert self.hospice.nadia.delete(f"/v1/patients/{self.id}/devices/{device['id']}").is_success

    def check_ins(self) -> list[dict[str, Any]]:
        rows = self.hospice.rows("select * from check_ins where patient_id = $1 order by received_at, id", self.id)
        return [{**row, "answers": json.loads(row["answers"])} for row in rows]

    def answers(self) -> list[list[int | None]]:
        """Of all check-ins that are stored, in the order of the questions."""
        return [[row["answers"].get(item) for item in ("pain", "nausea", "fatigue", "lack_of_appetite")] for row in self.check_ins()]


class Phone:
    """One window of the app. `taps`: how often the thumb came down."""

    def __init__(self, page: Page, line: Line) -> None:
        self.page, self.line, self.taps = page, line, 0

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def standing(self) -> Locator:
        return self.page.locator("#standing")

    def open(self) -> "Phone":
        self.page.goto("/app/")
        return self

    def set_up(self, patient: Patient, code: str = "") -> "Phone":
        """By the link of the team's QR code."""
        self.page.goto(f"/app/#code={code or patient.code}")
        self.touch(self.page.locator("#set-up"))
        expect(self.page.get_by_role("heading", name=f"Hello, {patient.name}")).to_be_visible()
        expect(self.page.locator("#begin")).to_be_visible()
        return self

    def keeps_the_app(self) -> "Phone":
        """From now on it opens without a connection."""
        self.page.evaluate("navigator.serviceWorker.ready")
        return self

    def touch(self, what: Locator) -> None:
        what.tap()
        self.taps += 1

    def tap(self, words: str) -> None:
        self.touch(self.page.get_by_role("button", name=words, exact=True))

    def answer(self, *scores: int | None, first: int = 1) -> None:
        """One question after the other, on the page that asks one at a time; None skips."""
        for step, score in enumerate(scores, first):
            expect(self.page.locator(".progress")).to_contain_text(f"{step} of ")
            self.touch(self.page.locator("#skip" if score is None else f"[data-score='{score}']"))

    def check_in(self, *scores: int | None) -> None:
        self.touch(self.page.locator("#begin"))
        self.answer(*scores)
        self.send()

    def send(self) -> None:
        self.touch(self.page.locator("#send"))
        expect(self.standing).to_be_visible()

    def is_with_the_team(self) -> None:
        expect(self.standing).to_contain_text("With your team since")

    def waits(self, n: int) -> None:
        expect(self.standing).to_contain_text("On this phone only. Nobody has seen it yet." if n == 1 else f"On this phone only: {n} check-ins.")

    def recovers(self) -> None:
        """The trouble on its line is over, and the phone notices."""
        self.line.trouble = None
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def token(self) -> dict[str, str]:
        """What this phone shows the API, read from where it is kept."""
        read = """() => new Promise((done) => {
          const opening = indexedDB.open("balm");
          opening.onsuccess = () => {
            const asked = opening.result.transaction("people").objectStore("people").getAll();
            asked.onsuccess = () => done(asked.result[0].box.plain.token);
          };
        })"""
        return {"authorization": f"Bearer {self.page.evaluate(read)}"}

    def go_offline(self) -> None:
        self.line.down = True
        self.context.set_offline(True)

    def go_online(self) -> None:
        self.line.down = False
        self.context.set_offline(False)


def kill(phone: Phone) -> None:
    """kill -9 on its browser: nothing can be put away any more."""
    browser = phone.context.browser
    assert browser is not None
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (pid,) = [one["id"] for one in processes if one["type"] == "browser"]
    os.kill(pid, signal.SIGKILL)
    phone.context.wait_for_event("close")
