"""Requests as fast as they are answered, over kept connections, timed one by one. Written on bare sockets, so that the client costs little beside the server."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from statistics import median

from msgspec import Struct

Ask = Callable[[], Awaitable[None]]


class Timed(Struct, frozen=True):
    """`a_second`: answers a second; the rest in milliseconds."""

    a_second: float
    p50: float
    p99: float


class Line:
    """One connection to 127.0.0.1, kept. Raises AssertionError for any answer but 200."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 24))

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(body)}", *(f"{name}: {value}" for name, value in headers.items())]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        answer = await self.reader.readexactly(length)
        assert head.startswith("http/1.1 200"), (head, answer)
        return answer

    def close(self) -> None:
        self.writer.close()


async def hammer(asks: list[Ask], seconds: float) -> Timed:
    """Each of `asks` again and again, all at the same time."""
    took: list[float] = []
    begun = time.perf_counter()

    async def again(ask: Ask) -> None:
        while (start := time.perf_counter()) - begun < seconds:
            await ask()
            took.append(time.perf_counter() - start)

    await asyncio.gather(*(again(ask) for ask in asks))
    return summed_up(took, time.perf_counter() - begun)


async def in_turn(asks: list[Ask], rounds: int) -> list[Timed]:
    """One after the other, in turn, so that the machine's other work falls on all alike; the first five rounds warm up and don't count."""
    took: list[list[float]] = [[] for _ in asks]
    for _ in range(rounds + 5):
        for ask, its in zip(asks, took, strict=True):
            start = time.perf_counter()
            await ask()
            its.append(time.perf_counter() - start)
    return [summed_up(its[5:], sum(its[5:])) for its in took]


def summed_up(took: list[float], seconds: float) -> Timed:
    ordered = sorted(took)
    return Timed(len(took) / seconds, 1000 * median(ordered), 1000 * ordered[int(len(ordered) * 0.99)])


def middle(rounds: list[Timed]) -> Timed:
    """The median of several rounds, each column by itself."""
    return Timed(*(median(getattr(one, column) for one in rounds) for column in Timed.__struct_fields__))


def in_circles(number: int) -> Iterator[int]:
    """0, 1, … number - 1, 0, 1, …"""
    while True:
        yield from range(number)
