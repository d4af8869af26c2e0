"""Check-ins from a CSV file, through the same door as all others. Safe to run twice; what changed between two runs is reported, never taken silently."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, field
from uuid_utils.compat import uuid7

from api import access, intake, queries
from api.db import Connection, Pool, transaction
from api.errors import CONFLICT, Refused, refused
from api.jobs.check_in_rows import FileRefused, Row, RowRefused, check_in_of, first_days, id_of, read
from schemas.instruments import Instrument, NewInstrument
from schemas.organisations import Organisation
from schemas.patients import NewPatient, Patient

__all__ = ["FileRefused", "RefusedRow", "Report", "run"]


class RefusedRow(Struct, frozen=True):
    """`line`: where the row begins in the file. `patient`: its identifier there."""

    line: int
    patient: str
    reason: str


class Report(Struct, kw_only=True):
    """What an import did, or with `dry_run` would do. Every row is taken, there already, or refused; conflicts are among the refused."""

    instrument: str
    version: str
    dry_run: bool
    rows: int = 0
    taken: int = 0
    there_already: int = 0
    partial: int = 0
    patients_added: int = 0
    conflicts: int = 0
    columns_not_taken: list[str] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


class Import(Struct):
    """One run: what holds for all of its rows, each patient's first day in the file, and the line that each check-in came from."""

    actor: access.Actor
    instrument: Instrument
    zone: str
    now: datetime
    report: Report
    first_days: dict[str, date] = field(default_factory=dict)
    lines: dict[UUID, int] = field(default_factory=dict)


class DryRun(Exception):
    """Undoes what a dry run did."""


Step = Callable[[], AbstractAsyncContextManager[Connection]]


async def run(
    pool: Pool,
    organisation: Organisation,
    instrument: NewInstrument,
    path: Path,
    zone: str,
    now: datetime,
    *,
    dry_run: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Loads the questionnaire where it isn't, then each row in a transaction of its own. `tell(done, of)` is called after each row.

    Raises FileRefused; Refused when this version of the questionnaire is loaded with other content.
    """
    sheet = read(path, instrument)
    actor = access.system(organisation.id, f"Import of {path.name}"[:200])
    report = Report(instrument=instrument.id, version=instrument.version, dry_run=dry_run, rows=len(sheet.rows), columns_not_taken=sheet.columns_not_taken)
    async with steps(pool, organisation.id, dry_run) as step:
        async with step() as db:
            whole = Import(actor, await intake.load_instrument(db, actor, instrument, now), zone, now, report, first_days(sheet, zone))
        for done, row in enumerate(sheet.rows, 1):
            async with step() as db:
                await take(db, whole, row)
            tell(done, len(sheet.rows))
    return report


@asynccontextmanager
async def steps(pool: Pool, organisation_id: UUID, dry_run: bool) -> AsyncIterator[Step]:
    """A transaction for each step; in a dry run the same one for all, undone at the end."""
    if not dry_run:
        yield lambda: transaction(pool, organisation_id)
        return
    with suppress(DryRun):
        async with transaction(pool, organisation_id) as db:
            yield lambda: nullcontext(db)
            raise DryRun


async def take(db: Connection, whole: Import, row: Row) -> None:
    """Stores the row or puts it among the refused. Raises only what isn't the row's fault: then nothing of it is stored, and the import can be run again."""
    try:
        async with db.savepoint():
            await store(db, whole, row)
    except RowRefused as error:
        refuse(whole, row, str(error))
    except Exception as error:
        problem = refused(error)
        if problem.kind.status >= 500:
            raise
        refuse(whole, row, "; ".join(f"{field.removeprefix('answers.')}: {detail.rstrip('.')}" for field, detail in problem.errors) or problem.problem().detail)


async def store(db: Connection, whole: Import, row: Row) -> None:
    if row.fault:
        raise RowRefused(row.fault)
    patient, added = await patient_of(db, whole, row)
    new = check_in_of(row, whole.instrument, whole.zone, patient.id)
    check_in_id = id_of(row, whole.actor.organisation_id, new)
    before = await queries.check_ins.stored(db, check_in_id)
    try:
        receipt = await intake.submit(db, whole.actor, check_in_id, new, whole.now)
    except Refused as problem:
        if problem.kind is not CONFLICT:
            raise
        whole.report.conflicts += 1
        raise RowRefused(conflict(whole.lines.get(check_in_id), [field for field, _ in problem.errors])) from problem
    whole.lines.setdefault(check_in_id, row.line)
    whole.report.patients_added += added
    whole.report.taken += before is None
    whole.report.there_already += before is not None
    whole.report.partial += before is None and bool(receipt.partial)


def conflict(line: int | None, fields: list[str]) -> str:
    """`line`: of this file, where the same check-in stood before."""
    what = f"with other content ({', '.join(fields)})" if fields else "of somebody else"
    if line is not None:
        return f"conflict: line {line} is of the same patient, moment and respondent, {what}; only that one was taken. Give each its own time or an id"
    return f"conflict: it is stored already {what}, which was left as it is. Correct it on the patient's page"


def refuse(whole: Import, row: Row, reason: str) -> None:
    whole.report.refused.append(RefusedRow(row.line, row.cells.get("patient", ""), reason))


async def patient_of(db: Connection, whole: Import, row: Row) -> tuple[Patient, bool]:
    """The patient of that identifier, and whether they were added just now. A name in the file doesn't change that of a patient who is there."""
    identifier = row.cells["patient"]
    try:
        new = msgspec.convert({"name": row.cells.get("name") or identifier, "identifier": identifier}, NewPatient)
    except msgspec.ValidationError as error:
        raise RowRefused("patient: write the patient's identifier, of 1 to 200 characters, and nothing that can't be printed") from error
    if found := await queries.patients.by_identifier(db, identifier):
        return found, False
    today = whole.now.astimezone(ZoneInfo(whole.zone)).date()
    since_on = min(today, whole.first_days.get(identifier, today))  # whoever answered on that day was under care by then
    patient = await queries.patients.insert(db, uuid7(), new, whole.zone, since_on, whole.now)
    await access.record(db, whole.actor, "patient.enrol", whole.now, patient_id=patient.id)
    return patient, True
