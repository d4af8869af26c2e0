"""The small figure: each scale for itself, each point an entry, and the same in words."""

import itertools
from datetime import date

import pytest
from dash import dcc

from dashboard import cards
from dashboard.figures import trajectory
from schemas.changes import Change, Changes
from tests.dashboard.charts import ADA, parts, text_of
from tests.dashboard.reviewed import TODAY, assessment, course, days_ago, evidence

BOTH = [assessment("pps", 50, 0), assessment("pps", 70, 56), assessment("weight", 62.3, 0), assessment("weight", 70, 56)]


def test_each_scale_has_a_panel_of_its_own_oldest_first() -> None:
    found = trajectory.courses(course(*BOTH, assessment("kps", 60, 3), assessment("albumin", 31, 1)).facts, days_ago(365))
    assert [(one.kind, one.amounts) for one in found] == [("pps", [70, 50]), ("kps", [60]), ("weight", [70, 62.3])]
    figure = trajectory.trajectory(found, TODAY)
    assert [trace.yaxis for trace in figure.data] == ["y", "y2", "y3"]
    domains = [figure.layout[axis].domain for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert all(above[0] > below[1] for above, below in itertools.pairwise(domains)) and domains[-1][0] == pytest.approx(0, abs=1e-9)


def test_scores_are_drawn_on_their_whole_scale_and_half_a_kilogram_is_no_fall() -> None:
    steady = trajectory.Course("weight", [date(2026, 1, 1), date(2026, 2, 1)], [70, 69.5])
    low, high = trajectory.edges(steady)
    assert trajectory.edges(trajectory.Course("pps", [TODAY], [50])) == [0, 100]
    assert high - low >= trajectory.LEAST_KG and low < 69.5 < 70 < high


def test_what_is_older_than_a_year_is_not_drawn() -> None:
    facts = course(assessment("weight", 70, 365), assessment("pps", 70, 366)).facts
    assert [one.kind for one in trajectory.courses(facts, days_ago(365))] == ["weight"]


def test_the_figure_is_told_aloud_and_what_changed_leads_to_its_entry() -> None:
    seen = evidence("PPS 50 %")
    changes = Changes(since_on=days_ago(90), until_on=TODAY, changed=[Change(topic="function", sentence="PPS fell from 70 % to 50 %.", evidence=[seen])], same=[], not_seen=[])
    shown = cards.trajectory.trajectory(course(*BOTH, changes=changes))
    (drawn,) = [one for one in parts(shown) if getattr(one, "role", "") == "img"]
    assert getattr(drawn, "aria-label") == "PPS: 70 % on 5 Jan 2026, 50 % on 2 Mar 2026. Weight: 70 kg on 5 Jan 2026, 62.3 kg on 2 Mar 2026."
    (link,) = [one for one in parts(shown) if isinstance(one, dcc.Link)]
    assert (link.children, link.href) == ("PPS fell from 70 % to 50 %.", f"/team/patients/{ADA}/record?noun=assessment&entry={seen.id}")


@pytest.mark.parametrize(("number", "folded"), [(8, ""), (9, "1 more Change 8.")])
def test_the_most_telling_changes_are_seen_at_once(number: int, folded: str) -> None:
    changed = [Change(topic="function", sentence=f"Change {n}.", evidence=[]) for n in range(number)]
    shown = cards.trajectory.trajectory(course(changes=Changes(since_on=days_ago(90), until_on=TODAY, changed=changed, same=[], not_seen=[])))
    assert " ".join(" ".join(text_of(one).split()) for one in parts(shown) if getattr(one, "id", None) == "changed-more") == folded


def test_without_entries_there_is_no_empty_chart() -> None:
    shown = cards.trajectory.trajectory(course())
    assert "Neither a performance score nor a weight is on record" in text_of(shown) and not [one for one in parts(shown) if isinstance(one, dcc.Graph)]
