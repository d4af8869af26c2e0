"""What the team records is stored once, kept for ever, and stands until it is replaced or was entered in error."""

import asyncio

import asyncpg
import httpx
import pytest
from litestar import Litestar
from uuid_utils.compat import uuid4, uuid7

from tests.people import Cast, check_in
from tests.records import Desk, problem


@pytest.fixture
def nadia(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


async def test_an_assessment_stands_with_who_recorded_it_and_when(nadia: Desk) -> None:
    fact_id = uuid7()
    stored = await nadia.stored("assessments", fact_id, kind="pps", value=50, observed_on="2026-02-20", observed_by="Dr Okoro", note="In the garden.")
    assert (stored["value"], stored["amount"], stored["observed_on"], stored["observed_by"]) == (50, 50, "2026-02-20", "Dr Okoro")
    entry = stored["entry"]
    assert (entry["id"], entry["first_id"], entry["recorded_by"], entry["recorded_at"]) == (str(fact_id), str(fact_id), "Nadia Rahman", "2026-03-02T09:00:00Z")
    assert (await nadia.facts())["assessments"] == {"pps": [stored]}


async def test_without_a_day_it_is_today_where_the_patient_is(nadia: Desk) -> None:
    assert (await nadia.stored("assessments", kind="pps", value=50))["observed_on"] == "2026-03-02"


async def test_the_same_fact_at_once_and_again_is_stored_once(nadia: Desk, owner: asyncpg.Connection) -> None:
    fact_id = uuid7()
    answers = await asyncio.gather(*(nadia.put("assessments", fact_id, kind="weight", value=62.5) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert await owner.fetchval("select count(*) from facts") == 1
    assert await owner.fetchval("select count(*) from audit_rows where action = 'fact.record'") == 1


async def test_another_fact_under_a_taken_id_changes_nothing(nadia: Desk, client: httpx.AsyncClient, cast: Cast) -> None:
    fact_id = uuid7()
    first = await nadia.stored("assessments", fact_id, kind="weight", value=62.5)
    assert problem(await nadia.put("assessments", fact_id, kind="weight", value=26.5)) == (409, "fact-conflict")
    assert problem(await nadia.put("needs", fact_id, words="A chaplain", domain="spiritual")) == (409, "fact-conflict")
    assert await nadia.history("assessments") == [first]
    assert await nadia.history("needs") == []


async def test_otto_may_use_the_same_id_for_a_fact_of_his_own(nadia: Desk, client: httpx.AsyncClient, cast: Cast) -> None:
    fact_id = uuid7()
    await nadia.stored("assessments", fact_id, kind="weight", value=62.5)
    assert (await Desk(client, cast, "otto", cast.olga).put("assessments", fact_id, kind="weight", value=80)).status_code == 200


async def test_an_id_is_a_uuid_of_version_7(nadia: Desk) -> None:
    assert problem(await nadia.put("assessments", uuid4(), kind="pps", value=50)) == (400, "id-not-uuidv7")


async def test_a_correction_is_a_new_version_and_the_old_one_stays(nadia: Desk) -> None:
    old = await nadia.stored("assessments", kind="weight", value=26.5)
    new = await nadia.stored("assessments", kind="weight", value=62.5, corrects=old["entry"]["id"])
    assert (new["corrects"], new["entry"]["first_id"]) == (old["entry"]["id"], old["entry"]["id"])
    assert (await nadia.facts())["assessments"] == {"weight": [new]}
    history = await nadia.history("assessments")
    assert [(fact["value"], fact["entry"]["replaced_by"]) for fact in history] == [(62.5, None), (26.5, new["entry"]["id"])]


async def test_what_was_entered_in_error_is_not_corrected(nadia: Desk) -> None:
    stored = (await nadia.stored("assessments", kind="pps", value=50))["entry"]["id"]
    await nadia.in_error(stored)
    assert problem(await nadia.put("assessments", kind="pps", value=60, corrects=stored)) == (409, "fact-not-correctable")


async def test_only_the_newest_version_is_corrected_and_only_by_one_of_its_kind(nadia: Desk, client: httpx.AsyncClient, cast: Cast) -> None:
    old = (await nadia.stored("assessments", kind="weight", value=26.5))["entry"]["id"]
    assert problem(await nadia.put("assessments", kind="height", value=170, corrects=old)) == (409, "fact-not-correctable")
    assert problem(await nadia.put("needs", words="x", domain="social", corrects=old)) == (409, "fact-not-correctable")
    assert problem(await Desk(client, cast, "otto", cast.olga).put("assessments", kind="weight", value=60, corrects=old)) == (409, "fact-not-correctable")
    await nadia.stored("assessments", kind="weight", value=62.5, corrects=old)
    assert problem(await nadia.put("assessments", kind="weight", value=63, corrects=old)) == (409, "fact-not-correctable")


async def test_two_corrections_at_once_leave_one(nadia: Desk) -> None:
    old = (await nadia.stored("assessments", kind="pps", value=60))["entry"]["id"]
    answers = await asyncio.gather(*(nadia.put("assessments", kind="pps", value=value, corrects=old) for value in (40, 50)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len((await nadia.facts())["assessments"]["pps"]) == 1


async def test_what_was_entered_in_error_stays_marked_and_no_longer_stands(nadia: Desk) -> None:
    stored = await nadia.stored("assessments", kind="pps", value=50)
    for _ in range(2):
        marked = await nadia.in_error(stored["entry"]["id"])
        assert (marked.status_code, marked.json()["entered_in_error_reason"]) == (200, "wrong patient")
        assert (await nadia.facts())["assessments"] == {}
    assert [fact["entry"]["entered_in_error_reason"] for fact in await nadia.history("assessments")] == ["wrong patient"]


async def test_marking_it_again_keeps_the_first_reason(nadia: Desk) -> None:
    stored = (await nadia.stored("assessments", kind="pps", value=50))["entry"]["id"]
    await nadia.in_error(stored, "wrong patient")
    assert (await nadia.in_error(stored, "another")).json()["entered_in_error_reason"] == "wrong patient"


async def test_what_a_mistaken_version_replaced_stands_again(nadia: Desk) -> None:
    first = await nadia.stored("treatment-lines", regimen="FOLFOX", modalities=["chemotherapy"])
    stopped = await nadia.stored(
        "treatment-lines", regimen="FOLFOX", modalities=["chemotherapy"], state="stopped", stop_reason="progression", corrects=first["entry"]["id"]
    )
    assert problem(await nadia.in_error(first["entry"]["id"])) == (409, "fact-not-correctable")
    assert (await nadia.in_error(stopped["entry"]["id"])).status_code == 200
    assert (await nadia.facts())["treatment_lines"] == [first]
    again = await nadia.stored("treatment-lines", regimen="FOLFIRI", modalities=["chemotherapy"], corrects=first["entry"]["id"])
    assert (await nadia.facts())["treatment_lines"] == [again]


async def test_a_fact_that_isn_t_there_can_not_be_marked(nadia: Desk) -> None:
    assert problem(await nadia.in_error(str(uuid7()))) == (404, "not-found")


async def test_patients_reports_stand_beside_as_series_of_their_own(nadia: Desk, client: httpx.AsyncClient, cast: Cast) -> None:
    for answers, more in (({"pain": 8}, {}), ({"pain": 2}, {"respondent": "family_caregiver", "mode": "proxy"})):
        await client.put(f"/v1/check-ins/{uuid7()}", json=check_in(answers=answers, **more), headers=cast.phone("ada"))
    found = (await nadia.facts())["symptoms"]
    assert [(course["item"], course["respondent"], [(r["score"], r["severity"]) for r in course["reports"]]) for course in found] == [
        ("pain", "patient", [(8, "severe")]),
        ("pain", "family_caregiver", [(2, "mild")]),
    ]


async def test_a_phone_and_an_auditor_neither_read_nor_record(client: httpx.AsyncClient, cast: Cast) -> None:
    for headers in (cast.phone("ada"), cast.cookie("ruth")):
        for path in (f"/v1/patients/{cast.ada}/facts", f"/v1/patients/{cast.ada}/preferences", "/v1/assessment-kinds", "/v1/preference-questions"):
            assert (await client.get(path, headers=headers)).status_code == 403, path
        answer = await client.put(f"/v1/patients/{cast.ada}/assessments/{uuid7()}", json={"kind": "pps", "value": 50}, headers=headers)
        assert answer.status_code == 403


async def test_reading_and_recording_are_audited_without_what_was_found(nadia: Desk, owner: asyncpg.Connection) -> None:
    stored = await nadia.stored("preferences", topic="goals_of_care", stance="comfort", note="No more needles.")
    await nadia.facts()
    await nadia.history("preferences")
    await nadia.in_error(stored["entry"]["id"], "said by her neighbour")
    rows = await owner.fetch("select action, detail::text as detail from audit_rows where action like 'fact.%' order by id")
    assert [row["action"] for row in rows] == ["fact.record", "fact.read", "fact.read", "fact.mark_in_error"]
    assert not any(word in row["detail"] for row in rows for word in ("comfort", "needles", "neighbour"))


async def test_open_pages_hear_of_it(app: Litestar, nadia: Desk, cast: Cast) -> None:
    with app.state.hub.subscribe(cast.hospice) as pages:
        await nadia.stored("assessments", kind="pps", value=50)
        event = await pages.get()
        assert event is not None
        assert (event.kind, event.patient_id) == ("fact", cast.ada)


async def test_nothing_recorded_can_be_deleted_or_rewritten_by_the_api_s_own_role(nadia: Desk, owner: asyncpg.Connection) -> None:
    await nadia.stored("assessments", kind="pps", value=50)
    for change in ("delete from facts", "update facts set content = '{}'", "update facts set observed_on = '2020-01-01'"):
        raised = owner.transaction()
        await raised.start()
        await owner.execute("set local role balm_api")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await owner.execute(change)
        await raised.rollback()


async def test_postgres_itself_refuses_a_fact_of_the_future(nadia: Desk, owner: asyncpg.Connection) -> None:
    await nadia.stored("assessments", kind="pps", value=50)
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute("update facts set observed_on = '2026-03-03'")
