"""A cohort's reports as check-ins, and as a file that import-check-ins takes."""

from datetime import date
from pathlib import Path

from api.instruments import bundled
from api.jobs.check_in_rows import read
from api.rules import answers
from api.simulation.check_ins import DAILY_CHECK, said_by, write_csv
from api.simulation.cohorts import simulated

DAILY = next(form for form in bundled() if form.id == "daily-check")


def test_each_report_answers_the_daily_check_in_order_of_time() -> None:
    cohort = simulated(patients=20, days=60, seed=2)
    for patient in range(20):
        found = list(said_by(cohort, patient, DAILY_CHECK))
        assert [one.at for one in found] == sorted(one.at for one in found)
        assert all(one.reached >= one.at for one in found)
        assert all(answers.checked(DAILY, one.answers) == one.answers and any(v is not None for v in one.answers.values()) for one in found)


def test_the_file_can_be_imported_and_says_on_each_row_that_it_is_synthetic(tmp_path: Path) -> None:
    cohort = simulated(patients=5, days=40, seed=2)
    rows = write_csv(cohort, tmp_path / "made-up.csv", date(2025, 1, 6))
    sheet = read(tmp_path / "made-up.csv", DAILY)
    assert len(sheet.rows) == rows == int(cohort.reports.came.sum()) > 80
    assert sheet.columns_not_taken == []
    assert all(row.fault is None and row.cells["name"].startswith("Synthetic ") and row.cells["patient"].startswith("synthetic-2-") for row in sheet.rows)
