"""Cohorts: seeded, within the scale, synthetic by name; and what each parameter moves."""

import time

import numpy as np
import pytest

from api.simulation.cohorts import CHUNK, SYNTHETIC, Cohort, simulated
from api.simulation.latent import SEVERE
from api.simulation.marginals import replaced
from api.simulation.parameters import USUAL, Answering, Flares, Noise, Proxy, Symptom, Treatment
from api.simulation.reports import MISSING


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return simulated(patients=60, days=120, seed=3)


def test_the_same_seed_gives_the_same_and_another_one_another(cohort: Cohort) -> None:
    again, other = simulated(patients=60, days=120, seed=3), simulated(patients=60, days=120, seed=4)
    assert np.array_equal(again.levels, cohort.levels)
    assert np.array_equal(again.reports.scores, cohort.reports.scores)
    assert not np.array_equal(other.reports.scores, cohort.reports.scores)


def test_all_of_it_is_possible_and_called_synthetic(cohort: Cohort) -> None:
    scores, levels = cohort.reports.scores, cohort.levels
    assert cohort.label == SYNTHETIC == "synthetic"
    assert (levels.min(), levels.max()) >= (0, 7)
    assert levels.max() <= 10
    assert set(np.unique(scores)) == {MISSING, *range(11)}
    assert set(np.unique(cohort.pps)) <= set(range(10, 101, 10))
    assert (np.diff(cohort.pps, axis=1) <= 0).all()
    assert (np.diff(cohort.weight, axis=1) < 0).all()
    assert 0.2 < (cohort.days_to_death[:, -1] == 1).mean() < 0.9


def test_a_report_is_there_only_where_one_came_and_no_one_regains_self_report(cohort: Cohort) -> None:
    said = cohort.reports
    assert np.array_equal((said.scores != MISSING).any(axis=2), said.came)
    assert (np.diff(said.able.astype(int), axis=1) <= 0).all()
    assert np.array_equal(said.by_proxy, ~said.able)


def test_more_patients_than_a_chunk_are_joined_in_order_and_told_of() -> None:
    told: list[tuple[int, int]] = []
    whole = simulated(patients=CHUNK + 10, days=20, seed=5, tell=lambda done, of: told.append((done, of)))
    assert told == [(CHUNK, CHUNK + 10), (CHUNK + 10, CHUNK + 10)]
    assert np.array_equal(whole.levels[:CHUNK], simulated(patients=CHUNK, days=20, seed=5).levels)
    assert len(whole.weight) == len(whole.reports.delay) == CHUNK + 10


def test_a_number_of_how_reports_come_leaves_the_latent_course_as_it_was(cohort: Cohort) -> None:
    other = simulated(replaced(USUAL, answering=Answering(completion=0.3), noise=Noise(least=2, most=2)), 60, 120, 3)
    assert np.array_equal(other.levels, cohort.levels)
    assert other.reports.came.sum() < cohort.reports.came.sum()


def test_without_flares_rise_and_treatment_a_course_is_flat() -> None:
    still = replaced(USUAL, symptoms={"pain": Symptom(level=8, flares_a_month=0)}, flares=Flares(height=0), treatment=Treatment(a_day=0))
    levels = simulated(still, 20, 60, 1).levels
    assert np.allclose(levels, levels[:, :1])
    treated = simulated(replaced(still, treatment=Treatment(a_day=0.5)), 20, 60, 1)
    severe = treated.levels[:, 0, 0] >= SEVERE
    assert severe.any()
    assert (treated.levels[severe, 40, 0] < treated.levels[severe, 0, 0]).all()


def test_relatives_report_higher_by_the_shift() -> None:
    p = replaced(USUAL, symptoms={"pain": Symptom(level=4, between=0, flares_a_month=0)}, proxy=Proxy(answers=1, shift=2, shift_spread=0), dies=1)
    said = simulated(p, 200, 60, 1).reports
    own, theirs = (said.scores[:, :, 0][(said.scores[:, :, 0] != MISSING) & (said.by_proxy == proxy)].mean() for proxy in (False, True))
    assert 1.7 < theirs - own < 2.3


def test_ten_thousand_patient_months_take_well_under_a_minute() -> None:
    began = time.process_time()
    assert simulated(patients=167, seed=1).patient_months > 1000
    assert time.process_time() - began < 6, "a tenth of them in a tenth of a minute"
