"""kill -9 on the API and on PostgreSQL while clients upload and retry: what was acknowledged is there exactly once."""

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import check_in
from tests.processes import Balm
from tests.stories.conftest import copy_of

UPLOADS, CLIENTS = 2000, 8
ADMIN = {"email": "admin@demo.example", "password": "balm-demo"}


@pytest.fixture
def balm(demo: Path, tmp_path: Path) -> Iterator[Balm]:
    found = copy_of(demo, tmp_path)
    found.start()
    yield found
    found.stop()


async def phone(balm: Balm) -> dict[str, str]:
    """A new patient's phone: enrolled and connected as people do it."""
    async with httpx.AsyncClient(base_url=balm.url, headers={"origin": balm.url}) as http:
        assert (await http.post("/v1/sessions", json=ADMIN)).status_code == 201
        enrolled = (await http.post("/v1/patients", json={"name": "Ada"})).json()
        device = (await http.post("/v1/enrolments/redeem", json={"code": enrolled["enrolment_code"]["code"]})).json()
    return {"authorization": f"Bearer {device['token']}"}


async def upload(
    http: httpx.AsyncClient, work: list[tuple[UUID, dict[str, Any]]], acknowledged: dict[UUID, bytes], lost: list[UUID], headers: dict[str, str]
) -> None:
    """As a phone does: keep it until it is acknowledged; after any other answer, or none, send it again."""
    while work:
        check_in_id, body = work.pop()
        while check_in_id not in acknowledged:
            try:
                answer = await http.put(f"/v1/check-ins/{check_in_id}", json=body, headers=headers, timeout=5)
            except httpx.HTTPError:
                lost.append(check_in_id)
                await asyncio.sleep(0.05)
                continue
            if answer.status_code == 200:
                acknowledged[check_in_id] = answer.content
            else:
                assert answer.status_code in (500, 502, 503), answer.text
                await asyncio.sleep(0.05)


def report(number: int, begun: datetime) -> dict[str, Any]:
    """As if one phone had been offline for a month, with a report every twenty minutes."""
    return check_in(answers={"pain": number % 11}, note=f"upload {number}", recorded_at=(begun + timedelta(minutes=20 * number)).isoformat())


async def until(acknowledged: dict[UUID, bytes], share: float) -> None:
    async with asyncio.timeout(300):
        while len(acknowledged) < UPLOADS * share:  # noqa: ASYNC110 - what is awaited happens in other processes
            await asyncio.sleep(0.01)


async def restart_after_kill(balm: Balm) -> None:
    await asyncio.to_thread(balm.kill)
    await asyncio.to_thread(balm.start)


async def test_kill_9_in_the_middle_of_2000_uploads_loses_and_doubles_nothing(balm: Balm) -> None:
    headers = await phone(balm)
    begun = datetime.now(UTC) - timedelta(days=30)
    sent = {uuid7(): report(number, begun) for number in range(UPLOADS)}
    work, acknowledged, lost = list(sent.items())[::-1], dict[UUID, bytes](), list[UUID]()
    async with httpx.AsyncClient(base_url=balm.url) as http:
        clients = [asyncio.create_task(upload(http, work, acknowledged, lost, headers)) for _ in range(CLIENTS)]
        await until(acknowledged, 0.2)
        await restart_after_kill(balm)
        await until(acknowledged, 0.5)
        os.kill(balm.postmaster, signal.SIGKILL)  # the API goes on, and its keeper starts the server again
        await asyncio.gather(*clients)
        assert lost, "nothing was interrupted, so nothing was shown"
        again = await asyncio.gather(*(http.put(f"/v1/check-ins/{i}", json=sent[i], headers=headers) for i in list(sent)[::100]))
        assert [answer.content for answer in again] == [acknowledged[i] for i in list(sent)[::100]]
    await everything_stands_once(balm, sent)


async def everything_stands_once(balm: Balm, sent: dict[UUID, dict[str, Any]]) -> None:
    raw = await asyncpg.connect(balm.database_url)
    stored = {row["id"]: row["note"] for row in await raw.fetch("select id, note from check_ins where note like 'upload %'")}
    audited = await raw.fetchval("select count(*) from audit_rows where action = 'check_in.submit' and subject_id = any($1)", list(sent))
    newest = await raw.fetchval("select max(at) from check_ins where id = any($1)", list(sent))
    state = await raw.fetchrow(
        "select last_heard_at, jsonb_array_length(recent) as kept from symptom_states where patient_id = (select patient_id from check_ins where id = $1)",
        next(iter(sent)),
    )
    await raw.close()
    assert stored == {check_in_id: body["note"] for check_in_id, body in sent.items()}
    assert audited == UPLOADS
    assert state is not None and (state["last_heard_at"], state["kept"]) == (newest, 40)
