import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.conftest import Clock
from tests.people import Cast, check_in


async def put(client: httpx.AsyncClient, cast: Cast, body: dict[str, Any], check_in_id: UUID | str | None = None, who: str = "ada") -> httpx.Response:
    return await client.put(f"/v1/check-ins/{check_in_id or uuid7()}", json=body, headers=cast.phone(who))


async def test_a_check_in_is_stored_with_the_four_facts_of_time(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    check_in_id = uuid7()
    answer = await put(client, cast, check_in(), check_in_id)
    assert answer.status_code == 200, answer.text
    row = await owner.fetchrow("select * from check_ins where id = $1", check_in_id)
    assert row is not None
    assert (str(row["recorded_at"]), row["zone"], str(row["local_date"]), str(row["received_at"])) == (
        "2026-03-02 07:55:00+00:00",
        "Europe/Berlin",
        "2026-03-02",
        "2026-03-02 09:00:00+00:00",
    )
    assert answer.json() == {
        "id": str(check_in_id),
        "patient_id": str(cast.ada),
        "received_at": "2026-03-02T09:00:00Z",
        "local_date": "2026-03-02",
        "clock": "ok",
        "partial": [],
    }


async def test_fifty_copies_at_once_make_one_row_one_audit_row_and_fifty_equal_answers(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection
) -> None:
    check_in_id = uuid7()
    answers = await asyncio.gather(*(put(client, cast, check_in(), check_in_id) for _ in range(50)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert await owner.fetchval("select count(*) from check_ins") == 1
    assert await owner.fetchval("select count(*) from audit_rows where action = 'check_in.submit'") == 1


async def test_a_copy_much_later_gets_the_first_receipt(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    check_in_id = uuid7()
    first = await put(client, cast, check_in(), check_in_id)
    clock.move(days=3)
    assert (await put(client, cast, check_in(app_version="2.0"), check_in_id)).content == first.content


async def test_the_same_id_with_other_content_is_a_conflict_that_names_the_difference(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    check_in_id = uuid7()
    await put(client, cast, check_in(), check_in_id)
    answer = await put(client, cast, check_in(answers={"pain": 9}), check_in_id)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:balm:problem:check-in-conflict")
    assert [error["field"] for error in answer.json()["errors"]] == ["answers"]
    assert await owner.fetchval("select answers ->> 'pain' from check_ins") == "4"


async def test_the_same_id_in_another_organisation_is_another_check_in(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    check_in_id = uuid7()
    assert (await put(client, cast, check_in(), check_in_id)).status_code == 200
    assert (await put(client, cast, check_in(answers={"pain": 1}), check_in_id, who="olga")).status_code == 200
    assert await owner.fetchval("select count(*) from check_ins where id = $1", check_in_id) == 2


@pytest.mark.parametrize(
    ("change", "problem", "field"),
    [
        ({"answers": {"pain": 11}}, "answers-refused", "answers.pain"),
        ({"answers": {"pain": -1}}, "answers-refused", "answers.pain"),
        ({"answers": {"pain": 7.5}}, "answers-refused", "answers.pain"),
        ({"answers": {"pain": "7"}}, "answers-refused", "answers.pain"),
        ({"answers": {"pain": True}}, "answers-refused", "answers.pain"),
        ({"answers": {"pain": 10**40}}, "answers-refused", "answers.pain"),
        ({"answers": {"spleen": 3}}, "answers-refused", "answers.spleen"),
        ({"answers": [1, 2]}, "invalid-content", "answers"),
        ({"answers": {}}, "nothing-answered", "answers"),
        ({"instrument": "esas"}, "unknown-instrument", "instrument"),
        ({"instrument_version": "99"}, "unknown-instrument", "instrument"),
        ({"zone": "Europe/Atlantis"}, "unknown-zone", "zone"),
        ({"zone": "../../etc/passwd"}, "unknown-zone", "zone"),
        ({"recorded_at": "yesterday"}, "invalid-content", "recorded_at"),
        ({"recorded_at": "2026-03-02T08:55:00"}, "invalid-content", "recorded_at"),
        ({"recorded_at": ...}, "invalid-content", "recorded_at"),
        ({"recorded_at": 1764000000}, "invalid-content", "recorded_at"),
        ({"recorded_at": "1764000000"}, "invalid-content", "recorded_at"),
        ({"note": "a\x00b"}, "invalid-content", "note"),
        ({"note": "x" * 2001}, "invalid-content", "note"),
        ({"respondent": "the cat"}, "invalid-content", "respondent"),
        ({"mode": "proxy"}, "respondent-and-mode-disagree", "mode"),
        ({"respondent": "family_caregiver"}, "respondent-and-mode-disagree", "mode"),
        ({"colour": "blue"}, "invalid-content", "colour"),
    ],
)
async def test_bad_content_is_refused_with_the_field_and_stores_nothing(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, change: dict[str, Any], problem: str, field: str
) -> None:
    answer = await put(client, cast, check_in(**change))
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["type"]) == (400, f"urn:balm:problem:{problem}"), answer.text
    assert field in {error["field"] for error in answer.json()["errors"]}, answer.text
    assert await owner.fetchval("select count(*) from check_ins") == 0


@pytest.mark.parametrize("recorded_at", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2031-01-01T00:00:00+00:00"])
async def test_a_wrong_clock_never_loses_an_answer(client: httpx.AsyncClient, cast: Cast, recorded_at: str) -> None:
    answer = await put(client, cast, check_in(recorded_at=recorded_at))
    assert answer.status_code == 200, answer.text
    ahead = not recorded_at.startswith(("1970", "0001"))
    assert answer.json()["clock"] == ("ahead" if ahead else "ok")
    assert not ahead or answer.json()["local_date"] == "2026-03-02"


async def test_an_id_that_is_not_a_uuidv7_is_refused(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await put(client, cast, check_in(), "9147c62e-8881-4a8b-a2ee-7be608fbb458")
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:balm:problem:id-not-uuidv7")


async def test_a_partial_check_in_is_kept_and_says_so(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await put(client, cast, check_in(answers={"pain": 3, "nausea": None}))
    assert (answer.status_code, answer.json()["partial"]) == (200, ["nausea", "fatigue", "lack_of_appetite"])


async def test_a_batch_is_answered_item_by_item_and_one_bad_item_holds_nothing_back(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    ids = [str(uuid7()) for _ in range(4)]
    items = [check_in(), check_in(answers={"pain": 12}), {"nonsense": 1}, check_in(answers={"pain": 2})]
    body = {"check_ins": [{"id": check_in_id, **item} for check_in_id, item in zip(ids, items, strict=True)]}
    answer = await client.post("/v1/check-ins", json=body, headers=cast.phone("ada"))
    assert answer.status_code == 200, answer.text
    assert [result["status"] for result in answer.json()["results"]] == [200, 400, 400, 200]
    assert [result["id"] for result in answer.json()["results"]] == ids
    assert await owner.fetchval("select count(*) from check_ins") == 2


async def test_an_item_of_a_batch_is_refused_with_the_same_words_as_one_that_comes_alone(client: httpx.AsyncClient, cast: Cast) -> None:
    changes: list[dict[str, Any]] = [{"recorded_at": 5}, {"note": "a\x00b"}, {"colour": "blue"}, {"instrument": "Daily"}, {"zone": ...}, {"answers": {"pain": 11}}]
    alone = [(await put(client, cast, check_in(**change))).json()["errors"] for change in changes]
    body = {"check_ins": [{"id": str(uuid7()), **check_in(**change)} for change in changes]}
    results = (await client.post("/v1/check-ins", json=body, headers=cast.phone("ada"))).json()["results"]
    assert [result["problem"]["errors"] for result in results] == alone


@pytest.mark.parametrize("check_in_id", [None, 5, "x", ""])
async def test_an_item_without_an_id_is_told_so(client: httpx.AsyncClient, cast: Cast, check_in_id: Any) -> None:
    answer = await client.post("/v1/check-ins", json={"check_ins": [{"id": check_in_id, **check_in()}]}, headers=cast.phone("ada"))
    assert answer.json()["results"][0]["problem"]["errors"] == [{"field": "id", "detail": "It must be a UUID."}]


async def test_a_batch_of_201_is_refused_whole(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"check_ins": [{"id": str(uuid7()), **check_in()} for _ in range(201)]}
    assert (await client.post("/v1/check-ins", json=body, headers=cast.phone("ada"))).status_code == 400


async def test_ten_megabytes_are_refused(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.put(
        f"/v1/check-ins/{uuid7()}", content=b'{"note": "' + b"x" * 10_000_000 + b'"}', headers={**cast.phone("ada"), "content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:balm:problem:too-large")


async def test_broken_json_is_refused_in_the_one_shape(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.put(f"/v1/check-ins/{uuid7()}", content=b'{"answers": ', headers={**cast.phone("ada"), "content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b'{"note": "\xff"}', b'{"answers": {"pain": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}"])
async def test_what_can_not_be_read_is_the_sender_s_and_not_our_fault(client: httpx.AsyncClient, cast: Cast, body: bytes) -> None:
    answer = await client.put(f"/v1/check-ins/{uuid7()}", content=body, headers={**cast.phone("ada"), "content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"], "'data'" in answer.text) == (400, "application/problem+json", False)


async def test_a_note_that_is_too_long_is_told_how_long_it_may_be(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await put(client, cast, check_in(note="x" * 2001))
    assert (answer.status_code, answer.json()["errors"]) == (400, [{"field": "note", "detail": "It may be 2,000 characters long at most."}])


async def test_staff_enter_one_for_a_patient_who_phones(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    body = check_in(mode="phone_call", patient_id=str(cast.ada))
    answer = await client.put(f"/v1/check-ins/{uuid7()}", json=body, headers=cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text
    assert await owner.fetchval("select entered_by from check_ins") == "Nadia Rahman"


async def test_staff_who_name_no_patient_are_asked_whom_it_is_about(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.put(f"/v1/check-ins/{uuid7()}", json=check_in(), headers=cast.cookie("nadia"))
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:balm:problem:patient-needed")


async def test_nothing_stored_can_be_overwritten_or_deleted_by_the_role_the_api_uses(database_url: str, client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, check_in())
    raw = await asyncpg.connect(database_url, server_settings={"role": "balm_api"})
    await raw.execute(f"set app.organisation_id = '{cast.hospice}'")
    for statement in (
        "update check_ins set answers = '{}'",
        "update check_ins set patient_id = null",
        "delete from check_ins",
        "delete from audit_rows",
        "update audit_rows set actor_id = null",
        "truncate check_ins",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await raw.execute(statement)
    await raw.close()
