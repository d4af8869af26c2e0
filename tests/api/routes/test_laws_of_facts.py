"""What holds for every fact: the order of entry changes nothing that stands, and nothing impossible is stored."""

from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from api.rules.assessments import faults_of
from api.rules.kinds import ALL
from schemas.assessments import NewAssessment, Number
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


VALUES = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.text(max_size=4) | st.lists(st.integers(), max_size=1) | st.sampled_from(
    [10**30, 1e308, "absent", "present", "\0", 50, 0]
)  # fmt: skip
UNITS = st.sampled_from(["kg", "lb", "g/L", "mg/dL", "%", "\0", ""]) | st.none()
SENT = st.fixed_dictionaries(
    {"kind": st.sampled_from([kind.id for kind in ALL])},
    optional={
        "value": VALUES,
        "unit": UNITS,
        "upper_limit": VALUES,
        "parts": st.dictionaries(st.sampled_from(["systolic", "diastolic", "pain", "bathing", "", "A b"]), VALUES, max_size=2),
        "time_of_day": st.sampled_from(["09:00", "9:00", "24:00", ""]),
        "observed_on": st.sampled_from(["2026-03-02", "2026-03-03", "0001-01-01", "9999-12-31", "2026-02-30"]),
    },
)


@given(SENT)
@settings(max_examples=200)
async def test_whatever_is_sent_is_stored_as_possible_or_refused_with_the_field(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, sent: dict[str, Any]) -> None:
    fact_id = uuid7()
    answer = await Desk(client, cast).put("assessments", fact_id, **sent)
    assert answer.status_code in (200, 400), answer.text
    assert await owner.fetchval("select count(*) from facts where id = $1", fact_id) == (answer.status_code == 200)
    if answer.status_code == 200:
        stored = answer.json()
        assert faults_of(msgspec.convert({name: stored[name] for name in sent}, NewAssessment)) == []
    else:
        assert answer.json()["errors"]
    await owner.execute("delete from facts")


IN_RANGE = [(kind.id, unit, kind.value) for kind in ALL if isinstance(kind.value, Number) for unit in (kind.value.unit, *kind.value.units)]


@given(st.sampled_from(IN_RANGE), st.data())
@settings(max_examples=100)
async def test_every_stored_amount_lies_within_the_range_of_its_kind(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, one: tuple[str, str, Number], data: st.DataObject
) -> None:
    kind, unit, shape = one
    conversion = shape.units.get(unit)
    factor, zero = (conversion.factor, conversion.zero) if conversion else (1, 0)
    value = data.draw(st.floats(shape.minimum / factor * 0.9 + zero, shape.maximum / factor * 1.1 + zero))
    await Desk(client, cast).put("assessments", kind=kind, value=value, unit=unit)
    for amount in await owner.fetch("select (content ->> 'amount')::float as amount from facts where kind = $1", kind):
        assert shape.minimum <= amount["amount"] <= shape.maximum
    await owner.execute("delete from facts")
