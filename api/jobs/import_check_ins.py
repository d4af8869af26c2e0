"""Check-ins from a CSV file, through the same door as all others. Safe to run twice: the ids are made from the content's place and time."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, field
from uuid_utils.compat import uuid7

from api import access, intake, queries
from api.db import Connection, Pool, transaction
from api.errors import INVALID, Refused, refused
from schemas.check_ins import NewCheckIn
from schemas.instruments import Instrument
from schemas.organisations import Organisation
from schemas.patients import NewPatient, Patient

FACTS = ("patient", "name", "recorded_at", "zone", "respondent", "mode", "note", "id")
NEEDED = ("patient", "recorded_at")


class FileRefused(ValueError):
    """The file as a whole can't be read; the message says what to change."""


class Row(NamedTuple):
    """`line`: of the file, the header being 1. `occurrence`: 0 for the first check-in of this patient at this moment in the file."""

    line: int
    cells: Mapping[str, str]
    occurrence: int


class RefusedRow(Struct, frozen=True):
    line: int
    patient: str
    reason: str


class Report(Struct, kw_only=True):
    """What an import did, or with `dry_run` would do. `columns_not_taken`: columns of the file that are no fact and no item."""

    instrument: str
    version: str
    dry_run: bool
    rows: int = 0
    taken: int = 0
    there_already: int = 0
    partial: int = 0
    patients_added: int = 0
    columns_not_taken: list[str] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


class DryRun(Exception):
    """Undoes what a dry run did."""


def read(path: Path, instrument: Instrument) -> tuple[list[Row], list[str]]:
    """The rows, and the columns that are not taken. Raises FileRefused."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(f"{path} isn't UTF-8 text (byte {error.start}). Save it as 'CSV UTF-8'.") from error
    header = text.splitlines()[0] if text.strip() else ""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
    columns = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = columns
    refuse_columns(path, columns, instrument)
    try:
        return list(numbered(reader)), [column for column in columns if column not in FACTS and column not in item_ids(instrument)]
    except csv.Error as error:
        raise FileRefused(f"{path}, line {reader.line_num}: {error}.") from error


def refuse_columns(path: Path, columns: list[str], instrument: Instrument) -> None:
    if missing := [column for column in NEEDED if column not in columns]:
        raise FileRefused(f"{path} has no column {' and no column '.join(missing)}. Its first line must name the columns.")
    if twice := [column for column, times in Counter(columns).items() if times > 1]:
        raise FileRefused(f"{path} has the column {twice[0]!r} twice.")
    if not set(columns) & item_ids(instrument):
        raise FileRefused(f"{path} has no column of {instrument.id}: one of {', '.join(sorted(item_ids(instrument)))}.")


def item_ids(instrument: Instrument) -> set[str]:
    return {item.id for item in instrument.items}


def numbered(reader: "csv.DictReader[str]") -> Iterator[Row]:
    seen: Counter[tuple[str, str]] = Counter()
    for found in reader:
        cells = {column: (value or "").strip() for column, value in found.items() if isinstance(column, str)}
        if any(cells.values()):
            key = cells["patient"], cells["recorded_at"]
            yield Row(reader.line_num, cells, seen[key])
            seen[key] += 1


def check_in_of(row: Row, instrument: Instrument, zone: str, patient_id: UUID) -> NewCheckIn:
    """Raises Refused with the field that can't be used."""
    given = {name: row.cells[name] for name in ("respondent", "mode", "note") if row.cells.get(name)}
    facts = {
        "mode": "paper",
        **given,
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "recorded_at": row.cells["recorded_at"],
        "zone": row.cells.get("zone") or zone,
        "patient_id": patient_id,
        "app_version": "import",
        "answers": {item.id: number(row.cells[item.id]) for item in instrument.items if item.id in row.cells},
    }
    try:
        return msgspec.convert(facts, NewCheckIn, strict=True)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$.")
        detail = "It must look like 2025-01-06T09:00:00+00:00, with its offset." if path.startswith("recorded_at") else what
        raise Refused(INVALID, errors=[(path.rstrip("`") or "row", detail)]) from error


def number(cell: str) -> object:
    """Empty is skipped; what is no number is left for the rules to refuse by name."""
    if not cell:
        return None
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell


def id_of(row: Row, organisation_id: UUID, instrument: Instrument, recorded_at: datetime) -> UUID:
    """The row's own `id`, or a UUIDv7 that is the same at every run: of the recorded time, and a hash of whose check-in it is."""
    if row.cells.get("id"):
        try:
            return UUID(row.cells["id"])
        except ValueError as error:
            raise Refused(INVALID, errors=[("id", "It must be a UUID.")]) from error
    key = msgspec.json.encode([str(organisation_id), instrument.id, instrument.version, row.cells["patient"], recorded_at.isoformat(), row.occurrence])
    drawn = int.from_bytes(hashlib.sha256(key).digest()[:10], "big")
    milliseconds = max(0, int(recorded_at.timestamp() * 1000)) & (1 << 48) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | (drawn >> 62 & 0xFFF) << 64 | 2 << 62 | drawn & (1 << 62) - 1)


async def run(
    pool: Pool,
    organisation: Organisation,
    instrument: Instrument,
    path: Path,
    zone: str,
    now: datetime,
    *,
    dry_run: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Each row in a transaction of its own; a dry run does the same in one that is undone. `tell(done, of)` is called after each row. Raises FileRefused."""
    rows, left_out = read(path, instrument)
    report = Report(instrument=instrument.id, version=instrument.version, dry_run=dry_run, rows=len(rows), columns_not_taken=left_out)
    actor = access.system(organisation.id, f"Import of {path.name}")
    if dry_run:
        try:
            async with transaction(pool, organisation.id) as db:
                for done, row in enumerate(rows, 1):
                    await take(db, actor, row, instrument, zone, now, report)
                    tell(done, len(rows))
                raise DryRun
        except DryRun:
            return report
    for done, row in enumerate(rows, 1):
        async with transaction(pool, organisation.id) as db:
            await take(db, actor, row, instrument, zone, now, report)
        tell(done, len(rows))
    return report


async def take(db: Connection, actor: access.Actor, row: Row, instrument: Instrument, zone: str, now: datetime, report: Report) -> None:
    try:
        async with db.savepoint():
            patient, added = await patient_of(db, actor, row, zone, now)
            new = check_in_of(row, instrument, zone, patient.id)
            check_in_id = id_of(row, actor.organisation_id, instrument, new.recorded_at)
            before = await queries.check_ins.stored(db, check_in_id)
            receipt = await intake.submit(db, actor, check_in_id, new, now)
    except Exception as error:
        problem = refused(error)
        if problem.kind.status >= 500:
            raise
        said = "; ".join(f"{field}: {detail}" for field, detail in problem.errors) or problem.problem().detail
        report.refused.append(RefusedRow(row.line, row.cells["patient"], f"{problem.kind.title}: {said}"))
        return
    report.patients_added += added
    report.taken += before is None
    report.there_already += before is not None
    report.partial += before is None and bool(receipt.partial)


async def patient_of(db: Connection, actor: access.Actor, row: Row, zone: str, now: datetime) -> tuple[Patient, bool]:
    identifier = row.cells["patient"]
    if not identifier:
        raise Refused(INVALID, errors=[("patient", "It is empty; write the patient's identifier.")])
    if found := await queries.patients.by_identifier(db, identifier):
        return found, False
    new = msgspec.convert({"name": row.cells.get("name") or identifier, "identifier": identifier}, NewPatient)
    patient = await queries.patients.insert(db, uuid7(), new, zone, now.astimezone(ZoneInfo(zone)).date(), now)
    await access.record(db, actor, "patient.enrol", now, patient_id=patient.id)
    return patient, True
