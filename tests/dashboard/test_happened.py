"""What was done, as text; patient and proxy who differ; subscores; a goal on a tile."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from dashboard import cards, plan_words
from schemas.alerts import AlertHistory
from schemas.configurations import Configured
from schemas.discordances import Discordance
from schemas.findings import Input
from schemas.subscores import Subscore, Subscores
from schemas.timeline import Timeline
from tests.dashboard.charts import ADA, NOON, ZONE, alert, check_in, instrument, item, parts, step, symptom, text_of, timeline

LABELS = {"pain": "Pain", "nausea": "Nausea"}


def version(number: int, days_ago: float, **content: Any) -> Configured:
    return Configured(version=number, content=content, set_at=NOON - timedelta(days=days_ago), set_by="Nadia")


def with_(**changes: Any) -> Timeline:
    return structs.replace(timeline(check_in(1)), **changes)


def answered(minutes_ago: float, **changes: Any) -> AlertHistory:
    at = NOON - timedelta(minutes=minutes_ago)
    return AlertHistory(
        alert=alert(raised_at=at, state="resolved", outcome="visit", resolved_at=NOON, **changes),
        steps=[structs.replace(step("raised"), at=at), step("resolved", "Nadia", outcome="visit", note="Sat with her.")],
    )


def test_alerts_and_changes_of_the_plan_are_told_newest_first_with_what_came_of_them() -> None:
    (shown,) = cards.happened.happened(with_(alerts=[answered(60)], plan=[version(1, 2, goals={"pain": 3})]))
    said = text_of(shown)
    assert "What was done (1 alert and 1 change to the plan)" in said
    assert said.index("Pain 8 of 10, severe.") < said.index("Pain: comfortable at 3.")
    assert "Taken by Nadia after 1 hour." in said and "visit. “Sat with her.”" in said
    assert "rule “severe”, version 1" in said and "7" in said  # why: the inputs and thresholds


def test_where_nothing_was_done_nothing_is_said() -> None:
    assert cards.happened.happened(with_()) == []


def test_what_was_written_before_the_range_is_left_out() -> None:
    assert cards.happened.happened(with_(plan=[version(1, 15, goals={"pain": 3})])) == []
    assert cards.happened.happened(structs.replace(with_(plan=[version(1, 15, goals={"pain": 3})]), since=None))


@pytest.mark.parametrize(("number", "folded"), [(12, False), (13, True)])
def test_a_long_story_is_folded_and_nothing_of_it_is_lost(number: int, folded: bool) -> None:
    (shown,) = cards.happened.happened(with_(alerts=[answered(minutes) for minutes in range(1, number + 1)]))
    assert sum(part._type == "Time" for part in parts(shown)) == number
    assert ("1 earlier entry" in text_of(shown)) is folded


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ({"goals": {"pain": 3}}, {}, ["Pain: comfortable at 3."]),
        ({"goals": {"pain": 3}}, {"goals": {"pain": 5}}, ["Pain: comfortable at 3, before at 5."]),
        ({}, {"goals": {"low_mood": 5}}, ["Low mood: no goal any more."]),
        ({"times_a_day": 2}, {}, ["2 check-ins expected a day."]),
        ({}, {"times_a_day": 2}, ["Check-ins expected as at this organisation."]),
        ({"paused_until": "2026-03-05T07:00:00Z", "pause_reason": "In hospital."}, {}, ["Paused until 5 Mar, 08:00: In hospital."]),
        ({}, {"paused_until": "2026-03-05T07:00:00Z", "pause_reason": "In hospital."}, ["The pause is over."]),
        ({"thresholds": {"rise": 3}}, {}, ["Judged by rules and times of their own: Worsening, rise over what is usual: 3; all else as Balm begins with."]),
        (
            {"thresholds": {"rise": 3}, "missed": 4, "targets": {"urgent": 15}},
            {"thresholds": {"rise": 2.5}, "missed": 4, "targets": {"urgent": 60}},
            ["Judged by rules and times of their own:", "Worsening, rise over what is usual: 3, before 2.5.", "Urgent, minutes: 15, before 60."],
        ),
        ({}, {"thresholds": {"rise": 3}}, ["Judged by the organisation's rules and times."]),
        ({"when_needed": ["A", "B"]}, {"when_needed": ["B", "C"]}, ["When needed, on the list now: A.", "No longer on the when-needed list: C."]),
        ({"goals": {"pain": 3}}, {"goals": {"pain": 3}}, ["The plan was written down anew, unchanged."]),
    ],
)
def test_a_change_of_the_plan_says_what_changed(now: dict[str, Any], before: dict[str, Any], said: list[str]) -> None:
    assert plan_words.changes(now, before, LABELS, ZONE) == said


def differing(**changes: Any) -> Discordance:
    own, other = Input(check_in_id=ADA, at=NOON, score=4), Input(check_in_id=ADA, at=NOON - timedelta(hours=1), score=8)
    usual: dict[str, Any] = {"item": "pain", "label": "Pain", "instrument": "daily-check", "recall_period": "now", "respondent": "family_caregiver", "patient": own,
                             "other": other, "apart": 4, "scale_maximum": 10, "worse": "higher", "version": 1}  # fmt: skip
    return Discordance(**{**usual, **changes})


def test_patient_and_family_who_differ_are_said_above_their_answers_with_both_numbers() -> None:
    said = text_of(cards.patient.now(structs.replace(timeline(now=[symptom(score=4)]), discordances=[differing()])))
    assert "the patient says 4 of 10 (2 Mar, 13:00), family says 8 (2 Mar, 12:00) : 4 points worse." in said
    assert said.index("They see it differently") < said.index("asked about this moment") and "ask both" in said
    assert "1 point better" in text_of(cards.discordances.discordances(with_(discordances=[differing(apart=-1)])))


def test_who_agrees_is_not_mentioned() -> None:
    assert "differently" not in text_of(cards.patient.now(timeline(now=[symptom()])))


def forms(*scores: int | None) -> Timeline:
    one = check_in(1, instrument="esas-r")
    esas = instrument(id="esas-r", title="ESAS-r", items=[item("pain"), item("anxiety")])
    subscores = [Subscore("emotional", score, 20, [] if score is not None else ["anxiety"]) for score in scores]
    told = structs.replace(timeline(one, instruments=[esas]), subscores=[Subscores(check_in_id=one.id, at=one.at, respondent="patient", subscores=subscores)])
    return told if scores else structs.replace(told, subscores=[])


def test_subscores_stand_below_the_chart_and_in_the_table() -> None:
    shown = cards.course.course(forms(7), "14")
    assert "Emotional 7 of 20" in text_of(shown).replace("  ", " ")
    assert "'emotional': '7'" in str(shown) and "Emotional (of 20)" in str(shown)


def test_a_subscore_with_an_item_missing_is_no_number_and_names_it() -> None:
    shown = cards.course.course(forms(None), "14")
    assert "– of 20" in text_of(shown).replace("  ", " ") and "Missing: Anxiety" in text_of(shown)
    assert "'emotional': 'not scored: Anxiety'" in str(shown)


def test_a_questionnaire_without_subscores_shows_none() -> None:
    assert "Subscores" not in text_of(cards.course.course(forms(), "14"))


@pytest.mark.parametrize(
    ("score", "worse", "said"), [(3, "higher", "at the goal of 3"), (4, "higher", "not yet at the goal of 3"), (3, "lower", "at the goal of 3"), (2, "lower", "not yet")]
)
def test_a_tile_says_whether_the_patient_s_goal_is_reached(score: int, worse: str, said: str) -> None:
    told = structs.replace(timeline(now=[symptom(score=score, worse=worse)]), plan=[version(1, 1, goals={"pain": 3})])
    assert said in text_of(cards.patient.now(told)) and ("not yet" in text_of(cards.patient.now(told))) is ("not" in said)
    assert "goal" not in text_of(cards.patient.now(timeline(now=[symptom(score=score, worse=worse)])))
