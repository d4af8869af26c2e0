"""What is done again and again goes on after whatever a database that goes away looks like."""

import asyncio

import asyncpg
import pytest

from api.errors import refused
from api.jobs.keeping import keep

GOING = [
    OSError("gone"),
    TimeoutError(),
    asyncpg.ConnectionDoesNotExistError("closed in the middle of an operation"),
    asyncpg.AdminShutdownError("terminating connection due to administrator command"),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),  # killed just as a statement begins
]


async def rounds_after(error: Exception) -> int:
    """How often it is done when the first time fails so; the third is enough."""
    done = 0

    async def do() -> None:
        nonlocal done
        done += 1
        if done == 1:
            raise error
        if done == 3:
            raise asyncio.CancelledError

    await asyncio.gather(keep(0, "job", do), return_exceptions=True)
    return done


@pytest.mark.parametrize("error", GOING, ids=lambda error: type(error).__name__)
async def test_a_job_goes_on_when_the_database_comes_back(error: Exception) -> None:
    assert await rounds_after(error) == 3


@pytest.mark.parametrize("error", GOING, ids=lambda error: type(error).__name__)
def test_who_asks_meanwhile_is_told_to_ask_again(error: Exception) -> None:
    assert refused(error).kind.status == 503
