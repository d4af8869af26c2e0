"""Nothing outside a share's scope ever reaches its holder. Two patients of the same name live side by side: of one there is everything, of the other only what lies within the scope.
Whoever holds a share of either gets the same answers to everything, byte for byte: what differs can't have been told."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from uuid_utils.compat import uuid7

from api.db import Pool, transaction
from schemas.caregivers import Grants
from tests.conftest import Clock
from tests.people import NOW, ZONE, Cast, befriend, check_in, enrol

ITEMS = ("pain", "nausea", "fatigue", "lack_of_appetite")
SECRET = "Only for my own team"
TODAY = NOW.astimezone(ZoneInfo(ZONE)).date()


class Report(Struct, frozen=True):
    """`ago`: days before TODAY. `minute`: how many before the time that it is now."""

    ago: int
    by: str
    scores: dict[str, int | None]
    note: str | None = None
    minute: int = 0


class Word(Struct, frozen=True):
    ago: int
    text: str


class Shown(Struct, frozen=True):
    symptoms: tuple[str, ...]
    notes: bool
    responses: bool
    first_on: date | None
    last_on: date | None

    def covers(self, ago: int) -> bool:
        on = TODAY - timedelta(days=ago)
        return (self.first_on is None or self.first_on <= on) and (self.last_on is None or on <= self.last_on)

    def bare(self, one: Report) -> Report | None:
        """What of a report lies within; null: nothing."""
        scores = {item: score for item, score in one.scores.items() if not self.symptoms or item in self.symptoms}
        note = one.note if self.notes else None
        return Report(one.ago, one.by, scores, note, one.minute) if self.covers(one.ago) and (note or any(score is not None for score in scores.values())) else None

    @property
    def scope(self) -> dict[str, Any]:
        days = {name: str(on) for name, on in (("first_on", self.first_on), ("last_on", self.last_on)) if on}
        return {"symptoms": list(self.symptoms), "notes": self.notes, "responses": self.responses, **days}


BACK = st.integers(0, 27)
SCORES = st.fixed_dictionaries({item: st.none() | st.integers(0, 10) for item in ITEMS}).filter(lambda found: any(score is not None for score in found.values()))
REPORTS = st.lists(st.builds(Report, BACK, st.sampled_from(["patient", "family_caregiver"]), SCORES, st.none() | st.just(SECRET), st.integers(0, 500)), max_size=6, unique_by=lambda one: one.minute)
WORDS = st.lists(st.builds(Word, BACK, st.sampled_from(["We thought of you.", "Until Friday."])), max_size=3)
DAY = st.none() | BACK.map(lambda ago: TODAY - timedelta(days=ago))
SHOWN = st.builds(
    Shown, st.lists(st.sampled_from(ITEMS), unique=True, max_size=3).map(tuple), st.booleans(), st.booleans(), DAY, DAY
).filter(lambda one: not (one.first_on and one.last_on and one.last_on < one.first_on))  # fmt: skip


class World:
    """A patient called Ada, with a phone and a nurse who talks to her; and whoever holds the share."""

    def __init__(self, client: httpx.AsyncClient, cast: Cast, clock: Clock, patient: UUID, phone: str) -> None:
        self.client, self.cast, self.clock, self.patient = client, cast, clock, patient
        self.phone, self.cookie, self.share = {"authorization": f"Bearer {phone}-token"}, "", ""
        self.sharing = self.phone

    async def lives(self, reports: list[Report], words: list[Word], where: tuple[str, ...] = ()) -> None:
        """`where`: it hurts, when there is pain. No share shows it."""
        for one in reports:
            at = NOW - timedelta(days=one.ago, minutes=one.minute)
            mode = "self" if one.by == "patient" else "proxy"
            regions = list(where) if one.scores.get("pain") else []
            body = check_in(recorded_at=at.isoformat(), answers=one.scores, note=one.note or ..., respondent=one.by, mode=mode, pain_regions=regions)
            assert (await self.client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=self.phone)).status_code == 200
        for word in sorted(words, key=lambda word: -word.ago):
            self.clock.now = NOW - timedelta(days=word.ago)
            assert (await self.nurse("POST", "messages", text=word.text)).is_success
        self.clock.now = NOW

    async def nurse(self, method: str, path: str, **body: Any) -> httpx.Response:
        return await self.client.request(method, f"/v1/patients/{self.patient}/{path}", json=body, headers=self.cast.cookie("nadia"))

    async def has_secrets(self) -> None:
        """That are in no share's scope, whatever it is."""
        answers = [
            await self.nurse("PUT", f"medication-changes/{uuid7()}", what=SECRET, changed_at=NOW.isoformat()),
            await self.nurse("PUT", f"needs/{uuid7()}", words=SECRET, domain="spiritual"),
            await self.nurse("PUT", f"preferences/{uuid7()}", topic="goals_of_care", stance="comfort", note=SECRET, observed_on="2026-03-01"),
            await self.nurse("PUT", f"assessments/{uuid7()}", kind="pps", value=30, observed_on="2026-03-01", note=SECRET),
            await self.nurse("POST", "tasks", words=SECRET),
            await self.nurse("PUT", "plan", replaces=0, content={"when_needed": [SECRET]}),
            await self.client.put(f"/v1/when-needed-doses/{uuid7()}", json={"medicine": SECRET, "taken_at": NOW.isoformat(), "zone": ZONE}, headers=self.phone),
        ]
        assert [answer.status_code for answer in answers if not answer.is_success] == [], [answer.text for answer in answers]

    async def has_a_surrogate(self, pool: Pool) -> None:
        """Ben decides for Ada, and Ada has named Maria."""
        phone = uuid7().hex
        async with transaction(pool) as db:
            await db.become(self.cast.hospice)
            await befriend(db, self.patient, "Ben", phone, Grants(proxy=True, reads=True, surrogate=True))
        named = {"topic": "who_may_know", "stance": "named", "people": [{"name": "Maria"}]}
        assert (await self.nurse("PUT", f"preferences/{uuid7()}", **named)).is_success
        self.sharing = {"authorization": f"Bearer {phone}-token"}

    async def grants(self, shown: Shown, passphrase: str | None = None) -> None:
        """By Ada, or by whoever holds `sharing`."""
        body = {"for_name": "Maria", "scope": shown.scope, "ends_at": (NOW + timedelta(days=14)).isoformat(), "passphrase": passphrase}
        answer = await self.client.post("/v1/me/shares", json=body, headers=self.sharing)
        assert answer.status_code == 201, answer.text
        self.share, self.token = answer.json()["share"]["id"], answer.json()["link"].rpartition("/")[2]

    async def held(self, method: str, path: str, **form: str) -> httpx.Response:
        self.client.cookies.clear()
        headers = {"cookie": f"balm_family={self.cookie}", "origin": "null"} if self.cookie else {"origin": "null"}
        found = await self.client.request(method, path, headers=headers, data=form or None)
        self.cookie = found.cookies.get("balm_family") or self.cookie
        self.client.cookies.clear()
        return found

    def masked(self, answer: httpx.Response) -> tuple[Any, ...]:
        """All of it but what belongs to this link alone."""
        text = answer.text + repr(sorted((name, value) for name, value in answer.headers.items()))
        for own, words in ((self.token, "TOKEN"), (self.cookie or "none yet", "COOKIE"), (str(self.patient), "PATIENT"), (self.share, "SHARE")):
            text = text.replace(own, words)
        return answer.status_code, re.sub(r"/\S*requests/\S+", "", text)

    async def everything(self, secret: str = "") -> list[tuple[Any, ...]]:
        """Each way in that a holder has, and some that they don't, from the first request to the end."""
        opening = {"token": self.token, "passphrase": secret}
        found = [
            await self.held("GET", f"/family/{self.token}"),
            await self.held("GET", "/family/summary"),
            *([await self.held("POST", "/family/open", token=self.token, passphrase=wrong) for wrong in ("", "our new cat")] if secret else []),
            await self.held("POST", "/family/open", **opening),
        ]
        found += [await self.held("GET", f"/family/{path}") for path in ("summary", "alive", "files/family.css", "files/nothing")]
        found += [await self.held("GET", f"/v1/{path}") for path in ("me", "me/check-ins", f"patients/{self.patient}/timeline", f"patients/{self.patient}/shares", "worklist", "alerts")]
        await self.client.delete(f"/v1/shares/{self.share}", headers=self.phone)
        found += [await self.held("GET", f"/family/{path}") for path in ("summary", "alive")]
        found += [await self.held("POST", "/family/open", **opening), await self.held("GET", "/family/ended")]
        found += [await self.held("POST", "/family/ask", token=self.token), await self.held("GET", "/family/asked"), await self.held("POST", "/family/close"), await self.held("GET", "/family/closed")]
        return [self.masked(answer) for answer in found]

    async def preview(self, shown: Shown) -> Any:
        body = {"for_name": "Maria", "scope": shown.scope, "ends_at": (NOW + timedelta(days=14)).isoformat()}
        return (await self.client.post("/v1/me/shares/preview", json=body, headers=self.sharing)).json()


async def world(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> World:
    phone = uuid7().hex
    async with transaction(pool) as db:
        await db.become(cast.hospice)
        patient, _ = await enrol(db, "Ada", phone)
    return World(client, cast, clock, patient, phone)


@given(REPORTS, WORDS, SHOWN, st.booleans())
@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
async def test_whoever_holds_a_share_can_not_tell_what_lies_outside_of_it(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, reports: list[Report], words: list[Word], shown: Shown, by_surrogate: bool
) -> None:
    whole, bare = await world(client, cast, clock, pool), await world(client, cast, clock, pool)
    await whole.lives(reports, words, where=("left_arm", "chest"))
    await whole.has_secrets()
    await bare.lives([found for one in reports if (found := shown.bare(one))], [word for word in words if shown.responses and shown.covers(word.ago)])
    for one in (whole, bare):
        if by_surrogate:
            await one.has_a_surrogate(pool)
        await one.grants(shown)
    assert await whole.preview(shown) == await bare.preview(shown)
    told, would_be = await whole.everything(), await bare.everything()
    assert told == would_be
    assert [status for status, _ in told] == [200, 401, 303, 200, 204, 200, 404, 401, 401, 401, 401, 401, 401, 401, 401, 303, 404, 303, 200, 303, 401]
    isn_t_shared = not shown.notes or not any(one.note and shown.covers(one.ago) for one in reports)
    assert not (isn_t_shared and any(SECRET in text for _, text in told))


@pytest.mark.parametrize("shown", [Shown(("pain",), False, False, None, None), Shown((), False, False, None, None)])
async def test_what_lies_inside_is_told_so_that_the_law_has_something_to_hold(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, shown: Shown
) -> None:
    """A change of what is shared changes the page: the two worlds above are not equal because there is nothing on it."""
    calm, bad = await world(client, cast, clock, pool), await world(client, cast, clock, pool)
    await calm.lives([Report(0, "patient", {"pain": 1})], [])
    await bad.lives([Report(0, "patient", {"pain": 9})], [])
    for one in (calm, bad):
        await one.grants(shown, "our old dog")
    told, other = await calm.everything("our old dog"), await bad.everything("our old dog")
    assert told != other and [one for one, two in zip(told, other, strict=True) if one != two] == [told[5]], "only the page itself, once it is open"


def test_days_are_cut_as_the_share_says() -> None:
    shown = Shown(("pain",), True, False, TODAY - timedelta(days=3), TODAY - timedelta(days=1))
    assert [shown.covers(ago) for ago in range(5)] == [False, True, True, True, False]
    assert shown.bare(Report(2, "patient", {"pain": 3, "nausea": 9}, SECRET)) == Report(2, "patient", {"pain": 3}, SECRET)
    assert shown.bare(Report(2, "patient", {"nausea": 9})) is None
