from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct, structs

from api.db import Connection
from schemas.instruments import Instrument, InstrumentChange, NewInstrument


class StoredInstrument(Struct, frozen=True):
    definition: str
    bundled: bool
    asked: bool
    switched_on: list[str]
    loaded_at: datetime


@lru_cache(1000)
def parsed(definition: str) -> dict[str, Any]:
    """By field. Versions never change, and reading one costs as much as asking for it."""
    return structs.asdict(msgspec.json.decode(definition, type=NewInstrument))


def whole(row: StoredInstrument) -> Instrument:
    return Instrument(**parsed(row.definition), bundled=row.bundled, asked=row.asked, switched_on=row.switched_on, loaded_at=row.loaded_at)


async def insert(db: Connection, new: NewInstrument, bundled: bool, asked: bool, now: datetime) -> bool:
    """False when this version is there already, whatever its content."""
    db.known.clear()
    return (
        await db.run(
            """insert into instruments (id, version, scale_minimum, scale_maximum, definition, bundled, asked, loaded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id, id, version) do nothing""",
            new.id,
            new.version,
            new.scale.minimum,
            new.scale.maximum,
            msgspec.to_builtins(new),
            bundled,
            asked,
            now,
        )
        == "INSERT 0 1"
    )


async def get(db: Connection, instrument_id: str, version: str | None) -> Instrument | None:
    """Version null: the one loaded last."""
    row = await db.maybe(
        StoredInstrument,
        """select definition::text, bundled, asked, switched_on, loaded_at from instruments
           where organisation_id = current_organisation() and id = $1 and version = coalesce($2, version) order by loaded_at desc, version desc limit 1""",
        instrument_id,
        version,
    )
    if row is None:
        return None
    found: Instrument = db.known.setdefault(("instrument", instrument_id, version), whole(row)) if version else whole(row)
    return found


async def versions(db: Connection, wanted: set[tuple[str, str]]) -> list[Instrument]:
    """The ones of these (id, version) pairs; each is read once in a transaction."""
    if missing := [pair for pair in wanted if ("instrument", *pair) not in db.known]:
        rows = await db.all(
            StoredInstrument,
            """select definition::text, bundled, asked, switched_on, loaded_at from instruments
               where organisation_id = current_organisation() and (id, version) in (select * from unnest($1::text[], $2::text[]))""",
            [pair[0] for pair in missing],
            [pair[1] for pair in missing],
        )
        for found in map(whole, rows):
            db.known["instrument", found.id, found.version] = found
    return [db.known["instrument", *pair] for pair in wanted if ("instrument", *pair) in db.known]


async def all_of_organisation(db: Connection) -> list[Instrument]:
    """Newest version first within each; Balm's daily check before the others."""
    rows = await db.all(
        StoredInstrument,
        """select definition::text, bundled, asked, switched_on, loaded_at from instruments
           where organisation_id = current_organisation() order by id <> 'daily-check', id, loaded_at desc, version desc""",
    )
    return [whole(row) for row in rows]


async def change(db: Connection, instrument: Instrument, change: InstrumentChange) -> None:
    db.known.clear()
    await db.run(
        """update instruments set asked = coalesce($3, asked), switched_on = coalesce($4, switched_on)
           where organisation_id = current_organisation() and id = $1 and version = $2""",
        instrument.id,
        instrument.version,
        change.asked,
        change.switched_on,
    )
