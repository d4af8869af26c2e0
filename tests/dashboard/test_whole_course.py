"""The whole course: one axis, rows in their order, limit and nadir lines, bars from start to stop; and the same as a table."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.cards import course_table
from dashboard.cards import whole_course as card
from dashboard.figures import course_lanes, course_panels
from dashboard.figures.course_panels import noon
from dashboard.figures.whole_course import whole_course
from tests.api.rules.records import TODAY, assessment, course, days_ago, diagnosis, line, measurement, preference, status, stopped_line
from tests.dashboard.charts import parts, text_of
from tests.dashboard.recorded import course_of

YEAR = days_ago(365)
WHOLE = (
    course("pain", (20, 2), (10, 4), (9, 5)),
    course("pain", (8, 7), respondent="family_caregiver"),
    course("nausea", (10, 1)),
    assessment("pps", 70, 56),
    assessment("pps", 50, 1),
    assessment("weight", 62, 56),
    assessment("weight", 122, 1, unit="lb", amount=55.3),
    *(assessment("cea", value, days, limit=5, upper_limit=5) for value, days in ((48, 200), (30, 150), (90, 3))),
    stopped_line(200, 20, "progression", number=2, regimen="FOLFIRI", best_response="stable_disease"),
    stopped_line(700, 500, "completed", number=1, regimen="FOLFOX"),
    line(5, number=3, regimen="Something", state="planned", started_on=None),
    status("stable_disease", 120),
    status("progressive_disease", 20, sites=["liver"]),
    status("progressive_disease", 40, method="marker"),
    measurement(200, 50, 50, baseline=True),
    measurement(20, 72, 36),
)


def drawn(*entries: Any, start: date = YEAR) -> go.Figure:
    figure = whole_course(course_of(*entries), start)
    assert figure is not None
    return figure


def titles(figure: go.Figure) -> list[str]:
    """In bold: the name of each row, from the top."""
    return [one.text.split("</b>")[0].removeprefix("<b>") for one in sorted(figure.layout.annotations, key=lambda one: -one.y)]


def row(figure: go.Figure, name: str) -> list[Any]:
    """The traces of a row."""
    number = [one.text.split("</b>")[0].removeprefix("<b>") for one in figure.layout.annotations].index(name) + 1
    return [trace for trace in figure.data if trace.yaxis == f"y{number if number > 1 else ''}"]


def test_symptoms_stand_above_what_the_team_found_and_treatment_below_all_on_one_axis() -> None:
    figure = drawn(*WHOLE)
    assert titles(figure) == ["Pain", "Nausea", "PPS", "Weight", "CEA", "Assessments of the disease", "Measured lesions", "Line 2 FOLFIRI", "Line 3 Something"]
    assert {trace.xaxis for trace in figure.data} == {None}, "one axis for all"
    assert figure.layout.xaxis.range == (noon(YEAR), noon(TODAY + timedelta(days=365) * 0.02))
    domains = [figure.layout[f"yaxis{number if number > 1 else ''}"].domain for number in range(1, 10)]
    assert all(0 <= low < high <= 1 for low, high in domains) and all(lower[1] < upper[0] for upper, lower in pairwise(domains))


def test_nothing_to_draw_is_no_figure_and_a_diagnosis_alone_draws_nothing() -> None:
    assert whole_course(course_of(), YEAR) is None and whole_course(course_of(diagnosis()), YEAR) is None


def test_each_kind_of_respondent_is_a_line_of_its_own_and_stands_in_the_legend_once() -> None:
    figure = drawn(*WHOLE)
    own, family = row(figure, "Pain")
    assert (own.legendgroup, family.legendgroup) == ("patient", "family_caregiver") and own.line.dash != family.line.dash
    named = [trace.name for trace in figure.data if trace.showlegend]
    assert len(named) == len(set(named)) == 3 and "Found by the team" in named


def test_only_the_questionnaire_that_was_answered_most_is_drawn() -> None:
    other = course("pain", (3, 40), instrument="esas-r", scale_maximum=100)
    assert [list(trace.y) for trace in row(drawn(course("pain", (2, 4), (1, 5)), other), "Pain")] == [[4, 5]]


def test_the_line_is_left_open_where_nobody_reported_for_more_than_a_week() -> None:
    assert list(row(drawn(course("pain", (20, 2), (13, 4), (5, 5))), "Pain")[0].y) == [2, 4, None, 5]


def test_where_lower_is_worse_the_axis_is_turned_so_that_worse_is_up() -> None:
    figure = drawn(course("wellbeing", (2, 4), worse="lower"))
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_weights_are_drawn_in_one_unit_and_said_as_they_were_weighed() -> None:
    (trace,) = row(drawn(*WHOLE), "Weight")
    assert list(trace.y) == [62, 55.3] and "122 lb" in trace.text[1]
    assert list(trace.x) == [datetime(2026, 1, 5, 12), datetime(2026, 3, 1, 12)]
    assert "last 122 lb, 1 Mar 2026 · drawn in kg" in next(one.text for one in drawn(*WHOLE).layout.annotations if "Weight" in one.text)


def test_performance_scales_have_their_whole_range_and_the_worst_at_the_bottom() -> None:
    assert drawn(assessment("pps", 50)).layout.yaxis.range == (0, 100)
    low, high = drawn(assessment("ecog", 2)).layout.yaxis.range
    assert low > 4 and high < 0
    assert titles(drawn(assessment("ecog", 2), assessment("kps", 50))) == ["KPS", "ECOG"]


def lines_of(figure: go.Figure) -> dict[str, float]:
    return {shape.name: shape.y0 for shape in figure.layout.shapes if shape.name in ("upper limit", "nadir")}


def test_a_marker_has_its_limit_and_its_nadir_as_lines_and_in_words() -> None:
    figure = drawn(*WHOLE)
    assert lines_of(figure) == {"upper limit": 5, "nadir": 30}
    words = next(one.text for one in figure.layout.annotations if "CEA" in one.text)
    assert "upper limit 5 (dashed)" in words and "nadir 30, 3 Oct 2025 (dotted)" in words
    assert {shape.line.dash for shape in figure.layout.shapes if shape.name in ("upper limit", "nadir")} == {"dash", "dot"}


def test_one_result_without_a_limit_has_no_lines() -> None:
    assert lines_of(drawn(assessment("cea", 4))) == {}


@pytest.mark.parametrize(("high", "kind"), [(99, None), (100, "log")])
def test_a_course_of_ten_times_and_more_is_drawn_by_powers_of_ten_and_says_so(high: float, kind: str | None) -> None:
    figure = drawn(assessment("cea", 10, 50), assessment("cea", high, 3))
    assert figure.layout.yaxis.type == kind and ("powers of ten" in figure.layout.annotations[0].text) == (kind == "log")


def test_a_marker_that_was_zero_is_drawn_as_it_is() -> None:
    assert drawn(assessment("cea", 0, 50), assessment("cea", 100, 3)).layout.yaxis.type is None


def test_a_treatment_is_a_bar_from_its_start_to_its_stop_with_why_and_the_best_response() -> None:
    figure = drawn(*WHOLE)
    (bar,) = row(figure, "Line 2 FOLFIRI")
    assert bar.base[0] == noon(days_ago(200)) and bar.x[0] == 180 * 86_400_000
    words = next(one.text for one in figure.layout.annotations if "FOLFIRI" in one.text)
    assert "stopped: the disease progressed · best SD" in words
    assert "Best response: stable disease" in bar.hovertext[0] and "Stopped 10 Feb 2026: the disease progressed" in bar.hovertext[0]


def test_what_goes_on_reaches_today_and_what_is_planned_is_only_marked() -> None:
    (going,) = row(drawn(line(100, number=1)), "Line 1 docetaxel")
    assert going.base[0] + timedelta(milliseconds=going.x[0]) == noon(TODAY)
    (planned,) = row(drawn(*WHOLE), "Line 3 Something")
    assert planned.x[0] == 5 * 86_400_000 and planned.marker.pattern.shape == "/"


def test_a_month_is_drawn_as_far_as_it_may_reach() -> None:
    (bar,) = row(drawn(line(90, number=1, started_on="2025-05", state="stopped", stopped_on="2025-07", stop_reason="completed")), "Line 1 docetaxel")
    assert bar.base[0] == datetime(2025, 5, 1, 12) and bar.base[0] + timedelta(milliseconds=bar.x[0]) == datetime(2025, 7, 31, 12)


def test_a_line_that_stopped_before_the_range_is_left_out() -> None:
    assert "Line 1 FOLFOX" not in titles(drawn(*WHOLE)) and "Line 1 FOLFOX" in titles(drawn(*WHOLE, start=days_ago(800)))


def test_assessments_of_the_disease_are_told_apart_by_letters_and_shape_not_by_colour_alone() -> None:
    (reported,) = row(drawn(*WHOLE), "Assessments of the disease")
    assert list(reported.text) == ["SD", "PD Tumour marker", "PD"] and list(reported.marker.symbol) == ["circle", "triangle-up", "triangle-up"]
    (calculated,) = row(drawn(*WHOLE), "Measured lesions")
    assert list(calculated.text) == ["SD"] and "sum 108 mm" in calculated.hovertext[0]
    assert len({(symbol, letters) for _, symbol, letters in course_lanes.STATUSES.values()}) == len(course_lanes.STATUSES)


def test_progression_is_a_line_through_all_rows_and_a_marker_alone_is_none() -> None:
    found = [shape.x0 for shape in drawn(*WHOLE).layout.shapes if shape.name == "progression"]
    assert found == [noon(days_ago(20))]


def contrast(colour: str, page: str) -> float:
    def luminance(text: str) -> float:
        channels = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(colour), luminance(page)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_is_seen_on_the_light_and_on_the_dark_page() -> None:
    colours = {course_panels.NUMBERS, course_panels.LIMIT, course_panels.NADIR, *course_lanes.MODALITIES.values(), *(colour for colour, _, _ in course_lanes.STATUSES.values())}
    assert {colour: contrast(colour, page) for colour in colours for page in ("#ffffff", "#1c2524") if contrast(colour, page) < 3} == {}


def shown(asked: str = "365", *entries: Any) -> Any:
    return card.whole_course(course_of(*entries), asked)


def test_the_table_holds_what_is_drawn_the_newest_first_and_each_line_opens_its_entry() -> None:
    one = course_of(*WHOLE)
    rows = [text_of(part) for part in parts(course_table.table(one, YEAR, "/p")) if type(part).__name__ == "Tr"][1:]
    assert rows[0].startswith("1 Mar 2026") and len(rows) == 15
    assert any("10 Feb 2026 Line 2: FOLFIRI stopped: the disease progressed; best response: stable disease" in text for text in rows)
    assert any("14 Aug 2025 Line 2: FOLFIRI started" in text for text in rows) and not any("FOLFOX" in text for text in rows)
    assert any("90 ng/mL (upper limit 5)" in text for text in rows) and any("Stable disease: sum 108 mm" in text for text in rows)
    links = [part.href for part in parts(course_table.table(one, YEAR, "/p")) if type(part).__name__ == "Link"]
    assert len(links) == 15 and f"/p?noun=assessment&entry={one.facts.assessments['weight'][-1].entry.id}" in links[:2]


def test_what_changed_is_told_by_topic_with_links_to_the_entries() -> None:
    found = shown("365", *WHOLE, preference("goals_of_care", "comfort", 5))[0]
    said = text_of(found)
    for words in ("Treatment", "Line 2, FOLFIRI, stopped (10 February 2026): the disease progressed.", "PPS fell from 70 %", "Wishes", "Nobody looked in this time:", "Oral intake: never recorded."):
        assert words in said
    assert said.index("Treatment") < said.index("Function") < said.index("Wishes")
    links = [part for part in parts(found) if type(part).__name__ == "Link"]
    assert all("noun=check_in" not in link.href for link in links) and any("noun=preference&entry=" in link.href for link in links)


def test_all_begins_with_the_first_thing_there_is() -> None:
    assert card.start_of(course_of(*WHOLE), "all") == days_ago(700)
    assert card.start_of(course_of(assessment("pps", 50, 3)), "all") == days_ago(92)
    assert card.start_of(course_of(*WHOLE), "92") == days_ago(92)


def test_who_has_nothing_recorded_is_met_with_what_to_do() -> None:
    assert "Nothing is recorded yet" in text_of(shown("365")) and "Record something" in text_of(shown("365"))


def test_where_nothing_lies_in_the_range_it_says_so() -> None:
    assert "Nothing was recorded in this time." in text_of(shown("92", stopped_line(900, 800)))
