"""Tells open dashboards, of every API process, that something changed. Only ids travel; what is lost on the way, the pages' own refresh finds."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from uuid import UUID

import asyncpg
import msgspec
import structlog

from api.db import GONE, Pool
from schemas.events import Event

log = structlog.get_logger("balm")
CHANNEL = "balm_events"
LONGEST_PAUSE = 10.0
GATHER = 0.2  # seconds that events are gathered before one NOTIFY: it takes a lock that all commits of the server share


class Announcement(msgspec.Struct, frozen=True):
    organisation_id: UUID
    event: Event


class Hub:
    def __init__(self, url: str, pool: Pool) -> None:
        self.url, self.pool = url, pool
        self.listeners: defaultdict[UUID, set[asyncio.Queue[Event | None]]] = defaultdict(set)
        self.outgoing: asyncio.Queue[Announcement] = asyncio.Queue(maxsize=10_000)

    def publish(self, announced: Iterable[tuple[UUID, Event]]) -> None:
        """After the commit. A full queue drops: the pages refresh by themselves."""
        for organisation_id, event in announced:
            with contextlib.suppress(asyncio.QueueFull):
                self.outgoing.put_nowait(Announcement(organisation_id, event))

    @contextlib.contextmanager
    def subscribe(self, organisation_id: UUID) -> Iterator[asyncio.Queue[Event | None]]:
        """A queue of events; None means that events may have been missed: start again."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(maxsize=1000)
        self.listeners[organisation_id].add(queue)
        try:
            yield queue
        finally:
            self.listeners[organisation_id].discard(queue)
            if not self.listeners[organisation_id]:
                del self.listeners[organisation_id]

    def received(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        announcement = msgspec.json.decode(str(payload), type=Announcement)
        for queue in self.listeners.get(announcement.organisation_id, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(announcement.event)

    def start_over(self) -> None:
        for queue in [queue for queues in self.listeners.values() for queue in queues]:
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(None)

    async def send(self) -> None:
        while True:
            batch = {msgspec.json.encode(await self.outgoing.get()).decode()}
            await asyncio.sleep(GATHER)
            while not self.outgoing.empty():
                batch.add(msgspec.json.encode(self.outgoing.get_nowait()).decode())
            try:
                await self.pool.execute("select pg_notify($1, payload) from unnest($2::text[]) as payload", CHANNEL, sorted(batch))
            except GONE as error:
                log.warning("events-not-sent", error=type(error).__name__)

    async def listen(self) -> None:
        pause = 0.5
        while True:
            try:
                async with self.connection() as closed:
                    pause = 0.5
                    await closed.wait()
            except GONE as error:
                log.warning("events-not-heard", error=type(error).__name__)
            self.start_over()
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncio.Event]:
        """A connection that listens; the event is set when it is lost."""
        closed = asyncio.Event()
        raw = await asyncpg.connect(self.url, timeout=10)
        try:
            raw.add_termination_listener(lambda _: closed.set())
            await raw.add_listener(CHANNEL, self.received)
            yield closed
        finally:
            raw.terminate()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self.send()), asyncio.create_task(self.listen())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
