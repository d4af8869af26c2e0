"""Values with their units: what is kept, what is refused or asked about, and what was found at one visit."""

from typing import Any

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast
from tests.records import Desk, problem


@pytest.fixture
def nadia(client: httpx.AsyncClient, cast: Cast) -> Desk:
    return Desk(client, cast)


async def test_a_value_is_kept_as_it_was_entered_beside_the_amount_in_the_kinds_own_unit(nadia: Desk) -> None:
    stored = await nadia.stored("assessments", kind="albumin", value=28, unit="g/L", comparator="<", upper_limit=52)
    assert (stored["value"], stored["unit"], stored["comparator"], stored["amount"], stored["amount_limit"]) == (28, "g/L", "<", 2.8, 5.2)


async def test_what_is_impossible_is_refused_with_the_reason_and_nothing_is_stored(nadia: Desk, owner: asyncpg.Connection) -> None:
    answer = await nadia.put("assessments", kind="albumin", value=28)
    assert problem(answer) == (400, "fact-refused")
    assert answer.json()["errors"] == [{"field": "value", "detail": "28 g/dL is outside what is possible, 0.5 to 7 g/dL. If it is in g/L, choose that unit."}]
    assert await owner.fetchval("select count(*) from facts") == 0


async def test_the_newest_is_by_the_day_and_time_it_was_observed_not_by_entry(nadia: Desk) -> None:
    for day, time, value in (("2026-02-20", "15:00", 96), ("2026-02-20", "08:00", 92), ("2026-02-01", None, 88), ("2026-02-20", None, 90)):
        await nadia.stored("assessments", kind="spo2_room_air", value=value, observed_on=day, time_of_day=time)
    assert [fact["value"] for fact in (await nadia.facts())["assessments"]["spo2_room_air"]] == [96, 92, 90, 88]


async def test_what_was_found_at_one_visit_is_stored_together_or_not_at_all(nadia: Desk) -> None:
    visit = [
        {"kind": "pps", "value": 50},
        {"kind": "weight", "value": 137, "unit": "lb"},
        {"kind": "adls", "parts": {"bathing": "dependent", "feeding": "independent"}},
    ]
    refused = await nadia.together(*visit, {"kind": "ecog", "value": 7}, {"kind": "oedema", "value": "a bit"})
    assert problem(refused) == (400, "fact-refused")
    assert [error["field"] for error in refused.json()["errors"]] == ["assessments.3.value", "assessments.4.value"]
    assert (await nadia.facts())["assessments"] == {}
    assert (await nadia.together(*visit)).status_code == 200
    assert set((await nadia.facts())["assessments"]) == {"pps", "weight", "adls"}


async def test_a_visit_sent_twice_is_stored_once(nadia: Desk, owner: asyncpg.Connection) -> None:
    visit = [{"id": str(uuid7()), "kind": "pps", "value": 50}, {"id": str(uuid7()), "kind": "weight", "value": 62}]
    first, again = await nadia.together(*visit), await nadia.together(*visit)
    assert first.content == again.content
    assert await owner.fetchval("select count(*) from facts") == 2


async def test_a_weight_in_what_looks_like_another_unit_is_asked_about_and_stored_once_that_is_sure(nadia: Desk) -> None:
    await nadia.stored("assessments", kind="weight", value=62, observed_on="2026-02-01")
    asked = await nadia.put("assessments", kind="weight", value=137)
    assert problem(asked) == (400, "fact-doubted")
    assert asked.json()["errors"][0]["detail"] == "The last one, of 1 February 2026, was 62 kg. Is this in lb?"
    assert (await nadia.stored("assessments", kind="weight", value=137, sure=True))["amount"] == 137


async def test_correcting_the_only_weight_is_not_compared_with_itself(nadia: Desk) -> None:
    wrong = await nadia.stored("assessments", kind="weight", value=137)
    assert (await nadia.stored("assessments", kind="weight", value=62, corrects=wrong["entry"]["id"]))["amount"] == 62


async def test_the_kinds_and_questions_are_listed_for_forms(client: httpx.AsyncClient, cast: Cast) -> None:
    kinds = {kind["id"]: kind for kind in (await client.get("/v1/assessment-kinds", headers=cast.cookie("nadia"))).json()}
    assert kinds["weight"]["value"] | {"source": ""} == {
        "type": "number", "unit": "kg", "minimum": 0.3, "maximum": 400, "source": "", "step": None, "units": {"lb": {"factor": 0.45359237, "zero": 0}}, "steady": True,
    }  # fmt: skip
    questions = (await client.get("/v1/preference-questions", headers=cast.cookie("nadia"))).json()
    assert questions[0]["topic"] == "goals_of_care"


@pytest.mark.parametrize(
    ("noun", "content", "field", "sentence"),
    [
        ("assessments", {"kind": "pps", "value": 50, "time_of_day": "9:00"}, "time_of_day", "Write a time of day as 09:30."),
        ("assessments", {"kind": "pps", "value": 50, "observed_on": "2026-02-30"}, "observed_on", "This is no day of the calendar. Write it as 2026-03-02."),
        (
            "diagnoses",
            {"words": "Breast cancer", "disease": "cancer", "diagnosed_on": "2023-5"},
            "diagnosed_on",
            "Write a day as 2026-03-02, or as 2026-03 or 2026 where no more is known.",
        ),
    ],
)
async def test_a_day_or_time_that_can_not_be_read_says_how_to_write_it(nadia: Desk, noun: str, content: dict[str, Any], field: str, sentence: str) -> None:
    answer = await nadia.put(noun, **content)
    assert problem(answer) == (400, "invalid-content")
    assert answer.json()["errors"] == [{"field": field, "detail": sentence}]
