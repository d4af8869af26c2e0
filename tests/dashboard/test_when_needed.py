"""Medicines taken when needed, as the nurse reads them: counted in words, listed, and marked on the chart."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs
from uuid_utils.compat import uuid7

from dashboard import cards
from dashboard.figures import marks, series, symptom_trend
from schemas.configurations import Configured
from schemas.timeline import Timeline
from schemas.when_needed_doses import WhenNeededDose
from tests.dashboard.charts import ADA, NOON, ZONE, check_in, nadia, text_of, timeline
from tests.dashboard.test_answering import Desk, called

DOSE = UUID("0195f000-0000-7000-8000-00000000000d")
PATH = f"/v1/when-needed-doses/{DOSE}/entered-in-error"


def dose(hours_ago: float, **changes: Any) -> WhenNeededDose:
    at = NOON - timedelta(hours=hours_ago)
    usual: dict[str, Any] = {"id": uuid7(), "patient_id": ADA, "medicine": "Morphine drops", "at": at, "taken_at": at, "received_at": at, "zone": ZONE, "clock": "ok",
                             "respondent": "patient", "mode": "self", "entered_by": "Ada's phone", "entered_by_kind": "patient"}  # fmt: skip
    return WhenNeededDose(**{**usual, **changes})


def told(*doses: WhenNeededDose, names: list[str] | None = None) -> Timeline:
    plan = [Configured(version=1, content={"when_needed": names}, set_at=NOON, set_by="Nadia")] if names else []
    return structs.replace(timeline(check_in(1)), when_needed_doses=list(doses), plan=plan)


def counts(*doses: WhenNeededDose) -> list[str]:
    return cards.when_needed.counted(doses, ZONE, NOON)


def test_the_last_day_and_the_last_three_days_are_counted_by_name() -> None:
    assert counts(dose(1), dose(2), dose(3, medicine="Spray"), dose(40)) == [
        "In the last 24 hours: 3 doses (Morphine drops 2, Spray 1).",
        "In the last 3 days, since Saturday: 4 doses (Morphine drops 3, Spray 1).",
    ]
    assert counts() == ["In the last 24 hours: none logged.", "In the last 3 days, since Saturday: none logged."]


@pytest.mark.parametrize(("hours_ago", "in_24_hours", "in_3_days"), [(23.99, True, True), (24, False, True), (61, False, True), (61.01, False, False)])
def test_24_hours_are_hours_and_three_days_begin_at_the_patient_s_midnight(hours_ago: float, in_24_hours: bool, in_3_days: bool) -> None:
    said = counts(dose(hours_ago))  # noon in UTC is 13:00 where Ada is: 61 hours before, it was Saturday, midnight
    assert ["1 dose" in line for line in said] == [in_24_hours, in_3_days]


def test_without_a_list_and_without_a_dose_nothing_stands_there() -> None:
    assert cards.when_needed.when_needed(told()) == []
    assert "none logged" in text_of(cards.when_needed.when_needed(told(names=["Spray"]))) and "On the list: Spray." in text_of(cards.when_needed.when_needed(told(names=["Spray"])))


def test_each_dose_says_how_it_helped_who_told_it_and_what_is_odd_about_it() -> None:
    said = text_of(
        cards.when_needed.when_needed(told(dose(1), dose(2, relief=6, relief_words="slept"), dose(3, respondent="family_caregiver", mode="proxy", relief=0), dose(4, clock="ahead"), dose(5, corrects=ADA)))
    )
    for words in ("Relief not said.", "Relief 6 of 10, “slept”.", "Relief 0 of 10.", "clock was ahead", "changed afterwards", "What was logged (5 doses)"):
        assert words in said
    assert "family" in said


@pytest.mark.parametrize(("number", "folded"), [(12, False), (13, True)])
def test_a_long_log_is_folded_and_nothing_of_it_is_lost(number: int, folded: bool) -> None:
    said = text_of(cards.when_needed.when_needed(told(*(dose(hour) for hour in range(number)))))
    assert said.count("Relief not said.") == number and ("1 earlier dose" in said) is folded


def test_it_is_a_mark_below_the_panels_whose_tags_are_only_text() -> None:
    story = told(dose(2, medicine="<b>Spray", relief=3))
    (one,) = series.split(story)
    (mark,) = marks.marks(story, one)
    assert (mark.kind, mark.item) == ("dose", None) and "&lt;b&gt;Spray" in mark.text and "Relief: 3 of 10" in mark.text
    figure = symptom_trend.symptom_trend(one, ZONE, NOON - timedelta(days=14), NOON, [mark])
    assert "Taken when needed" in text_of(cards.legend.legend(figure))


async def test_a_mistake_is_marked_with_its_reason() -> None:
    api = Desk()
    api.lists |= {PATH: dose(1), "/v1/me": nadia()}
    values = {"mark-medication.n_clicks": 1, "medication-mistake.data": {"dose": str(DOSE)}, "medication-reason.value": " Another patient's "}
    answer = await called(api, "medication-mistake-error", "mark-medication", **values)
    assert api.asked == [(f"POST {PATH}", {"reason": "Another patient's"})] and answer["response"]["medication-mistake-dialog"] == {"opened": False}
