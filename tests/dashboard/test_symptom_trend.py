from datetime import timedelta

import plotly.graph_objects as go
import pytest

from dashboard.figures import series, symptom_trend
from schemas.check_ins import CheckIn
from schemas.instruments import Bands, Instrument, Scale
from tests.dashboard.charts import BANDS, NOON, ZONE, check_in, instrument, item, timeline


def drawn(*check_ins: CheckIn, instruments: list[Instrument] | None = None) -> go.Figure:
    (only,) = series.split(timeline(*check_ins, instruments=instruments))
    return symptom_trend.symptom_trend(only, ZONE, NOON - timedelta(days=14), NOON)


def lines(figure: go.Figure, respondent: str = "patient") -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.legendgroup == respondent]


def test_the_bands_lie_where_the_instrument_says() -> None:
    pain = [shape for shape in drawn(check_in(1)).layout.shapes if shape.yref == "y"]
    assert [(shape.name, shape.y0) for shape in pain] == [("mild", 0.5), ("moderate", 3.5), ("severe", 6.5)]


def test_an_instrument_without_bands_gets_none() -> None:
    assert not drawn(check_in(1), instruments=[instrument(bands=None)]).layout.shapes


def test_where_lower_is_worse_the_severe_band_is_at_the_bottom() -> None:
    upside_down = instrument(scale=Scale(0, 100, "lower"), bands=Bands(80, 60, 40, "ours"), items=[item("pain")])
    severe = next(shape for shape in drawn(check_in(1, answers={"pain": 30}), instruments=[upside_down]).layout.shapes if shape.name == "severe")
    assert max(severe.y0, severe.y1) == 40.5 and min(severe.y0, severe.y1) < 0


def test_the_axis_is_the_scale_of_the_instrument() -> None:
    figure = drawn(check_in(1, answers={"pain": 30}), instruments=[instrument(scale=Scale(0, 100), bands=None)])
    assert list(figure.layout.yaxis.tickvals) == [0, 50, 100]


def test_patient_and_family_are_drawn_differently_and_never_as_one_line() -> None:
    figure = drawn(check_in(2), check_in(1, respondent="family_caregiver", mode="proxy", answers={"pain": 9}))
    own, family = lines(figure)[0], lines(figure, "family_caregiver")[0]
    assert list(own.y) == [4] and list(family.y) == [9]
    assert (own.line.dash, own.marker.symbol) == ("solid", "circle") and (family.line.dash, family.marker.symbol) == ("dash", "diamond-open")
    assert "hollow" in family.name


def test_each_kind_of_respondent_stands_in_the_legend_once() -> None:
    named = [trace.name for trace in drawn(check_in(2), check_in(1)).data if trace.showlegend]
    assert len(named) == len(set(named)) == 1


def test_a_skipped_answer_opens_the_line_and_is_no_zero() -> None:
    pain = lines(drawn(check_in(3), check_in(2, answers={"pain": None, "nausea": 1}), check_in(1)))[0]
    assert list(pain.y) == [4, None, 4] and pain.connectgaps is False


def test_silence_of_a_week_leaves_the_line_open() -> None:
    pain = lines(drawn(*(check_in(days) for days in (13, 12, 11, 3, 2, 1))))[0]
    assert list(pain.y) == [4, 4, 4, None, 4, 4, 4]


def test_daily_answers_are_one_unbroken_line() -> None:
    assert None not in lines(drawn(*(check_in(days) for days in (4, 3, 2, 1))))[0].y


def test_a_form_about_the_past_week_is_not_broken_by_its_usual_interval() -> None:
    weekly = instrument(recall_period="past_week")
    visits = [check_in(days) for days in (120, 80, 40, 1)]
    assert None not in lines(drawn(*visits, instruments=[weekly]))[0].y


def test_a_form_about_now_stays_open_after_a_week_however_seldom_it_is_used() -> None:
    assert None in lines(drawn(check_in(50), check_in(30), check_in(10)))[0].y


def test_a_note_stands_at_its_time_and_its_tags_are_only_text() -> None:
    figure = drawn(check_in(1, note="<a href='https://evil.example'>sore</a>"))
    (mark,) = figure.data[-1].text
    assert "sore" in mark and "<a" not in mark
    assert "&lt;a" in lines(figure)[0].text[0]


def test_the_pointer_says_what_who_how_and_when_in_the_patients_zone() -> None:
    (told,) = lines(drawn(check_in(1, respondent="patient", mode="phone_call", entered_by="Nadia")))[0].text
    for said in ("Pain 4 of 10", "moderate", "Sun 1 Mar 2026, 13:00", "Answered by the patient, on the phone", "Entered by Nadia"):
        assert said in told


@pytest.mark.parametrize(("seconds", "marked"), [(120, False), (121, True)])
def test_a_phone_more_than_two_minutes_ahead_is_marked(seconds: int, marked: bool) -> None:
    one = check_in(1, clock="ahead", recorded_at=NOON - timedelta(days=1) + timedelta(seconds=seconds))
    assert ("clock was ahead" in lines(drawn(one))[0].text[0]) is marked


def test_a_late_arrival_is_marked() -> None:
    assert "2 days later" in lines(drawn(check_in(3, received_at=NOON - timedelta(days=1))))[0].text[0]


def test_times_are_drawn_as_clocks_showed_them_there() -> None:
    assert lines(drawn(check_in(0)))[0].x[0].hour == 13


def test_two_instruments_never_share_a_chart() -> None:
    esas = instrument(id="esas-r", title="ESAS-r")
    split = series.split(timeline(check_in(2), check_in(1, instrument="esas-r"), instruments=[instrument(), esas]))
    assert sorted((one.instrument.id, len(one.check_ins)) for one in split) == [("daily-check", 1), ("esas-r", 1)]


def test_two_recall_periods_never_share_a_chart() -> None:
    weekly = instrument(version="2", recall_period="past_week")
    assert len(series.split(timeline(check_in(2), check_in(1, instrument_version="2"), instruments=[instrument(), weekly]))) == 2


def test_versions_that_ask_the_same_way_share_one() -> None:
    second = instrument(version="2", loaded_at=NOON + timedelta(days=1), bands=BANDS)
    (one,) = series.split(timeline(check_in(2), check_in(1, instrument_version="2"), instruments=[instrument(), second]))
    assert len(one.check_ins) == 2 and one.instrument.version == "2"


def test_an_item_that_nobody_answered_gets_no_panel() -> None:
    (one,) = series.split(timeline(check_in(1, answers={"pain": 4, "nausea": None})))
    assert [panel.id for panel in one.items] == ["pain"]


def test_the_first_answer_and_one_of_this_moment_have_room_on_the_drawing() -> None:
    begin, end = drawn(check_in(14), check_in(0)).layout.xaxis.range
    (line,) = [trace for trace in lines(drawn(check_in(14), check_in(0))) if trace.yaxis == "y"]
    assert begin < line.x[0] and line.x[-1] < end
