"""Kills the connection in the server before a statement of one's choice, or once the first commit is through, and tells all that counts of what is stored."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from api import db as database
from api.db import GONE, BareConnection, Pool, open_pool


class Cut:
    """Before which statement the connection is killed, counted from 1; `after_commit`: when the first commit is through."""

    at, seen, after_commit = 0, 0, False
    owner: asyncpg.Connection

    async def passes(self, raw: asyncpg.Connection) -> None:
        self.seen += 1
        if self.seen == self.at:
            await self.owner.fetchval("select pg_terminate_backend($1, 5000)", raw.get_server_pid())

    def set(self, at: int = 0, *, after_commit: bool = False) -> None:
        self.at, self.seen, self.after_commit = at, 0, after_commit


CUT = Cut()


class Fragile(BareConnection):
    async def execute(self, query: str, *args: Any, timeout: float | None = None) -> str:  # noqa: ASYNC109 - asyncpg's own signature
        if not args:
            await CUT.passes(self)
        found = await super().execute(query, *args, timeout=timeout)
        if CUT.after_commit and query == "COMMIT;":
            CUT.set()
            raise ConnectionResetError
        return str(found)

    async def _execute(self, query: Any, *args: Any, **more: Any) -> Any:
        await CUT.passes(self)
        return await super()._execute(query, *args, **more)


@asynccontextmanager
async def fragile_pool(database_url: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pool]:
    """A pool whose connections CUT kills; all that are opened meanwhile are such."""
    monkeypatch.setattr(database, "BareConnection", Fragile)
    CUT.owner = owner
    CUT.set()
    found = await open_pool(database_url, 2)
    yield found
    await found.close()


Do = Callable[[], Awaitable[object]]
SEEN = {
    "check_ins": "select id, answers, asks_for, replaced_by from check_ins order by id",
    "findings": "select check_in_id, rule, item, finding from findings order by 1, 2, 3",
    "calls": "select check_in_id, rule, alert_id is not null as called, held from calls order by 1, 2, 3",
    "alerts": """select subject, level, state, raised_at, refreshed_at, findings, worst, outcome, ended_because, respond_by, passed_on, called, called_before, overdue_since
                 from alerts order by raised_at, subject""",
    "steps": "select a.subject, s.at, s.by, s.step, s.detail from alert_steps s join alerts a on a.id = s.alert_id order by s.id",
    "timers": "select t.kind, coalesce(a.subject, ''), t.due_at from timers t left join alerts a on a.id = t.subject_id order by 1, 2",
    "patients": "select id, care from patients order by id",
    "messages": "select kind, at, by, phrase, text, check_in_id from messages order by id",
    "pushes": "select device_id, due_at, expires_at, send_at, attempts from pushes order by 1",
    "screenings": "select patient_id, screened_at, state, screening from screenings order by 1",
    "screening_changes": "select patient_id, at, changes from screening_changes order by 1, 2",
    "states": "select patient_id, last_heard_at, concern, recent, expected_from, answered_at from symptom_states order by 1",
    "audit": "select actor_kind, action, patient_id, at from audit_rows order by id",
}


async def seen(owner: asyncpg.Connection) -> dict[str, list[dict[str, Any]]]:
    """All that counts; ids that Balm draws left out."""
    return {name: [dict(row) for row in await owner.fetch(sql)] for name, sql in SEEN.items()}


async def cut_everywhere(do: Do, owner: asyncpg.Connection) -> int:
    """Killed before each statement in turn, everything is as before. Answers how many there are; then it has been done once."""
    before, at = await seen(owner), 0
    while True:
        at += 1
        CUT.set(at)
        try:
            await do()
        except GONE:
            assert await seen(owner) == before, f"killed before statement {at}"
            continue
        assert at > CUT.seen, "it was killed and nobody noticed"
        CUT.set()
        return at - 1
