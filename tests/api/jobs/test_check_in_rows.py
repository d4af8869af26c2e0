"""CSV files as hospitals, Excel and R write them."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.instruments import bundled, parse
from api.jobs.check_in_rows import FileRefused, Row, RowRefused, Sheet, check_in_of, id_of, read
from schemas.check_ins import NewCheckIn

FORM = parse((Path(__file__).parents[3] / "docs" / "examples" / "eortc-past-week.json").read_bytes())
HOSPICE, OTHER_HOSPICE, ADA = UUID(int=1), UUID(int=2), UUID(int=3)
USUAL = {"patient": "A-1", "recorded_at": "2025-01-06T09:00:00+00:00", "pain": "3", "nausea": "", "fatigue": "10", "lack_of_appetite": "0"}


def sheet(tmp_path: Path, content: str | bytes) -> Sheet:
    path = tmp_path / "study.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, FORM)


def refusal(tmp_path: Path, content: str | bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        sheet(tmp_path, content)
    return str(caught.value)


def check_in(**cells: str) -> NewCheckIn:
    return check_in_of(Row(2, {**USUAL, **cells}), FORM, "Europe/Berlin", ADA)


def row_refusal(**cells: str) -> str:
    with pytest.raises(RowRefused) as caught:
        made(**cells)
    return str(caught.value)


# the file


HEADER = "patient,recorded_at,pain,note"


@pytest.mark.parametrize(
    "content",
    [
        "patient,recorded_at,pain,note\nA-1,2025-01-06T09:00Z,3,tired\n",
        "patient;recorded_at;pain;note\r\nA-1;2025-01-06T09:00Z;3;tired\r\n",
        "patient\trecorded_at\tpain\tnote\nA-1\t2025-01-06T09:00Z\t3\ttired",
        b"\xef\xbb\xbf" + b"patient,recorded_at,pain,note\nA-1,2025-01-06T09:00Z,3,tired\n",
        "sep=;\r\npatient;recorded_at;pain;note\r\nA-1;2025-01-06T09:00Z;3;tired\r\n",
        '"sep=,"\npatient,recorded_at,pain,note\nA-1,2025-01-06T09:00Z,3,tired\n',
        "\n\nPatient, Recorded_At , PAIN ,Note\n\n A-1 , 2025-01-06T09:00Z , 3 , tired \n,,,\n",
        '"patient","recorded_at","pain","note"\n"A-1","2025-01-06T09:00Z","3","tired"\n',
    ],
    ids=["commas", "semicolons, CRLF", "tabs, no last newline", "byte order mark", "Excel's sep", "Excel's quoted sep", "blanks and empty lines", "all quoted"],
)
def test_the_same_row_is_read_however_the_file_was_written(tmp_path: Path, content: str | bytes) -> None:
    found = sheet(tmp_path, content)
    assert [row.cells for row in found.rows] == [{"patient": "A-1", "recorded_at": "2025-01-06T09:00Z", "pain": "3", "note": "tired"}]
    assert found.columns_not_taken == []


def test_a_row_is_named_by_the_line_it_begins_in_also_after_notes_of_several_lines(tmp_path: Path) -> None:
    found = sheet(tmp_path, HEADER + '\nA-1,2025-01-06T09:00Z,3,"one\ntwo, three\nfour"\n\nA-2,2025-01-06T09:00Z,4,\n')
    assert [(row.line, row.cells["note"]) for row in found.rows] == [(2, "one\ntwo, three\nfour"), (6, "")]


def test_lines_are_counted_with_the_one_in_which_excel_names_the_separator(tmp_path: Path) -> None:
    assert sheet(tmp_path, "sep=;\npatient;recorded_at;pain\nA-1;2025-01-06T09:00Z;3\n").rows[0].line == 3


def test_columns_that_are_no_fact_and_no_item_are_listed(tmp_path: Path) -> None:
    assert sheet(tmp_path, "patient,visit,recorded_at,day,pain,death_day,\n").columns_not_taken == ["visit", "day", "death_day", "column 7"]


@pytest.mark.parametrize(("row", "cells"), [("A-1,2025-01-06T09:00Z,3", 3), ("A-1,2025-01-06T09:00Z,3,tired, very", 5)])
def test_a_row_of_another_length_than_the_header_is_not_guessed_at(tmp_path: Path, row: str, cells: int) -> None:
    found = sheet(tmp_path, f"{HEADER}\n{row}\n").rows[0]
    assert found.fault == f"it has {cells} cells and the first line 4. A comma inside a text needs quotation marks around the text."


def test_empty_cells_beyond_the_last_column_do_no_harm(tmp_path: Path) -> None:
    assert sheet(tmp_path, f"{HEADER}\nA-1,2025-01-06T09:00Z,3,tired,,,\n").rows[0].fault is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no column patient and no column recorded_at"),
        ("\n\n", "no column patient"),
        ("patient,pain\nA-1,3\n", "no column recorded_at. Its first line must name the columns; it names patient, pain."),
        ("A-1,2025-01-06T09:00Z,3\n", "no column patient"),
        ("patient,recorded_at,pain,Pain\n", "the column 'pain' twice"),
        ("patient,recorded_at,mood\n", "no column with answers to eortc-past-week. They are called pain, nausea, fatigue, lack_of_appetite."),
        (b"patient,recorded_at,pain,note\nA-1,2025-01-06T09:00Z,3,m\xfcde\n", "isn't UTF-8 text (line 2). In Excel, save it as 'CSV UTF-8"),
        ("patient\tpain".encode("utf-16"), "isn't UTF-8 text (line 1)"),
        (f'{HEADER}\nA-1,2025-01-06T09:00Z,3,"tired\nA-2,2025-01-06T09:00Z,3,\n', "from line 2 on"),
        (f'{HEADER}\nA-1,2025-01-06T09:00Z,3,"tired"ness\n', "from line 2 on"),
    ],
)
def test_a_file_that_cant_be_read_says_what_to_change(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in refusal(tmp_path, content)


def test_a_file_that_isnt_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="No such file"):
        read(tmp_path / "missing.csv", FORM)
    with pytest.raises(FileRefused, match="directory"):
        read(tmp_path, FORM)


# a row


def test_a_row_is_on_paper_by_the_patient_where_it_says_nothing_else() -> None:
    found = check_in()
    assert (found.instrument, found.instrument_version, found.zone, found.respondent, found.mode, found.note) == (
        "eortc-past-week", "1", "Europe/Berlin", "patient", "paper", None)  # fmt: skip
    assert found.answers == {"pain": 3, "nausea": None, "fatigue": 10, "lack_of_appetite": 0}


def test_what_the_row_says_itself_is_taken() -> None:
    found = check_in(zone="Asia/Tokyo", respondent="Family_Caregiver", mode="proxy", note="asleep")
    assert (found.zone, found.respondent, found.mode, found.note) == ("Asia/Tokyo", "family_caregiver", "proxy", "asleep")


def test_where_it_hurts_is_names_with_spaces_between_them() -> None:
    assert check_in(pain_regions="Chest  left_arm").pain_regions == ["chest", "left_arm"] and check_in().pain_regions == []


@pytest.mark.parametrize("cell", ["7.0", "11", "-1", "7.5"])
def test_whether_a_number_fits_the_scale_is_left_to_the_rules(cell: str) -> None:
    assert check_in(pain=cell).answers["pain"] == float(cell)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"pain": "NA"}, "pain: 'NA' is no number; leave the cell empty where the question was skipped"),
        ({"pain": "7,0"}, "pain: '7,0' is no number"),
        ({"pain": "1_0"}, "pain: '1_0' is no number"),
        ({"pain": "٣"}, "pain: '٣' is no number"),
        ({"pain": "nan"}, "pain: 'nan' is no number"),
        ({"pain": "9" * 5000}, "pain: '9999999999999999999999999999999999999999' is no number"),
        ({"recorded_at": "2025-01-06T09:00:00"}, "recorded_at: '2025-01-06T09:00:00' has no offset from UTC; write it like 2025-01-06T09:00:00+01:00"),
        ({"recorded_at": "2025-01-06"}, "has no offset from UTC"),
        ({"recorded_at": "06.01.2025 09:00"}, "recorded_at: '06.01.2025 09:00' is no moment; write it like"),
        ({"recorded_at": "45663.375"}, "is no moment"),
        ({"recorded_at": ""}, "recorded_at: '' is no moment"),
        ({"recorded_at": "0001-01-01T00:00:00+14:00"}, "is no moment"),
        ({"respondent": "nurse"}, "respondent: 'nurse' is none of patient, family_caregiver, professional_caregiver"),
        ({"mode": "fax"}, "mode: 'fax' is none of self, assisted, proxy, phone_call, paper"),
        ({"pain_regions": "chest soul"}, "pain_regions: 'soul' is none of head, throat, chest"),
        ({"note": "x" * 2001}, "note: it must have at most 2000 characters"),
        ({"note": "a\x00b"}, "note: it must have at most 2000 characters, and no NUL"),
        ({"zone": "x" * 300}, "zone"),
        ({"id": "7"}, "id: '7' is no UUID"),
    ],
)
def test_a_row_that_cant_be_stored_names_the_column_and_the_way_out(cells: dict[str, str], said: str) -> None:
    assert said in row_refusal(**cells)


# ids


def made(organisation: UUID = HOSPICE, **cells: str) -> UUID:
    return id_of(Row(2, {**USUAL, **cells}), organisation, check_in(**cells))


def test_the_same_row_gets_the_same_uuidv7_at_every_run_and_on_every_machine() -> None:
    assert made() == UUID("01943ad7-aa80-70a6-be4e-1adfd340ecdf")
    assert (made().version, made().variant) == (7, "specified in RFC 4122")
    assert made().int >> 80 == 1736154000000


def test_how_the_moment_is_spelt_does_not_matter() -> None:
    assert made() == made(recorded_at="2025-01-06T10:00:00+01:00") == made(recorded_at="2025-01-06 09:00Z")


def test_other_answers_keep_the_id_so_that_they_are_seen_as_a_conflict() -> None:
    assert made() == made(pain="4", note="corrected", zone="Asia/Tokyo")


@pytest.mark.parametrize("cells", [{"patient": "A-2"}, {"recorded_at": "2025-01-06T09:00:01+00:00"}, {"respondent": "family_caregiver"}])
def test_another_patient_moment_or_respondent_is_another_check_in(cells: dict[str, str]) -> None:
    assert made(**cells) != made()


def test_another_organisation_or_questionnaire_is_another_check_in() -> None:
    assert made(OTHER_HOSPICE) != made()
    daily = check_in_of(Row(2, USUAL), bundled()[0], "Europe/Berlin", ADA)
    assert id_of(Row(2, USUAL), HOSPICE, daily) != made()


def test_an_id_in_the_file_is_used() -> None:
    own = "01943aeb-9480-7000-8000-000000000001"
    assert made(id=own) == UUID(own)


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_makes_a_uuidv7_also_before_1970(moment: object) -> None:
    try:
        found = made(recorded_at=str(moment))
    except RowRefused:  # in the first and last hours that Python's calendar knows
        return
    assert (found.version, found.variant) == (7, "specified in RFC 4122")
