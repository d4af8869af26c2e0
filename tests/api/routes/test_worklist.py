from base64 import urlsafe_b64encode
from uuid import UUID

import httpx
import pytest

from tests.people import Cast

ADA = UUID("01a20000-0000-7000-8000-000000000000")  # the same in each process of a parallel run


@pytest.mark.parametrize("after", ["%%%", "AAAA", "x" * 5000, *(urlsafe_b64encode(f"{rank}:{ADA}".encode()).decode() for rank in (10**18, -1, "x", ""))])
async def test_a_place_in_the_list_that_nobody_gave_out_is_refused_with_what_to_do(client: httpx.AsyncClient, cast: Cast, after: str) -> None:
    answer = await client.get("/v1/worklist", params={"after": after}, headers=cast.cookie("nadia"))
    assert (answer.status_code, answer.json()["errors"]) == (400, [{"field": "after", "detail": "Send `next` of the answer before, unchanged."}])


@pytest.mark.parametrize(("search", "found"), [("cosic", 1), ("ĆOSIĆ", 1), ("Ćos", 1), ("xosic", 0)])
async def test_a_name_is_found_without_its_accents(client: httpx.AsyncClient, cast: Cast, search: str, found: int) -> None:
    assert (await client.post("/v1/patients", json={"name": "Marko Ćosić"}, headers=cast.cookie("nadia"))).status_code == 201
    answer = (await client.get("/v1/worklist", params={"search": search}, headers=cast.cookie("nadia"))).json()
    assert (len(answer["rows"]), answer["total"]) == (found, found)
