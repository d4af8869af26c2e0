"""The news as a screen gets it. Waits are passed in, so nothing here sleeps for long."""

import asyncio
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dashboard import live
from dashboard.client import Refused, SignedOut, Unreachable
from dashboard.live import Change
from schemas.events import Event

ADA, OLGA = uuid7(), uuid7()
GONE = Unreachable(503, "gone")
FOR_EVER = "for ever"


def about(patient: UUID) -> Event:
    return Event(kind="check_in", patient_id=patient)


class Told:
    """An API whose streams, one after the other, tell these things; an exception breaks a stream, a number is a pause in seconds, FOR_EVER keeps it open and silent."""

    def __init__(self, *streams: list[Any]) -> None:
        self.streams, self.opened, self.closed = list(streams), 0, 0

    async def events(self) -> AsyncIterator[Event | None]:
        self.opened += 1
        try:
            for told in self.streams.pop(0):
                if isinstance(told, Exception):
                    raise told
                if told is FOR_EVER:
                    await asyncio.Event().wait()
                if isinstance(told, float):
                    await asyncio.sleep(told)
                else:
                    yield told
        finally:
            self.closed += 1


async def heard(api: Told, until: Callable[[list[Change]], bool] = lambda _: False, gather: float = 0.01) -> list[Change]:
    found: list[Change] = []
    async with asyncio.timeout(5):
        async for change in live.changes(api, gather=gather, first_wait=0.001):  # type: ignore[arg-type]
            found.append(change)
            if until(found):
                break
    return found


def states(found: list[Change]) -> list[str]:
    return [change.state for change in found]


async def test_the_first_sign_of_life_means_that_anything_may_have_changed_and_later_ones_do_not() -> None:
    assert states(await heard(Told([None, None, None, SignedOut(401, "x")]))) == ["live", "beat", "beat", "signed_out"]


async def test_a_burst_redraws_a_page_once_and_names_everybody() -> None:
    found = await heard(Told([about(ADA), 0.001, about(OLGA), 0.001, about(ADA), 0.2, SignedOut(401, "x")]), gather=0.1)
    assert states(found) == ["changed", "signed_out"]
    assert found[0].patient_ids == sorted([str(ADA), str(OLGA)])


async def test_after_a_break_the_page_says_so_and_is_renewed_when_it_listens_again() -> None:
    api = Told([None, GONE], [GONE], [None, FOR_EVER])
    found = await heard(api, lambda found: states(found).count("live") == 2)
    assert states(found) == ["live", "paused", "paused", "live"] and api.opened == 3


async def test_a_stream_that_just_ends_is_taken_up_again() -> None:
    assert states(await heard(Told([None], [None, FOR_EVER]), lambda found: states(found).count("live") == 2)) == ["live", "paused", "live"]


async def test_the_end_of_the_session_ends_the_listening() -> None:
    api = Told([None, SignedOut(401, "x")])
    assert states(await heard(api)) == ["live", "signed_out"] and api.opened == 1


async def test_a_role_without_patients_hears_nothing_and_is_not_asked_again() -> None:
    api = Told([Refused(403, "no")])
    assert states(await heard(api)) == ["ended"] and api.opened == 1


@pytest.mark.parametrize("status", [404, 429, 500, 502])
async def test_any_other_refusal_is_tried_again(status: int) -> None:
    assert states(await heard(Told([Refused(status, "x")], [None, FOR_EVER]), lambda found: found[-1].state == "live")) == ["paused", "live"]


async def test_who_stops_listening_leaves_no_stream_open() -> None:
    api = Told([None, FOR_EVER])
    changes = live.changes(api, first_wait=0.001)  # type: ignore[arg-type]
    assert (await anext(changes)).state == "live"
    await changes.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    assert api.closed == 1


async def waits(api: Told, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []

    async def at_once(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr(live, "asyncio", SimpleNamespace(sleep=at_once, Queue=asyncio.Queue))
    await live.read(api, asyncio.Queue(), live.FIRST_WAIT)  # type: ignore[arg-type]
    return found


async def test_it_waits_twice_as_long_after_each_failure_but_never_more_than_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await waits(Told(*[[GONE]] * 7, [SignedOut(401, "x")]), monkeypatch) == [1, 2, 4, 8, 16, 30, 30]


async def test_a_sign_of_life_makes_it_quick_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await waits(Told([GONE], [GONE], [None, GONE], [GONE], [SignedOut(401, "x")]), monkeypatch) == [1, 2, 1, 2]


CHANGES = st.lists(
    st.one_of(
        st.builds(lambda ids: Change("changed", ids), st.lists(st.sampled_from("abcd"), min_size=1, max_size=3)),
        st.builds(Change, st.sampled_from(["live", "beat", "paused", "signed_out", "ended"])),
    )
)


@given(CHANGES)
def test_folding_forgets_no_patient_and_keeps_all_else_in_order(found: list[Change]) -> None:
    folded = live.folded(found)
    assert {one for change in found for one in change.patient_ids} == {one for change in folded for one in change.patient_ids}
    assert [change for change in folded if change.state != "changed"] == [change for change in found if change.state != "changed"]
    assert states(folded).count("changed") == ("changed" in states(found))
