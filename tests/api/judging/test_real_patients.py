"""The forty real patients whose answers lie beside this project: what docs/clinical.md says of them is what the file gives, and no more can be said."""

import csv
import os
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[3]
STUDY = Path(os.environ.get("BALM_STUDY_CSV") or ROOT.parent / "shared" / "data" / "advanced_cancer_check_ins.csv")
SYMPTOMS = ("pain", "nausea", "fatigue", "lack_of_appetite")
Visit = dict[str, str]

pytestmark = pytest.mark.skipif(not STUDY.exists(), reason="the study's file is not here (../shared/data, or BALM_STUDY_CSV)")


@pytest.fixture(scope="module")
def patients() -> list[list[Visit]]:
    with STUDY.open(newline="") as file:
        return [list(visits) for _, visits in groupby(csv.DictReader(file), key=lambda visit: visit["patient"])]


def died(visits: list[Visit]) -> bool:
    return bool(visits[0]["death_day"])


def is_severe(visit: Visit) -> bool:
    return any(visit[symptom] and int(visit[symptom]) >= 7 for symptom in SYMPTOMS)


def changes(before: Visit, after: Visit) -> list[int]:
    return [int(after[symptom]) - int(before[symptom]) for symptom in SYMPTOMS if before[symptom] and after[symptom]]


def test_no_visit_has_another_one_in_the_seven_days_before_it(patients: list[list[Visit]]) -> None:
    gaps = [int(after["day"]) - int(before["day"]) for visits in patients for before, after in pairwise(visits)]
    assert (len(patients), sum(map(len, patients)), len(gaps)) == (40, 121, 81)
    assert (min(gaps), median(gaps), max(gaps)) == (32, 51, 254)


def test_a_score_of_seven_or_more_at_the_last_visit_does_not_tell_who_died(patients: list[list[Visit]]) -> None:
    ended = [(died(visits), is_severe(visits[-1])) for visits in patients]
    assert sum(is_severe(visit) for visits in patients for visit in visits) == 53
    assert (ended.count((True, True)), ended.count((True, False)), ended.count((False, True)), ended.count((False, False))) == (6, 7, 17, 10)
    before_death = [int(visits[-1]["death_day"]) - int(visits[-1]["day"]) for visits in patients if died(visits)]
    assert (min(before_death), median(before_death), max(before_death)) == (31, 122, 456)


def test_changes_since_the_last_visit_go_up_as_often_as_down(patients: list[list[Visit]]) -> None:
    found = [change for visits in patients for before, after in pairwise(visits) for change in changes(before, after)]
    assert (len(found), sum(change >= 2 for change in found), sum(change <= -2 for change in found)) == (317, 49, 49)
    rose = [(died(visits), any(change >= 2 for change in changes(*visits[-2:]))) for visits in patients if len(visits) > 1]
    assert (rose.count((True, True)), rose.count((True, False)), rose.count((False, True)), rose.count((False, False))) == (3, 7, 10, 10)
