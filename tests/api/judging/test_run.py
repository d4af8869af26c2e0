"""A small run, of the whole way: the same numbers each time, in words, as JSON and on the page; training and held-out patients kept apart."""

from html import escape

import msgspec
import pytest

from api.judging import words
from api.judging.cohort_sets import HELD_OUT, SEEN, TRAINING
from api.judging.contenders import CONTENDERS, DEFAULT, PROMPTLY, STAR, curve
from api.judging.measures import Interval
from api.judging.page import page
from api.judging.run import Against, Judged, judge


def run(patients: int) -> Judged:
    return judge(HELD_OUT[:2], CONTENDERS, curve()[:1], patients, on="2026-11-25", command="as tried", other=STAR, days=60)


@pytest.fixture(scope="module")
def judged() -> Judged:
    return run(5)


def test_the_same_seeds_give_the_same_numbers(judged: Judged) -> None:
    assert msgspec.json.encode(run(1)) == msgspec.json.encode(run(1)) != msgspec.json.encode(judged)


def test_every_contender_stands_before_the_same_onsets_in_each_cohort_and_in_all(judged: Judged) -> None:
    assert [one.contender for one in judged.results if one.cohort == "all"] == [one.name for one in CONTENDERS]
    for cohort in ("all", *judged.sets):
        mine = [one for one in judged.results if one.cohort == cohort]
        assert len(mine) == len(CONTENDERS)
        assert len({(one.overall.onsets, one.visible) for one in mine}) == 1
    assert next(one for one in judged.results).overall.onsets > 5


def test_a_part_of_balms_rules_never_finds_more_than_all_of_them_and_severe_less_than_moderate(judged: Judged) -> None:
    found = {one.contender: one.overall.episodes.value or 0 for one in judged.results if one.cohort == "all"}
    assert found[PROMPTLY] <= found[DEFAULT]
    assert found["fixed ≥ 7"] < found["fixed ≥ 4"]


def test_words_and_page_hold_the_same_tables_and_say_synthetic(judged: Judged) -> None:
    text, whole = words.text(judged), page(judged)
    html = whole[whole.index("<body>") :]  # behind Plotly's own 4 MB
    for cell in [cell.strip() for line in words.comparison(judged).splitlines()[2:] for cell in line.strip("|").split("|")]:
        assert cell in text
        assert f"<td>{escape(cell)}</td>" in html
    assert "Synthetic patients" in text
    assert "All patients here are synthetic" in html
    assert "<script src" not in whole
    assert "<link" not in html
    assert "https://" not in html


def test_held_out_shares_no_seed_and_no_noise_flares_and_missing_reports_with_what_was_looked_at() -> None:
    everyone = [*TRAINING, *SEEN, *HELD_OUT]
    assert len({one.seed for one in everyone}) == len({one.parameters.name for one in everyone}) == len(everyone)
    for held in HELD_OUT:
        for one in [*TRAINING, *SEEN]:
            mine, theirs = held.parameters, one.parameters
            assert (mine.noise, mine.flares, mine.answering) != (theirs.noise, theirs.flares, theirs.answering)


@pytest.mark.parametrize(
    ("false", "more", "burden", "said"),
    [
        ((1.6, 1.5, 1.7), (0.02, 0.0, 0.04), (0.8, 0.7, 1.0), "reached"),
        ((1.6, 1.4, 1.7), (0.02, 0.0, 0.04), (0.8, 0.7, 1.0), "reached by the values"),
        ((1.4, 1.3, 1.7), (0.02, 0.0, 0.04), (0.8, 0.7, 1.0), "missed (false episodes 1.40 instead of 1.5 times fewer)"),
        ((1.6, 1.5, 1.7), (-0.01, -0.02, 0.0), (1.1, 1.0, 1.2), "missed (sensitivity lower, burden higher)"),
    ],
)
def test_the_aim_is_said_to_be_reached_or_missed_by_its_numbers(false: tuple[float, ...], more: tuple[float, ...], burden: tuple[float, ...], said: str) -> None:
    one = Against(contender=DEFAULT, other=STAR, fewer_false=Interval(*false), more_sensitive=Interval(*more), burden=Interval(*burden))
    assert words.reached(one).startswith(said)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ((1.5, 0.6, 1.0), "at the 1.50 false episodes a patient-week of “worse by ≥ 2 or severe”: +5.0 points of the onsets found, +0.5 days of median lead (the aim: +1)."),
        ((1.0, 0.6, 1.0), "at the 1.00 false episodes a patient-week of “worse by ≥ 2 or severe”: +0.0 points of the onsets found, +0.0 days of median lead (the aim: +1)."),
        ((2.5, 0.6, 1.0), "at 2.00 false episodes a patient-week, the nearest to the 2.50 of “worse by ≥ 2 or severe”: +10.0 points of the onsets found, +1.0 days of median lead"),
    ],
)
def test_leads_are_compared_where_false_episodes_are_equal(theirs: tuple[float, float, float], said: str) -> None:
    assert said in words.crossing("any", [words.Point(1.0, 0.6, 1.0), words.Point(2.0, 0.7, 2.0)], words.Point(*theirs))


def test_each_of_balms_curves_says_so_on_the_page_too(judged: Judged) -> None:
    lines = list(words.equal_false(judged))
    assert len(lines) == 2, "of this run's curves, those that have a point"
    assert all(escape(line) in page(judged) for line in lines)
