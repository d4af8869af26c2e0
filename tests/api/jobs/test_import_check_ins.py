"""A CSV file becomes check-ins, once. The real study is used where it lies beside the project."""

import os
from datetime import date
from pathlib import Path

import asyncpg
import pytest
from msgspec import structs

from api.db import Pool, transaction
from api.errors import Refused
from api.instruments import parse
from api.jobs import import_check_ins
from api.jobs.import_check_ins import FileRefused, Report
from api.queries import organisations
from schemas.instruments import NewInstrument
from tests.people import NOW, Cast

ROOT = Path(__file__).parents[3]
FORM = parse((ROOT / "docs" / "examples" / "eortc-past-week.json").read_bytes())
STUDY = Path(os.environ.get("BALM_STUDY_CSV") or ROOT.parent / "shared" / "data" / "advanced_cancer_check_ins.csv")
HEADER = "patient,recorded_at,pain,nausea,fatigue,lack_of_appetite,note"
FIRST = "A-1,2025-01-06T09:00:00+00:00,3,7,,0,"


class Importer:
    """Nadia's hospice at its command line."""

    def __init__(self, pool: Pool, cast: Cast, folder: Path) -> None:
        self.pool, self.cast, self.path = pool, cast, folder / "study.csv"

    async def __call__(self, *rows: str, header: str = HEADER, dry_run: bool = False, path: Path | None = None, form: NewInstrument = FORM) -> Report:
        self.path.write_text("\n".join([header, *rows, ""]))
        async with transaction(self.pool, self.cast.hospice) as db:
            organisation = await organisations.get(db)
        return await import_check_ins.run(self.pool, organisation, form, path or self.path, "Europe/Berlin", NOW, dry_run=dry_run)


@pytest.fixture
def importing(pool: Pool, cast: Cast, tmp_path: Path) -> Importer:
    return Importer(pool, cast, tmp_path)


def reasons(report: Report) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in report.refused]


def study_lines() -> list[list[str]]:
    return [line.split(",") for line in STUDY.read_text().splitlines()[1:]]


async def test_rows_are_stored_and_patients_who_are_missing_are_added_once(importing: Importer, owner: asyncpg.Connection) -> None:
    report = await importing(FIRST, "A-1,2025-02-18T09:00:00+00:00,3,7,10,7,", "A-2,2025-01-06T09:00:00+00:00,1,1,1,1,at home")
    assert (report.rows, report.taken, report.partial, report.patients_added, report.refused) == (3, 3, 1, 2, [])
    stored = await owner.fetch(
        "select p.identifier, c.answers::text, c.partial, c.mode, c.entered_by, c.note, c.local_date::text from check_ins c join patients p on p.id = c.patient_id order by 1, c.at"
    )
    assert [row["identifier"] for row in stored] == ["A-1", "A-1", "A-2"]
    assert stored[0]["partial"] == ["fatigue"]
    assert (stored[2]["mode"], stored[2]["entered_by"], stored[2]["note"], stored[2]["local_date"]) == ("paper", "Import of study.csv", "at home", "2025-01-06")


async def test_a_patient_who_is_added_is_under_care_since_their_first_day_in_the_file(importing: Importer, owner: asyncpg.Connection) -> None:
    ahead = f"A-2,{NOW.year + 1}-01-01T00:00:00+00:00,1,1,1,1,"
    await importing("A-1,2025-02-18T09:00:00+00:00,3,7,10,7,", "A-1,2025-01-05T23:30:00+00:00,3,7,,0,", "A-1,some day,1,1,1,1,", ahead)
    since = {row["identifier"]: row["care_since_on"] for row in await owner.fetch("select identifier, care_since_on from patients where identifier like 'A-%'")}
    assert since == {"A-1": date(2025, 1, 6), "A-2": NOW.date()}  # 23:30 in London is the next day in Berlin


async def test_a_second_run_changes_nothing(importing: Importer, owner: asyncpg.Connection) -> None:
    await importing(FIRST)
    before = await owner.fetch("select id, received_at from check_ins")
    report = await importing(FIRST)
    assert (report.taken, report.there_already, report.patients_added, report.refused) == (0, 1, 0, [])
    assert await owner.fetch("select id, received_at from check_ins") == before
    assert await owner.fetchval("select count(*) from audit_rows where action = 'check_in.submit'") == 1


async def test_what_changed_between_two_runs_is_a_conflict_and_the_first_stays(importing: Importer, owner: asyncpg.Connection) -> None:
    await importing(FIRST)
    report = await importing(FIRST.replace(",3,", ",9,"), "A-1,2025-02-18T09:00:00+00:00,1,1,1,1,")
    assert (report.taken, report.conflicts) == (1, 1)
    assert reasons(report) == [(2, "conflict: it is stored already with other content (answers), which was left as it is. Correct it on the patient's page")]
    assert await owner.fetchval("select (answers->>'pain')::int from check_ins order by at limit 1") == 3


async def test_two_rows_of_one_patient_moment_and_respondent_are_one_check_in_or_a_conflict(importing: Importer) -> None:
    report = await importing(FIRST, FIRST, FIRST.replace(",3,", ",9,"))
    assert (report.taken, report.there_already, report.conflicts) == (1, 1, 1)
    assert reasons(report)[0][0] == 4
    assert "line 2 is of the same patient, moment and respondent, with other content (answers); only that one was taken" in reasons(report)[0][1]


async def test_patient_and_family_may_answer_at_the_same_moment(importing: Importer) -> None:
    report = await importing(FIRST + ",patient", FIRST + ",family_caregiver", header=HEADER + ",respondent")
    assert (report.taken, report.refused) == (2, [])


async def test_each_refused_row_says_its_line_and_reason_and_holds_back_no_other(importing: Importer, owner: asyncpg.Connection) -> None:
    report = await importing(
        FIRST,
        "A-3,2025-01-06T09:00:00+00:00,11,7.5,1,1,",
        "A-3,2025-01-06T09:00:00,1,1,1,1,",
        ",2025-01-06T09:00:00+00:00,1,1,1,1,",
        "A-3,2025-01-06T09:00:00+00:00,1,1",
        "A\x00,2025-01-06T09:00:00+00:00,1,1,1,1,",
    )
    said = dict(reasons(report))
    assert report.taken == 1
    assert list(said) == [3, 4, 5, 6, 7]
    assert said[3] == "pain: 11 is outside 0 to 10; nausea: 7.5 is not a whole number. It must be a whole number from 0 to 10, or null where it was skipped"
    assert "has no offset" in said[4]
    assert said[5].startswith("patient: write the patient's identifier")
    assert "it has 4 cells" in said[6]
    assert said[7].startswith("patient:")
    assert await owner.fetchval("select count(*) from patients where identifier = 'A-3'") == 0, "a patient of refused rows only is not added"


async def test_zones_and_modes_that_dont_exist_or_fit_are_refused_by_the_same_door_as_everything(importing: Importer) -> None:
    report = await importing(FIRST + ",Mars/Olympus,", FIRST + ",,proxy", header=HEADER + ",zone,mode")
    assert [reason.split(":")[0] for _, reason in reasons(report)] == ["zone", "mode"]


async def test_a_dry_run_tells_the_same_and_stores_nothing_not_even_the_questionnaire(importing: Importer, owner: asyncpg.Connection) -> None:
    tables = ["check_ins", "patients", "instruments", "audit_rows", "symptom_states"]
    before = [await owner.fetchval(f"select count(*) from {table}") for table in tables]
    rows = FIRST, FIRST, FIRST.replace(",3,", ",9,"), "A-2,2025-01-06T09:00:00+00:00,NA,1,1,1,"
    tried = await importing(*rows, dry_run=True)
    assert [await owner.fetchval(f"select count(*) from {table}") for table in tables] == before
    done = await importing(*rows)
    assert structs.replace(tried, dry_run=False) == done


async def test_another_questionnaire_of_the_same_name_and_version_is_refused(importing: Importer) -> None:
    await importing(FIRST)
    with pytest.raises(Refused, match="instrument-exists"):
        await importing(FIRST, form=structs.replace(FORM, title="Something else"))


async def test_a_file_that_cant_be_read_stores_nothing(importing: Importer, owner: asyncpg.Connection) -> None:
    with pytest.raises(FileRefused):
        await importing(FIRST, header="one,two")
    assert await owner.fetchval("select count(*) from instruments where id = 'eortc-past-week'") == 0


async def test_the_other_hospice_sees_nothing_of_it_and_may_import_the_same_file(importing: Importer, cast: Cast, owner: asyncpg.Connection) -> None:
    await importing(FIRST)
    importing.cast = structs.replace(cast, hospice=cast.other_hospice)
    report = await importing(FIRST)
    assert (report.taken, report.patients_added) == (1, 1)
    assert await owner.fetchval("select count(distinct id) from check_ins") == 2


@pytest.mark.skipif(not STUDY.exists(), reason=f"the real study isn't here: {STUDY} (or set BALM_STUDY_CSV)")
async def test_the_real_study_is_taken_whole_and_stands_on_the_list(importing: Importer, owner: asyncpg.Connection) -> None:
    report = await importing(path=STUDY)
    assert (report.rows, report.taken, report.patients_added, report.refused) == (121, 121, 40, [])
    assert report.columns_not_taken == ["visit", "day", "death_day"]
    lines = study_lines()
    assert report.partial == sum("" in cells[4:8] for cells in lines)
    assert await owner.fetchval("select sum((answers->>'pain')::int) from check_ins") == sum(int(cells[4]) for cells in lines if cells[4])
    ranks = await owner.fetch("select concern, last_heard_at from symptom_states where last_heard_at is not null")
    assert len(ranks) == 40
    assert (await importing(path=STUDY)).there_already == 121
