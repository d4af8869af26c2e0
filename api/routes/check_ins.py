from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, intake, queries, rules
from api.access import Actor, Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused, refused, shaped
from schemas.check_ins import BatchAnswer, BatchResult, CheckIn, EnteredInError, NewBatch, NewCheckIn, Receipt
from schemas.events import Event


@put("/check-ins/{check_in_id:uuid}")
async def submit(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], check_in_id: FromPath[UUID], data: JSONBody[NewCheckIn]
) -> Receipt:
    """Store a check-in once, however often the phone sends it. The same id with the same content gets the same answer; with other content 409."""
    return await intake.submit(db, actor, check_in_id, data, now)


@post("/check-ins", status_code=200)
async def submit_batch(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[NewBatch]) -> BatchAnswer:
    """What a phone kept while it was offline. Answered item by item, in the order sent; one bad item never holds back the rest."""
    answers: dict[int, BatchResult] = {}
    # patients are locked in one order, so that two batches can't wait for each other
    for index, item in sorted(enumerate(data.check_ins), key=lambda pair: str(pair[1].get("patient_id", ""))):
        answers[index] = await submit_item(db, actor, now, item)
    return BatchAnswer(results=[answers[index] for index in range(len(data.check_ins))])


async def submit_item(db: Connection, actor: Actor, now: datetime, item: dict[str, Any]) -> BatchResult:
    sent_id = str(item.get("id", ""))
    try:
        async with db.savepoint():
            check_in_id, new = read(item)
            return BatchResult(id=sent_id, status=200, receipt=await intake.submit(db, actor, check_in_id, new, now))
    except Exception as error:
        problem = refused(error).problem()
        if problem.status >= 500:
            raise
        return BatchResult(id=sent_id, status=problem.status, problem=problem)


def read(item: dict[str, Any]) -> tuple[UUID, NewCheckIn]:
    content = {key: value for key, value in item.items() if key != "id"}
    return shaped(item.get("id"), UUID, "id"), shaped(content, NewCheckIn)


@post("/check-ins/{check_in_id:uuid}/entered-in-error", status_code=200)
async def mark_in_error(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], check_in_id: FromPath[UUID], data: JSONBody[EnteredInError]
) -> CheckIn:
    """It stays stored and marked, and no longer counts. Marking it again changes nothing. A phone may mark what came from its patient's phones."""
    check_in = await queries.check_ins.get(db, check_in_id)
    if check_in is None:
        raise Refused(NOT_FOUND)
    patient = await access.require(db, actor, "check_in.mark_in_error", check_in.patient_id)
    access.allow_change(actor, check_in)
    patient, state = await intake.locked_with_state(db, patient)
    if await queries.check_ins.mark_in_error(db, check_in_id, actor.id, data.reason, now):
        await intake.alert(db, actor, patient, None, check_in, now)
        recent = await queries.check_ins.recent(db, patient.id, rules.concern.RECENT)
        await intake.advance(db, actor, patient, state, recent, None, now)
        await access.record(db, actor, "check_in.mark_in_error", now, patient_id=patient.id, subject_id=check_in_id)
        db.announce(Event(kind="check_in", patient_id=patient.id))
    return await queries.check_ins.get(db, check_in_id) or check_in
