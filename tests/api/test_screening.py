"""Each new fact and each night look at the record anew; what changed is noted with its cause, and who wants what decides first who is listed."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from api import screening
from api.db import Pool
from api.jobs import timers
from api.queries.timers import Kind
from tests.conftest import Clock
from tests.people import NOW, Cast
from tests.records import Desk

CANCER = {"words": "Adenocarcinoma of the lung", "icd10": "C34.1", "disease": "cancer", "metastases": "since", "metastatic_since_on": "2025-09"}
SECOND_LINE = {
    "regimen": "Docetaxel",
    "modalities": ["chemotherapy"],
    "number": 2,
    "state": "stopped",
    "started_on": "2025-11",
    "stopped_on": "2026-02",
    "stop_reason": "progression",
}
FIRES: dict[Kind, timers.Fire] = {"screening": timers.each(screening.fire)}


class Ward:
    """Nadia records about Ada; the job does what falls due."""

    def __init__(self, desk: Desk, pool: Pool, clock: Clock) -> None:
        self.desk, self.pool, self.clock = desk, pool, clock

    async def ill(self, wish: str | None) -> None:
        """Progression on the second line, PPS 70 to 50 in eight weeks, weight -11 %."""
        await self.desk.stored("diagnoses", **CANCER)
        await self.desk.stored("treatment-lines", **SECOND_LINE)
        await self.desk.stored("disease-statuses", status="progressive_disease", method="ct", observed_on="2026-02-10")
        for on, pps, kg in (("2026-01-05", 70, 70), ("2026-03-02", 50, 62.3)):
            await self.desk.stored("assessments", kind="pps", value=pps, observed_on=on)
            await self.desk.stored("assessments", kind="weight", value=kg, observed_on=on)
        await self.desk.stored("assessments", kind="weight_loss_reversible", value="absent")
        if wish is not None:
            await self.desk.stored("preferences", topic="disease_directed_treatment", stance=wish)

    async def pass_on(self) -> int:
        return await timers.fire_everything(self.pool, None, FIRES, self.clock())

    async def listed(self) -> list[dict[str, Any]]:
        answer = await self.desk.client.get("/v1/reviews", headers=self.desk.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["reviews"])

    async def review(self) -> dict[str, Any]:
        answer = await self.desk.client.get(f"/v1/patients/{self.desk.patient_id}/review", headers=self.desk.headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture
def ward(client: httpx.AsyncClient, cast: Cast, pool: Pool, clock: Clock) -> Ward:
    return Ward(Desk(client, cast), pool, clock)


async def test_many_facts_are_one_screening_and_stand_on_the_list(ward: Ward) -> None:
    await ward.ill("none")
    assert await ward.listed() == [], "within seconds, not in the request"
    assert await ward.pass_on() == 1
    (one,) = await ward.listed()
    assert (one["patient_name"], one["listing"]["state"], one["pack"]) == ("Ada", "for_review", "clinical")
    assert one["listing"]["wish"]["noun"] == "preference"


async def test_who_wants_every_treatment_is_not_listed_and_nothing_is_lost(ward: Ward) -> None:
    await ward.ill("every_treatment")
    await ward.pass_on()
    assert await ward.listed() == []
    found = await ward.review()
    assert found["listing"]["state"] == "not_listed" and found["screening"]["sections"] and found["wishes"][0]["stance"] == "every_treatment"


async def test_where_nobody_has_asked_the_list_says_to_ask(ward: Ward) -> None:
    await ward.ill(None)
    await ward.pass_on()
    (one,) = await ward.listed()
    assert one["listing"]["state"] == "conversation" and "Nobody has asked" in one["listing"]["sentence"]
    assert [question["topic"] for question in (await ward.review())["unasked"]][:2] == ["goals_of_care", "disease_directed_treatment"]


async def test_a_change_is_noted_with_its_cause_and_no_change_is_not(ward: Ward) -> None:
    await ward.ill("none")
    await ward.pass_on()
    assert (await ward.review())["changes"] == []
    await ward.desk.stored("assessments", kind="pps", value=40)
    await ward.pass_on()
    before = len((await ward.review())["changes"])
    dysphagia = await ward.desk.stored("assessments", kind="dysphagia", value="present")
    await ward.desk.client.put(
        "/v1/configurations/hospice",
        json={"replaces": 0, "content": {"pack": "cgs-l34538"}},
        headers={**ward.desk.headers, "cookie": "balm_session=ines-session"},
    )
    await ward.pass_on()
    changes = (await ward.review())["changes"]
    assert len(changes) == before + 1 and changes[0]["pack"] == "cgs-l34538"
    await ward.desk.in_error(dysphagia["entry"]["id"])
    await ward.pass_on()
    newest = (await ward.review())["changes"][0]
    (change,) = [one for one in newest["changes"] if one["path"][-1] == "dysphagia"]
    assert (change["before"], change["after"]) == ("met", "unknown")


async def test_each_night_looks_again_because_evidence_grows_old(ward: Ward, owner: asyncpg.Connection) -> None:
    await ward.ill("none")
    await ward.pass_on()
    due = await owner.fetchval("select due_at from timers where kind = 'screening'")
    assert due.isoformat() == "2026-03-02T23:00:00+00:00", "Ada's next midnight, in Berlin"
    ward.clock.now = due - timedelta(seconds=1)
    assert await ward.pass_on() == 0
    ward.clock.move(days=400)
    assert await ward.pass_on() == 1
    assert await ward.listed() == [] and any(
        "old" in one["why"] or "time" in one["why"] for change in (await ward.review())["changes"] for one in change["changes"]
    )


async def test_a_clinician_who_asks_is_followed_until_it_is_withdrawn(ward: Ward) -> None:
    await ward.desk.stored("preferences", topic="disease_directed_treatment", stance="every_treatment")
    path = f"/v1/patients/{ward.desk.patient_id}/review-request"
    for _ in range(2):
        asked = await ward.desk.client.post(path, json={"note": "Her daughter called."}, headers=ward.desk.headers)
    assert [(one["asked_by"], one["note"]) for one in asked.json()] == [("Nadia Rahman", "Her daughter called.")]
    await ward.pass_on()
    assert [one["listing"]["sentence"] for one in await ward.listed()] == ["A clinician asks for a review."]
    withdrawn = await ward.desk.client.request("DELETE", path, headers=ward.desk.headers)
    assert withdrawn.json()[0]["withdrawn_by"] == "Nadia Rahman"
    await ward.pass_on()
    assert await ward.listed() == []


async def test_after_a_death_nothing_is_screened_and_nobody_listed(ward: Ward, owner: asyncpg.Connection) -> None:
    await ward.ill("none")
    await ward.pass_on()
    body = {"care": "died", "since_on": NOW.date().isoformat(), "note": ""}
    assert (await ward.desk.client.post(f"/v1/patients/{ward.desk.patient_id}/care", json=body, headers=ward.desk.headers)).status_code == 200
    assert await owner.fetchval("select count(*) from timers where kind = 'screening'") == 0
    assert await ward.listed() == []
    await ward.desk.stored("needs", words="Her husband asks for the chaplain", domain="spiritual")
    assert await owner.fetchval("select count(*) from timers where kind = 'screening'") == 0


async def test_a_pack_is_unverified_until_a_named_clinician_confirms_this_version(ward: Ward, client: httpx.AsyncClient, cast: Cast) -> None:
    await ward.ill("none")

    async def pack() -> dict[str, Any]:
        found = (await client.get("/v1/rule-packs", headers=cast.cookie("nadia"))).json()
        return dict(next(one for one in found if one["chosen"]))

    assert not (await pack())["pack"]["verified"]
    path, body = (
        "/v1/rule-packs/clinical/confirmation",
        {"version": (await pack())["pack"]["version"], "text_read": "SPICT 2019, from spict.org.uk, read on 1 March."},
    )
    assert (await client.post(path, json=body, headers=cast.cookie("nadia"))).status_code == 403, "a physician, or who leads"
    assert (await client.post(path, json={**body, "version": body["version"] + 1}, headers=cast.cookie("okoro"))).status_code == 409
    assert (await client.post(path, json=body, headers=cast.cookie("okoro"))).status_code == 200
    found = await pack()
    assert found["pack"]["verified"] and [one["confirmed_by"] for one in found["confirmations"]] == ["Dr Okoro"]
    assert (await ward.review())["screening"]["pack"]["verified"]
    assert not any(one["pack"]["verified"] for one in (await client.get("/v1/rule-packs", headers=cast.cookie("otto"))).json()), (
        "another organisation reads for itself"
    )
    assert (await client.request("DELETE", path, headers=cast.cookie("okoro"))).status_code == 200
    assert not (await pack())["pack"]["verified"]


async def test_an_unknown_pack_is_refused_with_those_there_are(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.put("/v1/configurations/hospice", json={"replaces": 0, "content": {"pack": "medicare"}}, headers=cast.cookie("ines"))
    assert answer.status_code == 400 and "cgs-l34538" in answer.text


async def test_the_same_facts_in_another_order_are_stored_as_the_same_screening(ward: Ward, owner: asyncpg.Connection) -> None:
    await ward.ill("none")
    await ward.pass_on()
    stored = await owner.fetchval("select screening::text from screenings")
    await owner.execute("delete from screenings")
    await owner.execute("update timers set due_at = $1 where kind = 'screening'", ward.clock())
    await ward.pass_on()
    assert await owner.fetchval("select screening::text from screenings") == stored
