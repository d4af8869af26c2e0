"""The lead's page: figures and words from the same numbers."""

from typing import Any

import httpx
import msgspec
import pytest

from api.rules.proportions import share
from dashboard import cards, words
from dashboard.figures import quality as figures
from schemas.quality import HourCount, LevelQuality, Quality, RuleQuality, SilenceQuality, WeekdayQuality
from tests import team
from tests.dashboard.charts import MAY, NOON, nadia, text_of

SEVERE = RuleQuality(rule="severe", alerts=9, held=2, alerts_per_patient_week=0.5, acted_on=share(6, 8))
TREND = RuleQuality(rule="trend", alerts=1, held=0, alerts_per_patient_week=0.05, acted_on=share(0, 0))
URGENT = LevelQuality(level="urgent", alerts=9, taken_in_time=share(6, 8), minutes_to_take=12, minutes_to_resolve=90)
UNTAKEN = LevelQuality(level="soon", alerts=1, taken_in_time=share(0, 0), minutes_to_take=None, minutes_to_resolve=None)


def quality(**changes: Any) -> Quality:
    usual: dict[str, Any] = {
        "from_on": NOON.date(), "until_on": NOON.date(), "zone": "Europe/Berlin", "patients": 5, "patient_weeks": 18.0, "rules": [SEVERE, TREND],
        "levels": [URGENT, UNTAKEN], "outcomes": {"call": 6, "monitor": 2}, "weekdays": [WeekdayQuality(weekday=1, complete=share(3, 4))],
        "silence": SilenceQuality(alerts=4, patients=2, heard_again=2, answered=1, care_ended=0, lasting=1), "hours": [HourCount(weekday=7, hour=23, check_ins=4)],
    }  # fmt: skip
    return Quality(**{**usual, **changes})


def shown(found: Quality) -> str:
    return " ".join(text_of(cards.quality.content(found)).split())


def test_silence_stands_with_what_became_of_it_also_where_there_was_none() -> None:
    assert "Silence · 4 alerts 2 patients silent 2 ended with a report, 1 answered by the team and 1 still silent" in shown(quality())
    none = SilenceQuality(alerts=0, patients=0, heard_again=0, answered=0, care_ended=0, lasting=0)
    assert "Silence · 0 alerts Nobody was silent for too long" in shown(quality(silence=none, levels=[]))


@pytest.mark.parametrize(("number", "said"), [(0, "0.00"), (0.0043, "0.004"), (0.005, "0.01"), (0.05, "0.05"), (1.234, "1.23")])
def test_a_small_rate_is_not_said_to_be_nought(number: float, said: str) -> None:
    assert words.rate(number) == said


def test_the_tiles_say_how_soon_and_out_of_how_many() -> None:
    text = shown(quality())
    for said in ("75 % taken in time", "6 of 8, 75 % (41 to 93 %)", "Half were taken within 12 minutes", "answered within 1 hour"):
        assert said in text, text


def test_what_has_not_happened_yet_is_no_share_of_nothing() -> None:
    text = shown(quality(levels=[UNTAKEN]))
    assert "No target has run out yet" in text and "None was taken yet" in text and "0 %" not in text


def test_a_time_without_patients_says_what_will_stand_here() -> None:
    assert "Nothing to count yet" in shown(quality(patients=0))


def test_without_alerts_the_rest_is_still_drawn() -> None:
    text = shown(quality(rules=[], levels=[], outcomes={}))
    assert "Nothing to draw in this time" in text and "When reports come" in text


def test_the_most_frequent_rule_stands_at_the_top_and_an_unanswered_one_has_no_dot() -> None:
    bars, dots = figures.alerts_by_rule([SEVERE, TREND]).data[0], figures.acted_on_by_rule([SEVERE, TREND]).data[0]
    assert list(bars.y) == ["A steady rise", "Severe"] and list(bars.x) == [0.05, 0.5]
    assert list(dots.y) == ["Severe"] and dots.error_x.arrayminus[0] == pytest.approx(0.75 - share(6, 8).low)  # type: ignore[operator]


def test_the_week_s_clock_has_each_hour_in_its_place() -> None:
    heat = figures.reports_by_hour([HourCount(weekday=7, hour=23, check_ins=4)]).data[0]
    assert heat.z[6][23] == 4 and sum(map(sum, heat.z)) == 4 and heat.hovertext[6][23] == "Sunday, 23:00 to 24:00: 4 reports"


def test_a_day_without_any_patient_has_no_bar() -> None:
    bars = figures.complete_by_weekday([WeekdayQuality(weekday=1, complete=share(3, 4))]).data[0]
    assert list(bars.x) == [0.75] + [None] * 6


def asked(may: list[str], path: str = "/team/quality") -> tuple[httpx.MockTransport, list[str]]:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url.copy_with(scheme=None, netloc=b"")) if request.url.path != "/v1/me" else "/v1/me")
        found: Any = nadia(may=may) if request.url.path == "/v1/me" else quality()
        return httpx.Response(200, content=msgspec.json.encode(found))

    return httpx.MockTransport(answer), seen


async def called(api: httpx.AsyncBaseTransport, body: dict[str, Any]) -> str:
    async with team.browser(api) as browser:
        answer = await browser.post("/team/_dash-update-component", json=body, headers={"cookie": "balm_session=x", "origin": team.API_URL})
    assert answer.status_code == 200, answer.text
    return answer.text


def page() -> dict[str, Any]:
    parts = [{"id": "_pages_location", "property": "pathname", "value": "/team/quality"}, {"id": "_pages_location", "property": "search", "value": ""}]
    outputs = [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}]
    return {"output": ".._pages_content.children..._pages_store.data..", "outputs": outputs, "inputs": parts, "changedPropIds": ["_pages_location.pathname"]}


async def test_who_does_not_lead_is_told_for_whom_the_page_is() -> None:
    api, seen = asked(MAY)
    assert "for who leads the team" in await called(api, page()) and seen == ["/v1/me"]


async def test_the_ranges_end_today_and_reach_back_as_far_as_they_say() -> None:
    api, seen = asked([*MAY, "quality.read"])
    body = {
        "output": "quality.children",
        "outputs": {"id": "quality", "property": "children"},
        "inputs": [{"id": "quality-range", "property": "value", "value": "84"}],
        "changedPropIds": ["quality-range.value"],
    }
    await called(api, body)
    assert seen[-1].endswith("from_on=2025-12-09&until_on=2026-03-02"), seen
