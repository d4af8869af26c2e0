"""The forms at work, on the API itself: one Save for all, faults beside their fields, nothing stored twice."""

from typing import Any

from dashboard import visiting
from tests.dashboard.charts import text_of
from tests.dashboard.recorded import DAY, fields
from tests.records import Desk


async def save(about: dict[str, Any], draft: dict[str, str], values: dict[tuple[str, str], Any], day: str | None = DAY, **more: Any) -> Any:
    return await visiting.save(1, about, draft, day, "", "", *fields(draft["form"], values, **more))


async def test_everything_is_saved_with_one_press_and_the_form_comes_back_empty_with_the_last_values(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    draft = visiting.draft("visit")
    form, fresh, recorded, error = await save(
        about, draft, {("pps", ""): "50", ("weight", ""): "62,4", ("adls", "bathing"): "dependent", ("oedema", ""): None}, units={"weight": "kg"}
    )
    stands = (await nadia.facts())["assessments"]
    assert {kind: (found[0]["value"], found[0]["parts"]) for kind, found in stands.items()} == {"pps": (50, {}), "weight": (62.4, {}), "adls": (None, {"bathing": "dependent"})}
    assert stands["pps"][0]["observed_on"] == DAY and error == "" and recorded
    assert "Last: 50 %, 2 Mar 2026, scored by Nadia Rahman." in text_of(form) and fresh["id"] != draft["id"] and fresh["form"] == "visit"
    assert "PPS 50 %" in text_of(told["notice children"]) and "Weight 62.4 kg" in text_of(told["notice children"])


async def test_a_form_that_is_sent_twice_is_stored_once(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    draft = visiting.draft("visit")
    for _ in range(2):
        assert (await save(about, draft, {("pps", ""): "50"}))[3] == ""
    assert len(await nadia.history("assessments")) == 1


async def test_a_form_that_had_arrived_and_was_changed_since_says_so(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    draft = visiting.draft("visit")
    await save(about, draft, {("pps", ""): "50"})
    assert (await save(about, draft, {("pps", ""): "40"}))[3] == visiting.ARRIVED
    assert [one["value"] for one in await nadia.history("assessments")] == [50]


async def test_what_is_impossible_is_said_beside_its_field_and_nothing_is_stored(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    found = await save(about, visiting.draft("laboratory"), {("albumin", ""): "35", ("heart_rate", ""): "70", ("blood_pressure", "systolic"): "80", ("blood_pressure", "diastolic"): "120"}, units={"albumin": "g/dL"})
    assert found[3] == visiting.LOOK
    assert told["albumin error"] == "35 g/dL is outside what is possible, 0.5 to 7 g/dL. If it is in g/L, choose that unit."
    assert "swapped" in told["blood_pressure.diastolic error"] and told["heart_rate error"] == ""
    assert await nadia.history("assessments") == []


async def test_what_is_no_number_is_said_beside_its_field_before_anything_is_sent(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    found = await save(about, visiting.draft("visit"), {("weight", ""): "6o", ("pps", ""): "50"}, units={"weight": "kg"})
    assert found[3] == visiting.LOOK and told["weight error"] == "Please write a number." and "pps error" not in told
    assert await nadia.history("assessments") == []


async def test_a_weight_that_looks_like_the_other_unit_is_asked_about_and_stored_once_it_is_right(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    await nadia.stored("assessments", kind="weight", value=62, observed_on="2026-02-01")
    draft = visiting.draft("visit")
    found = await save(about, draft, {("weight", ""): "137"}, units={"weight": "kg"})
    assert "say so if they are right" in found[3] and told["weight error"] == "The last one, of 1 February 2026, was 62 kg. Is this in lb?" and told["weight display"] == "block"
    assert (await save(about, draft, {("weight", ""): "137"}, units={"weight": "kg"}, sure=("weight",)))[3] == ""
    assert (await nadia.facts())["assessments"]["weight"][0]["value"] == 137


async def test_a_day_that_is_yet_to_come_is_said_below(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    assert (await save(about, visiting.draft("visit"), {("pps", ""): "50"}, day="2026-03-03"))[3] == "This day is yet to come."


async def test_an_empty_form_saves_nothing(nadia: Desk, about: dict[str, Any], told: dict[str, Any]) -> None:
    assert (await save(about, visiting.draft("visit"), {("pps", ""): None}))[3] == "There is nothing to save yet."
    assert len(await visiting.save(None, about, visiting.draft("visit"), DAY, "", "")) == 4


async def test_a_field_found_by_typing_is_added_with_its_last_value_and_offered_no_more(nadia: Desk, about: dict[str, Any]) -> None:
    await nadia.stored("assessments", kind="ascites", value="present", observed_on="2026-02-01")
    offered = [{"group": "Signs", "items": [{"value": "ascites", "label": "Ascites"}, {"value": "weakness", "label": "Weakness"}]}, {"group": "Liver", "items": [{"value": "inr", "label": "INR"}]}]
    added, left, chosen = await visiting.add("ascites", offered, about, visiting.draft("visit"))
    assert "Last: Yes, 1 Feb 2026." in str(added.to_plotly_json()) and chosen is None
    assert [[item["value"] for item in group["items"]] for group in left] == [["weakness"], ["inr"]]
    assert len((await visiting.add("inr", offered, about, visiting.draft("visit")))[1]) == 1
