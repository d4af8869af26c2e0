"""What goes back to the patient: that it was seen, and what the nurse chose to say; never a dose, and nothing once care has ended."""

from typing import Any

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api.db import Pool
from tests.api.clockwork import round_of
from tests.conftest import Clock
from tests.people import Cast, check_in

CALL = {"phrase": "nurse_will_call_today"}


async def report(client: httpx.AsyncClient, cast: Cast, clock: Clock, **changes: Any) -> str:
    check_in_id = str(uuid7())
    body = check_in(**{"answers": {"pain": 8}, "recorded_at": clock().isoformat(), **changes})
    assert (await client.put(f"/v1/check-ins/{check_in_id}", json=body, headers=cast.phone("ada"))).status_code == 200
    return check_in_id


async def alert(client: httpx.AsyncClient, cast: Cast) -> dict[str, Any]:
    (one,) = (await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"]
    return dict(one)


async def do(client: httpx.AsyncClient, cast: Cast, what: str, who: str = "nadia", **body: Any) -> httpx.Response:
    one = await alert(client, cast)
    return await client.post(f"/v1/alerts/{one['id']}/{what}", json=body, headers=cast.cookie(who))


async def tell(client: httpx.AsyncClient, cast: Cast, who: str = "nadia", **body: Any) -> httpx.Response:
    return await client.post(f"/v1/patients/{cast.ada}/messages", json=body, headers=cast.cookie(who))


async def on_phone(client: httpx.AsyncClient, cast: Cast, who: str = "ada") -> list[dict[str, Any]]:
    answer = await client.get("/v1/me/messages", headers=cast.phone(who))
    assert answer.status_code == 200, answer.text
    return list(answer.json())


async def test_ada_s_phone_says_when_it_was_seen_and_of_which_report(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    check_in_id = await report(client, cast, clock)
    assert await on_phone(client, cast) == []
    clock.move(minutes=14)
    await client.post(f"/v1/alerts/{(await alert(client, cast))['id']}/acknowledge", headers=cast.cookie("nadia"))  # without a body, as before
    (seen,) = await on_phone(client, cast)
    assert (seen["kind"], seen["at"], seen["by"], seen["check_in_id"]) == ("seen", "2026-03-02T09:14:00Z", "Nadia Rahman", check_in_id)


@pytest.mark.parametrize(("what", "more"), [("acknowledge", {}), ("start", {}), ("resolve", {"outcome": "call"})])
async def test_each_step_may_say_something(client: httpx.AsyncClient, cast: Cast, clock: Clock, what: str, more: dict[str, str]) -> None:
    await report(client, cast, clock)
    assert (await do(client, cast, what, **more, tell={**CALL, "text": " Before noon. "})).status_code == 200
    told, seen = await on_phone(client, cast)
    assert (told["kind"], told["phrase"], told["text"], told["by"]) == ("told", "nurse_will_call_today", "Before noon.", "Nadia Rahman")
    assert seen["kind"] == "seen"


async def test_a_report_is_seen_once_and_a_newer_one_anew(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    first = await report(client, cast, clock)
    for what in ("acknowledge", "acknowledge", "start"):
        await do(client, cast, what)
        clock.move(minutes=1)
    assert [(one["check_in_id"], one["at"]) for one in await on_phone(client, cast)] == [(first, "2026-03-02T09:00:00Z")]
    second = await report(client, cast, clock, answers={"pain": 9})
    assert len(await on_phone(client, cast)) == 1, "nobody has looked at the new one yet"
    await do(client, cast, "resolve", outcome="call")
    assert [one["check_in_id"] for one in await on_phone(client, cast)] == [second, first]


async def test_silence_has_no_report_that_could_be_seen(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    await report(client, cast, clock)
    await do(client, cast, "resolve", outcome="call")
    clock.move(days=3)
    await round_of(pool, clock())
    assert (await alert(client, cast))["subject"] == "silence"
    await do(client, cast, "acknowledge", tell=CALL)
    assert [one["kind"] for one in await on_phone(client, cast)] == ["told", "seen"], "what was seen is the report of three days ago"


async def test_the_same_words_within_ten_minutes_are_sent_once(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    first = await tell(client, cast, text="I am thinking of you.")
    assert first.status_code == 201
    clock.move(minutes=10)
    assert (await tell(client, cast, text="I am thinking of you. ")).json()["id"] == first.json()["id"]
    await tell(client, cast, "okoro", text="I am thinking of you.")
    clock.move(seconds=1)
    await tell(client, cast, text="I am thinking of you.")
    assert [one["by"] for one in await on_phone(client, cast)] == ["Nadia Rahman", "Dr Okoro", "Nadia Rahman"]


async def test_sent_again_after_a_lost_answer_an_alert_s_words_stand_once(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock)
    for _ in range(2):
        assert (await do(client, cast, "acknowledge", tell=CALL)).status_code == 200
    assert [one["kind"] for one in await on_phone(client, cast)] == ["told", "seen"]


async def test_the_team_reads_what_was_told_and_whether_a_phone_has_it(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await report(client, cast, clock)
    await do(client, cast, "acknowledge", tell=CALL)
    one = await alert(client, cast)
    history = (await client.get(f"/v1/alerts/{one['id']}", headers=cast.cookie("okoro"))).json()
    assert [step["step"] for step in history["steps"]] == ["raised", "told", "acknowledged"]
    assert [(message["kind"], message.get("on_phone_at")) for message in history["messages"]] == [("seen", None), ("told", None)]
    clock.move(minutes=2)
    await on_phone(client, cast)
    clock.move(minutes=2)
    await on_phone(client, cast)
    timeline = (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.cookie("okoro"))).json()
    listed = (await client.get(f"/v1/patients/{cast.ada}/messages", headers=cast.cookie("okoro"))).json()
    assert timeline["messages"] == listed and [message["on_phone_at"] for message in listed] == ["2026-03-02T09:02:00Z"] * 2


async def test_to_a_phone_the_timeline_brings_no_messages(client: httpx.AsyncClient, cast: Cast) -> None:
    await tell(client, cast, **CALL)
    assert (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.phone("ada"))).json()["messages"] == []


@pytest.mark.parametrize("text", ["Please take 10 mg now.", "Nehmen Sie zwei Tabletten.", "Tome 20 gotas."])
async def test_a_dose_is_refused_with_the_reason_and_nothing_else_happens(client: httpx.AsyncClient, cast: Cast, clock: Clock, text: str) -> None:
    await report(client, cast, clock)
    for answer in (await tell(client, cast, text=text), await do(client, cast, "acknowledge", tell={"text": text})):
        assert answer.status_code == 400 and answer.json()["type"] == "urn:balm:problem:reads-like-a-dose"
        assert "reads like a dose" in answer.json()["detail"] and answer.json()["errors"][0]["field"] == "tell.text"
    assert (await alert(client, cast))["state"] == "open" and await on_phone(client, cast) == []


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"text": "  "}, 400), ({"text": "x" * 280}, 201), ({"text": "x" * 281}, 400), ({"phrase": "nonsense"}, 400)])
async def test_something_is_said_in_at_most_280_characters(client: httpx.AsyncClient, cast: Cast, body: dict[str, str], status: int) -> None:
    assert (await tell(client, cast, **body)).status_code == status


@pytest.mark.parametrize("care", ["died", "discharged"])
async def test_once_care_has_ended_nothing_goes_to_the_phone(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection, care: str
) -> None:
    await report(client, cast, clock)
    await tell(client, cast, **CALL)
    await owner.execute("update patients set care = $1", care)
    assert await on_phone(client, cast) == []
    assert (await tell(client, cast, **CALL, text="again")).json()["type"] == "urn:balm:problem:not-under-care"
    assert (await do(client, cast, "acknowledge", tell=CALL)).status_code == 409
    assert (await do(client, cast, "acknowledge")).status_code == 200
    listed = (await client.get(f"/v1/patients/{cast.ada}/messages", headers=cast.cookie("nadia"))).json()
    assert [one["kind"] for one in listed] == ["told"], "the team still reads what was said before"


async def test_what_was_said_two_weeks_ago_is_no_news(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await tell(client, cast, **CALL)
    clock.move(days=14)
    assert len(await on_phone(client, cast)) == 1
    clock.move(seconds=1)
    assert await on_phone(client, cast) == []


async def test_it_is_audited_without_the_words(client: httpx.AsyncClient, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await report(client, cast, clock)
    await do(client, cast, "acknowledge", tell={"text": "Only for Ada"})
    await on_phone(client, cast)
    rows = await owner.fetch("select action, patient_id, detail::text from audit_rows where action like '%message%' or action = 'alert.told' order by id")
    assert [row["action"] for row in rows] == ["alert.told", "message.send", "message.read_own"]
    assert {row["patient_id"] for row in rows} == {cast.ada} and not any("Only for Ada" in row["detail"] for row in rows)


async def test_a_phone_says_nothing_in_the_team_s_name(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.post(f"/v1/patients/{cast.ada}/messages", json=CALL, headers=cast.phone("ada"))).status_code == 403
    assert (await client.get("/v1/me/messages", headers=cast.cookie("nadia"))).status_code == 403


async def test_ada_s_messages_stay_hers(client: httpx.AsyncClient, cast: Cast) -> None:
    await tell(client, cast, text="Only for Ada")
    assert await on_phone(client, cast, "olga") == []
    assert (await client.get(f"/v1/patients/{cast.ada}/messages", headers=cast.cookie("otto"))).status_code == 404
