import re

import httpx
import pytest

from api.errors import CATALOGUE, PREFIX


async def test_the_page_names_no_outside_address(client: httpx.AsyncClient) -> None:
    page = await client.get("/schema")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert re.findall(r"(?:https?:)?//[\w.]+", page.text) == []
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
        assert (await client.get(path)).status_code == 200, path


async def test_the_description_names_every_route(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/schema/openapi.json")).json()["paths"]
    promised = {"/v1/sessions", "/v1/patients", "/v1/enrolments/redeem", "/v1/me", "/v1/check-ins/{check_in_id}", "/v1/check-ins", "/v1/worklist", "/health",
                "/v1/patients/{patient_id}/timeline"}  # fmt: skip
    assert promised <= set(paths)


async def test_every_route_is_described_with_the_errors_that_it_really_gives(client: httpx.AsyncClient) -> None:
    found = (await client.get("/schema/openapi.json")).json()
    assert {"type", "title", "status", "detail", "errors"} <= set(found["components"]["schemas"]["Problem"]["properties"])
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            assert [status for status in operation["responses"] if status >= "4"] == ["default"], (method, path)
            problem = operation["responses"]["default"]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}
            assert operation["tags"] and operation["tags"][0] in path


async def test_the_description_says_who_may_ask_without_a_token_or_a_session(client: httpx.AsyncClient) -> None:
    found = (await client.get("/schema/openapi.json")).json()
    openly = {(method, path) for path, methods in found["paths"].items() for method, one in methods.items() if {} in one.get("security", found["security"])}
    assert openly == {("get", "/health"), ("post", "/v1/sessions"), ("post", "/v1/enrolments/redeem")}
    for method, path in openly:
        assert (await client.request(method, path)).status_code != 401
    named = found["components"]["securitySchemes"]
    assert (named["phone"]["scheme"], named["team"]["name"]) == ("bearer", "balm_session")


async def test_a_route_is_described_in_its_own_words(client: httpx.AsyncClient) -> None:
    submit = (await client.get("/schema/openapi.json")).json()["paths"]["/v1/check-ins/{check_in_id}"]["put"]
    assert submit["description"].startswith("Store a check-in once")


@pytest.mark.parametrize("name", ["nothing.js", "..%2f..%2fetc%2fpasswd", "redoc.standalone.js"])
async def test_no_other_file_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/schema-files/{name}")).status_code == 404


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nothing", 404), ("POST", "/v1/worklist", 405), ("GET", "/", 404), ("GET", "/schema/swagger", 404)])
async def test_the_framework_s_own_errors_have_the_one_shape(client: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert answer.json()["type"].removeprefix(PREFIX) in CATALOGUE


def test_every_problem_tells_a_person_what_to_do() -> None:
    for kind in CATALOGUE.values():
        assert kind.title and kind.detail.endswith((".", "?")) and re.fullmatch(r"[a-z0-9-]+", kind.name)
    assert len(CATALOGUE) > 25
