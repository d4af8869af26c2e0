"""A physician decides on the record as it was; what was decided is kept byte for byte, respected by the list, and seen where it is tampered with."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from api import queries
from api.db import Pool, transaction
from api.jobs import sealing
from tests.api.test_screening import Ward
from tests.conftest import Clock
from tests.people import NOW, Cast, employ
from tests.records import Desk, problem

WISHES = {"decision": "not_now_wish", "reasons": "She wants the third line, and to see her daughter's graduation in May."}


class Doctor:
    """Dr Okoro, or another one, in front of Ada's review."""

    def __init__(self, ward: Ward, headers: dict[str, str]) -> None:
        self.ward, self.client, self.headers = ward, ward.desk.client, headers

    async def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return await self.client.post(f"/v1/{path}", json=body, headers=self.headers)

    async def decides(self, **changes: Any) -> httpx.Response:
        seen = (await self.ward.review())["seen"]
        return await self.post(f"patients/{self.ward.desk.patient_id}/reviews", {**WISHES, "seen": seen, **changes})

    async def decided(self, **changes: Any) -> dict[str, Any]:
        answer = await self.decides(**changes)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def reads(self, review: dict[str, Any]) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/reviews/{review['id']}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture
def ward(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> Ward:
    return Ward(Desk(client, cast), pool, clock)


@pytest.fixture
async def okoro(ward: Ward, cast: Cast) -> Doctor:
    await ward.ill("none")
    await ward.pass_on()
    return Doctor(ward, cast.cookie("okoro"))


@pytest.fixture
async def lind(okoro: Doctor, cast: Cast, pool: Pool) -> Doctor:
    async with transaction(pool, cast.hospice) as db:
        await employ(db, "lind", "Dr Lind", "physician")
    return Doctor(okoro.ward, cast.cookie("lind"))


async def faults(pool: Pool, cast: Cast) -> list[str]:
    await sealing.seal_everything(pool)
    async with transaction(pool, cast.hospice) as db:
        return (await sealing.verify(db)).faults


async def test_not_now_is_recorded_with_its_reasons_and_the_list_respects_it(okoro: Doctor) -> None:
    assert [one["patient_name"] for one in await okoro.ward.listed()] == ["Ada"]
    opinion = (await okoro.decided())["opinion"]
    assert (opinion["decision"], opinion["decided_by"], opinion["decided_on"], opinion["against_the_screen"]) == ("not_now_wish", "Dr Okoro", "2026-03-02", True)
    assert opinion["reasons"] == WISHES["reasons"]
    await okoro.ward.pass_on()
    assert await okoro.ward.listed() == []
    assert "Dr Okoro decided on 2026-03-02: not now, the patient wishes further treatment." in (await okoro.ward.review())["listing"]["sentence"]


async def test_a_new_wish_brings_the_name_back(okoro: Doctor) -> None:
    await okoro.decided()
    await okoro.ward.desk.stored("preferences", topic="goals_of_care", stance="comfort")
    await okoro.ward.pass_on()
    (one,) = await okoro.ward.listed()
    assert "Since then another wish was recorded." in one["listing"]["sentence"]


async def test_a_request_is_answered_by_deciding_and_a_new_one_is_followed(okoro: Doctor) -> None:
    ask = f"patients/{okoro.ward.desk.patient_id}/review-request"
    await okoro.post(ask, {"note": "Her daughter called."})
    await okoro.decided()
    found = await okoro.ward.review()
    assert found["requests"][0]["withdrawn_by"] == "Dr Okoro" and found["listing"]["state"] == "not_listed"
    await okoro.post(ask, {})
    assert (await okoro.ward.review())["listing"]["state"] == "for_review"


async def test_a_later_fact_and_a_later_pack_change_no_old_review(okoro: Doctor, cast: Cast) -> None:
    before = await okoro.reads(await okoro.decided())
    await okoro.ward.desk.stored("assessments", kind="pps", value=30)
    settings = {"replaces": 0, "content": {"pack": "cgs-l34538"}}
    assert (await okoro.client.put("/v1/configurations/hospice", json=settings, headers=cast.cookie("ines"))).status_code == 200
    after = await okoro.reads(before["review"])
    assert after == before and after["replays"] and after["screening"]["pack"]["id"] == "clinical"


async def test_the_bytes_are_those_that_the_hash_names(okoro: Doctor) -> None:
    review = await okoro.decided()
    answer = await okoro.client.get(f"/v1/reviews/{review['id']}/snapshot", headers=okoro.headers)
    assert hashlib.sha256(answer.content).hexdigest() == review["sha256"] and answer.headers["content-type"].startswith("application/json")
    assert answer.json()["inputs"]["facts"]["patient"]["name"] == "Ada"


async def test_a_record_that_changed_since_it_was_read_is_not_decided_on(okoro: Doctor) -> None:
    seen = (await okoro.ward.review())["seen"]
    await okoro.ward.desk.stored("assessments", kind="pps", value=40)
    answer = await okoro.post(f"patients/{okoro.ward.desk.patient_id}/reviews", {**WISHES, "seen": seen})
    assert problem(answer) == (409, "changed-meanwhile")
    assert (await okoro.ward.review())["decided"] == []


async def test_the_same_decision_sent_twice_is_taken_once(okoro: Doctor) -> None:
    seen = (await okoro.ward.review())["seen"]
    answers = [await okoro.post(f"patients/{okoro.ward.desk.patient_id}/reviews", {**WISHES, "seen": seen}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


async def test_only_a_physician_decides(okoro: Doctor, cast: Cast) -> None:
    review = await okoro.decided()
    for name in ("nadia", "ines", "ruth"):
        other = Doctor(okoro.ward, cast.cookie(name))
        assert problem(await other.decides()) == (403, "not-allowed"), name
        assert problem(await other.post(f"reviews/{review['id']}/second-opinions", WISHES)) == (403, "not-allowed"), name


@pytest.mark.parametrize("reasons", ["", "  \n ", "x" * 4001])
async def test_a_decision_without_reasons_is_none(okoro: Doctor, reasons: str) -> None:
    assert problem(await okoro.decides(reasons=reasons)) == (400, "invalid-content")


async def test_to_look_again_is_a_day_after_today(okoro: Doctor, clock: Clock) -> None:
    assert problem(await okoro.decides(look_again_on="2026-03-02")) == (400, "invalid-content")
    await okoro.decided(look_again_on="2026-03-03")
    clock.move(days=1)
    await okoro.ward.pass_on()
    assert [one["listing"]["state"] for one in await okoro.ward.listed()] == ["for_review"]


async def test_a_second_opinion_is_another_physicians_on_the_same_record(okoro: Doctor, lind: Doctor) -> None:
    review = await okoro.decided()
    body = {"decision": "hospice", "reasons": "He told me on Sunday that he is tired of the hospital."}
    assert problem(await okoro.post(f"reviews/{review['id']}/second-opinions", body)) == (409, "own-second-opinion")
    found = (await lind.post(f"reviews/{review['id']}/second-opinions", body)).json()
    assert found["sha256"] == review["sha256"] and [one["decided_by"] for one in found["second_opinions"]] == ["Dr Lind"]
    await okoro.ward.pass_on()
    (one,) = await okoro.ward.listed()
    assert one["listing"]["sentence"].startswith("Two physicians see it differently: Dr Okoro")


async def test_who_was_told_what_is_noted_by_anybody_of_the_team(okoro: Doctor, cast: Cast) -> None:
    review = await okoro.decided()
    nadia = Doctor(okoro.ward, cast.cookie("nadia"))
    body = {"told": "Ada", "words": "That we go on as she wishes, and that she can change her mind.", "told_on": "2026-03-01"}
    (telling,) = (await nadia.post(f"reviews/{review['id']}/tellings", body)).json()["tellings"]
    assert (telling["told"], telling["told_on"], telling["noted_by"]) == ("Ada", "2026-03-01", "Nadia Rahman")
    assert problem(await nadia.post(f"reviews/{review['id']}/tellings", {**body, "told_on": "2026-03-03"})) == (400, "invalid-content")


async def test_decided_for_hospice_care_stays_on_the_list_until_the_care_is_changed(okoro: Doctor) -> None:
    await okoro.decided(decision="hospice", reasons="She asked for it.")
    await okoro.ward.pass_on()
    (one,) = await okoro.ward.listed()
    assert one["listing"]["state"] == "decided"
    care = {"care": "hospice", "since_on": "2026-03-02"}
    assert (await okoro.client.post(f"/v1/patients/{okoro.ward.desk.patient_id}/care", json=care, headers=okoro.headers)).is_success
    assert await okoro.ward.listed() == []


async def test_each_writing_and_reading_is_audited(okoro: Doctor, cast: Cast, pool: Pool) -> None:
    review = await okoro.decided()
    await okoro.reads(review)
    async with transaction(pool, cast.hospice) as db:
        rows = [row for row in await queries.audit.newest(db, cast.ada, None, 6) if row.subject_id is not None]
    assert [row.action for row in rows[:3]] == ["review.read", "review.opinion", "review.decide"]
    assert rows[2].detail == {"document": "review", "about": None, "sha256": review["sha256"]} and rows[2].subject_id == UUID(review["id"])


async def test_a_whole_audit_of_reviews_has_no_fault(okoro: Doctor, lind: Doctor, cast: Cast, pool: Pool) -> None:
    review = await okoro.decided()
    await lind.post(f"reviews/{review['id']}/second-opinions", {"decision": "hospice", "reasons": "She asked me."})
    assert await faults(pool, cast) == []


async def test_what_is_not_sealed_yet_is_no_fault(okoro: Doctor, cast: Cast, pool: Pool) -> None:
    await okoro.decided()
    async with transaction(pool, cast.hospice) as db:
        assert (await sealing.verify(db)).faults == []


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("update documents set content = content || ' '::bytea where kind = 'review'", "(review) isn't what was written"),
        ("update documents set content = convert_to(replace(convert_from(content, 'UTF8'), 'graduation', 'wedding'), 'UTF8') where kind = 'opinion'", "(opinion) isn't what was written"),
        ("update documents set made_at = made_at - interval '1 day' where kind = 'opinion'", "(opinion) isn't what was written"),
        ("update documents set made_by_id = (select id from staff_members where role = 'nurse' limit 1) where kind = 'review'", "(review) isn't what was written"),
        ("delete from documents where kind = 'opinion'", "(opinion) is not there any more"),
        (
            "insert into documents select organisation_id, gen_random_uuid(), patient_id, kind, about, made_at, made_by_id, made_by, content from documents where kind = 'opinion'",
            "(opinion) was never written by Balm",
        ),
    ],
)
async def test_a_tampered_review_is_found(okoro: Doctor, cast: Cast, pool: Pool, owner: asyncpg.Connection, tampering: str, said: str) -> None:
    await okoro.decided()
    await owner.execute(tampering)
    (fault,) = await faults(pool, cast)
    assert said in fault


async def test_nobody_may_change_or_remove_a_document_through_the_api_s_role(okoro: Doctor, cast: Cast, pool: Pool) -> None:
    await okoro.decided()
    for statement in ("update documents set made_by = 'x'", "delete from documents"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(pool, cast.hospice) as db:
                await db.run(statement)


async def test_the_newest_decision_is_the_one_that_stands(okoro: Doctor, clock: Clock) -> None:
    await okoro.decided()
    clock.now = NOW + timedelta(hours=1)
    await okoro.decided(decision="hospice", reasons="She changed her mind.")
    answer = await okoro.client.get(f"/v1/patients/{okoro.ward.desk.patient_id}/reviews", headers=okoro.headers)
    assert [one["opinion"]["decision"] for one in answer.json()] == ["hospice", "not_now_wish"]
    assert (await okoro.ward.review())["listing"]["state"] == "decided"
