"""The filters of the inbox: who sees what, in which order, and how many there are."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cards
from dashboard.cards.alert_views import EMPTY, URGENCY, VIEWS, Reader, View, chosen, is_mine, is_overdue, is_snoozed, options, tally
from schemas.alerts import Alert, Alerts
from tests.dashboard.charts import NOON, ZONE, alert, text_of

ME, OKORO = UUID(int=1), UUID(int=2)
NADIA = Reader(ME, ZONE)
EVERYBODY_S: dict[str, Any] = {"assigned_to": None, "assignee": None}
MINE: dict[str, Any] = {"assigned_to": ME, "assignee": "Nadia Rahman"}
HIS: dict[str, Any] = {"assigned_to": OKORO, "assignee": "Dr Okoro"}
SNOOZED: dict[str, Any] = {"state": "snoozed", "snoozed_until": NOON + timedelta(days=3), "snoozed_to": 8}
LATE: dict[str, Any] = {"respond_by": NOON - timedelta(minutes=1)}


def waiting(*alerts: Alert, **changes: Any) -> Alerts:
    return Alerts(alerts=list(alerts), as_of=NOON, **changes)


ALERTS = st.builds(
    lambda level, owner, state, minutes, clock: alert(level=level, raised_at=NOON - timedelta(minutes=minutes), **owner, **state, **clock),
    st.sampled_from(["urgent", "soon", "review"]),
    st.sampled_from([EVERYBODY_S, MINE, HIS, {"called": ME, "passed_on": 1}, {"called": OKORO}]),
    st.sampled_from([{}, {"state": "acknowledged"}, SNOOZED, {**SNOOZED, "snoozed_until": NOON - timedelta(minutes=1)}]),
    st.integers(0, 4000),
    st.sampled_from([{}, LATE, {"respond_by": NOON + timedelta(minutes=1)}]),
)


@given(st.lists(ALERTS, max_size=12))
def test_every_alert_stands_under_all_and_is_in_somebody_s_nobody_s_or_no_hands(alerts: list[Alert]) -> None:
    found = {view: {one.id for one in chosen(waiting(*alerts), view, NADIA)} for view in VIEWS}
    his = {one.id for one in alerts if one.assigned_to == OKORO and not is_snoozed(one, NOON)}
    assert found["all"] == {one.id for one in alerts} == found["mine"] | found["nobody"] | found["snoozed"] | his
    calls_me = {one.id for one in alerts if one.assigned_to is None and one.called == ME}
    assert found["mine"] & found["nobody"] <= calls_me and not (found["mine"] | found["nobody"] | his) & found["snoozed"]
    assert found["overdue"] <= found["all"] - found["snoozed"] and found["digest"] == set()


@given(st.lists(ALERTS, max_size=12))
def test_the_urgent_stand_first_then_what_waits_longest_and_what_sleeps_last(alerts: list[Alert]) -> None:
    shown = chosen(waiting(*alerts), "all", NADIA)
    keys = [(is_snoozed(one, NOON), URGENCY.index(one.level), one.raised_at) for one in shown]
    assert keys == sorted(keys)


@given(st.lists(ALERTS, max_size=12), st.integers(0, 5))
def test_each_filter_says_how_many_it_holds(alerts: list[Alert], held_back: int) -> None:
    labels = {one["value"]: one["label"] for one in options(waiting(*alerts), held_back, NADIA)}
    assert list(labels) == list(VIEWS) and labels["digest"] == f"Held back ({held_back})"
    for view in ("all", "mine", "nobody", "overdue", "snoozed"):
        assert labels[view] == f"{VIEWS[view]} ({len(chosen(waiting(*alerts), view, NADIA))})"  # type: ignore[index, arg-type]


def test_where_more_wait_than_are_shown_the_numbers_say_at_least() -> None:
    assert [one["label"] for one in options(waiting(alert(), more=True), 0, NADIA)][:2] == ["All (1+)", "Mine (0+)"]


@pytest.mark.parametrize(
    ("changes", "overdue"),
    [
        ({"respond_by": NOON}, True),
        ({"respond_by": NOON + timedelta(seconds=1)}, False),
        ({}, False),
        ({**LATE, "state": "acknowledged", **MINE}, False),
        ({**LATE, **HIS}, True),  # given to him, and he hasn't taken it
        ({"passed_on": 1, "respond_by": NOON + timedelta(hours=1)}, True),
        ({**LATE, **SNOOZED}, False),
    ],
)
def test_overdue_is_what_nobody_took_in_time(changes: dict[str, Any], overdue: bool) -> None:
    assert is_overdue(alert(**changes), NOON) is overdue


@pytest.mark.parametrize(
    ("changes", "mine"), [({}, False), (MINE, True), (HIS, False), ({"called": ME}, True), ({"called": OKORO}, False), ({**HIS, "called": ME}, False)]
)
def test_mine_is_what_i_have_and_what_calls_me(changes: dict[str, Any], mine: bool) -> None:
    assert is_mine(alert(**changes), NADIA) is mine


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_view_says_so_kindly(view: View) -> None:
    shown = cards.alerts.digest([], NADIA) if view == "digest" else cards.alerts.inbox(waiting(), view, {}, NADIA)
    assert EMPTY[view][0] in text_of(shown)


def test_a_patient_s_page_without_alerts_shows_no_empty_box() -> None:
    assert cards.alerts.inbox(waiting(), "all", {}, Reader(ME, ZONE, named=False)) == []


@pytest.mark.parametrize(
    ("alerts", "said"),
    [
        ([], "Nobody waits for an answer."),
        ([alert(**SNOOZED)], "Nobody waits for an answer."),
        ([alert(), alert(level="soon", **MINE), alert(**SNOOZED)], "2 alerts wait for an answer, 1 urgent, 1 with you."),
        ([alert(level="soon")], "1 alert waits for an answer."),
        ([alert(**LATE), alert(level="soon")], "2 alerts wait for an answer, 1 urgent, 1 overdue."),
    ],
)
def test_the_tally_counts_what_waits(alerts: list[Alert], said: str) -> None:
    assert tally(waiting(*alerts), NADIA) == said


def test_the_tally_is_honest_when_more_wait_than_are_shown() -> None:
    assert tally(waiting(alert(), more=True), NADIA).startswith("The first 1 are shown; more wait")
