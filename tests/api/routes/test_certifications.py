"""From a review decided for hospice care to a signed paper: the narrative is the physician's alone, the signature asks for the password, and what is signed never changes."""

import re
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api.db import Pool, transaction
from tests.api.routes.test_decisions import Doctor, faults
from tests.api.test_screening import Ward
from tests.conftest import Clock
from tests.people import PASSWORD, Cast, employ, enrol
from tests.records import Desk, problem

NARRATIVE = "Mrs Ada has lost 8 kg since January and now sleeps most of the day.\n\nShe told me that she wants no more chemotherapy."


class Certifier:
    """Dr Okoro with a review that was decided for hospice care."""

    def __init__(self, doctor: Doctor, review: dict[str, Any]) -> None:
        self.doctor, self.review = doctor, review
        self.client, self.headers, self.patient_id = doctor.client, doctor.headers, doctor.ward.desk.patient_id

    async def begins(self, **changes: Any) -> httpx.Response:
        body = {"review_id": self.review["id"], "period": 1, "begins_on": "2026-03-02", "capacity": "hospice_physician", **changes}
        return await self.doctor.post(f"patients/{self.patient_id}/certifications", body)

    async def draft(self, narrative: str = NARRATIVE, **changes: Any) -> dict[str, Any]:
        answer = await self.begins(**changes)
        assert answer.status_code == 201, answer.text
        return await self.written(answer.json(), narrative) if narrative else dict(answer.json())

    async def writes(self, draft: dict[str, Any], narrative: str) -> httpx.Response:
        body = {"narrative": narrative, "version": draft["version"]}
        return await self.client.put(f"/v1/certifications/{draft['id']}/narrative", json=body, headers=self.headers)

    async def written(self, draft: dict[str, Any], narrative: str) -> dict[str, Any]:
        answer = await self.writes(draft, narrative)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def signs(self, draft: dict[str, Any], **changes: Any) -> httpx.Response:
        return await self.doctor.post(f"certifications/{draft['id']}/signature", {"password": PASSWORD, "version": draft["version"], **changes})

    async def signed(self, **changes: Any) -> dict[str, Any]:
        answer = await self.signs(await self.draft(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def pdf(self, certification_id: str) -> httpx.Response:
        return await self.client.get(f"/v1/certifications/{certification_id}/pdf", headers=self.headers)

    async def listed(self) -> dict[str, Any]:
        return dict((await self.client.get(f"/v1/patients/{self.patient_id}/certifications", headers=self.headers)).json())


@pytest.fixture
async def okoro(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> Certifier:
    ward = Ward(Desk(client, cast), pool, clock)
    await ward.ill("none")
    doctor = Doctor(ward, cast.cookie("okoro"))
    return Certifier(doctor, await doctor.decided(decision="hospice", reasons="She asked for it."))


async def test_the_narrative_is_empty_and_nothing_is_suggested(okoro: Certifier) -> None:
    draft = await okoro.draft("")
    assert (draft["narrative"], draft["ends_on"], draft["doubts"]) == ("", "2026-05-30", [])


async def test_from_a_draft_to_a_signed_paper(okoro: Certifier) -> None:
    stored = await okoro.signed()
    one = stored["certification"]
    assert (one["signed_by"], one["signed_as"], one["signed_at"], one["narrative"]) == ("Dr Okoro", "physician", "2026-03-02T09:00:00Z", NARRATIVE)
    assert one["review_sha256"] == okoro.review["sha256"] and one["layout"]["unverified"].startswith("Unverified")
    assert [group["title"] for group in one["layout"]["met"]] and one["layout"]["wishes"][0]["facts"][0]["source"] == "said by the patient"
    found = await okoro.listed()
    assert found["drafts"] == [] and found["signed"] == [stored]


async def test_the_paper_is_tagged_and_the_same_bytes_for_ever(okoro: Certifier, clock: Clock) -> None:
    stored = await okoro.signed()
    first = await okoro.pdf(stored["certification"]["id"])
    clock.move(days=400)
    assert first.content == (await okoro.pdf(stored["certification"]["id"])).content and first.headers["content-type"] == "application/pdf"
    assert re.search(rb"pdfuaid:part[^0-9]{1,3}1", first.content) and b"/StructTreeRoot" in first.content and b"/Lang" in first.content


async def test_an_empty_narrative_is_not_signed(okoro: Certifier) -> None:
    for words in ("", " \n\t "):
        answer = await okoro.signs(await okoro.draft(words))
        assert problem(answer) == (400, "certification-refused") and answer.json()["errors"][0]["field"] == "narrative"


async def test_a_narrative_of_another_patient_is_doubted_and_signed_if_it_is_meant(okoro: Certifier, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await okoro.signed()
    async with transaction(pool, cast.hospice) as db:
        magda, _ = await enrol(db, "Magda", "magda")
    await owner.execute("update certification_drafts set patient_id = $1", magda)
    draft = await okoro.draft(f"  {NARRATIVE.upper()} ")
    assert draft["doubts"] and problem(await okoro.signs(draft)) == (400, "certification-doubted")
    assert (await okoro.signs(draft, sure=True)).status_code == 201


async def test_one_s_own_earlier_narrative_of_the_same_patient_is_not_doubted(okoro: Certifier) -> None:
    await okoro.signed()
    assert (await okoro.draft(period=2, begins_on="2026-05-31"))["doubts"] == ["This is more than 15 days before the period begins: it may be signed from 2026-05-16 on (42 CFR 418.22(a)(3))."]


@pytest.mark.parametrize(("begins_on", "doubted"), [("2026-03-17", False), ("2026-03-18", True)])
async def test_fifteen_days_before_the_period_it_may_be_signed(okoro: Certifier, begins_on: str, doubted: bool) -> None:
    assert bool((await okoro.draft(begins_on=begins_on))["doubts"]) is doubted


async def test_from_the_third_period_on_an_encounter_is_missed(okoro: Certifier) -> None:
    assert (await okoro.draft(period=2))["doubts"] == []
    (said,) = (await okoro.draft(period=3))["doubts"]
    assert "No face-to-face encounter is on record" in said


async def test_what_is_signed_is_noted_in_the_benefit_on_record(okoro: Certifier) -> None:
    care = {"care": "hospice", "since_on": "2026-03-02"}
    assert (await okoro.doctor.post(f"patients/{okoro.patient_id}/care", care)).is_success
    election_id = str(uuid7())
    election = {"kind": "election", "on": "2026-03-02", "payer": "medicare", "previous_periods": 0, "signed_on": "2026-03-02"}
    answer = await okoro.client.put(f"/v1/patients/{okoro.patient_id}/benefit-entries/{election_id}", json=election, headers=okoro.headers)
    assert answer.status_code == 200, answer.text
    corrected = election | {"attending": "Dr Lee", "corrects": election_id}  # whatever becomes of it, it is named by its first version
    assert (await okoro.client.put(f"/v1/patients/{okoro.patient_id}/benefit-entries/{uuid7()}", json=corrected, headers=okoro.headers)).status_code == 200
    assert problem(await okoro.begins(election_id=election_id, period=2)) == (400, "certification-refused")
    await okoro.signed(election_id=election_id)
    found = (await okoro.client.get(f"/v1/patients/{okoro.patient_id}/benefit-periods", headers=okoro.headers)).text
    assert '"form":"written"' in found and '"by":"Dr Okoro"' in found


async def test_a_wrong_password_signs_nothing_is_written_down_and_slowed(okoro: Certifier, owner: asyncpg.Connection) -> None:
    draft = await okoro.draft()
    answers = [await okoro.signs(draft, password="wrong") for _ in range(6)]
    assert [problem(answer)[1] for answer in answers] == ["wrong-password"] * 5 + ["slowed"]
    assert (await okoro.listed())["signed"] == []
    assert await owner.fetchval("select count(*) from audit_rows where action = 'password.refused'") == 5


async def test_the_right_password_after_a_wrong_one_forgets_it(okoro: Certifier) -> None:
    draft = await okoro.draft()
    for password, status in (("wrong", 403), (PASSWORD, 201)):
        assert (await okoro.signs(draft, password=password)).status_code == status


async def test_only_the_one_who_began_it_writes_and_signs(okoro: Certifier, cast: Cast, pool: Pool) -> None:
    draft = await okoro.draft()
    async with transaction(pool, cast.hospice) as db:
        await employ(db, "lind", "Dr Lind", "physician")
    lind = Certifier(Doctor(okoro.doctor.ward, cast.cookie("lind")), okoro.review)
    assert problem(await lind.writes(draft, "x")) == problem(await lind.signs(draft)) == (403, "not-your-narrative")
    nadia = Certifier(Doctor(okoro.doctor.ward, cast.cookie("nadia")), okoro.review)
    assert problem(await nadia.begins()) == problem(await nadia.writes(draft, "x")) == problem(await nadia.signs(draft)) == (403, "not-allowed")
    assert (await nadia.pdf(draft["id"])).status_code == 200


async def test_what_was_not_read_is_not_signed(okoro: Certifier) -> None:
    draft = await okoro.draft()
    await okoro.written(draft, "Something else.")
    assert problem(await okoro.signs(draft)) == problem(await okoro.writes(draft, "x")) == (409, "changed-meanwhile")


async def test_signing_twice_is_signing_once(okoro: Certifier) -> None:
    draft = await okoro.draft()
    assert [(await okoro.signs(draft)).status_code for _ in range(2)] == [201, 404]
    assert problem(await okoro.writes(draft, "x")) == (404, "not-found")


async def test_only_a_review_decided_for_hospice_care_is_certified(okoro: Certifier) -> None:
    seen = await okoro.doctor.decided(decision="not_now_wish", reasons="She wants the third line.")
    assert problem(await okoro.begins(review_id=seen["id"])) == (400, "certification-refused")
    assert problem(await okoro.begins(review_id=str(uuid7()))) == (400, "certification-refused")


async def test_an_addendum_instead_of_a_change(okoro: Certifier, clock: Clock) -> None:
    stored = await okoro.signed()
    path, before = f"certifications/{stored['certification']['id']}", (await okoro.pdf(stored["certification"]["id"])).content
    clock.move(days=1)
    assert problem(await okoro.doctor.post(f"{path}/addenda", {"words": "x", "password": "wrong"})) == (403, "wrong-password")
    after = (await okoro.doctor.post(f"{path}/addenda", {"words": "The weight of 2 March was 61.3 kg.", "password": PASSWORD})).json()
    assert after["certification"] == stored["certification"] and after["sha256"] == stored["sha256"]
    (added,) = after["addenda"]
    assert (added["words"], added["signed_by"]) == ("The weight of 2 March was 61.3 kg.", "Dr Okoro")
    assert (await okoro.pdf(stored["certification"]["id"])).content == before
    assert (await okoro.client.get(f"/v1/addenda/{added['id']}/pdf", headers=okoro.headers)).content.startswith(b"%PDF")


async def test_a_later_fact_or_decision_changes_nothing_that_was_signed(okoro: Certifier) -> None:
    stored = await okoro.signed()
    await okoro.doctor.ward.desk.stored("assessments", kind="pps", value=30)
    await okoro.doctor.decided(decision="not_now_wish", reasons="She changed her mind.")
    assert (await okoro.listed())["signed"] == [stored]


@pytest.mark.parametrize("kind", ["certification", "certification_pdf", "addendum"])
async def test_a_tampered_document_is_found(okoro: Certifier, cast: Cast, pool: Pool, owner: asyncpg.Connection, kind: str) -> None:
    stored = await okoro.signed()
    await okoro.doctor.post(f"certifications/{stored['certification']['id']}/addenda", {"words": "More.", "password": PASSWORD})
    assert await faults(pool, cast) == []
    await owner.execute("update documents set content = content || ' '::bytea where kind = $1", kind)
    (fault,) = await faults(pool, cast)
    assert f"({kind}) isn't what was written" in fault


async def test_each_page_is_a_picture_and_there_is_no_other(okoro: Certifier) -> None:
    draft = await okoro.draft()
    first = await okoro.client.get(f"/v1/certifications/{draft['id']}/pages/1", headers=okoro.headers)
    assert first.content.startswith(b"\x89PNG")
    for number in (0, int(first.headers["balm-pages"]) + 1):
        assert (await okoro.client.get(f"/v1/certifications/{draft['id']}/pages/{number}", headers=okoro.headers)).status_code == 404


async def test_a_draft_that_isn_t_needed_any_more_goes(okoro: Certifier) -> None:
    draft = await okoro.draft()
    assert (await okoro.client.delete(f"/v1/certifications/{draft['id']}", headers=okoro.headers)).status_code == 204
    assert (await okoro.listed())["drafts"] == [] and (await okoro.signs(draft)).status_code == 404


async def test_signing_is_in_the_audit_with_its_hash(okoro: Certifier, owner: asyncpg.Connection) -> None:
    stored = await okoro.signed()
    row = await owner.fetchrow("select actor_id, subject_id, detail->>'sha256' as sha256 from audit_rows where action = 'certification.sign'")
    assert row is not None and row["subject_id"] == UUID(stored["certification"]["id"]) and row["sha256"] == stored["sha256"]
