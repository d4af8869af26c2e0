from datetime import datetime
from typing import Any

from litestar import Request, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, intake, queries
from api.access import Asking
from api.db import Connection
from api.errors import INSTRUMENT_REFUSED, INVALID, NOT_FOUND, Refused
from api.instruments import InstrumentRefused, parse
from schemas.instruments import Instrument, InstrumentChange, NewInstrument


@get("/instruments")
async def instruments(db: NamedDependency[Connection], actor: Asking) -> list[Instrument]:
    access.allow(actor, "instrument.read")
    return await queries.instruments.all_of_organisation(db)


@post("/instruments")
async def load(request: Request[Any, Any, Any], db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> Instrument:
    """Load a questionnaire of the organisation's own from its file: the body is the file. It is not asked until it is switched on."""
    access.allow(actor, "instrument.load")
    new = parsed(await request.body())
    return await intake.load_instrument(db, actor, new, now)


def parsed(raw: bytes) -> NewInstrument:
    try:
        return parse(raw)
    except InstrumentRefused as wrong:
        raise Refused(INSTRUMENT_REFUSED, wrong.reason, errors=[(error["field"], error["detail"]) for error in wrong.errors]) from wrong


@patch("/instruments/{instrument_id:str}/{version:str}")
async def change(
    db: NamedDependency[Connection],
    actor: Asking,
    now: NamedDependency[datetime],
    instrument_id: FromPath[str],
    version: FromPath[str],
    data: JSONBody[InstrumentChange],
) -> Instrument:
    """Switch a questionnaire, or optional items of it, on or off. Answers already given are not touched."""
    access.allow(actor, "instrument.change")
    instrument = await queries.instruments.get(db, instrument_id, version)
    if instrument is None:
        raise Refused(NOT_FOUND)
    optional = set() if instrument.whole else {item.id for item in instrument.items if item.optional}
    if wrong := [item for item in data.switched_on or [] if item not in optional]:
        raise Refused(
            INVALID, errors=[("switched_on", f"{item} is not an optional item; these are: {', '.join(sorted(optional)) or 'none'}.") for item in wrong]
        )
    await queries.instruments.change(db, instrument, data)
    await access.record(db, actor, "instrument.change", now, instrument=instrument_id, version=version, asked=data.asked, switched_on=data.switched_on)
    return await queries.instruments.get(db, instrument_id, version) or instrument
