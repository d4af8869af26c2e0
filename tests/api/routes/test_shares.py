"""Ada shows something to her sister: what she chose, until she chooses otherwise, and each look is hers to read."""

import re
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api import queries, sharing
from tests.conftest import Clock
from tests.people import Cast, check_in
from tests.records import Desk

MARIA = {"for_name": "Maria", "scope": {"symptoms": ["pain"]}, "ends_at": "2026-03-16T09:00:00Z"}


class Sister:
    """Maria and her browser. What she sees is what was answered."""

    def __init__(self, client: httpx.AsyncClient, link: str) -> None:
        self.client, self.token, self.cookie = client, link.rpartition("/")[2], ""

    async def follow(self) -> httpx.Response:
        return await self.client.get(f"/family/{self.token}")

    async def open(self, passphrase: str = "") -> httpx.Response:
        """What the form leads to; where to, if it led to more than a sentence."""
        answer = await self.client.post("/family/open", data={"token": self.token, "passphrase": passphrase}, headers={"origin": "null"})
        self.cookie = answer.cookies.get("balm_family") or self.cookie
        led = answer if answer.headers["location"] != "/family/ended" else await self.client.get("/family/ended")
        self.client.cookies.clear()
        return led

    async def get(self, path: str = "summary") -> httpx.Response:
        return await self.client.get(f"/family/{path}", headers={"cookie": f"balm_family={self.cookie}"})

    async def ask(self) -> httpx.Response:
        """Where a link has ended, with what the browser kept of it."""
        await self.client.post("/family/open", data={"token": self.token})
        led = await self.client.post("/family/ask")
        self.client.cookies.clear()
        assert led.status_code == 303
        return await self.client.get(led.headers["location"])


async def report(client: httpx.AsyncClient, cast: Cast, clock: Clock, note: str | None = None, days_ago: int = 0, **answers: int) -> None:
    body = check_in(answers=answers, recorded_at=(clock() - timedelta(days=days_ago)).isoformat(), note=note)
    assert (await client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=cast.phone("ada"))).status_code == 200


async def granted(client: httpx.AsyncClient, cast: Cast, **changes: Any) -> dict[str, Any]:
    answer = await client.post("/v1/me/shares", json={**MARIA, **changes}, headers=cast.phone("ada"))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def own(client: httpx.AsyncClient, cast: Cast) -> dict[str, Any]:
    (one,) = (await client.get("/v1/me/shares", headers=cast.phone("ada"))).json()
    return dict(one)


@pytest.fixture
async def share(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> dict[str, Any]:
    await report(client, cast, clock, note="Only for my team.", pain=2, nausea=9)
    return await granted(client, cast)


@pytest.fixture
def maria(client: httpx.AsyncClient, share: dict[str, Any]) -> Sister:
    return Sister(client, share["link"])


async def test_the_link_shows_a_form_and_nothing_of_anybody(maria: Sister) -> None:
    answer = await maria.follow()
    assert answer.status_code == 200 and "Ada" not in answer.text and "pain" not in answer.text.lower()
    stranger = await maria.client.get(f"/family/{'x' * 43}")
    assert re.sub(r'value="[^"]*"', "", stranger.text) == re.sub(r'value="[^"]*"', "", answer.text)
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "noindex" in answer.headers["x-robots-tag"] and "noindex" in answer.text


@pytest.mark.parametrize("behind", [".", ")", "%20", "%3E", "%E2%80%9D.", "/"])
async def test_what_a_messenger_takes_into_the_link_does_not_end_it(maria: Sister, behind: str) -> None:
    assert f'value="{maria.token}"' in (await maria.client.get(f"/family/{maria.token}{behind}")).text


async def test_opening_exchanges_the_token_and_leaves_an_address_without_it(maria: Sister) -> None:
    answer = await maria.open()
    assert (answer.status_code, answer.headers["location"]) == (303, "/family/summary")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/family" in cookie
    page = await maria.get()
    assert page.status_code == 200 and "How Ada is" in page.text and "Pain was mild" in page.text
    assert maria.token not in page.text and "default-src 'none'" in page.headers["content-security-policy"]


async def test_what_lies_outside_the_scope_is_nowhere(maria: Sister) -> None:
    await maria.open()
    text = (await maria.get()).text
    assert "ausea" not in text and "Only for my team" not in text and "severe" not in text, "her nausea of 9 is not Maria's to know"


async def test_with_nothing_but_the_general_course_no_symptom_is_named(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=8)
    sister = Sister(client, (await granted(client, cast, scope={}))["link"])
    await sister.open()
    text = (await sister.get()).text
    assert "something was severe at times" in text and "Pain" not in text and "<svg" not in text


async def test_each_opening_is_in_ada_s_log_and_a_reload_is_not(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, maria: Sister, owner: asyncpg.Connection
) -> None:
    await maria.open()
    for _ in range(3):
        await maria.get()
    log = (await own(client, cast))["events"]
    assert [(event["kind"], event["by"]) for event in log] == [("opened", "Maria"), ("granted", "Ada")]
    assert await owner.fetchval("select count(*) from audit_rows where action = 'summary.read' and actor_kind = 'share_holder'") == 3


async def test_revoking_works_at_the_next_request(client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], maria: Sister) -> None:
    await maria.open()
    assert (await maria.get("alive")).status_code == 204
    for _ in range(2):
        answer = await client.delete(f"/v1/shares/{share['share']['id']}", headers=cast.phone("ada"))
        assert answer.json()[0]["holds"] is False and [event["kind"] for event in answer.json()[0]["events"]] == ["revoked", "opened", "granted"]
    assert (await maria.get("alive")).status_code == 401
    page = await maria.get()
    assert page.status_code == 401 and "Ada" not in page.text
    again = await maria.open()
    assert again.status_code == 404 and "This link has ended" in again.text and "Ada" not in again.text


@pytest.mark.parametrize(("after", "status"), [(timedelta(seconds=-1), 303), (timedelta(0), 404)])
async def test_it_ends_at_its_end(maria: Sister, clock: Clock, after: timedelta, status: int) -> None:
    clock.move(days=14)
    clock.now += after
    assert (await maria.open()).status_code == status


async def test_an_ended_a_revoked_and_an_unknown_link_say_the_same(client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], maria: Sister) -> None:
    await client.delete(f"/v1/shares/{share['share']['id']}", headers=cast.phone("ada"))
    maria.client.headers["accept-language"] = "de"
    revoked, unknown = await maria.open(), await Sister(client, "https://x/family/" + "y" * 43).open()
    assert 'lang="de"' in revoked.text, "the share's own language would tell that it was one"
    assert [re.sub(r'value="[^"]*"', "", answer.text) for answer in (revoked, unknown)] == [re.sub(r'value="[^"]*"', "", revoked.text)] * 2
    asked = [(await sister.ask()).text for sister in (maria, Sister(client, "https://x/family/" + "y" * 43))]
    assert asked[0] == asked[1]


async def test_who_asks_again_is_answered_by_ada_and_the_same_link_works(
    client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], maria: Sister, clock: Clock
) -> None:
    await client.delete(f"/v1/shares/{share['share']['id']}", headers=cast.phone("ada"))
    await maria.ask()
    await maria.ask()
    assert (await own(client, cast))["asks"] and [event["kind"] for event in (await own(client, cast))["events"]].count("asked") == 1
    path = f"/v1/shares/{share['share']['id']}/answer"
    declined = await client.post(path, json={"accept": False}, headers=cast.phone("ada"))
    assert not declined.json()[0]["asks"] and not declined.json()[0]["holds"]
    assert (await maria.open()).status_code == 404, "she learns only that there is nothing to see"
    clock.move(days=6)
    await maria.ask()
    assert not (await own(client, cast))["asks"], "who said no is left in peace for a week"
    clock.move(days=1)
    await maria.ask()
    assert (await own(client, cast))["asks"]
    assert (await client.post(path, json={"accept": True}, headers=cast.phone("ada"))).status_code == 400, "until when?"
    accepted = await client.post(path, json={"accept": True, "ends_at": "2026-03-20T09:00:00Z"}, headers=cast.phone("ada"))
    assert accepted.json()[0]["holds"] and (await maria.open()).status_code == 303


async def test_the_passphrase_is_asked_for_and_wrong_ones_are_slowed_and_audited(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection
) -> None:
    sister = Sister(client, (await granted(client, cast, passphrase="our old dog"))["link"])
    led = await sister.open()
    assert (led.status_code, led.headers["location"], sister.cookie) == (303, "/family/word", "")
    for _ in range(6):
        wrong = await sister.open("our new cat")
    assert wrong.headers["location"] == "/family/word?problem=slowed"
    assert (await sister.open("our old dog")).headers["location"] == "/family/word?problem=slowed", "slowed for the right one too"
    assert await owner.fetchval("select count(*) from audit_rows where action = 'share.refused'") >= 5
    clock.move(minutes=20)
    assert (await sister.open("our old dog")).headers["location"] == "/family/summary"
    assert (await sister.open("  Our old\u00a0Dog ")).status_code == 303, "a word told by voice has no capitals"
    assert b"our old dog" not in (await owner.fetchval("select passphrase_hash from shares where passphrase_hash is not null")).encode()


async def test_ada_reads_of_wrong_words_how_many_on_which_day_and_no_more(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    sister = Sister(client, (await granted(client, cast, passphrase="our old dog"))["link"])
    clock.now = clock().replace(hour=22, minute=50)  # 23:50 where Ada is
    for wrong in ("our new cat", "our new cat", "rex"):
        await sister.open(wrong)
    clock.move(minutes=20)
    await sister.open("our new cat")
    await sister.open("our old dog")
    log = (await own(client, cast))["events"]
    assert [(one["kind"], one["times"]) for one in log] == [("opened", 1), ("refused", 1), ("refused", 3), ("granted", 1)]
    assert [(one["at"], one["by"]) for one in log[1:3]] == [("2026-03-03T11:00:00Z", ""), ("2026-03-02T11:00:00Z", "")], "the day's noon: neither who nor at what hour"
    assert "cat" not in str(log) and "127.0.0.1" not in str(log)
    theirs = (await client.get(f"/v1/patients/{cast.ada}/shares", headers=cast.cookie("nadia"))).json()
    assert theirs[0]["events"] == log


async def test_many_wrong_words_push_nothing_else_out_of_the_log(client: httpx.AsyncClient, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "EVENTS", 3)
    sister = Sister(client, (await granted(client, cast, passphrase="our old dog"))["link"])
    await sister.open("our old dog")
    for _ in range(5):
        await sister.open("our new cat")
    assert [(one["kind"], one["times"]) for one in (await own(client, cast))["events"]] == [("refused", 5), ("opened", 1), ("granted", 1)]


async def test_the_word_is_asked_for_on_a_page_without_the_token_to_which_one_can_go_back(client: httpx.AsyncClient, cast: Cast) -> None:
    sister = Sister(client, (await granted(client, cast, passphrase="our old dog"))["link"])
    assert (await client.get("/family/word")).headers["location"] == "/family/closed"
    led = await client.post("/family/open", data={"token": sister.token})
    said = led.headers["set-cookie"].lower()
    assert "balm_family_door" in said and "httponly" in said and "path=/family" in said and "max-age=3600" in said
    asked = await client.get("/family/word")
    assert asked.status_code == 200 and 'name="passphrase" type="text" autocomplete="off"' in asked.text, "to be seen as it is typed, and kept by no browser"
    assert 'lang="en"' in asked.text and sister.token not in asked.text and "Ada" not in asked.text
    wrong = await client.post("/family/open", data={"token": "", "passphrase": "our new cat"})
    assert (wrong.status_code, wrong.headers["location"]) == (303, "/family/word?problem=wrong"), "so that nothing is sent again by who loads it anew"
    told = await client.get("/family/word?problem=wrong")
    assert told.status_code == 200 and "That was not it." in told.text and sister.token not in told.text
    assert "too many tries" in (await client.get("/family/word?problem=slowed")).text
    right = await client.post("/family/open", data={"token": "", "passphrase": "our old dog"})
    assert right.headers["location"] == "/family/summary" and (await client.get("/family/summary")).status_code == 200
    assert (await client.get("/family/word")).headers["location"] == "/family/summary", "who goes back to it goes on reading"
    late = await client.post("/family/open", data={"token": "", "passphrase": "our old dog"})
    assert late.headers["location"] == "/family/closed", "not that the link has ended"
    closed = await client.get("/family/closed")
    assert closed.status_code == 401 and "open the link that you were sent" in closed.text


async def test_every_form_leads_to_a_page_that_can_be_loaded_anew(client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], maria: Sister) -> None:
    """After a POST a browser that goes back, or reloads, would ask whether to send the form again."""
    forms = [("open", {"token": maria.token}), ("close", {}), ("open", {"token": "y" * 43}), ("ask", {}), ("ask", {"token": "y" * 43}), ("open", {"token": "not a tok\u00e9n"})]
    led = [await client.post(f"/family/{path}", data=data) for path, data in forms]
    assert [answer.status_code for answer in led] == [303] * 6
    assert [answer.headers["location"].rpartition("/")[2] for answer in led] == ["summary", "closed", "ended", "asked", "asked", "ended"]
    client.cookies.clear()
    late = await client.post("/family/ask")
    assert late.headers["location"] == "/family/closed", "nothing was kept of the link, so nobody can be asked: not thanked for it"


@pytest.mark.parametrize("path", ["x", "x/y", "index.html"])
async def test_what_stands_below_a_link_is_no_part_of_it(maria: Sister, path: str) -> None:
    assert f'value="{maria.token}"' in (await maria.client.get(f"/family/{maria.token}/{path}")).text


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/family/files/nothing", 404, "This page is closed"),
        ("PUT", "/family/summary", 405, "This page is closed"),
        ("POST", "/family/summary", 405, "This page is closed"),
        ("GET", "/family/word?problem=invented", 400, "This page is closed"),
        ("GET", "/familyx", 404, "urn:balm:problem:not-found"),
    ],
)
async def test_what_is_not_there_is_told_to_people_as_a_page_in_their_language(client: httpx.AsyncClient, method: str, path: str, status: int, says: str) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status and says in answer.text
    if path != "/familyx":
        assert answer.headers["content-type"] == "text/html; charset=utf-8" and (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex, nofollow")
        assert "Diese Seite ist geschlossen" in (await client.request(method, path, headers={"accept-language": "de-AT"})).text


async def test_a_fault_of_ours_is_told_to_people_as_a_page(client: httpx.AsyncClient, maria: Sister, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise TimeoutError("Ada's own words")

    monkeypatch.setattr(queries.credentials, "find", broken)
    answer = await client.post("/family/open", data={"token": maria.token})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "It is not your fault." in answer.text and "Ada" not in answer.text and maria.token not in answer.text


async def test_the_preview_is_the_page_that_the_other_sees(client: httpx.AsyncClient, cast: Cast, maria: Sister) -> None:
    await maria.open()
    page = (await maria.get()).text
    preview = (await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone("ada"))).json()["html"]
    body = re.compile(r"<main>(.*?)(<form.*)?</main>", re.S)
    found, shown = body.search(page), body.search(preview)
    assert found and shown and found[1].split() == shown[1].split()


async def test_the_team_looks_at_the_same_page_for_whom_the_patient_has_named(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, share: dict[str, Any]) -> None:
    path = f"/v1/patients/{cast.ada}/shares/preview"
    assert (await client.post(path, json=MARIA, headers=cast.cookie("nadia"))).status_code == 403, "nobody has named Maria"
    wish = {"topic": "who_may_know", "stance": "named", "people": [{"name": "Maria"}]}
    assert (await client.put(f"/v1/patients/{cast.ada}/preferences/{uuid7()}", json=wish, headers=cast.cookie("nadia"))).status_code == 200
    hers = (await client.post("/v1/me/shares/preview", json=MARIA, headers=cast.phone("ada"))).json()
    theirs = await client.post(path, json=MARIA, headers=cast.cookie("nadia"))
    assert theirs.json() == hers and "Pain" in theirs.text and "Nausea" not in theirs.text and "Only for my team" not in theirs.text
    assert (await client.post(path, json=MARIA, headers=cast.cookie("ruth"))).status_code == 403
    seen = await owner.fetch("select actor_kind from audit_rows where action = 'share.preview' and patient_id = $1 order by id", cast.ada)
    assert [row["actor_kind"] for row in seen] == ["patient", "staff"] and await owner.fetchval("select count(*) from shares") == 1, "nothing was granted"


async def test_after_a_death_there_is_a_quiet_page_or_an_end_as_the_organisation_wants(client: httpx.AsyncClient, cast: Cast, maria: Sister) -> None:
    await maria.open()
    died = {"care": "died", "since_on": "2026-03-02", "note": ""}
    assert (await client.post(f"/v1/patients/{cast.ada}/care", json=died, headers=cast.cookie("nadia"))).status_code == 200
    assert (await maria.get("alive")).status_code == 401, "an open page with a chart gives way within seconds"
    text = (await maria.get()).text
    assert "Nothing more is shown here" in text and "112" in text and "Pain" not in text and "<svg" not in text
    await client.put("/v1/configurations/family", json={"replaces": 0, "content": {"after_death_shows": "ended"}}, headers=cast.cookie("ines"))
    assert "This link has ended" in (await maria.get()).text
    await maria.ask()
    assert not (await own(client, cast))["asks"], "nobody is asked any more"
    for path, who in (("/v1/me/shares", cast.phone("ada")), (f"/v1/patients/{cast.ada}/shares", cast.cookie("nadia"))):
        assert (await client.post(path, json=MARIA, headers=who)).json()["type"] == "urn:balm:problem:sharing-is-over", "nor is anything shown anew"


async def test_once_ada_has_left_nobody_is_said_to_watch(client: httpx.AsyncClient, cast: Cast, maria: Sister) -> None:
    await maria.open()
    assert "The team is there until Monday 2 March, 17:00." in (await maria.get()).text
    longer = {"replaces": 0, "content": {"hours": [{"days": ["monday"], "opens": "08:00:00", "closes": "20:00:00"}]}}
    assert (await client.put(f"/v1/patients/{cast.ada}/plan", json=longer, headers=cast.cookie("nadia"))).status_code == 200
    assert "The team is there until Monday 2 March, 20:00." in (await maria.get()).text, "the hours that hold for Ada"
    left = {"care": "discharged", "since_on": "2026-03-02", "note": ""}
    assert (await client.post(f"/v1/patients/{cast.ada}/care", json=left, headers=cast.cookie("nadia"))).status_code == 200
    text = (await maria.get()).text
    assert "The team does not watch these answers any more." in text and "The team is there" not in text


async def test_all_of_the_page_is_in_the_patient_s_time(client: httpx.AsyncClient, cast: Cast, maria: Sister, owner: asyncpg.Connection) -> None:
    await owner.execute("update patients set zone = 'America/New_York' where id = $1", cast.ada)
    await maria.open()
    text = (await maria.get()).text
    assert "from Monday 2 March 2026, 04:00" in text and "until Monday 2 March, 11:00" in text


@pytest.mark.parametrize("path", ["", "/open", "/ask", "/close"])
async def test_who_comes_back_without_the_form_finds_the_page_or_is_told_that_it_is_closed(client: httpx.AsyncClient, maria: Sister, path: str) -> None:
    """As a browser does that has forgotten the tab."""
    closed = await client.get(f"/family{path}")
    assert closed.status_code == 401 and "This page is closed" in closed.text
    await maria.open()
    assert "How Ada is" in (await client.get(f"/family{path}", headers={"cookie": f"balm_family={maria.cookie}"})).text


async def test_a_program_that_looks_before_the_sister_does_learns_nothing_and_opens_nothing(client: httpx.AsyncClient, cast: Cast, maria: Sister) -> None:
    looked, read = await client.head(f"/family/{maria.token}"), await maria.follow()
    assert (looked.status_code, looked.text, looked.headers["content-type"]) == (200, "", read.headers["content-type"])
    assert read.headers["content-type"] == "text/html; charset=utf-8"
    assert [event["kind"] for event in (await own(client, cast))["events"]] == ["granted"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "null"}, 303),
        ({}, 303),
        ({"origin": "http://balm.test"}, 303),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
    ],
)
async def test_no_other_site_opens_a_share_in_somebody_s_browser(client: httpx.AsyncClient, maria: Sister, sent: dict[str, str], status: int) -> None:
    answer = await client.post("/family/open", data={"token": maria.token}, headers=sent)
    assert answer.status_code == status and ("set-cookie" in answer.headers) == (status == 303)


async def test_what_the_team_said_is_there_where_it_is_shared(client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], clock: Clock) -> None:
    assert (await client.post(f"/v1/patients/{cast.ada}/messages", json={"phrase": "visit_planned"}, headers=cast.cookie("nadia"))).is_success
    for responses in (False, True):
        sister = Sister(client, (await granted(client, cast, scope={"symptoms": ["pain"], "responses": responses}))["link"])
        await sister.open()
        assert ("Nadia Rahman: A visit is planned." in (await sister.get()).text) is responses


async def test_the_team_shares_only_with_whom_the_patient_has_named(client: httpx.AsyncClient, cast: Cast) -> None:
    path = f"/v1/patients/{cast.ada}/shares"
    refused = await client.post(path, json=MARIA, headers=cast.cookie("nadia"))
    assert refused.status_code == 403 and refused.json()["type"] == "urn:balm:problem:not-named"
    await Desk(client, cast).stored("preferences", topic="who_may_know", stance="named", people=[{"name": "María", "relation": "sister"}])
    assert (await client.post(path, json=MARIA, headers=cast.cookie("nadia"))).status_code == 201
    assert (await client.post(path, json={**MARIA, "for_name": "Peter"}, headers=cast.cookie("nadia"))).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": "2026-03-02T09:00:00Z"},
        {"ends_at": "2027-03-03T09:00:01Z"},
        {"ends_at": "2026-03-16T09:00:00"},
        {"scope": {"first_on": "2026-03-02", "last_on": "2026-03-01"}},
        {"for_name": ""},
        {"for_name": "Maria\u202elive"},
        {"passphrase": "abc"},
        {"passphrase": " a  b "},
    ],
)
async def test_what_can_not_be_shared_like_that_is_refused(client: httpx.AsyncClient, cast: Cast, changes: dict[str, Any]) -> None:
    answer = await client.post("/v1/me/shares", json={**MARIA, **changes}, headers=cast.phone("ada"))
    assert answer.status_code == 400 and answer.json()["errors"]


async def test_tokens_are_256_bits_and_kept_as_hashes(share: dict[str, Any], owner: asyncpg.Connection) -> None:
    token = share["link"].rpartition("/")[2]
    assert len(token) == 43
    for table in ("shares", "credentials", "share_events", "audit_rows"):
        rows = await owner.fetch(f"select to_jsonb(t)::text as row from {table} t")
        assert not any(token in row["row"] for row in rows), table


async def test_the_page_speaks_the_language_that_was_chosen_and_the_form_the_browser_s(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, pain=5)
    sister = Sister(client, (await granted(client, cast, language="de"))["link"])
    form = await client.get(f"/family/{sister.token}", headers={"accept-language": "es-MX,es;q=0.9"})
    assert "Abrir" in form.text and 'lang="es"' in form.text
    await sister.open()
    assert "Wie es Ada geht" in (await sister.get()).text and "mäßig stark am" in (await sister.get()).text


async def test_a_page_can_tell_that_another_share_was_opened_in_its_browser(client: httpx.AsyncClient, cast: Cast, share: dict[str, Any], maria: Sister) -> None:
    """Else it would stay open for as long as the other one holds."""
    await maria.open()
    assert (await maria.get("alive")).headers["balm-share"] == share["share"]["id"]
    other = await granted(client, cast)
    maria.token = other["link"].rpartition("/")[2]
    await maria.open()
    assert (await maria.get("alive")).headers["balm-share"] == other["share"]["id"]


async def test_closing_ends_the_session_and_only_that(client: httpx.AsyncClient, maria: Sister) -> None:
    await maria.open()
    closed = await client.post("/family/close", headers={"cookie": f"balm_family={maria.cookie}"})
    assert closed.headers["location"] == "/family/closed" and (await maria.get()).status_code == 401
    assert (await maria.open()).status_code == 303


async def test_the_organisation_s_own_words_stand_beside_it_in_the_reader_s_language(client: httpx.AsyncClient, cast: Cast, maria: Sister) -> None:
    content = {"about": {"en": "Hospice care is about comfort.", "de": "Es geht um Wohlbefinden."}, "whom_to_call": {"en": "At night call the ward."}}
    answer = await client.put("/v1/configurations/family", json={"replaces": 0, "content": content}, headers=cast.cookie("ines"))
    assert answer.is_success, answer.text
    await maria.open()
    text = (await maria.get()).text
    assert text.index("At night call the ward.") < text.index('class="numbers"') < text.index("Hospice care is about comfort.") and "Wohlbefinden" not in text
    german = Sister(client, (await granted(client, cast, language="de"))["link"])
    await german.open()
    text = (await german.get()).text
    assert "Wohlbefinden" in text and "comfort" not in text and '<p class="about" lang="en">At night call the ward.</p>' in text, "whom to call, in a language that there is"


async def test_a_drawing_ends_with_the_last_day_that_is_shared(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    for days_ago in (3, 4):
        await report(client, cast, clock, days_ago=days_ago, pain=2)
    sister = Sister(client, (await granted(client, cast, scope={"symptoms": ["pain"], "last_on": "2026-02-28"}))["link"])
    await sister.open()
    assert "Thursday 26 February to Saturday 28 February. 0 at the bottom" in (await sister.get()).text


async def test_what_people_wrote_is_text_and_nothing_else(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock, note="<script>alert(1)</script>", pain=1)
    sister = Sister(client, (await granted(client, cast, scope={"symptoms": ["pain"], "notes": True}))["link"])
    await sister.open()
    text = (await sister.get()).text
    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text
