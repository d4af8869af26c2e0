"""Medicines taken when needed: from the team's list, told by a phone or the team, once, and never overwritten. Nobody is called by them."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast

DOSE: dict[str, Any] = {"medicine": "Morphine drops", "taken_at": "2026-03-02T07:30:00+01:00", "zone": "Europe/Berlin"}


async def listed(client: httpx.AsyncClient, cast: Cast, *names: str, replaces: int = 0) -> httpx.Response:
    content = {"when_needed": list(names)}
    return await client.put(f"/v1/patients/{cast.ada}/plan", json={"replaces": replaces, "content": content}, headers=cast.cookie("nadia"))


@pytest.fixture
async def on_the_list(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await listed(client, cast, "Morphine drops", "Metoclopramide")).status_code == 200


async def put(client: httpx.AsyncClient, cast: Cast, dose_id: UUID, who: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    return await client.put(f"/v1/when-needed-doses/{dose_id}", json={**DOSE, **changes}, headers=who or cast.phone("ada"))


async def own(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get("/v1/me/check-ins", headers=cast.phone("ada"))).json()["when_needed_doses"])


async def all_of(client: httpx.AsyncClient, cast: Cast) -> list[dict[str, Any]]:
    return list((await client.get(f"/v1/patients/{cast.ada}/when-needed-doses", headers=cast.cookie("okoro"))).json())


async def withdraw(client: httpx.AsyncClient, dose_id: UUID, who: dict[str, str]) -> httpx.Response:
    return await client.post(f"/v1/when-needed-doses/{dose_id}/entered-in-error", json={"reason": "Not taken after all"}, headers=who)


def problem(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("urn:balm:problem:")


async def test_the_phone_learns_the_names_that_the_team_wrote(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["when_needed"] == []
    await listed(client, cast, "Morphine drops", "Spray under the tongue")
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["when_needed"] == ["Morphine drops", "Spray under the tongue"]


@pytest.mark.parametrize(
    ("names", "status"),
    [(["A"], 200), (["A", "B"], 200), (["A", " a"], 400), ([" "], 400), ([""], 400), (["x" * 200], 200), (["x" * 201], 400), ([str(n) for n in range(31)], 400)],
)
async def test_each_name_stands_once_and_says_something(client: httpx.AsyncClient, cast: Cast, names: list[str], status: int) -> None:
    assert (await listed(client, cast, *names)).status_code == status


@pytest.mark.usefixtures("on_the_list")
async def test_copies_at_once_make_one_dose_one_audit_row_and_equal_answers(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    dose_id = uuid7()
    answers = await asyncio.gather(*(put(client, cast, dose_id) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200} and len({answer.text for answer in answers}) == 1
    assert await owner.fetchval("select count(*) from audit_rows where action = 'dose.submit' and subject_id = $1", dose_id) == 1
    (stored,) = await own(client, cast)
    assert (stored["medicine"], stored["at"], stored["entered_by"], stored["clock"]) == ("Morphine drops", "2026-03-02T06:30:00Z", "Ada's phone", "ok")


@pytest.mark.usefixtures("on_the_list")
@pytest.mark.parametrize("change", [{"medicine": "Metoclopramide"}, {"taken_at": "2026-03-02T07:31:00+01:00"}, {"relief": 0}, {"relief_words": "a little"}, {"mode": "assisted"}])
async def test_the_same_id_with_other_content_is_a_conflict(client: httpx.AsyncClient, cast: Cast, change: dict[str, Any]) -> None:
    dose_id = uuid7()
    await put(client, cast, dose_id)
    answer = await put(client, cast, dose_id, **change)
    assert answer.status_code == 409 and problem(answer) == "fact-conflict"
    assert [one["relief"] for one in await own(client, cast)] == [None]


@pytest.mark.usefixtures("on_the_list")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"relief": 10, "relief_words": "gone"}, None),
        ({"relief": -1}, "invalid-content"),
        ({"relief": 11}, "invalid-content"),
        ({"relief_words": " "}, "invalid-content"),
        ({"relief_words": "x" * 201}, "invalid-content"),
        ({"amount": "10 mg"}, "invalid-content"),
        ({"medicine": "Something else"}, "not-on-the-list"),
        ({"taken_at": "2026-03-02T07:30:00"}, "invalid-content"),
        ({"zone": "Mars/Base"}, "unknown-zone"),
        ({"respondent": "family_caregiver"}, "respondent-and-mode-disagree"),
        ({"respondent": "family_caregiver", "mode": "proxy"}, None),
        ({"corrects": str(uuid7())}, "fact-not-correctable"),
    ],
)
async def test_what_cannot_be_is_refused(client: httpx.AsyncClient, cast: Cast, changes: dict[str, Any], told: str | None) -> None:
    answer = await put(client, cast, uuid7(), **changes)
    assert (answer.status_code, answer.status_code == 200 or problem(answer)) == (200 if told is None else 400 if told != "fact-not-correctable" else 409, told or True)


async def test_the_id_is_a_uuid_of_version_7(client: httpx.AsyncClient, cast: Cast) -> None:
    assert problem(await put(client, cast, uuid4())) == "id-not-uuidv7"


@pytest.mark.usefixtures("on_the_list")
async def test_a_phone_that_has_an_earlier_list_still_gets_its_dose_in(client: httpx.AsyncClient, cast: Cast) -> None:
    dose_id = uuid7()
    await put(client, cast, dose_id)
    await listed(client, cast, "Spray", replaces=1)
    assert (await put(client, cast, dose_id)).status_code == 200 and (await put(client, cast, uuid7())).status_code == 200
    assert len(await own(client, cast)) == 2


@pytest.mark.usefixtures("on_the_list")
async def test_a_phone_s_wrong_clock_loses_nothing_and_counts_when_it_came(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await put(client, cast, uuid7(), taken_at="2031-01-01T00:00:00Z")).json()["clock"] == "ahead"
    assert [(one["at"], one["taken_at"]) for one in await own(client, cast)] == [("2026-03-02T09:00:00Z", "2031-01-01T00:00:00Z")]


@pytest.mark.usefixtures("on_the_list")
async def test_relief_that_comes_later_is_a_new_version_and_the_first_stays_stored(client: httpx.AsyncClient, cast: Cast) -> None:
    first, second = uuid7(), uuid7()
    await put(client, cast, first)
    for _ in range(2):
        assert (await put(client, cast, second, relief=6, corrects=str(first))).status_code == 200
    assert [(one["id"], one["relief"]) for one in await own(client, cast)] == [(str(second), 6)]
    assert {one["id"]: one["replaced_by"] for one in await all_of(client, cast)} == {str(first): str(second), str(second): None}
    assert problem(await put(client, cast, uuid7(), relief=7, corrects=str(first))) == "fact-not-correctable"


@pytest.mark.usefixtures("on_the_list")
async def test_what_was_withdrawn_counts_no_more_and_stays_stored_with_its_reason(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    dose_id = uuid7()
    await put(client, cast, dose_id)
    for _ in range(2):
        assert (await withdraw(client, dose_id, cast.phone("ada"))).status_code == 200
    assert await own(client, cast) == []
    assert [one["entered_in_error_reason"] for one in await all_of(client, cast)] == ["Not taken after all"]
    assert await owner.fetchval("select count(*) from audit_rows where action = 'dose.mark_in_error'") == 1


@pytest.mark.usefixtures("on_the_list")
async def test_what_the_team_entered_is_the_team_s_to_change(client: httpx.AsyncClient, cast: Cast) -> None:
    dose_id = uuid7()
    assert problem(await put(client, cast, dose_id, cast.cookie("nadia"), mode="phone_call")) == "patient-needed"
    assert (await put(client, cast, dose_id, cast.cookie("nadia"), mode="phone_call", patient_id=str(cast.ada))).status_code == 200
    assert (await withdraw(client, dose_id, cast.phone("ada"))).status_code == 403
    assert (await put(client, cast, uuid7(), corrects=str(dose_id))).status_code == 403
    assert (await withdraw(client, dose_id, cast.cookie("okoro"))).status_code == 200


@pytest.mark.usefixtures("on_the_list")
async def test_the_timeline_has_those_of_its_range_and_nobody_was_called(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await put(client, cast, uuid7(), taken_at="2026-02-01T08:00:00Z")
    await put(client, cast, uuid7())
    for days, many in ((14, 1), (None, 2)):
        asked = {"days": days} if days else {}
        found = (await client.get(f"/v1/patients/{cast.ada}/timeline", params=asked, headers=cast.cookie("nadia"))).json()
        assert len(found["when_needed_doses"]) == many and found["alerts"] == [] and found["last_heard_at"] is None
    assert await owner.fetchval("select count(*) from alerts") == 0


@pytest.mark.usefixtures("on_the_list")
async def test_an_auditor_reads_none_and_the_api_s_own_role_overwrites_none(client: httpx.AsyncClient, cast: Cast, database_url: str) -> None:
    await put(client, cast, uuid7())
    assert (await client.get(f"/v1/patients/{cast.ada}/when-needed-doses", headers=cast.cookie("ruth"))).status_code == 403
    raw = await asyncpg.connect(database_url)
    try:
        await raw.execute("set role balm_api")
        for statement in ("update when_needed_doses set medicine = 'x'", "update when_needed_doses set relief = 1", "delete from when_needed_doses"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await raw.execute(statement)
    finally:
        await raw.close()
