"""A CSV file of check-ins, read as people's programs write it: which rows there are, and which can't be read and why. No database."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from schemas.body_regions import BodyRegion
from schemas.check_ins import Mode, NewCheckIn, Respondent
from schemas.instruments import NewInstrument

FACTS = ("patient", "name", "recorded_at", "zone", "respondent", "mode", "note", "pain_regions", "id")
NEEDED = ("patient", "recorded_at")
CHOICES = {"respondent": get_args(Respondent), "mode": get_args(Mode)}
LARGEST = 100_000_000  # bytes; it is read as a whole, so that its own repetitions are seen
LONGEST_NOTE = 2000
NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", re.ASCII)


class FileRefused(ValueError):
    """The file as a whole can't be read; the message says what to change."""


class RowRefused(ValueError):
    """One row can't be stored; the message names the column and says what to change."""


class Row(NamedTuple):
    """`line`: where it begins in the file, the header being in line 1. `fault`: why its cells can't be told apart."""

    line: int
    cells: Mapping[str, str]
    fault: str | None = None


class Sheet(NamedTuple):
    """The rows, and the columns that are neither a fact of a check-in nor an item of the questionnaire."""

    rows: list[Row]
    columns_not_taken: list[str]


def read(path: Path, instrument: NewInstrument) -> Sheet:
    """Raises FileRefused."""
    text, separator = separated(text_of(path))
    known = {*FACTS, *(item.id for item in instrument.items)}
    lines = records(path, text, separator)
    columns = columns_of(next((cells for _, cells in lines), []), known)
    refuse_columns(path, columns, instrument)
    return Sheet([row_of(line, cells, columns, separator) for line, cells in lines], [column for column in columns if column not in known])


def text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused(f"{path} is larger than {LARGEST // 1_000_000} MB. Split it and import the parts one by one.")
        raw = path.read_bytes()
    except OSError as error:
        raise FileRefused(f"{path} can't be read: {error.strerror}.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileRefused(f"{path} isn't UTF-8 text (line {line}). In Excel, save it as 'CSV UTF-8 (comma delimited)'.") from error


def separated(text: str) -> tuple[str, str]:
    """The text, and what stands between its cells. Excel may say so itself, in a first line such as 'sep=;'; that line is emptied and still counted."""
    if said := re.match(r'"?sep=([,;\t|])"?\r?\n', text, re.IGNORECASE):
        return "\n" + text[said.end() :], said[1]
    header = next((line for line in text.splitlines() if line.strip()), "")
    return text, max(",;\t", key=header.count)


def records(path: Path, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line it begins in, stripped cells) of every line that isn't empty. A quoted cell may go over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(f"{path} can't be read from line {begins} on: {error}. Is a quotation mark missing there?") from error


def columns_of(header: list[str], known: set[str]) -> list[str]:
    """Names as Balm spells them. A column without a name, as Excel leaves them at the end, gets its number."""
    return [name.casefold() if name.casefold() in known else name or f"column {number}" for number, name in enumerate(header, 1)]


def refuse_columns(path: Path, columns: list[str], instrument: NewInstrument) -> None:
    if missing := [column for column in NEEDED if column not in columns]:
        raise FileRefused(
            f"{path} has no column {' and no column '.join(missing)}. Its first line must name the columns; it names {', '.join(columns) or 'none'}."
        )
    if twice := [column for column, times in Counter(columns).items() if times > 1]:
        raise FileRefused(f"{path} has the column {twice[0]!r} twice. Remove or rename one of them.")
    items = [item.id for item in instrument.items]
    if not set(columns) & set(items):
        raise FileRefused(f"{path} has no column with answers to {instrument.id}. They are called {', '.join(items)}.")


def row_of(line: int, cells: list[str], columns: list[str], separator: str) -> Row:
    """A row of another length than the header is refused: its answers may stand in the wrong columns."""
    while len(cells) > len(columns) and not cells[-1]:
        cells = cells[:-1]
    named = dict(zip(columns, cells, strict=False))
    if len(cells) == len(columns):
        return Row(line, named)
    between = {",": "comma", ";": "semicolon", "\t": "tab"}.get(separator, separator)
    return Row(line, named, f"it has {len(cells)} cells and the first line {len(columns)}. A {between} inside a text needs quotation marks around the text.")


def check_in_of(row: Row, instrument: NewInstrument, zone: str, patient_id: UUID) -> NewCheckIn:
    """On paper and by the patient where the row doesn't say otherwise. Raises RowRefused."""
    note = row.cells.get("note", "")
    if len(note) > LONGEST_NOTE or "\x00" in note:
        raise RowRefused(f"note: it must have at most {LONGEST_NOTE} characters, and no NUL among them")
    facts = {
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "recorded_at": moment(row),
        "zone": row.cells.get("zone") or zone,
        "respondent": choice(row, "respondent") or "patient",
        "mode": choice(row, "mode") or "paper",
        "note": note or None,
        "pain_regions": regions(row),
        "patient_id": patient_id,
        "app_version": "import",
        "answers": {item.id: number(item.id, row.cells[item.id]) for item in instrument.items if item.id in row.cells},
    }
    try:
        return msgspec.convert(facts, NewCheckIn)
    except msgspec.ValidationError as error:
        raise RowRefused(f"{error}") from error


def moment(row: Row) -> datetime:
    """Raises RowRefused: without its offset a time of day is several moments."""
    cell, like = row.cells["recorded_at"], "write it like 2025-01-06T09:00:00+01:00"
    try:
        found = datetime.fromisoformat(cell)
        found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RowRefused(f"recorded_at: {cell[:40]!r} is no moment; {like}") from error
    if found.tzinfo is None:
        raise RowRefused(f"recorded_at: {cell!r} has no offset from UTC; {like}")
    return found


def first_days(sheet: Sheet, zone: str) -> dict[str, date]:
    """Of each patient who has a row with a moment, by identifier."""
    found: dict[str, date] = {}
    for row in (row for row in sheet.rows if not row.fault):
        with suppress(RowRefused, OverflowError):
            day = moment(row).astimezone(ZoneInfo(zone)).date()
            found[row.cells["patient"]] = min(day, found.get(row.cells["patient"], day))
    return found


def choice(row: Row, column: str) -> str:
    """'' where the row doesn't say. Raises RowRefused."""
    cell = row.cells.get(column, "").casefold()
    if cell and cell not in CHOICES[column]:
        raise RowRefused(f"{column}: {cell[:40]!r} is none of {', '.join(CHOICES[column])}")
    return cell


def regions(row: Row) -> list[str]:
    """Names with spaces between them. Raises RowRefused."""
    found = row.cells.get("pain_regions", "").casefold().split()
    if unknown := [name for name in found if name not in get_args(BodyRegion)]:
        raise RowRefused(f"pain_regions: {unknown[0][:40]!r} is none of {', '.join(get_args(BodyRegion))}")
    return found


def number(item: str, cell: str) -> float | int | None:
    """Empty is skipped. Whether it fits the scale is for the rules to say. Raises RowRefused."""
    if not cell:
        return None
    if not NUMBER.fullmatch(cell):
        raise RowRefused(f"{item}: {cell[:40]!r} is no number; leave the cell empty where the question was skipped")
    return float(cell) if "." in cell else int(cell)


def id_of(row: Row, organisation_id: UUID, new: NewCheckIn) -> UUID:
    """The row's own `id`; else a UUIDv7 that is the same at every run: the recorded time (from 1970 on), and a hash of who answered what, about whom and
    when. What was answered is no part of it, so that a changed answer is seen as a conflict and not taken as another check-in. Raises RowRefused."""
    if own := row.cells.get("id"):
        try:
            return UUID(own)
        except ValueError as error:
            raise RowRefused(f"id: {own[:40]!r} is no UUID") from error
    at = new.recorded_at.astimezone(UTC)
    key = msgspec.json.encode([str(organisation_id), new.instrument, row.cells["patient"], at.isoformat(), new.respondent])
    drawn = int.from_bytes(hashlib.sha256(key).digest()[:10], "big")
    milliseconds = max(0, int(at.timestamp() * 1000)) & (1 << 48) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | (drawn >> 62 & 0xFFF) << 64 | 2 << 62 | drawn & (1 << 62) - 1)
