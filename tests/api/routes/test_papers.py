"""Papers to print: for a visit, and for a talk with patient and family where the patient hasn't said that nobody may know."""

import httpx
import pytest

from tests.people import Cast, check_in
from tests.records import Desk, problem


@pytest.fixture
def desk(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


async def asked(desk: Desk, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    return await desk.client.get(f"/v1/patients/{desk.patient_id}/papers/{path}", headers=headers or desk.headers)


@pytest.mark.parametrize("name", ["visit", "family-meeting"])
async def test_each_is_a_pdf_and_its_pages_are_pictures(desk: Desk, cast: Cast, name: str) -> None:
    await desk.client.post("/v1/check-ins", json={"check_ins": [{"id": "018f0000-0000-7000-8000-000000000001", **check_in(answers={"pain": 8})}]}, headers=cast.phone("ada"))
    found = await asked(desk, f"{name}/pdf")
    assert (found.status_code, found.headers["content-type"], found.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "no-store" in found.headers["cache-control"]
    page = await asked(desk, f"{name}/pages/1")
    assert page.content.startswith(b"\x89PNG") and page.headers["balm-pages"] == "1"
    assert (await asked(desk, f"{name}/pages/2")).status_code == 404


async def test_there_is_no_other_paper(desk: Desk) -> None:
    assert problem(await asked(desk, "prognosis/pdf")) == (404, "not-found")


async def test_where_nobody_may_know_there_is_no_paper_for_the_family(desk: Desk) -> None:
    await desk.stored("preferences", topic="who_may_know", stance="nobody")
    assert problem(await asked(desk, "family-meeting/pdf")) == (409, "nobody-may-know")
    assert (await asked(desk, "visit/pdf")).status_code == 200


async def test_an_auditor_reads_none_and_each_reading_is_audited(desk: Desk, cast: Cast) -> None:
    assert (await asked(desk, "visit/pdf", cast.cookie("ruth"))).status_code == 403
    await asked(desk, "visit/pdf")
    rows = (await desk.client.get("/v1/audit", headers=cast.cookie("ruth"))).text
    assert "paper.read" in rows
