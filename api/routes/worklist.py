import base64
import binascii
from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from api import access, queries, ranking, rules
from api.access import Asking
from api.db import Connection
from api.errors import INVALID, Refused
from api.queries.worklist import WatchedPatient
from schemas.alerts import Standing
from schemas.instruments import Instrument
from schemas.worklist import Worklist, WorklistRow

LARGEST = 2**31 - 1  # a rank is an integer of Postgres's


@get("/worklist")
async def worklist(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    after: FromQuery[str | None] = None,
    search: Annotated[str, QueryParameter(max_length=100)] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> Worklist:
    """The team's patients, most concerning first. `next` of one answer is `after` of the next."""
    access.allow(actor, "worklist.read")
    if "\x00" in search:
        raise Refused(INVALID, errors=[("search", "It holds a NUL character.")])
    found = await queries.worklist.page(db, position(after), search.strip(), limit + 1)
    page, more = found[:limit], len(found) > limit
    instruments = await ranking.instruments_of(db, [check_in for patient in page for check_in in patient.recent])
    alerts = await queries.alerts.standing(db, [patient.patient_id for patient in page])
    await access.record(db, actor, "worklist.read", now, patients=[patient.patient_id for patient in page])
    return Worklist(
        rows=[row(patient, instruments, alerts[patient.patient_id]) for patient in page],
        total=await queries.worklist.count(db, search.strip()),
        as_of=now,
        next=cursor(page[-1]) if more else None,
    )


def row(patient: WatchedPatient, instruments: dict[tuple[str, str], Instrument], alerts: list[Standing]) -> WorklistRow:
    symptoms = rules.concern.symptoms_now(patient.recent, instruments)
    return WorklistRow(
        patient_id=patient.patient_id,
        name=patient.name,
        identifier=patient.identifier,
        care=patient.care,
        last_heard_at=patient.last_heard_at,
        reason=ranking.concern_of(patient, symptoms, alerts).reason,
        symptoms=symptoms,
        asks_for=rules.standing.asked(patient.recent, alerts, patient.answered_at),
    )


def cursor(last: WatchedPatient) -> str:
    return base64.urlsafe_b64encode(f"{last.concern}:{last.patient_id}".encode()).decode()


def position(after: str | None) -> tuple[int, UUID] | None:
    if after is None:
        return None
    try:
        concern, _, patient_id = base64.urlsafe_b64decode(after).decode().partition(":")
        if not 0 <= int(concern) <= LARGEST:
            raise ValueError
        return int(concern), UUID(patient_id)
    except (ValueError, binascii.Error) as error:
        raise Refused(INVALID, errors=[("after", "Send `next` of the answer before, unchanged.")]) from error
