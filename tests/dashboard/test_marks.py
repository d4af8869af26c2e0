"""What stands on the chart beside the answers, and its legend."""

from datetime import timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from msgspec import structs

from dashboard import cards
from dashboard.figures import marks, series, symptom_trend
from dashboard.figures.marks import Mark
from schemas.alerts import AlertHistory
from schemas.configurations import Configured
from schemas.findings import Input
from schemas.timeline import Timeline
from tests.dashboard.charts import NOON, ZONE, alert, check_in, finding, instrument, parts, step, text_of, timeline

REPORT = check_in(1, answers={"pain": 8, "nausea": 2})
OWN = finding(inputs=[Input(check_in_id=REPORT.id, at=REPORT.at, score=8)])


def called(*, resolved: bool = True, **changes: Any) -> AlertHistory:
    raised_at = NOON - timedelta(days=1)
    answered = {"state": "resolved", "outcome": "call", "resolved_at": raised_at + timedelta(hours=2)} if resolved else {}
    steps = [step("raised", "Ada's phone"), step("acknowledged", "Nadia"), step("resolved", "Nadia", outcome="call", note="<b>Slept</b>")]
    moved = [structs.replace(one, at=raised_at + timedelta(minutes=number * 9)) for number, one in enumerate(steps)]
    return AlertHistory(alert=alert(**{"raised_at": raised_at, "findings": [OWN], **answered, **changes}), steps=moved if resolved else moved[:1])


def story(*alerts: AlertHistory, plan: list[Configured] | None = None, **changes: Any) -> Timeline:
    return structs.replace(timeline(REPORT, check_in(3), **changes), alerts=list(alerts), plan=plan or [])


def found(told: Timeline, chart: int = 0) -> list[Mark]:
    return marks.marks(told, series.split(told)[chart])


def plan(version: int, days_ago: float, **goals: int) -> Configured:
    return Configured(version=version, content={"goals": goals}, set_at=NOON - timedelta(days=days_ago), set_by="Nadia")


def drawn(told: Timeline) -> go.Figure:
    (one,) = series.split(told)
    goals = {item.id: marks.goals(told.plan, item.id, ZONE) for item in one.items}
    return symptom_trend.symptom_trend(one, ZONE, NOON - timedelta(days=14), NOON, marks.marks(told, one), goals)


def traces(figure: go.Figure, group: str) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.legendgroup == group]


def test_a_call_stands_in_its_symptom_s_panel_and_its_answer_below_all_panels() -> None:
    assert [(one.kind, one.item, one.at) for one in found(story(called()))] == [
        ("called", "pain", NOON - timedelta(days=1)), ("answered", None, NOON - timedelta(hours=22)),
    ]  # fmt: skip


def test_the_pointer_tells_the_whole_story_and_its_tags_are_only_text() -> None:
    text = found(story(called()))[0].text
    for said in ("Called the team, urgent", "Pain 8 of 10, severe.", "Taken by Nadia after 9 minutes", "Resolved by Nadia", "call.", "&lt;b&gt;Slept"):
        assert said in text, text
    assert "Nobody has taken it" in found(story(called(resolved=False)))[0].text


def test_a_change_of_medication_has_a_mark_of_its_own_and_a_line_through_every_panel() -> None:
    told = story(called(outcome="medication_change"))
    assert [one.kind for one in found(told)] == ["called", "medication"]
    (line,) = [shape for shape in drawn(told).layout.shapes if shape.name == "medication"]
    assert (line.yref, line.y0, line.y1) == ("paper", 0, 1)
    assert not [shape for shape in drawn(story(called())).layout.shapes if shape.name == "medication"]


def test_what_was_asked_for_stands_below_the_panels() -> None:
    asked = called(subject="asked_for", findings=[finding(rule="asked_for", item=None, sentence="Asks to be called.")])
    assert [(one.kind, one.item) for one in found(story(asked))] == [("called", None), ("answered", None)]


def test_what_ended_without_an_answer_has_no_mark_of_one() -> None:
    ended = called(outcome=None, ended_because="discharged")
    assert [one.kind for one in found(story(ended))] == ["called"] and "discharged" in found(story(ended))[0].text


def test_two_questionnaires_that_ask_the_same_share_no_call() -> None:
    esas = check_in(1, instrument="esas-r")
    told = structs.replace(story(called(), instruments=[instrument(), instrument(id="esas-r", title="ESAS-r")]), check_ins=[REPORT, check_in(3), esas])
    assert [[one.kind for one in found(told, chart)] for chart in (0, 1)] == [["called", "answered"], ["answered"]]


def test_a_call_whose_report_is_not_on_the_page_stands_on_every_chart_of_its_symptom() -> None:
    assert [one.kind for one in found(story(called(findings=[finding()])))] == ["called", "answered"]


def test_a_symptom_without_a_panel_gets_no_mark() -> None:
    assert [one.kind for one in found(story(called(subject="fatigue")))] == ["answered"]


@pytest.mark.parametrize(("days_ago", "shown"), [(14, 1), (14.001, 0)])
def test_what_was_raised_before_the_range_is_not_drawn(days_ago: float, shown: int) -> None:
    assert len(found(story(called(resolved=False, raised_at=NOON - timedelta(days=days_ago))))) == shown


def test_a_goal_is_a_step_from_when_it_was_written_down_and_a_version_that_left_it_alone_is_none() -> None:
    versions = [plan(4, 1), plan(3, 3, pain=3, nausea=1), plan(2, 4, pain=3), plan(1, 6, pain=4)]
    steps = marks.goals(versions, "pain", ZONE)
    assert [(one.level, NOON - one.since) for one in steps] == [(4, timedelta(days=6)), (3, timedelta(days=4)), (None, timedelta(days=1))]
    assert "Comfortable at 4 or less" in steps[0].text and "Written by Nadia" in steps[0].text and "No goal any more" in steps[-1].text
    assert "3 or more" in marks.goals(versions, "pain", ZONE, lower_is_worse=True)[1].text
    assert marks.goals(versions, "fatigue", ZONE) == []


def test_the_goal_is_drawn_from_its_day_to_now_and_said_above_the_panel() -> None:
    figure = drawn(story(plan=[plan(2, 2, pain=3), plan(1, 30, pain=5)]))
    (line,) = traces(figure, "goal")
    assert list(line.y) == [5, 5, None, 3, 3, None] and (line.x[0].day, line.x[-1].day) == (16, 2)  # 14 days before, and today
    assert [note.text for note in figure.layout.annotations if "goal 3" in note.text] and "goal" not in figure.layout.annotations[1].text


def test_a_goal_that_was_given_up_is_not_said_above_the_panel() -> None:
    figure = drawn(story(plan=[plan(2, 2), plan(1, 5, pain=3)]))
    assert list(traces(figure, "goal")[0].y) == [3, 3, None] and "goal" not in figure.layout.annotations[0].text


def test_the_lane_of_what_was_done_is_there_only_where_something_was() -> None:
    assert drawn(story(called())).layout.height - drawn(story()).layout.height == symptom_trend.LANE


def test_the_legend_names_each_line_and_mark_that_is_drawn_once_and_no_other() -> None:
    shown = cards.legend.legend(drawn(story(called(), plan=[plan(1, 30, pain=3, nausea=1)])))
    names = [text_of(one).strip() for one in parts(shown) if one._type == "Li"]
    assert names == ["The patient (filled circles)", "The patient's goal", "Called the team", "Answered by the team"]
    assert "A note" in text_of(cards.legend.legend(drawn(timeline(check_in(1, note="sore")))))
