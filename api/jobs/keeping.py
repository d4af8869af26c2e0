"""What is done again and again for as long as the API runs."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from api.db import GONE

log = structlog.get_logger("balm")


async def keep(every: float, name: str, do: Callable[[], Awaitable[object]]) -> None:
    """`every`: seconds. A database that is away is no end; the next round finds what was left."""
    while True:
        try:
            await do()
        except GONE as error:
            log.warning("job-failed", job=name, error=type(error).__name__)
        await asyncio.sleep(every)
