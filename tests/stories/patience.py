"""For what no locator waits for. Nothing here says how fast anything has to be."""

import time
from collections.abc import Callable
from typing import TypeVar

LONGEST = 60.0  # seconds
Read = TypeVar("Read")


def settled(read: Callable[[], Read], is_wanted: Callable[[Read], bool]) -> Read:
    """What is read, once it is what is wanted; else what it still was in the end."""
    deadline = time.monotonic() + LONGEST
    while not is_wanted(found := read()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def until(holds: Callable[[], bool]) -> None:
    assert settled(holds, bool)
