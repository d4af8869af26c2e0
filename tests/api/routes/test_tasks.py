"""What is missing becomes somebody's task, and is ticked off once."""

from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.conftest import Clock
from tests.people import Cast


async def add(client: httpx.AsyncClient, cast: Cast, **content: Any) -> httpx.Response:
    body = {"words": "Ask for the albumin", "noun": "assessment", "kind": "albumin", **content}
    return await client.post(f"/v1/patients/{cast.ada}/tasks", json=body, headers=cast.cookie("okoro"))


async def change(client: httpx.AsyncClient, cast: Cast, task: dict[str, Any], **wanted: Any) -> httpx.Response:
    body = {"assigned_to": task.get("assigned_to"), "due_on": task.get("due_on"), "done": False, **wanted}
    return await client.put(f"/v1/tasks/{task['id']}", json=body, headers=cast.cookie("nadia"))


async def test_a_task_is_given_done_and_says_by_whom(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    task = (await add(client, cast, due_on="2026-03-05")).json()
    assert (task["asked_by"], task["patient_name"], task.get("assignee")) == ("Dr Okoro", "Ada", None)
    task = (await change(client, cast, task, assigned_to=str(cast.nadia))).json()
    assert task["assignee"] == "Nadia Rahman"
    clock.move(hours=1)
    done = (await change(client, cast, task, done=True)).json()
    assert (done["done_by"], done["done_at"]) == ("Nadia Rahman", "2026-03-02T10:00:00Z")
    clock.move(hours=1)
    assert (await change(client, cast, done, done=True)).json() == done, "the same again changes nothing"
    assert (await client.get("/v1/tasks", headers=cast.cookie("nadia"))).json() == []
    assert (await change(client, cast, done, done=False)).json().get("done_at") is None


async def test_what_is_due_first_stands_first(client: httpx.AsyncClient, cast: Cast) -> None:
    for words, due_on in (("later", "2026-03-09"), ("whenever", None), ("soon", "2026-03-03")):
        assert (await add(client, cast, words=words, due_on=due_on)).status_code == 201
    assert [task["words"] for task in (await client.get("/v1/tasks", headers=cast.cookie("nadia"))).json()] == ["soon", "later", "whenever"]


@pytest.mark.parametrize("who", ["otto", "nobody"])
async def test_a_task_goes_to_somebody_who_looks_after_patients_here(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    answer = await add(client, cast, assigned_to=str(cast.otto if who == "otto" else uuid7()))
    assert answer.status_code == 400 and answer.json()["type"] == "urn:balm:problem:not-in-the-team"


async def test_a_task_without_words_is_refused(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await add(client, cast, words="")).status_code == 400
