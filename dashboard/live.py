"""What changed, as the API tells it, made calm enough for a screen: gathered for a moment, and taken up again after a break."""

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

from msgspec import Struct

from dashboard.client import Api, Refused, SignedOut

GATHER = 0.7  # seconds; a burst of check-ins redraws a page once. Ours
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds between tries


class Change(Struct, frozen=True):
    """`live`: listening (again), so anything may have changed. `changed`: these patients. `beat`: still listening. `paused`: trying again.
    `signed_out`: the session ended. `ended`: the role sees no patients, so there is no news for it."""

    state: Literal["live", "changed", "beat", "paused", "signed_out", "ended"]
    patient_ids: list[str] = []  # msgspec copies it


async def changes(api: Api, gather: float = GATHER, first_wait: float = FIRST_WAIT) -> AsyncIterator[Change]:
    """Until nothing more can come, or the caller stops asking."""
    queue: asyncio.Queue[Change] = asyncio.Queue()
    reader = asyncio.create_task(read(api, queue, first_wait))
    try:
        state = ""
        while state not in ("ended", "signed_out"):
            found = [await queue.get()]
            if found[0].state == "changed":
                await asyncio.sleep(gather)
            while not queue.empty():
                found.append(queue.get_nowait())
            for change in folded(found):
                state = change.state
                yield change
    finally:
        reader.cancel()


def folded(found: list[Change]) -> list[Change]:
    """One change for many, then what else was said, in order."""
    patients = sorted({patient_id for change in found for patient_id in change.patient_ids})
    others = [change for change in found if change.state != "changed"]
    return [Change("changed", patients), *others] if patients else others


async def read(api: Api, queue: "asyncio.Queue[Change]", wait: float) -> None:
    first_wait = wait
    while True:
        try:
            async for change in listen(api):
                queue.put_nowait(change)
                wait = first_wait
        except SignedOut:
            return queue.put_nowait(Change("signed_out"))
        except Refused as refused:
            if refused.status == 403:
                return queue.put_nowait(Change("ended"))
        queue.put_nowait(Change("paused"))
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


async def listen(api: Api) -> AsyncIterator[Change]:
    """The API's first line is a sign of life: from then on nothing is missed."""
    is_first = True
    async for event in api.events():
        if event is not None:
            yield Change("changed", [str(event.patient_id)])
        else:
            yield Change("live" if is_first else "beat")
        is_first = False
