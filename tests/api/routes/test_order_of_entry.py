"""The same facts stand in the same order, whatever order they were entered in."""

from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from tests.people import Cast
from tests.records import Desk

DAYS = st.integers(0, 3).map(lambda days: str(date(2026, 3, 1) - timedelta(days=days)))
TIMES = st.sampled_from(["08:00", "15:30", None])
PPS = st.fixed_dictionaries({"kind": st.just("pps"), "value": st.sampled_from([40, 50, 60]), "observed_on": DAYS, "time_of_day": TIMES})
OEDEMA = st.fixed_dictionaries({"kind": st.just("oedema"), "value": st.sampled_from(["absent", "present"]), "observed_on": DAYS, "time_of_day": TIMES})
WISH = st.fixed_dictionaries({"topic": st.just("goals_of_care"), "stance": st.sampled_from(["comfort", "live_longer"]), "observed_on": DAYS})
STATUS = st.fixed_dictionaries({"status": st.sampled_from(["stable_disease", "progressive_disease"]), "method": st.just("ct"), "observed_on": DAYS})
FACTS = (PPS | OEDEMA).map(lambda fact: ("assessments", fact)) | WISH.map(lambda fact: ("preferences", fact)) | STATUS.map(lambda fact: ("disease-statuses", fact))


def without_when_it_was_entered(facts: Any) -> Any:
    if isinstance(facts, dict):
        return {name: without_when_it_was_entered(value) for name, value in facts.items() if name != "recorded_at"}
    return [without_when_it_was_entered(fact) for fact in facts] if isinstance(facts, list) else facts


@given(st.lists(FACTS, min_size=2, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=25)
async def test_what_stands_does_not_depend_on_the_order_of_entry(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, contents: list[tuple[str, dict[str, Any]]], shuffle: Any
) -> None:
    nadia, entries = Desk(client, cast), [(uuid7(), noun, fact) for noun, fact in contents]
    found = []
    for _ in range(2):
        for fact_id, noun, fact in entries:
            await nadia.stored(noun, fact_id, **fact)
        found.append(without_when_it_was_entered(await nadia.facts()))
        await owner.execute("delete from facts")
        shuffle.shuffle(entries)
    assert found[0] == found[1]
