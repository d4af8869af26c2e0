"""A note with words of crisis reaches the team at once, whatever else holds alerts back; the phone knows the words too."""

from typing import Any

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api import access, intake
from api.db import Pool, transaction
from schemas.check_ins import NewCheckIn
from tests.conftest import Clock
from tests.people import Cast, check_in

NOTE = "Some nights I want to die."
CALM = {"pain": 1}


async def send(client: httpx.AsyncClient, cast: Cast, note: str | None = NOTE, **changes: Any) -> httpx.Response:
    body = check_in(**{"answers": CALM, "note": note, "recorded_at": "2026-03-02T09:55:00+01:00", **changes})
    answer = await client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    return answer


async def waiting(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get("/v1/alerts", headers=cast.cookie("nadia"))).json()["alerts"])


async def configure(client: httpx.AsyncClient, cast: Cast, phrases: dict[str, list[str]], replaces: int = 0) -> httpx.Response:
    body = {"replaces": replaces, "content": {"phrases": phrases}}
    return await client.put("/v1/configurations/crisis_words", json=body, headers=cast.cookie("ines"))


async def test_it_calls_urgently_and_quotes_nothing(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await send(client, cast)
    (alert,) = await waiting(client, cast)
    assert (alert["subject"], alert["level"], alert["state"], alert.get("worst")) == ("crisis", "urgent", "open", None)
    assert [finding["rule"] for finding in alert["findings"]] == ["crisis"] and "die" not in str(alert["findings"])
    assert await owner.fetchval("select count(*) from findings where rule = 'crisis' and item = ''") == 1
    assert await owner.fetchval("select count(*) from audit_rows where detail::text like '%die%'") == 0


async def test_a_calm_note_calls_nobody(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast, "My sister visited, a good day.")
    await send(client, cast, None)
    assert await waiting(client, cast) == []


async def test_neither_age_nor_a_newer_report_holds_it_back(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast, None)
    await send(client, cast, recorded_at="2026-02-25T03:10:00+01:00", answers={"pain": 8})
    assert [alert["subject"] for alert in await waiting(client, cast)] == ["crisis"], "the pain of five days ago is late; this is not"


async def test_neither_an_answer_shortly_before_holds_it_back(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await send(client, cast)
    (alert,) = await waiting(client, cast)
    await client.post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": "call"}, headers=cast.cookie("nadia"))
    clock.move(minutes=5)
    await send(client, cast, recorded_at="2026-03-02T10:04:00+01:00")
    assert len(await waiting(client, cast)) == 1


async def test_it_has_no_level_to_snooze_to(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast)
    (alert,) = await waiting(client, cast)
    body = {"until": "2026-03-03T09:00:00+01:00", "level": 10}
    assert (await client.post(f"/v1/alerts/{alert['id']}/snooze", json=body, headers=cast.cookie("nadia"))).status_code == 400


async def test_a_corrected_spelling_calls_no_second_time_and_new_words_do(client: httpx.AsyncClient, cast: Cast) -> None:
    first = (await send(client, cast)).json()["id"]
    second = (await send(client, cast, NOTE + "..", corrects=first)).json()["id"]
    (alert,) = await waiting(client, cast)
    history = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()
    assert [step["step"] for step in history["steps"]] == ["raised", "report_withdrawn"]
    calm = (await send(client, cast, "Slept badly.", corrects=second)).json()["id"]
    await client.post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": "call"}, headers=cast.cookie("nadia"))
    await send(client, cast, corrects=calm)
    assert len(await waiting(client, cast)) == 1


async def test_imported_history_calls_nobody_even_when_a_report_comes_before_it(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> None:
    async with transaction(pool, cast.hospice) as db:
        new = NewCheckIn(instrument="daily-check", recorded_at=clock(), zone="Europe/Berlin", answers=CALM, note=NOTE, patient_id=cast.ada)
        await intake.submit(db, access.system(cast.hospice, "A file"), uuid7(), new, clock())
    assert await waiting(client, cast) == []
    await send(client, cast, None, recorded_at="2026-03-02T07:00:00+01:00")
    assert await waiting(client, cast) == []
    digest = (await client.get("/v1/digest", headers=cast.cookie("nadia"))).json()
    assert [(one["held"], one["finding"]["rule"]) for one in digest] == [("late", "crisis")]


async def test_the_organisation_replaces_the_words_for_the_rule_and_for_the_phone(client: httpx.AsyncClient, cast: Cast) -> None:
    before = (await client.get("/v1/me", headers=cast.phone("ada"))).json()
    assert " want to die " in before["crisis_phrases"] and " mochte sterben " in before["crisis_phrases"]
    assert (await configure(client, cast, {"en": ["Can’t go on!"]})).status_code == 200
    after = (await client.get("/v1/me", headers=cast.phone("ada"))).json()["crisis_phrases"]
    assert " cant go on " in after and " want to die " not in after and " quiero morir " in after
    await send(client, cast)
    assert await waiting(client, cast) == []
    await send(client, cast, "I can't go on like this", recorded_at="2026-03-02T09:56:00+01:00")
    (alert,) = await waiting(client, cast)
    assert alert["findings"][0]["thresholds"] == {"word_list": 1}


@pytest.mark.parametrize("phrase", ["--", "x", "line\nbreak"])
async def test_a_phrase_that_could_not_be_found_is_refused(client: httpx.AsyncClient, cast: Cast, phrase: str) -> None:
    answer = await configure(client, cast, {"de": ["gut", phrase]})
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"].startswith("phrases")


async def test_self_care_texts_are_the_organisation_s_own_and_none_until_it_writes_some(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["self_care"] == {}
    texts = {"en": {"pain": {"moderate": "Try the heat pad that we left with you."}}, "de": {"nausea": {"severe": "Kleine Schlucke, kühl."}}}
    body = {"replaces": 0, "content": {"texts": texts}}
    assert (await client.put("/v1/configurations/self_care", json=body, headers=cast.cookie("ines"))).status_code == 200
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["self_care"] == texts
    assert (await client.get("/v1/me", headers=cast.phone("olga"))).json()["self_care"] == {}
